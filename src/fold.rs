//! The folded twin of a text: what rules compare, byte for byte as long as the text itself.

/// Folds case, umlauts and ß so that every byte keeps its place: ASCII becomes lower case, `ä ö ü ß` become
/// `ae oe ue ss` (two bytes each, like their UTF-8), other Latin-1 capitals their small letters.
///
/// "Bauer" and "Baür" fall together; who must tell them apart looks at the text itself.
pub fn fold(text: &str) -> String {
    let mut bytes = text.to_ascii_lowercase().into_bytes();
    let mut at = 0;
    // no character but those of Latin-1 starts with this byte, and none goes on with it
    while let Some(found) = memchr::memchr(0xc3, &bytes[at..]) {
        at += found;
        let pair = match bytes[at + 1] {
            0x84 | 0xa4 => *b"ae",
            0x96 | 0xb6 => *b"oe",
            0x9c | 0xbc => *b"ue",
            0x9f => *b"ss",
            upper @ 0x80..=0x9e if upper != 0x97 => [0xc3, upper + 0x20],
            other => [0xc3, other],
        };
        bytes[at..at + 2].copy_from_slice(&pair);
        at += 2;
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_every_byte_in_place() {
        for text in ["Für Köche, Straße – ÄÖÜ É 😀 x", "ǄÃ×"] {
            assert_eq!(fold(text).len(), text.len());
        }
        assert_eq!(fold("Größe É"), "groesse é");
    }
}
