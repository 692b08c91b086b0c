//! All words of all rules, one pass over the folded text: where each concept was hit.

use serde::{Deserialize, Serialize};

use crate::document::Document;
use crate::rule::concept::{ConceptId, Hit, Hits};
use crate::rule::{RuleSet, Vocabulary};
use crate::words::Index;

/// The words of every language, in the order of the rule set's vocabularies.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Lexicon(Vec<Index>);

impl Lexicon {
    /// A lexicon of the entries of `rules`, which are then no longer needed.
    pub fn new(rules: &mut RuleSet) -> Self {
        let index = |vocabulary: &mut Vocabulary| {
            let entries = std::mem::take(&mut vocabulary.entries);
            let owned = entries.iter().map(|listed| ((listed.concept.0, listed.tag), &listed.entry));
            Index::new(owned, &vocabulary.language.frequent)
        };
        Self(rules.vocabularies.iter_mut().map(index).collect())
    }

    /// Finds the words of `vocabulary`, the one of this number, in a document of its language.
    pub fn scan(&self, number: usize, vocabulary: &Vocabulary, document: &Document) -> Hits {
        let (mut hits, mut exceptions) = (Vec::new(), Vec::new());
        let parts = |first, last| first != last && document.sentence_of(first) != document.sentence_of(last);
        self.0[number].scan(&document.text(), parts, |found| {
            let (first, last) = found.words;
            let hit = Hit { concept: ConceptId(found.owner.0), tag: found.owner.1, first, last };
            if found.exception { exceptions.push(hit) } else { hits.push(hit) }
        });
        Hits::new(&hits, exceptions, vocabulary.concepts)
    }
}
