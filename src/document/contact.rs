//! Where an advert tells whom to ask: the last lines that hold an address or a number.

use super::{Block, BlockKind, Document, Format};

/// How long a line may be, in bytes, that is an address and no sentence about applying.
const ADDRESS: usize = 90;

/// How many digits a telephone number has at least.
const DIGITS: usize = 7;

impl Document {
    /// Whether text may be written beside a block: not inside HTML, and not in the front matter.
    pub fn is_open(&self, block: &Block) -> bool {
        block.kind != BlockKind::Heading(0) && (!block.is_literal || self.format == Format::Plain)
    }

    /// The first of the last lines that hold a mail address or a telephone number, with the heading before them.
    pub fn contact(&self) -> Option<usize> {
        *self.contact.get_or_init(|| self.find_contact())
    }

    fn find_contact(&self) -> Option<usize> {
        let holds = |block: &Block| {
            let text = &self.prose[block.span.range()];
            let digits = text.split(|c: char| !matches!(c, '0'..='9' | ' ' | '/' | '-' | '+' | '(' | ')'));
            let is_number = |run: &str| {
                let run = run.trim_start();
                let begins = run.starts_with(['0', '+']) || run.starts_with('(') && run.contains(')');
                begins && run.bytes().filter(u8::is_ascii_digit).count() >= DIGITS
            };
            let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let is_mail = |at| is_letter(text[..at].chars().next_back()) && is_letter(text[at + 1..].chars().next());
            let is_line = text.len() <= ADDRESS && !text.trim_end().ends_with(['.', '!', '?']);
            let mut signs = memchr::memchr_iter(b'@', text.as_bytes());
            let may_be_number = text.bytes().filter(u8::is_ascii_digit).count() >= DIGITS;
            self.is_open(block) && is_line && (signs.any(is_mail) || may_be_number && digits.into_iter().any(is_number))
        };
        let last = self.blocks.iter().rposition(holds).filter(|last| *last > 0)?;
        let mut first = self.blocks[..last].iter().rposition(|block| !holds(block)).map_or(0, |at| at + 1);
        let kind = |at: usize| self.blocks[at].kind;
        // a list is not torn apart, and a heading stays with what it announces
        while first > 1 && kind(first) == BlockKind::Item && kind(first - 1) == BlockKind::Item {
            first -= 1;
        }
        if first > 1 && matches!(kind(first - 1), BlockKind::Heading(2..)) {
            first -= 1;
        }
        Some(first.max(1))
    }
}
