//! Fixes for a person noun in the generic masculine: plural to plural is grammatical, the singular only shown.

use super::person::Form;
use super::phrase::{Footing, Phrase};
use super::{fix, lower_first, pair};
use crate::document::Document;
use crate::finding::{Edit, Fix, Safety, Severity, edited};
use crate::language::agreement::Readings;
use crate::rule::concept::Hit;
use crate::rule::context::{Context, Draft};
use crate::rule::kind::person::Person;
use crate::rule::profile::GenderStyle;

/// What is said about a noun, with its better wordings; `blanket` tells that the advert declares every form to mean all.
pub(in crate::rule) fn draft(hit: &Hit, context: &Context<'_>, blanket: bool) -> Draft {
    let (document, persons) = (context.document, &context.vocabulary.persons);
    let person = &persons.all[persons.of(hit).0 as usize];
    let form = person.form(document.written(hit.last)).unwrap_or(Form {
        written: document.written(hit.last),
        prefix: "",
        readings: Readings::ANY,
    });
    let phrase = Phrase::of(document, hit.last, form.readings);
    let (better, fix) = wording(person, form, &phrase, context);
    Draft {
        values: vec![("better", better)],
        at_most: blanket.then_some(Severity::Info),
        fixes: fix.into_iter().collect(),
        ..Draft::at(document.span_of(document.compound_of(hit.last).0, hit.last))
    }
}

/// The better word, and the fix that writes it.
fn wording(person: &Person, form: Form<'_>, phrase: &Phrase, context: &Context<'_>) -> (String, Option<Fix>) {
    let style = context.style;
    let plural = || person.plural(style, form, phrase.readings, phrase.is_weak, context.document.language);
    let (is_singular, is_plural) = (phrase.readings.only(Readings::SINGULAR), phrase.readings.only(Readings::PLURAL));
    if is_singular {
        return singular(person, form, phrase, context);
    }
    // "Sie sind Teamleiter" speaks of one person
    let Some(better) = plural().filter(|_| is_plural || !phrase.is_predicate && !phrase.has_particle) else {
        return singular(person, form, phrase, context);
    };
    let is_pair = better.contains(" und ");
    let safety = match phrase.footing {
        _ if phrase.is_split => Safety::Suggestion,
        _ if is_pair && phrase.is_linked => Safety::Unsafe,
        Footing::Firm if is_plural => Safety::Safe,
        _ if is_plural => bare_plural(form, phrase, style, is_pair),
        // nothing tells the number: behind a preposition a noun without article is plural, in a sentence mostly
        Footing::Firm if phrase.has_preposition && phrase.adjectives.is_empty() => Safety::Safe,
        Footing::Bare | Footing::Shared if phrase.determiner.is_none() && !phrase.is_first => Safety::Unsafe,
        _ => Safety::Suggestion,
    };
    let fix = replaced(context.document, phrase, &better, safety);
    (better, fix)
}

/// A plural without words of its own is as sure as its form; a pair keeps every case.
fn bare_plural(form: Form<'_>, phrase: &Phrase, style: GenderStyle, is_pair: bool) -> Safety {
    let keeps_case = is_pair || style != GenderStyle::Neutral;
    let is_certain = form.readings.only(Readings::PLURAL) && (keeps_case || form.readings == phrase.readings);
    if is_certain { Safety::Safe } else { Safety::Unsafe }
}

/// Writes `better` for the noun; what a hyphen joins to it is repeated in a pair.
fn replaced(document: &Document, phrase: &Phrase, better: &str, safety: Safety) -> Option<Fix> {
    let (first, last) = phrase.words;
    let joined =
        &document.prose[document.words[first as usize].start as usize..document.words[last as usize].start as usize];
    let text = match better.split_once(" und ").filter(|_| !joined.is_empty()) {
        Some((feminine, masculine)) => format!("{feminine} und {joined}{masculine}"),
        None => better.to_owned(),
    };
    let title = format!("{joined}{text}");
    let edit = document.edit(document.span_of(last, last), &text);
    fix(title, safety, [edit])
}

/// One person: article, adjectives and the relative pronoun change too, so it is only shown; "als Berater" may stay bare.
fn singular(person: &Person, form: Form<'_>, phrase: &Phrase, context: &Context<'_>) -> (String, Option<Fix>) {
    let (document, style) = (context.document, context.style);
    let head = person.singular(style);
    let is_neutral = style == GenderStyle::Neutral && !person.neutral.is_empty();
    if is_neutral && !form.prefix.is_empty() && head.contains(' ') {
        // no compound: Steuerberater is no "Steuer-Person mit …"
        let better = pair::pair(person, form, phrase, document, true);
        let fix = better.as_ref().and_then(|better| better.fix(document, Safety::Suggestion));
        return (better.map_or_else(|| form.written.to_owned(), |better| better.noun), fix);
    }
    let is_pair = head.contains(" oder ");
    if is_pair {
        let Some(better) = pair::pair(person, form, phrase, document, true) else {
            return (form.written.to_owned(), None);
        };
        let bare = phrase.has_particle && form.readings.meets(Readings::one(0)) && phrase.adjectives.is_empty();
        let safety = match bare {
            true if phrase.is_linked => Safety::Unsafe,
            true => Safety::Safe,
            false => Safety::Suggestion,
        };
        let fix = better.fix(document, safety);
        return (better.noun, fix);
    }
    let head = form.with(&oblique(&head, phrase));
    let noun = document.span_of(phrase.words.1, phrase.words.1);
    let sign = sign(style);
    let is_bare = phrase.determiner.is_none() && phrase.adjectives.is_empty();
    if sign.is_some() && phrase.has_particle && is_bare && form.readings.meets(Readings::one(0)) && !phrase.is_split {
        return (head.clone(), fix(head.clone(), Safety::Safe, [document.edit(noun, &head)]));
    }
    let mut edits = vec![document.edit(noun, &head)];
    let last = head.split(' ').rfind(|word| word.starts_with(char::is_uppercase)).unwrap_or(&head);
    if sign.is_some() || document.language.agreement.is_feminine(last) {
        edits.splice(..0, agreeing(document, phrase, sign));
        edits.extend(relative(document, phrase.words.1, sign));
    }
    let title = shown(document, phrase, &edits);
    (head, fix(title, Safety::Suggestion, edits))
}

