//! `mixed`: person nouns for all genders written with several signs in one advert.

use serde::{Deserialize, Serialize};

use crate::finding::{Fix, Safety};
use crate::rule::Rule;
use crate::rule::context::{Context, Draft};
use crate::rule::profile::GenderStyle;
use crate::rule::wording::signed;

/// One style for each advert.
#[derive(Debug, Deserialize, Serialize)]
pub struct Mixed;

impl Mixed {
    pub(super) fn check(&self, rule: &Rule, context: &Context<'_>, out: &mut Vec<Draft>) {
        let document = context.document;
        let forms = signed(document, &context.vocabulary.persons);
        let Some(first) = forms.first().filter(|first| forms.iter().any(|form| form.style != first.style)) else {
            return;
        };
        let wanted = context.wording.style;
        let has_sign = !matches!(wanted, GenderStyle::Pair | GenderStyle::Neutral);
        let count = |style: GenderStyle| forms.iter().filter(|form| form.style == Some(style)).count();
        // of equals the one that stands first
        let styles = forms.iter().rev().filter_map(|form| form.style);
        let usual = styles.max_by_key(|style| count(*style)).unwrap_or(GenderStyle::Star);
        let style = if has_sign { wanted } else { usual };
        let others: Vec<_> = forms.iter().filter(|form| form.style != Some(style)).collect();
        let Some(odd) = others.first() else { return };
        if context.is_guarded(rule) || !context.admits(rule, document.sentence_of(first.word)) {
            return;
        }
        let is_certain = others.iter().all(|form| form.is_alone());
        let better = odd.in_style(style).unwrap_or_default();
        let edits: Option<Vec<_>> =
            others.iter().map(|form| document.edit(form.span, &form.in_style(style)?)).collect();
        let fix = edits.map(|edits| Fix {
            title: better.clone(),
            safety: if is_certain { Safety::Safe } else { Safety::Unsafe },
            edits,
        });
        out.push(Draft { values: vec![("better", better)], fixes: fix.into_iter().collect(), ..Draft::at(odd.span) });
    }
}
