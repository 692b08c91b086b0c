//! `pattern`: regular expressions, compiled on first need and only where a literal they cannot do without stands.

use std::sync::OnceLock;

use regex::Regex;
use regex_syntax::hir::{Class, Hir, HirKind};
use serde::{Deserialize, Serialize};

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
    /// How what was found is mended.
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
    /// Bytes of which one must stand in the text; empty when none is known.
    needs: Vec<u8>,
    /// Numbers of the literals of which one must stand in the text; empty when none is known.
    pub(crate) literals: Vec<u32>,
}

impl Expression {
    /// Takes an expression whose syntax was checked.
    pub(crate) fn new(source: &str, literals: Vec<u32>) -> Self {
        Self { source: source.to_owned(), compiled: OnceLock::new(), needs: Vec::new(), literals }
    }

    /// An expression for short texts, which are looked through for what it cannot do without before it is compiled.
    pub(crate) fn for_lines(source: &str) -> Self {
        let syntax = regex_syntax::parse(source).ok();
        let needs = syntax.as_ref().and_then(needed).unwrap_or_default();
        Self { needs, ..Self::new(source, Vec::new()) }
    }

    /// The first place in a line where it matches.
    pub(super) fn find<'t>(&self, line: &'t str) -> Option<regex::Match<'t>> {
        let is_possible = self.needs.is_empty() || line.bytes().any(|byte| self.needs.contains(&byte));
        if is_possible { self.regex().find(line) } else { None }
    }

    fn regex(&self) -> &Regex {
        self.compiled.get_or_init(|| {
            // ASCII classes: Unicode tables cost a hundredfold, and the text is folded
            let ascii = self.source.replace(r"\b", r"(?-u:\b)");
            Regex::new(&ascii).unwrap_or_else(|_| Regex::new(&self.source).expect("checked when the rule was loaded"))
        })
    }
}

impl Pattern {
    pub(super) fn check(&self, rule: &Rule, context: &Context<'_>, out: &mut Vec<Draft>) {
        let document = context.document;
        let text = if self.case { &document.prose } else { &document.folded };
        for expression in &self.expressions {
            let possible = expression.literals.is_empty()
                || expression.literals.iter().any(|literal| context.literals[*literal as usize]);
            if !possible {
                continue;
            }
            for captures in expression.regex().captures_iter(text) {
                let Some(found) = captures.name("found").or_else(|| captures.get(0)).filter(|m| !m.is_empty()) else {
                    continue;
                };
                let first = document.words.partition_point(|word| (word.end as usize) <= found.start()) as u32;
                let behind = document.words.partition_point(|word| (word.start as usize) < found.end()) as u32;
                let sentence = document.sentence_of(first.min(document.words.len().saturating_sub(1) as u32));
                let voided = context.is_voided(rule, &(first..behind)) || context.is_guarded(rule);
                if context.admits(rule, sentence) && !voided {
                    let span = Span::new(found.start(), found.end());
                    let fixes = self.mend.and_then(|mend| mend.fix(context, span)).into_iter().collect();
                    out.push(Draft { fixes, ..Draft::at(span) });
                }
            }
        }
    }
}

/// Signs of which one must stand in every match; `None` when only letters, digits and blanks must.
fn needed(expression: &Hir) -> Option<Vec<u8>> {
    let signs =
        |bytes: Vec<u8>| bytes.iter().all(|byte| !byte.is_ascii_alphanumeric() && *byte != b' ').then_some(bytes);
    match expression.kind() {
        HirKind::Literal(literal) => literal.0.iter().copied().find_map(|byte| signs(vec![byte])),
        HirKind::Class(Class::Unicode(class)) => {
            let few = class.ranges().iter().map(|range| range.len()).sum::<usize>() <= 24;
            let characters = class.ranges().iter().filter(|_| few).flat_map(|range| range.start()..=range.end());
            // a character that is no ASCII is known by its first byte
            let bytes = characters.map(|c| c.encode_utf8(&mut [0; 4]).as_bytes()[0]);
            signs(bytes.collect()).filter(|bytes| !bytes.is_empty())
        }
        HirKind::Capture(capture) => needed(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => needed(&repetition.sub),
        HirKind::Concat(parts) => parts.iter().filter_map(needed).min_by_key(Vec::len),
        HirKind::Alternation(parts) => {
            let sets: Option<Vec<_>> = parts.iter().map(needed).collect();
            sets.map(|sets| sets.concat())
        }
        _ => None,
    }
}

/// Literals of which one must stand in every match; `None` when there is no such set of useful length.
pub(crate) fn required(expression: &Hir) -> Option<Vec<String>> {
    let useful = |set: &Vec<String>| set.iter().all(|literal| literal.len() >= 2) && set.len() <= 64;
    match expression.kind() {
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).ok()?.to_owned();
            Some(vec![text]).filter(useful)
        }
        HirKind::Capture(capture) => required(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => required(&repetition.sub),
        HirKind::Concat(parts) => {
            let weight = |set: &Vec<String>| set.iter().map(String::len).min().unwrap_or(0);
            parts.iter().filter_map(required).max_by_key(weight)
        }
        HirKind::Alternation(parts) => {
            let sets: Option<Vec<_>> = parts.iter().map(required).collect();
            sets.map(|sets| sets.concat()).filter(useful)
        }
        _ => None,
    }
}
