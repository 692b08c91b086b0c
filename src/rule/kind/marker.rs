//! Patterns of languages, for lines and titles: looked through for what they cannot do without before they are compiled.

use regex_syntax::hir::{Class, Hir, HirKind};
use serde::{Deserialize, Serialize};

use super::pattern::{Expression, required};

/// One pattern of a language file, whose syntax was checked.
#[derive(Debug, Deserialize, Serialize)]
pub struct Marker {
    expression: Expression,
    /// Bytes of which one must stand in the line; empty when none is known.
    signs: Vec<u8>,
}

impl Marker {
    /// Takes a pattern whose syntax was checked.
    pub(super) fn new(source: &str) -> Self {
        let syntax = regex_syntax::parse(source).ok();
        let signs = syntax.as_ref().and_then(needed).unwrap_or_default();
        let literals = syntax.as_ref().and_then(required).unwrap_or_default();
        Self { expression: Expression::new(source, literals), signs }
    }

    /// The first place in a line where it matches.
    pub(super) fn find(&self, line: &str) -> Option<std::ops::Range<usize>> {
        let stands = |sign: &u8| memchr::memchr(*sign, line.as_bytes()).is_some();
        let holds_sign = self.signs.is_empty() || self.signs.iter().any(stands);
        if !holds_sign || !self.expression.is_possible(line) {
            return None;
        }
        self.expression.regex().find(line).map(|found| found.range())
    }
}

/// Signs of which one must stand in every match; `None` when only letters, digits and blanks must.
fn needed(expression: &Hir) -> Option<Vec<u8>> {
    let signs =
        |bytes: Vec<u8>| bytes.iter().all(|byte| !byte.is_ascii_alphanumeric() && *byte != b' ').then_some(bytes);
    match expression.kind() {
        HirKind::Literal(literal) => literal.0.iter().copied().find_map(|byte| signs(vec![byte])),
        HirKind::Class(Class::Unicode(class)) => {
            let few = class.ranges().iter().map(|range| range.len()).sum::<usize>() <= 24;
            let characters = class.ranges().iter().filter(|_| few).flat_map(|range| range.start()..=range.end());
            // a character that is no ASCII is known by its first byte
            let bytes = characters.map(|c| c.encode_utf8(&mut [0; 4]).as_bytes()[0]);
            signs(bytes.collect()).filter(|bytes| !bytes.is_empty())
        }
        HirKind::Capture(capture) => needed(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => needed(&repetition.sub),
        HirKind::Concat(parts) => parts.iter().filter_map(needed).min_by_key(Vec::len),
        HirKind::Alternation(parts) => {
            let sets: Option<Vec<_>> = parts.iter().map(needed).collect();
            sets.map(|sets| sets.concat())
        }
        _ => None,
    }
}
