//! `nouns`: person nouns in the generic masculine, unless the feminine form, a marker or a name stands with them.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::person::{Number, Person};
use crate::document::Document;
use crate::language::Section;
use crate::later::Later;
use crate::rule::Rule;
use crate::rule::concept::{ConceptId, Hit};
use crate::rule::context::{Context, Draft};
use crate::rule::profile::GenderStyle;
use crate::rule::wording;
use crate::words::WordMap;

/// The nouns of one rule, as numbers in the language's [`Persons`].
#[derive(Debug, Deserialize, Serialize)]
pub struct Nouns {
    pub(crate) persons: Range<u32>,
}

/// All person nouns of a language, and the concepts that hold their forms.
#[derive(Debug, Deserialize, Serialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Persons {
    pub(crate) all: Vec<Later<Person>>,
    /// Forms in the masculine; the tag is the person's number times four plus the grammatical number.
    pub(crate) masculine: ConceptId,
    /// Forms in the feminine; tags likewise.
    pub(crate) feminine: ConceptId,
    /// Clauses that declare every form to mean all genders.
    pub(crate) blanket: ConceptId,
    /// Nouns that are organisations.
    pub(crate) organisations: ConceptId,
    /// Words before a personal name.
    pub(crate) named: ConceptId,
    /// Numbers of persons by their folded noun.
    pub(crate) by_noun: WordMap,
}

impl Persons {
    /// The person and grammatical number that a hit stands for.
    pub(crate) fn of(&self, hit: &Hit) -> (u32, Number) {
        let number = match hit.tag % 4 {
            0 => Number::Singular,
            1 => Number::Plural,
            _ => Number::Either,
        };
        (hit.tag / 4, number)
    }

    /// Whether a hit is a nominalised adjective, whose form may stand for anybody.
    pub(crate) fn is_adjective(&self, hit: &Hit) -> bool {
        self.all[self.of(hit).0 as usize].is_adjective
    }

    /// Whether a hit may name the post of an advert.
    pub(crate) fn may_be_post(&self, hit: &Hit) -> bool {
        self.all[self.of(hit).0 as usize].is_loud
    }

    /// Whether a hit really names a person: a noun by its capital, no thing that merely ends so, no modifier.
    pub(crate) fn is_named(&self, document: &Document, hit: &Hit) -> bool {
        let person = &self.all[self.of(hit).0 as usize];
        let word = document.written(hit.last);
        let folded = document.folded(hit.last);
        let starts_big = word.chars().next().is_some_and(char::is_uppercase);
        // listed compounds are given in the nominative; the word may carry an ending
        let listed = |list: &[String]| {
            let inflected = |compound: &str| folded.strip_prefix(compound).is_some_and(|ending| ending.len() <= 2);
            list.iter().any(|compound| inflected(compound) || folded.ends_with(compound.as_str()))
        };
        let is_bare = folded.len() <= person.noun.len() + 2;
        let rest = &document.folded[document.words[hit.last as usize].end as usize..];
        let gendered = ["/in", "/-in", "(in", "(-in", "/ in", "-in", "/r", "/-r", "(r)", "/n"]
            .iter()
            .any(|sign| rest.starts_with(sign));
        starts_big
            && !gendered
            && !rest.starts_with('-')
            && (person.only.is_empty() || is_bare || listed(&person.only))
            && !listed(&person.never)
    }

    /// A better form of a noun as written, in the organisation's style; `None` for a noun nobody listed.
    pub(crate) fn better(&self, written: &str, style: GenderStyle) -> Option<String> {
        let person = &self.all[self.by_noun.get(&crate::fold::fold(written))? as usize];
        Some(person.singular(style))
    }
}

/// How many words around a masculine form its feminine partner may stand.
const PAIR_WINDOW: u32 = 8;

/// How many words behind a noun the name of the person may stand.
const NAME_WINDOW: u32 = 5;

