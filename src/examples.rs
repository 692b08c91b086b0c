//! Runs the examples that rules and statements carry.

use std::ops::Range;
use std::sync::Arc;

use crate::check::{Checker, Knowledge, Settings};
use crate::document::{Document, Format};
use crate::finding::Safety;
use crate::fix;
use crate::language::Language;
use crate::rule::{Example, Rule};
use crate::source::{Raw, Source, Span};

/// What became of one example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// As the example says.
    Validated,
    /// The rule found something in a sentence that it must leave alone.
    Noisy(String),
    /// The rule found nothing in a sentence that it must find.
    Missing,
    /// The rule found another stretch than the marked one.
    Misplaced(String),
    /// A fix that may be applied leaves its finding or brings another.
    Misfixed(String),
}

/// An example that was run.
#[derive(Debug)]
pub struct Ran<'a> {
    /// The rule's id, or `statement KIND`.
    pub name: String,
    /// Index of the file it is in.
    pub file: usize,
    /// Where the example stands.
    pub place: Span<Raw>,
    /// Its text.
    pub text: &'a str,
    /// What became of it.
    pub outcome: Outcome,
}

/// Runs every example of the rules and statements whose name `wanted` accepts.
pub fn run(knowledge: &Arc<Knowledge>, wanted: impl Fn(&str) -> bool) -> Vec<Ran<'_>> {
    let mut out = Vec::new();
    for rule in knowledge.rules.rules.iter().filter(|rule| wanted(&rule.id)) {
        for example in &rule.examples {
            let outcome = of_rule(knowledge, rule, example);
            out.push(Ran {
                name: rule.id.to_string(),
                file: rule.file,
                place: example.place,
                text: &example.text,
                outcome,
            });
        }
    }
    let everything = Checker::new(knowledge.clone(), Settings::default());
    for vocabulary in &knowledge.rules.vocabularies {
        for statement in vocabulary.statements.iter().filter(|statement| wanted(&statement.kind)) {
            for example in &statement.examples {
                let document = read(&example.text, vocabulary.language);
                let verdict = everything.check(&document);
                let said = verdict.statements.iter().find(|said| said.kind == statement.kind);
                let outcome = match (example.is_bad, said) {
                    (true, None) => Outcome::Missing,
                    (false, Some(said)) => Outcome::Noisy(document.quote(said.span)),
                    _ => Outcome::Validated,
                };
                let name = format!("statement {}", statement.kind);
                out.push(Ran { name, file: statement.file, place: example.place, text: &example.text, outcome });
            }
        }
    }
    out
}

fn read(text: &str, language: &'static Language) -> Document {
    Document::read_as(Source::new("example.md", text), Format::Markdown, Some(language))
}

fn of_rule(knowledge: &Arc<Knowledge>, rule: &Rule, example: &Example) -> Outcome {
    let only = vec![rule.id.to_string()];
    let settings = Settings { profile: example.profile.clone(), only, ..Settings::default() };
    let document = read(&example.text, rule.language);
    let checker = Checker::new(knowledge.clone(), settings);
    let verdict = checker.check(&document);
    let findings = &verdict.findings;
    let places: Vec<Range<usize>> = findings.iter().filter(|f| !f.missing).map(|f| f.span.range()).collect();
    let quoted = || findings.iter().map(|finding| finding.text.as_str()).collect::<Vec<_>>().join(" | ");
    match (example.is_bad, findings.is_empty()) {
        (false, true) => Outcome::Validated,
        (false, false) => Outcome::Noisy(quoted()),
        (true, true) => Outcome::Missing,
        (true, false) if !example.marks.is_empty() && example.marks != places => Outcome::Misplaced(quoted()),
        (true, false) => {
            let applied = findings.iter().flat_map(|finding| finding.fixes.iter().map(move |fix| (finding, fix)));
            let mut applied = applied.filter(|(_, fix)| fix.safety > Safety::Suggestion);
            let misfixed = applied.find(|choice| !fix::lints_clean(&checker, &document, &verdict, *choice));
            misfixed.map_or(Outcome::Validated, |(_, fix)| Outcome::Misfixed(fix.title.clone()))
        }
    }
}
