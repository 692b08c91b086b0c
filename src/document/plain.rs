//! Reads plain text into blocks by the shape of its lines: headings, bullets, "Key: value" heads, paragraphs.

use super::build::Builder;
use super::{BlockKind, shape};
use crate::language;
use crate::source::Span;

/// One line: where it stands, and its text without the line ending.
#[derive(Clone, Copy)]
struct Line<'a> {
    start: usize,
    text: &'a str,
}

/// Reads `text` into `out`.
pub(super) fn read(text: &str, out: &mut Builder<'_>) {
    let mut at = 0;
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n') {
        lines.push(Line { start: at, text: line.trim_end_matches(['\n', '\r']) });
        at += line.len();
    }
    // lines of an advert that was wrapped by hand are about as long as the longest of its paragraphs' lines
    let wrapped = lines.iter().filter(|line| line.text.chars().count() > 50).count();
    let long = lines.iter().filter(|line| line.text.chars().count() > 110).count();
    let is_wrapped = wrapped > 4 && long * 10 < wrapped;

    let mut reader = Reader { out, intro: None };
    let empty = Line { start: 0, text: "" };
    for (number, &line) in lines.iter().enumerate() {
        let before = number.checked_sub(1).map_or(empty, |n| lines[n]);
        let next = lines.get(number + 1).copied().unwrap_or(empty);
        reader.line(before, line, next, is_wrapped);
    }
    reader.out.close();
}

struct Reader<'a, 'b> {
    out: &'b mut Builder<'a>,
    /// The block that introduces the bullets being read.
    intro: Option<u32>,
}

impl Reader<'_, '_> {
    fn line(&mut self, before: Line<'_>, line: Line<'_>, next: Line<'_>, is_wrapped: bool) {
        let text = line.text.trim();
        let follows_blank = before.text.trim().is_empty();
        if text.is_empty() || text.chars().all(|c| matches!(c, '=' | '-' | '_' | '*' | '~')) {
            self.out.close();
            return;
        }
        if let Some(length) = shape::bullet(line.text) {
            let in_list = self.out.kind() == Some(BlockKind::Item)
                || self.out.last().is_some_and(|at| self.out.blocks[at as usize].kind == BlockKind::Item)
                    && !is_intro(self.out);
            self.out.close();
            if !in_list {
                self.intro = self.out.last();
            }
            self.out.open(BlockKind::Item);
            self.out.intro = self.intro;
            self.text(line, length);
            return;
        }
        if self.is_heading(line, follows_blank, next, is_wrapped) {
            self.out.open(BlockKind::Heading(7));
            self.text(line, 0);
            self.out.close();
            return;
        }
        if follows_blank || self.out.kind().is_none() || self.starts_block(before, line, is_wrapped) {
            self.out.open(BlockKind::Paragraph);
        } else {
            let end = line.start;
            self.out.join_line(Span::new(end - 1, end), text);
        }
        self.text(line, 0);
    }

    fn text(&mut self, line: Line<'_>, from: usize) {
        let start = line.start + from + (line.text[from..].len() - line.text[from..].trim_start().len());
        self.out.text(Span::new(start, line.start + line.text.len()));
    }

    fn is_heading(&self, line: Line<'_>, follows_blank: bool, next: Line<'_>, is_wrapped: bool) -> bool {
        let text = line.text.trim();
        if !shape::heading_like(text) || shape::key_value(text).is_some() || line.text.starts_with("  ") {
            return false;
        }
        let known = language::all().iter().any(|language| language.section(text).is_some());
        let short = text.chars().count() <= 60;
        if shape::shouted(text) && short || known && short && (follows_blank || text.ends_with(':')) {
            return true;
        }
        let stands_alone = follows_blank && next.text.trim().is_empty();
        let leads_list = text.ends_with(':') && shape::bullet(next.text).is_some();
        let starts_big = text.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric());
        starts_big
            && short
            && !leads_list
            && (stands_alone || follows_blank && is_wrapped && text.chars().count() < 45 && !text.ends_with(':'))
            || known
                && text.split_whitespace().count() <= 5
                && self.out.kind() != Some(BlockKind::Item)
                && text.chars().count() < 40
    }

    /// Whether a line that follows another without a blank line starts a block of its own.
    fn starts_block(&self, before: Line<'_>, line: Line<'_>, is_wrapped: bool) -> bool {
        if shape::breaks(before.text, line.text) {
            return true;
        }
        let starts_small = line.text.trim_start().chars().next().is_some_and(char::is_lowercase);
        if starts_small || self.out.kind() == Some(BlockKind::Item) && line.text.starts_with([' ', '\t']) {
            return false;
        }
        // in text that is not wrapped by hand every line is a block; a short line ends one in either
        !is_wrapped || before.text.trim_end().chars().count() < 45
    }
}

/// Whether the block closed last is a line that introduces a list.
fn is_intro(out: &Builder<'_>) -> bool {
    out.blocks.last().is_some_and(|block| out.prose[block.span.range()].ends_with(':'))
}
