//! What an editor can do about findings: take a better wording, take all of a kind, allow one here.

use lsp_types::{CodeAction, CodeActionKind, TextEdit, WorkspaceEdit};

use super::diagnostics;
use super::text::Text;
use crate::finding::{Edit, Finding, Fix, Safety};
use crate::output::Frame;
use crate::source::{Raw, Span};

/// All safe wordings of the file at once, for editors that mend on saving.
pub(super) const MEND_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.lint");

/// An advert that an editor asks about.
pub(super) struct Asked<'a> {
    /// The text as it was checked.
    pub(super) text: &'a Text,
    /// What was found.
    pub(super) findings: &'a [Finding],
    /// Where the editor points.
    pub(super) span: Span<Raw>,
    /// The kinds wanted; all when `None`.
    pub(super) only: Option<&'a [CodeActionKind]>,
    /// The words around findings.
    pub(super) frame: Frame,
}

impl Asked<'_> {
    /// Every action, the best first. `edit` makes an edit of the file; `is_allowed` says whether a comment set at the end
    /// of a finding silences it; `mended` takes every safe wording.
    pub(super) fn actions(
        &self,
        edit: impl Fn(Vec<TextEdit>) -> WorkspaceEdit,
        is_allowed: impl Fn(&Finding, &Edit) -> bool,
        mended: impl Fn() -> Option<Vec<Edit>>,
    ) -> Vec<CodeAction> {
        let mut out = Vec::new();
        let here: Vec<&Finding> = self.findings.iter().filter(|finding| touches(finding.span, self.span)).collect();
        if self.wants(&CodeActionKind::QUICKFIX) {
            for finding in &here {
                out.extend(finding.fixes.iter().map(|fix| self.wording(finding, fix, &edit)));
            }
            for (number, finding) in here.iter().enumerate() {
                if !here[..number].iter().any(|other| other.rule == finding.rule) {
                    out.extend(self.all_of(&finding.rule, &edit));
                }
            }
            out.extend(here.iter().filter_map(|finding| self.allow(finding, &edit, &is_allowed)));
        }
        if self.wants(&MEND_ALL) && self.findings.iter().any(|finding| safe(finding).is_some()) {
            let title = self.frame.say("Alle sicheren Verbesserungen übernehmen", "Take every safe wording").to_owned();
            out.extend(mended().map(|edits| CodeAction {
                title,
                kind: Some(MEND_ALL),
                edit: Some(edit(self.edits(&edits))),
                ..CodeAction::default()
            }));
        }
        out
    }

    /// Whether the editor asked for actions of a kind or of one that holds it.
    fn wants(&self, kind: &CodeActionKind) -> bool {
        let holds = |wide: &CodeActionKind| {
            kind.as_str().strip_prefix(wide.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.only.is_none_or(|only| only.iter().any(holds))
    }

    fn wording(&self, finding: &Finding, fix: &Fix, edit: &impl Fn(Vec<TextEdit>) -> WorkspaceEdit) -> CodeAction {
        let title = match self.frame {
            Frame::German => format!("„{}“ schreiben", fix.title),
            Frame::English => format!("Write “{}”", fix.title),
        };
        CodeAction {
            title,
            kind: Some(CodeActionKind::QUICKFIX),
            diagnostics: Some(vec![diagnostics::finding(finding, self.text)]),
            edit: Some(edit(self.edits(&fix.edits))),
            is_preferred: Some(fix.safety == Safety::Safe),
            ..CodeAction::default()
        }
    }

    /// The safe wordings of a rule, when there is more than one.
    fn all_of(&self, rule: &str, edit: &impl Fn(Vec<TextEdit>) -> WorkspaceEdit) -> Option<CodeAction> {
        let fixes: Vec<&Fix> = self.findings.iter().filter(|other| *other.rule == *rule).filter_map(safe).collect();
        (fixes.len() > 1).then(|| CodeAction {
            title: format!("{}: {rule}", self.frame.say("Überall verbessern", "Mend everywhere")),
            kind: Some(CodeActionKind::QUICKFIX),
            edit: Some(edit(self.edits(&apart(fixes.into_iter())))),
            ..CodeAction::default()
        })
    }

    /// A comment right behind the words. It names no reason, so the next finding asks for one.
    fn allow(
        &self,
        finding: &Finding,
        edit: &impl Fn(Vec<TextEdit>) -> WorkspaceEdit,
        is_allowed: &impl Fn(&Finding, &Edit) -> bool,
    ) -> Option<CodeAction> {
        let comment =
            Edit { span: Span::at(finding.span.end as usize), text: format!("<!-- lint: allow({}) -->", finding.rule) };
        let title = self.frame.say(
            "Hier erlauben; den Grund hinter die Klammer schreiben:",
            "Allow here; write the reason behind the bracket:",
        );
        is_allowed(finding, &comment).then(|| CodeAction {
            title: format!("{title} {}", finding.rule),
            kind: Some(CodeActionKind::QUICKFIX),
            diagnostics: Some(vec![diagnostics::finding(finding, self.text)]),
            edit: Some(edit(self.edits(std::slice::from_ref(&comment)))),
            ..CodeAction::default()
        })
    }

    fn edits(&self, edits: &[Edit]) -> Vec<TextEdit> {
        edits.iter().map(|edit| TextEdit { range: self.text.range(edit.span), new_text: edit.text.clone() }).collect()
    }
}

fn touches(finding: Span<Raw>, asked: Span<Raw>) -> bool {
    finding.start <= asked.end && asked.start <= finding.end
}

fn safe(finding: &Finding) -> Option<&Fix> {
    finding.fixes.iter().find(|fix| fix.safety == Safety::Safe)
}

/// The edits of as many fixes as fit beside each other.
fn apart<'a>(fixes: impl Iterator<Item = &'a Fix>) -> Vec<Edit> {
    let mut out: Vec<Edit> = Vec::new();
    for fix in fixes {
        let collides = |edit: &Edit| out.iter().any(|other| touches(other.span, edit.span));
        if !fix.edits.iter().any(collides) {
            out.extend(fix.edits.iter().cloned());
        }
    }
    out
}
