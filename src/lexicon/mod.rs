//! All words of all rules, one pass over the folded text: where each concept was hit.

mod anywhere;
mod words;

use std::sync::OnceLock;

use crate::document::Document;
use crate::rule::concept::{Hit, Hits};
use crate::rule::{RuleSet, Vocabulary};
use anywhere::Anywhere;
use words::WordIndex;

/// What a scan found.
#[derive(Debug)]
pub struct Scan {
    /// Hits of every concept of the document's language.
    pub hits: Hits,
    /// Which literals of patterns stand in the text.
    pub literals: Vec<bool>,
}

/// The indexes of every language, built when first needed.
#[derive(Debug)]
pub struct Lexicon {
    indexes: Vec<(String, OnceLock<Index>)>,
}

#[derive(Debug)]
struct Index {
    words: WordIndex,
    anywhere: Anywhere,
}

impl Index {
    fn new(vocabulary: &Vocabulary) -> Self {
        let mut words = WordIndex::default();
        let mut loose = Vec::new();
        for (number, listed) in vocabulary.entries.iter().enumerate() {
            if !words.add(number as u32, listed) {
                loose.push((number as u32, listed));
            }
        }
        Self { words, anywhere: Anywhere::new(&loose, &vocabulary.literals) }
    }
}

impl Lexicon {
    /// A lexicon of the words of `rules`.
    pub fn new(rules: &RuleSet) -> Self {
        let names = rules.vocabularies.iter().map(|vocabulary| vocabulary.language.name.clone());
        Self { indexes: names.map(|name| (name, OnceLock::new())).collect() }
    }

    /// Finds the words of `vocabulary` in a document of its language.
    pub fn scan(&self, vocabulary: &Vocabulary, document: &Document) -> Scan {
        let slot = self.indexes.iter().find(|(name, _)| *name == vocabulary.language.name);
        let built;
        let index = match slot {
            Some((_, slot)) => slot.get_or_init(|| Index::new(vocabulary)),
            None => {
                built = Index::new(vocabulary);
                &built
            }
        };
        let mut hits = Vec::new();
        let mut exceptions = Vec::new();
        let mut stand = |anchored: words::Anchored, at: usize| {
            let listed = &vocabulary.entries[anchored.entry as usize];
            let entry = &listed.entry;
            let Some((first, last)) = entry.stands(&document.folded, &document.words, at, anchored.anchor as usize)
            else {
                return;
            };
            let (first, last) = (first as u32, last as u32);
            let in_one = first == last || document.sentence_of(first) == document.sentence_of(last);
            if !in_one || !entry.written_so(&document.prose, &document.words, first as usize) {
                return;
            }
            let hit = Hit { concept: listed.concept, tag: listed.tag, first, last };
            if entry.exception { exceptions.push(hit) } else { hits.push(hit) }
        };
        for at in 0..document.words.len() {
            index.words.candidates(document, at, &mut |anchored| stand(anchored, at));
        }
        let mut literals = vec![false; vocabulary.literals.len()];
        index.anywhere.scan(document, &mut literals, &mut stand);
        Scan { hits: Hits::new(hits, &exceptions, vocabulary.concepts), literals }
    }
}
