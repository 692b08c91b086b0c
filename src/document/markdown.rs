//! Reads Markdown into blocks of prose with pulldown-cmark, and gives back the stars that Markdown eats.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::allow::{Comment, comments};
use super::build::Builder;
use super::front_matter::{FrontMatter, read as read_front_matter};
use super::{BlockKind, html, shape};
use crate::source::{Raw, Span};

/// Reads `text` into `out`; returns the front matter and every comment addressed to us.
pub(super) fn read(text: &str, out: &mut Builder<'_>) -> (FrontMatter, Vec<Comment>) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    // the parser knows no byte order mark; its offsets are moved instead
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut reader = Reader {
        text,
        out,
        front: FrontMatter::default(),
        comments: Vec::new(),
        skip: 0,
        bold: 0,
        all_bold: false,
        intros: Vec::new(),
        depth: 0,
        silent: 0,
        metadata: false,
        skip_to: 0,
    };
    for (event, range) in Parser::new_ext(&text[mark..], options).into_offset_iter() {
        reader.event(event, Span::new(range.start + mark, range.end + mark));
    }
    reader.out.close();
    (reader.front, reader.comments)
}

struct Reader<'a, 'b, 't> {
    text: &'t str,
    out: &'b mut Builder<'a>,
    front: FrontMatter,
    comments: Vec<Comment>,
    /// Inside code, where no prose is.
    skip: u32,
    bold: u32,
    /// Whether everything in the open paragraph's line was bold so far.
    all_bold: bool,
    /// The introduction of every list that is open, outermost first.
    intros: Vec<Option<u32>>,
    depth: u8,
    /// Inside `<script>` or `<style>`.
    silent: u32,
    metadata: bool,
    /// Raw bytes before this one are bullets typed by hand.
    skip_to: u32,
}

