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
    /// Where it stands, the longer first where two start together.
    fn place(&self) -> (u64, u32) {
        (u64::from(self.first) << 32 | u64::from(!self.last), self.tag)
    }

    /// Whether the two share a word.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

/// Every hit in a document, by concept and place.
#[derive(Debug, Default)]
pub struct Hits {
    hits: Vec<Hit>,
    /// Where those of each concept lie.
    of_concept: Vec<Range<u32>>,
}

impl Hits {
    /// Sorts hits by concept; `exceptions` void the hits of their concept that they touch.
    pub fn new(found: &[Hit], exceptions: Vec<Hit>, concepts: usize) -> Self {
        let mut of_concept = vec![0..0_u32; concepts];
        found.iter().for_each(|hit| of_concept[hit.concept.0 as usize].end += 1);
        let mut next = 0;
        for range in &mut of_concept {
            let start = next;
            next += range.end;
            *range = start..start;
        }
        let mut hits = found.to_vec();
        for hit in found {
            let end = &mut of_concept[hit.concept.0 as usize].end;
            hits[*end as usize] = *hit;
            *end += 1;
        }
        let voids = Voids::new(exceptions);
        for (concept, range) in of_concept.iter_mut().enumerate().filter(|(_, range)| range.start < range.end) {
            let voids = voids.of(ConceptId(concept as u32));
            let all = &mut hits[range.start as usize..range.end as usize];
            // words are met in the order of the text, so nearly always there is nothing to do
            if !voids.is_empty() || !all.is_sorted_by(|one, next| one.place() < next.place()) {
                range.end = range.start + settle(all, voids) as u32;
            }
        }
        Self { hits, of_concept }
    }

    /// The hits of a concept in the order of the text, the longer first where two start together.
    pub fn of(&self, concept: ConceptId) -> &[Hit] {
        let range = &self.of_concept[concept.0 as usize];
        &self.hits[range.start as usize..range.end as usize]
    }

    /// The hits of a concept that start in a range of words.
    pub fn within(&self, concept: ConceptId, words: &Range<u32>) -> &[Hit] {
        let all = self.of(concept);
        let from = all.partition_point(|hit| hit.first < words.start);
        let to = from + all[from..].partition_point(|hit| hit.first < words.end);
        &all[from..to]
    }
}

/// Sorts hits by place and brings those to the front that stand there once and are not void; how many these are.
fn settle(hits: &mut [Hit], voids: &[Hit]) -> usize {
    hits.sort_unstable_by_key(Hit::place);
    let mut kept = 0;
    for at in 0..hits.len() {
        let hit = hits[at];
        if (kept == 0 || hits[kept - 1] != hit) && !voids.iter().any(|void| void.overlaps(&hit)) {
            hits[kept] = hit;
            kept += 1;
        }
    }
    kept
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
