//! A text that an editor holds open, and positions in it as the editor counts them.

use lsp_types::{Position, PositionEncodingKind, Range, TextDocumentContentChangeEvent};

use crate::source::{Raw, Span};

/// What an editor counts within a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Units {
    /// Bytes.
    Utf8,
    /// UTF-16 code units, what every editor can do.
    Utf16,
}

impl Units {
    /// Bytes when the editor offers them.
    pub(super) fn agreed(offered: Option<&[PositionEncodingKind]>) -> Self {
        if offered.unwrap_or_default().contains(&PositionEncodingKind::UTF8) { Self::Utf8 } else { Self::Utf16 }
    }

    /// The name of the units in the protocol.
    pub(super) fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
        }
    }

    fn of(self, c: char) -> usize {
        match self {
            Self::Utf8 => c.len_utf8(),
            Self::Utf16 => c.len_utf16(),
        }
    }
}

/// A text with the starts of its lines.
#[derive(Debug)]
pub(super) struct Text {
    text: String,
    lines: Vec<usize>,
    units: Units,
}

impl Text {
    /// A text whose positions are counted in `units`.
    pub(super) fn new(text: String, units: Units) -> Self {
        let lines = line_starts(&text);
        Self { text, lines, units }
    }

    /// The text.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// Applies a change; a range outside the text is taken to end where the text does.
    pub(super) fn apply(&mut self, change: TextDocumentContentChangeEvent) {
        match change.range {
            None => self.text = change.text,
            Some(range) => {
                let start = self.offset(range.start);
                let end = self.offset(range.end).max(start);
                self.text.replace_range(start..end, &change.text);
            }
        }
        self.lines = line_starts(&self.text);
    }

    /// The byte offset of a position; behind the end of a line is its end.
    pub(super) fn offset(&self, position: Position) -> usize {
        let Some(&start) = self.lines.get(position.line as usize) else { return self.text.len() };
        let end = self.lines.get(position.line as usize + 1).map_or(self.text.len(), |&next| next);
        let line = self.text[start..end].trim_end_matches(['\n', '\r']);
        let mut left = position.character as usize;
        for (at, c) in line.char_indices() {
            if left < self.units.of(c) {
                return start + at;
            }
            left -= self.units.of(c);
        }
        start + line.len()
    }

    /// The position of a byte offset.
    pub(super) fn position(&self, offset: usize) -> Position {
        let line = self.lines.partition_point(|&start| start <= offset) - 1;
        let units = self.text[self.lines[line]..offset].chars().map(|c| self.units.of(c)).sum::<usize>();
        Position::new(line as u32, units as u32)
    }

    /// The range of a span.
    pub(super) fn range(&self, span: Span<Raw>) -> Range {
        Range::new(self.position(span.start as usize), self.position(span.end as usize))
    }

    /// The span of a range.
    pub(super) fn span(&self, range: Range) -> Span<Raw> {
        let start = self.offset(range.start);
        Span::new(start, self.offset(range.end).max(start))
    }

    /// The line up to a position.
    pub(super) fn before(&self, position: Position) -> &str {
        let offset = self.offset(position);
        let line = self.lines.partition_point(|&start| start <= offset) - 1;
        &self.text[self.lines[line]..offset]
    }
}

/// Lines end as the protocol says: at LF, CR LF and CR.
fn line_starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let is_end = |at: usize| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n');
    let ends = memchr::memchr2_iter(b'\n', b'\r', bytes).filter(|&at| is_end(at));
    std::iter::once(0).chain(ends.map(|at| at + 1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "Für 👩🏽‍💻\r\nKöln\rEnde\n";

    #[test]
    fn positions_go_there_and_back_in_both_units() {
        for units in [Units::Utf8, Units::Utf16] {
            let text = Text::new(SAMPLE.to_owned(), units);
            for (at, c) in SAMPLE.char_indices().filter(|(_, c)| *c != '\n') {
                assert_eq!(text.offset(text.position(at)), at, "{c:?}");
            }
        }
        let text = Text::new(SAMPLE.to_owned(), Units::Utf16);
        assert_eq!(text.position(SAMPLE.find("Köln").unwrap()), Position::new(1, 0));
        assert_eq!(text.position(SAMPLE.find("Ende").unwrap()), Position::new(2, 0));
        assert_eq!(text.position(SAMPLE.find('👩').unwrap() + "👩🏽".len()), Position::new(0, 8));
    }

    #[test]
    fn changes_apply_in_order_and_never_outside_the_text() {
        let mut text = Text::new("eins\nzwei".to_owned(), Units::Utf16);
        let change = |from: (u32, u32), to: (u32, u32), with: &str| TextDocumentContentChangeEvent {
            range: Some(Range::new(Position::new(from.0, from.1), Position::new(to.0, to.1))),
            range_length: None,
            text: with.to_owned(),
        };
        text.apply(change((0, 99), (1, 0), ", "));
        assert_eq!(text.as_str(), "eins, zwei");
        text.apply(change((7, 0), (9, 9), "!"));
        assert_eq!(text.as_str(), "eins, zwei!");
        text.apply(change((0, 4), (0, 1), ""));
        assert_eq!(text.as_str(), "eins, zwei!");
    }
}
