//! Makes each kind of rule of its table.

use std::sync::Arc;

use toml::Spanned;

use super::compile::{Compiler, shared};
use super::concept::ConceptId;
use super::file::{RuleShape, WordsShape};
use super::kind::needed::Literals;
use super::kind::{Kind, balance, jargon, limit, missing, mixed, nouns, pattern, title, words};
use super::load::Loader;
use super::persons::Roll;
use crate::finding::{Safety, Severity};
use crate::later::Later;

impl Loader {
    /// The kind that a rule's one table names.
    pub(super) fn kind(
        &mut self,
        file: usize,
        shape: &RuleShape,
        compiler: &mut Compiler<'_>,
        roll: &mut Roll,
        terms: &mut Vec<Arc<jargon::Glossary>>,
    ) -> Option<Kind> {
        let words = |shape: &WordsShape, is_phrase, compiler: &mut Compiler<'_>| {
            Kind::Words(words::Words {
                formulas: compiler.formulas(file, &shape.any, shape.gap),
                pair: shape.pair,
                swap: shape.swap.clone(),
                safety: shape.safety.unwrap_or(Safety::Suggestion),
                is_phrase,
            })
        };
        let mut kinds = Vec::new();
        kinds.extend(shape.phrase.as_ref().map(|phrase| words(phrase, true, compiler)));
        kinds.extend(shape.cooccurrence.as_ref().map(|idea| words(idea, false, compiler)));
        kinds.extend(shape.pattern.as_ref().map(|pattern| {
            let expressions = pattern.any.iter().filter_map(|text| self.expression(file, text, pattern.case));
            Kind::Pattern(pattern::Pattern {
                expressions: expressions.collect(),
                case: pattern.case,
                mend: pattern.mend,
            })
        }));
        kinds.extend(shape.missing.as_ref().map(|missing| {
            let statement = missing.statement.iter().map(|kind| shared(kind.get_ref())).collect();
            let groups =
                missing.groups.iter().map(|group| (shared(group.kind.get_ref()), group.name.clone())).collect();
            let safety = missing.safety.unwrap_or(Safety::Unsafe);
            let (insert, late) = (missing.insert.clone(), missing.late);
            Kind::Missing(missing::Missing { statement, insert, safety, late, groups })
        }));
        kinds.extend(shape.jargon.as_ref().map(|jargon| {
            let entries: Vec<Spanned<String>> = jargon
                .terms
                .iter()
                .map(|term| Spanned::new(term.term.span(), as_written(term.term.get_ref())))
                .collect();
            let tagged = entries.iter().enumerate().map(|(tag, text)| (tag as u32, text));
            let concept = compiler.concept(file, tagged);
            let listed = jargon.terms.iter().map(|term| jargon::Term {
                long: term.long.clone(),
                plain: term.plain.clone(),
                treat: term.treat,
            });
            let terms_of = listed.map(Later::from).collect();
            let glossary = Arc::new(jargon::Glossary { terms: terms_of, concept });
            terms.push(glossary.clone());
            Kind::Jargon(jargon::Jargon { glossary, unknown: jargon.unknown })
        }));
        kinds.extend(shape.nouns.as_ref().map(|nouns| {
            let is_loud = shape.severity.severity().is_some_and(|severity| severity > Severity::Info);
            let (persons, unknown) = roll.add(&nouns.nouns, is_loud, compiler);
            for class in unknown {
                let known: Vec<&str> = compiler.classes();
                let help = Some(format!("known are: {}", known.join(", ")));
                self.refuse(file, class.span(), format!("there is no inflection class `{}`", class.get_ref()), help);
            }
            Kind::Nouns(nouns::Nouns { persons })
        }));
        kinds.extend(shape.title.as_ref().map(|title| Kind::Title(title::TitleRule { forms: title.forms.clone() })));
        kinds.extend(shape.balance.as_ref().map(|balance| {
            Kind::Balance(balance::Balance {
                toward: weighed(file, &balance.toward, compiler),
                away: weighed(file, &balance.away, compiler),
                at_least: balance.at_least,
                lead: balance.lead,
            })
        }));
        kinds.extend(shape.limit.as_ref().map(|limit| {
            let (measure, above, below) = (limit.measure, limit.above, limit.below);
            Kind::Limit(limit::Limit { measure, above, below, at_least_words: limit.at_least_words })
        }));
        kinds.extend(shape.mixed.as_ref().map(|_| Kind::Mixed(mixed::Mixed)));
        if kinds.len() != 1 {
            let help = "one of: phrase, cooccurrence, pattern, missing, jargon, nouns, title, balance, limit, mixed"
                .to_owned();
            self.refuse(file, shape.id.span(), "a rule needs exactly one table that names its kind", Some(help));
        }
        let kind = kinds.pop()?;
        if let Kind::Words(words) = &kind
            && words.formulas.is_empty()
        {
            self.refuse(file, shape.id.span(), "this rule can never match: `any` holds nothing to find", None);
        }
        Some(kind)
    }

    fn expression(&mut self, file: usize, text: &Spanned<String>, case: bool) -> Option<pattern::Expression> {
        match regex_syntax::parse(text.get_ref()) {
            Ok(syntax) => {
                let literals = if case { Literals::default() } else { Literals::of(&syntax) };
                Some(pattern::Expression::new(text.get_ref(), literals))
            }
            Err(error) => {
                let message = error.to_string().lines().last().unwrap_or_default().to_owned();
                self.refuse(file, text.span(), message, Some("the syntax is that of the Rust crate regex".to_owned()));
                None
            }
        }
    }
}

/// Terms are looked for as written.
fn as_written(term: &str) -> String {
    if term.starts_with(['=', '!']) { term.to_owned() } else { format!("={term}") }
}

/// Entries with an optional weight before them: `2 durchsetzungs*`.
fn weighed(file: usize, list: &[Spanned<String>], compiler: &mut Compiler<'_>) -> ConceptId {
    let split: Vec<(u32, Spanned<String>)> = list
        .iter()
        .map(|text| match text.get_ref().split_once(' ') {
            Some((weight, rest)) if weight.parse::<u32>().is_ok() => {
                (weight.parse().unwrap_or(1), Spanned::new(text.span(), rest.to_owned()))
            }
            _ => (1, text.clone()),
        })
        .collect();
    compiler.concept(file, split.iter().map(|(weight, text)| (*weight, text)))
}
