//! Concepts: named word lists, and where their words were hit in a document.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::words::Entry;

/// A concept of a rule set; words written in place make concepts without a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub struct ConceptId(pub u32);

/// One entry of a concept, with a number that tells its owner which it was.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Whose entry it is.
    pub concept: ConceptId,
    /// The owner's number for it: a term, a form of a noun.
    pub tag: u32,
    /// What it asks of the text.
    pub entry: Entry,
}

/// Words of a document that an entry of a concept matched, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Whose entry matched.
    pub concept: ConceptId,
    /// The owner's number for the entry.
    pub tag: u32,
    /// Index of the first word.
    pub first: u32,
    /// Index of the last word.
    pub last: u32,
}

impl Hit {
    /// Whether the two share a word.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

/// Every hit in a document, by concept and place.
#[derive(Debug, Default)]
pub struct Hits {
    hits: Vec<Hit>,
    starts: Vec<u32>,
}

impl Hits {
    /// Sorts hits by concept; `exceptions` void the hits of their concept that they touch.
    pub fn new(mut hits: Vec<Hit>, mut exceptions: Vec<Hit>, concepts: usize) -> Self {
        exceptions.sort_unstable_by_key(|hit| (hit.concept, hit.first));
        let longest = exceptions.iter().map(|hit| hit.last - hit.first).max().unwrap_or(0);
        hits.retain(|hit| {
            let nearest = (hit.concept, hit.first.saturating_sub(longest));
            let from = exceptions.partition_point(|void| (void.concept, void.first) < nearest);
            let near =
                exceptions[from..].iter().take_while(|void| void.concept == hit.concept && void.first <= hit.last);
            !near.into_iter().any(|void| void.overlaps(hit))
        });
        // concept and first word, the longer first, then the tag, as one number to compare
        hits.sort_unstable_by_key(|hit| {
            let place = u128::from(hit.concept.0) << 32 | u128::from(hit.first);
            place << 64 | u128::from(!hit.last) << 32 | u128::from(hit.tag)
        });
        hits.dedup();
        let mut starts = vec![0; concepts + 1];
        for hit in &hits {
            starts[hit.concept.0 as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        Self { hits, starts }
    }

    /// The hits of a concept in the order of the text, the longer first where two start together.
    pub fn of(&self, concept: ConceptId) -> &[Hit] {
        let at = concept.0 as usize;
        &self.hits[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    /// The hits of a concept that start in a range of words.
    pub fn within(&self, concept: ConceptId, words: &Range<u32>) -> &[Hit] {
        let all = self.of(concept);
        let from = all.partition_point(|hit| hit.first < words.start);
        let to = from + all[from..].partition_point(|hit| hit.first < words.end);
        &all[from..to]
    }
}
