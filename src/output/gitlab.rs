//! `gitlab`: a Code Quality report, which GitLab shows in a merge request.

use std::io;

use serde::Serialize;

use super::array::Array;
use super::{Checked, Reporter, Root, Summary, numbered, sentence};
use crate::finding::Severity;

/// What GitLab reads of a finding; it ignores a report in which two have one fingerprint.
#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

/// Tells findings to GitLab.
#[derive(Debug)]
pub struct Gitlab {
    root: Root,
    issues: Array,
}

impl Gitlab {
    /// A report with paths relative to `root`.
    pub fn new(root: Root) -> Self {
        Self { root, issues: Array::new("[") }
    }
}

impl Reporter for Gitlab {
    fn document(&mut self, out: &mut dyn io::Write, checked: &Checked) -> io::Result<()> {
        let source = &checked.document.source;
        let path = self.root.path(source.name());
        for (finding, number) in numbered(&checked.verdict.findings) {
            let severity = match finding.severity {
                Severity::Error => "major",
                Severity::Warning => "minor",
                Severity::Info => "info",
            };
            let lines =
                Lines { begin: source.place(finding.span.start).line, end: source.place(finding.span.end).line };
            let issue = Issue {
                description: sentence(finding),
                check_name: &finding.rule,
                fingerprint: format!("{path}:{:016x}:{number}", finding.fingerprint),
                severity,
                location: Location { path: &path, lines },
            };
            self.issues.push(out, &issue)?;
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn io::Write, _: &Summary) -> io::Result<()> {
        self.issues.end(out)?;
        writeln!(out)
    }
}
