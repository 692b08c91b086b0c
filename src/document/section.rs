//! Which section each block stands in, told by the headings above it.

use super::{Block, BlockKind};
use crate::language::{self, Language, Section};

/// Marks every block with its section.
pub(super) fn mark(prose: &str, blocks: &mut [Block], language: &'static Language) {
    let mut section = Section::Other;
    let mut level = 0;
    let mut seen_title = false;
    for block in blocks {
        let text = &prose[block.span.range()];
        match block.kind {
            BlockKind::Heading(0) => {
                block.section = Section::Title;
                seen_title = true;
                continue;
            }
            BlockKind::Heading(rank) => {
                let known = section_of(text, language);
                // a heading nobody knows goes on with the section it stands under, unless it stands above it
                if let Some(known) = known {
                    section = known;
                    level = rank;
                } else if rank <= level {
                    section = Section::Other;
                    level = rank;
                }
                let is_title = !seen_title && known.is_none() && rank <= 1;
                seen_title |= is_title;
                block.section = if is_title { Section::Title } else { section };
            }
            _ => {
                // "Anforderungen: …" opens a section by its key
                let key = before_colon(text).filter(|key| key.split_whitespace().count() <= 3);
                if let Some(known) = key.and_then(|key| section_of(key, language)).filter(|s| *s != Section::Title) {
                    block.section = known;
                    if known != Section::Meta {
                        section = known;
                    }
                } else {
                    block.section = section;
                }
            }
        }
    }
}

/// What stands before the first colon with a blank behind it.
fn before_colon(text: &str) -> Option<&str> {
    memchr::memchr_iter(b':', text.as_bytes()).find(|at| text[at + 1..].starts_with(' ')).map(|at| &text[..at])
}

/// The section a heading opens, in the advert's language or any other.
fn section_of(heading: &str, language: &'static Language) -> Option<Section> {
    language.section(heading).or_else(|| {
        language::all().iter().filter(|other| other.name != language.name).find_map(|other| other.section(heading))
    })
}
