//! Reads a Word file: the text of its body becomes Markdown, with tracked changes accepted.

mod markdown;
mod styles;

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;
use zip::result::ZipError;

use crate::source::{Source, Unreadable};
use markdown::{Line, Markdown};
use styles::{Style, Styles};

/// Why a Word file cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// It is no archive, or a part of it is damaged.
    Damaged,
    /// It is protected by a password, or in the format of Word before 2007.
    Locked,
    /// It holds no text of Word.
    NoText,
    /// Its text is not well-formed XML.
    Malformed,
    /// Unpacked, it is larger than so many bytes.
    TooLarge(u64),
}

/// Whether a file is a Word file by its name.
pub fn is_word(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("docx"))
}

/// How files start that Word protects by a password, or wrote before 2007.
const LOCKED: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// The text of a Word file as Markdown; `most` is the largest size in bytes that it may unpack to.
///
/// # Errors
/// [`Broken`] when it holds no text that can be read.
pub fn read(bytes: &[u8], most: u64) -> Result<String, Broken> {
    if bytes.starts_with(&LOCKED) {
        return Err(Broken::Locked);
    }
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Broken::Damaged)?;
    let mut parts = Parts { archive, most, left: most };
    let body = parts.read("word/document.xml")?.ok_or(Broken::NoText)?;
    let styles = parts.read("word/styles.xml")?.map(|styles| Styles::read(&styles)).transpose()?.unwrap_or_default();
    Body::new(&styles).read(&body)
}

/// The parts of the archive.
struct Parts<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    most: u64,
    /// How many bytes may still be unpacked.
    left: u64,
}

impl Parts<'_> {
    /// The text of a part, if there is such a part.
    fn read(&mut self, name: &str) -> Result<Option<String>, Broken> {
        let part = match self.archive.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => return Err(Broken::Locked),
            Err(_) => return Err(Broken::Damaged),
        };
        let mut bytes = Vec::new();
        part.take(self.left.saturating_add(1)).read_to_end(&mut bytes).map_err(|_| Broken::Damaged)?;
        self.left = self.left.checked_sub(bytes.len() as u64).ok_or(Broken::TooLarge(self.most))?;
        let source = Source::decode(name, bytes).map_err(|Unreadable::NotText| Broken::Malformed)?;
        Ok(Some(source.text().trim_start_matches('\u{feff}').to_owned()))
    }
}

/// Hands every start, text and end of well-formed XML to `told`, which says whether what a start opens is read.
fn walk(xml: &str, mut told: impl FnMut(Told<'_>) -> bool) -> Result<(), Broken> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut depth = 0_u32;
    loop {
        match reader.read_event().map_err(|_| Broken::Malformed)? {
            Event::Start(tag) if told(Told::Start(&tag)) => depth += 1,
            Event::Start(tag) => {
                reader.read_to_end(tag.name()).map_err(|_| Broken::Malformed)?;
            }
            Event::End(tag) => {
                told(Told::End(tag.local_name().as_ref()));
                depth -= 1;
            }
            Event::Text(text) => {
                told(Told::Text(&text));
            }
            Event::CData(text) => {
                told(Told::Text(&text));
            }
            Event::GeneralRef(entity) => {
                let sign = entity.resolve_char_ref().map_err(|_| Broken::Malformed)?.map(String::from);
                let named = quick_xml::escape::resolve_predefined_entity(&entity);
                told(Told::Text(sign.as_deref().or(named).ok_or(Broken::Malformed)?));
            }
            Event::Eof => return if depth == 0 { Ok(()) } else { Err(Broken::Malformed) },
            _ => {}
        }
    }
}

/// What [`walk`] meets; names are told without their prefix, which each program chooses for itself.
enum Told<'a> {
    Start(&'a BytesStart<'a>),
    Text(&'a str),
    End(&'a str),
}

/// An attribute of a tag.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut all = tag.attributes().flatten();
    all.find(|attribute| attribute.key.local_name().as_ref() == name).map(|attribute| attribute.value.into_owned())
}

/// A number that a tag carries.
fn number(tag: &BytesStart<'_>) -> Option<u8> {
    attribute(tag, "val")?.parse().ok()
}

/// Whether a tag switches on what it names.
fn is_on(tag: &BytesStart<'_>) -> bool {
    attribute(tag, "val").is_none_or(|value| !matches!(value.as_str(), "0" | "false" | "off"))
}

/// A paragraph while it is read.
#[derive(Default)]
struct Paragraph {
    lines: Vec<Line>,
    style: Style,
    indent: u8,
    /// Whether the end of the paragraph was deleted, so that the next one goes on in it.
    runs_on: bool,
}

/// The body of a document while it is read.
struct Body<'a> {
    styles: &'a Styles,
    out: Markdown,
    /// The paragraphs that are open; a text box stands inside the paragraph that it is tied to.
    open: Vec<Paragraph>,
    /// The lines of a paragraph whose end was deleted.
    carried: Vec<Line>,
    in_properties: bool,
    in_text: bool,
    is_bold: bool,
    is_hidden: bool,
}

