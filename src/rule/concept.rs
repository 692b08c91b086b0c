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
    pub fn new(found: &[Hit], exceptions: Vec<Hit>, concepts: usize) -> Self {
        let mut starts = vec![0_u32; concepts + 1];
        found.iter().for_each(|hit| starts[hit.concept.0 as usize + 1] += 1);
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut hits = found.to_vec();
        for hit in found {
            let at = &mut next[hit.concept.0 as usize];
            hits[*at as usize] = *hit;
            *at += 1;
        }
        let voids = Voids::new(exceptions);
        let mut kept = 0;
        for concept in 0..concepts {
            let range = starts[concept] as usize..starts[concept + 1] as usize;
            starts[concept] = kept as u32;
            if range.is_empty() {
                continue;
            }
            let of_concept = &mut hits[range.clone()];
            // the longer first where two start together
            let place = |hit: &Hit| u128::from(hit.first) << 64 | u128::from(!hit.last) << 32 | u128::from(hit.tag);
            if !of_concept.is_sorted_by_key(place) {
                of_concept.sort_unstable_by_key(place);
            }
            let voids = voids.of(ConceptId(concept as u32));
            let first = kept;
            for at in range {
                let hit = hits[at];
                if (kept == first || hits[kept - 1] != hit) && !voids.iter().any(|void| void.overlaps(&hit)) {
                    hits[kept] = hit;
                    kept += 1;
                }
            }
        }
        hits.truncate(kept);
        starts[concepts] = kept as u32;
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

/// Exceptions, which void the hits that they touch.
struct Voids(Vec<Hit>);

impl Voids {
    fn new(mut exceptions: Vec<Hit>) -> Self {
        exceptions.sort_unstable_by_key(|hit| (hit.concept, hit.first));
        Self(exceptions)
    }

    /// The exceptions of a concept.
    fn of(&self, concept: ConceptId) -> &[Hit] {
        let from = self.0.partition_point(|hit| hit.concept < concept);
        let length = self.0[from..].iter().take_while(|hit| hit.concept == concept).count();
        &self.0[from..from + length]
    }
}
