//! `jargon`: terms and abbreviations that nobody explains, each reported once at its first use.

use std::collections::HashSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::super::explained::is_explained;
use crate::document::{BlockKind, Document};
use crate::finding::{Fix, Safety, Severity};
use crate::language::Section;
use crate::later::Later;
use crate::rule::Rule;
use crate::rule::concept::{ConceptId, Hit};
use crate::rule::context::{Context, Draft};
use crate::rule::file::Treat;

/// A rule about terms.
#[derive(Debug, Deserialize, Serialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Jargon {
    pub(crate) glossary: Arc<Glossary>,
    /// Also report abbreviations that no rule knows.
    pub(crate) unknown: bool,
}

/// The terms of one rule.
#[derive(Debug, Deserialize, Serialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Glossary {
    pub(crate) terms: Vec<Later<Term>>,
    /// Entries of all terms; the tag is the term's number.
    pub(crate) concept: ConceptId,
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

impl Term {
    /// What a writer puts behind it: the long form, else the plain words.
    fn explanation(&self) -> &str {
        if self.long.is_empty() { &self.plain } else { &self.long }
    }
}

impl Jargon {
    pub(super) fn check(&self, rule: &Rule, context: &Context<'_>, out: &mut Vec<Draft>) {
        if context.is_guarded(rule) {
            return;
        }
        let mut seen = Vec::new();
        for hit in context.hits.of(self.glossary.concept) {
            let term = &self.glossary.terms[hit.tag as usize];
            if seen.contains(&hit.tag)
                || term.treat == Treat::Never
                || !admits(rule, hit, context)
                || is_covered(hit, context)
            {
                continue;
            }
            seen.push(hit.tag);
            if !self.glossary.is_asked_for(hit, context) && !is_explained(context.document, hit, term.explanation()) {
                out.push(draft(term, hit, context));
            }
        }
        if self.unknown {
            unknown(rule, context, out);
        }
    }
}

impl Glossary {
    /// A skill is no jargon in an advert that asks for it: who can do the work knows the word.
    fn is_asked_for(&self, hit: &Hit, context: &Context<'_>) -> bool {
        let of_skills = |hit: &Hit| {
            let section = context.section_of(context.document.sentence_of(hit.first));
            !matches!(section, Section::Offer | Section::Apply | Section::About)
        };
        self.terms[hit.tag as usize].treat == Treat::Skill
            && context.hits.of(self.concept).iter().any(|other| other.tag == hit.tag && of_skills(other))
    }

    /// The terms that touch a hit.
    fn touching<'c>(&self, hit: Hit, context: &'c Context<'_>) -> impl Iterator<Item = &'c Hit> + use<'c> {
        let near = hit.first.saturating_sub(6)..hit.last + 1;
        context.hits.within(self.concept, &near).iter().filter(move |other| other.overlaps(&hit))
    }
}

/// Whether a longer term around a hit speaks for it: one that is reported or explained itself, or known to all.
fn is_covered(hit: &Hit, context: &Context<'_>) -> bool {
    context.vocabulary.terms.iter().any(|glossary| {
        glossary
            .touching(*hit, context)
            .any(|other| other.last - other.first > hit.last - hit.first && !glossary.is_asked_for(other, context))
    })
}

fn admits(rule: &Rule, hit: &Hit, context: &Context<'_>) -> bool {
    let section = context.section_of(context.document.sentence_of(hit.first));
    (rule.within.is_empty() || rule.within.contains(&section)) && !rule.outside.contains(&section)
}

fn draft(term: &Term, hit: &Hit, context: &Context<'_>) -> Draft {
    let document = context.document;
    let span = document.span_of(hit.first, hit.last);
    let explanation = term.explanation();
    // one plain word would rather stand in the place of the term, and sentences agree with their words
    let explains = !term.long.is_empty() || term.plain.contains(' ');
    let safety = if explains && has_room(hit, explanation, context) { Safety::Unsafe } else { Safety::Suggestion };
    let edit = document.append(span, &format!(" ({explanation})")).filter(|_| !explanation.is_empty());
    let fix =
        edit.map(|edit| Fix { title: format!("{} ({explanation})", document.quote(span)), safety, edits: vec![edit] });
    Draft {
        values: vec![("long", term.long.clone()), ("plain", term.plain.clone())],
        at_most: (term.treat == Treat::Context).then_some(Severity::Info),
        fixes: fix.into_iter().collect(),
        ..Draft::at(span)
    }
}

/// How many words a sentence may have with an explanation in it.
const ROOM: usize = 26;

