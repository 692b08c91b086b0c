//! `short`: one line per finding, for editors, logs and `grep`.

use std::io;

use super::{Checked, Reporter, Summary};
use crate::source::harmless;

/// `path:line:column: severity: message [rule]`.
#[derive(Debug, Default)]
pub struct Short;

impl Reporter for Short {
    fn alone(&self, checked: &Checked) -> Option<io::Result<Vec<u8>>> {
        let mut out = String::new();
        let source = &checked.document.source;
        for finding in &checked.verdict.findings {
            let place = source.place(finding.span.start);
            let message: String = finding.message.chars().map(|c| if c == '\n' { ' ' } else { harmless(c) }).collect();
            let (name, severity) = (source.name(), finding.severity.word());
            let (line, column, rule) = (place.line, place.column, &finding.rule);
            out += &format!("{name}:{line}:{column}: {severity}: {message} [{rule}]\n");
        }
        Some(Ok(out.into_bytes()))
    }

    fn end(&mut self, _: &mut dyn io::Write, _: &Summary) -> io::Result<()> {
        Ok(())
    }
}
