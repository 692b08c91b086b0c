//! `lint.toml`: found beside an advert or above it, read, and every mistake in it placed.

pub mod goals;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use crate::finding::{Mistake, Severity};
use crate::language;
use crate::rule::Level;
use crate::rule::profile::{Employer, GenderStyle, Profile};
use crate::source::{Source, Span};

/// The names a configuration may have.
pub const NAMES: [&str; 2] = ["lint.toml", ".lint.toml"];

/// A configuration file.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Another configuration that this one builds on.
    #[cfg_attr(test, schemars(with = "Option<PathBuf>"))]
    pub extends: Option<Spanned<PathBuf>>,
    /// The language of every advert.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub language: Option<Spanned<String>>,
    /// Files that are not adverts, as globs relative to this file.
    pub exclude: Vec<String>,
    /// Rule files of the organisation, relative to this file.
    pub rule_files: Vec<PathBuf>,
    /// Who advertises.
    pub employer: EmployerTable,
    /// How texts are written.
    pub style: StyleTable,
    /// Sentences to insert, by the kind of statement they make.
    #[cfg_attr(test, schemars(with = "BTreeMap<String, String>"))]
    pub texts: BTreeMap<Spanned<String>, String>,
    /// Weights of rules, sets and categories.
    #[cfg_attr(test, schemars(with = "BTreeMap<String, RuleChoice>"))]
    pub rules: BTreeMap<Spanned<String>, RuleChoice>,
    /// What the adverts together shall reach.
    pub goals: goals::Goals,
}

/// `[employer]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct EmployerTable {
    /// ISO 3166: `DE-BE`, `AT`.
    pub jurisdiction: Option<String>,
    /// `public`, `private` or `church`.
    pub kind: Option<Employer>,
    /// Groups that are under-represented where the post is.
    pub underrepresented: Option<Vec<String>>,
    /// Whether posts may be held part-time.
    pub part_time: Option<bool>,
}

/// `[style]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct StyleTable {
    /// How person nouns are written for all genders.
    pub gender: Option<GenderStyle>,
    /// What stands behind a title that is open to all genders: `(m/w/d)`.
    pub marker: Option<String>,
}

/// A weight, with or without a reason.
#[derive(Clone, Debug)]
pub struct RuleChoice {
    /// The weight.
    pub severity: Level,
    /// Why.
    pub reason: Option<String>,
}

#[cfg(test)]
impl schemars::JsonSchema for RuleChoice {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "RuleChoice".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let level = generator.subschema_for::<Level>();
        schemars::json_schema!({
            "anyOf": [
                level,
                {
                    "type": "object",
                    "properties": { "severity": level, "reason": { "type": "string" } },
                    "required": ["severity"],
                    "additionalProperties": false
                }
            ]
        })
    }
}

