//! `phrase` and `cooccurrence`: words that stand there, or concepts that meet in one unit.

use serde::{Deserialize, Serialize};

use crate::finding::{Category, Fix, Safety};
use crate::rule::Rule;
use crate::rule::context::{Context, Draft};
use crate::rule::formula::{Formula, Meeting, sentences_with};
use crate::rule::wording;
use crate::source::{Prose, Span};

/// Formulas of which one must be met.
#[derive(Debug, Deserialize, Serialize)]
pub struct Words {
    pub(crate) formulas: Vec<Formula>,
    pub(crate) pair: bool,
    pub(crate) swap: Vec<String>,
    pub(crate) safety: Safety,
    pub(crate) is_phrase: bool,
}

impl Words {
    pub(super) fn check(&self, rule: &Rule, context: &Context<'_>, out: &mut Vec<Draft>) {
        let mut meetings = Vec::new();
        for formula in &self.formulas {
            let Some(rarest) = formula.rarest(context.hits) else { continue };
            for sentence in sentences_with(context.document, context.hits, rarest, self.pair) {
                if context.admits(rule, sentence) {
                    self.meet(rule, formula, sentence, context, &mut meetings);
                }
            }
        }
        if meetings.is_empty() || context.is_guarded(rule) {
            return;
        }
        out.extend(apart(meetings).into_iter().map(|meeting| {
            let span = context.document.span_of(meeting.first, meeting.last);
            Draft { fixes: self.fixes(rule, context, span), ..Draft::at(span) }
        }));
    }

    fn meet(&self, rule: &Rule, formula: &Formula, sentence: u32, context: &Context<'_>, out: &mut Vec<Meeting>) {
        for unit in context.units(sentence, self.pair) {
            out.extend(
                formula
                    .meetings(context.hits, &unit)
                    .into_iter()
                    .filter(|meeting| !rule.unless.iter().any(|guard| guard.voids(context.hits, &unit, meeting))),
            );
        }
    }

    /// A listed neutral word for what stands there, pronouns for everybody, and the rule's own swaps.
    fn fixes(&self, rule: &Rule, context: &Context<'_>, span: Span<Prose>) -> Vec<Fix> {
        let document = context.document;
        let about_gender = rule.category == Category::Gender;
        let neutral = about_gender.then(|| wording::neutral(context, span)).flatten();
        let pronouns = about_gender.then(|| wording::they(document, span)).flatten();
        let fix = |text: &String| {
            let edits = vec![document.edit(span, text)?];
            Some(Fix { title: text.clone(), safety: self.safety, edits })
        };
        let is_other = |other: &&String| neutral.as_ref().is_none_or(|neutral| neutral.title != **other);
        let swaps: Vec<Fix> = self.swap.iter().filter(is_other).filter_map(fix).collect();
        neutral.into_iter().chain(pronouns).chain(swaps).collect()
    }
}

/// Meetings that share no word: of those that do, the first and longest stays.
fn apart(mut meetings: Vec<Meeting>) -> Vec<Meeting> {
    meetings.sort_by_key(|meeting| (meeting.first, std::cmp::Reverse(meeting.last)));
    let mut out: Vec<Meeting> = Vec::new();
    for meeting in meetings {
        if out.last().is_none_or(|last| last.last < meeting.first) {
            out.push(meeting);
        }
    }
    out
}
