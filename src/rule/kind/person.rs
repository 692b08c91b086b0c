//! One person noun.

use serde::{Deserialize, Serialize};

/// One person noun.
#[derive(Debug, Deserialize, Serialize)]
pub struct Person {
    pub(crate) noun: String,
    pub(crate) feminine: String,
    pub(crate) neutral: String,
    pub(crate) plural: String,
    /// Nominative, genitive, dative, accusative, of the singular and then of the plural.
    pub(crate) forms: [String; 8],
    /// A surname or thing as well: needs an article, an adjective or a list around it.
    pub(crate) evidence: bool,
    /// Compounds that count, folded; empty for all.
    pub(crate) only: Vec<String>,
    /// Compounds that are no persons, folded.
    pub(crate) never: Vec<String>,
    /// A nominalised adjective: only "ein Angestellter" is masculine.
    pub(crate) is_adjective: bool,
    /// Its rule weighs more than a note: the noun may name a post, not only clients or a degree.
    pub(crate) is_loud: bool,
}

/// Which case and number a form may be; several forms of a noun look the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Number {
    Singular,
    Plural,
    Either,
}
