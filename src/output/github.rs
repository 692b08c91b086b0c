//! `github`: workflow commands, which GitHub Actions shows as annotations beside the lines of a pull request.

use std::io;

use super::{Checked, Frame, Reporter, Root, Summary, sentence};
use crate::finding::{Finding, Severity};
use crate::source::{Source, harmless};

/// How many annotations of one kind GitHub shows of one step.
const SHOWN: usize = 10;

/// Tells findings to GitHub Actions.
#[derive(Debug)]
pub struct Github {
    root: Root,
    frame: Frame,
    told: Summary,
}

impl Github {
    /// Commands with paths relative to `root`; `frame` is the language of the line about the rest.
    pub fn new(root: Root, frame: Frame) -> Self {
        Self { root, frame, told: Summary::default() }
    }

    fn annotation(&self, source: &Source, finding: &Finding) -> String {
        let kind = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let (start, end) = (source.place(finding.span.start), source.place(finding.span.end));
        let file = property(&self.root.path(source.name()));
        // columns are refused for an annotation of several lines
        let columns = if start.line == end.line {
            format!(",col={},endColumn={}", start.column, end.column)
        } else {
            String::new()
        };
        let title = property(&finding.rule);
        let message = data(&sentence(finding));
        format!("::{kind} file={file},line={},endLine={}{columns},title={title}::{message}", start.line, end.line)
    }
}

impl Reporter for Github {
    fn document(&mut self, out: &mut dyn io::Write, checked: &Checked) -> io::Result<()> {
        for finding in &checked.verdict.findings {
            let told = self.told.of(finding.severity);
            if *told < SHOWN {
                *told += 1;
                writeln!(out, "{}", self.annotation(&checked.document.source, finding))?;
            }
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn io::Write, summary: &Summary) -> io::Result<()> {
        let more = summary.at_least(Severity::Info) - self.told.at_least(Severity::Info);
        if more == 0 {
            return Ok(());
        }
        let (count, reason) = (
            self.frame.say("Weitere Befunde", "More findings"),
            self.frame.say(
                "GitHub zeigt je Schritt 10 Fehler, 10 Warnungen und 10 Hinweise.",
                "Of one step GitHub shows 10 errors, 10 warnings and 10 notices.",
            ),
        );
        writeln!(out, "{count}: {more}. {reason}")
    }
}

/// The text of a command: one line, and no sign that means something to the runner.
fn data(text: &str) -> String {
    let plain: String = text.chars().map(harmless).collect();
    plain.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property, where colon and comma mean something too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_a_command() {
        assert_eq!(data("100 %\r\n::error::x\u{1b}"), "100 %25%0D%0A::error::x?");
        assert_eq!(property("a,b:c.md"), "a%2Cb%3Ac.md");
    }
}
