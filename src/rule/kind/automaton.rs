//! Expressions as automata that the build script wrote down, so that nothing is compiled to read one advert.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use regex_automata::dfa::Automaton as _;
use regex_automata::dfa::regex::Regex;
use regex_automata::dfa::sparse::DFA;
use regex_automata::util::syntax;
use regex_automata::{Anchored, Input};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An expression without Unicode classes and captures.
#[derive(Debug)]
pub(super) struct Automaton {
    source: Cow<'static, str>,
    /// Finds where a match ends.
    forward: Half,
    /// Finds where the match begins that ends there.
    backward: Half,
}

/// One of the two automata, read when it is first run.
#[derive(Debug, Default)]
struct Half {
    /// None where nothing is prepared.
    written: &'static [u8],
    ready: OnceLock<Box<DFA<Vec<u8>>>>,
}

impl Half {
    /// What was written down, unless it was for machines with another order of bytes; else what `make` makes.
    fn ready(&self, make: impl FnOnce() -> DFA<Vec<u8>>) -> &DFA<Vec<u8>> {
        let read = || DFA::from_bytes(self.written).ok().map(|(automaton, _)| automaton.to_owned());
        self.ready.get_or_init(|| Box::new(read().unwrap_or_else(make)))
    }
}

impl Automaton {
    /// An automaton of an expression whose syntax was checked.
    pub(super) fn new(source: &str) -> Self {
        Self { source: source.to_owned().into(), forward: Half::default(), backward: Half::default() }
    }

    /// Whether it matches somewhere in a text.
    pub(super) fn matches(&self, text: &str) -> bool {
        self.end(Input::new(text).earliest(true)).is_some()
    }

    /// The first place in a text where it matches.
    pub(super) fn find(&self, text: &str) -> Option<Range<usize>> {
        let end = self.end(Input::new(text))?;
        let back = Input::new(text).range(..end).anchored(Anchored::Yes);
        let start = self.backward().try_search_rev(&back).ok()??.offset();
        Some(start..end)
    }

    /// Where a match ends. A search fails only for bytes that it was told to stop at, and it was told none.
    fn end(&self, input: Input<'_>) -> Option<usize> {
        self.forward().try_search_fwd(&input).ok()?.map(|end| end.offset())
    }

    fn forward(&self) -> &DFA<Vec<u8>> {
        self.forward.ready(|| build(&self.source).forward().clone())
    }

    fn backward(&self) -> &DFA<Vec<u8>> {
        self.backward.ready(|| build(&self.source).reverse().clone())
    }
}

fn build(source: &str) -> Regex<DFA<Vec<u8>>> {
    let ascii = syntax::Config::new().unicode(false);
    Regex::builder().syntax(ascii).build_sparse(source).expect("patterns of languages do without Unicode classes")
}

impl Serialize for Automaton {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let made = build(&self.source);
        let written = (made.forward().to_bytes_little_endian(), made.reverse().to_bytes_little_endian());
        (&self.source, written).serialize(serializer)
    }
}

impl<'de: 'static> Deserialize<'de> for Automaton {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (source, (forward, backward)) =
            <(&'static str, (&'static [u8], &'static [u8]))>::deserialize(deserializer)?;
        let half = |written| Half { written, ready: OnceLock::new() };
        Ok(Self { source: source.into(), forward: half(forward), backward: half(backward) })
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
        assert!(DFA::from_bytes(read.forward.written).is_ok() && DFA::from_bytes(read.backward.written).is_ok());
        for text in ["koch (m/w)", "köche: w / m", "km/h"] {
            assert_eq!(made.find(text), read.find(text), "{text}");
            assert_eq!(read.matches(text), read.find(text).is_some(), "{text}");
        }
        assert_eq!(read.find("koch (m/w)"), Some(6..9));
    }
}
