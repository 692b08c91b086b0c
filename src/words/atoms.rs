//! The atoms of one language, each kept once, and which of them every word of a document meets.

use serde::{Deserialize, Serialize};
use zerocopy::byteorder::little_endian::U32;

use super::entry::{Atom, number_in};
use super::hashed::{Hashed, key, little};
use super::index::Text;
use super::row::Row;

/// How many letters of an open word are its key: the longest of these that it has.
const LENGTHS: [usize; 4] = [8, 4, 2, 1];

/// Atoms by the words that meet them, and the literals of patterns.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Atoms {
    /// The letters of all atoms and literals, one behind the other.
    letters: std::borrow::Cow<'static, str>,
    starts: Row,
    exact: Hashed,
    prefixes: [Hashed; LENGTHS.len()],
    suffixes: [Hashed; LENGTHS.len()],
    /// What may stand anywhere, by its first four and its first two letters.
    anywhere: [Hashed; 2],
    /// Atom, least and greatest number.
    numbers: Vec<(u32, u32, u32)>,
    /// Literals follow the atoms.
    literals: u32,
    /// For every atom a sign of the classes that hold it, in two halves.
    signs: Row,
}

/// Which atoms each word of a text meets; kept from text to text for its memory.
#[derive(Debug, Default)]
pub struct Met {
    starts: Vec<u32>,
    atoms: Vec<u32>,
    /// For every word the signs of the classes that its atoms belong to.
    signs: Vec<u64>,
    /// Words and the atoms met inside them.
    inside: Vec<(u32, u32)>,
}

impl Met {
    /// Whether a word may meet a class: never wrong when it says no.
    #[inline]
    pub(super) fn may_meet(&self, word: usize, class: u32) -> bool {
        self.signs.get(word).is_some_and(|signs| signs & sign(class) != 0)
    }

    /// The atoms that a word meets.
    #[inline]
    pub(super) fn by(&self, word: usize) -> &[u32] {
        &self.atoms[self.starts[word] as usize..self.starts[word + 1] as usize]
    }
}

impl Atoms {
    /// The tables of these atoms, each with the classes that hold it, and of literals.
    pub(super) fn new(atoms: &[&Atom], classes: &[Vec<u32>], literals: &[String]) -> Self {
        let signs = classes.iter().map(|classes| classes.iter().fold(0, |signs, class| signs | sign(*class)));
        let mut letters = String::new();
        let mut starts = vec![0];
        let mut exact = Vec::new();
        let (mut prefixes, mut suffixes) =
            ([const { Vec::new() }; LENGTHS.len()], [const { Vec::new() }; LENGTHS.len()]);
        let mut anywhere = [const { Vec::new() }; 2];
        let mut numbers = Vec::new();
        let mut stands_anywhere = |text: &str, id: u32| {
            let (table, length) = if text.len() >= 4 { (0, 4) } else { (1, text.len().min(2)) };
            anywhere[table].push((little(&text.as_bytes()[..length]), id));
        };
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
                    stands_anywhere(text, id);
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
        for (number, literal) in literals.iter().enumerate() {
            stands_anywhere(literal, (atoms.len() + number) as u32);
            letters.push_str(literal);
            starts.push(letters.len() as u32);
        }
        Self {
            letters: letters.into(),
            starts: starts.into_iter().collect(),
            exact: Hashed::new(&exact),
            prefixes: prefixes.each_ref().map(|pairs| Hashed::new(pairs)),
            suffixes: suffixes.each_ref().map(|pairs| Hashed::new(pairs)),
            anywhere: anywhere.each_ref().map(|pairs| Hashed::new(pairs)),
            numbers,
            literals: literals.len() as u32,
            signs: signs.flat_map(|signs: u64| [signs as u32, (signs >> 32) as u32]).collect(),
        }
    }

    fn signs(&self, atom: usize) -> u64 {
        u64::from(self.signs.get(2 * atom)) | u64::from(self.signs.get(2 * atom + 1)) << 32
    }

    #[inline]
    fn letters(&self, id: u32) -> &[u8] {
        &self.letters.as_bytes()[self.starts.range(id as usize)]
    }

