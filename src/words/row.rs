//! Numbers in a row, read where they lie: in the prepared bytes of the program, or as they were just built.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use zerocopy::byteorder::little_endian::U32;
use zerocopy::{FromBytes, IntoBytes};

/// A row of numbers.
#[derive(Clone, Default)]
pub(super) struct Row(Cow<'static, [U32]>);

impl Row {
    /// The number at `at`.
    #[inline]
    pub(super) fn get(&self, at: usize) -> u32 {
        self.0[at].get()
    }

    /// How many there are.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The numbers in a range.
    #[inline]
    pub(super) fn slice(&self, range: Range<usize>) -> &[U32] {
        &self.0[range]
    }

    /// The range between the number at `at` and the next.
    #[inline]
    pub(super) fn range(&self, at: usize) -> Range<usize> {
        self.get(at) as usize..self.get(at + 1) as usize
    }
}

impl fmt::Debug for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} numbers", self.len())
    }
}

impl FromIterator<u32> for Row {
    fn from_iter<I: IntoIterator<Item = u32>>(numbers: I) -> Self {
        Self(numbers.into_iter().map(U32::new).collect())
    }
}

impl Serialize for Row {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0.as_bytes())
    }
}

impl<'de: 'static> Deserialize<'de> for Row {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bytes = <&'static [u8]>::deserialize(deserializer)?;
        <[U32]>::ref_from_bytes(bytes).map(|row| Self(Cow::Borrowed(row))).map_err(D::Error::custom)
    }
}

/// Letters of many words, one behind the other, as they lie in the prepared bytes.
#[derive(Clone, Debug, Default)]
pub(super) struct Letters(Cow<'static, [u8]>);

impl Letters {
    /// The letters in a range.
    #[inline]
    pub(super) fn of(&self, range: Range<usize>) -> &[u8] {
        &self.0[range]
    }
}

impl From<String> for Letters {
    fn from(text: String) -> Self {
        Self(text.into_bytes().into())
    }
}

impl Serialize for Letters {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de: 'static> Deserialize<'de> for Letters {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <&'static [u8]>::deserialize(deserializer).map(|bytes| Self(Cow::Borrowed(bytes)))
    }
}

/// Rows of numbers of different length, one behind the other.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Rows {
    starts: Row,
    numbers: Row,
}

impl Rows {
    /// The row number `at`.
    #[inline]
    pub fn of(&self, at: usize) -> &[U32] {
        self.numbers.slice(self.starts.range(at))
    }
}

impl FromIterator<Vec<u32>> for Rows {
    fn from_iter<I: IntoIterator<Item = Vec<u32>>>(rows: I) -> Self {
        let mut starts = vec![0];
        let mut numbers = Vec::new();
        for row in rows {
            numbers.extend(row);
            starts.push(numbers.len() as u32);
        }
        Self { starts: starts.into_iter().collect(), numbers: numbers.into_iter().collect() }
    }
}
