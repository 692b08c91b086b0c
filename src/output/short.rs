//! `short`: one line per finding, for editors, logs and `grep`.

use std::io;

use super::{Checked, Reporter, Summary};
use crate::source::harmless;

/// `path:line:column: severity: message [rule]`.
#[derive(Debug, Default)]
pub struct Short;

impl Short {
    /// Tells the findings of one document.
    fn tell(&self, out: &mut dyn io::Write, checked: &Checked) -> io::Result<()> {
        let source = &checked.document.source;
        for finding in &checked.verdict.findings {
            let place = source.place(finding.span.start);
            let message: String = finding.message.chars().map(|c| if c == '\n' { ' ' } else { harmless(c) }).collect();
            let (name, severity) = (source.name(), finding.severity.word());
            writeln!(out, "{name}:{}:{}: {severity}: {message} [{}]", place.line, place.column, finding.rule)?;
        }
        Ok(())
    }
}

impl Reporter for Short {
    fn alone(&self, checked: &Checked) -> Option<io::Result<Vec<u8>>> {
        let mut text = Vec::new();
        Some(self.tell(&mut text, checked).map(|()| text))
    }

    fn document(&mut self, out: &mut dyn io::Write, checked: &Checked) -> io::Result<()> {
        self.tell(out, checked)
    }

    fn end(&mut self, _: &mut dyn io::Write, _: &Summary) -> io::Result<()> {
        Ok(())
    }
}
