//! The statements and rules of a report by number, so that a row can name them in two bytes.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::check::Checker;
use crate::finding::Category;
use crate::language;
use crate::rule::builtin;
use crate::rule::kind::missing::spoken_to;
use crate::rule::{Kind, Rule};

/// Everything that adverts of one report can state or break.
#[derive(Debug, Default)]
pub struct Catalogue {
    statements: Vec<Stated>,
    rules: Vec<Ruled>,
    by_kind: HashMap<Arc<str>, u16>,
    by_rule: HashMap<Arc<str>, u16>,
    /// Sentences that make a statement, by its kind and language.
    inserts: BTreeMap<(Arc<str>, &'static str), String>,
}

#[derive(Debug)]
struct Stated {
    kind: Arc<str>,
    /// Whether it invites people, rather than telling a fact.
    invites: bool,
}

#[derive(Debug)]
struct Ruled {
    id: Arc<str>,
    category: Category,
    language: &'static str,
    message: String,
    help: String,
    /// The guiding principles that it belongs to, where the organisation wrote it.
    principles: Option<String>,
}

impl Catalogue {
    /// Adds what a checker knows; what it is silent about is left out.
    pub fn add(&mut self, checker: &Checker) {
        let rules = checker.rules();
        let said = rules.vocabularies.iter().flat_map(|vocabulary| vocabulary.statements.iter());
        for statement in said {
            let number = *self.by_kind.entry(statement.kind.clone()).or_insert_with(|| {
                self.statements.push(Stated { kind: statement.kind.clone(), invites: false });
                (self.statements.len() - 1) as u16
            });
            self.statements[number as usize].invites |= statement.shields();
        }
        // what the organisation says itself comes before what rules say
        for (kind, text) in &checker.settings().texts {
            for language in language::all() {
                let key = (Arc::from(kind.as_str()), language.name.as_str());
                self.inserts.entry(key).or_insert_with(|| spoken_to(text, false));
            }
        }
        for rule in rules.rules() {
            self.insert(rule);
            if checker.severity(&rule.id).is_some() && !self.by_rule.contains_key(&rule.id) {
                self.by_rule.insert(rule.id.clone(), self.rules.len() as u16);
                self.rules.push(Ruled {
                    id: rule.id.clone(),
                    category: rule.category,
                    language: &rule.language.name,
                    message: rule.message.general(),
                    help: rule.help.general(),
                    principles: principles(rule, checker),
                });
            }
        }
    }

    fn insert(&mut self, rule: &Rule) {
        let Kind::Missing(missing) = &*rule.kind else { return };
        let [kind] = &missing.statement[..] else { return };
        if let Some(text) = missing.insert().filter(|_| !missing.late) {
            let key = (kind.clone(), rule.language.name.as_str());
            // "{Sie-Form|du-Form}": the formal one stands for both
            self.inserts.entry(key).or_insert_with(|| spoken_to(text, false));
        }
    }

    /// The number of a kind of statement.
    pub fn statement(&self, kind: &str) -> Option<u16> {
        self.by_kind.get(kind).copied()
    }

    /// The number of a rule; behind those of all statements.
    pub fn rule(&self, id: &str) -> Option<u16> {
        self.by_rule.get(id).map(|number| number + self.statements.len() as u16)
    }

    fn ruled(&self, number: u16) -> &Ruled {
        &self.rules[number as usize - self.statements.len()]
    }

    /// The kind of a statement.
    pub fn kind(&self, statement: u16) -> &str {
        &self.statements[statement as usize].kind
    }

    /// The numbers of the statements that invite people, or of those that tell facts, by their kinds.
    pub fn statements(&self, invites: bool) -> Vec<u16> {
        let kinds: BTreeMap<&Arc<str>, u16> = self.by_kind.iter().map(|(kind, number)| (kind, *number)).collect();
        kinds.into_values().filter(|number| self.statements[*number as usize].invites == invites).collect()
    }

    /// The id of a rule.
    pub fn id(&self, rule: u16) -> &str {
        &self.ruled(rule).id
    }

    /// What a rule says.
    pub fn message(&self, rule: u16) -> &str {
        &self.ruled(rule).message
    }

    /// What to write instead of what a rule finds.
    pub fn help(&self, rule: u16) -> &str {
        &self.ruled(rule).help
    }

    /// What a rule is about.
    pub fn category(&self, rule: u16) -> Category {
        self.ruled(rule).category
    }

    /// The language of the adverts that a rule reads.
    pub fn language(&self, rule: u16) -> &'static str {
        self.ruled(rule).language
    }

    /// The rules that the organisation wrote, with the name of their set.
    pub fn principles(&self) -> Vec<(&str, u16)> {
        let first = self.statements.len() as u16;
        let own = self.rules.iter().zip(first..);
        own.filter_map(|(rule, number)| rule.principles.as_deref().map(|name| (name, number))).collect()
    }

    /// A sentence that makes a statement in a language.
    pub fn sentence(&self, kind: &str, language: &'static str) -> Option<&str> {
        self.inserts.get(&(Arc::from(kind), language)).map(String::as_str)
    }
}

/// What the organisation calls the set of a rule; none where the rule is part of the program.
fn principles(rule: &Rule, checker: &Checker) -> Option<String> {
    let rules = checker.rules();
    // prepared rules name no files; where there are files, some are the organisation's
    let file = rules.files.get(rule.file)?;
    let is_own = !builtin::FILES.iter().any(|(name, _)| file.name().strip_prefix("rules/") == Some(*name));
    let set = is_own.then(|| rules.sets.iter().find(|set| set.name == rule.set()))?;
    Some(set.map_or_else(|| rule.set().to_owned(), |set| set.about.clone()))
}
