//! One run: inputs are read and checked on every core and told in order.

mod options;
mod progress;
mod share;

use std::collections::HashMap;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use crate::baseline::BaselineError;
use crate::changed::GitError;
use crate::check::{Checker, Knowledge, Settings, Verdict};
use crate::config::{self, ConfigError, Loaded};
use crate::document::{Document, Format};
use crate::finding::{Mistake, Severity};
use crate::fix::{self, Mending};
use crate::input::{Input, InputError};
use crate::language::{self, Language};
use crate::output::{Checked, Reporter, Summary};
use crate::rule::{Level, Refused, RuleSet, builtin, load};
use crate::source::{Source, Span};
pub use options::{Mend, Options};
use progress::progress;
pub(crate) use share::each;

/// Why nothing can be checked.
#[derive(Debug)]
pub enum Failure {
    /// Mistakes in rule files or configurations.
    Mistakes(Vec<(Arc<Source>, Mistake)>),
    /// A file that is needed cannot be read.
    Unreadable(PathBuf, io::Error),
    /// A rule, set or category on the command line that does not exist, and the nearest one that does.
    Unknown(String, Option<String>),
    /// The baseline cannot be used.
    Baseline(BaselineError),
    /// Git cannot say what changed.
    Git(GitError),
    /// The output cannot be written.
    Output(io::Error),
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        match error {
            ConfigError::Unreadable(path, error) => Self::Unreadable(path, error),
            ConfigError::Mistaken(source, mistakes) => {
                let source = Arc::new(*source);
                Self::Mistakes(mistakes.into_iter().map(|mistake| (source.clone(), mistake)).collect())
            }
        }
    }
}

/// Checkers by configuration file; inputs under one configuration share one.
#[derive(Debug)]
pub struct Checkers {
    options: Options,
    builtin: Option<Arc<Knowledge>>,
    made: HashMap<Option<PathBuf>, Arc<Prepared>>,
}

/// A checker and the language its configuration demands.
#[derive(Debug)]
pub struct Prepared {
    /// The checker.
    pub checker: Checker,
    /// The language of every advert, if one is set.
    pub language: Option<&'static Language>,
    /// Files left out by the configuration.
    pub exclude: Vec<String>,
    /// The configuration file.
    pub config: Option<PathBuf>,
    min_severity: Severity,
}

impl Prepared {
    /// Checks a document, leaving out what weighs too little to be told.
    pub fn check(&self, document: &Document) -> Verdict {
        let mut verdict = self.checker.check(document);
        verdict.findings.retain(|finding| finding.severity >= self.min_severity);
        verdict
    }
}

impl Checkers {
    /// Checkers under the flags of one run.
    pub fn new(options: Options) -> Self {
        Self { options, builtin: None, made: HashMap::new() }
    }

    /// The checker for inputs in a folder.
    ///
    /// # Errors
    /// [`Failure`] when rules or configuration cannot be used.
    pub fn of(&mut self, folder: &std::path::Path) -> Result<Arc<Prepared>, Failure> {
        let path = match &self.options.config {
            _ if self.options.no_config => None,
            Some(path) => Some(path.clone()),
            None => config::find(folder),
        };
        if let Some(made) = self.made.get(&path) {
            return Ok(made.clone());
        }
        let loaded = path.as_deref().map(config::read).transpose()?;
        let prepared = Arc::new(self.prepare(loaded)?);
        self.made.insert(path, prepared.clone());
        Ok(prepared)
    }

    /// The checker under a configuration as it stands in `source`, whatever the file at `path` says.
    ///
    /// # Errors
    /// See [`Checkers::of`].
    pub fn of_config(&mut self, path: &std::path::Path, source: Source) -> Result<Prepared, Failure> {
        let loaded = config::read_as(path, source)?;
        self.prepare(Some(loaded))
    }

