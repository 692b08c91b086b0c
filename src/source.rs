//! One input as it was given: its name, its text, and the places in it.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;
use std::sync::OnceLock;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use serde::{Deserialize, Serialize};

/// Marks spans that count bytes of the text as given.
#[derive(Debug)]
pub enum Raw {}

/// Marks spans that count bytes of the prose that a document was read into.
#[derive(Debug)]
pub enum Prose {}

/// A half-open byte range in one kind of text; the two kinds cannot be mixed.
#[derive(Deserialize, Serialize)]
#[serde(bound = "")]
pub struct Span<T> {
    /// First byte.
    pub start: u32,
    /// First byte behind.
    pub end: u32,
    #[serde(skip)]
    text: PhantomData<fn() -> T>,
}

impl<T> Span<T> {
    /// The span from `start` up to `end`, both in bytes.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end);
        Self { start: start as u32, end: end as u32, text: PhantomData }
    }

    /// The empty span at `at`.
    pub fn at(at: usize) -> Self {
        Self::new(at, at)
    }

    /// The byte range, for slicing.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the two spans share a byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that holds both.
    pub fn hull(self, other: Self) -> Self {
        Self::new(self.start.min(other.start) as usize, self.end.max(other.end) as usize)
    }
}

impl<T> Clone for Span<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Span<T> {}
impl<T> PartialEq for Span<T> {
    fn eq(&self, other: &Self) -> bool {
        (self.start, self.end) == (other.start, other.end)
    }
}
impl<T> Eq for Span<T> {}
impl<T> PartialOrd for Span<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Span<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.start, self.end).cmp(&(other.start, other.end))
    }
}
impl<T> fmt::Debug for Span<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// Where a byte of the text stands, in every unit that a reader may count in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// UTF-8 bytes from 0.
    pub offset: u32,
    /// Lines from 1.
    pub line: u32,
    /// Characters (Unicode scalar values) from 1; a byte order mark counts as none.
    pub column: u32,
    /// UTF-16 code units from 0, counted from the start of the text.
    pub utf16: u32,
}

/// How many bytes lie between places where characters were counted.
const STRIDE: usize = 1024;

/// How many characters and UTF-16 units stand before a byte.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    characters: u32,
    utf16: u32,
}

impl Counts {
    /// These and those of the characters that start in `bytes`.
    fn and(self, bytes: &[u8]) -> Self {
        let characters = bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count() as u32;
        let pairs = bytes.iter().filter(|byte| **byte >= 0xf0).count() as u32;
        Self { characters: self.characters + characters, utf16: self.utf16 + characters + pairs }
    }
}

/// Why bytes are not an advert.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// The bytes hold a NUL or look like a binary file.
    NotText,
}

/// One input: its name, its text as UTF-8, and how it was encoded.
#[derive(Debug)]
pub struct Source {
    name: String,
    text: String,
    encoding: &'static Encoding,
    lines: OnceLock<Vec<u32>>,
    /// What stands before every [`STRIDE`]th byte.
    counts: OnceLock<Vec<Counts>>,
    shown: OnceLock<String>,
}

