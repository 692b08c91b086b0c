//! Edits of the text as given that leave the markup around them whole.

use super::{Block, BlockKind, Document, shape};
use crate::finding::Edit;
use crate::source::{Prose, Span};

/// Signs that belong to the markup when they stand between two pieces of prose.
const MARKUP: [char; 9] = ['*', '_', '`', '[', ']', '<', '>', '~', '|'];

impl Document {
    /// The edit that writes `text` in the place of a span of prose; `None` inside code, and where markup stands between
    /// the pieces of the span.
    pub fn edit(&self, span: Span<Prose>, text: &str) -> Option<Edit> {
        let raw = self.raw(span);
        let source = self.source.text();
        let mut at = raw.start as usize;
        for piece in self.map.pieces(span).map(Span::range) {
            if source.get(at..piece.start).is_some_and(|gap| gap.contains(MARKUP)) {
                return None;
            }
            at = piece.end;
        }
        let is_code = self.code.iter().any(|code| code.contains(raw));
        let text = self.block_of(span).map(|block| block.written(text))?;
        (!is_code).then_some(Edit { span: raw, text })
    }

    /// The edit that writes `text` behind a span of prose; `None` inside code.
    pub fn append(&self, span: Span<Prose>, text: &str) -> Option<Edit> {
        let end = self.raw(span).end as usize;
        let behind = Span::at(end);
        let is_code = self.code.iter().any(|code| code.start < behind.start && behind.start < code.end);
        let text = self.block_of(span).map(|block| block.written(text))?;
        (!is_code).then_some(Edit { span: behind, text })
    }

    /// The block that a span of prose starts in.
    pub fn block_of(&self, span: Span<Prose>) -> Option<&Block> {
        let next = self.blocks.partition_point(|block| block.span.start <= span.start);
        self.blocks[..next].last()
    }
}

/// Writing a sentence as a paragraph, or as a bullet among bullets.
impl Document {
    /// The edit that writes a sentence behind a block.
    pub fn write_behind(&self, block: usize, sentence: &str) -> Edit {
        let text = self.source.text();
        let own = &self.blocks[block];
        let mut end = self.line_end(self.raw(own.span).end as usize);
        while own.kind == BlockKind::Cell && self.next_line(end).is_some_and(|next| next.trim_start().starts_with('|'))
        {
            end = self.line_end(end + 1);
        }
        let sentence = own.written(sentence);
        let (line, lead) = (self.line_break(), self.lead(block, true));
        let next = self.next_line(end).filter(|next| !next.trim().is_empty());
        let (before, is_list) = match lead {
            Some(ref lead) if self.is_tight(block) => (format!("{line}{lead}"), true),
            Some(ref lead) => (format!("{line}{line}{lead}"), true),
            None => (format!("{line}{line}{}", self.quote_lead(block)), false),
        };
        // what follows must not run on in the new paragraph
        let goes_on = next.is_some_and(|next| !(is_list && shape::bullet(next).is_some()));
        let behind = if goes_on { line } else { "" };
        let end = if text[..end].ends_with('\r') { end - 1 } else { end };
        Edit { span: Span::at(end), text: format!("{before}{sentence}{behind}") }
    }

    /// The edit that writes a sentence before a block.
    pub fn write_before(&self, block: usize, sentence: &str) -> Edit {
        let text = self.source.text();
        let own = &self.blocks[block];
        let start = self.line_start(self.raw(own.span).start as usize);
        let (line, sentence) = (self.line_break(), own.written(sentence));
        let before = text[..start].lines().next_back().filter(|before| !before.trim().is_empty());
        match self.lead(block, false) {
            Some(lead) if self.is_tight(block) => {
                Edit { span: Span::at(start), text: format!("{lead}{sentence}{line}") }
            }
            Some(lead) => Edit { span: Span::at(start), text: format!("{lead}{sentence}{line}{line}") },
            None => {
                let apart = if before.is_some() { line } else { "" };
                let quote = self.quote_lead(block);
                Edit { span: Span::at(start), text: format!("{apart}{quote}{sentence}{line}{line}") }
            }
        }
    }

    /// The bullet of a block with its indentation; a number is that of the next item when `next` is wanted.
    fn lead(&self, block: usize, next: bool) -> Option<String> {
        let own = &self.blocks[block];
        if own.kind != BlockKind::Item {
            return None;
        }
        let start = self.line_start(self.raw(own.span).start as usize);
        let line = &self.source.text()[start..];
        let line = line.lines().next().unwrap_or("");
        let lead = &line[..shape::bullet(line)?];
        let digits: String = lead.chars().filter(char::is_ascii_digit).collect();
        let number = digits.parse::<u32>().ok().filter(|_| next);
        Some(number.map_or_else(|| lead.to_owned(), |number| lead.replace(&digits, &(number + 1).to_string())))
    }

