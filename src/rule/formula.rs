//! Formulas: how concepts must meet in one unit of text, and guards: what must not stand there.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::concept::{ConceptId, Hit, Hits};
use crate::document::Document;

/// The unit that formulas look at: a sentence, and what it leans on.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Index of the sentence.
    pub sentence: u32,
    /// Its words.
    pub own: Range<u32>,
    /// The words of the sentence that introduces it or stands before it.
    pub before: Range<u32>,
}

impl Unit {
    /// A sentence, with the introduction of its list.
    pub fn of(document: &Document, sentence: u32) -> Self {
        let this = &document.sentences[sentence as usize];
        let before = this.intro.map_or(0..0, |intro| document.sentences[intro as usize].words.clone());
        Self { sentence, own: this.words.clone(), before }
    }

    /// A sentence with the one before it in the same block.
    pub fn pair(document: &Document, sentence: u32) -> Option<Self> {
        let this = &document.sentences[sentence as usize];
        let previous = document.sentences.get((sentence as usize).checked_sub(1)?)?;
        let near = previous.block == this.block;
        near.then(|| Self { sentence, own: this.words.clone(), before: previous.words.clone() })
    }

    /// The hits of a concept in the unit, the sentence's own first.
    fn hits<'h>(&self, hits: &'h Hits, concept: ConceptId) -> impl Iterator<Item = &'h Hit> + use<'h> {
        hits.within(concept, &self.own).iter().chain(hits.within(concept, &self.before))
    }

    /// Where a word stands when the words before are set directly in front of the sentence.
    fn position(&self, word: u32) -> i64 {
        if self.own.contains(&word) {
            i64::from(word)
        } else {
            i64::from(self.own.start) - i64::from(self.before.end) + i64::from(word)
        }
    }

    /// How many words stand between two hits; negative when they overlap.
    fn between(&self, a: &Hit, b: &Hit) -> i64 {
        let (left, right) = if self.position(a.first) <= self.position(b.first) { (a, b) } else { (b, a) };
        self.position(right.first) - self.position(left.last) - 1
    }
}

/// One member of a formula, and how it stands to the member before it.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub struct Term {
    pub(crate) concept: ConceptId,
    /// Must follow the member before.
    pub(crate) ordered: bool,
    /// Most words between this member and the one before.
    pub(crate) gap: Option<u16>,
}

/// Concepts that must meet.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Formula {
    pub(crate) terms: Vec<Term>,
}

/// Where a formula was met.
#[derive(Clone, Debug)]
pub struct Meeting {
    /// One hit for each term.
    pub hits: Vec<Hit>,
    /// First word of the sentence that is part of it.
    pub first: u32,
    /// Last word of the sentence that is part of it.
    pub last: u32,
}

impl Meeting {
    /// A meeting of one stretch of words, for what was found without a formula.
    pub fn at(first: u32, last: u32) -> Self {
        Self { hits: vec![Hit { concept: ConceptId(u32::MAX), tag: 0, first, last }], first, last }
    }
}

impl Formula {
    /// Every place in `unit` where the terms meet; one for each hit of the first term.
    pub fn meetings(&self, hits: &Hits, unit: &Unit) -> Vec<Meeting> {
        let mut out = Vec::new();
        for first in unit.hits(hits, self.terms[0].concept) {
            let mut chosen = vec![*first];
            if self.complete(hits, unit, &mut chosen) {
                let own = || chosen.iter().filter(|hit| unit.own.contains(&hit.first));
                if let (Some(first), Some(last)) = (own().map(|h| h.first).min(), own().map(|h| h.last).max()) {
                    out.push(Meeting { hits: chosen.clone(), first, last });
                }
            }
        }
        out
    }

    /// Finds hits for the terms that are left, nearest first.
    fn complete(&self, hits: &Hits, unit: &Unit, chosen: &mut Vec<Hit>) -> bool {
        let Some(term) = self.terms.get(chosen.len()) else {
            return chosen.iter().any(|hit| unit.own.contains(&hit.first));
        };
        let previous = chosen[chosen.len() - 1];
        let mut candidates: Vec<&Hit> = unit
            .hits(hits, term.concept)
            .filter(|hit| {
                let between = unit.between(&previous, hit);
                let in_order = !term.ordered || unit.position(hit.first) > unit.position(previous.last);
                let near = term.gap.is_none_or(|gap| between <= i64::from(gap));
                in_order && near && !chosen.iter().any(|other| other.overlaps(hit))
            })
            .collect();
        candidates.sort_by_key(|hit| unit.between(&previous, hit));
        for hit in candidates {
            chosen.push(*hit);
            if self.complete(hits, unit, chosen) {
                return true;
            }
            chosen.pop();
        }
        false
    }

    /// The concept with the fewest hits, by which units are found; none when a concept has no hit at all.
    pub fn rarest(&self, hits: &Hits) -> Option<ConceptId> {
        let rarest = self.terms.iter().min_by_key(|term| hits.of(term.concept).len())?;
        (!hits.of(rarest.concept).is_empty()).then_some(rarest.concept)
    }
}

/// Where a guard looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Reach {
    /// Anywhere in the unit.
    Unit,
    /// At most so many words before the match.
    Before(u16),
    /// At most so many words after the match.
    After(u16),
    /// At most so many words on either side, or among the words of the match.
    Within(u16),
}

/// Words that void a match.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub struct Guard {
    pub(crate) concept: ConceptId,
    pub(crate) reach: Reach,
}

impl Guard {
    /// Whether the guard voids a meeting in `unit`. Words of the match itself never do.
    pub fn voids(&self, hits: &Hits, unit: &Unit, meeting: &Meeting) -> bool {
        let first = meeting.hits.iter().map(|hit| unit.position(hit.first)).min().unwrap_or(0);
        let last = meeting.hits.iter().map(|hit| unit.position(hit.last)).max().unwrap_or(0);
        unit.hits(hits, self.concept).any(|guard| {
            if meeting.hits.iter().any(|hit| hit.first <= guard.first && guard.last <= hit.last) {
                return false;
            }
            let (start, end) = (unit.position(guard.first), unit.position(guard.last));
            match self.reach {
                Reach::Unit => true,
                Reach::Before(words) => start < first && first - end - 1 <= i64::from(words),
                Reach::After(words) => end > last && start - last - 1 <= i64::from(words),
                Reach::Within(words) => first - end - 1 <= i64::from(words) && start - last - 1 <= i64::from(words),
            }
        })
    }
}

/// The sentences in which a concept's hits can take part in a meeting: their own, and those that they introduce.
pub fn sentences_with(document: &Document, hits: &Hits, concept: ConceptId, pair: bool) -> Vec<u32> {
    let mut out = Vec::new();
    for hit in hits.of(concept) {
        let sentence = document.sentence_of(hit.first);
        out.push(sentence);
        let introduced = document.sentences[sentence as usize + 1..].iter().enumerate();
        let introduced = introduced.take_while(|(_, later)| later.intro.is_some_and(|intro| intro >= sentence));
        out.extend(introduced.filter(|(_, later)| later.intro == Some(sentence)).map(|(n, _)| sentence + 1 + n as u32));
        if pair && sentence as usize + 1 < document.sentences.len() {
            out.push(sentence + 1);
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}
