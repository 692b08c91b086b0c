//! How one run is told: one file per format.

mod frame;
pub mod human;
pub mod json;
pub mod short;

use std::io;

pub use frame::Frame;

use crate::check::Verdict;
use crate::document::Document;
use crate::finding::Severity;

/// A document that was checked.
#[derive(Debug)]
pub struct Checked {
    /// The document.
    pub document: Document,
    /// What was found, nothing below the severity that is shown.
    pub verdict: Verdict,
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
}

impl Summary {
    /// Counts a document.
    pub fn add(&mut self, checked: &Checked) {
        self.documents += 1;
        for finding in &checked.verdict.findings {
            match finding.severity {
                Severity::Error => self.errors += 1,
                Severity::Warning => self.warnings += 1,
                Severity::Info => self.infos += 1,
            }
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
    fn document(&mut self, out: &mut dyn io::Write, checked: &Checked) -> io::Result<()>;

    /// Tells the end.
    ///
    /// # Errors
    /// When the output cannot be written.
    fn end(&mut self, out: &mut dyn io::Write, summary: &Summary) -> io::Result<()>;
}
