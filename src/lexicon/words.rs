//! The word index: entries that are bound to a word's edge, looked up by the hash of the word, its start or its end.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::document::Document;
use crate::rule::concept::Listed;
use crate::words::Atom;

/// How many letters of an open word are hashed: the longest of these that it has.
const LENGTHS: [usize; 5] = [8, 6, 4, 3, 2];

/// Entries by the hash of the word that anchors them.
#[derive(Debug, Default)]
pub(super) struct WordIndex {
    exact: Table,
    starts: [Table; LENGTHS.len()],
    ends: [Table; LENGTHS.len()],
    /// Entries anchored by a number.
    numbers: Vec<Anchored>,
    /// Entries whose open anchor is a single letter; there are hardly any.
    short: Vec<Anchored>,
}

/// An entry and the number of its atom that was looked up.
#[derive(Clone, Copy, Debug)]
pub(super) struct Anchored {
    pub(super) entry: u32,
    pub(super) anchor: u8,
}

type Table = HashMap<u64, Vec<Anchored>, BuildHasherDefault<Taken>>;

/// Takes keys as they are: they are hashes already.
#[derive(Default)]
pub(super) struct Taken(u64);

impl Hasher for Taken {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, _: &[u8]) {}
    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

/// FNV-1a, finished so that the low bits depend on every byte.
fn hash(bytes: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in bytes {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3);
    }
    hash ^ (hash >> 29)
}

impl WordIndex {
    /// Adds an entry under every alternative of its anchor; `false` when one of them is bound to no edge.
    pub(super) fn add(&mut self, number: u32, listed: &Listed) -> bool {
        let at = listed.entry.anchor();
        let anchored = Anchored { entry: number, anchor: at as u8 };
        let added = listed.entry.atoms[at].alternatives().iter().map(|atom| self.add_atom(anchored, atom));
        // every alternative is added, also behind one that was refused
        added.fold(true, |all, one| all & one)
    }

    fn add_atom(&mut self, anchored: Anchored, atom: &Atom) -> bool {
        let (tables, letters, from_start) = match atom {
            Atom::Exact(word) => {
                self.exact.entry(hash(word.as_bytes())).or_default().push(anchored);
                return true;
            }
            Atom::Number(..) => {
                self.numbers.push(anchored);
                return true;
            }
            Atom::Prefix(letters) => (&mut self.starts, letters.as_bytes(), true),
            Atom::Suffix(letters) => (&mut self.ends, letters.as_bytes(), false),
            _ => return false,
        };
        match LENGTHS.iter().position(|length| *length <= letters.len()) {
            Some(table) => {
                let part = part(letters, LENGTHS[table], from_start);
                tables[table].entry(hash(part)).or_default().push(anchored);
            }
            None => self.short.push(anchored),
        }
        true
    }

    /// Calls `found` with every entry that the word `at` of a document may anchor.
    pub(super) fn candidates(&self, document: &Document, at: usize, found: &mut impl FnMut(Anchored)) {
        let word = document.words[at].of(&document.folded).as_bytes();
        let mut look = |table: &Table, key: &[u8]| {
            if let Some(entries) = table.get(&hash(key)) {
                entries.iter().copied().for_each(&mut *found);
            }
        };
        look(&self.exact, word);
        for (table, length) in LENGTHS.iter().enumerate().filter(|(_, length)| **length <= word.len()) {
            look(&self.starts[table], part(word, *length, true));
            look(&self.ends[table], part(word, *length, false));
        }
        if word[0].is_ascii_digit() {
            self.numbers.iter().copied().for_each(&mut *found);
        }
        self.short.iter().copied().for_each(found);
    }
}

fn part(letters: &[u8], length: usize, from_start: bool) -> &[u8] {
    if from_start { &letters[..length] } else { &letters[letters.len() - length..] }
}
