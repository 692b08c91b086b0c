//! What a language folder says about its language, and which language a text is in.

pub mod agreement;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Serialize};

use crate::fold::fold;
use crate::later::Later;
use crate::prepared;
use crate::words::{self, Frequency, Index, Text, Word, WordSet, words};
use agreement::{Agreement, AgreementFile};

/// A part of an advert, told by its heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the words are the documentation; rules/README.md lists them")]
pub enum Section {
    Title,
    About,
    Tasks,
    Profile,
    Offer,
    Apply,
    Diversity,
    Meta,
    Legal,
    Other,
}

impl Section {
    /// Every section, in order.
    pub const ALL: [Self; 10] = [
        Self::Title,
        Self::About,
        Self::Tasks,
        Self::Profile,
        Self::Offer,
        Self::Apply,
        Self::Diversity,
        Self::Meta,
        Self::Legal,
        Self::Other,
    ];
}

/// How a job title of this language tells whom it addresses.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct TitleWords {
    /// Line keys and openings whose value is the title.
    pub keys: Vec<String>,
    /// Headings that are no title.
    pub not_title: Vec<String>,
    /// Patterns of markers that name a third option.
    pub third: Vec<String>,
    /// Patterns of markers that name two genders only.
    pub two: Vec<String>,
    /// Patterns of signs inside the word that stand for every gender.
    pub inner: Vec<String>,
    /// Patterns that write a feminine and a masculine form together.
    pub pair: Vec<String>,
    /// Endings of head nouns that name no gender.
    pub neutral_endings: Vec<String>,
    /// Entries that make a title feminine.
    pub feminine: Vec<String>,
    /// Entries that make a title masculine, beside the person nouns.
    pub masculine: Vec<String>,
    /// What stands behind a title that is open to all genders.
    pub marker: String,
    /// The third option of a marker: as a letter and as a word.
    pub other: Vec<String>,
    /// Entries that name no gender in a title, though a compound with them or a rule may.
    pub neutral: Vec<String>,
    /// Patterns of a pair in one word, on the text as written: `MitarbeiterIn`.
    pub capital: Vec<String>,
    /// Entries in running text up to the article behind which the post is named.
    pub openings: Vec<String>,
}

/// How a text explains its terms, and which capitals are names rather than abbreviations.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct ExplanationWords {
    /// Words behind a term that introduce its explanation; folded.
    pub behind: Vec<String>,
    /// Words between a long form and its short form; folded.
    pub before: Vec<String>,
    /// Words by which a bracket begins that explains nothing; folded.
    pub never: Vec<String>,
    /// Entries right behind which a name in capitals stands.
    pub before_name: Vec<String>,
    /// Entries of which one stands at most two words behind such a name.
    pub behind_name: Vec<String>,
}

/// How persons are named beside the nouns themselves.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct GenderForms {
    /// Clauses that declare every form to mean all genders.
    pub blanket: Vec<String>,
    /// Words before a personal name.
    pub named: Vec<String>,
    /// Nouns that are never persons.
    pub organisations: Vec<String>,
}

/// Endings of one inflection class; `cut` letters leave the stem first.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
#[expect(missing_docs, reason = "the grammatical names are the documentation")]
pub struct Inflection {
    pub cut: String,
    pub nom_sg: String,
    pub gen_sg: String,
    pub dat_sg: String,
    pub acc_sg: String,
    pub pl: String,
    pub dat_pl: String,
    pub fem_sg: String,
    pub fem_pl: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    stop_words: Vec<String>,
    abbreviations: Vec<String>,
    #[serde(default)]
    ordinal_followers: Vec<String>,
    #[serde(default)]
    first_names: Vec<String>,
    #[serde(default)]
    frequent: BTreeMap<u32, Vec<String>>,
    #[serde(default)]
    sections: BTreeMap<Section, Vec<String>>,
    #[serde(default)]
    title: TitleWords,
    #[serde(default)]
    explanation: ExplanationWords,
    #[serde(default)]
    gender_forms: GenderForms,
    #[serde(default)]
    inflection: BTreeMap<String, Inflection>,
    #[serde(default)]
    agreement: AgreementFile,
    #[serde(default)]
    instead: BTreeMap<String, String>,
    #[serde(default)]
    pronouns: BTreeMap<String, String>,
    #[serde(default)]
    posts: Vec<PostShape>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PostShape {
    name: String,
    label: String,
    words: Vec<String>,
}

/// A kind of post.
#[derive(Debug, Deserialize, Serialize)]
pub struct Post {
    /// The same in every language: `leading`, `social`.
    pub name: String,
    /// For people.
    pub label: String,
}

/// One language: its data, prepared for reading.
#[derive(Debug, Deserialize, Serialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Language {
    /// `de`, `en`.
    pub name: String,
    /// How titles are judged.
    pub title: Later<TitleWords>,
    /// How terms are explained.
    pub explanation: Later<ExplanationWords>,
    /// How persons are named.
    pub gender_forms: Later<GenderForms>,
    /// Inflection classes of person nouns by name.
    pub inflection: Later<BTreeMap<String, Inflection>>,
    /// What stands before person nouns and agrees with them.
    pub agreement: Later<Agreement>,
    /// Neutral words by the sexed words, folded, in whose place they stand.
    pub instead: Later<BTreeMap<String, String>>,
    /// Pronouns for everybody by the sexed ones, folded.
    pub pronouns: Later<BTreeMap<String, String>>,
    /// How often its commonest words stand in adverts.
    pub frequent: Later<Frequency>,
    /// First names, with their capitals.
    pub first_names: WordSet,
    stop_words: WordSet,
    abbreviations: WordSet,
    ordinal_followers: WordSet,
    /// Entries of headings, each with the number of its section in [`Section::ALL`].
    headings: Index,
    /// Kinds of post, the one that is looked for first before the others.
    pub posts: Vec<Post>,
    /// Entries of titles, each with the number of its kind of post.
    post_words: Index,
}

