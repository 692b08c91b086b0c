//! Joins the pieces of text that a reader meets into blocks of prose, and keeps the map.

use super::map::Map;
use super::{Block, BlockKind};
use crate::source::{Prose, Raw, Span};

/// The prose under construction. Readers open a block, hand over text, and close it.
pub(super) struct Builder<'a> {
    text: &'a str,
    pub(super) prose: String,
    pub(super) map: Map,
    pub(super) blocks: Vec<Block>,
    open: Option<(BlockKind, usize)>,
    /// The block that introduces the list being read.
    pub(super) intro: Option<u32>,
    /// Whether Markdown's signs mean nothing in what is being read.
    pub(super) is_literal: bool,
    /// Stretches of code that are read as prose.
    pub(super) code: Vec<Span<Raw>>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let prose = String::with_capacity(text.len());
        Self {
            text,
            prose,
            map: Map::default(),
            blocks: Vec::new(),
            open: None,
            intro: None,
            is_literal: false,
            code: Vec::new(),
        }
    }

    /// Starts a block; one that is open ends.
    pub(super) fn open(&mut self, kind: BlockKind) {
        self.close();
        self.open = Some((kind, self.prose.len()));
    }

    /// What kind of block is open.
    pub(super) fn kind(&self) -> Option<BlockKind> {
        self.open.map(|(kind, _)| kind)
    }

    /// Turns the open block into another kind.
    pub(super) fn turn_into(&mut self, kind: BlockKind) {
        if let Some((open, _)) = &mut self.open {
            *open = kind;
        }
    }

    /// The prose of the open block so far.
    pub(super) fn written(&self) -> &str {
        self.open.map_or("", |(_, start)| &self.prose[start..])
    }

    /// Ends the open block; an empty one leaves no trace.
    pub(super) fn close(&mut self) {
        let Some((kind, start)) = self.open.take() else { return };
        let kept = start + self.prose[start..].trim_end().len();
        self.map.pop(self.prose.len() - kept);
        self.prose.truncate(kept);
        if kept == start {
            return;
        }
        let intro = if kind == BlockKind::Item { self.intro } else { None };
        let is_literal = self.is_literal || kind == BlockKind::Heading(0);
        let (span, section) = (Span::new(start, kept), crate::language::Section::Other);
        self.blocks.push(Block { kind, span, section, intro, is_literal });
        let end = self.map.raw(Span::<Prose>::new(kept - 1, kept)).end as usize;
        self.push_char('\n', Span::at(end));
    }

    /// The index of the block closed last.
    pub(super) fn last(&self) -> Option<u32> {
        self.blocks.len().checked_sub(1).map(|at| at as u32)
    }

    /// Adds raw text, made plain: typographic quotes and dashes become ASCII, soft hyphens go, blanks of all kinds
    /// become blanks, decomposed umlauts are composed.
    pub(super) fn text(&mut self, raw: Span<Raw>) {
        if self.open.is_none() {
            self.open(BlockKind::Paragraph);
        }
        let (mut at, end) = (raw.start as usize, raw.end as usize);
        while at < end {
            let rest = &self.text.as_bytes()[at..end];
            let plain = plain_length(rest);
            if plain > 0 {
                self.prose.push_str(&self.text[at..at + plain]);
                self.map.push(plain, Span::new(at, at + plain));
                at += plain;
                continue;
            }
            let c = self.text[at..end].chars().next().unwrap_or(' ');
            self.special(c, Span::new(at, at + c.len_utf8()));
            at += c.len_utf8();
        }
    }

    /// Adds text that differs from the raw text behind it, such as an entity.
    pub(super) fn replaced(&mut self, text: &str, raw: Span<Raw>) {
        match text.chars().next() {
            Some(c) if text.len() == c.len_utf8() && (c.is_ascii() && is_special(c as u8) || !c.is_ascii()) => {
                self.special(c, raw);
            }
            Some(_) => {
                if self.open.is_none() {
                    self.open(BlockKind::Paragraph);
                }
                self.prose.push_str(text);
                self.map.push(text.len(), raw);
            }
            None => {}
        }
    }

    /// Adds a blank for white space or a line break at `raw`, unless one stands there already.
    pub(super) fn blank(&mut self, raw: Span<Raw>) {
        if self.open.is_some() && !self.written().is_empty() && !self.prose.ends_with(' ') {
            self.push_char(' ', raw);
        }
    }

    /// Joins a line to the one before: mends a word cut by a hyphen, else adds a blank.
    pub(super) fn join_line(&mut self, raw: Span<Raw>, next_line: &str) {
        let word = next_line.trim_start();
        let starts_small = word.chars().next().is_some_and(char::is_lowercase);
        let suspended = ["und ", "oder ", "bzw", "sowie ", "and ", "or "].iter().any(|w| word.starts_with(w));
        let mut before = self.written().chars().rev();
        let cut = before.next() == Some('-') && before.next().is_some_and(char::is_alphabetic);
        if cut && starts_small && !suspended {
            self.prose.pop();
            self.map.pop(1);
        } else if !cut || suspended {
            self.blank(raw);
        }
    }

    fn special(&mut self, c: char, raw: Span<Raw>) {
        if self.open.is_none() {
            self.open(BlockKind::Paragraph);
        }
        match c {
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
            '\t' | '\r' | '\n' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => {
                self.blank(raw);
            }
            '\u{2010}'..='\u{2015}' | '\u{2212}' => self.push_char('-', raw),
            '\u{2018}'..='\u{201b}' | '\u{2039}' | '\u{203a}' => self.push_char('\'', raw),
            '\u{201c}'..='\u{201f}' | '«' | '»' => self.push_char('"', raw),
            'ﬀ' => self.push_str("ff", raw),
            'ﬁ' => self.push_str("fi", raw),
            'ﬂ' => self.push_str("fl", raw),
            '\u{308}' => self.compose(raw),
            c => self.push_char(c, raw),
        }
    }

    /// A combining diaeresis makes an umlaut of the letter before it.
    fn compose(&mut self, raw: Span<Raw>) {
        let umlaut = match self.written().chars().next_back() {
            Some('a') => 'ä',
            Some('o') => 'ö',
            Some('u') => 'ü',
            Some('A') => 'Ä',
            Some('O') => 'Ö',
            Some('U') => 'Ü',
            _ => return,
        };
        let at = self.prose.len() - 1;
        let letter = self.map.raw(Span::<Prose>::new(at, at + 1));
        self.prose.pop();
        self.map.pop(1);
        self.push_char(umlaut, letter.hull(raw));
    }

    fn push_char(&mut self, c: char, raw: Span<Raw>) {
        self.prose.push(c);
        self.map.push(c.len_utf8(), raw);
    }

    fn push_str(&mut self, text: &str, raw: Span<Raw>) {
        self.prose.push_str(text);
        self.map.push(text.len(), raw);
    }
}

/// How many bytes from the start on are none that [`is_special`] is asked about.
fn plain_length(bytes: &[u8]) -> usize {
    // eight at a time, as long as all are printable ASCII
    let is_plain = |eight: &&[u8]| eight.iter().fold(true, |plain, byte| plain & matches!(byte, 0x20..=0x7f));
    let start = 8 * bytes.chunks_exact(8).take_while(is_plain).count();
    start + bytes[start..].iter().position(|byte| is_special(*byte)).unwrap_or(bytes.len() - start)
}

/// Bytes that start a character which `special` may change.
fn is_special(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\r' | b'\n' | 0xc2 | 0xcc | 0xe2 | 0xe3 | 0xef)
}
