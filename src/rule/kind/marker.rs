//! Patterns of languages, for lines and titles: looked through for what they cannot do without before they are run.

use serde::{Deserialize, Serialize};

use super::automaton::Automaton;
use super::needed::{Literals, Signs};

/// One pattern of a language file, whose syntax was checked.
#[derive(Debug, Deserialize, Serialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Marker {
    automaton: Automaton,
    signs: Signs,
    literals: Literals,
}

impl Marker {
    /// Takes a pattern whose syntax was checked.
    pub(super) fn new(source: &str) -> Self {
        let syntax = regex_syntax::parse(source).ok();
        let signs = syntax.as_ref().map(Signs::of).unwrap_or_default();
        let literals = syntax.as_ref().map(Literals::of).unwrap_or_default();
        Self { automaton: Automaton::new(source), signs, literals }
    }

    /// Whether it matches somewhere in a line.
    pub(super) fn matches(&self, line: &str) -> bool {
        self.may_match(line) && self.automaton.matches(line)
    }

    /// The first place in a line where it matches.
    pub(super) fn find(&self, line: &str) -> Option<std::ops::Range<usize>> {
        self.may_match(line).then(|| self.automaton.find(line)).flatten()
    }

    fn may_match(&self, line: &str) -> bool {
        self.signs.stand_in(line) && self.literals.stand_in(line)
    }
}
