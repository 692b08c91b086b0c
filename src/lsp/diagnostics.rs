//! Findings and mistakes as an editor shows them.

use std::str::FromStr;

use lsp_types::{CodeDescription, Diagnostic, DiagnosticSeverity, NumberOrString, Uri};

use super::text::Text;
use crate::finding::{Finding, Mistake, Severity};

/// Who speaks.
pub(super) const SOURCE: &str = "lint";

/// A finding in an advert.
pub(super) fn finding(finding: &Finding, text: &Text) -> Diagnostic {
    let address = finding.sources.iter().find_map(|source| Uri::from_str(source.url.as_deref()?).ok());
    Diagnostic {
        range: text.range(finding.span),
        severity: Some(severity(finding.severity)),
        code: Some(NumberOrString::String(finding.rule.to_string())),
        code_description: address.map(|href| CodeDescription { href }),
        source: Some(SOURCE.to_owned()),
        message: with_help(&finding.message, finding.help.as_deref()),
        ..Diagnostic::default()
    }
}

/// A mistake in a configuration or a rule file.
pub(super) fn mistake(mistake: &Mistake, text: &Text) -> Diagnostic {
    Diagnostic {
        range: text.range(mistake.span),
        severity: Some(severity(mistake.severity)),
        source: Some(SOURCE.to_owned()),
        message: with_help(&mistake.message, mistake.help.as_deref()),
        ..Diagnostic::default()
    }
}

fn with_help(message: &str, help: Option<&str>) -> String {
    help.map_or_else(|| message.to_owned(), |help| format!("{message}\n{help}"))
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Info => DiagnosticSeverity::INFORMATION,
    }
}
