//! Mends an advert by the fixes of its findings: round by round, until none is left that may be applied.

use std::collections::HashSet;
use std::sync::Arc;

use crate::check::{Checker, Verdict};
use crate::document::Document;
use crate::finding::{Edit, Finding, Fix, Safety, Severity, edited};
use crate::source::{Raw, Span};

/// Which fixes are applied.
#[derive(Clone, Copy, Debug)]
pub struct Mending {
    /// The least that a fix must be trusted.
    pub least: Safety,
    /// The least weight of a finding that is mended.
    pub min_severity: Severity,
}

/// One fix that was applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// The rule whose finding is gone.
    pub rule: Arc<str>,
    /// The better wording.
    pub title: String,
    /// How far it may be trusted.
    pub safety: Safety,
}

/// An advert after its fixes.
#[derive(Debug)]
pub struct Mended {
    /// The advert.
    pub document: Document,
    /// What is left to say about it.
    pub verdict: Verdict,
    /// What was done, round by round.
    pub done: Vec<Done>,
}

/// How many rounds there may be; a word that stands often is mended once in each.
const ROUNDS: usize = 64;

/// Applies fixes until no finding has one that may be applied; `None` when there was none at all.
///
/// A fix that does not lint clean is left out: its finding must be gone, and no other may have come.
pub fn mend(checker: &Checker, document: &Document, mending: Mending) -> Option<Mended> {
    let verdict = checker.check(document);
    let mut mended: Option<Mended> = None;
    let mut refused = HashSet::new();
    for _ in 0..ROUNDS {
        let (document, verdict) = mended.as_ref().map_or((document, &verdict), |now| (&now.document, &now.verdict));
        let chosen = choose(&verdict.findings, mending, &refused);
        if chosen.is_empty() {
            break;
        }
        let Some((document, verdict, applied)) = round(checker, document, verdict, &chosen, &mut refused) else {
            continue;
        };
        let mut done = applied;
        if let Some(before) = mended.take() {
            done.splice(..0, before.done);
        }
        mended = Some(Mended { document, verdict, done });
    }
    mended
}

/// The text after edits that do not overlap, given in any order.
pub fn apply<'a>(text: &str, edits: impl IntoIterator<Item = &'a Edit>) -> String {
    edited(text, 0..text.len(), edits)
}

/// Whether a fix keeps its promise: alone, it removes its finding and brings no other.
pub fn lints_clean(checker: &Checker, document: &Document, verdict: &Verdict, choice: Choice<'_>) -> bool {
    clean(checker, document, verdict, &[choice]).is_some()
}

/// A finding and the fix chosen for it.
pub type Choice<'a> = (&'a Finding, &'a Fix);

/// The first fix of every finding that may be applied; one that overlaps an earlier one waits for the next round.
fn choose<'a>(findings: &'a [Finding], mending: Mending, refused: &HashSet<(u64, String)>) -> Vec<Choice<'a>> {
    let mut out: Vec<Choice<'_>> = Vec::new();
    for finding in findings.iter().filter(|finding| finding.severity >= mending.min_severity) {
        let may = |fix: &&Fix| fix.safety >= mending.least && !refused.contains(&name(finding, fix));
        let Some(fix) = finding.fixes.iter().find(may) else { continue };
        let meets = |edit: &Edit| {
            let others = out.iter().flat_map(|(_, fix)| &fix.edits);
            others.into_iter().any(|other| other.span.start == edit.span.start || other.span.overlaps(edit.span))
        };
        if !fix.edits.iter().any(meets) {
            out.push((finding, fix));
        }
    }
    out
}

fn name(finding: &Finding, fix: &Fix) -> (u64, String) {
    (finding.fingerprint, fix.title.clone())
}

