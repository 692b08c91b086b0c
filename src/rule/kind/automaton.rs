//! Expressions as automata that the build script wrote down, so that nothing is compiled to read one advert.

use std::borrow::Cow;
use std::sync::OnceLock;

use regex_automata::dfa::regex::Regex;
use regex_automata::dfa::sparse::DFA;
use regex_automata::util::syntax;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An expression without Unicode classes and captures.
#[derive(Debug)]
pub(super) struct Automaton {
    source: Cow<'static, str>,
    /// Forward and backward automaton; none where nothing is prepared.
    written: Option<(&'static [u8], &'static [u8])>,
    ready: OnceLock<Box<Regex<DFA<Vec<u8>>>>>,
}

impl Automaton {
    /// An automaton of an expression whose syntax was checked.
    pub(super) fn new(source: &str) -> Self {
        Self { source: source.to_owned().into(), written: None, ready: OnceLock::new() }
    }

    /// The first place in a text where it matches.
    pub(super) fn find(&self, text: &str) -> Option<std::ops::Range<usize>> {
        self.ready().find(text).map(|found| found.range())
    }

    fn ready(&self) -> &Regex<DFA<Vec<u8>>> {
        self.ready.get_or_init(|| Box::new(self.read().unwrap_or_else(|| build(&self.source))))
    }

    /// What was written down, unless it was for machines with another order of bytes.
    fn read(&self) -> Option<Regex<DFA<Vec<u8>>>> {
        let (forward, backward) = self.written?;
        let read = |bytes| DFA::from_bytes(bytes).ok().map(|(automaton, _)| automaton.to_owned());
        Some(Regex::builder().build_from_dfas(read(forward)?, read(backward)?))
    }
}

fn build(source: &str) -> Regex<DFA<Vec<u8>>> {
    let ascii = syntax::Config::new().unicode(false);
    Regex::builder().syntax(ascii).build_sparse(source).expect("patterns of languages do without Unicode classes")
}

impl Serialize for Automaton {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let ready = self.ready();
        let written = (ready.forward().to_bytes_little_endian(), ready.reverse().to_bytes_little_endian());
        (&self.source, written).serialize(serializer)
    }
}

impl<'de: 'static> Deserialize<'de> for Automaton {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (source, written) = <(&'static str, (&'static [u8], &'static [u8]))>::deserialize(deserializer)?;
        Ok(Self { source: source.into(), written: Some(written), ready: OnceLock::new() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_down_finds_the_same() {
        let made = Automaton::new(r"\b[mwf]\s?/\s?[mwf]\b");
        let bytes: &'static [u8] = postcard::to_stdvec(&made).unwrap().leak();
        let read: Automaton = postcard::from_bytes(bytes).unwrap();
        assert!(read.read().is_some());
        for text in ["koch (m/w)", "köche: w / m", "km/h"] {
            assert_eq!(made.find(text), read.find(text), "{text}");
        }
        assert_eq!(read.find("koch (m/w)"), Some(6..9));
    }
}
