//! `limit`: a measure of the text and its bound.

use serde::{Deserialize, Serialize};

use crate::document::{BlockKind, Document};
use crate::language::Section;
use crate::rule::Rule;
use crate::rule::context::{Context, Draft};
use crate::source::{Prose, Span};

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// Words in one sentence; every sentence is judged.
    SentenceWords,
    /// Words in the advert.
    Words,
    /// Bullets in the profile.
    Requirements,
    /// Sentences and bullets that say "must".
    Musts,
    /// LIX: mean sentence length plus the share of words over six letters.
    Lix,
    /// Flesch reading ease, for German after Amstad.
    Flesch,
    /// Nouns made of verbs and adjectives (-ung, -heit, -keit, -tion, -ität) in a hundred words.
    NominalStyle,
}

/// A measure and its bound.
#[derive(Debug, Deserialize, Serialize)]
pub struct Limit {
    pub(crate) measure: Measure,
    pub(crate) above: Option<f64>,
    pub(crate) below: Option<f64>,
    /// Shorter adverts are not judged.
    pub(crate) at_least_words: u32,
}

impl Limit {
    pub(super) fn check(&self, rule: &Rule, context: &Context<'_>, out: &mut Vec<Draft>) {
        let document = context.document;
        if (document.words.len() as u32) < self.at_least_words {
            return;
        }
        if self.measure == Measure::SentenceWords {
            for (number, sentence) in document.sentences.iter().enumerate() {
                let words = sentence.words.len();
                if self.is_beyond(words as f64) && context.admits(rule, number as u32) && is_prose(document, number) {
                    out.push(self.draft(words as f64, sentence.span));
                }
            }
            return;
        }
        let Some((value, span)) = self.value(context) else { return };
        if self.is_beyond(value) {
            out.push(self.draft(value, span));
        }
    }

    fn is_beyond(&self, value: f64) -> bool {
        self.above.is_some_and(|bound| value > bound) || self.below.is_some_and(|bound| value < bound)
    }

    fn draft(&self, value: f64, span: Span<Prose>) -> Draft {
        let bound = self.above.or(self.below).unwrap_or_default();
        Draft { values: vec![("value", format!("{value:.0}")), ("bound", format!("{bound:.0}"))], ..Draft::at(span) }
    }

    /// The measure of the whole advert, and the place that shows it best.
    fn value(&self, context: &Context<'_>) -> Option<(f64, Span<Prose>)> {
        let document = context.document;
        let first = document.sentences.first()?.span;
        match self.measure {
            Measure::Words => Some((document.words.len() as f64, first)),
            Measure::Requirements => {
                let mut bullets = document
                    .blocks
                    .iter()
                    .filter(|block| block.kind == BlockKind::Item && block.section == Section::Profile);
                let start = bullets.next()?;
                let (rest, end) = bullets.fold((0, start), |(count, _), block| (count + 1, block));
                let _ = end;
                Some(((rest + 1) as f64, start.span))
            }
            Measure::Musts => {
                let musts: Vec<_> =
                    document.sentences.iter().filter(|sentence| says_must(document, &sentence.words)).collect();
                Some((musts.len() as f64, musts.first()?.span))
            }
            Measure::Lix | Measure::Flesch | Measure::NominalStyle | Measure::SentenceWords => {
                let counts = context.counts.get_or_init(|| Counts::of(document)).as_ref()?;
                let value = match self.measure {
                    Measure::Lix => counts.lix(),
                    Measure::Flesch => counts.flesch(document.language.name == "de"),
                    _ => counts.nominal * 100.0 / counts.words,
                };
                Some((value, counts.longest))
            }
        }
    }
}

/// Whether a sentence is running text rather than a heading, a cell or a bare list entry.
fn is_prose(document: &Document, sentence: usize) -> bool {
    let block = &document.blocks[document.sentences[sentence].block as usize];
    let ends = document.prose[document.sentences[sentence].span.range()].ends_with(['.', '!', '?', ':']);
    block.kind == BlockKind::Paragraph && ends && !matches!(block.section, Section::Legal | Section::Meta)
}

fn says_must(document: &Document, words: &std::ops::Range<u32>) -> bool {
    words.clone().any(|word| {
        matches!(
            document.folded(word),
            "muss"
                | "muessen"
                | "musst"
                | "zwingend"
                | "unabdingbar"
                | "vorausgesetzt"
                | "voraussetzung"
                | "erforderlich"
                | "must"
                | "required"
                | "essential"
                | "mandatory"
        )
    })
}

/// What readability is computed from, over running text only.
#[derive(Debug)]
pub(crate) struct Counts {
    words: f64,
    sentences: f64,
    long: f64,
    syllables: f64,
    nominal: f64,
    longest: Span<Prose>,
}

impl Counts {
    /// `None` for less than five sentences or a hundred words.
    pub(crate) fn of(document: &Document) -> Option<Self> {
        let (mut words, mut sentences, mut long, mut vowels, mut nominal) = (0, 0, 0, 0, 0);
        let mut longest = Span::at(0);
        for (_, sentence) in document.sentences.iter().enumerate().filter(|(number, _)| is_prose(document, *number)) {
            sentences += 1;
            words += sentence.words.len() as u32;
            for word in sentence.words.clone() {
                let word = document.folded(word);
                vowels += syllables(word);
                if word.len() > 6 && word.chars().count() > 6 {
                    long += 1;
                    nominal += u32::from(is_nominal(word));
                }
            }
            if sentence.span.len() > longest.len() {
                longest = sentence.span;
            }
        }
        (sentences >= 5 && words >= 100).then(|| Self {
            words: words.into(),
            sentences: sentences.into(),
            long: long.into(),
            syllables: vowels.into(),
            nominal: nominal.into(),
            longest,
        })
    }

    /// LIX: mean sentence length plus the share of words over six letters.
    pub(crate) fn lix(&self) -> f64 {
        self.words / self.sentences + 100.0 * self.long / self.words
    }

    /// Flesch reading ease, for German after Amstad.
    pub(crate) fn flesch(&self, german: bool) -> f64 {
        let (length, weight) = (self.words / self.sentences, self.syllables / self.words);
        if german { 180.0 - length - 58.5 * weight } else { 206.835 - 1.015 * length - 84.6 * weight }
    }
}

/// Whether a folded word is a noun made of a verb or an adjective.
fn is_nominal(word: &str) -> bool {
    matches!(
        word.as_bytes(),
        [.., b'u', b'n', b'g']
            | [.., b'h' | b'k', b'e', b'i', b't']
            | [.., b't', b'i', b'o', b'n']
            | [.., b'i', b't', b'a', b'e', b't']
            | [.., b'm', b'e', b'n', b't']
            | [.., b'a', b'n', b'c', b'e']
            | [.., b'i', b't', b'y']
    )
}

/// Syllables of a folded word, counted as groups of vowels; a number is one.
fn syllables(word: &str) -> u32 {
    let mut count = 0;
    let mut in_group = false;
    for byte in word.bytes() {
        let vowel = matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u' | b'y');
        count += u32::from(vowel && !in_group);
        in_group = vowel;
    }
    count.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    #[test]
    fn readability_of_running_text() {
        let sentence = "Sie planen den Einsatz der Fahrzeuge und sprechen mit allen Werkstätten in der Stadt. ";
        let document = Document::read(Source::new("a.md", sentence.repeat(8)));
        let counts = Counts::of(&document).unwrap();
        assert_eq!((counts.words, counts.sentences), (112.0, 8.0));
        assert!((counts.lix() - (14.0 + 100.0 * 4.0 / 14.0)).abs() < 0.01);
    }
}
