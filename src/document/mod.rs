//! Reading: a source becomes a document of prose, blocks, sentences and words, each with its exact place; never fails.

mod allow;
mod build;
mod contact;
mod edit;
mod front_matter;
mod html;
mod map;
mod markdown;
mod plain;
mod section;
mod sentence;
mod shape;

use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

use aho_corasick::AhoCorasick;

pub use allow::Allow;
pub use front_matter::FrontMatter;
pub use map::Map;

use crate::fold::fold;
use crate::language::{self, Language, Section};
use crate::source::{Prose, Raw, Source, Span};
use crate::words::{Text, Word, words};

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// CommonMark with tables, footnotes and front matter.
    Markdown,
    /// Lines whose shape tells what they are.
    Plain,
    /// Text between tags.
    Html,
}

impl Format {
    /// The format that a file name tells; Markdown unless it ends in `.txt`, `.html` or `.htm`.
    pub fn of(name: &str) -> Self {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        match ending.to_ascii_lowercase().as_str() {
            "txt" => Self::Plain,
            "html" | "htm" => Self::Html,
            _ => Self::Markdown,
        }
    }
}

/// What kind of block a stretch of prose is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading of this level; 0 is the title in the front matter, 7 a heading by its looks.
    Heading(u8),
    /// Running text.
    Paragraph,
    /// A bullet.
    Item,
    /// A table cell.
    Cell,
}

/// A stretch of prose that no sentence crosses.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where in the prose.
    pub span: Span<Prose>,
    /// The section it stands in.
    pub section: Section,
    /// The block that introduces the list of this item.
    pub intro: Option<u32>,
    /// Whether Markdown's signs mean nothing here: plain text, front matter, HTML.
    pub is_literal: bool,
}

/// A sentence, and the sentence that introduces the list it stands in.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// Where in the prose.
    pub span: Span<Prose>,
    /// Its words, as indices into [`Document::words`].
    pub words: Range<u32>,
    /// Index of its block.
    pub block: u32,
    /// Index of the sentence that introduces its list.
    pub intro: Option<u32>,
}

/// An advert, read.
#[derive(Debug)]
pub struct Document {
    /// The input as given.
    pub source: Source,
    /// How it is written.
    pub format: Format,
    /// The language it is written in.
    pub language: &'static Language,
    /// The text as a reader hears it, without markup; blocks end with a line break.
    pub prose: String,
    /// The folded twin of the prose, byte for byte.
    pub folded: String,
    /// The way back to the source.
    pub map: Map,
    /// Blocks in the order of the text.
    pub blocks: Vec<Block>,
    /// Sentences in the order of the text.
    pub sentences: Vec<Sentence>,
    /// Words in the order of the text; none in addresses.
    pub words: Vec<Word>,
    /// What the file says about itself.
    pub front_matter: FrontMatter,
    /// Stretches of code that was read as prose.
    pub code: Vec<Span<Raw>>,
    /// Findings allowed by comments.
    pub allows: Vec<Allow>,
    /// The block where it tells whom to ask, found on first need.
    contact: OnceLock<Option<usize>>,
}

impl Document {
    /// Reads a source in the format that its name tells and the language that it is in.
    pub fn read(source: Source) -> Self {
        let format = Format::of(source.name());
        Self::read_as(source, format, None)
    }

    /// Reads a source in a given format; `language` overrides the front matter's `lang` and detection.
    pub fn read_as(source: Source, format: Format, language: Option<&'static Language>) -> Self {
        let text = source.text();
        let mut out = build::Builder::new(text);
        out.is_literal = format != Format::Markdown;
        let (front_matter, comments) = match format {
            Format::Markdown => markdown::read(text, &mut out),
            Format::Plain => {
                plain::read(text, &mut out);
                (FrontMatter::default(), Vec::new())
            }
            Format::Html => (FrontMatter::default(), html::read(text, &mut out)),
        };
        let (prose, map, mut blocks, code) = (out.prose, out.map, out.blocks, out.code);
        let folded = fold(&prose);
        let raw_blocks: Vec<_> = blocks.iter().map(|block| map.raw(block.span)).collect();
        let allows = allow::allows(comments, &raw_blocks, text);

        let mut cut = Vec::with_capacity(prose.len() / 7);
        cut_words(&folded, &mut cut);
        let language = language
            .or_else(|| ["lang", "language", "sprache"].iter().find_map(|key| language::named(front_matter.get(key)?)))
            .or_else(|| language::detect(&folded, &cut))
            .unwrap_or(&language::all()[0]);

        section::mark(&prose, &mut blocks, language);
        let sentences = cut_sentences(&prose, &blocks, &cut, language);
        Self {
            source,
            format,
            language,
            prose,
            folded,
            map,
            blocks,
            sentences,
            words: cut,
            front_matter,
            code,
            allows,
            contact: OnceLock::new(),
        }
    }

