//! What is asked of every advert: questions answered with yes or no, and numbers.

use super::catalogue::Catalogue;
use super::row::{LEADING, Row};
use super::share::Share;

/// A question that an advert answers with yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// Does it make this statement?
    States(u16),
    /// Does its title speak to all?
    Title,
    /// Is it free of errors?
    NoError,
    /// Is it free of errors and warnings?
    NoWarning,
    /// Does a leading post ask for competence in diversity? The number is that of the statement.
    LeadingAsks(u16),
    /// Does any other post?
    OtherAsks(u16),
    /// Does it follow this rule of the organisation?
    Follows(u16),
}

/// A number that an advert has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// Terms that nobody explains.
    Jargon,
    /// LIX.
    Lix,
    /// Flesch's reading ease, for German after Amstad.
    Flesch,
}

/// The statement that asks for competence in diversity.
pub const COMPETENCE: &str = "diversity_competence";

impl Question {
    /// The answer; none where the question does not arise.
    pub fn answer(self, row: &Row, catalogue: &Catalogue) -> Option<bool> {
        match self {
            Self::States(statement) => Some(row.states(statement)),
            Self::Title => Some(row.speaks_to_all),
            Self::NoError => Some(row.errors == 0),
            Self::NoWarning => Some(row.errors == 0 && row.warnings == 0),
            Self::LeadingAsks(statement) => (row.post == LEADING).then(|| row.states(statement)),
            Self::OtherAsks(statement) => (row.post != LEADING).then(|| row.states(statement)),
            Self::Follows(rule) => {
                (row.language == catalogue.language(rule)).then(|| row.spoke().all(|(spoke, _)| spoke != rule))
            }
        }
    }

    /// The share of rows that answer yes.
    pub fn share<'r>(self, rows: impl IntoIterator<Item = &'r Row>, catalogue: &Catalogue) -> Share {
        Share::count(rows.into_iter().map(|row| self.answer(row, catalogue)))
    }

    /// The name in `[goals]` and in files for machines.
    pub fn name(self, catalogue: &Catalogue) -> String {
        match self {
            Self::States(statement) => catalogue.kind(statement).to_owned(),
            Self::Title => "title".to_owned(),
            Self::NoError => "no_error".to_owned(),
            Self::NoWarning => "no_warning".to_owned(),
            Self::LeadingAsks(_) => format!("{COMPETENCE}_leading"),
            Self::OtherAsks(_) => format!("{COMPETENCE}_other"),
            Self::Follows(rule) => catalogue.id(rule).to_owned(),
        }
    }

    /// The question of this name.
    pub fn named(name: &str, catalogue: &Catalogue) -> Option<Self> {
        let competence = || catalogue.statement(COMPETENCE);
        match name {
            "title" => Some(Self::Title),
            "no_error" => Some(Self::NoError),
            "no_warning" => Some(Self::NoWarning),
            "diversity_competence_leading" => competence().map(Self::LeadingAsks),
            "diversity_competence_other" => competence().map(Self::OtherAsks),
            _ => catalogue.statement(name).map(Self::States).or_else(|| {
                let own = |rule: &u16| catalogue.principles().iter().any(|(_, own)| own == rule);
                catalogue.rule(name).filter(own).map(Self::Follows)
            }),
        }
    }
}

impl Amount {
    /// Every amount.
    pub const ALL: [Self; 3] = [Self::Jargon, Self::Lix, Self::Flesch];

    /// The number; none where it cannot be measured.
    pub fn of(self, row: &Row) -> Option<f64> {
        match self {
            Self::Jargon => Some(f64::from(row.jargon)),
            Self::Lix => row.readability.map(|(lix, _)| f64::from(lix)),
            Self::Flesch => row.readability.map(|(_, flesch)| f64::from(flesch)),
        }
    }

    /// The name in `[goals]` and in files for machines.
    pub fn name(self) -> &'static str {
        match self {
            Self::Jargon => "jargon",
            Self::Lix => "lix",
            Self::Flesch => "flesch",
        }
    }

    /// The amount of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|amount| amount.name() == name)
    }
}

/// The names of questions that are no statement, for `[goals]`.
pub const QUESTIONS: [&str; 5] =
    ["title", "no_error", "no_warning", "diversity_competence_leading", "diversity_competence_other"];
