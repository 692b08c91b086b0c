//! `jargon`: terms and abbreviations that nobody explains, each reported once at its first use.

use serde::{Deserialize, Serialize};

use super::super::explained::is_explained;
use crate::document::BlockKind;
use crate::finding::{Fix, Safety, Severity};
use crate::language::Section;
use crate::rule::Rule;
use crate::rule::concept::{ConceptId, Hit};
use crate::rule::context::{Context, Draft};
use crate::rule::file::Treat;

/// The terms of one rule.
#[derive(Debug, Deserialize, Serialize)]
pub struct Jargon {
    pub(crate) terms: Vec<Term>,
    /// Entries of all terms; the tag is the term's number.
    pub(crate) concept: ConceptId,
    /// Also report abbreviations that no rule knows.
    pub(crate) unknown: bool,
}

/// One term.
#[derive(Debug, Deserialize, Serialize)]
pub struct Term {
    /// The long form.
    pub(crate) long: String,
    /// What it means, in plain words.
    pub(crate) plain: String,
    pub(crate) treat: Treat,
}

impl Jargon {
    pub(super) fn check(&self, rule: &Rule, context: &Context<'_>, out: &mut Vec<Draft>) {
        let hits = context.hits.of(self.concept);
        let mut seen = Vec::new();
        for hit in hits {
            let longer = |other: &Hit| other.overlaps(hit) && other.last - other.first > hit.last - hit.first;
            if seen.contains(&hit.tag) || context.vocabulary.terms.iter().any(|c| near(context, *c, hit).any(longer)) {
                continue;
            }
            let term = &self.terms[hit.tag as usize];
            if term.treat == Treat::Never {
                continue;
            }
            if self.is_asked_for(term, hit, context) || !admits(rule, hit, context) {
                continue;
            }
            seen.push(hit.tag);
            if is_explained(context.document, hit, &term.long) {
                continue;
            }
            out.push(draft(term, hit, context));
        }
        if self.unknown {
            unknown(rule, context, out);
        }
    }

    /// A skill is no jargon where skills are asked for: who can do the work knows the word.
    fn is_asked_for(&self, term: &Term, hit: &Hit, context: &Context<'_>) -> bool {
        let section = context.document.section_of(context.document.sentence_of(hit.first));
        term.treat == Treat::Skill
            && !matches!(section, Section::Title | Section::Offer | Section::Apply | Section::About)
    }
}

fn near<'c>(context: &'c Context<'_>, concept: ConceptId, hit: &Hit) -> impl Iterator<Item = &'c Hit> + use<'c> {
    context.hits.within(concept, &(hit.first.saturating_sub(6)..hit.last + 1)).iter()
}

fn admits(rule: &Rule, hit: &Hit, context: &Context<'_>) -> bool {
    let section = context.document.section_of(context.document.sentence_of(hit.first));
    (rule.within.is_empty() || rule.within.contains(&section)) && !rule.outside.contains(&section)
}

fn draft(term: &Term, hit: &Hit, context: &Context<'_>) -> Draft {
    let document = context.document;
    let span = document.span_of(hit.first, hit.last);
    let explanation = if term.long.is_empty() { &term.plain } else { &term.long };
    let safety = if has_room(hit, context) { Safety::Unsafe } else { Safety::Suggestion };
    let edit = document.append(span, &format!(" ({explanation})")).filter(|_| !explanation.is_empty());
    let fix = edit.map(|edit| Fix { title: format!("{} ({explanation})", document.quote(span)), safety, edits: vec![edit] });
    Draft {
        values: vec![("long", term.long.clone()), ("plain", term.plain.clone())],
        at_most: (term.treat == Treat::Context).then_some(Severity::Info),
        fixes: fix.into_iter().collect(),
        ..Draft::at(span)
    }
}

/// Whether an explanation in brackets reads well behind a term: in a sentence, not in a compound, not in brackets.
fn has_room(hit: &Hit, context: &Context<'_>) -> bool {
    let document = context.document;
    let sentence = &document.sentences[document.sentence_of(hit.first) as usize];
    let span = document.span_of(hit.first, hit.last);
    let before = &document.prose[sentence.span.start as usize..span.start as usize];
    let behind = &document.prose[span.end as usize..];
    let is_heading = matches!(document.blocks[sentence.block as usize].kind, BlockKind::Heading(_));
    let in_title = context.section_of(document.sentence_of(hit.first)) == Section::Title;
    let in_brackets = before.matches('(').count() > before.matches(')').count();
    let in_compound = behind.starts_with(|c: char| c == '-' || c == '/' || c.is_alphanumeric()) || before.ends_with(['-', '/']);
    !(is_heading || in_title || in_brackets || in_compound)
}

/// Abbreviations that no rule knows: two capitals or more, not shouted, not part of a name or code.
fn unknown(rule: &Rule, context: &Context<'_>, out: &mut Vec<Draft>) {
    let document = context.document;
    let mut seen: Vec<&str> = Vec::new();
    for word in 0..document.words.len() as u32 {
        let written = document.written(word);
        if !is_abbreviation(written) || seen.contains(&written) {
            continue;
        }
        let hit = Hit { concept: ConceptId(0), tag: 0, first: word, last: word };
        let known = context
            .vocabulary
            .terms
            .iter()
            .any(|concept| near(context, *concept, &hit).any(|term| term.overlaps(&hit)));
        let sentence = &document.sentences[document.sentence_of(word) as usize];
        let block = &document.blocks[sentence.block as usize];
        let shouted = {
            let text = &document.prose[sentence.span.range()];
            !text.chars().any(char::is_lowercase)
        };
        let is_heading = matches!(block.kind, BlockKind::Heading(_));
        let in_contact = matches!(block.section, Section::Apply | Section::Legal);
        if known || shouted || is_heading || in_contact || !admits(rule, &hit, context) {
            continue;
        }
        seen.push(written);
        if is_explained(document, &hit, "") {
            continue;
        }
        out.push(Draft {
            values: vec![("long", String::new()), ("plain", String::new())],
            ..Draft::at(document.span_of(word, word))
        });
    }
}

fn is_abbreviation(word: &str) -> bool {
    // most words are ruled out by their bytes
    if word.len() > 24 || word.bytes().filter(|byte| !byte.is_ascii_lowercase()).count() < 2 {
        return false;
    }
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let length = word.chars().count();
    let roman = word.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L'));
    (2..=6).contains(&length)
        && capitals >= 2
        && capitals * 2 > length
        && !roman
        && word.chars().all(char::is_alphabetic)
}
