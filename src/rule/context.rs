//! What a kind of rule sees of a document, and how it hands over what it found.

use std::cell::OnceCell;
use std::sync::Arc;

use super::concept::Hits;
use super::formula::{Meeting, Unit};
use super::kind::limit::Counts;
use super::kind::title::Title;
use super::profile::GenderStyle;
use super::wording::Wording;
use super::{Rule, Vocabulary};
use crate::document::Document;
use crate::finding::{Finding, Fix, Severity, fingerprint};
use crate::language::Section;
use crate::source::{Prose, Span};

/// An invitation or a fact that an advert states.
#[derive(Clone, Debug)]
pub struct Statement {
    /// What is stated: `women`, `pay`, ….
    pub kind: Arc<str>,
    /// The sentence that states it.
    pub span: Span<Prose>,
    /// First and last sentence of the unit that states it.
    pub sentences: (u32, u32),
    /// Whether exclusion rules are silent inside.
    pub shields: bool,
}

/// Everything that is known about a document before rules speak.
#[derive(Debug)]
pub struct Context<'a> {
    /// The advert.
    pub document: &'a Document,
    /// The words of its language.
    pub vocabulary: &'a Vocabulary,
    /// Where the words of all concepts stand.
    pub hits: &'a Hits,
    /// What it states.
    pub statements: &'a [Statement],
    /// For every sentence, whether it is part of an invitation.
    pub invitations: &'a [bool],
    /// Its job title.
    pub title: Option<&'a Title>,
    /// How the organisation words what it mends.
    pub wording: &'a Wording,
    /// What readability is computed from, counted on first need; none where the advert is too short.
    pub(crate) counts: OnceCell<Option<Counts>>,
    /// How person nouns are written: as the organisation wants it, or with the sign that the advert uses throughout.
    pub style: GenderStyle,
}

/// What a kind found, before it becomes a finding.
#[derive(Debug, Default)]
pub struct Draft {
    /// Where; `None` for something missing.
    pub span: Option<Span<Prose>>,
    /// Names in the message and their values, beside `found`.
    pub values: Vec<(&'static str, String)>,
    /// The finding weighs no more than this.
    pub at_most: Option<Severity>,
    /// Better wordings.
    pub fixes: Vec<Fix>,
}

impl Draft {
    /// A draft about a stretch of prose.
    pub fn at(span: Span<Prose>) -> Self {
        Self { span: Some(span), ..Self::default() }
    }
}

impl Context<'_> {
    /// What stands behind a title that is open to all genders.
    pub fn marker(&self) -> Option<&str> {
        let own = self.wording.marker.as_deref();
        own.or(Some(&self.document.language.title.marker)).filter(|marker| !marker.is_empty())
    }

    /// Whether a rule may speak about a sentence: its sections, and invitations, which exclusion rules leave alone.
    pub fn admits(&self, rule: &Rule, sentence: u32) -> bool {
        let section = self.section_of(sentence);
        let gate = |sections: &[Section]| sections.contains(&section);
        if !rule.within.is_empty() && !gate(&rule.within) || gate(&rule.outside) {
            return false;
        }
        rule.in_invitations || !rule.category.is_about_people() || !self.is_invitation(sentence)
    }

    /// The section of a sentence; the line of the job title is the title wherever it stands, a sentence that also says
    /// much else is not.
    pub fn section_of(&self, sentence: u32) -> Section {
        let span = self.document.sentences[sentence as usize].span;
        match self.title {
            Some(title) if title.span.overlaps(span) && title.span.range().len() * 2 > span.range().len() => {
                Section::Title
            }
            _ => self.document.section_of(sentence),
        }
    }

    /// Whether a sentence is part of an invitation.
    pub fn is_invitation(&self, sentence: u32) -> bool {
        self.invitations[sentence as usize]
    }

    /// Whether the advert states one of these kinds.
    pub fn states(&self, kinds: &[Arc<str>]) -> bool {
        self.statements.iter().any(|said| kinds.contains(&said.kind))
    }

    /// Whether one of the rule's document-wide guards stands anywhere.
    pub fn is_guarded(&self, rule: &Rule) -> bool {
        rule.unless_document.iter().any(|concept| !self.hits.of(*concept).is_empty())
    }

    /// Whether a guard of the rule voids what was found at these words.
    pub fn is_voided(&self, rule: &Rule, words: &std::ops::Range<u32>) -> bool {
        if rule.unless.is_empty() || words.is_empty() {
            return false;
        }
        let unit = Unit::of(self.document, self.document.sentence_of(words.start));
        let meeting = Meeting::at(words.start, words.end - 1);
        rule.unless.iter().any(|guard| guard.voids(self.hits, &unit, &meeting))
    }

    /// The units that a sentence is looked at in: with its introduction, and with the sentence before.
    pub fn units(&self, sentence: u32, pair: bool) -> impl Iterator<Item = Unit> + '_ {
        let alone = Unit::of(self.document, sentence);
        std::iter::once(alone).chain(pair.then(|| Unit::pair(self.document, sentence)).flatten())
    }

    /// Makes a finding of a draft.
    pub fn finding(&self, rule: &Rule, severity: Severity, draft: Draft) -> Finding {
        let document = self.document;
        let anchor = draft.span.unwrap_or_else(|| self.anchor());
        let text = draft.span.map(|span| document.quote(span)).unwrap_or_default();
        let mut values: Vec<(&str, &str)> = vec![("found", &text)];
        values.extend(draft.values.iter().map(|(name, value)| (*name, value.as_str())));
        let around = draft.span.map_or("", |span| self.sentence_at(span));
        Finding {
            rule: rule.id.clone(),
            category: rule.category,
            severity: draft.at_most.map_or(severity, |most| severity.min(most)),
            message: rule.message.fill(&values),
            help: Some(rule.help.fill(&values)).filter(|help| !help.is_empty()),
            missing: draft.span.is_none(),
            span: document.raw(anchor),
            sources: Arc::clone(&rule.sources),
            fixes: draft.fixes,
            fingerprint: fingerprint(&rule.id, around, &text),
            text,
        }
    }

    /// Where something missing is shown: at the title, else at the end of the text.
    fn anchor(&self) -> Span<Prose> {
        self.title.map_or_else(|| Span::at(self.document.prose.trim_end().len()), |title| title.span)
    }

    fn sentence_at(&self, span: Span<Prose>) -> &str {
        let sentences = &self.document.sentences;
        let at = sentences.partition_point(|sentence| sentence.span.start <= span.start).saturating_sub(1);
        sentences.get(at).map_or("", |sentence| &self.document.prose[sentence.span.range()])
    }
}
