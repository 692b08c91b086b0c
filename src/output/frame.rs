//! The words around findings, in the language of the person at the terminal.

use super::Summary;
use crate::finding::Severity;

/// Frame words of one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame {
    /// Deutsch.
    German,
    /// English.
    English,
}

impl Frame {
    /// The frame for a language name or a locale: `de`, `de_DE.UTF-8`.
    pub fn of(name: &str) -> Self {
        if name.to_ascii_lowercase().starts_with("de") { Self::German } else { Self::English }
    }

    /// The German or the English words.
    pub fn say<'a>(self, german: &'a str, english: &'a str) -> &'a str {
        match self {
            Self::German => german,
            Self::English => english,
        }
    }

    /// The word for a severity.
    pub fn severity(self, severity: Severity) -> &'static str {
        match (self, severity) {
            (Self::German, Severity::Error) => "Fehler",
            (Self::German, Severity::Warning) => "Warnung",
            (Self::German, Severity::Info) => "Hinweis",
            (Self::English, Severity::Error) => "error",
            (Self::English, Severity::Warning) => "warning",
            (Self::English, Severity::Info) => "note",
        }
    }

    /// The line that counts what was found.
    pub fn count(self, summary: &Summary) -> String {
        let many = |count: usize, one: &str, more: &str| format!("{count} {}", if count == 1 { one } else { more });
        match self {
            Self::German => {
                let found = [
                    many(summary.errors, "Fehler", "Fehler"),
                    many(summary.warnings, "Warnung", "Warnungen"),
                    many(summary.infos, "Hinweis", "Hinweise"),
                ];
                format!("{} in {}", found.join(", "), many(summary.documents, "Anzeige", "Anzeigen"))
            }
            Self::English => {
                let found = [
                    many(summary.errors, "error", "errors"),
                    many(summary.warnings, "warning", "warnings"),
                    many(summary.infos, "note", "notes"),
                ];
                format!("{} in {}", found.join(", "), many(summary.documents, "advert", "adverts"))
            }
        }
    }
}
