//! `phrase` and `cooccurrence`: words that stand there, or concepts that meet in one unit.

use serde::{Deserialize, Serialize};

use crate::document::Document;
use crate::finding::{Edit, Fix, Safety};
use crate::rule::Rule;
use crate::rule::context::{Context, Draft};
use crate::rule::formula::{Formula, Meeting, sentences_with};
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
            Draft { fixes: self.fixes(context.document, span), ..Draft::at(span) }
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

    fn fixes(&self, document: &Document, span: Span<Prose>) -> Vec<Fix> {
        let fix = |text: &String| Fix {
            title: text.clone(),
            safety: self.safety,
            edits: vec![Edit { span: document.raw(span), text: text.clone() }],
        };
        self.swap.iter().map(fix).collect()
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
