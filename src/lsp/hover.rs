//! What a rule says about the words under the pointer: the reason, the better wording, the sources.

use std::fmt::Write;

use lsp_types::{Hover, HoverContents, MarkupContent, MarkupKind};

use super::text::Text;
use crate::finding::Finding;
use crate::output::Frame;
use crate::rule::RuleSet;
use crate::source::{Raw, Span};

/// The findings around a place; `None` when there is none.
pub(super) fn hover(findings: &[Finding], rules: &RuleSet, text: &Text, at: Span<Raw>, frame: Frame) -> Option<Hover> {
    let here: Vec<&Finding> =
        findings.iter().filter(|finding| finding.span.start <= at.start && at.end <= finding.span.end).collect();
    let span = here.iter().map(|finding| finding.span).reduce(Span::hull)?;
    let parts: Vec<String> = here.iter().map(|finding| explain(finding, rules, frame)).collect();
    let value = parts.join("\n\n---\n\n");
    let contents = HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value });
    Some(Hover { contents, range: Some(text.range(span)) })
}

fn explain(finding: &Finding, rules: &RuleSet, frame: Frame) -> String {
    let mut out = format!("**{}** `{}`\n\n{}", frame.severity(finding.severity), finding.rule, finding.message);
    let why = rules.rule(&finding.rule).map(|rule| rule.why.as_str());
    for paragraph in why.into_iter().chain(finding.help.as_deref()) {
        let _ = write!(out, "\n\n{paragraph}");
    }
    for source in finding.sources.iter() {
        let _ = match &source.url {
            Some(url) => write!(out, "\n- [{}](<{url}>)", source.title),
            None => write!(out, "\n- {}", source.title),
        };
    }
    if !finding.sources.is_empty() {
        let title = frame.say("Grundlage", "Authority");
        let list = out.find("\n- ").unwrap_or(out.len());
        out.insert_str(list, &format!("\n\n{title}\n"));
    }
    out
}
