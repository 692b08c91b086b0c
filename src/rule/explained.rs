//! Whether an advert explains a term: "long form (SF)", "SF (long form)", "SF, short for …", "long form, or SF", "SF: long form".

use std::ops::Range;

use memchr::memmem;

use crate::document::Document;
use crate::fold::fold;
use crate::language::Language;
use crate::rule::concept::Hit;

/// Whether the term at `hit` is explained anywhere in the advert; `long` is its known long form.
pub(super) fn is_explained(document: &Document, hit: &Hit, long: &str) -> bool {
    let span = document.span_of(hit.first, hit.last);
    let term = &document.prose[span.range()];
    let long = fold(long);
    if !long.is_empty() && says(&document.folded, &long) {
        return true;
    }
    let edge = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
    memmem::find_iter(document.prose.as_bytes(), term).any(|at| {
        let place = at..at + term.len();
        edge(document.prose[..place.start].chars().next_back())
            && edge(document.prose[place.end..].chars().next())
            && Place::of(document, place).explains(&long)
    })
}

/// A term in its line, everything folded.
struct Place<'a> {
    term: &'a str,
    before: &'a str,
    behind: &'a str,
    language: &'static Language,
}

impl<'a> Place<'a> {
    fn of(document: &'a Document, term: Range<usize>) -> Self {
        let folded = &document.folded;
        Self {
            term: &folded[term.clone()],
            before: folded[..term.start].rsplit('\n').next().unwrap_or(""),
            behind: folded[term.end..].split('\n').next().unwrap_or(""),
            language: document.language,
        }
    }

    fn explains(&self, long: &str) -> bool {
        self.bracket_behind()
            || self.in_bracket(long)
            || self.named_before()
            || self.introduced_behind()
            || self.set_beside()
    }

    /// `SF (long form)`: what the letters stand for, or other words for it.
    fn bracket_behind(&self) -> bool {
        let rest = self.behind.trim_start();
        let Some(inner) = rest.strip_prefix(['(', '[']).and_then(|rest| rest.split([')', ']']).next()) else {
            return false;
        };
        let is_marker = inner.len() <= 7 && inner.contains(['/', '|']);
        !is_marker && !self.explains_nothing(inner) && (spells(self.term, inner) || is_paraphrase(inner))
    }

    /// `long form (SF)`, found as Schwartz and Hearst do, or by a word of the known long form.
    fn in_bracket(&self, known: &str) -> bool {
        let head = strip_words(self.before, &self.language.explanation.before).trim_end_matches(['"', '\'', ' ', '=']);
        let Some(long) = head.strip_suffix(['(', '[']) else { return false };
        let near = last_words(long, window(self.term));
        self.behind.trim_start_matches(['"', '\'']).starts_with([')', ']', ',', ';'])
            && (spells(self.term, near) || shares_word(near, known))
    }

    /// `long form, short SF`; `long form, or SF`.
    fn named_before(&self) -> bool {
        let head = strip_words(self.before, &self.language.explanation.before);
        head.len() < self.before.len()
            && (1..=self.term.len())
                .any(|count| self.initials(last_words(head.trim_end_matches([' ', ',', '(']), count)))
    }

    /// `SF, short for long form`.
    fn introduced_behind(&self) -> bool {
        let behind = self.behind.trim_start_matches([',', ' ', '-', ':', '"', '=', '(', ')']);
        self.language.explanation.behind.iter().any(|words| starts_with_words(behind, words))
    }

    /// `SF: long form`, `SF = long form`, `SF - long form`, and the other way round: every word must take part.
    fn set_beside(&self) -> bool {
        let sign = |c: char| matches!(c, ' ' | ':' | '=' | '-' | '/');
        let is_set = |between: &str| [" - ", ": ", " = ", "/"].contains(&between);
        let (behind, before) = (self.behind.trim_start_matches(sign), self.before.trim_end_matches(sign));
        let (left, right) = (&self.before[before.len()..], &self.behind[..self.behind.len() - behind.len()]);
        let counts = || 1..=self.term.len();
        is_set(right) && counts().any(|count| self.initials(first_words(behind, count)))
            || is_set(left) && counts().any(|count| self.initials(last_words(before, count)))
    }