impl Nouns {
    pub(super) fn check(&self, rule: &Rule, context: &Context<'_>, out: &mut Vec<Draft>) {
        let persons = &context.vocabulary.persons;
        let blanket = !context.hits.of(persons.blanket).is_empty();
        let mut seen: Vec<&str> = Vec::new();
        let hits = context.hits.of(persons.masculine);
        for (at, hit) in hits.iter().enumerate() {
            let (number, _) = persons.of(hit);
            // of two nouns that end alike the longer one is meant: Sachbearbeiter, not Arbeiter
            let longer = |other: &Hit| {
                other.last == hit.last
                    && persons.all[persons.of(other).0 as usize].noun.len() > persons.all[number as usize].noun.len()
            };
            let near = &hits[at.saturating_sub(4)..(at + 5).min(hits.len())];
            let whole = context.document.span_of(context.document.compound_of(hit.last).0, hit.last);
            let word = &context.document.folded[whole.range()];
            if !self.persons.contains(&number) || near.iter().any(longer) || seen.contains(&word) {
                continue;
            }
            if !self.is_generic(rule, hit, context) {
                continue;
            }
            seen.push(word);
            out.push(wording::draft(hit, context, blanket));
        }
    }

    fn is_generic(&self, rule: &Rule, hit: &Hit, context: &Context<'_>) -> bool {
        let (document, persons) = (context.document, &context.vocabulary.persons);
        let sentence = document.sentence_of(hit.last);
        let section = document.section_of(sentence);
        let end = document.words[hit.last as usize].end as usize;
        let in_title = context.title.is_some_and(|title| title.span.overlaps(document.span_of(hit.first, hit.last)));
        let organisation = context.hits.within(persons.organisations, &(hit.first..hit.last + 1));
        let gate = |sections: &[Section]| sections.contains(&section);
        !in_title
            && (rule.within.is_empty() || gate(&rule.within))
            && !gate(&rule.outside)
            && persons.is_named(document, hit)
            && organisation.is_empty()
            && !context
                .vocabulary
                .judge
                .marker_follows(&document.folded[end..document.sentences[sentence as usize].span.end as usize])
            && !has_partner(hit, context)
            && !is_somebody(hit, context)
            && has_evidence(hit, context)
            && !context.is_voided(rule, &(hit.first..hit.last + 1))
    }
}

/// Whether the feminine form of the noun stands near: "Bewerberinnen und Bewerber".
fn has_partner(hit: &Hit, context: &Context<'_>) -> bool {
    let persons = &context.vocabulary.persons;
    let document = context.document;
    let words = line_of_thought(document, document.sentence_of(hit.last));
    let from = hit.first.saturating_sub(PAIR_WINDOW).max(words.start);
    let to = (hit.last + PAIR_WINDOW + 1).min(words.end);
    let stem = |word: u32| {
        let word = document.folded(word);
        word.get(..word.len().min(5)).unwrap_or(word).to_owned()
    };
    let feminine = |other: &Hit| {
        let same = persons.of(other).0 == persons.of(hit).0;
        // "Ärztinnen und Therapeuten" is no pair, "Ingenieurinnen bzw. -ingenieure" is one by its ending
        same || stem(other.last) == stem(hit.last)
    };
    context.hits.within(persons.feminine, &(from..to)).iter().any(feminine)
        || (from..to).any(|word| {
            let text = document.folded(word);
            word != hit.last
                && (text.ends_with("innen") || text.ends_with("in"))
                && stem(word) == stem(hit.last)
                && text.len() > 6
        })
}

/// The words of a sentence, and of its neighbours where a pair is broken over the end of a line: "Bewerberinnen und".
fn line_of_thought(document: &Document, sentence: u32) -> Range<u32> {
    let goes_on = |left: usize| {
        let Some([left, right]) = document.sentences.get(left..left + 2) else { return false };
        let text = &document.folded[left.span.range()];
        left.block != right.block && ["und", "oder", "bzw.", "/", "-"].iter().any(|link| text.ends_with(link))
    };
    let at = sentence as usize;
    let first = if at > 0 && goes_on(at - 1) { at - 1 } else { at };
    let last = if goes_on(at) { at + 1 } else { at };
    document.sentences[first].words.start..document.sentences[last].words.end
}

