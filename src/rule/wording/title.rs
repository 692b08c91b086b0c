//! Fixes for job titles: a third option for two, a marker or both forms for one.

use super::pair::{beside_feminine, both_forms, masculine_in};
use super::{cased, fix};
use crate::finding::{Fix, Safety};
use crate::rule::context::Context;
use crate::rule::kind::title::{Form, Title};
use crate::source::{Prose, Span};

/// The fix that opens a title to all genders.
pub(in crate::rule) fn open_title(title: &Title, context: &Context<'_>) -> Option<Fix> {
    match title.form {
        Form::Two => {
            let third = third_option(context, title.decisive)?;
            // with a third option the masculine form still stands alone where both are demanded
            let both = context.wording.both_forms.then(|| both_forms(context, title.span)).flatten();
            Some(both.map_or(third.clone(), |both| joined(both, third)))
        }
        Form::Masculine | Form::Feminine => named(title, context),
        _ => None,
    }
}

/// The third option written into a marker, in its order and with its separators: (w/m) → (w/m/d).
pub(in crate::rule) fn third_option(context: &Context<'_>, span: Span<Prose>) -> Option<Fix> {
    let document = context.document;
    let written = &document.prose[span.range()];
    let marker = with_third(written, &document.language.title.other).or_else(|| context.marker().map(str::to_owned))?;
    fix(marker.clone(), Safety::Safe, [document.edit(span, &marker)])
}

/// A title that names one gender: a neutral word that is listed, both forms where they are demanded, else a marker.
fn named(title: &Title, context: &Context<'_>) -> Option<Fix> {
    let document = context.document;
    let folded = &document.folded[title.decisive.range()];
    if let Some(word) = document.language.instead.get(folded) {
        let word = cased(word, &document.prose[title.decisive.range()]);
        return fix(word.clone(), Safety::Unsafe, [document.edit(title.decisive, &word)]);
    }
    let marker = context.marker()?;
    let noun = last_noun(title, context);
    let is_masculine = title.form == Form::Masculine;
    let safety = if is_masculine { Safety::Safe } else { Safety::Unsafe };
    let appended = fix(marker, safety, [document.append(noun, &format!(" {marker}"))])?;
    if let Some(both) = beside_feminine(context, title.decisive).filter(|_| !is_masculine) {
        return Some(joined(both, appended));
    }
    if context.wording.both_forms && is_masculine {
        return both_forms(context, title.span).map(|both| joined(both, appended));
    }
    let shown = format!("{} {marker}", document.quote(noun));
    Some(Fix { title: shown, ..appended })
}

/// The masculine noun that ends the name of the post: "Bauleiter / Projektleiter".
fn last_noun(title: &Title, context: &Context<'_>) -> Span<Prose> {
    let document = context.document;
    let mut last = title.decisive;
    while let Some(next) = masculine_in(context, Span::new(last.end as usize, title.span.end as usize)) {
        let span = document.span_of(next.last, next.last);
        let between = &document.folded[last.end as usize..span.start as usize];
        if !matches!(between.trim(), "/" | "und" | "oder" | "bzw.") {
            break;
        }
        last = span;
    }
    // "Sachbearbeiter Bürgeramt": names without a word between belong to the post
    let mut word = document.words.partition_point(|word| word.end <= last.end) as u32;
    while let Some(place) = document.words.get(word as usize) {
        let between = &document.prose[last.end as usize..place.start as usize];
        let is_name = document.written(word).starts_with(char::is_uppercase);
        if between != " " || !is_name || place.end > title.span.end {
            break;
        }
        last = Span::new(last.start as usize, place.end as usize);
        word += 1;
    }
    last
}

fn joined(mut one: Fix, other: Fix) -> Fix {
    one.title = format!("{} {}", one.title, other.title);
    one.safety = one.safety.min(other.safety);
    one.edits.extend(other.edits);
    one.edits.sort_by_key(|edit| edit.span);
    one
}

/// A marker of two options with a third; `other` is its letter and its word.
fn with_third(marker: &str, other: &[String]) -> Option<String> {
    let [letter, word] = other else { return None };
    let is_sign = |c: char| !c.is_alphabetic();
    let options: Vec<(usize, &str)> = marker
        .split(is_sign)
        .filter(|option| !option.is_empty())
        .map(|option| (option.as_ptr() as usize - marker.as_ptr() as usize, option))
        .collect();
    let [first, .., last] = options[..] else { return None };
    let separator = &marker[first.0 + first.1.len()..last.0];
    let third = if last.1.len() == 1 { letter } else { word };
    let third = if last.1 == last.1.to_uppercase() { third.to_uppercase() } else { cased(third, last.1) };
    let end = last.0 + last.1.len();
    Some(format!("{}{separator}{third}{}", &marker[..end], &marker[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_and_separators_stay() {
        let third = |marker| with_third(marker, &["d".into(), "divers".into()]).unwrap();
        assert_eq!(third("(m/w)"), "(m/w/d)");
        assert_eq!(third("(w | m)"), "(w | m | d)");
        assert_eq!(third("(M/W)"), "(M/W/D)");
        assert_eq!(third("m/w"), "m/w/d");
        assert_eq!(third("(männlich/weiblich)"), "(männlich/weiblich/divers)");
        assert_eq!(third("männlich oder weiblich"), "männlich oder weiblich oder divers");
    }
}