impl<'a> Body<'a> {
    fn new(styles: &'a Styles) -> Self {
        let (out, open, carried) = (Markdown::default(), Vec::new(), Vec::new());
        Self { styles, out, open, carried, in_properties: false, in_text: false, is_bold: false, is_hidden: false }
    }

    fn read(mut self, xml: &str) -> Result<String, Broken> {
        walk(xml, |told| {
            match told {
                Told::Start(tag) => return self.start(tag),
                Told::Text(text) if self.in_text => text.chars().for_each(|c| self.push(c)),
                Told::Text(_) => {}
                Told::End("p") => self.close(),
                Told::End("pPr") => self.in_properties = false,
                Told::End("t") => self.in_text = false,
                Told::End(_) => {}
            }
            true
        })?;
        self.out.paragraph(&self.carried);
        Ok(self.out.text())
    }

    /// Whether the content of the tag is read.
    fn start(&mut self, tag: &BytesStart<'_>) -> bool {
        let name = tag.local_name();
        match name.as_ref() {
            "del" | "moveFrom" => {
                if let Some(paragraph) = self.open.last_mut().filter(|_| self.in_properties) {
                    paragraph.runs_on = true;
                }
                return false;
            }
            // how things were before a tracked change, and what older programs show instead
            "pPrChange" | "rPrChange" | "Fallback" => return false,
            name if self.in_properties => self.property(name, tag),
            "pPr" => self.in_properties = true,
            "p" => self.open.push(Paragraph { lines: std::mem::take(&mut self.carried), ..Paragraph::default() }),
            "r" => (self.is_bold, self.is_hidden) = (false, false),
            "b" => self.is_bold = is_on(tag),
            "vanish" => self.is_hidden = is_on(tag),
            "t" => self.in_text = true,
            "tab" | "ptab" => self.push('\t'),
            "br" | "cr" => self.break_line(),
            "noBreakHyphen" => self.push('-'),
            "sym" => self.push(' '),
            _ => {}
        }
        true
    }

    /// What the properties of a paragraph say about it.
    fn property(&mut self, name: &str, tag: &BytesStart<'_>) {
        let Some(paragraph) = self.open.last_mut() else { return };
        match name {
            "pStyle" => paragraph.style = attribute(tag, "val").map(|id| self.styles.of(&id)).unwrap_or_default(),
            "outlineLvl" => paragraph.style.level = number(tag).filter(|level| *level < 9).map(|level| level + 1),
            "numId" => paragraph.style.is_item = Some(attribute(tag, "val").is_some_and(|list| list != "0")),
            "ilvl" => paragraph.indent = number(tag).unwrap_or(0),
            _ => {}
        }
    }

    fn push(&mut self, c: char) {
        let Some(paragraph) = self.open.last_mut().filter(|_| !self.is_hidden) else { return };
        if paragraph.lines.is_empty() {
            paragraph.lines.push(Line::default());
        }
        let Some(line) = paragraph.lines.last_mut() else { return };
        line.is_plain |= !self.is_bold && !c.is_whitespace();
        let is_blank = c.is_control() && (c != '\t' || self.in_text);
        line.text.push(if is_blank { ' ' } else { c });
    }

    fn break_line(&mut self) {
        if let Some(paragraph) = self.open.last_mut().filter(|_| !self.is_hidden) {
            paragraph.lines.push(Line::default());
        }
    }

    fn close(&mut self) {
        let Some(paragraph) = self.open.pop() else { return };
        match paragraph.style {
            _ if paragraph.runs_on => self.carried = paragraph.lines,
            Style { level: Some(level), .. } => self.out.heading(level, &paragraph.lines),
            Style { is_item: Some(true), .. } => self.out.item(paragraph.indent, &paragraph.lines),
            _ => self.out.paragraph(&paragraph.lines),
        }
    }
}
