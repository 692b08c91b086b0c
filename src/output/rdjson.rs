//! `rdjson`: the Reviewdog Diagnostic Format, which carries better wordings into a review as suggestions.

use std::io;

use serde::Serialize;

use super::array::Array;
use super::{Checked, Reporter, Root, Summary, sentence};
use crate::finding::{Finding, Fix, Severity, edited};
use crate::source::{Raw, Source, Span};

#[derive(Serialize)]
struct Diagnostic<'a> {
    message: String,
    location: Location<'a>,
    severity: &'static str,
    code: Code<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    range: Range,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

/// Both from 1; the column counts bytes of UTF-8.
#[derive(Serialize)]
struct Position {
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct Suggestion {
    range: Range,
    text: String,
}

/// Tells findings to reviewdog.
#[derive(Debug)]
pub struct Rdjson {
    root: Root,
    diagnostics: Array,
}

impl Rdjson {
    /// A report with paths relative to `root`.
    pub fn new(root: Root) -> Self {
        Self { root, diagnostics: Array::new(r#"{"source":{"name":"lint"},"diagnostics":["#) }
    }
}

impl Reporter for Rdjson {
    fn document(&mut self, out: &mut dyn io::Write, checked: &Checked) -> io::Result<()> {
        let source = &checked.document.source;
        let path = self.root.path(source.name());
        checked
            .verdict
            .findings
            .iter()
            .try_for_each(|finding| self.diagnostics.push(out, &diagnostic(source, &path, finding)))
    }

    fn end(&mut self, out: &mut dyn io::Write, _: &Summary) -> io::Result<()> {
        self.diagnostics.end(out)?;
        writeln!(out, "}}")
    }
}

fn diagnostic<'a>(source: &Source, path: &'a str, finding: &'a Finding) -> Diagnostic<'a> {
    Diagnostic {
        message: sentence(finding),
        location: Location { path, range: range(source, finding.span) },
        severity: match finding.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Info => "INFO",
        },
        code: Code { value: &finding.rule, url: finding.sources.iter().find_map(|source| source.url.as_deref()) },
        suggestions: finding.fixes.iter().filter_map(|fix| suggestion(source, fix)).collect(),
    }
}

/// A fix as the one replacement that a suggestion can hold: from its first edit to its last.
fn suggestion(source: &Source, fix: &Fix) -> Option<Suggestion> {
    let hull = fix.edits.first()?.span.hull(fix.edits.last()?.span);
    let text = edited(source.text(), hull.range(), &fix.edits);
    Some(Suggestion { range: range(source, hull), text })
}

fn range(source: &Source, span: Span<Raw>) -> Range {
    let position = |offset: u32| {
        let line = source.place(offset).line;
        let start = source.text()[..offset as usize].rfind('\n').map_or(0, |end| end + 1);
        Position { line, column: offset - start as u32 + 1 }
    };
    Range { start: position(span.start), end: position(span.end) }
}
