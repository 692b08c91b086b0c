//! The kinds of rules: one file each, one line here.

mod automaton;
pub mod balance;
pub mod jargon;
pub mod limit;
pub mod marker;
pub mod missing;
pub mod mixed;
pub(super) mod needed;
pub mod nouns;
pub mod pattern;
pub(crate) mod person;
pub mod title;
pub mod words;

use serde::{Deserialize, Serialize};

use super::Rule;
use super::concept::ConceptId;
use super::context::{Context, Draft};
use super::formula::Formula;
use pattern::Mend;

/// What a rule looks for, and how.
#[derive(Debug, Deserialize, Serialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub enum Kind {
    /// Words, or concepts that meet: `phrase` and `cooccurrence`.
    Words(words::Words),
    /// Regular expressions.
    Pattern(pattern::Pattern),
    /// A statement that the advert owes.
    Missing(missing::Missing),
    /// Terms that nobody explains.
    Jargon(jargon::Jargon),
    /// Person nouns in the generic masculine.
    Nouns(nouns::Nouns),
    /// The form of the job title.
    Title(title::TitleRule),
    /// Coded words, weighed.
    Balance(balance::Balance),
    /// A measure and its bound.
    Limit(limit::Limit),
    /// Several signs inside words in one advert.
    Mixed(mixed::Mixed),
}

impl Kind {
    /// The name of the rule's table.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Words(words) if words.is_phrase => "phrase",
            Self::Words(_) => "cooccurrence",
            Self::Pattern(_) => "pattern",
            Self::Missing(_) => "missing",
            Self::Jargon(_) => "jargon",
            Self::Nouns(_) => "nouns",
            Self::Title(_) => "title",
            Self::Balance(_) => "balance",
            Self::Limit(_) => "limit",
            Self::Mixed(_) => "mixed",
        }
    }

    /// Concepts of which one must be hit for a rule of this kind to speak: the smallest of each formula. None where that
    /// cannot be said.
    pub(super) fn triggers(&self, size: impl Fn(ConceptId) -> u32) -> Vec<ConceptId> {
        let concepts = |formula: &Formula| formula.terms.iter().map(|term| term.concept).min_by_key(|one| size(*one));
        match self {
            Self::Words(kind) => kind.formulas.iter().filter_map(concepts).collect(),
            Self::Jargon(kind) if !kind.unknown => vec![kind.glossary.concept],
            Self::Balance(kind) => vec![kind.toward],
            _ => Vec::new(),
        }
    }

    /// How what a rule of this kind finds is mended, where that is said once for all it finds.
    pub(super) fn mend(&self) -> Option<Mend> {
        if let Self::Pattern(kind) = self { kind.mend } else { None }
    }

    /// The names in braces that messages of this kind may use.
    pub(super) fn message_names(name: &str) -> &'static [&'static str] {
        match name {
            "jargon" => &["found", "long", "plain"],
            "nouns" => &["found", "better"],
            "title" => &["found", "better"],
            "balance" => &["found", "words"],
            "limit" => &["found", "value", "bound"],
            "missing" => &["found", "insert", "groups"],
            "mixed" => &["found", "better"],
            _ => &["found"],
        }
    }

    /// Hands over what the rule finds in a document.
    pub fn check(&self, rule: &Rule, context: &Context<'_>, out: &mut Vec<Draft>) {
        match self {
            Self::Words(kind) => kind.check(rule, context, out),
            Self::Pattern(kind) => kind.check(rule, context, out),
            Self::Missing(kind) => kind.check(context, out),
            Self::Jargon(kind) => kind.check(rule, context, out),
            Self::Nouns(kind) => kind.check(rule, context, out),
            Self::Title(kind) => kind.check(rule, context, out),
            Self::Balance(kind) => kind.check(rule, context, out),
            Self::Limit(kind) => kind.check(rule, context, out),
            Self::Mixed(kind) => kind.check(rule, context, out),
        }
    }
}
