//! How one run is told: one file per format.

mod array;
mod frame;
pub mod github;
pub mod gitlab;
pub mod human;
pub mod json;
pub mod junit;
pub mod rdjson;
mod root;
pub mod sarif;
pub mod short;

use std::collections::HashMap;
use std::io;
use std::sync::Arc;

pub use frame::Frame;
pub use root::Root;

use crate::check::{Knowledge, Verdict};
use crate::document::Document;
use crate::finding::{Finding, Safety, Severity};

/// A document that was checked.
#[derive(Debug)]
pub struct Checked {
    /// The document.
    pub document: Document,
    /// What was found, nothing below the severity that is shown.
    pub verdict: Verdict,
    /// The rules it was checked by.
    pub knowledge: Arc<Knowledge>,
}

/// How many documents and findings there were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Documents that were checked.
    pub documents: usize,
    /// Findings that are errors.
    pub errors: usize,
    /// Findings that are warnings.
    pub warnings: usize,
    /// Findings that are notes.
    pub infos: usize,
    /// Files that could not be read.
    pub unreadable: usize,
    /// Findings that `--fix` would mend.
    pub fixable: usize,
    /// Findings that `--fix` would mend only with `--unsafe-fixes`.
    pub fixable_unsafe: usize,
}

impl Summary {
    /// Counts a document.
    pub fn add(&mut self, checked: &Checked) {
        self.documents += 1;
        for finding in &checked.verdict.findings {
            *self.of(finding.severity) += 1;
            match finding.fixes.iter().map(|fix| fix.safety).max() {
                Some(Safety::Safe) => self.fixable += 1,
                Some(Safety::Unsafe) => self.fixable_unsafe += 1,
                Some(Safety::Suggestion) | None => {}
            }
        }
    }

    fn of(&mut self, severity: Severity) -> &mut usize {
        match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
            Severity::Info => &mut self.infos,
        }
    }

    /// How many findings weigh at least `severity`.
    pub fn at_least(&self, severity: Severity) -> usize {
        match severity {
            Severity::Error => self.errors,
            Severity::Warning => self.errors + self.warnings,
            Severity::Info => self.errors + self.warnings + self.infos,
        }
    }
}

/// Tells one run, document by document in the order of their paths.
pub trait Reporter: Sync {
    /// What is told of a document whatever stands before it; many threads ask at once. `None` where a document's
    /// report depends on the others.
    fn alone(&self, _: &Checked) -> Option<io::Result<Vec<u8>>> {
        None
    }

    /// Tells one document.
    ///
    /// # Errors
    /// When the output cannot be written.
    fn document(&mut self, out: &mut dyn io::Write, checked: &Checked) -> io::Result<()> {
        self.alone(checked).map_or(Ok(()), |text| out.write_all(&text?))
    }

    /// Tells the end.
    ///
    /// # Errors
    /// When the output cannot be written.
    fn end(&mut self, out: &mut dyn io::Write, summary: &Summary) -> io::Result<()>;
}

/// What the wording does and what to write instead, where a format has one text for both.
fn sentence(finding: &Finding) -> String {
    let help = finding.help.iter().map(String::as_str);
    std::iter::once(finding.message.as_str()).chain(help).collect::<Vec<_>>().join(" ")
}

/// Findings of one document, each with the number of its turn among those that have the same fingerprint.
fn numbered<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> impl Iterator<Item = (&'a Finding, usize)> {
    let mut turns: HashMap<u64, usize> = HashMap::new();
    findings.into_iter().map(move |finding| {
        let turn = turns.entry(finding.fingerprint).or_default();
        *turn += 1;
        (finding, *turn)
    })
}
