//! Cuts blocks into sentences, minding abbreviations, dates and numbers.

use crate::fold::fold;
use crate::language::Language;

/// The ends of the sentences in `text`, as byte offsets; the last is the end of the text.
pub(super) fn ends(text: &str, language: &Language) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(found) = memchr::memchr3(b'.', b'!', b'?', &bytes[at..]) {
        let sign = at + found;
        let mut end = sign + 1;
        while end < bytes.len() && matches!(bytes[end], b'.' | b'!' | b'?' | b'"' | b'\'' | b')') {
            end += 1;
        }
        at = end;
        let Some(next) = text[end..].trim_start().chars().next() else { break };
        let blank = bytes.get(end) == Some(&b' ');
        let starts = next.is_uppercase() || next.is_numeric() || matches!(next, '"' | '\'' | '(' | '*' | '-' | '„');
        if blank && starts && !(bytes[sign] == b'.' && goes_on(&text[..sign], text[end..].trim_start(), language)) {
            out.push(end);
        }
    }
    out.push(text.len());
    out
}

/// Whether the point behind `before` ends an abbreviation or a number rather than the sentence.
fn goes_on(before: &str, after: &str, language: &Language) -> bool {
    let token = fold(before.rsplit([' ', '(', '"', '/', ',']).next().unwrap_or(""));
    let bare = token.replace('.', "");
    if bare.chars().count() == 1 && bare.chars().all(char::is_alphabetic) {
        return true;
    }
    if language.is_abbreviation(&bare) {
        return true;
    }
    // "z. B." written with a blank: the token before belongs to it
    let pair: Vec<&str> = before.rsplitn(3, ' ').collect();
    if let [last, first, ..] = pair[..]
        && first.ends_with('.')
        && language.is_abbreviation(&fold(&format!("{first}{last}")).replace('.', ""))
    {
        return true;
    }
    if !bare.is_empty() && bare.bytes().all(|byte| byte.is_ascii_digit()) {
        let first = after.split_whitespace().next().unwrap_or("");
        let word: String = fold(first).chars().take_while(|c| c.is_alphanumeric()).collect();
        let is_number = word.bytes().next().is_some_and(|byte| byte.is_ascii_digit());
        return bare.len() <= 2 && (is_number || language.follows_ordinal(&word));
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::named;

    fn cut(text: &str) -> Vec<&str> {
        let mut from = 0;
        ends(text, named("de").unwrap())
            .into_iter()
            .map(|end| text[std::mem::replace(&mut from, end)..end].trim())
            .collect()
    }

    #[test]
    fn abbreviations_and_dates() {
        assert_eq!(cut("Sie beraten z. B. Familien. Start ist am 1. Januar 2027. Fragen? Ja!").len(), 4);
        assert_eq!(cut("Wir zahlen ca. 3.600 Euro i. d. R. zum Monatsende.").len(), 1);
        assert_eq!(cut("Nach Abs. 3 gilt das. Dr. Ada Berg hilft."), ["Nach Abs. 3 gilt das.", "Dr. Ada Berg hilft."]);
    }
}