impl Source {
    /// A source from text that is already UTF-8.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            text: text.into(),
            encoding: UTF_8,
            lines: OnceLock::new(),
            counts: OnceLock::new(),
            shown: OnceLock::new(),
        }
    }

    /// Reads bytes as UTF-8 (with or without byte order mark), as UTF-16 with byte order mark, else as Windows-1252.
    ///
    /// # Errors
    /// [`Unreadable::NotText`] when the bytes hold a NUL character.
    pub fn decode(name: impl Into<String>, bytes: Vec<u8>) -> Result<Self, Unreadable> {
        let (text, encoding) = match Encoding::for_bom(&bytes) {
            Some((encoding, mark)) if encoding == UTF_16LE || encoding == UTF_16BE => {
                (encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned(), encoding)
            }
            _ => match String::from_utf8(bytes) {
                Ok(text) => (text, UTF_8),
                Err(error) => (WINDOWS_1252.decode_without_bom_handling(error.as_bytes()).0.into_owned(), WINDOWS_1252),
            },
        };
        if memchr::memchr(0, text.as_bytes()).is_some() {
            return Err(Unreadable::NotText);
        }
        Ok(Self { encoding, ..Self::new(name, text) })
    }

    /// Another text under the same name and encoding.
    pub fn with_text(&self, text: String) -> Self {
        Self { encoding: self.encoding, ..Self::new(self.name.clone(), text) }
    }

    /// The text as bytes in the encoding that the source was read from, with its byte order mark; `None` when the
    /// encoding lacks a character.
    pub fn encode(&self) -> Option<Vec<u8>> {
        if self.encoding == WINDOWS_1252 {
            let (bytes, _, lossy) = WINDOWS_1252.encode(&self.text);
            return (!lossy).then(|| bytes.into_owned());
        }
        let units = std::iter::once(0xfeff).chain(self.text.encode_utf16());
        Some(match self.encoding {
            encoding if encoding == UTF_16LE => units.flat_map(u16::to_le_bytes).collect(),
            encoding if encoding == UTF_16BE => units.flat_map(u16::to_be_bytes).collect(),
            _ => self.text.clone().into_bytes(),
        })
    }

    /// The name shown to people: a path, or what `--stdin-filename` says.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text; a UTF-8 byte order mark stays in it, so that offsets are offsets in the file.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The encoding that the bytes were in.
    pub fn encoding(&self) -> &'static Encoding {
        self.encoding
    }

    /// The line and column of a byte offset; an offset behind the end is the end.
    pub fn place(&self, offset: u32) -> Place {
        let offset = (offset as usize).min(self.text.len());
        let lines = self.lines();
        let line = lines.partition_point(|&start| start as usize <= offset) - 1;
        let (here, start) = (self.before(offset), self.before(lines[line] as usize));
        let mark = u32::from(line == 0 && offset > 0 && self.text.starts_with('\u{feff}'));
        let column = here.characters - start.characters - mark + 1;
        Place { offset: offset as u32, line: line as u32 + 1, column, utf16: here.utf16 }
    }

    /// Counts what stands before a byte; only what lies behind the last counted byte is looked at.
    fn before(&self, offset: usize) -> Counts {
        let bytes = self.text.as_bytes();
        let counts = self.counts.get_or_init(|| {
            let mut sum = Counts::default();
            let parts = bytes.chunks(STRIDE).map(|part| {
                let next = sum.and(part);
                std::mem::replace(&mut sum, next)
            });
            parts.collect::<Vec<_>>()
        });
        let last = counts.get(offset / STRIDE).copied();
        let (from, counted) = match last {
            Some(counted) => (offset / STRIDE * STRIDE, counted),
            // the end of a text whose length is a multiple of the stride
            None if offset >= STRIDE => (offset - STRIDE, counts[offset / STRIDE - 1]),
            None => (0, Counts::default()),
        };
        counted.and(&bytes[from..offset])
    }

    /// The byte range of a line, without its line ending; `line` counts from 0.
    fn line(&self, line: usize) -> Range<usize> {
        let lines = self.lines();
        let start = lines[line] as usize;
        let end = lines.get(line + 1).map_or(self.text.len(), |&next| next as usize);
        let end = start + self.text[start..end].trim_end_matches(['\n', '\r']).len();
        start..end
    }

    fn lines(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let breaks = memchr::memchr_iter(b'\n', self.text.as_bytes()).map(|at| at as u32 + 1);
            std::iter::once(0).chain(breaks).collect()
        })
    }

    /// The text with every character that could steer a terminal replaced by one of the same length.
    fn shown(&self) -> &str {
        self.shown.get_or_init(|| self.text.chars().map(harmless).collect())
    }
}

/// A character that a terminal prints and nothing more, as many bytes long as `c`.
pub(crate) fn harmless(c: char) -> char {
    match c {
        '\n' | '\r' | '\t' => c,
        c if c.is_ascii_control() => '?',
        '\u{80}'..='\u{9f}' => '¿',
        '\u{feff}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        c => c,
    }
}

/// How many characters of a long line are shown on either side of a finding.
const AROUND: usize = 60;

impl SourceCode for Source {
    /// Lines around a span. Columns count characters, and of a long line only the stretch around the span is given:
    /// the reporter's own implementation counts bytes, scans from the start each time, and prints whole paragraphs.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let start = span.offset();
        let end = start + span.len();
        if end > self.text.len() {
            return Err(MietteError::OutOfBounds);
        }
        let place = self.place(start as u32);
        let lines = self.lines();
        let first = place.line as usize - 1;
        let last = lines.partition_point(|&line| (line as usize) < end.max(start + 1)) - 1;
        let from = self.line(first.saturating_sub(before)).start;
        let to = self.line((last + after).min(lines.len() - 1)).end;

        let text = self.shown();
        let left = text[from..start].char_indices().rev().nth(AROUND - 1).map_or(from, |(at, _)| from + at);
        let right = text[end..to.max(end)].char_indices().nth(AROUND).map_or(to.max(end), |(at, _)| end + at);
        let cut = place.line as usize - text[left..start].matches('\n').count();
        let column = if before == 0 && after == 0 { place.column as usize - 1 } else { 0 };
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            &text.as_bytes()[if column > 0 { start } else { left }..right],
            SourceSpan::from(if column > 0 { start..right } else { left..right }),
            cut - 1,
            column,
            lines.len(),
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_characters() {
        let source = Source::new("a.md", "\u{feff}Für\r\nKöln 👩🏽‍💻 x");
        let at = source.text().find('x').unwrap() as u32;
        assert_eq!((source.place(at).line, source.place(at).column), (2, 11));
        assert_eq!(source.place(3), Place { offset: 3, line: 1, column: 1, utf16: 1 });
    }

    #[test]
    fn encodings() {
        let latin = Source::decode("a.txt", b"f\xfcr".to_vec()).unwrap();
        assert_eq!((latin.text(), latin.encoding()), ("für", WINDOWS_1252));
        let wide = Source::decode("a.txt", b"\xff\xfef\0\xfc\0".to_vec()).unwrap();
        assert_eq!((wide.text(), wide.encoding()), ("fü", UTF_16LE));
        assert_eq!(Source::decode("a.md", b"a\0b".to_vec()).err(), Some(Unreadable::NotText));
        for bytes in [&b"f\xfcr\x81"[..], b"\xff\xfef\0\xfc\0", b"\xfe\xff\0f", b"\xef\xbb\xbff"] {
            assert_eq!(Source::decode("a.txt", bytes.to_vec()).unwrap().encode().as_deref(), Some(bytes));
        }
        assert_eq!(latin.with_text("ł".to_owned()).encode(), None);
    }
}
