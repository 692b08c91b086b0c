//! `pattern`: regular expressions, compiled on first need and only where a literal they cannot do without stands.

use std::sync::OnceLock;

use regex_automata::meta::{Config, Regex};
use regex_automata::util::syntax;
use serde::{Deserialize, Serialize};

use super::needed::Literals;
use crate::finding::Fix;
use crate::rule::Rule;
use crate::rule::context::{Context, Draft};
use crate::rule::wording;
use crate::source::{Prose, Span};

/// Expressions of which one must match.
#[derive(Debug, Deserialize, Serialize)]
pub struct Pattern {
    pub(crate) expressions: Vec<Expression>,
    /// Run on the text as written rather than folded.
    pub(crate) case: bool,
    /// How what they found is mended.
    pub(crate) mend: Option<Mend>,
}

/// A way to mend what a pattern found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Mend {
    /// A marker of two genders gets the third option: (m/w/d).
    Third,
    /// A masculine noun gets its feminine form: Sachbearbeiterin oder Sachbearbeiter.
    BothForms,
    /// A form with a sign inside is spelt out: Kolleginnen und Kollegen.
    SpellOut,
}

impl Mend {
    fn fix(self, context: &Context<'_>, span: Span<Prose>) -> Option<Fix> {
        match self {
            Self::Third => wording::third_option(context, span),
            Self::BothForms => wording::both_forms(context, span),
            Self::SpellOut => wording::spelt_out(context, span),
        }
    }
}

/// One expression, checked when it was loaded.
#[derive(Debug, Deserialize, Serialize)]
pub struct Expression {
    source: String,
    #[serde(skip)]
    compiled: OnceLock<Regex>,
    literals: Literals,
}

impl Expression {
    /// Takes an expression whose syntax was checked.
    pub(crate) fn new(source: &str, literals: Literals) -> Self {
        Self { source: source.to_owned(), compiled: OnceLock::new(), literals }
    }

    fn regex(&self) -> &Regex {
        self.compiled.get_or_init(|| compile(&self.source))
    }
}

impl Pattern {
    pub(super) fn check(&self, rule: &Rule, context: &Context<'_>, out: &mut Vec<Draft>) {
        let document = context.document;
        let text = if self.case { &document.prose } else { &document.folded };
        for expression in &self.expressions {
            if !expression.literals.stand_in(text) {
                continue;
            }
            for captures in expression.regex().captures_iter(text) {
                let found = captures.get_group_by_name("found").or_else(|| captures.get_group(0));
                let Some(found) = found.filter(|found| !found.is_empty()) else { continue };
                let first = document.words.partition_point(|word| (word.end as usize) <= found.start) as u32;
                let behind = document.words.partition_point(|word| (word.start as usize) < found.end) as u32;
                let sentence = document.sentence_of(first.min(document.words.len().saturating_sub(1) as u32));
                let voided = context.is_voided(rule, &(first..behind)) || context.is_guarded(rule);
                if context.admits(rule, sentence) && !voided {
                    let span = Span::new(found.start, found.end);
                    let fixes = self.mend.and_then(|mend| mend.fix(context, span)).into_iter().collect();
                    out.push(Draft { fixes, ..Draft::at(span) });
                }
            }
        }
    }
}

/// Compiles an expression whose syntax was checked. What it cannot do without was looked for already, so no search before
/// the search is built, nor anything else that costs one advert more than it saves.
fn compile(source: &str) -> Regex {
    let frugal = Config::new().auto_prefilter(false).dfa(false).onepass(false);
    let build = |unicode| {
        let syntax = syntax::Config::new().unicode(unicode);
        Regex::builder().configure(frugal.clone()).syntax(syntax).build(source).ok()
    };
    // ASCII classes where they do: Unicode tables cost a hundredfold, and the text is folded
    build(false).or_else(|| build(true)).expect("checked when it was loaded")
}
