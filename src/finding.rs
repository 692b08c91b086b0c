//! What was found: the finding, its fixes, and the sources that stand behind it.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::fold::fold;
use crate::source::{Raw, Span};

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Debatable, or good practice.
    Info,
    /// A fair reviewer would ask to change it.
    Warning,
    /// A law forbids or commands it.
    Error,
}

impl Severity {
    /// The word used in files and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words are the documentation; rules/README.md lists them")]
pub enum Category {
    Title,
    PersonNouns,
    Gender,
    Age,
    Origin,
    Disability,
    Family,
    Religion,
    Appearance,
    Class,
    Culture,
    Application,
    Encouragement,
    Pay,
    Jargon,
    CodedLanguage,
    Readability,
    Structure,
    Style,
    Allow,
}

impl Category {
    /// Every category, in the order in which they are listed.
    pub const ALL: [Self; 20] = [
        Self::Title,
        Self::PersonNouns,
        Self::Gender,
        Self::Age,
        Self::Origin,
        Self::Disability,
        Self::Family,
        Self::Religion,
        Self::Appearance,
        Self::Class,
        Self::Culture,
        Self::Application,
        Self::Encouragement,
        Self::Pay,
        Self::Jargon,
        Self::CodedLanguage,
        Self::Readability,
        Self::Structure,
        Self::Style,
        Self::Allow,
    ];

    /// The word used in files and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::PersonNouns => "person-nouns",
            Self::Gender => "gender",
            Self::Age => "age",
            Self::Origin => "origin",
            Self::Disability => "disability",
            Self::Family => "family",
            Self::Religion => "religion",
            Self::Appearance => "appearance",
            Self::Class => "class",
            Self::Culture => "culture",
            Self::Application => "application",
            Self::Encouragement => "encouragement",
            Self::Pay => "pay",
            Self::Jargon => "jargon",
            Self::CodedLanguage => "coded-language",
            Self::Readability => "readability",
            Self::Structure => "structure",
            Self::Style => "style",
            Self::Allow => "allow",
        }
    }

    /// Whether rules of this category object to words about people, which an invitation may use freely.
    pub fn is_about_people(self) -> bool {
        matches!(
            self,
            Self::Gender
                | Self::Age
                | Self::Origin
                | Self::Disability
                | Self::Family
                | Self::Religion
                | Self::Appearance
                | Self::Class
                | Self::Culture
                | Self::Application
                | Self::CodedLanguage
        )
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// What kind of authority a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the words are the documentation")]
pub enum SourceKind {
    Law,
    Court,
    Study,
    Guide,
    Standard,
}

/// How far a source was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Mark {
    /// The text itself was seen.
    #[serde(rename = "V")]
    Verified,
    /// Confirmed by a secondary source.
    #[serde(rename = "V*")]
    Secondary,
    /// Only a heading was seen.
    #[serde(rename = "T")]
    Heading,
    /// From memory, to be checked.
    #[serde(rename = "U")]
    Unchecked,
}

/// A law, ruling, study or guide that a rule rests on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Citation {
    /// Name in `sources.toml`.
    pub id: String,
    /// What kind of authority it is.
    pub kind: SourceKind,
    /// How people cite it.
    pub title: String,
    /// Where it can be read.
    pub url: Option<String>,
    /// How far it was checked.
    pub mark: Mark,
}

/// How much an edit may be trusted; a higher one includes the lower.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    /// Only shown.
    Suggestion,
    /// A person should read the result.
    Unsafe,
    /// Grammatical and true wherever it applies.
    Safe,
}

/// One replacement in the text as given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty to insert.
    pub span: Span<Raw>,
    /// What stands there afterwards.
    pub text: String,
}

/// A stretch of a text after edits inside it that do not overlap, given in any order.
pub fn edited<'a>(text: &str, stretch: Range<usize>, edits: impl IntoIterator<Item = &'a Edit>) -> String {
    let mut edits: Vec<&Edit> = edits.into_iter().collect();
    edits.sort_by_key(|edit| edit.span);
    let mut out = String::with_capacity(stretch.len() + 64);
    let mut at = stretch.start;
    for edit in edits {
        out.push_str(&text[at..edit.span.start as usize]);
        out.push_str(&edit.text);
        at = edit.span.end as usize;
    }
    out.push_str(&text[at..stretch.end]);
    out
}

/// A better wording, as edits that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// The better wording in words.
    pub title: String,
    /// How much it may be trusted.
    pub safety: Safety,
    /// Edits that do not overlap, in the order of the text.
    pub edits: Vec<Edit>,
}

/// One thing that a rule has to say about one place.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Full id of the rule: `set/name`.
    pub rule: Arc<str>,
    /// What the rule is about.
    pub category: Category,
    /// How much it weighs under the profile.
    pub severity: Severity,
    /// What the wording does.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
    /// The text found, without markup; empty for something missing.
    pub text: String,
    /// Whether the finding is about something absent; the span is then only where it is shown.
    pub missing: bool,
    /// Where in the text as given.
    pub span: Span<Raw>,
    /// What the rule rests on.
    pub sources: Arc<[Arc<Citation>]>,
    /// Better wordings.
    pub fixes: Vec<Fix>,
    /// Stays the same while the rule and the words of the sentence do, wherever they move.
    pub fingerprint: u64,
}

/// A mistake in a rule file or in `lint.toml`, shown by the reporter that shows findings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Where in the file.
    pub span: Span<Raw>,
    /// What is wrong.
    pub message: String,
    /// What was allowed there, or how to mend it.
    pub help: Option<String>,
    /// An error refuses the file, a warning only tells.
    pub severity: Severity,
}

/// The fingerprint of a rule at a sentence: of the rule and the sentence's folded words.
pub fn fingerprint(rule: &str, sentence: &str, text: &str) -> u64 {
    let (sentence, text) = (fold(sentence), fold(text));
    let words = sentence.split_whitespace().flat_map(|word| word.bytes().chain([b' ']));
    hash(rule.bytes().chain([0]).chain(words).chain([0]).chain(text.bytes()))
}

/// FNV-1a.
pub(crate) fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}