    /// Tells which atoms the words of a text meet, and marks the literals that stand in it.
    pub(super) fn meet(&self, text: &Text<'_>, met: &mut Met, literals: &mut [bool]) {
        met.starts.clear();
        met.atoms.clear();
        met.signs.clear();
        met.inside.clear();
        self.search(text, &mut met.inside, literals);
        let mut inside = 0;
        for (at, word) in text.words.iter().enumerate() {
            met.starts.push(met.atoms.len() as u32);
            self.word(word.of(text.folded), &mut met.atoms);
            while let Some((_, atom)) = met.inside.get(inside).filter(|(word, _)| *word as usize == at) {
                met.atoms.push(*atom);
                inside += 1;
            }
            let of_word = &met.atoms[met.starts[at] as usize..];
            met.signs.push(of_word.iter().fold(0, |signs, atom| signs | self.signs(*atom as usize)));
        }
        met.starts.push(met.atoms.len() as u32);
    }

    fn word(&self, word: &str, out: &mut Vec<u32>) {
        let bytes = word.as_bytes();
        let mut keep = |candidates: &[U32], fits: &dyn Fn(&[u8]) -> bool| {
            out.extend(candidates.iter().map(|id| id.get()).filter(|id| fits(self.letters(*id))));
        };
        keep(self.exact.of(key(bytes)), &|letters| letters == bytes);
        let (head, tail) = (little(&bytes[..bytes.len().min(8)]), little(&bytes[bytes.len().saturating_sub(8)..]));
        for (table, length) in LENGTHS.iter().enumerate().filter(|(_, length)| **length <= bytes.len()) {
            let mask = u64::MAX >> (64 - 8 * length);
            keep(self.prefixes[table].of(head & mask), &|letters| bytes.starts_with(letters));
            let end = tail >> (8 * (bytes.len().min(8) - length));
            keep(self.suffixes[table].of(end), &|letters| bytes.ends_with(letters));
        }
        if bytes[0].is_ascii_digit() {
            let within = |(id, low, high): &&(u32, u32, u32)| {
                let letters = &self.letters[self.starts.range(*id as usize)];
                number_in(word, *low, *high, letters)
            };
            out.extend(self.numbers.iter().filter(within).map(|(id, ..)| *id));
        }
    }

    /// Looks for everything that may stand anywhere.
    fn search(&self, text: &Text<'_>, inside: &mut Vec<(u32, u32)>, literals: &mut [bool]) {
        let bytes = text.folded.as_bytes();
        let first_literal = self.starts.len() as u32 - 1 - self.literals;
        let mut word = 0;
        let mut found = |at: usize, candidates: &[U32]| {
            for id in candidates.iter().map(|id| id.get()).filter(|id| bytes[at..].starts_with(self.letters(*id))) {
                if id >= first_literal {
                    literals[(id - first_literal) as usize] = true;
                    continue;
                }
                let end = at + self.letters(id).len();
                while word < text.words.len() && text.words[word].end as usize <= at {
                    word += 1;
                }
                let holds = text.words.get(word).filter(|w| w.start as usize <= at && end <= w.end as usize);
                if holds.is_some() {
                    inside.push((word as u32, id));
                }
            }
        };
        for (at, four) in bytes.windows(4).enumerate() {
            let key = four.try_into().map_or(0, u32::from_le_bytes);
            let long = self.anywhere[0].of(key.into());
            let short = self.anywhere[1].of((key & 0xffff).into());
            if !long.is_empty() || !short.is_empty() {
                found(at, long);
                found(at, short);
            }
        }
        // where less than four bytes are left
        for at in bytes.len().saturating_sub(3)..bytes.len().saturating_sub(1) {
            found(at, self.anywhere[1].of(little(&bytes[at..at + 2])));
        }
    }
}

/// One bit that stands for a class, and for some others.
#[inline]
fn sign(class: u32) -> u64 {
    1 << (class.wrapping_mul(0x9e37_79b9) >> 26)
}

fn table_of(letters: &str) -> usize {
    LENGTHS.iter().position(|length| *length <= letters.len()).unwrap_or(LENGTHS.len() - 1)
}
