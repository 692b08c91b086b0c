//! Feminine and masculine form side by side, with the words that agree with them.

use super::person::Form;
use super::phrase::{Footing, Phrase};
use super::sign::signed;
use super::{fix, lower_first};
use crate::document::Document;
use crate::finding::{Fix, Safety};
use crate::language::agreement::Readings;
use crate::rule::concept::Hit;
use crate::rule::context::Context;
use crate::rule::kind::person::Person;
use crate::source::{Prose, Span};

/// A pair that stands in the place of a phrase.
pub(super) struct Pair {
    /// The nouns alone: Köchin oder Koch.
    pub(super) noun: String,
    /// With article and adjectives: eine erfahrene Köchin oder einen erfahrenen Koch.
    text: String,
    span: Span<Prose>,
    /// Whether nothing but the noun changes.
    is_plain: bool,
}

impl Pair {
    pub(super) fn fix(&self, document: &Document, safety: Safety) -> Option<Fix> {
        let edit = document.edit(self.span, &self.text);
        fix(self.text.clone(), safety, [edit])
    }
}

/// The pair for a phrase in the singular, or with "und" in the plural.
pub(super) fn pair(
    person: &Person,
    form: Form<'_>,
    phrase: &Phrase,
    document: &Document,
    singular: bool,
) -> Option<Pair> {
    let feminine = if singular {
        Some(&person.feminine).filter(|_| person.feminine_plural().is_some()).cloned()
    } else {
        person.feminine_plural()
    };
    let feminine = form.with(&feminine?);
    let link = if singular { "oder" } else { "und" };
    let (first, last) = phrase.words;
    let text = |from: u32, to: u32| {
        &document.prose[document.words[from as usize].start as usize..document.words[to as usize].start as usize]
    };
    let joined = text(first, last);
    let noun = format!("{joined}{feminine} {link} {joined}{}", form.written);
    let agreement = &document.language.agreement;
    let outer = phrase.determiner.or(phrase.adjectives.last().copied()).filter(|_| singular).unwrap_or(first);
    if outer == first {
        let span = document.span_of(first, last);
        return Some(Pair { text: noun.clone(), noun, span, is_plain: true });
    }
    // article and adjectives stand before both nouns
    let mut ours = String::new();
    for word in outer..first {
        let written = document.written(word);
        let other = if Some(word) == phrase.determiner {
            agreement.feminine(written)?
        } else if phrase.adjectives.contains(&word) {
            feminine_adjective(written, phrase)?
        } else {
            written.to_owned()
        };
        ours.push_str(&other);
        ours.push_str(
            &document.prose
                [document.words[word as usize].end as usize..document.words[word as usize + 1].start as usize],
        );
    }
    let theirs = lower_first(text(outer, first));
    let text = format!("{ours}{joined}{feminine} {link} {theirs}{joined}{}", form.written);
    Some(Pair { noun, text, span: document.span_of(outer, last), is_plain: false })
}

/// An adjective before a feminine noun in the singular: erfahrener → erfahrene.
pub(super) fn feminine_adjective(written: &str, phrase: &Phrase) -> Option<String> {
    let stem = ["er", "en", "em", "e"].iter().find_map(|ending| written.strip_suffix(ending))?;
    let oblique = phrase.readings.only(Readings::DATIVE | Readings::one(1));
    let strong = phrase.determiner.is_none();
    Some(match (oblique, strong) {
        (false, _) => format!("{stem}e"),
        (true, true) => format!("{stem}er"),
        (true, false) => format!("{stem}en"),
    })
}

