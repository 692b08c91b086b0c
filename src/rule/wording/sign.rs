//! Person nouns and articles with a sign inside: Kolleg*innen, Mitarbeiter/-in, jede:r.

use crate::document::Document;
use crate::rule::kind::nouns::Persons;
use crate::rule::profile::GenderStyle;
use crate::source::{Prose, Span};

/// One form with a sign inside.
#[derive(Clone, Debug)]
pub(in crate::rule) struct Signed<'a> {
    /// Where the whole form stands.
    pub(in crate::rule) span: Span<Prose>,
    /// Its style; none for those that nobody can choose, such as MitarbeiterInnen.
    pub(in crate::rule) style: Option<GenderStyle>,
    /// What stands before the sign.
    pub(super) stem: &'a str,
    /// What stands behind it.
    pub(super) end: &'a str,
    pub(super) is_plural: bool,
    /// Whether it is a noun rather than an article or a pronoun.
    pub(super) is_noun: bool,
    /// Its last word.
    pub(in crate::rule) word: u32,
}

/// Endings of articles, pronouns and nominalised adjectives behind a sign.
const ENDINGS: [&str; 14] = ["r", "n", "m", "s", "e", "er", "en", "em", "es", "die", "der", "den", "dem", "das"];

/// Signs behind a word that the cutting into words splits off, with the bracket that closes them.
const SPLIT: [(&str, &str); 5] = [("/-", ""), ("/", ""), ("(-", ")"), ("(", ")"), ("*", "")];

/// Every form with a sign inside, in the order of the text.
pub(in crate::rule) fn signed<'a>(document: &'a Document, persons: &Persons) -> Vec<Signed<'a>> {
    (0..document.words.len() as u32)
        .filter_map(|word| inner(document, word).or_else(|| split(document, persons, word)))
        .collect()
}

/// A sign inside one word: star, colon, gap, middle dot, capital I.
fn inner(document: &Document, word: u32) -> Option<Signed<'_>> {
    let written = document.written(word);
    let place = document.words[word as usize];
    let span = Span::new(place.start as usize, place.end as usize);
    let sign = written.char_indices().rev().find(|(_, c)| matches!(c, '*' | ':' | '_' | '·'));
    let (at, style, skip) = match sign {
        Some((at, '*')) => (at, Some(GenderStyle::Star), 1),
        Some((at, ':')) => (at, Some(GenderStyle::Colon), 1),
        Some((at, '_')) => (at, Some(GenderStyle::Gap), 1),
        Some((at, dot)) => (at, None, dot.len_utf8()),
        None => (written.strip_suffix("Innen")?.len(), None, 0),
    };
    let (stem, end) = (&written[..at], &written[at + skip..]);
    let is_noun = matches!(end, "in" | "innen" | "Innen");
    (stem.ends_with(char::is_lowercase) && (is_noun || ENDINGS.contains(&end))).then_some(Signed {
        span,
        style,
        stem,
        end,
        is_plural: end.ends_with("nnen"),
        is_noun,
        word,
    })
}

/// A slash or bracket behind a word: Mitarbeiter/-innen, Leser(in).
fn split<'a>(document: &'a Document, persons: &Persons, word: u32) -> Option<Signed<'a>> {
    let place = document.words[word as usize];
    let stem = document.written(word);
    let rest = &document.prose[place.end as usize..];
    let (sign, close, behind) = SPLIT.iter().find_map(|(sign, close)| Some((sign, close, rest.strip_prefix(sign)?)))?;
    let end = ["innen", "in"].into_iter().find(|end| behind.starts_with(end))?;
    let tail = behind[end.len()..].strip_prefix(close)?;
    let ends = !tail.starts_with(|c: char| c.is_alphanumeric() || c == '-');
    let is_plural = end == "innen";
    let known = is_plural || persons.feminine_of(stem).is_some();
    let from = place.end as usize + sign.len();
    (ends && known && stem.starts_with(char::is_uppercase)).then(|| Signed {
        span: Span::new(place.start as usize, from + end.len() + close.len()),
        style: Some(GenderStyle::Slash),
        stem,
        end: &document.prose[from..from + end.len()],
        is_plural,
        is_noun: true,
        word,
    })
}

impl Signed<'_> {
    /// The feminine form: Kolleginnen.
    pub(super) fn feminine(&self) -> String {
        format!("{}{}", self.stem, if self.is_plural { "innen" } else { "in" })
    }

    /// In another style; pairs and neutral words have no sign, and no article has a slash here.
    pub(in crate::rule) fn in_style(&self, style: GenderStyle) -> Option<String> {
        let sign = match style {
            GenderStyle::Star => "*",
            GenderStyle::Colon => ":",
            GenderStyle::Gap => "_",
            GenderStyle::Slash if self.is_noun => "/-",
            GenderStyle::Slash | GenderStyle::Pair | GenderStyle::Neutral => return None,
        };
        Some(format!("{}{sign}{}", self.stem, self.end.to_lowercase()))
    }

    /// Whether words that agree with it would have to change with it: der/die Mitarbeiter/in.
    pub(in crate::rule) fn is_alone(&self) -> bool {
        self.is_plural || self.style != Some(GenderStyle::Slash)
    }
}
