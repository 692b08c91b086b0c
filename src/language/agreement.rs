//! What the words before a person noun say about its number and case, and how adjectives in its place are declined.

use std::collections::BTreeMap;
use std::ops::{BitAnd, BitOr};

use serde::{Deserialize, Serialize};

use crate::fold::fold;
use crate::later::Later;
use crate::words::{self, Atom, WordMap};

/// Numbers and cases that a form may have, as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
pub struct Readings(u8);

impl Readings {
    /// Nominative to accusative, singular before plural, in the order of [`Readings::NAMES`].
    pub const NAMES: [&str; 8] = ["nom_sg", "gen_sg", "dat_sg", "acc_sg", "nom_pl", "gen_pl", "dat_pl", "acc_pl"];
    /// Everything.
    pub const ANY: Self = Self(0xff);
    /// Every case of the singular.
    pub const SINGULAR: Self = Self(0x0f);
    /// Every case of the plural.
    pub const PLURAL: Self = Self(0xf0);
    /// The genitive of the plural.
    pub const GENITIVE_PLURAL: Self = Self(0x20);
    /// The nominative of either number.
    pub const NOMINATIVE: Self = Self(0x11);
    /// The dative of either number.
    pub const DATIVE: Self = Self(0x44);

    /// The reading of this number in [`Readings::NAMES`].
    pub fn one(number: usize) -> Self {
        Self(1 << number)
    }

    /// Whether nothing is left.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether every reading is one of `other`, and there is one.
    pub fn only(self, other: Self) -> bool {
        self.0 != 0 && self.0 & !other.0 == 0
    }

    /// Whether some reading is one of `other`.
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl BitAnd for Readings {
    type Output = Self;
    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl BitOr for Readings {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl TryFrom<String> for Readings {
    type Error = String;

    /// `nom_pl acc_pl`; `pl` stands for every case of the plural, `dat` for the dative of both numbers.
    fn try_from(text: String) -> Result<Self, String> {
        let mut out = Self::default();
        for word in text.split_whitespace() {
            let named = Self::NAMES
                .iter()
                .enumerate()
                .filter(|(_, name)| name.split('_').any(|part| part == word) || **name == word);
            let set = named.fold(Self::default(), |set, (number, _)| set | Self::one(number));
            if set.is_empty() {
                return Err(format!("`{word}` is no number or case"));
            }
            out = out | set;
        }
        Ok(out)
    }
}

impl From<Readings> for String {
    fn from(readings: Readings) -> Self {
        let named = Readings::NAMES.iter().enumerate().filter(|(number, _)| readings.meets(Readings::one(*number)));
        named.map(|(_, name)| *name).collect::<Vec<_>>().join(" ")
    }
}

/// What a word before a noun is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// die, unsere, viele
    Determiner,
    /// mit, für
    Preposition,
    /// als, pro: a noun without article behind it is singular.
    Particle,
    /// sind, werden: what follows names what somebody is.
    Copula,
    /// und, oder: the words before the other noun count here too.
    Link,
    /// No adjective, though it may look like one.
    Other,
}

/// A word before a noun.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Before {
    words: Vec<String>,
    /// What it is.
    #[serde(rename = "is")]
    pub role: Role,
    /// What it allows a masculine noun to be.
    #[serde(default = "any")]
    pub readings: Readings,
    /// Whether adjectives behind it are declined weakly.
    #[serde(default)]
    pub weak: bool,
}

fn any() -> Readings {
    Readings::ANY
}

/// The agreement of one language, as its folder writes it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct AgreementFile {
    before: Vec<Before>,
    adjectives: BTreeMap<String, Readings>,
    feminine: BTreeMap<String, String>,
    referring: BTreeMap<String, String>,
    unlike_participles: Vec<String>,
    collectives: Vec<String>,
    not_feminine: Vec<String>,
}

/// The agreement of one language.
#[derive(Debug, Deserialize, Serialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Agreement {
    before: Vec<Later<Before>>,
    /// Which of these each word is.
    before_words: WordMap,
    /// What a number in digits is.
    number: Option<Before>,
    adjectives: Later<Vec<(String, Readings)>>,
    /// Determiners, pronouns and contractions by the masculine form, folded.
    feminine: Later<BTreeMap<String, String>>,
    /// Pronouns and possessives of a feminine noun by those of a masculine one, folded.
    referring: Later<BTreeMap<String, String>>,
    unlike_participles: Vec<String>,
    collectives: Vec<String>,
    not_feminine: Vec<String>,
}

impl Agreement {
    pub(super) fn new(file: AgreementFile) -> Result<Self, String> {
        let mut before_words = BTreeMap::new();
        let mut number = None;
        for (at, entry) in file.before.iter().enumerate() {
            for text in &entry.words {
                if text == "#" {
                    number = Some(entry.clone());
                    continue;
                }
                let read = words::read(text).map_err(|error| format!("{text}: {error}"))?;
                for atom in read.iter().flat_map(|word| &word.atoms).flat_map(Atom::alternatives) {
                    let Atom::Exact(word) = atom else { return Err(format!("`{text}` is no list of words")) };
                    before_words.insert(word.to_string(), at as u32);
                }
            }
        }
        let mut adjectives: Vec<_> = file.adjectives.into_iter().collect();
        adjectives.sort_by_key(|(ending, _)| std::cmp::Reverse(ending.len()));
        Ok(Self {
            before: file.before.into_iter().map(Later::from).collect(),
            before_words: before_words.into_iter().collect(),
            number,
            adjectives: adjectives.into(),
            feminine: folded_keys(file.feminine).into(),
            referring: folded_keys(file.referring).into(),
            unlike_participles: file.unlike_participles,
            collectives: file.collectives,
            not_feminine: file.not_feminine,
        })
    }