    /// The same document with another text: its name, format and language stay.
    pub fn with_text(&self, text: String) -> Self {
        Self::read_as(self.source.with_text(text), self.format, Some(self.language))
    }

    /// The words of the document, for looking entries up.
    pub fn text(&self) -> Text<'_> {
        Text { prose: &self.prose, folded: &self.folded, words: &self.words }
    }

    /// The text of a span of prose as the author wrote it, without markup.
    pub fn quote(&self, span: Span<Prose>) -> String {
        let text = self.source.text();
        self.map.pieces(span).map(|raw| &text[raw.range()]).collect::<String>().replace(['\r', '\n'], " ")
    }

    /// Where a span of prose stands in the source.
    pub fn raw(&self, span: Span<Prose>) -> Span<Raw> {
        self.map.raw(span)
    }

    /// The prose from one word to another, both included.
    pub fn span_of(&self, first: u32, last: u32) -> Span<Prose> {
        Span::new(self.words[first as usize].start as usize, self.words[last as usize].end as usize)
    }

    /// The sentence that holds a word.
    pub fn sentence_of(&self, word: u32) -> u32 {
        let next = self.sentences.partition_point(|sentence| sentence.words.start <= word);
        next.saturating_sub(1) as u32
    }

    /// The section that a sentence stands in.
    pub fn section_of(&self, sentence: u32) -> Section {
        self.blocks[self.sentences[sentence as usize].block as usize].section
    }

    /// First and last word of the compound that hyphens without blanks make of a word: `Inhouse-Koch`.
    pub fn compound_of(&self, word: u32) -> (u32, u32) {
        let joined = |left: usize| {
            let right = self.words.get(left + 1);
            right.is_some_and(|right| &self.prose[self.words[left].end as usize..right.start as usize] == "-")
        };
        let (mut first, mut last) = (word as usize, word as usize);
        while first > 0 && joined(first - 1) {
            first -= 1;
        }
        while joined(last) {
            last += 1;
        }
        (first as u32, last as u32)
    }

    /// A word as written, with capitals.
    pub fn written(&self, word: u32) -> &str {
        self.words[word as usize].of(&self.prose)
    }

    /// A word folded.
    pub fn folded(&self, word: u32) -> &str {
        self.words[word as usize].of(&self.folded)
    }
}

/// Cuts the prose into words, leaving out web and mail addresses.
fn cut_words(folded: &str, out: &mut Vec<Word>) {
    let mut from = 0;
    for address in addresses(folded) {
        words(folded, from, address.start, out);
        from = address.end;
    }
    words(folded, from, folded.len(), out);
}

/// What gives an address away.
static SIGNS: LazyLock<AhoCorasick> =
    LazyLock::new(|| AhoCorasick::new(["@", "://", "www."]).expect("three short strings make an automaton"));

/// Stretches without a blank that are web or mail addresses.
fn addresses(folded: &str) -> Vec<Range<usize>> {
    let bytes = folded.as_bytes();
    let mut out: Vec<Range<usize>> = Vec::new();
    for found in SIGNS.find_iter(folded) {
        let sign = found.start();
        let follows_word = sign > 0 && bytes[sign - 1].is_ascii_alphanumeric();
        let is_address = match bytes[sign] {
            b'@' => follows_word,
            b'w' => !follows_word,
            _ => true,
        };
        if !is_address || out.last().is_some_and(|last| sign < last.end) {
            continue;
        }
        let inside = |byte: &u8| !matches!(byte, b' ' | b'\n' | b'(' | b')' | b'<' | b'>' | b',' | b';' | b'"');
        let start = sign - bytes[..sign].iter().rev().take_while(|byte| inside(byte)).count();
        let end = sign + bytes[sign..].iter().take_while(|byte| inside(byte)).count();
        out.push(start..end);
    }
    out
}

fn cut_sentences(prose: &str, blocks: &[Block], words: &[Word], language: &Language) -> Vec<Sentence> {
    let mut out: Vec<Sentence> = Vec::new();
    let mut last_of_block = vec![None; blocks.len()];
    let mut word = 0;
    for (number, block) in blocks.iter().enumerate() {
        let intro = block.intro.and_then(|intro| {
            let before = &blocks[intro as usize];
            let introduces = prose[before.span.range()].ends_with(':') || matches!(before.kind, BlockKind::Heading(_));
            introduces.then(|| last_of_block[intro as usize]).flatten()
        });
        let base = block.span.start as usize;
        let text = &prose[block.span.range()];
        let mut start = 0;
        for end in sentence::ends(text, language) {
            let blanks = text[start..end].len() - text[start..end].trim_start().len();
            let span = Span::<Prose>::new(base + start + blanks, base + end);
            start = end;
            let first = word;
            while word < words.len() && words[word].start < span.end {
                word += 1;
            }
            last_of_block[number] = Some(out.len() as u32);
            out.push(Sentence { span, words: first as u32..word as u32, block: number as u32, intro });
        }
    }
    out
}
