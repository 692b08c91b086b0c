//! Knowing: rule files become a rule set.

pub mod builtin;
mod compile;
pub mod concept;
pub mod context;
mod explained;
pub(crate) mod file;
pub mod formula;
pub mod kind;
mod kinds;
mod load;
mod message;
mod persons;
pub mod profile;
mod vocabulary;
pub mod wording;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use context::{Context, Draft, Statement};
pub use file::Level;
pub use kind::Kind;
pub use load::{Refused, Warnings, load};
pub use message::Message;
pub(crate) use vocabulary::Kept;
pub use vocabulary::{StatementRule, Vocabulary};

use crate::finding::{Category, Citation, Severity};
use crate::language::{Language, Section};
use crate::later::Later;
use crate::source::{Raw, Source, Span};
use concept::ConceptId;
use formula::Guard;
use profile::{Applicability, Applies, Profile};

/// One rule, ready to check documents.
#[derive(Debug, Deserialize, Serialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Rule {
    /// Full id: `de/age/young-team`.
    pub id: Arc<str>,
    /// Ids it had before.
    pub was: Vec<String>,
    /// The language of the adverts it reads.
    #[serde(with = "crate::language::by_number")]
    pub language: &'static Language,
    /// What it is about.
    pub category: Category,
    /// What it weighs without a profile.
    pub level: Level,
    /// What it weighs in a jurisdiction.
    pub level_in: Vec<(String, Level)>,
    /// What the wording does.
    pub message: Later<Message>,
    /// What to write instead.
    pub help: Later<Message>,
    /// The reason.
    pub why: Later<String>,
    /// What it rests on.
    pub sources: Later<Arc<[Arc<Citation>]>>,
    /// For whom it exists; for everybody when absent.
    pub applies: Option<Applies>,
    /// Whether it speaks inside invitations too: it is about a word for people, not about the people.
    pub(crate) in_invitations: bool,
    pub(crate) within: Vec<Section>,
    pub(crate) outside: Vec<Section>,
    pub(crate) unless: Vec<Guard>,
    pub(crate) unless_document: Vec<ConceptId>,
    /// Sentences it must find, and leave alone; none where the rules were prepared.
    #[serde(skip)]
    pub examples: Vec<Example>,
    /// What it looks for.
    pub kind: Later<Kind>,
    /// Index of its file in [`RuleSet::files`].
    pub file: usize,
    /// Where its id stands in the file.
    pub place: Span<Raw>,
}

impl Rule {
    /// The rule's weight under a profile; `None` when it is off or does not apply. `chosen` stands in for the weight that
    /// the rule brings.
    pub fn severity(&self, profile: &Profile, chosen: Option<Level>) -> Option<Severity> {
        let applies = self.applies.as_ref().map_or(Applicability::Yes, |applies| applies.to(profile));
        let severity = match chosen {
            Some(level) => level.severity()?,
            None => self.level_under(profile).severity()?,
        };
        match applies {
            Applicability::No => None,
            Applicability::Perhaps => Some(Severity::Info),
            Applicability::Yes => Some(severity),
        }
    }

    /// The weight that the rule brings for employers in the profile's jurisdiction.
    pub fn level_under(&self, profile: &Profile) -> Level {
        let place = profile.jurisdiction.as_deref();
        self.level_in
            .iter()
            .filter(|(jurisdiction, _)| place.is_some_and(|place| profile::lies_in(place, jurisdiction)))
            .max_by_key(|(jurisdiction, _)| jurisdiction.len())
            .map_or(self.level, |(_, level)| *level)
    }

    /// The set that the rule belongs to: its id without its own name.
    pub fn set(&self) -> &str {
        self.id.rsplit_once('/').map_or("", |(set, _)| set)
    }
}

/// An example in a rule file.
#[derive(Clone, Debug)]
pub struct Example {
    /// The text, without marks.
    pub text: String,
    /// The stretches that must be reported; empty when something missing must be.
    pub marks: Vec<std::ops::Range<usize>>,
    /// Whether the rule must find something.
    pub is_bad: bool,
    /// Who advertises.
    pub profile: Profile,
    /// Where it stands in the file.
    pub place: Span<Raw>,
}

/// A set of one file, for people who list rules.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct SetInfo {
    /// `de/age`
    pub name: String,
    /// One line about it.
    pub about: String,
}

/// Everything that rule files say.
#[derive(Debug, Deserialize, Serialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct RuleSet {
    /// The files, for places in them; none where the rules were prepared.
    #[serde(skip)]
    pub files: Vec<Arc<Source>>,
    /// Their headers.
    pub sets: Vec<SetInfo>,
    /// Words, statements and rules by language.
    pub vocabularies: Vec<Vocabulary>,
    /// Tells this set from others: a hash over the texts of all files.
    pub fingerprint: u64,
}

impl RuleSet {
    /// The version of the rules: that of the program, and what tells these files from others.
    pub fn version(&self) -> String {
        format!("{}+{:08x}", env!("CARGO_PKG_VERSION"), self.fingerprint as u32)
    }

    /// Every rule, language by language in the order of the files.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.vocabularies.iter().flat_map(|vocabulary| &vocabulary.rules).map(|kept| &*kept.rule)
    }

    /// The rule of this id, or that had it once.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules().find(|rule| &*rule.id == id || rule.was.iter().any(|was| was == id))
    }

    /// The words of a language, and their number among the vocabularies.
    pub fn vocabulary(&self, language: &Language) -> Option<(usize, &Vocabulary)> {
        self.vocabularies.iter().enumerate().find(|(_, vocabulary)| vocabulary.language.name == language.name)
    }

    /// Whether a name selects a rule: its id, its set, a set's folder, or its category.
    pub fn selects(name: &str, rule: &Rule) -> bool {
        let name = name.trim_end_matches("/*");
        let inside = rule.id.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        inside || rule.category.word() == name || rule.was.iter().any(|was| was == name)
    }

    /// The name nearest to one that selects nothing, for "did you mean".
    pub fn nearest(&self, name: &str) -> Option<String> {
        let sets = self.sets.iter().map(|set| set.name.clone());
        let categories = Category::ALL.iter().map(|category| category.word().to_owned());
        let known = self.rules().map(|rule| rule.id.to_string()).chain(sets).chain(categories);
        let last = |id: &str| id.rsplit('/').next().unwrap_or(id).to_owned();
        known
            .map(|known| (distance(&known, name).min(distance(&last(&known), &last(name)) + 1), known))
            .min()
            .filter(|(distance, known)| *distance <= known.len().max(name.len()) / 2)
            .map(|(_, known)| known)
    }
}

/// Letters to change to make one word of another (Levenshtein).
pub(crate) fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let change = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}
