//! Cuts a folded text into words with a byte table; Unicode tables are asked only about what is not Latin.

/// One word, as a byte range of the folded text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// First byte.
    pub start: u32,
    /// First byte behind.
    pub end: u32,
}

impl Word {
    /// The letters of the word.
    pub fn of(self, folded: &str) -> &str {
        &folded[self.start as usize..self.end as usize]
    }
}

/// Cuts `folded[from..to]` into words and appends them to `out`.
///
/// A word is a run of letters and digits. Signs that write a gender form or a name stay inside
/// (`kolleg*innen`, `bewerber:in`, `don't`, `r&d`, `c++`), and points and commas inside a number (`3.600,50`);
/// `§ % € $ £` are words of their own.
pub fn words(folded: &str, from: usize, to: usize, out: &mut Vec<Word>) {
    let bytes = &folded.as_bytes()[..to];
    let mut at = from;
    while let Some(byte) = bytes.get(at) {
        // most of what stands between words is one blank
        if *byte == b' ' {
            at += 1;
            continue;
        }
        let (is_letter, length) = letter(folded, at);
        if !is_letter {
            if symbol(&folded[at..at + length]) {
                out.push(Word { start: at as u32, end: (at + length) as u32 });
            }
            at += length;
            continue;
        }
        let start = at;
        at += length;
        loop {
            // and most words are plain letters to their end
            while bytes.get(at).is_some_and(|byte| PLAIN[*byte as usize]) {
                at += 1;
            }
            if matches!(bytes.get(at), None | Some(b' ')) {
                break;
            }
            let (is_letter, length) = letter(folded, at);
            if is_letter {
                at += length;
            } else if let Some(sign) = inside(folded, at, to) {
                at += sign;
            } else {
                break;
            }
        }
        while bytes.get(at) == Some(&b'+') {
            at += 1;
        }
        out.push(Word { start: start as u32, end: at as u32 });
    }
}

/// Small letters and digits of ASCII, by byte.
const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        plain[byte] = (byte as u8).is_ascii_lowercase() || (byte as u8).is_ascii_digit();
        byte += 1;
    }
    plain
};

/// Whether a letter or digit starts at `at`, and how long the character is.
fn letter(folded: &str, at: usize) -> (bool, usize) {
    let byte = folded.as_bytes()[at];
    if byte < 0x80 {
        return (byte.is_ascii_alphanumeric(), 1);
    }
    let c = folded[at..].chars().next().unwrap_or('\u{fffd}');
    (c.is_alphanumeric(), c.len_utf8())
}

fn symbol(c: &str) -> bool {
    matches!(c, "§" | "%" | "€" | "$" | "£")
}

/// The length of the sign at `at`, behind a letter, if it belongs to the word.
fn inside(folded: &str, at: usize, to: usize) -> Option<usize> {
    let bytes = folded.as_bytes();
    let sign = match bytes[at] {
        b'.' | b',' => return joins_number(bytes, at).then_some(1),
        b'\'' | b'&' | b'*' | b'_' | b':' => 1,
        0xc2 if folded[at..].starts_with('·') => 2,
        _ => return None,
    };
    if at + sign >= to || !letter(folded, at + sign).0 {
        return None;
    }
    if bytes[at] == b':' {
        let rest = &bytes[at + 1..to];
        let run = rest.iter().take_while(|byte| byte.is_ascii_lowercase()).count();
        let ending = rest.starts_with(b"in") || (1..=2).contains(&run);
        return (bytes[at - 1].is_ascii_lowercase() && ending).then_some(sign);
    }
    Some(sign)
}

/// Whether the point or comma at `at` divides the thousands or the decimals of a number, not the parts of a date.
fn joins_number(bytes: &[u8], at: usize) -> bool {
    let digit = |byte: &&u8| byte.is_ascii_digit();
    let before = bytes[..at].iter().rev().take_while(digit).count();
    let behind = bytes[at + 1..].iter().take_while(digit).count();
    let divided =
        |sign: Option<&u8>, digit: Option<&u8>| sign == Some(&bytes[at]) && digit.is_some_and(u8::is_ascii_digit);
    let start = at - before;
    let is_date = divided(bytes.get(at + 1 + behind), bytes.get(at + 2 + behind))
        || start > 1 && divided(bytes.get(start - 1), bytes.get(start - 2));
    before > 0 && behind > 0 && (behind == 3 || !is_date)
}

/// Whether what stands between two neighbouring words lets an entry run across: blanks, a hyphen, a comma, a slash,
/// a colon, quotes, the point of an abbreviation or a date. Whether it ends the sentence is for others to say.
pub fn joined(between: &str) -> bool {
    let bytes = between.as_bytes();
    bytes.len() <= 4
        && bytes.iter().all(|byte| {
            matches!(byte, b' ' | b'-' | b',' | b'/' | b'\'' | b'"' | b':' | b'&' | b'+' | b'*' | b'_' | b'.')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        words(text, 0, text.len(), &mut out);
        out.into_iter().map(|word| word.of(text)).collect()
    }

    #[test]
    fn gender_forms_are_one_word() {
        assert_eq!(
            cut("kolleg*innen, bewerber:in und jede:r (m/w/d)"),
            ["kolleg*innen", "bewerber:in", "und", "jede:r", "m", "w", "d"]
        );
        assert_eq!(cut("team: neue leute"), ["team", "neue", "leute"]);
    }

    #[test]
    fn names_and_symbols() {
        assert_eq!(
            cut("§7 r&d c++ 50+ don't 9b 3.600,50€, 7"),
            ["§", "7", "r&d", "c++", "50+", "don't", "9b", "3.600,50", "€", "7"]
        );
    }

    #[test]
    fn numbers_and_dates() {
        assert_eq!(cut("38,5 31.03.2027 1.234.567"), ["38,5", "31", "03", "2027", "1.234.567"]);
    }

    #[test]
    fn what_joins() {
        assert!(joined(" ") && joined(", ") && joined("-") && joined(". ") && joined("/-"));
        assert!(!joined("; ") && !joined("\n") && !joined(" ("));
    }
}
