//! Where a sentence that an advert lacks is written: with the equal opportunities, with the application, before the contact.

use super::fix;
use crate::document::{Block, BlockKind, Document, Format};
use crate::finding::{Fix, Safety};
use crate::language::Section;
use crate::rule::context::Context;

/// The fix that writes a sentence into the advert.
pub(in crate::rule) fn inserted(context: &Context<'_>, text: &str, safety: Safety) -> Option<Fix> {
    let document = context.document;
    let contact = contact(document);
    let last_of = |section, end| {
        let holds = |block: &Block| block.section == section && is_open(document, block);
        document.blocks[..end].iter().rposition(holds)
    };
    let all = document.blocks.len();
    let edit = match last_of(Section::Diversity, all).or_else(|| last_of(Section::Apply, contact.unwrap_or(all))) {
        Some(block) => document.write_behind(block, text),
        None => match contact {
            Some(block) => document.write_before(block, text),
            None => document.write_behind(document.blocks.iter().rposition(|block| is_open(document, block))?, text),
        },
    };
    fix(text, safety, [Some(edit)])
}

/// Whether text may be written beside a block: not inside HTML, and not in the front matter.
fn is_open(document: &Document, block: &Block) -> bool {
    block.kind != BlockKind::Heading(0) && (!block.is_literal || document.format == Format::Plain)
}

/// How long a line may be, in bytes, that is an address and no sentence about applying.
const ADDRESS: usize = 90;

/// The first of the last lines that hold a mail address or a telephone number, with the heading before them.
fn contact(document: &Document) -> Option<usize> {
    let holds = |block: &Block| {
        let text = &document.prose[block.span.range()];
        let digits = text.split(|c: char| !matches!(c, '0'..='9' | ' ' | '/' | '-' | '+' | '(' | ')'));
        let is_number = |run: &str| {
            run.bytes().filter(u8::is_ascii_digit).count() >= 7 && run.trim_start().starts_with(['0', '+', '('])
        };
        let is_line = text.len() <= ADDRESS && !text.trim_end().ends_with(['.', '!', '?']);
        is_open(document, block) && is_line && (text.contains('@') || digits.into_iter().any(is_number))
    };
    let last = document.blocks.iter().rposition(holds).filter(|last| *last > 0)?;
    let mut first = document.blocks[..last].iter().rposition(|block| !holds(block)).map_or(0, |at| at + 1);
    let kind = |at: usize| document.blocks[at].kind;
    // a list is not torn apart, and a heading stays with what it announces
    while first > 1 && kind(first) == BlockKind::Item && kind(first - 1) == BlockKind::Item {
        first -= 1;
    }
    if first > 1 && matches!(kind(first - 1), BlockKind::Heading(2..)) {
        first -= 1;
    }
    Some(first.max(1))
}