    fn prepare(&mut self, loaded: Option<Loaded>) -> Result<Prepared, Failure> {
        let mut files = self.options.rules.clone();
        files.extend(loaded.iter().flat_map(|loaded| loaded.rule_files.iter().cloned()));
        let knowledge = self.knowledge(&files)?;
        let rules = &knowledge.rules;
        for name in self.options.only.iter().chain(&self.options.skip) {
            if !rules.rules().any(|rule| RuleSet::selects(name, rule)) {
                return Err(Failure::Unknown(name.clone(), rules.nearest(name)));
            }
        }
        let mut settings =
            Settings { only: self.options.only.clone(), skip: self.options.skip.clone(), ..Settings::default() };
        let (mut language, mut exclude, mut path) = (None, Vec::new(), None);
        if let Some(loaded) = loaded {
            let mut unknown = unknown_rules(&loaded, rules);
            unknown.extend(unknown_texts(&loaded, rules));
            if !unknown.is_empty() {
                let source = Arc::new(loaded.source);
                return Err(Failure::Mistakes(unknown.into_iter().map(|mistake| (source.clone(), mistake)).collect()));
            }
            settings.profile = loaded.config.profile();
            settings.style = loaded.config.style.gender.unwrap_or_default();
            settings.marker.clone_from(&loaded.config.style.marker);
            let texts = loaded.config.texts.iter();
            settings.texts = texts.map(|(kind, text)| (kind.get_ref().clone(), text.clone())).collect();
            settings.levels = levels(&loaded);
            language = loaded.config.language.as_ref().and_then(|name| language::named(name.get_ref()));
            exclude = loaded.config.exclude;
            path = Some(loaded.path);
        }
        if self.options.jurisdiction.is_some() {
            settings.profile.jurisdiction.clone_from(&self.options.jurisdiction);
        }
        settings.profile.employer = self.options.employer.or(settings.profile.employer);
        let language = self.options.language.or(language);
        let (checker, min_severity) = (Checker::new(knowledge, settings), self.options.min_severity);
        Ok(Prepared { checker, language, exclude, config: path, min_severity })
    }

    /// The built-in rules, with those of `paths` behind them.
    fn knowledge(&mut self, paths: &[PathBuf]) -> Result<Arc<Knowledge>, Failure> {
        if let Some(known) = self.builtin.as_ref().filter(|_| paths.is_empty()) {
            return Ok(known.clone());
        }
        let refused = |refused: Refused| Failure::Mistakes(refused.mistakes);
        if paths.is_empty() {
            let knowledge = Knowledge::builtin().map_err(refused)?;
            self.builtin = Some(knowledge.clone());
            return Ok(knowledge);
        }
        let mut files = builtin::files();
        for path in paths {
            files.extend(rule_files(path)?);
        }
        let (rules, _) = load(files).map_err(refused)?;
        Ok(Arc::new(Knowledge::new(rules)))
    }
}

/// The rule files that a path names: itself, or every TOML file below it.
///
/// # Errors
/// [`Failure::Unreadable`] for the first file that cannot be read.
pub fn rule_files(path: &std::path::Path) -> Result<Vec<Arc<Source>>, Failure> {
    let fail = |error| Failure::Unreadable(path.to_owned(), error);
    let mut out = Vec::new();
    for entry in walkdir::WalkDir::new(path).sort_by_file_name() {
        let entry =
            entry.map_err(|error| fail(error.into_io_error().unwrap_or_else(|| io::Error::other("no file"))))?;
        let is_rules =
            entry.path().extension().is_some_and(|ending| ending == "toml") && entry.file_name() != "language.toml";
        if entry.file_type().is_file() && (is_rules || entry.depth() == 0) {
            let text = std::fs::read_to_string(entry.path())
                .map_err(|error| Failure::Unreadable(entry.path().to_owned(), error))?;
            out.push(Arc::new(Source::new(entry.path().display().to_string(), text)));
        }
    }
    Ok(out)
}

fn levels(loaded: &Loaded) -> Vec<(String, Level)> {
    let mut out: Vec<_> =
        loaded.config.rules.iter().map(|(name, choice)| (name.get_ref().clone(), choice.severity)).collect();
    // the narrower a name, the later it comes, and the later wins
    out.sort_by_key(|(name, _)| name.matches('/').count());
    out
}

fn unknown_rules(loaded: &Loaded, rules: &RuleSet) -> Vec<Mistake> {
    let names = loaded.config.rules.keys();
    names
        .filter(|name| !rules.rules().any(|rule| RuleSet::selects(name.get_ref(), rule)))
        .map(|name| Mistake {
            span: Span::new(name.span().start, name.span().end),
            message: format!("there is no rule, set or category `{}`", name.get_ref()),
            help: rules.nearest(name.get_ref()).map(|near| format!("did you mean `{near}`?")),
            severity: Severity::Error,
        })
        .collect()
}

fn unknown_texts(loaded: &Loaded, rules: &RuleSet) -> Vec<Mistake> {
    let mut known: Vec<&str> = rules
        .vocabularies
        .iter()
        .flat_map(|vocabulary| vocabulary.statements.iter())
        .map(|statement| &*statement.kind)
        .collect();
    known.sort_unstable();
    known.dedup();
    let texts = loaded.config.texts.keys().filter(|kind| !known.contains(&kind.get_ref().as_str()));
    texts
        .map(|kind| Mistake {
            span: Span::new(kind.span().start, kind.span().end),
            message: format!("there is no statement `{}`", kind.get_ref()),
            help: Some(format!("known are: {}", known.join(", "))),
            severity: Severity::Error,
        })
        .collect()
}

/// What a person should know about an input that was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// It holds no words.
    Empty(String),
    /// It is not in Unicode and was read as Windows-1252.
    Legacy(String),
}