impl Reader<'_, '_, '_> {
    fn event(&mut self, event: Event<'_>, raw: Span<Raw>) {
        match event {
            Event::Start(tag) => self.start(&tag, raw),
            Event::End(tag) => self.end(tag, raw),
            Event::Text(content) if self.metadata => {
                self.front = read_front_matter(&content, raw, self.text, self.out);
            }
            Event::Text(content) => self.text(&content, raw),
            Event::Code(content) => {
                // people put plain words into backticks; what looks like code stays opaque
                let inner = raw.start as usize + (raw.len() - content.len()) / 2;
                if content.contains(' ') && self.text[inner..].starts_with(&*content) {
                    self.out.code.push(raw);
                    self.text(&content, Span::new(inner, inner + content.len()));
                } else {
                    self.out.replaced("\u{1}", raw);
                }
            }
            Event::Html(_) | Event::InlineHtml(_) => self.html(raw, matches!(event, Event::Html(_))),
            Event::SoftBreak => self.line_break(raw, false),
            Event::HardBreak => self.line_break(raw, true),
            Event::Rule => self.out.close(),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => self.out.blank(Span::at(raw.start as usize)),
            Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, raw: Span<Raw>) {
        match tag {
            Tag::Paragraph => {
                if self.out.kind() != Some(BlockKind::Item) || !self.out.written().is_empty() {
                    self.out.open(if self.depth > 0 { BlockKind::Item } else { BlockKind::Paragraph });
                    self.out.intro = self.intros.last().copied().flatten();
                }
                self.all_bold = true;
                self.typed_bullet(raw.start);
            }
            Tag::Heading { level, .. } => {
                self.out.open(BlockKind::Heading(rank(*level)));
                self.all_bold = false;
            }
            Tag::List(_) => {
                self.out.close();
                self.intros.push(self.out.last());
                self.depth += 1;
            }
            Tag::Item => {
                self.out.open(BlockKind::Item);
                self.out.intro = self.intros.last().copied().flatten();
                self.all_bold = false;
            }
            Tag::TableCell => self.out.open(BlockKind::Cell),
            Tag::DefinitionListDefinition | Tag::FootnoteDefinition(_) | Tag::BlockQuote(_) => {
                self.out.open(BlockKind::Paragraph);
            }
            Tag::DefinitionListTitle => self.out.open(BlockKind::Paragraph),
            Tag::CodeBlock(_) => {
                self.out.close();
                self.skip += 1;
            }
            Tag::MetadataBlock(_) => self.metadata = true,
            Tag::HtmlBlock => {
                self.out.close();
                self.out.is_literal = true;
            }
            Tag::Strong => self.bold += 1,
            Tag::Emphasis => self.eaten_star(raw.start),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, raw: Span<Raw>) {
        match tag {
            TagEnd::Paragraph => {
                self.end_of_bold_line();
                self.out.close();
            }
            TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell | TagEnd::Table => self.out.close(),
            TagEnd::HtmlBlock => {
                self.out.close();
                self.out.is_literal = false;
            }
            TagEnd::DefinitionListTitle | TagEnd::DefinitionListDefinition => self.out.close(),
            TagEnd::List(_) => {
                self.out.close();
                self.intros.pop();
                self.depth -= 1;
            }
            TagEnd::CodeBlock => self.skip -= 1,
            TagEnd::MetadataBlock(_) => self.metadata = false,
            TagEnd::Strong => self.bold -= 1,
            TagEnd::Emphasis => self.eaten_star(raw.end - 1),
            _ => {}
        }
    }

    /// A star between two letters opened or closed an emphasis: it is a gender star and comes back.
    fn eaten_star(&mut self, at: u32) {
        let (before, behind) = (&self.text[..at as usize], &self.text[at as usize..]);
        let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
        if behind.starts_with('*') && letter(before.chars().next_back()) && letter(behind[1..].chars().next()) {
            self.out.text(Span::new(at as usize, at as usize + 1));
        }
    }

    fn text(&mut self, content: &str, raw: Span<Raw>) {
        if self.skip > 0 {
            return;
        }
        let start = raw.start.max(self.skip_to.min(raw.end)) as usize;
        let raw = Span::new(start, raw.end as usize);
        if self.bold == 0 && !self.text[raw.range()].trim_matches([':', ' ']).is_empty() {
            self.all_bold = false;
        }
        let as_given = &self.text[raw.range()];
        if content.ends_with(as_given) {
            self.out.text(raw);
        } else {
            self.out.replaced(content, raw);
        }
    }

    fn html(&mut self, raw: Span<Raw>, is_block: bool) {
        let alone = is_block || self.out.written().is_empty();
        self.comments.extend(comments(self.text, raw, alone));
        html::text(self.text, raw, &mut self.silent, self.out);
    }

    /// The end of a line inside a paragraph: a blank, or a new block where people typed one.
    fn line_break(&mut self, raw: Span<Raw>, hard: bool) {
        let next = self.text[raw.end as usize..].lines().next().unwrap_or("");
        let before = self.out.written();
        let ended = before.ends_with(['.', ':', '!', '?']) || shape::is_shorter(before, 40);
        let item = self.out.kind() == Some(BlockKind::Item) && shape::bullet(next).is_none();
        let breaks = shape::breaks(before, next) || hard && ended && !item;
        if self.end_of_bold_line() || breaks {
            let intro = if self.out.kind() == Some(BlockKind::Item) { self.out.intro } else { None };
            self.out.close();
            let typed_intro = if intro.is_some() { intro } else { self.out.last() };
            self.out.open(BlockKind::Paragraph);
            self.out.intro = typed_intro;
            self.typed_bullet(raw.end);
            self.all_bold = true;
        } else {
            self.out.join_line(raw, next);
        }
    }

    /// A line that starts with a bullet which Markdown does not know becomes an item.
    fn typed_bullet(&mut self, at: u32) {
        let line = self.text[at as usize..].lines().next().unwrap_or("");
        let known =
            line.trim_start().starts_with(['-', '*', '+']) || line.trim_start().starts_with(|c: char| c.is_ascii());
        if let Some(length) = shape::bullet(line).filter(|_| !known) {
            if self.out.kind() != Some(BlockKind::Item) {
                let last = self.out.last();
                let follows_item = last.is_some_and(|at| self.out.blocks[at as usize].kind == BlockKind::Item);
                self.out.turn_into(BlockKind::Item);
                self.out.intro =
                    if follows_item { last.and_then(|at| self.out.blocks[at as usize].intro) } else { last };
            }
            self.skip_to = at + length as u32;
        }
    }

    /// A line that is bold from end to end is a heading.
    fn end_of_bold_line(&mut self) -> bool {
        let bold = self.all_bold && shape::heading_like(self.out.written());
        if bold && self.out.kind() == Some(BlockKind::Paragraph) {
            self.out.turn_into(BlockKind::Heading(7));
        }
        bold
    }
}

fn rank(level: HeadingLevel) -> u8 {
    level as u8
}