    /// The signs of the quotation that a block stands in.
    fn quote_lead(&self, block: usize) -> &str {
        let start = self.line_start(self.raw(self.blocks[block].span).start as usize);
        let line = &self.source.text()[start..];
        let length = line.len() - line.trim_start_matches(['>', ' ']).len();
        if line.starts_with('>') { &line[..length] } else { "" }
    }

    /// Whether no blank line stands between a bullet and its neighbour.
    fn is_tight(&self, block: usize) -> bool {
        let start = self.line_start(self.raw(self.blocks[block].span).start as usize);
        let before = self.source.text()[..start].lines().next_back().unwrap_or("");
        let has_neighbour = block > 0 && self.blocks[block - 1].kind == BlockKind::Item;
        !(has_neighbour && before.trim().is_empty())
    }

    fn line_start(&self, at: usize) -> usize {
        memchr::memrchr(b'\n', &self.source.text().as_bytes()[..at]).map_or(0, |before| before + 1)
    }

    fn line_end(&self, at: usize) -> usize {
        self.source.text()[at..].find('\n').map_or(self.source.text().len(), |length| at + length)
    }

    fn next_line(&self, end: usize) -> Option<&str> {
        self.source.text().get(end + 1..).and_then(|rest| rest.lines().next())
    }

    fn line_break(&self) -> &'static str {
        let is_windows = memchr::memmem::find(self.source.text().as_bytes(), b"\r\n").is_some();
        if is_windows { "\r\n" } else { "\n" }
    }
}

impl Block {
    /// `text` as it is written here: Markdown would eat a star between two letters.
    pub fn written(&self, text: &str) -> String {
        if self.is_literal { text.to_owned() } else { escaped(text) }
    }
}

/// Escapes every star between two letters.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    let mut chars = text.chars().peekable();
    let mut before = None;
    while let Some(c) = chars.next() {
        let inside = before.is_some_and(char::is_alphabetic) && chars.peek().is_some_and(|next| next.is_alphabetic());
        if c == '*' && inside {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    fn edited(text: &str, word: &str, by: &str) -> Option<String> {
        let document = Document::read(Source::new("a.md", text));
        let at = document.prose.find(word).unwrap();
        let edit = document.edit(Span::new(at, at + word.len()), by)?;
        let mut out = text.to_owned();
        out.replace_range(edit.span.range(), &edit.text);
        Some(out)
    }

    #[test]
    fn markup_stays_whole() {
        assert_eq!(edited("Ein **Koch** da", "Koch", "Koch*in").as_deref(), Some("Ein **Koch\\*in** da"));
        assert_eq!(edited("[Koch](koch.md)", "Koch", "Köchin").as_deref(), Some("[Köchin](koch.md)"));
        assert_eq!(edited("Mit\u{ad}arbeiter da", "Mitarbeiter", "Team").as_deref(), Some("Team da"));
        assert_eq!(edited("**Team**leiter da", "Teamleiter", "Leitung"), None);
        assert_eq!(edited("`nur ein Koch` da", "Koch", "Köchin"), None);
    }

    fn written(text: &str, before: bool, word: &str) -> String {
        let document = Document::read(Source::new("a.md", text));
        let block = document.blocks.iter().position(|block| document.prose[block.span.range()].contains(word)).unwrap();
        let edit = if before { document.write_before(block, "Neu.") } else { document.write_behind(block, "Neu.") };
        let mut out = text.to_owned();
        out.replace_range(edit.span.range(), &edit.text);
        out
    }

    #[test]
    fn sentences_stand_like_their_neighbours() {
        assert_eq!(written("A.\n\nB.\n", false, "A"), "A.\n\nNeu.\n\nB.\n");
        assert_eq!(written("A.\r\n\r\nB.\r\n", false, "B"), "A.\r\n\r\nB.\r\n\r\nNeu.\r\n");
        // where a text has both ends of lines, what is new has that of the longer kind
        assert_eq!(written("A.\n\nB.\r\n", false, "A"), "A.\r\n\r\nNeu.\n\nB.\r\n");
        assert_eq!(written("- **A** a\n- B", false, "B"), "- **A** a\n- B\n- Neu.");
        assert_eq!(written("1. A\n2. B\n\nC\n", false, "B"), "1. A\n2. B\n3. Neu.\n\nC\n");
        assert_eq!(written("- A\n\n- B\n", false, "B"), "- A\n\n- B\n\n- Neu.\n");
        assert_eq!(
            written("| A | B |\n|---|---|\n| C | D |\n", false, "A"),
            "| A | B |\n|---|---|\n| C | D |\n\nNeu.\n"
        );
        assert_eq!(written("A.\n\nB.\n", true, "B"), "A.\n\nNeu.\n\nB.\n");
    }

    #[test]
    fn front_matter_knows_no_escapes() {
        assert_eq!(edited("---\ntitle: Koch\n---\n", "Koch", "Koch*in").as_deref(), Some("---\ntitle: Koch*in\n---\n"));
    }
}