/// Both forms of the first masculine noun in a stretch of prose, with the adjective before it.
pub(in crate::rule) fn both_forms(context: &Context<'_>, span: Span<Prose>) -> Option<Fix> {
    let document = context.document;
    let hit = masculine_in(context, span)?;
    let persons = &context.vocabulary.persons;
    let person = &persons.all[persons.of(&hit).0 as usize];
    let form = person.form(document.written(hit.last))?;
    let mut phrase = Phrase::of(document, hit.last, form.readings);
    title_adjective(document, &mut phrase);
    let is_singular = phrase.readings.meets(Readings::SINGULAR);
    let pair = pair(person, form, &phrase, document, is_singular)?;
    let safety = if pair.is_plain && !phrase.is_split { Safety::Safe } else { Safety::Unsafe };
    pair.fix(document, safety)
}

/// The masculine form written beside a feminine noun: Erzieherin oder Erzieher.
pub(super) fn beside_feminine(context: &Context<'_>, span: Span<Prose>) -> Option<Fix> {
    let (document, persons) = (context.document, &context.vocabulary.persons);
    let written = &document.prose[span.range()];
    let plural = written.strip_suffix("innen");
    let stem = plural.or_else(|| written.strip_suffix("in"))?;
    let person = &persons.all[persons.feminine_of(stem)? as usize];
    let masculine = person.masculine_of(written, plural.is_some(), false)?;
    let text = format!("{written} {} {masculine}", if plural.is_some() { "und" } else { "oder" });
    fix(text.clone(), Safety::Unsafe, [document.edit(span, &text)])
}

/// A title writes its adjectives with a capital: Wissenschaftlicher Mitarbeiter.
fn title_adjective(document: &Document, phrase: &mut Phrase) {
    let first = phrase.words.0;
    let Some(word) = first.checked_sub(1).filter(|_| phrase.adjectives.is_empty() && phrase.determiner.is_none())
    else {
        return;
    };
    let between =
        &document.prose[document.words[word as usize].end as usize..document.words[first as usize].start as usize];
    let folded = document.folded(word);
    let is_adjective =
        ["licher", "ischer", "ender", "iger", "ierter", "aler", "ener", "ter"].iter().any(|e| folded.ends_with(e));
    if between == " " && is_adjective {
        phrase.adjectives.push(word);
    }
}

/// The first noun in the masculine that stands in a stretch of prose; of two that end alike the longer.
pub(super) fn masculine_in(context: &Context<'_>, span: Span<Prose>) -> Option<Hit> {
    let document = context.document;
    let persons = &context.vocabulary.persons;
    let inside = |hit: &&Hit| span.contains(document.span_of(hit.last, hit.last)) && persons.is_named(document, hit);
    let length = |hit: &Hit| persons.all[persons.of(hit).0 as usize].noun.len();
    let hits = context.hits.of(persons.masculine);
    let first = hits.iter().find(inside)?.last;
    hits.iter().filter(inside).filter(|hit| hit.last == first).max_by_key(|hit| length(hit)).copied()
}

/// A form with a sign inside, spelt out: Kolleg:innen → Kolleginnen und Kollegen.
pub(in crate::rule) fn spelt_out(context: &Context<'_>, span: Span<Prose>) -> Option<Fix> {
    let (document, persons) = (context.document, &context.vocabulary.persons);
    let form = signed(document, persons).into_iter().find(|form| form.is_noun && form.span.overlaps(span))?;
    let feminine = form.feminine();
    let person = &persons.all[persons.feminine_of(form.stem)? as usize];
    if !form.is_plural {
        let text = format!("{feminine} oder {}", person.masculine_of(&feminine, false, false)?);
        return fix(text.clone(), Safety::Suggestion, [document.edit(form.span, &text)]);
    }
    let phrase = Phrase::of(document, form.word, Readings::PLURAL);
    let is_dative = phrase.readings.only(Readings::DATIVE);
    let is_open = !is_dative && phrase.footing > Footing::Bare && phrase.readings.meets(Readings::DATIVE);
    let text = format!("{feminine} und {}", person.masculine_of(&feminine, true, is_dative)?);
    let safety = if is_open { Safety::Unsafe } else { Safety::Safe };
    fix(text.clone(), safety, [document.edit(form.span, &text)])
}
