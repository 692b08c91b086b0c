//! The words of one language: entries of all concepts, statements, person nouns, title words.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Rule;
use super::concept::{ConceptId, Hits, Listed};
use super::context::Statement;
use super::formula::{Formula, Guard};
use super::kind::jargon::Glossary;
use super::kind::nouns::Persons;
use super::kind::pattern::Mend;
use super::kind::title::Judge;
use crate::language::{Language, Section};
use crate::later::Later;
use crate::words::Rows;

/// How a statement is recognised.
#[derive(Debug, Deserialize, Serialize)]
pub struct StatementRule {
    /// What is stated: `women`, `pay`, ….
    pub kind: Arc<str>,
    pub(crate) formulas: Vec<Formula>,
    pub(crate) unless: Vec<Guard>,
    pub(crate) within: Vec<Section>,
    pub(crate) outside: Vec<Section>,
    /// Words by which a sentence leans on the one before.
    pub(crate) pair: Option<ConceptId>,
    pub(crate) shields: bool,
    /// What it must recognise (`is_bad`), and leave alone.
    #[serde(skip)]
    pub examples: Vec<super::Example>,
    /// Index of its file.
    pub file: usize,
}

/// Everything that is looked up in adverts of one language.
#[derive(Debug, Deserialize, Serialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Vocabulary {
    /// The language.
    #[serde(with = "crate::language::by_number")]
    pub language: &'static Language,
    /// Entries of every concept; none where the lexicon was prepared.
    #[serde(skip)]
    pub entries: Vec<Listed>,
    /// How many concepts there are.
    pub concepts: usize,
    /// How statements are recognised.
    pub statements: Later<Vec<StatementRule>>,
    /// Person nouns.
    pub persons: Later<Persons>,
    /// Titles.
    pub judge: Later<Judge>,
    /// The terms of jargon rules.
    pub terms: Later<Vec<Arc<Glossary>>>,
    /// The words by which names are told from abbreviations.
    pub names: NameSigns,
    /// The rules, in the order of the files.
    pub(crate) rules: Vec<Kept>,
    /// For each rule the concepts of which one must be hit for it to speak; none where that cannot be said.
    pub(super) triggers: Rows,
}

/// A rule in a set, read when it first may speak: most rules have nothing to say about most adverts.
#[derive(Debug, Deserialize, Serialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct Kept {
    /// How what it found is mended.
    pub(crate) mend: Option<Mend>,
    /// The rule itself.
    pub(crate) rule: Later<Rule>,
}

impl Vocabulary {
    /// The numbers of the rules that may speak about a document with these hits.
    pub(crate) fn rules_to_ask(&self, hits: &Hits) -> impl Iterator<Item = usize> {
        (0..self.rules.len()).filter(|rule| {
            let triggers = self.triggers.of(*rule);
            triggers.is_empty() || triggers.iter().any(|concept| !hits.of(ConceptId(concept.get())).is_empty())
        })
    }
}

/// What stands right before and close behind the name of a firm, a share or a file.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub struct NameSigns {
    pub(crate) before: ConceptId,
    pub(crate) behind: ConceptId,
}

impl StatementRule {
    /// Whether the rule may recognise a statement in a section.
    pub(crate) fn admits(&self, section: Section) -> bool {
        (self.within.is_empty() || self.within.contains(&section)) && !self.outside.contains(&section)
    }

    /// Whether exclusion rules are silent inside: it invites people, rather than telling a fact.
    pub fn shields(&self) -> bool {
        self.shields
    }

    /// A statement of this kind.
    pub(crate) fn statement(
        &self,
        span: crate::source::Span<crate::source::Prose>,
        sentences: (u32, u32),
    ) -> Statement {
        Statement { kind: self.kind.clone(), span, sentences, shields: self.shields }
    }
}