    /// Whether a bracket holds a condition, an amount or a remark.
    fn explains_nothing(&self, inner: &str) -> bool {
        self.language.explanation.never.iter().any(|words| starts_with_words(inner, words))
    }

    /// Whether every word of `long` but the commonest begins with the next letter of the term, or what is left of it.
    fn initials(&self, long: &str) -> bool {
        let letters: Vec<char> = self.term.chars().filter(|c| c.is_alphanumeric()).collect();
        let words: Vec<&str> = long.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let length: usize = words.iter().map(|word| word.len()).sum();
        letters.len() > 1 && length > letters.len() + 2 && take(&letters, &words, self.language)
    }
}

/// Takes the letters from the words in order: each word gives its first letter and may give letters of its inside; the
/// commonest words give their first letter or nothing.
fn take(letters: &[char], words: &[&str], language: &Language) -> bool {
    let Some((word, rest)) = words.split_first() else { return letters.is_empty() };
    if language.is_stop_word(word) {
        let first = letters.split_first().filter(|(letter, _)| word.starts_with(**letter));
        return take(letters, rest, language) || first.is_some_and(|(_, letters)| take(letters, rest, language));
    }
    let mut inside = word.chars();
    let mut left = letters;
    while let Some((letter, later)) = left.split_first() {
        let found =
            if left.len() == letters.len() { inside.next() == Some(*letter) } else { inside.any(|c| c == *letter) };
        if !found {
            return false;
        }
        left = later;
        if take(left, rest, language) {
            return true;
        }
    }
    false
}

/// Other words for a term: at least two that are no numbers, and no amount.
fn is_paraphrase(inner: &str) -> bool {
    let letters = inner.chars().filter(|c| c.is_alphabetic()).count();
    let words = inner.split_whitespace().filter(|word| word.chars().count() > 2).count();
    letters >= 8 && words >= 2 && !inner.contains(|c: char| c.is_ascii_digit() || c == '€')
}

/// Whether a word of the text, without its ending, is part of the known long form: `Vertretung der schwerbehinderten
/// Menschen (SBV)`.
fn shares_word(text: &str, known: &str) -> bool {
    let stems = text.split_whitespace().filter_map(|word| word.get(..word.len().saturating_sub(2)));
    stems.filter(|stem| stem.len() >= 6).any(|stem| known.contains(stem))
}

/// How many words in front of a bracket may hold the long form.
fn window(term: &str) -> usize {
    let letters = term.chars().filter(|c| c.is_alphanumeric()).count();
    (letters + 5).min(letters * 2)
}

fn last_words(text: &str, count: usize) -> &str {
    let starts = text.rmatch_indices(' ').filter(|(at, _)| !text[at + 1..].starts_with(' '));
    starts.map(|(at, _)| at + 1).nth(count.saturating_sub(1)).map_or(text, |at| &text[at..])
}

fn first_words(text: &str, count: usize) -> &str {
    text.match_indices([' ', ',', '.', ';', ')']).nth(count.saturating_sub(1)).map_or(text, |(at, _)| &text[..at])
}

/// `text` without the words of `list` that it ends with, and the signs around them.
fn strip_words<'t>(text: &'t str, list: &[String]) -> &'t str {
    let trimmed = text.trim_end_matches([' ', ':', '"']);
    let stripped = |words: &String| {
        let rest = trimmed.strip_suffix(words.as_str())?;
        rest.ends_with([' ', '(', '[', ',']).then(|| rest.trim_end_matches(' '))
    };
    list.iter().filter_map(stripped).min_by_key(|rest| rest.len()).unwrap_or(text)
}

