//! What must stand in a text for an expression to match: sets of which each has one in every match.

use memchr::memmem;
use regex_syntax::hir::{Class, Hir, HirKind};
use serde::{Deserialize, Serialize};

/// Sets of literals; of each one must stand in a text for an expression to match.
#[derive(Debug, Default, Deserialize, Serialize)]
pub struct Literals(Vec<Vec<String>>);

impl Literals {
    /// Those of an expression, the shortest lists first.
    pub(crate) fn of(expression: &Hir) -> Self {
        let leaf = |kind: &HirKind| match kind {
            HirKind::Literal(literal) => {
                std::str::from_utf8(&literal.0).map(|text| vec![text.to_owned()]).into_iter().collect()
            }
            _ => Vec::new(),
        };
        // long literals say most, long lists cost most
        let worth = |set: &Vec<String>| {
            let shortest = set.iter().map(String::len).min()?;
            (set.len() <= 64 && shortest >= 2).then_some(shortest)
        };
        let mut sets = sets(expression, &leaf, &worth);
        sets.sort_by_key(Vec::len);
        sets.dedup();
        Self(sets)
    }

    /// Whether one of each set stands in a text.
    pub(super) fn stand_in(&self, text: &str) -> bool {
        let stands = |literal: &String| memmem::find(text.as_bytes(), literal.as_bytes()).is_some();
        self.0.iter().all(|set| set.iter().any(stands))
    }
}

/// Sets of signs; of each one must stand in a text for an expression to match.
#[derive(Debug, Default, Deserialize, Serialize)]
pub(super) struct Signs(Vec<Vec<u8>>);

impl Signs {
    /// Those of an expression.
    pub(super) fn of(expression: &Hir) -> Self {
        let leaf = |kind: &HirKind| match kind {
            HirKind::Literal(literal) => literal.0.iter().map(|byte| vec![*byte]).collect(),
            HirKind::Class(Class::Unicode(class)) => {
                let few = class.ranges().iter().map(|range| range.len()).sum::<usize>() <= 24;
                let characters = class.ranges().iter().filter(|_| few).flat_map(|range| range.start()..=range.end());
                // a character that is no ASCII is known by its first byte
                vec![characters.map(|c| c.encode_utf8(&mut [0; 4]).as_bytes()[0]).collect()]
            }
            _ => Vec::new(),
        };
        // letters, digits and blanks say too little
        let is_sign = |byte: &u8| !byte.is_ascii_alphanumeric() && *byte != b' ';
        let worth = |set: &Vec<u8>| (!set.is_empty() && set.iter().all(is_sign)).then_some(usize::MAX - set.len());
        let mut sets = sets(expression, &leaf, &worth);
        for set in &mut sets {
            set.sort_unstable();
            set.dedup();
        }
        sets.sort_unstable();
        sets.dedup();
        Self(sets)
    }

    /// Whether one of each set stands in a text.
    pub(super) fn stand_in(&self, text: &str) -> bool {
        let stands = |sign: &u8| memchr::memchr(*sign, text.as_bytes()).is_some();
        self.0.iter().all(|set| set.iter().any(stands))
    }
}

/// The sets that are worth something: `leaf` tells those of the smallest parts of an expression; of alternatives the
/// worthiest of each make one together.
fn sets<T: Clone>(
    expression: &Hir,
    leaf: &impl Fn(&HirKind) -> Vec<Vec<T>>,
    worth: &impl Fn(&Vec<T>) -> Option<usize>,
) -> Vec<Vec<T>> {
    let inside = |part| sets(part, leaf, worth);
    let mut out = match expression.kind() {
        HirKind::Capture(capture) => inside(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => inside(&repetition.sub),
        HirKind::Concat(parts) => parts.iter().flat_map(inside).collect(),
        HirKind::Alternation(parts) => {
            let best = |part| inside(part).into_iter().max_by_key(worth);
            parts.iter().map(best).collect::<Option<Vec<_>>>().map(|sets| sets.concat()).into_iter().collect()
        }
        smallest => leaf(smallest),
    };
    out.retain(|set| worth(set).is_some());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_match_holds_one_of_each() {
        let syntax = regex_syntax::parse(r"(?:koch|arzt)\b[^(]*\((?:m/w|w/m)\)[ab]?").unwrap();
        let literals = Literals::of(&syntax);
        assert!(literals.stand_in("koch (m/w)") && literals.stand_in("arzt x (w/m)"));
        assert!(!literals.stand_in("koch (mw)") && !literals.stand_in("team (m/w)"));
        let signs = Signs::of(&syntax);
        assert!(signs.stand_in("()/") && !signs.stand_in("(m)") && !signs.stand_in("m/w"));
    }
}
