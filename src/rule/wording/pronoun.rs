//! English: he and his become they and their, and the verb behind follows.

use super::{cased, fix};
use crate::document::Document;
use crate::finding::{Edit, Fix, Safety};
use crate::source::{Prose, Span};

/// Verbs that do not follow the rule.
const IRREGULAR: [(&str, &str); 6] =
    [("is", "are"), ("was", "were"), ("has", "have"), ("does", "do"), ("isn't", "aren't"), ("doesn't", "don't")];

/// Pronouns for everybody in a stretch of prose, with the verbs behind them; `None` when no pronoun stands there.
pub(in crate::rule) fn they(document: &Document, span: Span<Prose>) -> Option<Fix> {
    let first = document.words.partition_point(|word| word.end <= span.start) as u32;
    let behind = document.words.partition_point(|word| word.start < span.end) as u32;
    let mut edits: Vec<Option<Edit>> = Vec::new();
    for word in first..behind {
        let written = document.written(word);
        let Some(other) = document.language.pronouns.get(document.folded(word)) else { continue };
        let place = |word: u32| document.span_of(word, word);
        edits.push(document.edit(place(word), &cased(other, written)));
        let is_subject = other == "they";
        let next = (word + 1 < document.words.len() as u32).then_some(word + 1).filter(|_| is_subject);
        if let Some(plural) = next.and_then(|next| plural(document.written(next))) {
            edits.push(document.edit(place(word + 1), &plural));
        }
    }
    let edits: Vec<Edit> = edits.into_iter().collect::<Option<_>>()?;
    let title = edits.iter().map(|edit| edit.text.as_str()).collect::<Vec<_>>().join(" ");
    fix(title, Safety::Suggestion, edits.into_iter().map(Some))
}

/// A verb of the third person as "they" has it; `None` where nothing changes.
fn plural(verb: &str) -> Option<String> {
    if let Some((_, other)) = IRREGULAR.iter().find(|(singular, _)| *singular == verb) {
        return Some((*other).to_owned());
    }
    let stem = verb.strip_suffix('s').filter(|stem| stem.len() > 1 && !stem.ends_with(['s', 'u', 'i']))?;
    Some(match stem.strip_suffix('e') {
        Some(short)
            if short.ends_with("ch") || short.ends_with("sh") || short.ends_with("ss") || short.ends_with('x') =>
        {
            short.to_owned()
        }
        Some(short) if short.ends_with('i') => format!("{}y", &short[..short.len() - 1]),
        _ => stem.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_follow() {
        let say = |verb| plural(verb).unwrap_or_else(|| verb.to_owned());
        let verbs = ["is", "works", "teaches", "carries", "manages", "has", "must", "discusses"].map(say);
        assert_eq!(verbs, ["are", "work", "teach", "carry", "manage", "have", "must", "discuss"]);
    }
}
