//! Reads the front matter of a Markdown file: top-level keys of YAML or TOML, and the title among them as prose.

use super::BlockKind;
use super::build::Builder;
use crate::source::{Raw, Span};

/// What a file says about itself before its text.
#[derive(Debug, Default)]
pub struct FrontMatter {
    /// Top-level keys and their plain values, in order.
    pub fields: Vec<(String, String)>,
}

impl FrontMatter {
    /// The value of a key, in any case.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.fields.iter().find(|(name, _)| name.eq_ignore_ascii_case(key)).map(|(_, value)| value.as_str())
    }
}

/// Reads `content`, which stands at `raw`; the value of `title` becomes a heading of `out`.
pub(super) fn read(content: &str, raw: Span<Raw>, text: &str, out: &mut Builder<'_>) -> FrontMatter {
    let mut fields = Vec::new();
    let base = raw.start as usize + text[raw.range()].find(content).unwrap_or(0);
    let mut at = base;
    for line in content.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let Some(sign) = line.find([':', '=']) else { continue };
        let key = line[..sign].trim_matches(['"', '\'', ' ']);
        if line.starts_with([' ', '\t', '-', '#']) || key.is_empty() || key.contains(' ') {
            continue;
        }
        let value = line[sign + 1..].trim();
        let value = value.split(" #").next().unwrap_or(value).trim_end();
        let bare = unquoted(value);
        if bare.is_empty() {
            continue;
        }
        if ["title", "titel", "stelle", "position"].iter().any(|name| key.eq_ignore_ascii_case(name)) {
            let from = start + line.find(bare).unwrap_or(sign + 1);
            out.open(BlockKind::Heading(0));
            out.text(Span::new(from, from + bare.len()));
            out.close();
        }
        fields.push((key.to_owned(), bare.to_owned()));
    }
    FrontMatter { fields }
}

fn unquoted(value: &str) -> &str {
    for quote in ['"', '\''] {
        if let Some(inner) = value.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote)) {
            return inner;
        }
    }
    value
}
