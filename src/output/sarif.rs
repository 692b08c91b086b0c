//! `sarif`: the Static Analysis Results Interchange Format 2.1.0, for code scanning and dashboards.

mod rules;

use std::io;

use serde::Serialize;

use super::array::Array;
use super::{Checked, Reporter, Root, Summary, numbered, sentence};
use crate::finding::{Finding, Fix, Severity};
use crate::source::{Raw, Source, Span};
use rules::Rules;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult<'a> {
    rule_id: &'a str,
    rule_index: usize,
    level: &'static str,
    message: Text,
    locations: [Location<'a>; 1],
    partial_fingerprints: Fingerprints,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<FixShape<'a>>,
    /// Present in every result when it is present in one.
    suppressions: Vec<Suppression<'a>>,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    physical_location: PhysicalLocation<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation<'a> {
    artifact_location: Artifact<'a>,
    region: Region,
}

#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact<'a> {
    uri: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
}

/// Lines and columns from 1, columns in characters; the end is the first place behind.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

#[derive(Serialize)]
struct Fingerprints {
    #[serde(rename = "ruleAndSentence/v1")]
    rule_and_sentence: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FixShape<'a> {
    description: Text,
    artifact_changes: [Change<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change<'a> {
    artifact_location: Artifact<'a>,
    replacements: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: Region,
    inserted_content: Content<'a>,
}

#[derive(Serialize)]
struct Content<'a> {
    text: &'a str,
}

#[derive(Serialize)]
struct Suppression<'a> {
    kind: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    justification: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
}

/// Tells findings as one SARIF run.
#[derive(Debug)]
pub struct Sarif {
    root: Root,
    results: Array,
    rules: Rules,
}

const HEAD: &str = r#"{"$schema":"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json","version":"2.1.0","runs":[{"columnKind":"unicodeCodePoints","results":["#;

/// The name under which a consumer knows the folder of the run.
const BASE: &str = "%SRCROOT%";

impl Sarif {
    /// A log with URIs relative to `root`.
    pub fn new(root: Root) -> Self {
        Self { root, results: Array::new(HEAD), rules: Rules::default() }
    }
}

impl Reporter for Sarif {
    fn document(&mut self, out: &mut dyn io::Write, checked: &Checked) -> io::Result<()> {
        let source = &checked.document.source;
        let uri = self.root.uri(source.name());
        let uri_base_id = (!uri.starts_with("file://")).then_some(BASE);
        let artifact = Artifact { uri: &uri, uri_base_id };
        let verdict = &checked.verdict;
        let told = verdict.findings.iter().map(|finding| (finding, None));
        let allowed = verdict.allowed.iter().map(|allowed| (&allowed.finding, Some(allowed.reason.as_str())));
        let (findings, reasons): (Vec<&Finding>, Vec<Option<&str>>) = told.chain(allowed).unzip();
        for ((finding, number), reason) in numbered(findings).zip(reasons) {
            let result = SarifResult {
                rule_id: &finding.rule,
                rule_index: self.rules.index(finding, &checked.knowledge.rules),
                level: level(finding.severity),
                message: Text { text: sentence(finding) },
                locations: [Location {
                    physical_location: PhysicalLocation {
                        artifact_location: artifact,
                        region: region(source, finding.span),
                    },
                }],
                partial_fingerprints: Fingerprints {
                    rule_and_sentence: format!("{:016x}:{number}", finding.fingerprint),
                },
                fixes: finding.fixes.iter().filter_map(|fix| shape(source, artifact, fix)).collect(),
                suppressions: reason
                    .map(|justification| Suppression { kind: "inSource", justification })
                    .into_iter()
                    .collect(),
            };
            self.results.push(out, &result)?;
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn io::Write, summary: &Summary) -> io::Result<()> {
        self.results.end(out)?;
        let driver = serde_json::to_string(&self.rules.driver())?;
        let invocations = serde_json::to_string(&[Invocation { execution_successful: summary.unreadable == 0 }])?;
        let base = r#"{"%SRCROOT%":{"description":{"text":"The folder in which lint was run."}}}"#;
        writeln!(
            out,
            ",\n\"tool\":{{\"driver\":{driver}}},\"invocations\":{invocations},\"originalUriBaseIds\":{base}}}]}}"
        )
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// A fix; none without an edit.
fn shape<'a>(source: &Source, artifact: Artifact<'a>, fix: &'a Fix) -> Option<FixShape<'a>> {
    let replacement = |edit: &'a crate::finding::Edit| Replacement {
        deleted_region: region(source, edit.span),
        inserted_content: Content { text: &edit.text },
    };
    let replacements: Vec<Replacement<'a>> = fix.edits.iter().map(replacement).collect();
    (!replacements.is_empty()).then(|| FixShape {
        description: Text { text: fix.title.clone() },
        artifact_changes: [Change { artifact_location: artifact, replacements }],
    })
}

fn region(source: &Source, span: Span<Raw>) -> Region {
    let (start, end) = (source.place(span.start), source.place(span.end));
    Region { start_line: start.line, start_column: start.column, end_line: end.line, end_column: end.column }
}