/// How a run ended.
#[derive(Debug, Default)]
pub struct Ended {
    /// The counts.
    pub summary: Summary,
    /// What could not be read.
    pub errors: Vec<InputError>,
    /// What a person should know.
    pub notes: Vec<Note>,
    /// How many fixes were applied, and in how many inputs.
    pub mended: (usize, usize),
}

/// An input that was to be mended, as it was and as it is.
#[derive(Debug)]
pub struct Mended<'a> {
    /// As it was read.
    pub before: &'a Source,
    /// With its fixes; the same when there were none.
    pub after: &'a Source,
    /// Whether it came from standard input.
    pub is_stdin: bool,
}

/// Checks inputs, mends them if wanted, and tells them in order; `pass` leaves in each what is to be told and counted,
/// `mended` sees every input that was to be mended.
///
/// # Errors
/// [`Failure::Output`] when the output cannot be written, and [`Failure`]s of configurations and rules.
pub fn check(
    inputs: &[Input],
    checkers: &mut Checkers,
    pass: &mut dyn FnMut(&mut Checked),
    reporter: &mut dyn Reporter,
    out: &mut dyn io::Write,
    mended: &mut dyn FnMut(&Mended<'_>) -> io::Result<()>,
) -> Result<Ended, Failure> {
    let mut work: Vec<(&Input, Arc<Prepared>)> = Vec::with_capacity(inputs.len());
    for input in inputs {
        // inputs are in the order of their paths, so a folder's come together
        let near = work.last().filter(|(last, _)| last.folder() == input.folder());
        let prepared = near.map(|(_, prepared)| prepared.clone());
        work.push((input, prepared.map_or_else(|| checkers.of(input.folder()), Ok)?));
    }
    let options = &checkers.options;
    let bar = progress(work.len(), options.progress);
    let mut ended = Ended::default();
    // a few hundred at a time: memory stays flat and the output flows
    for part in work.chunks(256) {
        let mut ready = Vec::with_capacity(part.len());
        for checked in each(part, |(input, prepared)| {
            let checked = one(input, prepared, options);
            bar.inc(1);
            checked
        }) {
            ready.push(checked.map(|mut one| {
                pass(&mut one.checked);
                one
            }));
        }
        let alone = each(&ready, |one| one.as_ref().ok().and_then(|one| reporter.alone(&one.checked)));
        for ((one, alone), (input, _)) in ready.into_iter().zip(alone).zip(part) {
            match one {
                Ok(One { checked, before, fixes }) => {
                    if options.mend.is_some() {
                        let after = &checked.document.source;
                        let (before, is_stdin) = (before.as_ref().unwrap_or(after), matches!(input, Input::Stdin(_)));
                        ended.mended.0 += fixes;
                        ended.mended.1 += usize::from(fixes > 0);
                        mended(&Mended { before, after, is_stdin }).map_err(Failure::Output)?;
                    }
                    ended.summary.add(&checked);
                    ended.notes.extend(note(&checked));
                    let written = bar.suspend(|| match alone {
                        Some(text) => out.write_all(&text?),
                        None => reporter.document(out, &checked),
                    });
                    written.map_err(Failure::Output)?;
                }
                Err(error) => ended.errors.push(error),
            }
        }
    }
    bar.finish_and_clear();
    ended.summary.unreadable = ended.errors.len();
    Ok(ended)
}

fn note(checked: &Checked) -> Option<Note> {
    let source = &checked.document.source;
    if checked.document.words.is_empty() {
        Some(Note::Empty(source.name().to_owned()))
    } else {
        (source.encoding() == encoding_rs::WINDOWS_1252).then(|| Note::Legacy(source.name().to_owned()))
    }
}

/// One input after its check.
struct One {
    checked: Checked,
    /// The source as it was read, when fixes changed it.
    before: Option<Source>,
    fixes: usize,
}

fn one(input: &Input, prepared: &Prepared, options: &Options) -> Result<One, InputError> {
    let source = input.read(options.max_size)?;
    let format = Format::of(source.name());
    let document = Document::read_as(source, format, prepared.language);
    let mended = options.mend.and_then(|mend| {
        let mending = Mending { least: mend.least, min_severity: options.min_severity };
        fix::mend(&prepared.checker, &document, mending)
    });
    let knowledge = prepared.checker.knowledge().clone();
    let mut one = match mended {
        Some(mended) => {
            if options.mend.is_some_and(|mend| mend.write) {
                input.write(&document.source, &mended.document.source)?;
            }
            let checked = Checked { document: mended.document, verdict: mended.verdict, knowledge };
            One { checked, before: Some(document.source), fixes: mended.done.len() }
        }
        None => {
            let verdict = prepared.checker.check(&document);
            One { checked: Checked { document, verdict, knowledge }, before: None, fixes: 0 }
        }
    };
    one.checked.verdict.findings.retain(|finding| finding.severity >= options.min_severity);
    Ok(one)
}
