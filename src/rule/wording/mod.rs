//! Better wordings: the makers of fixes, beside the kinds of rules that find.

mod insert;
mod noun;
mod pair;
mod person;
mod phrase;
mod pronoun;
mod sign;
mod title;

use std::collections::BTreeMap;

use super::context::Context;
use super::kind::nouns::Persons;
use super::kind::title::Form;
use super::profile::GenderStyle;
use crate::document::Document;
use crate::finding::{Edit, Fix, Safety};
use crate::source::{Prose, Span};

pub(super) use insert::inserted;
pub(super) use noun::draft;
pub(super) use pair::{both_forms, spelt_out};
pub(super) use pronoun::they;
pub(super) use sign::signed;
pub(super) use title::{open_title, third_option};

/// How an organisation words what it mends.
#[derive(Clone, Debug, Default)]
pub struct Wording {
    /// How person nouns are written for all genders.
    pub style: GenderStyle,
    /// What stands behind a title that is open to all genders; that of the language when absent.
    pub marker: Option<String>,
    /// Whether a rule demands the feminine beside the masculine form of a title.
    pub both_forms: bool,
    /// Sentences of the organisation by the kind of statement they make.
    pub texts: BTreeMap<String, String>,
}

/// The neutral word that the language lists for what stands in a stretch of prose. A title that names both sexes gets
/// neutral words for both at once: one alone would leave the other.
pub(super) fn neutral(context: &Context<'_>, span: Span<Prose>) -> Option<Fix> {
    let document = context.document;
    let listed = |span: Span<Prose>| {
        let word = document.language.instead.get(&document.folded[span.range()])?;
        Some(cased(word, &document.prose[span.range()]))
    };
    let word = listed(span)?;
    let pair = context.title.filter(|title| title.form == Form::Pair && title.span.contains(span));
    let Some(title) = pair else { return fix(word.clone(), Safety::Unsafe, [document.edit(span, &word)]) };
    let places = (0..document.words.len() as u32).map(|word| document.span_of(word, word));
    let inside = places.filter(|place| title.span.contains(*place));
    let edits = inside.filter_map(|place| Some(document.edit(place, &listed(place)?)));
    fix(word, Safety::Unsafe, edits)
}

impl Wording {
    /// The style for one advert: an advert that uses one sign throughout keeps it.
    pub fn style_in(&self, document: &Document, persons: &Persons) -> GenderStyle {
        if matches!(self.style, GenderStyle::Pair | GenderStyle::Neutral) {
            return self.style;
        }
        let forms = signed(document, persons);
        match forms.first() {
            Some(first) if forms.iter().all(|form| form.style == first.style) => {
                first.style.unwrap_or(GenderStyle::Pair)
            }
            _ => self.style,
        }
    }
}

/// A fix of several edits; `None` when one of them cannot be made.
fn fix(title: impl Into<String>, safety: Safety, edits: impl IntoIterator<Item = Option<Edit>>) -> Option<Fix> {
    let edits: Vec<Edit> = edits.into_iter().collect::<Option<_>>()?;
    (!edits.is_empty()).then(|| Fix { title: title.into(), safety, edits })
}

/// `word` with a capital when `like` has one.
fn cased(word: &str, like: &str) -> String {
    if like.chars().next().is_some_and(char::is_uppercase) { upper_first(word) } else { word.to_owned() }
}

fn upper_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
