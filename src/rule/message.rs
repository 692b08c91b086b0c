//! Messages: text with places for what was found.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// A text that may hold `{found}` and other names in braces.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Message(String);

impl Message {
    /// Reads a message; `allowed` are the names that its kind of rule can fill.
    ///
    /// # Errors
    /// The name in braces that nobody fills.
    pub(crate) fn read(text: &str, allowed: &[&str]) -> Result<Self, String> {
        let mut rest = text;
        while let Some((_, from)) = rest.split_once('{') {
            let Some((name, behind)) = from.split_once('}') else { return Err(from.to_owned()) };
            if !allowed.contains(&name) {
                return Err(name.to_owned());
            }
            rest = behind;
        }
        Ok(Self(text.to_owned()))
    }

    /// The text with every name filled in; long quotations are cut.
    pub fn fill(&self, values: &[(&str, &str)]) -> String {
        let mut out = String::with_capacity(self.0.len() + 32);
        let mut rest = self.0.as_str();
        while let Some((before, name, behind)) = next_place(rest) {
            out.push_str(before);
            match values.iter().find(|(known, _)| *known == name) {
                Some((_, value)) => out.push_str(&cut(value)),
                None => out.push_str(&rest[before.len()..rest.len() - behind.len()]),
            }
            rest = behind;
        }
        out + rest
    }

    /// The text for any finding: every name is left open.
    pub fn general(&self) -> String {
        let mut out = String::new();
        let mut rest = self.0.as_str();
        while let Some((before, _, behind)) = next_place(rest) {
            out.push_str(before);
            out.push('…');
            rest = behind;
        }
        out + rest
    }

    /// The text with its places.
    pub fn text(&self) -> &str {
        &self.0
    }
}

/// What stands before the next name in braces, the name, and what stands behind it.
fn next_place(text: &str) -> Option<(&str, &str, &str)> {
    let start = memchr::memchr(b'{', text.as_bytes())?;
    let end = start + memchr::memchr(b'}', &text.as_bytes()[start..])?;
    Some((&text[..start], &text[start + 1..end], &text[end + 1..]))
}

/// A quotation of at most 80 characters.
fn cut(value: &str) -> Cow<'_, str> {
    if value.chars().count() <= 80 {
        return value.into();
    }
    let words: Vec<&str> = value.split(' ').collect();
    let head: String = words[..words.len().min(5)].join(" ");
    let tail: String = words[words.len().saturating_sub(3)..].join(" ");
    format!("{head} … {tail}").into()
}
