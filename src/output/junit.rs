//! `junit`: one suite for each advert and one case for each finding, for servers that show test results.

use std::io;

use super::{Checked, Reporter, Root, Summary};
use crate::finding::{Finding, Severity};
use crate::source::{Source, harmless};

/// Tells findings as test cases; a case fails when its finding would make the run fail.
#[derive(Debug)]
pub struct Junit {
    root: Root,
    fail_on: Option<Severity>,
    is_open: bool,
}

impl Junit {
    /// A report with paths relative to `root`; findings below `fail_on` are cases that were skipped.
    pub fn new(root: Root, fail_on: Option<Severity>) -> Self {
        Self { root, fail_on, is_open: false }
    }

    fn open(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        if std::mem::replace(&mut self.is_open, true) {
            return Ok(());
        }
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"lint\">")
    }

    fn fails(&self, finding: &Finding) -> bool {
        self.fail_on.is_some_and(|least| finding.severity >= least)
    }

    fn case(&self, out: &mut dyn io::Write, path: &str, source: &Source, finding: &Finding) -> io::Result<()> {
        let place = source.place(finding.span.start);
        let (line, column) = (place.line, place.column);
        let (path, message) = (escaped(path), escaped(&finding.message));
        writeln!(out, "    <testcase classname=\"{path}\" name=\"{} ({line}:{column})\">", escaped(&finding.rule))?;
        if self.fails(finding) {
            let help = escaped(finding.help.as_deref().unwrap_or_default());
            let severity = finding.severity.word();
            writeln!(
                out,
                "      <failure type=\"{severity}\" message=\"{message}\">{path}:{line}:{column}: {message}\n{help}</failure>"
            )?;
        } else {
            writeln!(out, "      <skipped message=\"{message}\"/>")?;
        }
        writeln!(out, "    </testcase>")
    }
}

impl Reporter for Junit {
    fn document(&mut self, out: &mut dyn io::Write, checked: &Checked) -> io::Result<()> {
        self.open(out)?;
        let source = &checked.document.source;
        let path = self.root.path(source.name());
        let findings = &checked.verdict.findings;
        let failures = findings.iter().filter(|finding| self.fails(finding)).count();
        let (tests, skipped) = (findings.len().max(1), findings.len() - failures);
        let name = escaped(&path);
        writeln!(
            out,
            "  <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"{skipped}\">"
        )?;
        if findings.is_empty() {
            // a suite without a case would not be shown at all
            writeln!(out, "    <testcase classname=\"{name}\" name=\"lint\"/>")?;
        }
        findings.iter().try_for_each(|finding| self.case(out, &path, source, finding))?;
        writeln!(out, "  </testsuite>")
    }

    fn end(&mut self, out: &mut dyn io::Write, _: &Summary) -> io::Result<()> {
        self.open(out)?;
        writeln!(out, "</testsuites>")
    }
}

/// Text that may stand in an element or an attribute; XML has no way to write most control characters.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().map(harmless) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_breaks_the_document() {
        assert_eq!(escaped("\"<b>\" & \u{1}\u{ffff}\n"), "&quot;&lt;b&gt;&quot; &amp; ?\u{fffd}&#10;");
    }
}
