//! The checker: a document in, a verdict out; no file, no clock, no thread.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, LazyLock, OnceLock};

use serde::{Deserialize, Serialize};

use crate::document::{Allow, Document};
use crate::finding::{Category, Finding, Severity, fingerprint};
use crate::lexicon::Lexicon;
use crate::prepared;
use crate::rule;
use crate::rule::concept::Hits;
use crate::rule::kind::pattern::Mend;
use crate::rule::kind::title::Title;
use crate::rule::profile::{GenderStyle, Profile};
use crate::rule::wording::Wording;
use crate::rule::{Context, Kept, Kind, Level, Refused, Rule, RuleSet, Statement};
use crate::statement;

/// What an organisation wants of the rules.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Who advertises.
    pub profile: Profile,
    /// How person nouns are written for all genders.
    pub style: GenderStyle,
    /// What stands behind a title that is open to all genders, instead of the language's own.
    pub marker: Option<String>,
    /// Sentences of the organisation by the kind of statement they make.
    pub texts: BTreeMap<String, String>,
    /// Only these rules, sets or categories; all when empty.
    pub only: Vec<String>,
    /// Not these rules, sets or categories.
    pub skip: Vec<String>,
    /// Weights set for single rules, sets or categories; the later wins.
    pub levels: Vec<(String, Level)>,
}

impl Settings {
    /// What a rule weighs; `None` when it is silent.
    fn severity(&self, rule: &Rule) -> Option<Severity> {
        let named = |names: &[String]| names.iter().any(|name| RuleSet::selects(name, rule));
        let chosen = self.levels.iter().rev().find(|(name, _)| RuleSet::selects(name, rule));
        // a rule asked for by its own name speaks even when its set ships it switched off
        let asked = self.only.iter().any(|name| *name == *rule.id);
        let is_off = rule.level_under(&self.profile) == Level::Off;
        let level = chosen.map(|(_, level)| *level).or((asked && is_off).then_some(Level::Info));
        let wanted = (self.only.is_empty() || named(&self.only)) && !named(&self.skip);
        rule.severity(&self.profile, level).filter(|_| wanted)
    }
}

/// Rules and their words, shared by every checker that uses them.
#[derive(Debug, Deserialize, Serialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Knowledge {
    /// The rules.
    pub rules: RuleSet,
    lexicon: Lexicon,
}

/// What the build script prepared, read once and never thrown away.
static PREPARED: LazyLock<Option<Arc<Knowledge>>> = LazyLock::new(|| {
    prepared::RULES.map(|bytes| Arc::new(postcard::from_bytes(bytes).expect("the build script wrote what this reads")))
});

impl Knowledge {
    /// Prepares a rule set.
    pub fn new(mut rules: RuleSet) -> Self {
        let lexicon = Lexicon::new(&mut rules);
        Self { rules, lexicon }
    }

    /// Where the words of every concept of the document's language stand.
    pub fn scan(&self, document: &Document) -> Hits {
        match self.rules.vocabulary(document.language) {
            Some((number, vocabulary)) => self.lexicon.scan(number, vocabulary, document),
            None => Hits::default(),
        }
    }

    /// The rules that are part of the program, as the build script prepared them: without files and examples.
    ///
    /// # Errors
    /// [`Refused`] when an embedded file holds a mistake, which the build rules out.
    pub fn builtin() -> Result<Arc<Self>, Refused> {
        match &*PREPARED {
            Some(knowledge) => Ok(knowledge.clone()),
            None => rule::load(rule::builtin::files()).map(|(rules, _)| Arc::new(Self::new(rules))),
        }
    }
}

/// What a document says and what is wrong with it.
#[derive(Debug)]
pub struct Verdict {
    /// What it states, in the order of the text.
    pub statements: Vec<Statement>,
    /// Its job title.
    pub title: Option<Title>,
    /// What the rules found, in the order of the text.
    pub findings: Vec<Finding>,
    /// What they found and a comment allows.
    pub allowed: Vec<Allowed>,
}

/// A finding that a comment allows.
#[derive(Debug)]
pub struct Allowed {
    /// The finding.
    pub finding: Finding,
    /// Why, in the words of the comment; may be empty.
    pub reason: String,
}

/// Checks documents by a set of rules under the settings of an organisation.
#[derive(Clone, Debug)]
pub struct Checker {
    knowledge: Arc<Knowledge>,
    settings: Settings,
    /// For each vocabulary what its rules come to, told when the first document of its language is read.
    active: Vec<OnceLock<Active>>,
}

/// The rules of one language under the settings.
#[derive(Clone, Debug)]
struct Active {
    /// What each of them weighs, told when it first may speak; none for a rule that is silent.
    weights: Vec<OnceLock<Option<Severity>>>,
    wording: Wording,
}

