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

    /// How many fixes were applied, or would be, and in how many adverts.
    pub fn mended(self, (fixes, adverts): (usize, usize), would: bool) -> String {
        let places = match (self, fixes) {
            (Self::German, 1) => "1 Stelle".to_owned(),
            (Self::German, _) => format!("{fixes} Stellen"),
            (Self::English, 1) => "1 place".to_owned(),
            (Self::English, _) => format!("{fixes} places"),
        };
        let adverts = match (self, adverts) {
            (Self::German, 1) => "1 Anzeige".to_owned(),
            (Self::German, _) => format!("{adverts} Anzeigen"),
            (Self::English, 1) => "1 advert".to_owned(),
            (Self::English, _) => format!("{adverts} adverts"),
        };
        match (self, would) {
            (Self::German, false) => format!("{places} in {adverts} ausgebessert"),
            (Self::German, true) => format!("--fix würde {places} in {adverts} ausbessern"),
            (Self::English, false) => format!("mended {places} in {adverts}"),
            (Self::English, true) => format!("--fix would mend {places} in {adverts}"),
        }
    }

    /// How many findings have a fix that can be applied; nothing when none has.
    pub fn fixable(self, summary: &Summary) -> Option<String> {
        let (safe, risky) = (summary.fixable, summary.fixable_unsafe);
        let safe = (safe > 0).then(|| match self {
            Self::German => format!("{safe} davon behebt --fix"),
            Self::English => format!("--fix mends {safe} of them"),
        });
        let risky = (risky > 0).then(|| match (self, safe.is_some()) {
            (Self::German, true) => format!("weitere {risky} mit --unsafe-fixes"),
            (Self::German, false) => format!("{risky} davon behebt --fix --unsafe-fixes"),
            (Self::English, true) => format!("{risky} more with --unsafe-fixes"),
            (Self::English, false) => format!("--fix --unsafe-fixes mends {risky} of them"),
        });
        let told: Vec<String> = safe.into_iter().chain(risky).collect();
        (!told.is_empty()).then(|| told.join(", "))
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
