//! `json` and `jsonl`, version 1: a contract with shapes of its own, described by `tests/schema/report.json`.

use std::io;

use serde::Serialize;
use serde_json::value::RawValue;

use super::{Checked, Reporter, Summary};
use crate::finding::{Category, Finding, Safety, Severity, SourceKind};
use crate::rule::kind::title::Form;
use crate::source::{Raw, Source, Span};

/// The version of the contract; it changes when a reader of the old one would be misled.
pub const VERSION: u32 = 1;

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Tool {
    name: &'static str,
    version: &'static str,
}

const TOOL: Tool = Tool { name: "lint", version: env!("CARGO_PKG_VERSION") };

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct DocumentShape<'a> {
    path: &'a str,
    language: &'a str,
    title: Option<TitleShape>,
    statements: Vec<StatementShape<'a>>,
    findings: Vec<FindingShape<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct TitleShape {
    text: String,
    form: Form,
    span: SpanShape,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct StatementShape<'a> {
    kind: &'a str,
    span: SpanShape,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct FindingShape<'a> {
    rule: &'a str,
    category: Category,
    severity: Severity,
    message: &'a str,
    help: Option<&'a str>,
    text: &'a str,
    missing: bool,
    span: SpanShape,
    sources: Vec<SourceShape<'a>>,
    fingerprint: String,
    fixes: Vec<FixShape<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct SourceShape<'a> {
    id: &'a str,
    kind: SourceKind,
    title: &'a str,
    url: Option<&'a str>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct FixShape<'a> {
    title: &'a str,
    safety: Safety,
    edits: Vec<EditShape<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct EditShape<'a> {
    span: SpanShape,
    text: &'a str,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct SpanShape {
    start: PlaceShape,
    end: PlaceShape,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct PlaceShape {
    offset: u32,
    line: u32,
    column: u32,
    utf16: u32,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct SummaryShape {
    documents: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    unreadable: usize,
}

/// One object for the whole run.
#[derive(Debug, Default)]
pub struct Json {
    started: bool,
}

/// The whole report, for its schema; it is written piece by piece.
#[cfg(test)]
#[derive(schemars::JsonSchema)]
#[expect(dead_code, reason = "describes what is written")]
pub(crate) struct Report<'a> {
    version: u32,
    tool: Tool,
    documents: Vec<DocumentShape<'a>>,
    summary: SummaryShape,
}

impl Json {
    fn start(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        if std::mem::replace(&mut self.started, true) {
            return out.write_all(b",\n");
        }
        let tool = serde_json::to_string(&TOOL)?;
        writeln!(out, "{{\"version\":{VERSION},\"tool\":{tool},\"documents\":[")
    }
}

impl Reporter for Json {
    fn document(&mut self, out: &mut dyn io::Write, checked: &Checked) -> io::Result<()> {
        self.start(out)?;
        Ok(serde_json::to_writer(out, &document(checked))?)
    }

    fn end(&mut self, out: &mut dyn io::Write, summary: &Summary) -> io::Result<()> {
        if !self.started {
            self.start(out)?;
        }
        let shape = SummaryShape {
            documents: summary.documents,
            errors: summary.errors,
            warnings: summary.warnings,
            infos: summary.infos,
            unreadable: summary.unreadable,
        };
        writeln!(out, "\n],\"summary\":{}}}", serde_json::to_string(&shape)?)
    }
}

/// One document on each line, as it is done.
#[derive(Debug, Default)]
pub struct JsonLines;

impl Reporter for JsonLines {
    fn alone(&self, checked: &Checked) -> Option<io::Result<Vec<u8>>> {
        Some(as_line(&document(checked)))
    }

    fn end(&mut self, _: &mut dyn io::Write, _: &Summary) -> io::Result<()> {
        Ok(())
    }
}

/// The answer to a line that holds no advert.
#[derive(Serialize)]
pub(crate) struct Refusal<'a> {
    pub(crate) id: &'a RawValue,
    pub(crate) rules: &'a str,
    pub(crate) line: u64,
    pub(crate) error: &'a str,
}

pub(crate) fn refused(refusal: &Refusal<'_>) -> io::Result<Vec<u8>> {
    as_line(refusal)
}

/// The answer to a line of a stream: its id, the version of the rules, and what `jsonl` tells of a document.
#[derive(Serialize)]
struct Streamed<'a> {
    id: &'a RawValue,
    rules: &'a str,
    #[serde(flatten)]
    document: DocumentShape<'a>,
}

pub(crate) fn streamed(id: &RawValue, rules: &str, checked: &Checked) -> io::Result<Vec<u8>> {
    as_line(&Streamed { id, rules, document: document(checked) })
}

fn as_line(shape: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut line = serde_json::to_vec(shape)?;
    line.push(b'\n');
    Ok(line)
}

fn document(checked: &Checked) -> DocumentShape<'_> {
    let Checked { document, verdict, .. } = checked;
    let source = &document.source;
    DocumentShape {
        path: source.name(),
        language: &document.language.name,
        title: verdict.title.as_ref().map(|title| TitleShape {
            text: document.quote(title.span),
            form: title.form,
            span: span(source, document.raw(title.span)),
        }),
        statements: verdict
            .statements
            .iter()
            .map(|said| StatementShape { kind: &said.kind, span: span(source, document.raw(said.span)) })
            .collect(),
        findings: verdict.findings.iter().map(|finding| shape(source, finding)).collect(),
    }
}

fn shape<'a>(source: &Source, finding: &'a Finding) -> FindingShape<'a> {
    FindingShape {
        rule: &finding.rule,
        category: finding.category,
        severity: finding.severity,
        message: &finding.message,
        help: finding.help.as_deref(),
        text: &finding.text,
        missing: finding.missing,
        span: span(source, finding.span),
        sources: finding
            .sources
            .iter()
            .map(|source| SourceShape {
                id: &source.id,
                kind: source.kind,
                title: &source.title,
                url: source.url.as_deref(),
            })
            .collect(),
        fingerprint: format!("{:016x}", finding.fingerprint),
        fixes: finding
            .fixes
            .iter()
            .map(|fix| FixShape {
                title: &fix.title,
                safety: fix.safety,
                edits: fix
                    .edits
                    .iter()
                    .map(|edit| EditShape { span: span(source, edit.span), text: &edit.text })
                    .collect(),
            })
            .collect(),
    }
}

fn span(source: &Source, span: Span<Raw>) -> SpanShape {
    let place = |offset| {
        let place = source.place(offset);
        PlaceShape { offset: place.offset, line: place.line, column: place.column, utf16: place.utf16 }
    };
    SpanShape { start: place(span.start), end: place(span.end) }
}
