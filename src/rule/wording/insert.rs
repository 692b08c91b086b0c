//! Where a sentence that an advert lacks is written: with the equal opportunities, with the application, before the contact.

use super::fix;
use crate::document::Block;
use crate::finding::{Fix, Safety};
use crate::language::Section;
use crate::rule::context::Context;

/// The fix that writes a sentence into the advert.
pub(in crate::rule) fn inserted(context: &Context<'_>, text: &str, safety: Safety) -> Option<Fix> {
    let document = context.document;
    let contact = document.contact();
    let last_of = |section, end| {
        let holds = |block: &Block| block.section == section && document.is_open(block);
        document.blocks[..end].iter().rposition(holds)
    };
    let all = document.blocks.len();
    let edit = match last_of(Section::Diversity, all).or_else(|| last_of(Section::Apply, contact.unwrap_or(all))) {
        Some(block) => document.write_behind(block, text),
        None => match contact {
            Some(block) => document.write_before(block, text),
            None => document.write_behind(document.blocks.iter().rposition(|block| document.is_open(block))?, text),
        },
    };
    fix(text, safety, [Some(edit)])
}