fn starts_with_words(text: &str, words: &str) -> bool {
    text.strip_prefix(words).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// Whether the letters of `short` stand in `long` in this order, the first at the start of a word.
fn spells(short: &str, long: &str) -> bool {
    let short: Vec<char> = short.chars().filter(|c| c.is_alphanumeric()).collect();
    let long: Vec<char> = long.chars().collect();
    let Some((first, rest)) = short.split_first() else { return false };
    let starts = (0..long.len()).filter(|at| long[*at] == *first && (*at == 0 || !long[at - 1].is_alphanumeric()));
    let follows = |start: usize| {
        let mut letters = long[start + 1..].iter();
        rest.iter().all(|letter| letters.any(|other| other == letter))
    };
    let long_enough = long.iter().filter(|c| c.is_alphanumeric()).count() > short.len() + 2;
    long_enough && starts.into_iter().any(follows)
}

/// Whether the text says the long form: each word's beginning, so that endings may differ.
fn says(folded: &str, long: &str) -> bool {
    let stem = |word: &str| word.get(..word.len().saturating_sub(2).max(4).min(word.len())).unwrap_or(word).to_owned();
    let words: Vec<String> =
        long.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(stem).collect();
    let Some(first) = words.first() else { return false };
    memmem::find_iter(folded.as_bytes(), first).any(|at| {
        let mut text = folded[at..].split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.iter().all(|word| text.next().is_some_and(|next| next.starts_with(word.as_str())))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Format;
    use crate::language::named;
    use crate::source::Source;

    fn explains(language: &str, text: &str, term: &str) -> bool {
        let document = Document::read_as(Source::new("a.md", text), Format::Markdown, named(language));
        let at = document.prose.find(term).unwrap();
        let words = &document.words;
        let first = words.iter().position(|word| word.start as usize == at).unwrap() as u32;
        let last = words.iter().position(|word| word.end as usize == at + term.len()).unwrap() as u32;
        is_explained(&document, &Hit { concept: crate::rule::concept::ConceptId(0), tag: 0, first, last }, "")
    }

    #[test]
    fn german_explanations() {
        for (text, term) in [
            ("Das Betriebliche Eingliederungsmanagement (BEM) gehört dazu.", "BEM"),
            ("Die SBV (Vertretung der schwerbehinderten Beschäftigten) hilft.", "SBV"),
            ("Der Regionale Sozialpädagogische Dienst, kurz RSD, berät.", "RSD"),
            ("Der RSD, d. h. der Dienst vor Ort, berät.", "RSD"),
            ("RSD: Regionaler Sozialpädagogischer Dienst", "RSD"),
            ("Wir sind die KITA/Kindertagesstätte am Park.", "KITA"),
            ("Wir zahlen nach dem Tarifvertrag der Länder (kurz: „TV-L“).", "TV-L"),
        ] {
            assert!(explains("de", text, term), "{text}");
        }
        for (text, term) in [
            ("Entgelt nach TVÖD (je nach Erfahrung bis Stufe 4).", "TVÖD"),
            ("Wir zahlen nach TVÖD (rund 3.900 Euro im Monat).", "TVÖD"),
            ("Es gibt eine Jahressonderzahlung (TVÖD).", "TVÖD"),
            ("Sie arbeiten mit SAP, also mit unserem Programm.", "SAP"),
            ("Die Arbeit in der IT (m/w/d) ist bunt.", "IT"),
            ("Wir zahlen nach Tarif, TVÖD gilt.", "TVÖD"),
        ] {
            assert!(!explains("de", text, term), "{text}");
        }
    }

    #[test]
    fn english_explanations() {
        for (text, term) in [
            ("You answer to the Senior Leadership Team (SLT).", "SLT"),
            ("The SLT, short for our senior leaders, meets weekly.", "SLT"),
            ("Key performance indicators, or KPIs, guide us.", "KPIs"),
            ("You write each SOP (standard operating procedure).", "SOP"),
            ("SOP = standard operating procedure", "SOP"),
        ] {
            assert!(explains("en", text, term), "{text}");
        }
        for (text, term) in [
            ("You use the CRM, our team is kind.", "CRM"),
            ("You know SOP (preferred but not needed).", "SOP"),
            ("A bonus (OTE) is paid.", "OTE"),
        ] {
            assert!(!explains("en", text, term), "{text}");
        }
    }

    #[test]
    fn known_long_forms_may_be_inflected() {
        assert!(says("tarifvertrags fuer den oeffentlichen dienst", "tarifvertrag fuer den oeffentlichen dienst"));
    }
}