impl<'de> Deserialize<'de> for RuleChoice {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = RuleChoice;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("\"off\", \"info\", \"warning\" or \"error\", or a table with `severity` and `reason`")
            }

            fn visit_str<E: serde::de::Error>(self, word: &str) -> Result<RuleChoice, E> {
                let severity = Level::deserialize(serde::de::value::StrDeserializer::<E>::new(word))?;
                Ok(RuleChoice { severity, reason: None })
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<RuleChoice, A::Error> {
                #[derive(Deserialize)]
                #[cfg_attr(test, derive(schemars::JsonSchema))]
                #[serde(deny_unknown_fields)]
                struct Table {
                    severity: Level,
                    reason: Option<String>,
                }
                let table = Table::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
                Ok(RuleChoice { severity: table.severity, reason: table.reason })
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// A configuration that was read, with everything it extends.
#[derive(Debug)]
pub struct Loaded {
    /// The file.
    pub path: PathBuf,
    /// The file as a source, for places in it.
    pub source: Source,
    /// What it says.
    pub config: Config,
    /// Rule files, as paths that can be opened.
    pub rule_files: Vec<PathBuf>,
}

/// A configuration that cannot be used.
#[derive(Debug)]
pub enum ConfigError {
    /// The file cannot be read.
    Unreadable(PathBuf, std::io::Error),
    /// The file holds mistakes.
    Mistaken(Box<Source>, Vec<Mistake>),
}

impl Config {
    /// The profile that the file describes.
    pub fn profile(&self) -> Profile {
        Profile {
            jurisdiction: self.employer.jurisdiction.clone(),
            employer: self.employer.kind,
            underrepresented: self.employer.underrepresented.clone(),
            part_time: self.employer.part_time,
        }
    }

    /// Takes what this file leaves open from the one it extends.
    fn inherit(&mut self, parent: Self) {
        self.language = self.language.take().or(parent.language);
        self.exclude.extend(parent.exclude);
        self.employer.jurisdiction = self.employer.jurisdiction.take().or(parent.employer.jurisdiction);
        self.employer.kind = self.employer.kind.or(parent.employer.kind);
        self.employer.underrepresented = self.employer.underrepresented.take().or(parent.employer.underrepresented);
        self.employer.part_time = self.employer.part_time.or(parent.employer.part_time);
        self.style.gender = self.style.gender.or(parent.style.gender);
        self.style.marker = self.style.marker.take().or(parent.style.marker);
        for (kind, text) in parent.texts {
            self.texts.entry(kind).or_insert(text);
        }
        self.goals.inherit(parent.goals);
        for (name, choice) in parent.rules {
            self.rules.entry(name).or_insert(choice);
        }
    }
}

/// The configuration nearest to a folder: in it or above it, not beyond the top of a repository.
pub fn find(folder: &Path) -> Option<PathBuf> {
    // a bare file name stands in a folder without a name
    let folder = std::path::absolute(if folder.as_os_str().is_empty() { Path::new(".") } else { folder }).ok()?;
    for folder in folder.ancestors() {
        if let Some(found) = NAMES.iter().map(|name| folder.join(name)).find(|path| path.is_file()) {
            return Some(found);
        }
        if folder.join(".git").exists() {
            return None;
        }
    }
    None
}

/// Reads a configuration and what it extends.
///
/// # Errors
/// [`ConfigError`] for a file that cannot be read or holds mistakes, the extended ones included.
pub fn read(path: &Path) -> Result<Loaded, ConfigError> {
    read_chain(path, open(path)?, &mut Vec::new())
}

/// Reads a configuration as it stands in `source`, whatever the file says, and what it extends.
///
/// # Errors
/// See [`read`].
pub fn read_as(path: &Path, source: Source) -> Result<Loaded, ConfigError> {
    read_chain(path, source, &mut Vec::new())
}

fn open(path: &Path) -> Result<Source, ConfigError> {
    let text = std::fs::read_to_string(path).map_err(|error| ConfigError::Unreadable(path.to_owned(), error))?;
    Ok(Source::new(path.display().to_string(), text))
}

fn read_chain(path: &Path, source: Source, chain: &mut Vec<PathBuf>) -> Result<Loaded, ConfigError> {
    let mut config: Config = match toml::from_str(source.text()) {
        Ok(config) => config,
        Err(error) => {
            let span = error.span().unwrap_or(0..0);
            let mut lines = error.message().splitn(2, '\n');
            let mistake = mistake(span, lines.next().unwrap_or_default(), lines.next());
            return Err(ConfigError::Mistaken(Box::new(source), vec![mistake]));
        }
    };
    if let Some(name) = config.language.as_ref().filter(|name| language::named(name.get_ref()).is_none()) {
        let mistake = mistake(name.span(), "this language is not known", Some("known are: de, en"));
        return Err(ConfigError::Mistaken(Box::new(source), vec![mistake]));
    }
    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
    let mut rule_files: Vec<PathBuf> = config.rule_files.iter().map(|file| folder.join(file)).collect();
    chain.push(std::path::absolute(path).unwrap_or_else(|_| path.to_owned()));
    if let Some(parent) = config.extends.take() {
        let target = folder.join(parent.get_ref());
        if chain.contains(&std::path::absolute(&target).unwrap_or_else(|_| target.clone())) {
            let mistake = mistake(parent.span(), "this configuration extends itself", None);
            return Err(ConfigError::Mistaken(Box::new(source), vec![mistake]));
        }
        if !target.is_file() {
            let mistake = mistake(parent.span(), &format!("there is no file {}", target.display()), None);
            return Err(ConfigError::Mistaken(Box::new(source), vec![mistake]));
        }
        let parent = read_chain(&target, open(&target)?, chain)?;
        rule_files.extend(parent.rule_files);
        config.inherit(parent.config);
    }
    Ok(Loaded { path: path.to_owned(), source, config, rule_files })
}

fn mistake(span: std::ops::Range<usize>, message: &str, help: Option<&str>) -> Mistake {
    Mistake {
        span: Span::new(span.start, span.end.max(span.start + 1)),
        message: message.to_owned(),
        help: help.map(str::to_owned),
        severity: Severity::Error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_choices_in_both_forms() {
        let text = "[rules]\n\"de/age\" = \"off\"\njargon = { severity = \"info\", reason = \"x\" }\n";
        let config: Config = toml::from_str(text).unwrap();
        let levels: Vec<_> =
            config.rules.iter().map(|(name, choice)| (name.get_ref().as_str(), choice.severity)).collect();
        assert_eq!(levels, [("de/age", Level::Off), ("jargon", Level::Info)]);
    }

    #[test]
    fn places_mistakes() {
        let error = toml::from_str::<Config>("[employer]\nkind = \"publik\"\n").unwrap_err();
        assert_eq!(error.span(), Some(18..26));
    }
}
