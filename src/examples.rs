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
    for rule in knowledge.rules.rules().filter(|rule| wanted(&rule.id)) {
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

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCES: &str = "[[source]]\nid = \"guide\"\nkind = \"guide\"\ntitle = \"A guide\"\nmark = \"V\"\n";

    /// A rule for each promise of `rules/README.md` that no built-in rule depends on.
    const SET: &str = r###"
[set]
name     = "de/house"
language = "de"
about    = "x"

[concepts]
women = ["Frauen", "!Frauen und Männer"]

[[rule]]
id       = "concepts-inside-entries-keep-their-exceptions"
category = "gender"
severity = "info"
message  = "x."
help     = "x"
why      = "x"
sources  = ["guide"]
[rule.phrase]
any = ["nur @women"]
[[rule.example]]
bad  = "Hier arbeiten ‹nur Frauen›."
[[rule.example]]
good = "Hier arbeiten nur Frauen und Männer aus der Stadt."

[[rule]]
id       = "sections-gate-an-invitation-behind-the-contact-block"
category = "encouragement"
severity = "info"
message  = "x."
help     = "x"
why      = "x"
sources  = ["guide"]
within   = ["apply", "legal"]
[rule.phrase]
any = ["laden ..4 ein"]
[[rule.example]]
bad  = "# Koch (m/w/d)\n\n## Kontakt\n\nFragen beantwortet Ada Berg.\n\nFrauen ‹laden wir herzlich ein›."
[[rule.example]]
bad  = "# Koch (m/w/d)\n\nKontakt: Ada Berg\n\nFrauen ‹laden wir herzlich ein›."
[[rule.example]]
good = "# Koch (m/w/d)\n\nFrauen laden wir herzlich ein.\n\n## Kontakt\n\nFragen beantwortet Ada Berg."
"###;

    #[test]
    fn the_rule_language_keeps_its_promises() {
        let files = [("sources.toml", SOURCES), ("house.toml", SET)];
        let files = files.into_iter().map(|(name, text)| Arc::new(Source::new(name, text))).collect();
        let (rules, warnings) = crate::rule::load(files).unwrap();
        assert_eq!(warnings.len(), 0);
        let knowledge = Arc::new(Knowledge::new(rules));
        for ran in run(&knowledge, |_| true) {
            assert_eq!(ran.outcome, Outcome::Validated, "{}: {}", ran.name, ran.text);
        }
    }
}