/// Applies all fixes at once; when the text then does not lint clean, those that do alone.
fn round(
    checker: &Checker,
    document: &Document,
    verdict: &Verdict,
    chosen: &[Choice<'_>],
    refused: &mut HashSet<(u64, String)>,
) -> Option<(Document, Verdict, Vec<Done>)> {
    if let Some((document, verdict)) = clean(checker, document, verdict, chosen) {
        return Some((document, verdict, done(chosen)));
    }
    let (good, bad): (Vec<Choice<'_>>, Vec<Choice<'_>>) =
        chosen.iter().partition(|choice| clean(checker, document, verdict, &[**choice]).is_some());
    refused.extend(bad.iter().map(|(finding, fix)| name(finding, fix)));
    let together = clean(checker, document, verdict, &good).map(|(document, verdict)| (document, verdict, done(&good)));
    // fixes that are clean alone may still hinder each other
    together.filter(|_| !good.is_empty()).or_else(|| {
        let first = good.get(..1)?;
        let (document, verdict) = clean(checker, document, verdict, first)?;
        Some((document, verdict, done(first)))
    })
}

fn done(chosen: &[Choice<'_>]) -> Vec<Done> {
    let one =
        |(finding, fix): &Choice<'_>| Done { rule: finding.rule.clone(), title: fix.title.clone(), safety: fix.safety };
    chosen.iter().map(one).collect()
}

/// The advert after these fixes, when their findings are gone and no other has come.
fn clean(
    checker: &Checker,
    document: &Document,
    verdict: &Verdict,
    chosen: &[Choice<'_>],
) -> Option<(Document, Verdict)> {
    let edits: Vec<&Edit> = chosen.iter().flat_map(|(_, fix)| &fix.edits).collect();
    let after = document.with_text(apply(document.source.text(), edits.iter().copied()));
    let now = checker.check(&after);
    let moved = |span: Span<Raw>| moved(span, &edits);
    let is_same = |old: &Finding, new: &Finding| {
        let near = !old.missing && !new.missing && touches(moved(old.span), new.span);
        old.rule == new.rule && (old.missing && new.missing || near)
    };
    let stays = now.findings.iter().any(|new| chosen.iter().any(|(old, _)| is_same(old, new)));
    // writing a sentence makes nothing missing: what is now said to be missing was so before
    let writes = chosen.iter().any(|(old, _)| old.missing);
    let comes = now.findings.iter().filter(|new| !(new.missing && writes)).any(|new| {
        let known = |old: &Finding| is_same(old, new) || old.rule == new.rule && !new.missing && old.text == new.text;
        // one finding of a category speaks at a place; when it goes, another that it hid may be told
        let hid = |old: &Finding| {
            old.category == new.category
                && touches(moved(old.span), new.span)
                && !chosen.iter().any(|(mended, _)| std::ptr::eq(*mended, old))
        };
        !verdict.findings.iter().any(|old| known(old) || hid(old))
    });
    (!stays && !comes).then_some((after, now))
}

fn touches(a: Span<Raw>, b: Span<Raw>) -> bool {
    a.overlaps(b) || a.start == b.start
}

/// Where a span of the text before the edits stands after them.
fn moved(span: Span<Raw>, edits: &[&Edit]) -> Span<Raw> {
    // an edit that ends before a place moves it; an insertion right behind a span is no part of it
    let place = |at: u32, is_end: bool| {
        let moves = |edit: &&&Edit| edit.span.end < at || edit.span.end == at && !(is_end && edit.span.is_empty());
        let growth = |edit: &&Edit| edit.text.len() as i64 - edit.span.len() as i64;
        (i64::from(at) + edits.iter().filter(moves).map(growth).sum::<i64>()).max(0) as usize
    };
    let start = place(span.start, false);
    Span::new(start, place(span.end, true).max(start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    fn edit(start: usize, end: usize, text: &str) -> Edit {
        Edit { span: Span::new(start, end), text: text.to_owned() }
    }

    #[test]
    fn edits_are_applied_in_the_order_of_the_text() {
        assert_eq!(apply("abcdef", &[edit(4, 5, "E"), edit(0, 1, ""), edit(6, 6, "!")]), "bcdEf!");
    }

    #[test]
    fn spans_move_with_the_text_before_them() {
        let edits = [edit(0, 1, "xyz"), edit(3, 5, "q")];
        let moved = |start, end| moved(Span::new(start, end), &edits.iter().collect::<Vec<_>>());
        assert_eq!(moved(1, 3), Span::new(3, 5));
        assert_eq!(moved(5, 6), Span::new(6, 7));
        assert_eq!(moved(3, 5), Span::new(5, 6));
    }

    #[test]
    fn mending_leaves_nothing_to_mend() {
        let checker = Checker::builtin().unwrap();
        let text = "# Koch (m/w)\n\nSie leiten unsere Mitarbeiter an und beraten alle Mitarbeiter.\n";
        let mending = Mending { least: Safety::Safe, min_severity: Severity::Info };
        let once = mend(&checker, &Document::read(Source::new("a.md", text)), mending).unwrap();
        let expected = "# Koch (m/w/d)\n\nSie leiten unsere Mitarbeitenden an und beraten alle Mitarbeitenden.\n";
        assert_eq!(once.document.source.text(), expected);
        assert!(mend(&checker, &once.document, mending).is_none());
    }
}
