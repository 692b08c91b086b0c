//! Numbers by key: a small bit filter that stays in the cache, and behind it the buckets.

use serde::{Deserialize, Serialize};
use zerocopy::byteorder::little_endian::U32;

use super::row::{Letters, Row, Rows};

/// Numbers in buckets by the hash of a key; whoever looks up compares what they stand for.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Hashed {
    filter: Row,
    buckets: Rows,
    /// How far a hash is shifted to give a bit of the filter, and a bucket.
    shifts: (u32, u32),
}

impl Hashed {
    /// A table of pairs of key and number.
    pub(super) fn new(pairs: &[(u64, u32)]) -> Self {
        if pairs.is_empty() {
            return Self::default();
        }
        let bits = (pairs.len() * 16).next_power_of_two().max(32);
        let count = pairs.len().next_power_of_two().max(2);
        let shifts = (64 - bits.trailing_zeros(), 64 - count.trailing_zeros());
        let mut filter = vec![0; bits / 32];
        let mut buckets = vec![Vec::new(); count];
        for (key, number) in pairs {
            let hash = spread(*key);
            let bit = (hash >> shifts.0) as usize;
            filter[bit / 32] |= 1 << (bit % 32);
            buckets[(hash >> shifts.1) as usize].push(*number);
        }
        Self { filter: filter.into_iter().collect(), buckets: buckets.into_iter().collect(), shifts }
    }

    /// The numbers whose keys may be `key`.
    #[inline]
    pub(super) fn of(&self, key: u64) -> &[U32] {
        if self.filter.len() == 0 {
            return &[];
        }
        let hash = spread(key);
        let bit = (hash >> self.shifts.0) as usize;
        if self.filter.get(bit / 32) >> (bit % 32) & 1 == 0 {
            return &[];
        }
        self.buckets.of((hash >> self.shifts.1) as usize)
    }
}

/// Fibonacci hashing: the high bits depend on every bit of the key.
#[inline]
fn spread(key: u64) -> u64 {
    (key ^ key >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The key of a whole word.
#[inline]
pub(super) fn key(word: &[u8]) -> u64 {
    let mut chunks = word.chunks_exact(8);
    let mut key = word.len() as u64;
    for chunk in &mut chunks {
        key = (key.rotate_left(23) ^ little(chunk)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    }
    (key.rotate_left(23) ^ little(chunks.remainder())).wrapping_mul(0xff51_afd7_ed55_8ccd)
}

/// Up to eight bytes as one number, the first lowest.
#[inline]
pub(super) fn little(bytes: &[u8]) -> u64 {
    let part = |at: usize| bytes[at..at + 4].try_into().map_or(0, u32::from_le_bytes);
    let byte = |at: usize| u64::from(bytes[at]) << (8 * at);
    match bytes.len() {
        0 => 0,
        // the same byte may be read twice; that changes nothing
        length @ 1..=3 => byte(0) | byte(length / 2) | byte(length - 1),
        length => u64::from(part(0)) | u64::from(part(length - 4)) << (8 * (length - 4)),
    }
}

/// A set of words.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct WordSet {
    table: Hashed,
    letters: Letters,
    starts: Row,
    /// Letters of the longest.
    longest: usize,
}

impl WordSet {
    /// Its words, as they were given.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let all = (0..self.starts.len().saturating_sub(1)).map(|number| self.letters.of(self.starts.range(number)));
        all.filter_map(|letters| std::str::from_utf8(letters).ok())
    }

    /// Whether the set holds a word.
    pub fn contains(&self, word: &str) -> bool {
        self.number(word).is_some()
    }

    /// Which of its words this is, as they were given.
    #[inline]
    pub fn number(&self, word: &str) -> Option<usize> {
        if word.len() > self.longest {
            return None;
        }
        let numbers = self.table.of(key(word.as_bytes())).iter().map(|number| number.get() as usize);
        numbers.into_iter().find(|number| self.letters.of(self.starts.range(*number)) == word.as_bytes())
    }
}

impl<S: AsRef<str>> FromIterator<S> for WordSet {
    fn from_iter<I: IntoIterator<Item = S>>(words: I) -> Self {
        let (mut letters, mut starts, mut pairs) = (String::new(), vec![0], Vec::new());
        let mut longest = 0;
        for (number, word) in words.into_iter().enumerate() {
            let word = word.as_ref();
            pairs.push((key(word.as_bytes()), number as u32));
            letters.push_str(word);
            starts.push(letters.len() as u32);
            longest = longest.max(word.len());
        }
        Self { table: Hashed::new(&pairs), letters: letters.into(), starts: starts.into_iter().collect(), longest }
    }
}

/// A number for each of some words.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct WordMap {
    words: WordSet,
    numbers: Row,
}

impl WordMap {
    /// The number of a word.
    pub fn get(&self, word: &str) -> Option<u32> {
        self.words.number(word).map(|at| self.numbers.get(at))
    }
}

impl<S: AsRef<str>> FromIterator<(S, u32)> for WordMap {
    fn from_iter<I: IntoIterator<Item = (S, u32)>>(pairs: I) -> Self {
        let (words, numbers): (Vec<S>, Vec<u32>) = pairs.into_iter().unzip();
        Self { words: words.into_iter().collect(), numbers: numbers.into_iter().collect() }
    }
}