/// A neutral wording in the dative or genitive: zur ideenreichen Person.
fn oblique(neutral: &str, phrase: &Phrase) -> String {
    let is_oblique = phrase.readings.only(Readings::DATIVE | Readings::one(1));
    let decline = |word: &str| {
        let is_adjective = is_oblique && word.starts_with(char::is_lowercase) && word.ends_with('e');
        if is_adjective { format!("{word}n") } else { word.to_owned() }
    };
    let head = neutral.split(' ').position(|word| word.starts_with(char::is_uppercase)).unwrap_or(0);
    let words = neutral.split(' ').enumerate();
    let words = words.map(|(at, word)| if at < head { decline(word) } else { word.to_owned() });
    words.collect::<Vec<_>>().join(" ")
}

/// What stands between the forms of a word in a style that writes both in one.
fn sign(style: GenderStyle) -> Option<&'static str> {
    match style {
        GenderStyle::Star => Some("*"),
        GenderStyle::Colon => Some(":"),
        GenderStyle::Gap => Some("_"),
        GenderStyle::Slash => Some("/"),
        GenderStyle::Pair | GenderStyle::Neutral => None,
    }
}

/// Both forms of a word in one: ein*e, erfahrene*r, der*die; the feminine alone without a sign.
fn merged(masculine: &str, feminine: &str, sign: Option<&str>) -> String {
    let Some(sign) = sign.filter(|_| masculine != feminine) else { return feminine.to_owned() };
    match (feminine.strip_prefix(masculine), masculine.strip_prefix(feminine)) {
        (Some(rest), _) => format!("{masculine}{sign}{rest}"),
        (_, Some(rest)) => format!("{feminine}{sign}{rest}"),
        _ => format!("{masculine}{sign}{}", lower_first(feminine)),
    }
}

/// Determiner and adjectives before a feminine noun, in the order of the text.
fn agreeing(document: &Document, phrase: &Phrase, sign: Option<&str>) -> Vec<Option<Edit>> {
    let mut out = Vec::new();
    if let Some(word) = phrase.determiner
        && let Some(feminine) = document.language.agreement.feminine(document.written(word))
    {
        let both = merged(document.written(word), &feminine, sign);
        out.push(document.edit(document.span_of(word, word), &both));
    }
    for word in phrase.adjectives.iter().rev() {
        let written = document.written(*word);
        if let Some(other) = pair::feminine_adjective(written, phrase).filter(|other| other != written) {
            out.push(document.edit(document.span_of(*word, *word), &merged(written, &other, sign)));
        }
    }
    out
}

/// How far behind the noun a possessive of the relative clause is looked for, in words.
const CLAUSE: u32 = 6;

/// The pronoun of a relative clause right behind, and the possessive in it: "Berater, der seine" → "Beratungskraft, die ihre".
fn relative(document: &Document, noun: u32, sign: Option<&str>) -> Vec<Option<Edit>> {
    let agreement = &document.language.agreement;
    let place = |word: u32| document.span_of(word, word);
    let next = noun + 1;
    let between =
        document.words.get(next as usize).map(|word| &document.prose[place(noun).range().end..word.start as usize]);
    let Some(pronoun) = agreement.feminine(document.written(next.min(document.words.len() as u32 - 1))) else {
        return Vec::new();
    };
    if between != Some(", ") {
        return Vec::new();
    }
    let mut out = vec![document.edit(place(next), &merged(document.written(next), &pronoun, sign))];
    let end = document.sentences[document.sentence_of(noun) as usize].words.end;
    let possessive =
        (next + 1..end.min(next + CLAUSE)).find_map(|word| Some((word, agreement.referring(document.folded(word))?)));
    out.extend(
        possessive.map(|(word, other)| document.edit(place(word), &merged(document.written(word), other, sign))),
    );
    out
}

/// The phrase as the edits would leave it.
fn shown(document: &Document, phrase: &Phrase, edits: &[Option<Edit>]) -> String {
    let first = phrase.determiner.or(phrase.adjectives.last().copied()).unwrap_or(phrase.words.0);
    let from = document.raw(document.span_of(first, first)).start as usize;
    let last = edits.iter().flatten().map(|edit| edit.span.end).max().unwrap_or(0);
    let to = (document.raw(document.span_of(phrase.words.1, phrase.words.1)).end.max(last)) as usize;
    edited(document.source.text(), from..to, edits.iter().flatten()).replace("\\*", "*")
}
