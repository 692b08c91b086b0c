//! Where a sentence that an advert lacks is written: with the equal opportunities, with the application, before the contact.

use super::fix;
use crate::document::{Block, BlockKind, Document, Format};
use crate::finding::{Fix, Safety};
use crate::language::Section;
use crate::rule::context::Context;

/// The fix that writes a sentence into the advert.
pub(in crate::rule) fn inserted(context: &Context<'_>, text: &str, safety: Safety) -> Option<Fix> {
    let document = context.document;
    let last_of =
        |section| document.blocks.iter().rposition(|block| block.section == section && is_open(document, block));
    let edit = match last_of(Section::Diversity).or_else(|| last_of(Section::Apply)) {
        Some(block) => document.write_behind(block, text),
        None => match contact(document) {
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

/// The first of the last blocks that hold a mail address or a telephone number.
fn contact(document: &Document) -> Option<usize> {
    let holds = |block: &Block| {
        let text = &document.prose[block.span.range()];
        let digits = text.split(|c: char| !matches!(c, '0'..='9' | ' ' | '/' | '-' | '+' | '(' | ')'));
        let is_number = |run: &str| {
            run.bytes().filter(u8::is_ascii_digit).count() >= 7 && run.trim_start().starts_with(['0', '+', '('])
        };
        is_open(document, block) && (text.contains('@') || digits.into_iter().any(is_number))
    };
    let last = document.blocks.iter().rposition(holds).filter(|last| *last > 0)?;
    let before = document.blocks[..last].iter().rposition(|block| !holds(block)).map_or(0, |at| at + 1);
    Some(before.max(1))
}