/// Whether a particular person is meant: "Herr Müller", "Ihr Ansprechpartner Jens Petersen".
fn is_somebody(hit: &Hit, context: &Context<'_>) -> bool {
    let document = context.document;
    let names = &document.language.first_names;
    let sentence = &document.sentences[document.sentence_of(hit.last) as usize];
    let before = hit.first.checked_sub(1).filter(|word| sentence.words.contains(word));
    let title_before = before.is_some_and(|word| {
        context.hits.within(context.vocabulary.persons.named, &(word..word + 1)).iter().any(|h| h.last == word)
            || names.contains(document.written(word))
    });
    let is_name = |word: u32| sentence.words.contains(&word) && names.contains(document.written(word));
    let honoured = |word: u32| {
        sentence.words.contains(&word)
            && context.hits.within(context.vocabulary.persons.named, &(word..word + 1)).iter().any(|h| h.last == word)
    };
    // "unser Küchenchef Jens Berg", "Ihr Ansprechpartner für Rückfragen ist Herr Berg"; a contact block says no "ist"
    let contact = context.section_of(document.sentence_of(hit.last)) == Section::Apply;
    let leads = |next: u32| contact || next == 1 || document.folded(hit.last + next - 1) == "ist";
    let named = |next: u32| is_name(hit.last + next) || honoured(hit.last + next);
    title_before || (1..=NAME_WINDOW).any(|next| named(next) && leads(next))
}

/// Whether a word that is also a surname or an adjective's form is used as a noun for a person.
fn has_evidence(hit: &Hit, context: &Context<'_>) -> bool {
    let persons = &context.vocabulary.persons;
    let document = context.document;
    let (number, _) = persons.of(hit);
    let person = &persons.all[number as usize];
    let is_compound = document.compound_of(hit.last).0 < hit.last;
    if !person.is_adjective && (!person.evidence || is_compound) {
        return true;
    }
    let Some(before) = hit.first.checked_sub(1) else { return !person.is_adjective };
    let word = document.folded(before);
    if person.is_adjective {
        let article = |word: &str| matches!(word, "ein" | "als" | "kein" | "jeder" | "unser" | "ihr" | "dein" | "zum");
        // "als sonstiger Beschäftigter": the adjective between has the same ending
        let over = before.checked_sub(1).filter(|_| word.ends_with("er")).map(|word| document.folded(word));
        return article(word) || over.is_some_and(article);
    }
    let article = [
        "der", "den", "dem", "des", "ein", "einen", "einem", "eines", "als", "die", "unsere", "alle", "zum", "oder",
        "und", "mit", "von", "fuer", "bei", "zu",
    ];
    let starts = document.sentences[document.sentence_of(hit.last) as usize].words.start == hit.first;
    article.contains(&word) || word.ends_with("er") || word.ends_with("en") || starts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Checker;
    use crate::source::Source;

    /// What the noun rules find in a paragraph, each with the first better wording.
    fn found(text: &str) -> Vec<(String, String)> {
        let document = Document::read(Source::new("a.md", format!("# Leitung (m/w/d)\n\n{text}\n")));
        let findings = Checker::builtin().unwrap().check(&document).findings;
        let of_nouns = findings.into_iter().filter(|finding| finding.rule.starts_with("de/person-nouns/"));
        of_nouns.map(|finding| (finding.text, finding.fixes[0].title.clone())).collect()
    }

    #[test]
    fn compounds_are_told_whole_and_keep_their_first_part() {
        let told = found("Sie helfen Junior-Beratern und Verwaltungsmitarbeitern.");
        let text: Vec<&str> = told.iter().map(|(text, _)| text.as_str()).collect();
        assert_eq!(text, ["Junior-Beratern", "Verwaltungsmitarbeitern"]);
        assert!(told[0].1.starts_with("Junior-B") && told[1].1.starts_with("Verwaltungs"), "{told:?}");
    }

    #[test]
    fn pairs_and_named_people_are_left_alone() {
        for text in [
            "Wir bilden Mitarbeiterinnen und\nMitarbeiter aus.",
            "- Austausch unter Mitarbeiterinnen und\n- Mitarbeitern",
            "Der Mitarbeiter bzw. die Mitarbeiterin hat Zeit, und er oder sie hat ein Rad.",
            "Jede*r Mitarbeiter*in und alle KollegInnen haben ein Rad.",
            "Ihr Ansprechpartner für Fragen ist Herr Berg.",
            "Unser Teamleiter Jens Berg antwortet.",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
        assert_eq!(found("Unsere Mitarbeiter aus dem Team von Frau Berg antworten.").len(), 1);
    }
}
