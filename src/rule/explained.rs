//! Whether an advert explains a term: "long form (SF)", "SF (long form)", "SF, kurz für …", and the like.

use crate::document::Document;
use crate::fold::fold;
use crate::rule::concept::Hit;

/// Words that introduce an explanation behind a term.
const INTRODUCTIONS: [&str; 22] = [
    "d. h.",
    "d.h.",
    "das heisst",
    "also",
    "sprich",
    "kurz fuer",
    "steht fuer",
    "bedeutet",
    "heisst",
    "das ist",
    "das sind",
    "bezeichnet",
    "genannt",
    "meint",
    "short for",
    "stands for",
    "means",
    "i.e.",
    "that is",
    "which is",
    "our ",
    "known as",
];

/// Whether the term at `hit` is explained anywhere in the advert; `long` is its known long form.
pub(super) fn is_explained(document: &Document, hit: &Hit, long: &str) -> bool {
    let span = document.span_of(hit.first, hit.last);
    let term = &document.prose[span.range()];
    if !long.is_empty() && says(&document.folded, &fold(long)) {
        return true;
    }
    let is_known = !long.is_empty();
    let mut from = 0;
    while let Some(found) = document.prose[from..].find(term) {
        let at = from + found;
        let end = at + term.len();
        from = end;
        let edge = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
        if edge(document.prose[..at].chars().next_back()) && edge(document.prose[end..].chars().next()) {
            let (before, after) = (line_before(&document.prose, at), line_after(&document.prose, end));
            if bracket_after(term, after) || in_bracket(term, is_known, before, after) || introduced(after) {
                return true;
            }
        }
    }
    false
}

fn line_before(prose: &str, at: usize) -> &str {
    prose[..at].rsplit('\n').next().unwrap_or("")
}

fn line_after(prose: &str, end: usize) -> &str {
    prose[end..].split('\n').next().unwrap_or("")
}

/// `TERM (long form)`: two words or a long one, or words whose initials are the term.
fn bracket_after(term: &str, after: &str) -> bool {
    let Some(inner) = after.trim_start().strip_prefix('(').and_then(|rest| rest.split(')').next()) else {
        return false;
    };
    let letters = inner.chars().filter(|c| c.is_alphabetic()).count();
    let words = inner.split_whitespace().filter(|word| word.chars().count() > 2).count();
    let is_marker = inner.len() <= 7 && inner.contains(['/', '|']);
    !is_marker && letters >= 8 && (words >= 2 || spells(term, inner))
}

/// `long form (TERM)`, found as Schwartz and Hearst do: the term's letters in order, the first at a word's start.
fn in_bracket(term: &str, is_known: bool, before: &str, after: &str) -> bool {
    let Some(long) =
        before.strip_suffix('(').or_else(|| before.strip_suffix("(kurz ")).or_else(|| before.strip_suffix("(kurz: "))
    else {
        return before.ends_with("kurz ") || before.ends_with("kurz: ");
    };
    if !after.starts_with([')', ',', ';']) {
        return false;
    }
    // a known term alone in brackets names in short what stands before it in full
    if is_known
        && after.starts_with(')')
        && long.split_whitespace().next_back().is_some_and(|word| word.chars().count() >= 8)
    {
        return true;
    }
    let letters = term.chars().filter(|c| c.is_alphanumeric()).count();
    let window = (letters + 5).min(letters * 2);
    let words: Vec<&str> = long.split_whitespace().collect();
    let near = words[words.len().saturating_sub(window)..].join(" ");
    spells(term, &near)
}

/// Whether the letters of `short` stand in `long` in this order, the first at the start of a word.
fn spells(short: &str, long: &str) -> bool {
    let short: Vec<char> = fold(short).chars().filter(|c| c.is_alphanumeric()).collect();
    let long: Vec<char> = fold(long).chars().collect();
    let Some((first, rest)) = short.split_first() else { return false };
    let starts = (0..long.len()).filter(|at| long[*at] == *first && (*at == 0 || !long[at - 1].is_alphanumeric()));
    let follows = |start: usize| {
        let mut letters = long[start + 1..].iter();
        rest.iter().all(|letter| letters.any(|other| other == letter))
    };
    let long_enough = long.iter().filter(|c| c.is_alphanumeric()).count() > short.len() + 2;
    long_enough && starts.into_iter().any(follows)
}

fn introduced(after: &str) -> bool {
    let after = fold(after);
    let after = after.trim_start_matches([',', ' ', '-', ':', '"', '=', '(', ')']);
    INTRODUCTIONS.iter().any(|words| after.starts_with(words))
}

/// Whether the text says the long form: each word's beginning, so that endings may differ.
fn says(folded: &str, long: &str) -> bool {
    let stem = |word: &str| word.get(..word.len().saturating_sub(2).max(4).min(word.len())).unwrap_or(word).to_owned();
    let words: Vec<String> =
        long.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(stem).collect();
    let Some(first) = words.first() else { return false };
    folded.match_indices(first.as_str()).any(|(at, _)| {
        let mut text = folded[at..].split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.iter().all(|word| text.next().is_some_and(|next| next.starts_with(word.as_str())))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_and_short_forms() {
        assert!(spells("RSD", "Regionalen Sozialpädagogischen Dienst"));
        assert!(spells("TV-L", "Tarifvertrag für den öffentlichen Dienst der Länder"));
        assert!(!spells("ABC", "Charlie Bravo Alpha"));
        assert!(bracket_after("SBV", " (Vertretung der schwerbehinderten Beschäftigten)"));
        assert!(!bracket_after("IT", " (m/w/d)"));
        assert!(in_bracket("BEM", false, "das Betriebliche Eingliederungsmanagement (", ") gehört dazu"));
        assert!(says("tarifvertrags fuer den oeffentlichen dienst", "tarifvertrag fuer den oeffentlichen dienst"));
    }
}
