//! What is bound to no word edge: letters inside words, and the literals that patterns need.

use aho_corasick::AhoCorasick;

use super::words::Anchored;
use crate::document::Document;
use crate::rule::concept::Listed;
use crate::words::Atom;

/// One automaton over everything that may stand anywhere.
#[derive(Debug)]
pub(super) struct Anywhere {
    automaton: Option<AhoCorasick>,
    /// What each of the automaton's words stands for.
    meaning: Vec<Meaning>,
}

#[derive(Clone, Copy, Debug)]
enum Meaning {
    Entry(Anchored),
    Literal(u32),
}

impl Anywhere {
    /// Builds the automaton of entries (by number) and literals.
    pub(super) fn new(entries: &[(u32, &Listed)], literals: &[String]) -> Self {
        let mut words: Vec<&str> = Vec::new();
        let mut meaning = Vec::new();
        for (number, listed) in entries {
            let anchor = listed.entry.anchor();
            for atom in listed.entry.atoms[anchor].alternatives() {
                if let Atom::Infix(letters) = atom {
                    words.push(letters);
                    meaning.push(Meaning::Entry(Anchored { entry: *number, anchor: anchor as u8 }));
                }
            }
        }
        for (number, literal) in literals.iter().enumerate() {
            words.push(literal);
            meaning.push(Meaning::Literal(number as u32));
        }
        let automaton = (!words.is_empty()).then(|| AhoCorasick::new(&words).ok()).flatten();
        Self { automaton, meaning }
    }

    /// Marks the literals that stand in a document, and calls `found` with every entry and the word it may stand at.
    pub(super) fn scan(&self, document: &Document, literals: &mut [bool], found: &mut impl FnMut(Anchored, usize)) {
        let Some(automaton) = &self.automaton else { return };
        let mut word = 0;
        for hit in automaton.find_overlapping_iter(&document.folded) {
            match self.meaning[hit.pattern().as_usize()] {
                Meaning::Literal(number) => literals[number as usize] = true,
                Meaning::Entry(anchored) => {
                    while word < document.words.len() && (document.words[word].end as usize) < hit.end() {
                        word += 1;
                    }
                    if word < document.words.len() && document.words[word].start as usize <= hit.start() {
                        found(anchored, word);
                    }
                }
            }
        }
    }
}
