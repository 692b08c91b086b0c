//! Messages: text with places for what was found.

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
        let mut out = self.0.clone();
        for (name, value) in values {
            let place = format!("{{{name}}}");
            if out.contains(&place) {
                out = out.replace(&place, &cut(value));
            }
        }
        out
    }

    /// The text for any finding: every name is left open.
    pub fn general(&self) -> String {
        let mut out = String::new();
        let mut rest = self.0.as_str();
        while let Some((before, (_, behind))) =
            rest.split_once('{').and_then(|(before, from)| Some((before, from.split_once('}')?)))
        {
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

/// A quotation of at most 80 characters.
fn cut(value: &str) -> String {
    if value.chars().count() <= 80 {
        return value.to_owned();
    }
    let words: Vec<&str> = value.split(' ').collect();
    let head: String = words[..words.len().min(5)].join(" ");
    let tail: String = words[words.len().saturating_sub(3)..].join(" ");
    format!("{head} … {tail}")
}
