//! A file that an editor holds open, and what was last said about it.

use std::path::PathBuf;
use std::sync::Arc;

use lsp_types::{Diagnostic, TextDocumentItem, Uri};

use super::diagnostics;
use super::text::{Text, Units};
use super::workspace::Workspace;
use crate::document::{Document, Format};
use crate::finding::{Edit, Finding, Safety, Severity};
use crate::fix::{self, Mending};
use crate::run::{Failure, Prepared};
use crate::source::{Source, Span};

/// A file in the editor.
#[derive(Debug)]
pub(super) struct Open {
    /// Its address.
    pub(super) uri: Uri,
    /// Its path, or the last part of its address when it lies nowhere yet.
    pub(super) path: PathBuf,
    /// Its text.
    pub(super) text: Text,
    /// The version that the editor gave it.
    pub(super) version: i32,
    /// Whether the text has changed since it was checked.
    pub(super) is_stale: bool,
    /// What was found in it, if it is an advert.
    pub(super) findings: Vec<Finding>,
    /// Who checked it, if it is an advert.
    pub(super) prepared: Option<Arc<Prepared>>,
    format: Format,
}

impl Open {
    /// A file that has just been opened.
    pub(super) fn new(item: TextDocumentItem, units: Units) -> Self {
        let path = path(&item.uri);
        // a text that has no name yet is what the editor says it is
        let is_plain = path.extension().is_none() && item.language_id == "plaintext";
        Self {
            format: if is_plain { Format::Plain } else { Format::of(&path.to_string_lossy()) },
            text: Text::new(item.text, units),
            version: item.version,
            uri: item.uri,
            path,
            is_stale: true,
            findings: Vec::new(),
            prepared: None,
        }
    }

    /// Checks the text as it stands; a failure says why the file's own rules or configuration could not be used.
    ///
    /// # Errors
    /// [`Failure`] when nothing can be checked at all.
    pub(super) fn check(&mut self, workspace: &mut Workspace) -> Result<(Vec<Diagnostic>, Option<Failure>), Failure> {
        self.is_stale = false;
        if self.path.extension().is_some_and(|ending| ending == "toml") {
            let told = workspace.mistakes(&self.path, self.text.as_str()).unwrap_or_default();
            let name = self.path.display().to_string();
            let own = told.iter().filter(|(source, _)| source.name() == name);
            return Ok((own.map(|(_, mistake)| diagnostics::mistake(mistake, &self.text)).collect(), None));
        }
        let (prepared, failure) = workspace.checker(&self.path)?;
        self.findings = self.found(&prepared, self.text.as_str());
        self.prepared = Some(prepared);
        let told = self.findings.iter().map(|finding| diagnostics::finding(finding, &self.text));
        Ok((told.collect(), failure))
    }

    /// Whether a comment silences a finding of this file and does nothing else.
    pub(super) fn is_allowed(&self, finding: &Finding, comment: &Edit) -> bool {
        let Some(prepared) = &self.prepared else { return false };
        let mut text = self.text.as_str().to_owned();
        text.replace_range(comment.span.range(), &comment.text);
        let count = |findings: &[Finding]| findings.iter().filter(|other| other.rule == finding.rule).count();
        count(&self.found(prepared, &text)) < count(&self.findings)
    }

    /// The changes that take every safe wording, round by round until it lints clean.
    pub(super) fn mended(&self) -> Option<Vec<Edit>> {
        let prepared = self.prepared.as_ref()?;
        let mending = Mending { least: Safety::Safe, min_severity: Severity::Info };
        let mended = fix::mend(&prepared.checker, &self.read(prepared, self.text.as_str()), mending)?;
        Some(changes(self.text.as_str(), mended.document.source.text()))
    }

    fn found(&self, prepared: &Prepared, text: &str) -> Vec<Finding> {
        prepared.check(&self.read(prepared, text)).findings
    }

    fn read(&self, prepared: &Prepared, text: &str) -> Document {
        let source = Source::new(self.path.display().to_string(), text);
        Document::read_as(source, self.format, prepared.language)
    }
}

/// The lines that differ, as edits of the first text.
fn changes(before: &str, after: &str) -> Vec<Edit> {
    let starts = |text: &str| -> Vec<usize> {
        let lines = text.split_inclusive('\n').scan(0, |at, line| {
            *at += line.len();
            Some(*at)
        });
        std::iter::once(0).chain(lines).collect()
    };
    let (old, new) = (starts(before), starts(after));
    let diff = similar::TextDiff::from_lines(before, after);
    let changed = diff.ops().iter().filter(|op| op.tag() != similar::DiffTag::Equal);
    let edit = |op: &similar::DiffOp| Edit {
        span: Span::new(old[op.old_range().start], old[op.old_range().end]),
        text: after[new[op.new_range().start]..new[op.new_range().end]].to_owned(),
    };
    changed.map(edit).collect()
}

/// The path of a file, or the last part of an address that is no file's.
pub(super) fn path(uri: &Uri) -> PathBuf {
    let url = url::Url::parse(uri.as_str());
    url.ok().and_then(|url| url.to_file_path().ok()).unwrap_or_else(|| {
        let name = uri.as_str().rsplit(['/', ':']).next().unwrap_or_default();
        PathBuf::from(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_make_one_text_of_the_other() {
        let (before, after) = ("a\nb\nc", "a\nB\nc\nd");
        assert_eq!(fix::apply(before, &changes(before, after)), after);
        assert_eq!(changes(before, before), []);
    }
}