/// Whether an explanation in brackets reads well behind a term: in a short sentence, not in a compound or in brackets.
fn has_room(hit: &Hit, explanation: &str, context: &Context<'_>) -> bool {
    let document = context.document;
    let sentence = &document.sentences[document.sentence_of(hit.first) as usize];
    let span = document.span_of(hit.first, hit.last);
    let before = &document.prose[sentence.span.start as usize..span.start as usize];
    let behind = &document.prose[span.end as usize..];
    let is_heading = matches!(document.blocks[sentence.block as usize].kind, BlockKind::Heading(_));
    let in_title = context.section_of(document.sentence_of(hit.first)) == Section::Title;
    let in_brackets = before.matches('(').count() > before.matches(')').count();
    let in_compound =
        behind.starts_with(|c: char| c == '-' || c == '/' || c.is_alphanumeric()) || before.ends_with(['-', '/']);
    let is_short = sentence.words.len() + explanation.split(' ').count() <= ROOM;
    is_short && !(is_heading || in_title || in_brackets || in_compound)
}

/// Abbreviations that no rule knows: two capitals or more, not shouted, not part of a name or code.
fn unknown(rule: &Rule, context: &Context<'_>, out: &mut Vec<Draft>) {
    let document = context.document;
    let names = names(context);
    let mut seen: Vec<&str> = Vec::new();
    for word in 0..document.words.len() as u32 {
        let written = document.written(word);
        if !is_abbreviation(written) || seen.contains(&written) || names.contains(written) {
            continue;
        }
        let hit = Hit { concept: ConceptId(0), tag: 0, first: word, last: word };
        let is_known = context.vocabulary.terms.iter().any(|glossary| glossary.touching(hit, context).next().is_some());
        let sentence = &document.sentences[document.sentence_of(word) as usize];
        let block = &document.blocks[sentence.block as usize];
        let in_contact = matches!(block.section, Section::Apply | Section::Legal);
        if is_known
            || matches!(block.kind, BlockKind::Heading(_))
            || in_contact
            || is_shouted(document, word)
            || !admits(rule, &hit, context)
            || is_explained(document, &hit, "")
        {
            continue;
        }
        seen.push(written);
        let (first, last) = document.compound_of(word);
        // AB-2027-014 is the number of a file
        if (first..=last).any(|part| document.folded(part).bytes().all(|byte| byte.is_ascii_digit())) {
            continue;
        }
        out.push(Draft {
            values: vec![("long", String::new()), ("plain", String::new())],
            ..Draft::at(document.span_of(first, last))
        });
    }
}

/// The words in capitals that are the name of a firm, of its share or of a file somewhere in the advert.
fn names<'c>(context: &'c Context<'_>) -> HashSet<&'c str> {
    let (document, signs) = (context.document, context.vocabulary.names);
    let before = context.hits.of(signs.behind).iter().flat_map(|hit| {
        (hit.first.saturating_sub(3)..hit.first).rev().take_while(|word| blank_between(document, *word))
    });
    let behind = context.hits.of(signs.before).iter().map(|hit| hit.last + 1);
    let word = |word: u32| document.words.get(word as usize).map(|word| word.of(&document.prose));
    before.chain(behind).filter_map(word).collect()
}

/// Whether a word stands in a line or beside a word that is written in capitals throughout.
fn is_shouted(document: &Document, word: u32) -> bool {
    let sentence = &document.sentences[document.sentence_of(word) as usize];
    let is_loud = |written: &str| written.chars().count() >= 4 && written.chars().all(char::is_uppercase);
    let loud = |other: u32| sentence.words.contains(&other) && is_loud(document.written(other));
    !document.prose[sentence.span.range()].chars().any(char::is_lowercase)
        || word.checked_sub(1).is_some_and(|left| loud(left) && blank_between(document, left))
        || loud(word + 1) && blank_between(document, word)
}

fn blank_between(document: &Document, left: u32) -> bool {
    let Some([left, right]) = document.words.get(left as usize..left as usize + 2) else { return false };
    &document.prose[left.end as usize..right.start as usize] == " "
}

/// Two capitals or more that are most of the letters (`SGB`, `R&D`), or a digit between letters (`K8s`).
fn is_abbreviation(word: &str) -> bool {
    // most words are ruled out by their length or their bytes
    let is_long = word.len() > 24 || word.len() > 6 && word.is_ascii();
    if is_long || word.bytes().filter(|byte| !byte.is_ascii_lowercase()).count() < 2 {
        return false;
    }
    let length = word.chars().count();
    let count = |is: fn(char) -> bool| word.chars().filter(|c| is(*c)).count();
    let (capitals, digits) = (count(char::is_uppercase), count(|c| c.is_ascii_digit()));
    let is_roman = word.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L'));
    let is_framed = word.starts_with(char::is_uppercase) && word.ends_with(char::is_alphabetic);
    (2..=6).contains(&length)
        && word.chars().all(|c| c.is_alphabetic() || c.is_ascii_digit() || c == '&')
        && !is_roman
        && if digits > 0 { is_framed && digits < length - 1 } else { capitals >= 2 && capitals * 2 > length }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_have_capitals_or_digits_inside() {
        for word in ["SGB", "R&D", "K8s", "B2B", "VZÄ"] {
            assert!(is_abbreviation(word), "{word}");
        }
        for word in ["Team", "XIV", "A4", "9b", "E9", "IKT2030", "DATENSCHUTZ"] {
            assert!(!is_abbreviation(word), "{word}");
        }
    }
}
