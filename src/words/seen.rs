//! What is known of every word that was seen, kept from text to text: languages repeat their words.

use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use super::hashed::key;
use super::index::{Index, Text};

/// More different words than this are forgotten before the next text.
const MOST: usize = 1 << 14;

/// Different words, and which of them stand in a text.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Open addressing, at most half full.
    slots: Vec<Slot>,
    known: Vec<Known>,
    letters: Vec<u8>,
    classes: Vec<u32>,
    /// Groups of entries that words look up, as neighbouring ones.
    lookups: Vec<Range<u32>>,
    /// The words of the text.
    words: Vec<Place>,
    /// One bit for every class that a word of the text meets.
    present: Vec<u64>,
    /// Which text is being read.
    text: u32,
    /// Room for the atoms and the classes of a word that is being learnt.
    room: (Vec<u32>, Vec<u32>),
}

/// Where a word is found by its key; up to eight letters are one with key and length.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    key: u64,
    /// In letters; none stands for an empty slot.
    length: u32,
    number: u32,
}

/// Where the facts about one word lie, and signs of the classes that it meets.
#[derive(Debug)]
struct Known {
    letters: Range<u32>,
    classes: Range<u32>,
    lookups: Range<u32>,
    signs: u64,
    /// The last text that it stood in.
    text: u32,
}

/// One word of the text.
#[derive(Clone, Copy, Debug)]
struct Place {
    /// Those of the word; nearly always a class is not met, and they tell.
    signs: u64,
    /// The number of the word among those known.
    word: u32,
}

impl Seen {
    /// Reads the words of a text; what is new among them `index` explains.
    pub(super) fn read(&mut self, index: &Index, text: &Text<'_>) {
        if self.known.len() > MOST {
            *self = Self::default();
        }
        self.words.clear();
        self.text += 1;
        self.present.clear();
        self.present.resize(index.classes() / 64 + 1, 0);
        self.words.reserve(text.words.len());
        for word in text.words {
            let number = self.number(index, word.of(text.folded));
            let known = &mut self.known[number as usize];
            self.words.push(Place { signs: known.signs, word: number });
            if known.text != self.text {
                known.text = self.text;
                for class in &self.classes[range(&known.classes)] {
                    self.present[*class as usize / 64] |= 1 << (class % 64);
                }
            }
        }
    }

    /// Whether the word at a place meets a class; there may be no such place.
    #[inline]
    pub(super) fn meets(&self, at: usize, class: u32) -> bool {
        self.words.get(at).is_some_and(|place| {
            place.signs & sign(class) != 0 && {
                let classes = &self.known[place.word as usize].classes;
                self.classes[range(classes)].binary_search(&class).is_ok()
            }
        })
    }

    /// Whether a word of the text meets a class.
    #[inline]
    pub(super) fn stands_somewhere(&self, class: u32) -> bool {
        self.present[class as usize / 64] >> (class % 64) & 1 != 0
    }

    /// The groups of entries that the word at a place looks up.
    #[inline]
    pub(super) fn groups(&self, at: usize) -> impl Iterator<Item = usize> {
        let known = &self.known[self.words[at].word as usize];
        self.lookups[range(&known.lookups)].iter().flat_map(range)
    }

    fn number(&mut self, index: &Index, word: &str) -> u32 {
        if self.known.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let (key, length) = (key(word.as_bytes()), word.len() as u32);
        let mut at = place(key) & (self.slots.len() - 1);
        while self.slots[at].length > 0 {
            let slot = self.slots[at];
            if slot.key == key
                && slot.length == length
                && (length <= 8 || self.letters[range(&self.known[slot.number as usize].letters)] == *word.as_bytes())
            {
                return slot.number;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
        let number = self.known.len() as u32;
        self.slots[at] = Slot { key, length, number };
        self.learn(word, index);
        number
    }

    fn learn(&mut self, word: &str, index: &Index) {
        let (mut atoms, mut met) = std::mem::take(&mut self.room);
        index.met_by(word, &mut atoms, &mut met);
        let first = self.lookups.len();
        for class in &met {
            let groups = index.lookup(*class);
            let groups = groups.start as u32..groups.end as u32;
            match self.lookups[first..].last_mut() {
                _ if groups.start == groups.end => {}
                Some(last) if last.end == groups.start => last.end = groups.end,
                _ => self.lookups.push(groups),
            }
        }
        self.known.push(Known {
            letters: append(&mut self.letters, word.as_bytes()),
            signs: met.iter().fold(0, |signs, class| signs | sign(*class)),
            classes: append(&mut self.classes, &met),
            lookups: first as u32..self.lookups.len() as u32,
            text: 0,
        });
        self.room = (atoms, met);
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(1 << 6);
        let old = std::mem::replace(&mut self.slots, vec![Slot::default(); size]);
        for slot in old.into_iter().filter(|slot| slot.length > 0) {
            let mut at = place(slot.key) & (size - 1);
            while self.slots[at].length > 0 {
                at = (at + 1) & (size - 1);
            }
            self.slots[at] = slot;
        }
    }
}

/// Knowledge that no text uses right now; each text takes some and gives it back.
#[derive(Debug, Default)]
pub(super) struct Pool(Mutex<Vec<Seen>>);

impl Pool {
    pub(super) fn take(&self) -> Seen {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
    }

    pub(super) fn give_back(&self, seen: Seen) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(seen);
    }
}

/// Where the search for a key begins: its high bits are the well mixed ones.
#[inline]
fn place(key: u64) -> usize {
    (key >> 32) as usize
}

fn append<T: Copy>(all: &mut Vec<T>, more: &[T]) -> Range<u32> {
    let start = all.len() as u32;
    all.extend_from_slice(more);
    start..all.len() as u32
}

#[inline]
fn range(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}

/// One bit that stands for a class, and for some others.
#[inline]
fn sign(class: u32) -> u64 {
    1 << (class.wrapping_mul(0x9e37_79b9) >> 26)
}
