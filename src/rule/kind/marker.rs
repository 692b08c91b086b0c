//! Patterns of languages, for lines and titles: looked through for what they cannot do without before they are run.

use regex_syntax::hir::{Class, Hir, HirKind};
use serde::{Deserialize, Serialize};

use super::automaton::Automaton;
use super::pattern::{Literals, required};

/// One pattern of a language file, whose syntax was checked.
#[derive(Debug, Deserialize, Serialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Marker {
    automaton: Automaton,
    /// Sets of bytes; of each one must stand in the line.
    signs: Vec<Vec<u8>>,
    literals: Literals,
}

impl Marker {
    /// Takes a pattern whose syntax was checked.
    pub(super) fn new(source: &str) -> Self {
        let syntax = regex_syntax::parse(source).ok();
        let signs = syntax.as_ref().map(needed).unwrap_or_default();
        let literals = syntax.as_ref().map(required).unwrap_or_default();
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
        let stands = |sign: &u8| memchr::memchr(*sign, line.as_bytes()).is_some();
        self.signs.iter().all(|signs| signs.iter().any(stands)) && self.literals.stand_in(line)
    }
}

/// Sets of signs of which each has one in every match; letters, digits and blanks say too little.
fn needed(expression: &Hir) -> Vec<Vec<u8>> {
    let telling =
        |bytes: &Vec<u8>| !bytes.is_empty() && bytes.iter().all(|byte| !byte.is_ascii_alphanumeric() && *byte != b' ');
    let mut sets: Vec<Vec<u8>> = match expression.kind() {
        HirKind::Literal(literal) => literal.0.iter().map(|byte| vec![*byte]).collect(),
        HirKind::Class(Class::Unicode(class)) => {
            let few = class.ranges().iter().map(|range| range.len()).sum::<usize>() <= 24;
            let characters = class.ranges().iter().filter(|_| few).flat_map(|range| range.start()..=range.end());
            // a character that is no ASCII is known by its first byte
            vec![characters.map(|c| c.encode_utf8(&mut [0; 4]).as_bytes()[0]).collect()]
        }
        HirKind::Capture(capture) => needed(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => needed(&repetition.sub),
        HirKind::Concat(parts) => parts.iter().flat_map(needed).collect(),
        HirKind::Alternation(parts) => {
            let smallest = |part| needed(part).into_iter().min_by_key(Vec::len);
            parts.iter().map(smallest).collect::<Option<Vec<_>>>().map(|sets| sets.concat()).into_iter().collect()
        }
        _ => Vec::new(),
    };
    sets.retain(telling);
    sets.iter_mut().for_each(|set| set.sort_unstable());
    sets.iter_mut().for_each(Vec::dedup);
    sets.sort_unstable();
    sets.dedup();
    sets
}