impl Checker {
    /// A checker of `knowledge` under `settings`.
    pub fn new(knowledge: Arc<Knowledge>, settings: Settings) -> Self {
        let active = knowledge.rules.vocabularies.iter().map(|_| OnceLock::new()).collect();
        Self { knowledge, settings, active }
    }

    /// A checker of the built-in rules without a profile.
    ///
    /// # Errors
    /// See [`Knowledge::builtin`].
    pub fn builtin() -> Result<Self, Refused> {
        Ok(Self::new(Knowledge::builtin()?, Settings::default()))
    }

    /// What the organisation wants.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The rules that this checker uses, to share them.
    pub fn knowledge(&self) -> &Arc<Knowledge> {
        &self.knowledge
    }

    /// The rules that this checker uses.
    pub fn rules(&self) -> &RuleSet {
        &self.knowledge.rules
    }

    /// The weight of a rule under the settings; `None` when it is silent.
    pub fn severity(&self, id: &str) -> Option<Severity> {
        self.rules().rules().find(|rule| &*rule.id == id).and_then(|rule| self.settings.severity(rule))
    }

    /// What the rules of a vocabulary come to.
    fn active(&self, vocabulary: usize) -> &Active {
        self.active[vocabulary].get_or_init(|| {
            let rules = &self.rules().vocabularies[vocabulary].rules;
            Active { weights: rules.iter().map(|_| OnceLock::new()).collect(), wording: wording(rules, &self.settings) }
        })
    }

    /// Checks a document.
    pub fn check(&self, document: &Document) -> Verdict {
        let Some((number, vocabulary)) = self.rules().vocabulary(document.language) else {
            return Verdict { statements: Vec::new(), title: None, findings: Vec::new(), allowed: Vec::new() };
        };
        let active = self.active(number);
        let hits = self.knowledge.scan(document);
        let statements = statement::said(document, &hits, vocabulary);
        let title = vocabulary.judge.title(document, &hits, vocabulary);
        let context = Context {
            document,
            vocabulary,
            hits: &hits,
            statements: &statements,
            invitations: &statement::invitations(document, &statements),
            title: title.as_ref(),
            wording: &active.wording,
            counts: OnceCell::new(),
            style: active.wording.style_in(document, &vocabulary.persons),
        };
        let mut findings = Vec::new();
        let mut drafts = Vec::new();
        // nothing was written, so nothing is missing
        let is_empty = document.words.is_empty();
        for number in vocabulary.rules_to_ask(&hits).filter(|_| !is_empty) {
            let rule: &Rule = &vocabulary.rules[number].rule;
            if let Some(severity) = *active.weights[number].get_or_init(|| self.settings.severity(rule)) {
                rule.kind.check(rule, &context, &mut drafts);
                findings.extend(drafts.drain(..).map(|draft| (rule, context.finding(rule, severity, draft))));
            }
        }
        let mut findings = apart(once(findings));
        let allowed = self.allow(document, &mut findings);
        findings.sort_by(|a, b| (a.span, &a.rule).cmp(&(b.span, &b.rule)));
        Verdict { statements, title, findings, allowed }
    }

    /// Takes out findings that a comment allows, and reports comments that allow nothing, name no rule or give no reason.
    fn allow(&self, document: &Document, findings: &mut Vec<Finding>) -> Vec<Allowed> {
        let mut allowed = Vec::new();
        let mut named: HashMap<&str, HashSet<Arc<str>>> = HashMap::new();
        for allow in &document.allows {
            let rules = named.entry(&allow.rule).or_insert_with(|| {
                let selected = self.rules().rules().filter(|rule| RuleSet::selects(&allow.rule, rule));
                selected.map(|rule| rule.id.clone()).collect()
            });
            let before = allowed.len();
            let taken = findings.extract_if(.., |finding| {
                let inside = allow.covers.start <= finding.span.start && finding.span.start <= allow.covers.end;
                inside && rules.contains(&finding.rule)
            });
            allowed.extend(taken.map(|finding| Allowed { finding, reason: allow.reason.clone() }));
            let (name, severity) = match rules.is_empty() {
                true => ("unknown-rule", Severity::Error),
                false if before == allowed.len() => ("unused", Severity::Warning),
                false if allow.reason.is_empty() => ("no-reason", Severity::Info),
                false => continue,
            };
            findings.push(self.about_allow(document, allow, name, severity));
        }
        allowed
    }

