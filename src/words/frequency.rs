//! How often words stand in adverts, and with that which step of an entry meets the fewest.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::entry::Atom;
use crate::fold::fold;

/// The commonest words of a language, folded, with how often each stands in ten thousand.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Frequency(BTreeMap<Box<str>, u32>);

impl Frequency {
    /// The frequencies in a list of words by the least number in ten thousand.
    pub fn new(lists: &BTreeMap<u32, Vec<String>>) -> Self {
        let words = lists.iter().flat_map(|(often, words)| words.iter().map(|word| (fold(word).into(), *often)));
        Self(words.collect())
    }

    /// How often, in ten thousand words, one meets an atom: what is known of the commonest, and for an open atom what
    /// its letters leave open.
    pub(super) fn of(&self, atom: &Atom) -> u32 {
        let sum = |fits: &dyn Fn(&str) -> bool| -> u32 {
            self.0.iter().filter(|(word, _)| fits(word)).map(|(_, often)| often).sum()
        };
        let open = |letters: &str| 1 << 8_usize.saturating_sub(letters.len());
        match atom {
            Atom::Exact(letters) => 1 + self.0.get(letters).copied().unwrap_or(0),
            Atom::Prefix(letters) => {
                let known = self.0.range(letters.clone()..).take_while(|(word, _)| word.starts_with(&**letters));
                open(letters) + known.map(|(_, often)| often).sum::<u32>()
            }
            Atom::Suffix(letters) => open(letters) + sum(&|word| word.ends_with(&**letters)),
            Atom::Infix(letters) => open(letters) + sum(&|word| word.contains(&**letters)),
            Atom::Number(..) | Atom::OneOf(_) | Atom::Any | Atom::Gap(_) => NUMBERS,
        }
    }
}

/// How often a number stands; the other atoms without letters are never looked up.
const NUMBERS: u32 = 100;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rarer_step() {
        let frequency = Frequency::new(&[(500, vec!["für".into()]), (4, vec!["Fürsorge".into()])].into());
        let of = |atom| frequency.of(&atom);
        assert_eq!(of(Atom::Exact("fuer".into())), 501);
        assert_eq!(of(Atom::Exact("fuersprache".into())), 1);
        assert_eq!(of(Atom::Prefix("fuer".into())), 504 + (1 << 4));
        assert!(of(Atom::Prefix("fuersor".into())) < of(Atom::Suffix("er".into())));
    }
}
