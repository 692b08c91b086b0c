//! The folded twin of a text: what rules compare, byte for byte as long as the text itself.

/// Folds case, umlauts and ß so that every byte keeps its place: ASCII becomes lower case, `ä ö ü ß` become
/// `ae oe ue ss` (two bytes each, like their UTF-8), other Latin-1 capitals their small letters.
///
/// "Bauer" and "Baür" fall together; who must tell them apart looks at the text itself.
pub fn fold(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte < 0x80 {
            out.push(byte.to_ascii_lowercase());
            at += 1;
        } else if byte == 0xc3 {
            let (a, b) = match bytes[at + 1] {
                0x84 | 0xa4 => (b'a', b'e'),
                0x96 | 0xb6 => (b'o', b'e'),
                0x9c | 0xbc => (b'u', b'e'),
                0x9f => (b's', b's'),
                upper @ 0x80..=0x9e if upper != 0x97 => (byte, upper + 0x20),
                other => (byte, other),
            };
            out.extend([a, b]);
            at += 2;
        } else {
            let next = bytes[at..].iter().position(|&b| b < 0x80 || b == 0xc3).map_or(bytes.len(), |n| at + n);
            out.extend_from_slice(&bytes[at..next]);
            at = next;
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_ascii_lowercase())
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