    fn about_allow(&self, document: &Document, allow: &Allow, name: &str, severity: Severity) -> Finding {
        let german = document.language.name == "de";
        let rule = &allow.rule;
        let (message, help) = match (name, german) {
            ("unknown-rule", true) => (
                format!("Die Regel „{rule}“ gibt es nicht."),
                self.rules().nearest(rule).map(|near| format!("Gemeint ist vielleicht „{near}“.")),
            ),
            ("unknown-rule", false) => (
                format!("There is no rule `{rule}`."),
                self.rules().nearest(rule).map(|near| format!("Did you mean `{near}`?")),
            ),
            ("unused", true) => (
                format!("Die Ausnahme für „{rule}“ trifft hier nichts."),
                Some("Streichen Sie den Kommentar.".to_owned()),
            ),
            ("unused", false) => {
                (format!("The exception for `{rule}` allows nothing here."), Some("Remove the comment.".to_owned()))
            }
            (_, true) => (
                format!("Die Ausnahme für „{rule}“ nennt keinen Grund."),
                Some("Schreiben Sie den Grund hinter die Klammer.".to_owned()),
            ),
            (_, false) => (
                format!("The exception for `{rule}` gives no reason."),
                Some("Write the reason behind the bracket.".to_owned()),
            ),
        };
        let id = format!("allow/{name}");
        Finding {
            fingerprint: fingerprint(&id, rule, ""),
            rule: id.into(),
            category: Category::Allow,
            severity,
            message,
            help,
            text: rule.clone(),
            missing: false,
            span: allow.named,
            sources: Arc::new([]),
            fixes: Vec::new(),
        }
    }
}

/// How fixes are worded: as the organisation wants it, and as the rules under its profile allow it.
fn wording(rules: &[Kept], settings: &Settings) -> Wording {
    let demanded = |mend| rules.iter().any(|kept| kept.mend == Some(mend) && settings.severity(&kept.rule).is_some());
    let is_sign = matches!(settings.style, GenderStyle::Star | GenderStyle::Colon | GenderStyle::Gap);
    Wording {
        style: if is_sign && demanded(Mend::SpellOut) { GenderStyle::Pair } else { settings.style },
        marker: settings.marker.clone(),
        both_forms: demanded(Mend::BothForms),
        texts: settings.texts.clone(),
    }
}

/// Of findings that miss the same statement, the heaviest stays, and of equals the one of a duty.
fn once(findings: Vec<(&Rule, Finding)>) -> Vec<Finding> {
    fn owed<'r>((rule, finding): &(&'r Rule, Finding)) -> Option<&'r [Arc<str>]> {
        match &*rule.kind {
            Kind::Missing(missing) if finding.missing && missing.groups.is_empty() => Some(&missing.statement),
            _ => None,
        }
    }
    let weight = |(rule, finding): &(&Rule, Finding)| (finding.severity, rule.applies.is_some());
    let mut out: Vec<(&Rule, Finding)> = Vec::with_capacity(findings.len());
    for finding in findings {
        let statements = owed(&finding);
        let twin = statements.and_then(|_| out.iter_mut().find(|other| owed(other) == statements));
        match twin {
            Some(other) if weight(&finding) > weight(other) => *other = finding,
            Some(_) => {}
            None => out.push(finding),
        }
    }
    out.into_iter().map(|(_, finding)| finding).collect()
}

/// The category that a finding counts as beside others: titles are a matter of gender.
fn kind(category: Category) -> Category {
    if category == Category::Title { Category::Gender } else { category }
}

/// Of findings of one category that overlap, the heaviest stays, and of equals the one whose rule comes first. A title
/// that names one sex is also a matter of gender; it is told once.
fn apart(findings: Vec<Finding>) -> Vec<Finding> {
    let mut out: Vec<Finding> = Vec::new();
    // what stays, by category and stretch of text
    let mut near: HashMap<(Category, u32), Vec<usize>> = HashMap::new();
    for finding in findings {
        let stretches = finding.span.start / STRETCH..=finding.span.end / STRETCH;
        let keys = stretches.map(|stretch| (kind(finding.category), stretch));
        let twin = |at: &usize| {
            let other = &out[*at];
            !finding.missing && !other.missing && other.span.overlaps(finding.span)
        };
        let twin = keys.clone().filter_map(|key| near.get(&key)).flatten().copied().filter(twin).min();
        let at = match twin {
            Some(at) if finding.severity <= out[at].severity => continue,
            Some(at) => at,
            None => out.len(),
        };
        keys.for_each(|key| near.entry(key).or_default().push(at));
        if at < out.len() { out[at] = finding } else { out.push(finding) }
    }
    out
}

/// How many bytes of text are looked at together for findings that overlap.
const STRETCH: u32 = 512;