/// The files of all languages, German first.
const FILES: [&str; 2] = [include_str!("../rules/de/language.toml"), include_str!("../rules/en/language.toml")];

/// Languages, and by which words they are told apart.
#[derive(Debug, Deserialize, Serialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct Languages {
    all: Vec<Language>,
    /// The commonest words of all languages, each once.
    stop_words: WordSet,
    /// The languages of each of these words, by number.
    speakers: Vec<Vec<usize>>,
}

impl Languages {
    /// Reads the languages from their files; the program starts with what the build script made of them.
    fn read() -> Self {
        let read = |text: &&str| Language::read(text).expect("the languages of this crate are checked by its tests");
        let all: Vec<Language> = FILES.iter().map(read).collect();
        let mut speakers: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        for (number, language) in all.iter().enumerate() {
            language.stop_words.words().for_each(|word| _ = speakers.entry(word).or_default().insert(number));
        }
        let stop_words = speakers.keys().collect();
        let speakers = speakers.into_values().map(Vec::from_iter).collect();
        Self { all, stop_words, speakers }
    }
}

pub(crate) static LANGUAGES: LazyLock<Languages> = LazyLock::new(|| match prepared::LANGUAGES {
    Some(bytes) => postcard::from_bytes(bytes).expect("the build script wrote what this reads"),
    None => Languages::read(),
});

/// A language in prepared rules: its number.
pub(crate) mod by_number {
    use serde::de::{Deserialize, Deserializer, Error};
    use serde::ser::{Error as _, Serializer};

    use super::{Language, all};

    pub(crate) fn serialize<S: Serializer>(language: &&'static Language, serializer: S) -> Result<S::Ok, S::Error> {
        let number = all().iter().position(|other| other.name == language.name);
        serializer.serialize_u8(number.ok_or_else(|| S::Error::custom("no such language"))? as u8)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<&'static Language, D::Error> {
        let number = u8::deserialize(deserializer)?;
        all().get(usize::from(number)).ok_or_else(|| D::Error::custom("no such language"))
    }
}

/// Every language the crate knows, German first.
pub fn all() -> &'static [Language] {
    &LANGUAGES.all
}

/// The language of this name: `de`, `en`, also as `de-AT` or `en_GB`.
pub fn named(name: &str) -> Option<&'static Language> {
    let short = name.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    all().iter().find(|language| language.name == short)
}

/// The language that most words of a folded text belong to; `None` when there are none.
pub fn detect(folded: &str, words: &[Word]) -> Option<&'static Language> {
    let Languages { all, stop_words, speakers } = &*LANGUAGES;
    let mut counts = vec![0; all.len()];
    for word in words.iter().filter_map(|word| stop_words.number(word.of(folded))) {
        speakers[word].iter().for_each(|language| counts[*language] += 1);
    }
    // the first of equals: `max_by_key` would take the last
    let most = counts.into_iter().zip(all).rev().max_by_key(|(count, _)| *count)?;
    (most.0 > 0).then_some(most.1)
}

