//! What a line looks like: bullet, key and value, heading; for plain text, and for Markdown that people typed as such.

/// How many bytes of a line are its bullet or number with the blanks behind it; `None` for an ordinary line.
pub(super) fn bullet(line: &str) -> Option<usize> {
    let indent = line.len() - line.trim_start().len();
    let text = &line[indent..];
    let first = text.chars().next()?;
    let glyph = match first {
        '•' | '·' | '‣' | '▪' | '▫' | '■' | '□' | '●' | '○' | '◦' | '►' | '▶' | '➢' | '➤' | '→' | '✓' | '✔' | '✅'
        | '☑' | '\u{f0b7}' | '\u{f0a7}' | '⁃' => first.len_utf8(),
        '-' | '*' | '+' | '–' | '—' | 'o' if text[first.len_utf8()..].starts_with([' ', '\t', '\u{a0}']) => {
            first.len_utf8()
        }
        c if c.is_ascii_digit() || c.is_ascii_lowercase() => {
            let label = text.bytes().take_while(u8::is_ascii_digit).count().max(usize::from(c.is_ascii_lowercase()));
            let mark = text[label..].chars().next().filter(|mark| matches!(mark, ')' | '.'))?;
            let numbered = mark == ')' || c.is_ascii_digit();
            (numbered && label <= 2 && text[label + 1..].starts_with([' ', '\t'])).then_some(label + 1)?
        }
        _ => return None,
    };
    let rest = &text[glyph..];
    let blanks = rest.len() - rest.trim_start().len();
    (blanks < rest.len()).then_some(indent + glyph + blanks)
}

/// Where the value of a "Key: value" line starts, if it is one ("Entgeltgruppe: E 9b").
pub(super) fn key_value(line: &str) -> Option<usize> {
    let colon = line.find(": ").or_else(|| line.find(":\t"))?;
    let key = line[..colon].trim();
    let starts_big = key.chars().next().is_some_and(|c| c.is_uppercase());
    let is_key =
        starts_big && key.len() <= 45 && key.split_whitespace().count() <= 4 && !key.contains(['.', '!', '?', ';']);
    (is_key && !line[colon + 1..].trim().is_empty()).then_some(colon + 1)
}

/// Whether a line may be a heading by its looks alone: short, and without the end of a sentence.
pub(super) fn heading_like(line: &str) -> bool {
    let line = line.trim();
    let long = line.chars().count() > 90 || line.split_whitespace().count() > 12;
    !line.is_empty() && !long && !line.ends_with(['.', '!', ',', ';', '-'])
}

/// Whether a text has less than `most` characters; of a long one they are not counted.
pub(super) fn is_shorter(text: &str, most: usize) -> bool {
    text.len() < 4 * most && text.chars().count() < most
}

/// Whether a line is written in capitals throughout.
pub(super) fn shouted(line: &str) -> bool {
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 4 && !line.chars().any(char::is_lowercase)
}

/// Whether a new block starts between two lines that follow each other without a blank line.
pub(super) fn breaks(before: &str, next: &str) -> bool {
    let before = before.trim();
    bullet(next).is_some()
        || key_value(next).is_some() && (is_shorter(before, 60) || key_value(before).is_some())
        || before.ends_with(':') && is_shorter(before, 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bullets() {
        assert_eq!(bullet("• Sie planen"), Some("• ".len()));
        assert_eq!(bullet("  - Sie"), Some(4));
        assert_eq!(bullet("2. Sie"), Some(3));
        assert_eq!(bullet("a) Sie"), Some(3));
        assert_eq!(
            (bullet("24. Dezember"), bullet("z. B. so"), bullet("-Sie"), bullet("- ")),
            (Some(4), None, None, None)
        );
    }

    #[test]
    fn keys() {
        assert!(key_value("Entgeltgruppe: E 9b TV-L").is_some());
        assert!(key_value("Wir bieten Ihnen in unserem Haus: alles").is_none());
        assert!(key_value("Ihre Aufgaben:").is_none());
    }
}
