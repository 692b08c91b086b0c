//! `balance`: coded words of two kinds, weighed against each other; one finding for the whole advert.

use serde::{Deserialize, Serialize};

use crate::language::Section;
use crate::rule::Rule;
use crate::rule::concept::{ConceptId, Hit};
use crate::rule::context::{Context, Draft};

/// Two lists of words and what counts as leaning.
#[derive(Debug, Deserialize, Serialize)]
pub struct Balance {
    /// Words that the rule is about; the tag is the weight.
    pub(crate) toward: ConceptId,
    /// Words that weigh against them.
    pub(crate) away: ConceptId,
    /// Fewest words counted in all.
    pub(crate) at_least: u32,
    /// How much the first kind must outweigh the second.
    pub(crate) lead: u32,
}

impl Balance {
    pub(super) fn check(&self, rule: &Rule, context: &Context<'_>, out: &mut Vec<Draft>) {
        let toward = self.counted(rule, self.toward, context);
        let away = self.counted(rule, self.away, context);
        let weight = |hits: &[Hit]| hits.iter().map(|hit| hit.tag.max(1)).sum::<u32>();
        let (heavy, light) = (weight(&toward), weight(&away));
        let leans = heavy >= light + self.lead && heavy > 2 * light;
        if (toward.len() + away.len()) < self.at_least as usize || !leans {
            return;
        }
        let document = context.document;
        let mut words: Vec<String> =
            toward.iter().map(|hit| document.quote(document.span_of(hit.first, hit.last))).collect();
        words.dedup();
        words.truncate(8);
        let span = document.span_of(toward[0].first, toward[0].last);
        out.push(Draft { values: vec![("words", words.join(", "))], ..Draft::at(span) });
    }

    /// The words that count: each once in a sentence, and only where the person wanted is described.
    fn counted(&self, rule: &Rule, concept: ConceptId, context: &Context<'_>) -> Vec<Hit> {
        let document = context.document;
        let mut out: Vec<Hit> = Vec::new();
        for hit in context.hits.of(concept) {
            let sentence = document.sentence_of(hit.first);
            let section = document.section_of(sentence);
            let described =
                !matches!(section, Section::Tasks | Section::Offer | Section::Legal | Section::Title | Section::Meta);
            let repeated = out.iter().any(|other| document.folded(other.first) == document.folded(hit.first));
            if described && !repeated && context.admits(rule, sentence) {
                out.push(*hit);
            }
        }
        out
    }
}