impl Language {
    fn read(text: &str) -> Result<Self, String> {
        let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
        let frequent = Frequency::new(&file.frequent);
        let headings = index(file.sections.iter().map(|(section, words)| (*section as u32, words)), &frequent)?;
        let post_words = index((0..).zip(file.posts.iter().map(|post| &post.words)), &frequent)?;
        let title = &file.title;
        for pattern in [&title.third, &title.two, &title.inner, &title.pair, &title.capital].into_iter().flatten() {
            Regex::new(pattern).map_err(|error| error.to_string())?;
        }
        let mut explanation = file.explanation;
        for list in [&mut explanation.behind, &mut explanation.before, &mut explanation.never] {
            list.iter_mut().for_each(|words| *words = fold(words));
        }
        let set = |list: &[String]| list.iter().map(|word| fold(word).replace(' ', "")).collect::<WordSet>();
        Ok(Self {
            stop_words: set(&file.stop_words),
            abbreviations: file.abbreviations.iter().map(|a| fold(a).replace([' ', '.'], "")).collect(),
            ordinal_followers: set(&file.ordinal_followers),
            frequent: frequent.into(),
            first_names: file.first_names.iter().collect(),
            headings,
            post_words,
            posts: file.posts.into_iter().map(|post| Post { name: post.name, label: post.label }).collect(),
            name: file.name,
            title: file.title.into(),
            explanation: explanation.into(),
            gender_forms: file.gender_forms.into(),
            inflection: file.inflection.into(),
            agreement: Agreement::new(file.agreement)?.into(),
            instead: folded_keys(file.instead).into(),
            pronouns: folded_keys(file.pronouns).into(),
        })
    }

    /// Whether no sentence ends after this token, given folded and without its points (`zb`, `abs`).
    pub fn is_abbreviation(&self, token: &str) -> bool {
        self.abbreviations.contains(token)
    }

    /// Whether a folded word is one of the commonest of the language.
    pub fn is_stop_word(&self, word: &str) -> bool {
        self.stop_words.contains(word)
    }

    /// Whether a sentence goes on with this word after a number and a point ("3. Quartal").
    pub fn follows_ordinal(&self, word: &str) -> bool {
        self.ordinal_followers.contains(word)
    }

    /// The kind of post that a title names.
    pub fn post(&self, title: &str) -> Option<&Post> {
        let folded = fold(title);
        let mut cut = Vec::new();
        words(&folded, 0, folded.len(), &mut cut);
        let (mut found, mut voided) = (Vec::new(), Vec::new());
        self.post_words.scan(
            &Text { prose: title, folded: &folded, words: &cut },
            |_, _| false,
            |one| if one.exception { voided.push(one) } else { found.push(one) },
        );
        let holds = |one: &words::Found| {
            !voided
                .iter()
                .any(|void| void.owner == one.owner && void.words.0 <= one.words.1 && one.words.0 <= void.words.1)
        };
        let first = found.iter().filter(|one| holds(one)).map(|one| one.owner.0).min()?;
        self.posts.get(first as usize)
    }

    /// The section that a heading opens; the longest known wording wins.
    pub fn section(&self, heading: &str) -> Option<Section> {
        let folded = fold(heading);
        let mut cut = Vec::new();
        words(&folded, 0, folded.len(), &mut cut);
        if cut.len() > 9 {
            return None;
        }
        let empty = cut.iter().filter(|word| self.is_stop_word(word.of(&folded))).count();
        let mut best = None;
        let text = Text { prose: heading, folded: &folded, words: &cut };
        self.headings.scan(
            &text,
            |_, _| false,
            |found| {
                let words = found.words.1 + 1 - found.words.0;
                // one known word makes a heading only where it stands alone or among words that say nothing
                if words > 1 || cut.len() == 1 || empty >= cut.len() - 1 {
                    best = best.max(Some((words, std::cmp::Reverse(found.owner.0))));
                }
            },
        );
        best.map(|(_, section)| Section::ALL[section.0 as usize])
    }
}

/// An index of lists of entries, each with the number of its list.
fn index<'l>(lists: impl Iterator<Item = (u32, &'l Vec<String>)>, frequent: &Frequency) -> Result<Index, String> {
    let mut all = Vec::new();
    for (number, list) in lists {
        for text in list {
            let entries = words::read(text).map_err(|error| format!("{text}: {error}"))?;
            all.extend(entries.into_iter().map(|entry| ((number, 0), entry)));
        }
    }
    Ok(Index::new(all.iter().map(|(owner, entry)| (*owner, entry)), frequent))
}

fn folded_keys(words: BTreeMap<String, String>) -> BTreeMap<String, String> {
    words.into_iter().map(|(word, other)| (fold(&word), other)).collect()
}