    /// What a folded word before a noun is; numbers count as determiners of the plural.
    pub fn before(&self, folded: &str) -> Option<&Before> {
        let is_number = folded.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && folded != "1";
        if is_number {
            return self.number.as_ref();
        }
        self.before_words.get(folded).map(|number| &*self.before[number as usize])
    }

    /// What the ending of an adjective without a determiner allows; `None` for a word that is no adjective.
    pub fn adjective(&self, folded: &str) -> Option<Readings> {
        let (_, readings) = self.adjectives.iter().find(|(ending, _)| folded.ends_with(ending.as_str()))?;
        (folded.len() > 3).then_some(*readings)
    }

    /// The word that stands before a feminine noun where `written` stands before a masculine one.
    pub fn feminine(&self, written: &str) -> Option<String> {
        let word = self.feminine.get(&fold(written))?;
        let is_big = written.chars().next().is_some_and(char::is_uppercase);
        Some(if is_big { upper_first(word) } else { word.clone() })
    }

    /// The pronoun or possessive that means a feminine noun where `folded` means a masculine one.
    pub fn referring(&self, folded: &str) -> Option<&str> {
        self.referring.get(folded).map(String::as_str)
    }

    /// Whether a noun of the singular is feminine, by its ending.
    pub fn is_feminine(&self, noun: &str) -> bool {
        !self.not_feminine.iter().any(|ending| ends_so(noun, ending))
    }

    /// Whether a noun names a group in the singular: Kundschaft, Publikum.
    pub fn is_collective(&self, noun: &str) -> bool {
        self.collectives.iter().any(|ending| ends_so(noun, ending))
    }

    /// A plural wording in a case: adjectives and nominalised participles are declined, nouns take the dative -n.
    /// `None` when the case is open and would change the form.
    pub fn declined(&self, plural: &str, readings: Readings, weak: bool) -> Option<String> {
        let readings = readings & Readings::PLURAL;
        let is_dative = readings.only(Readings::DATIVE);
        let is_open = !is_dative && readings.meets(Readings::DATIVE);
        let adjective = match () {
            () if weak || is_dative => "en",
            () if is_open => "",
            () if readings.only(Readings::GENITIVE_PLURAL) => "er",
            () => "e",
        };
        let mut out = String::new();
        let mut is_done = false;
        for word in plural.split(' ') {
            let is_head = word.chars().next().is_some_and(char::is_uppercase) && !is_done;
            let like_participle = word.ends_with('e') && !self.unlike_participles.iter().any(|e| ends_so(word, e));
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word);
            if is_done {
            } else if word.ends_with('e') && (!is_head || like_participle) {
                if adjective.is_empty() {
                    return None;
                }
                out.pop();
                out.push_str(adjective);
            } else if is_head && !word.ends_with(['n', 's']) {
                if is_open {
                    return None;
                }
                out.push_str(if is_dative { "n" } else { "" });
            }
            is_done |= is_head;
        }
        Some(out)
    }
}

fn folded_keys(words: BTreeMap<String, String>) -> BTreeMap<String, String> {
    words.into_iter().map(|(word, other)| (fold(&word), other)).collect()
}

fn ends_so(word: &str, ending: &str) -> bool {
    fold(word).ends_with(&fold(ending))
}

fn upper_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language;

    fn readings(text: &str) -> Readings {
        Readings::try_from(text.to_owned()).unwrap()
    }

    #[test]
    fn participles_are_declined() {
        let german = &language::named("de").unwrap().agreement;
        let say = |plural, case, weak| german.declined(plural, readings(case), weak);
        assert_eq!(say("Mitarbeitende", "nom_pl acc_pl", true).as_deref(), Some("Mitarbeitenden"));
        assert_eq!(say("Mitarbeitende", "nom_pl acc_pl", false).as_deref(), Some("Mitarbeitende"));
        assert_eq!(say("Mitarbeitende", "gen_pl", false).as_deref(), Some("Mitarbeitender"));
        assert_eq!(say("Mitarbeitende", "dat_pl", false).as_deref(), Some("Mitarbeitenden"));
        assert_eq!(say("Mitarbeitende", "pl", false), None);
        assert_eq!(say("juristische Fachkräfte", "dat_pl", false).as_deref(), Some("juristischen Fachkräften"));
        assert_eq!(say("nicht Fachkundige", "acc_pl", true).as_deref(), Some("nicht Fachkundigen"));
        assert_eq!(say("Menschen", "pl", false).as_deref(), Some("Menschen"));
    }

    #[test]
    fn words_before_tell_number_and_case() {
        let german = &language::named("de").unwrap().agreement;
        let of = |word| german.before(word).map(|before| (before.role, before.readings, before.weak));
        assert_eq!(of("die"), Some((Role::Determiner, readings("nom_pl acc_pl"), true)));
        assert_eq!(of("unserer"), Some((Role::Determiner, readings("gen_pl"), true)));
        assert_eq!(of("300"), Some((Role::Determiner, Readings::PLURAL, false)));
        assert_eq!(german.adjective("engagierte"), Some(readings("nom_pl acc_pl")));
        assert_eq!(german.feminine("Ein").as_deref(), Some("Eine"));
    }
}
