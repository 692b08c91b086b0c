//! The atoms of one language, each kept once, and which of them a word meets.

use serde::{Deserialize, Serialize};

use super::entry::{Atom, is_within, number};
use super::hashed::{Hashed, key, little};
use super::row::{Letters, Row};

/// How many letters of an open word are its key: the longest of these that it has.
const LENGTHS: [usize; 4] = [8, 4, 2, 1];

/// Atoms by the words that meet them.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Atoms {
    /// The letters of all atoms, one behind the other.
    letters: Letters,
    starts: Row,
    exact: Hashed,
    prefixes: [Hashed; LENGTHS.len()],
    suffixes: [Hashed; LENGTHS.len()],
    /// What may stand anywhere in a word, by its first four and its first two letters.
    inside: [Hashed; 2],
    /// Atom, least and greatest number.
    numbers: Vec<(u32, u32, u32)>,
}

impl Atoms {
    /// The tables of these atoms.
    pub(super) fn new(atoms: &[&Atom]) -> Self {
        let mut letters = String::new();
        let mut starts = vec![0];
        let mut exact = Vec::new();
        let (mut prefixes, mut suffixes) =
            ([const { Vec::new() }; LENGTHS.len()], [const { Vec::new() }; LENGTHS.len()]);
        let mut inside = [const { Vec::new() }; 2];
        let mut numbers = Vec::new();
        for (id, atom) in atoms.iter().enumerate() {
            let id = id as u32;
            let text: &str = match atom {
                Atom::Exact(text) => {
                    exact.push((key(text.as_bytes()), id));
                    text
                }
                Atom::Prefix(text) => {
                    let table = table_of(text);
                    prefixes[table].push((little(&text.as_bytes()[..LENGTHS[table]]), id));
                    text
                }
                Atom::Suffix(text) => {
                    let table = table_of(text);
                    suffixes[table].push((little(&text.as_bytes()[text.len() - LENGTHS[table]..]), id));
                    text
                }
                Atom::Infix(text) => {
                    let (table, length) = if text.len() >= 4 { (0, 4) } else { (1, text.len().min(2)) };
                    inside[table].push((little(&text.as_bytes()[..length]), id));
                    text
                }
                Atom::Number(low, high, text) => {
                    numbers.push((id, *low, *high));
                    text
                }
                Atom::Any | Atom::Gap(_) | Atom::OneOf(_) => "",
            };
            letters.push_str(text);
            starts.push(letters.len() as u32);
        }
        Self {
            letters: letters.into(),
            starts: starts.into_iter().collect(),
            exact: Hashed::new(&exact),
            prefixes: prefixes.each_ref().map(|pairs| Hashed::new(pairs)),
            suffixes: suffixes.each_ref().map(|pairs| Hashed::new(pairs)),
            inside: inside.each_ref().map(|pairs| Hashed::new(pairs)),
            numbers,
        }
    }

    /// Adds every atom that a word meets; one that stands in it twice may be added twice.
    pub(super) fn met_by(&self, word: &str, out: &mut Vec<u32>) {
        let bytes = word.as_bytes();
        self.add(&self.exact, key(bytes), |letters| letters == bytes, out);
        let (head, tail) = (little(&bytes[..bytes.len().min(8)]), little(&bytes[bytes.len().saturating_sub(8)..]));
        for (table, length) in LENGTHS.iter().enumerate().filter(|(_, length)| **length <= bytes.len()) {
            let mask = u64::MAX >> (64 - 8 * length);
            self.add(&self.prefixes[table], head & mask, |letters| bytes.starts_with(letters), out);
            let end = tail >> (8 * (bytes.len().min(8) - length));
            self.add(&self.suffixes[table], end, |letters| bytes.ends_with(letters), out);
        }
        for at in 0..bytes.len().saturating_sub(1) {
            let rest = &bytes[at..];
            if rest.len() >= 4 {
                self.add(&self.inside[0], little(&rest[..4]), |letters| rest.starts_with(letters), out);
            }
            self.add(&self.inside[1], little(&rest[..2]), |letters| rest.starts_with(letters), out);
        }
        if let Some(number) = number(word) {
            let within = |(id, low, high): &&(u32, u32, u32)| {
                is_within(number, *low, *high, self.letters.of(self.starts.range(*id as usize)))
            };
            out.extend(self.numbers.iter().filter(within).map(|(id, ..)| *id));
        }
    }

    /// Adds the atoms of a table whose key is this and whose letters fit.
    #[inline]
    fn add(&self, table: &Hashed, key: u64, fits: impl Fn(&[u8]) -> bool, out: &mut Vec<u32>) {
        for id in table.of(key) {
            if fits(self.letters.of(self.starts.range(id.get() as usize))) {
                out.push(id.get());
            }
        }
    }
}

fn table_of(letters: &str) -> usize {
    LENGTHS.iter().position(|length| *length <= letters.len()).unwrap_or(LENGTHS.len() - 1)
}
