//! Takes the text out of HTML that stands inside Markdown.

use super::BlockKind;
use super::allow::{Comment, comments};
use super::build::Builder;
use crate::source::{Raw, Span};

/// Tags that end a block of text.
const BLOCKS: [&str; 22] = [
    "p",
    "div",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "tr",
    "td",
    "th",
    "section",
    "article",
    "header",
    "footer",
    "hr",
    "blockquote",
    "br",
];

/// Reads a text that is HTML throughout into `out`; returns every comment addressed to us.
pub(super) fn read(source: &str, out: &mut Builder<'_>) -> Vec<Comment> {
    let whole = Span::new(0, source.len());
    text(source, whole, &mut 0, out);
    out.close();
    comments(source, whole, false)
}

/// Hands a stretch without tags to `out`, its entities as the characters that they stand for.
fn plain(source: &str, raw: Span<Raw>, out: &mut Builder<'_>) {
    let mut at = raw.start as usize;
    let end = raw.end as usize;
    while at < end {
        let rest = &source[at..end];
        let entity = rest.starts_with('&').then(|| rest.find(';')).flatten().filter(|length| *length <= LONGEST);
        let length =
            entity.map_or_else(|| 1 + rest.bytes().skip(1).take_while(|byte| *byte != b'&').count(), |last| last + 1);
        let span = Span::new(at, at + length);
        match entity.map(|_| html_escape::decode_html_entities(&rest[..length])) {
            Some(decoded) => out.replaced(&decoded, span),
            None => out.text(span),
        }
        at += length;
    }
}

/// The longest name of an entity that is looked for.
const LONGEST: usize = 32;

/// Hands the text between the tags of `raw` to `out`; `silent` counts open tags whose content is no prose.
pub(super) fn text(source: &str, raw: Span<Raw>, silent: &mut u32, out: &mut Builder<'_>) {
    let mut at = raw.start as usize;
    let end = raw.end as usize;
    while at < end {
        let rest = &source[at..end];
        if rest.starts_with("<!--") {
            at += rest.find("-->").map_or(rest.len(), |close| close + 3);
        } else if rest.starts_with('<') {
            let length = rest.find('>').map_or(rest.len(), |close| close + 1);
            tag(&rest[..length], silent, out);
            at += length;
        } else {
            let length = rest.find('<').unwrap_or(rest.len());
            if *silent == 0 && rest[..length].trim().is_empty() {
                out.blank(Span::new(at, at + length));
            } else if *silent == 0 {
                plain(source, Span::new(at, at + length), out);
            }
            at += length;
        }
    }
}

fn tag(tag: &str, silent: &mut u32, out: &mut Builder<'_>) {
    let inner = tag.trim_start_matches('<');
    let closes = inner.starts_with('/');
    let name: String = inner
        .trim_start_matches('/')
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_lowercase();
    match name.as_str() {
        "script" | "style" | "title" if closes => *silent = silent.saturating_sub(1),
        "script" | "style" | "title" => *silent += 1,
        "li" if !closes => out.open(BlockKind::Item),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if !closes => {
            out.open(BlockKind::Heading(name.as_bytes()[1] - b'0'));
        }
        name if BLOCKS.contains(&name) => {
            let kind = out.kind();
            out.close();
            if let (Some(kind), "br") = (kind, name) {
                out.open(kind);
            }
        }
        _ => {}
    }
}
