//! The shapes of rule files, exactly as TOML writes them; `load` makes rules of them and finds every mistake.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use toml::Spanned;

use crate::finding::{Category, Mark, Safety, Severity, SourceKind};
use crate::language::Section;

/// A rule set: one file.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct SetFile {
    pub(crate) set: SetShape,
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "BTreeMap<String, Vec<String>>"))]
    pub(crate) concepts: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
    #[serde(default)]
    pub(crate) rule: Vec<RuleShape>,
    #[serde(default)]
    pub(crate) statement: Vec<StatementShape>,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct SetShape {
    #[cfg_attr(test, schemars(with = "String"))]
    pub(crate) name: Spanned<String>,
    #[cfg_attr(test, schemars(with = "String"))]
    pub(crate) language: Spanned<String>,
    pub(crate) about: String,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct RuleShape {
    #[cfg_attr(test, schemars(with = "String"))]
    pub(crate) id: Spanned<String>,
    #[serde(default)]
    pub(crate) was: Vec<String>,
    pub(crate) category: Category,
    pub(crate) severity: Level,
    #[serde(default)]
    pub(crate) severity_in: BTreeMap<String, Level>,
    #[cfg_attr(test, schemars(with = "String"))]
    pub(crate) message: Spanned<String>,
    pub(crate) help: String,
    pub(crate) why: String,
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub(crate) sources: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) applies: Option<AppliesShape>,
    #[serde(default)]
    pub(crate) within: Vec<Section>,
    #[serde(default)]
    pub(crate) outside: Vec<Section>,
    #[serde(default)]
    pub(crate) in_invitations: bool,
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub(crate) unless: Vec<Spanned<String>>,
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub(crate) unless_document: Vec<Spanned<String>>,
    pub(crate) phrase: Option<WordsShape>,
    pub(crate) cooccurrence: Option<WordsShape>,
    pub(crate) pattern: Option<PatternShape>,
    pub(crate) missing: Option<MissingShape>,
    pub(crate) jargon: Option<JargonShape>,
    pub(crate) nouns: Option<NounsShape>,
    pub(crate) title: Option<TitleShape>,
    pub(crate) balance: Option<BalanceShape>,
    pub(crate) limit: Option<LimitShape>,
    pub(crate) mixed: Option<MixedShape>,
    #[serde(default)]
    pub(crate) example: Vec<ExampleShape>,
}

/// A severity, or `off`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// In the set, switched on by configuration.
    Off,
    /// See [`Severity::Info`].
    Info,
    /// See [`Severity::Warning`].
    Warning,
    /// See [`Severity::Error`].
    Error,
}

impl Level {
    /// The severity; none for `off`.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Info => Some(Severity::Info),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct AppliesShape {
    #[serde(default)]
    pub(crate) jurisdiction: Vec<String>,
    #[serde(default)]
    pub(crate) employer: Vec<super::profile::Employer>,
    #[serde(default)]
    pub(crate) underrepresented: Vec<String>,
    pub(crate) part_time: Option<bool>,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct WordsShape {
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub(crate) any: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) swap: Vec<String>,
    #[serde(default)]
    pub(crate) safety: Option<Safety>,
    #[serde(default)]
    pub(crate) gap: Option<u16>,
    #[serde(default)]
    pub(crate) pair: bool,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct PatternShape {
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub(crate) any: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) case: bool,
    #[serde(default)]
    pub(crate) mend: Option<super::kind::pattern::Mend>,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct MissingShape {
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub(crate) statement: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) insert: Option<String>,
    /// How far the sentence may be trusted: one that states a fact of the post is a suggestion.
    #[serde(default)]
    pub(crate) safety: Option<Safety>,
    /// Speak where one is made, but only behind the contact.
    #[serde(default)]
    pub(crate) late: bool,
    /// Groups to name when the advert invites somebody but not them.
    #[serde(default)]
    pub(crate) groups: Vec<GroupShape>,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct GroupShape {
    #[cfg_attr(test, schemars(with = "String"))]
    pub(crate) kind: Spanned<String>,
    pub(crate) name: String,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct JargonShape {
    #[serde(default)]
    pub(crate) terms: Vec<TermShape>,
    /// Also report abbreviations that no set knows.
    #[serde(default)]
    pub(crate) unknown: bool,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct TermShape {
    #[cfg_attr(test, schemars(with = "String"))]
    pub(crate) term: Spanned<String>,
    #[serde(default)]
    pub(crate) long: String,
    #[serde(default)]
    pub(crate) plain: String,
    #[serde(default)]
    pub(crate) treat: Treat,
}

/// When a term needs an explanation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub(crate) enum Treat {
    #[default]
    Explain,
    Skill,
    Context,
    Never,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct NounsShape {
    pub(crate) nouns: Vec<NounShape>,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct NounShape {
    #[cfg_attr(test, schemars(with = "String"))]
    pub(crate) noun: Spanned<String>,
    #[cfg_attr(test, schemars(with = "String"))]
    pub(crate) class: Spanned<String>,
    #[serde(default)]
    pub(crate) feminine: String,
    #[serde(default)]
    pub(crate) neutral: String,
    #[serde(default)]
    pub(crate) plural: String,
    #[serde(default)]
    pub(crate) stem: Option<String>,
    #[serde(default)]
    pub(crate) evidence: bool,
    #[serde(default)]
    pub(crate) only: Vec<String>,
    #[serde(default)]
    pub(crate) never: Vec<String>,
    #[serde(default = "yes")]
    pub(crate) compound: bool,
}

fn yes() -> bool {
    true
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct TitleShape {
    pub(crate) forms: Vec<super::kind::title::Form>,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct BalanceShape {
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub(crate) toward: Vec<Spanned<String>>,
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub(crate) away: Vec<Spanned<String>>,
    pub(crate) at_least: u32,
    pub(crate) lead: u32,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct LimitShape {
    pub(crate) measure: super::kind::limit::Measure,
    #[serde(default)]
    pub(crate) above: Option<f64>,
    #[serde(default)]
    pub(crate) below: Option<f64>,
    #[serde(default)]
    pub(crate) at_least_words: u32,
}

/// It needs no words: every sign inside a word counts.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct MixedShape {}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct ExampleShape {
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(crate) bad: Option<Spanned<String>>,
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(crate) good: Option<Spanned<String>>,
    #[serde(default)]
    pub(crate) profile: Option<super::profile::Profile>,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct StatementShape {
    #[cfg_attr(test, schemars(with = "String"))]
    pub(crate) kind: Spanned<String>,
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub(crate) any: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) gap: Option<u16>,
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub(crate) unless: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) within: Vec<Section>,
    #[serde(default)]
    pub(crate) outside: Vec<Section>,
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(crate) pair: Option<Spanned<String>>,
    #[serde(default = "yes")]
    pub(crate) shield: bool,
    #[serde(default)]
    pub(crate) example: Vec<StatementExampleShape>,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct StatementExampleShape {
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(crate) says: Option<Spanned<String>>,
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(crate) silent: Option<Spanned<String>>,
}

/// `sources.toml`.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct SourcesFile {
    pub(crate) source: Vec<SourceShape>,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct SourceShape {
    #[cfg_attr(test, schemars(with = "String"))]
    pub(crate) id: Spanned<String>,
    pub(crate) kind: SourceKind,
    pub(crate) title: String,
    #[serde(default)]
    pub(crate) url: Option<String>,
    pub(crate) mark: Mark,
    #[serde(default)]
    #[expect(dead_code, reason = "told to people who maintain the file, not to the program")]
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(crate) checked: Option<toml::value::Datetime>,
}
