//! One person noun, and its better forms in the organisation's style.

use crate::rule::profile::GenderStyle;

/// One person noun.
#[derive(Debug)]
pub struct Person {
    pub(crate) noun: String,
    pub(crate) feminine: String,
    pub(crate) neutral: String,
    pub(crate) plural: String,
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

impl Person {
    /// How many letters at the end of a folded word are a form of the noun, in bytes; all of them when none is found.
    pub(super) fn written_length(&self, word: &str) -> usize {
        // the stem outlives umlaut and ending: Ärzte, Beamten, Fachleute
        let noun = crate::fold::fold(&self.noun);
        let stem = noun.get(..noun.len().min(4)).unwrap_or(&noun);
        let umlauted = |stem: &str| {
            ["a", "o", "u"].iter().find_map(|vowel| {
                let at = stem.rfind(vowel)?;
                Some(format!("{}e{}", &stem[..=at], &stem[at + 1..]))
            })
        };
        word.rfind(stem).or_else(|| word.rfind(umlauted(stem)?.get(..4)?)).map_or(word.len(), |at| word.len() - at)
    }

    pub(super) fn singular(&self, style: GenderStyle) -> String {
        let signed = |sign: &str| match self.feminine.strip_suffix("in") {
            Some(stem) => format!("{stem}{sign}in"),
            None => format!("{} oder {}", self.feminine, self.noun),
        };
        match style {
            GenderStyle::Star => signed("*"),
            GenderStyle::Colon => signed(":"),
            GenderStyle::Gap => signed("_"),
            GenderStyle::Slash => signed("/-"),
            GenderStyle::Neutral if !self.neutral.is_empty() => self.neutral.clone(),
            GenderStyle::Pair | GenderStyle::Neutral => format!("{} oder {}", self.feminine, self.noun),
        }
    }

    pub(super) fn plural(&self, style: GenderStyle, written: &str) -> String {
        let feminine = match self.feminine.strip_suffix("in") {
            Some(_) => format!("{}nen", self.feminine),
            None => return self.singular(style),
        };
        let signed = |sign: &str| self.feminine.strip_suffix("in").map(|stem| format!("{stem}{sign}innen"));
        match style {
            GenderStyle::Star => signed("*").unwrap_or_default(),
            GenderStyle::Colon => signed(":").unwrap_or_default(),
            GenderStyle::Gap => signed("_").unwrap_or_default(),
            GenderStyle::Slash => signed("/-").unwrap_or_default(),
            GenderStyle::Neutral if !self.plural.is_empty() => self.plural.clone(),
            GenderStyle::Pair | GenderStyle::Neutral => format!("{feminine} und {written}"),
        }
    }
}

/// A form with the first part of a compound before it (`Verwaltungsmitarbeitende`), both forms of a pair; `None` for a
/// form of several words, which takes no first part.
pub(super) fn compound(head: &str, form: &str) -> Option<String> {
    let word = |form: &str| match (form.contains(' '), head.ends_with('-')) {
        (true, _) => None,
        (false, true) => Some(format!("{head}{form}")),
        (false, false) => Some(format!("{head}{}", lower_first(form))),
    };
    for link in [" oder ", " und "] {
        if let Some((one, other)) = form.split_once(link) {
            return Some(format!("{}{link}{}", word(one)?, word(other)?));
        }
    }
    word(form)
}

pub(super) fn upper_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compounds_take_the_first_part_word_by_word() {
        assert_eq!(compound("Verwaltungs", "Mitarbeitende").unwrap(), "Verwaltungsmitarbeitende");
        assert_eq!(compound("Junior-", "Beratende").unwrap(), "Junior-Beratende");
        assert_eq!(compound("Schul", "Leiterin oder Leiter").unwrap(), "Schulleiterin oder Schulleiter");
        assert_eq!(compound("Büro", "Fachkraft im Büro"), None);
    }
}
