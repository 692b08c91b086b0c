//! Which invitations and facts an advert states; recognised before any rule speaks.

use crate::document::Document;
use crate::rule::concept::Hits;
use crate::rule::formula::{Unit, sentences_with};
use crate::rule::{Statement, StatementRule, Vocabulary};

/// Everything that an advert states, in the order of the text; each kind once for a sentence.
pub fn said(document: &Document, hits: &Hits, vocabulary: &Vocabulary) -> Vec<Statement> {
    let mut out: Vec<Statement> = Vec::new();
    for rule in vocabulary.statements.iter() {
        for formula in &rule.formulas {
            let Some(rarest) = formula.rarest(hits) else { continue };
            for sentence in sentences_with(document, hits, rarest, rule.pair.is_some()) {
                if !rule.admits(document.section_of(sentence)) {
                    continue;
                }
                for unit in units(document, hits, rule, sentence) {
                    let met = formula
                        .meetings(hits, &unit)
                        .iter()
                        .any(|meeting| !rule.unless.iter().any(|guard| guard.voids(hits, &unit, meeting)));
                    if met {
                        out.push(statement(document, rule, &unit));
                    }
                }
            }
        }
    }
    out.sort_by(|a, b| (a.span, &a.kind, b.shields).cmp(&(b.span, &b.kind, a.shields)));
    out.dedup_by(|a, b| a.kind == b.kind && a.sentences == b.sentences);
    out
}

/// For every sentence of a document, whether an invitation shields it.
pub fn invitations(document: &Document, statements: &[Statement]) -> Vec<bool> {
    let mut out = vec![false; document.sentences.len()];
    for said in statements.iter().filter(|said| said.shields) {
        out[said.sentences.0 as usize..=said.sentences.1 as usize].fill(true);
    }
    out
}

/// The sentence with its introduction and, where a word of it leans back, with the sentence before.
fn units(document: &Document, hits: &Hits, rule: &StatementRule, sentence: u32) -> Vec<Unit> {
    let alone = Unit::of(document, sentence);
    let leans = rule.pair.is_some_and(|concept| !hits.within(concept, &alone.own).is_empty());
    let pair = if leans { Unit::pair(document, sentence) } else { None };
    std::iter::once(alone).chain(pair).collect()
}

fn statement(document: &Document, rule: &StatementRule, unit: &Unit) -> Statement {
    let before = if unit.before.is_empty() { unit.sentence } else { document.sentence_of(unit.before.start) };
    // an introduction belongs to every bullet; only a sentence right before is part of what is said
    let first = if before + 1 == unit.sentence && document.sentences[unit.sentence as usize].intro != Some(before) {
        before
    } else {
        unit.sentence
    };
    rule.statement(document.sentences[unit.sentence as usize].span, (first, unit.sentence))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::check::{Checker, Knowledge, Settings};
    use crate::document::Format;
    use crate::language::named;
    use crate::source::Source;

    const SET: &str = r#"
[set]
name = "de/statements"
language = "de"
about = "x"

[concepts]
women = ["Frauen"]
refused = ["nicht ein", "nicht willkommen"]

[[statement]]
kind = "women"
any = ["@women + {einladen,laden}", "@women + Bewerbung* + willkommen"]
unless = ["@refused"]
pair = "deshalb"
[[statement.example]]
says = "Wir laden Frauen ein."
[[statement.example]]
silent = "Frauen arbeiten hier."
"#;

    fn shielded(text: &str) -> Vec<bool> {
        let (rules, _) = crate::rule::load(vec![Arc::new(Source::new("de/statements.toml", SET))]).unwrap();
        let checker = Checker::new(Arc::new(Knowledge::new(rules)), Settings::default());
        let document = Document::read_as(Source::new("a.md", text), Format::Markdown, named("de"));
        let said = checker.check(&document).statements;
        let holds = |sentence: u32| said.iter().any(|said| (said.sentences.0..=said.sentences.1).contains(&sentence));
        (0..document.sentences.len() as u32).map(holds).collect()
    }

    #[test]
    fn who_is_turned_away_is_not_invited() {
        assert_eq!(shielded("Wir laden Frauen herzlich ein."), [true]);
        assert_eq!(shielded("Frauen laden wir nicht ein."), [false]);
        assert_eq!(shielded("Frauen laden wir, trotz mancher Bewerbung, die willkommen wäre, nicht ein."), [false]);
        // neither the sentence before nor an introduction makes an invitation of it, nor it one of its neighbour
        assert_eq!(shielded("Wir laden Frauen ein. Frauen laden wir deshalb nicht ein."), [true, false]);
        assert_eq!(shielded("Frauen laden wir nicht ein. Deshalb ist Ihre Bewerbung willkommen."), [false, false]);
        assert_eq!(shielded("Wir laden nicht ein:\n\n- Frauen\n- Bewerbung von Frauen willkommen"), [false; 3]);
    }
}
