//! The command line: what can be typed, and what it means.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::report::ReportArgs;
use super::stream::StreamArgs;
use crate::finding::{Safety, Severity};
use crate::language::{self, Language};
use crate::rule::profile::Employer;
use crate::run::{Mend, Options};

/// The linter for job adverts: says who an advert leaves out, why, on whose authority, and what to write instead
#[derive(Debug, Parser)]
#[command(
    name = "lint",
    version,
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    after_help = "Exit codes: 0 nothing at or above --fail-on, 1 something is, 2 the job could not be done.\n\n\
        Examples:\n  \
        lint advert.md                                  check one advert\n  \
        lint --jurisdiction DE-BE --employer public .   check a folder by the duties of Berlin's administration\n  \
        lint --format json adverts/                     for machines\n  \
        lint --diff advert.md                           what safe fixes would change\n  \
        lint --fix --unsafe-fixes advert.md             write them, and those to be read afterwards\n  \
        lint explain de/age/young-team                  why a rule speaks, and on whose authority"
)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    #[command(flatten)]
    pub(super) check: CheckArgs,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check adverts (what `lint PATH` does)
    Check(Box<CheckArgs>),
    /// Say why a rule speaks, on whose authority, with examples, and how to allow it
    Explain {
        /// The rule: its full id, or enough of it
        rule: String,
        #[command(flatten)]
        rules: RulesArg,
    },
    /// List, test and start rules
    Rules {
        #[command(subcommand)]
        command: RulesCommand,
    },
    /// Tell shares, trends and goals of many adverts (the "Entwicklungsreport")
    Report(Box<ReportArgs>),
    /// Write a commented lint.toml into this folder
    Init(InitArgs),
    /// Show which configuration holds for a file, and what it makes of the rules
    Config {
        /// A file or folder
        #[arg(default_value = ".")]
        path: PathBuf,
        #[command(flatten)]
        profile: ProfileArgs,
    },
    /// Serve an editor over standard input and output (language server protocol)
    Lsp {
        // editors add it unasked; there is no other way to talk
        #[arg(long, hide = true)]
        stdio: bool,
    },
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

#[derive(Debug, Subcommand)]
pub(super) enum RulesCommand {
    /// List the rules
    List {
        /// Only these rules, sets or categories
        names: Vec<String>,
        /// How to tell it
        #[arg(long, default_value = "text")]
        format: ListFormat,
        #[command(flatten)]
        rules: RulesArg,
    },
    /// Run the examples that rules carry; with --over, count what each rule finds in real adverts
    #[command(after_help = "A rule that speaks in more than 5 of 100 adverts says little about any of them: \
        --over lists such rules first.\n\nExample:\n  \
        lint rules test --only de/age --over adverts/    hits of the rules about age per 1,000 adverts")]
    Test {
        /// Rule files or folders; the built-in rules when none is given
        paths: Vec<PathBuf>,
        /// Only rules whose id starts so
        #[arg(long, value_name = "NAME")]
        only: Vec<String>,
        /// Count the hits of each rule per 1,000 adverts of this folder
        #[arg(long, value_name = "DIR")]
        over: Option<PathBuf>,
    },
    /// Print a rule to start from
    New {
        /// Set and name: de/culture/free-fruit
        id: String,
    },
    /// Print the JSON Schema of rule files, of lint.toml or of reports
    Schema {
        /// Which
        #[arg(default_value = "rules")]
        what: SchemaKind,
    },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum ListFormat {
    Text,
    Markdown,
    Json,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum SchemaKind {
    /// Of --format json
    Report,
    /// Of lint report --format json
    Development,
    Rules,
    Config,
}

#[derive(Debug, Args)]
pub(super) struct RulesArg {
    /// Rule files or folders of your own, beside the built-in rules
    #[arg(long = "rules", value_name = "PATH")]
    pub(super) rules: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct ProfileArgs {
    /// Where the employer is: DE, DE-BE, AT, UK, US-CO, CA-ON …
    #[arg(long, value_name = "CODE", env = "LINT_JURISDICTION")]
    pub(super) jurisdiction: Option<String>,
    /// What kind of employer it is
    #[arg(long, value_name = "KIND", env = "LINT_EMPLOYER")]
    pub(super) employer: Option<EmployerKind>,
    /// Use this configuration instead of the nearest lint.toml
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    pub(super) config: Option<PathBuf>,
    /// Look for no lint.toml
    #[arg(long)]
    pub(super) no_config: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum EmployerKind {
    Public,
    Private,
    Church,
}

impl From<EmployerKind> for Employer {
    fn from(kind: EmployerKind) -> Self {
        match kind {
            EmployerKind::Public => Self::Public,
            EmployerKind::Private => Self::Private,
            EmployerKind::Church => Self::Church,
        }
    }
}

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// Adverts (.md, .markdown, .txt, .html, .htm, .docx) or folders of them; - reads standard input
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    /// Name under which standard input is checked; its ending tells the format
    #[arg(long, value_name = "NAME", default_value = "stdin.md", help_heading = "Input")]
    pub(super) stdin_filename: String,
    /// Leave out files that match this glob
    #[arg(long, value_name = "GLOB", help_heading = "Input")]
    pub(super) exclude: Vec<String>,
    /// Leave out what the configuration excludes even when it is named, as hooks name every file
    #[arg(long, help_heading = "Input")]
    pub(super) force_exclude: bool,
    /// Only adverts that git says changed since this revision
    #[arg(long, value_name = "REV", help_heading = "Input")]
    pub(super) changed_since: Option<String>,
    /// The language of every advert, instead of finding out: de, en
    #[arg(long, value_name = "LANG", value_parser = language, help_heading = "Input")]
    pub(super) language: Option<&'static Language>,
    /// Refuse files larger than this many megabytes
    #[arg(long, value_name = "MB", default_value_t = 16, help_heading = "Input")]
    pub(super) max_size: u64,

    #[command(flatten, next_help_heading = "Streams")]
    pub(super) stream: StreamArgs,

    /// Only these rules, sets or categories
    #[arg(long, value_name = "NAME", value_delimiter = ',', help_heading = "Rules")]
    pub(super) only: Vec<String>,
    /// Not these rules, sets or categories
    #[arg(long, value_name = "NAME", value_delimiter = ',', help_heading = "Rules")]
    pub(super) skip: Vec<String>,
    #[command(flatten, next_help_heading = "Rules")]
    pub(super) rules: RulesArg,
    #[command(flatten, next_help_heading = "Profile")]
    pub(super) profile: ProfileArgs,

    /// Write safe fixes into the adverts; the mended text of standard input goes to standard output
    #[arg(long, group = "mending", help_heading = "Mending")]
    pub(super) fix: bool,
    /// Also apply fixes that a person should read afterwards (with --fix or --diff)
    #[arg(long, requires = "mending", help_heading = "Mending")]
    pub(super) unsafe_fixes: bool,
    /// Show what --fix would change as a unified diff, and change nothing; the exit code is 1 when there is something
    #[arg(long, group = "mending", help_heading = "Mending")]
    pub(super) diff: bool,

    /// How to tell it
    #[arg(long, value_name = "FORMAT", default_value = "human", env = "LINT_FORMAT", help_heading = "Output")]
    pub(super) format: Format,
    /// The least severity that is shown
    #[arg(long, value_name = "SEVERITY", default_value = "info", help_heading = "Output")]
    pub(super) min_severity: SeverityArg,
    /// The least severity that makes the exit code 1
    #[arg(long, value_name = "SEVERITY", default_value = "warning", help_heading = "Output")]
    pub(super) fail_on: FailOn,
    /// End with 0 whatever is found
    #[arg(long, conflicts_with = "fail_on", help_heading = "Output")]
    pub(super) exit_zero: bool,
    /// Tell only what is not in this file of known findings
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub(super) baseline: Option<PathBuf>,
    /// Write everything found into the baseline instead, and take out what is gone
    #[arg(long, requires = "baseline", conflicts_with_all = ["only", "skip", "min_severity"], help_heading = "Output")]
    pub(super) write_baseline: bool,
    /// When to use colours
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true, help_heading = "Output")]
    pub(super) color: Colour,
    /// The language of the words around findings; else that of the system
    #[arg(long, value_name = "LANG", global = true, help_heading = "Output")]
    pub(super) ui_language: Option<String>,
    /// Say nothing but the exit code
    #[arg(short, long, conflicts_with = "verbose", help_heading = "Output")]
    pub(super) quiet: bool,
    /// Say which configuration, profile and files were used
    #[arg(short, long, help_heading = "Output")]
    pub(super) verbose: bool,
}

#[derive(Debug, Args)]
pub(super) struct InitArgs {
    /// Where the employer is
    #[arg(long, value_name = "CODE")]
    pub(super) jurisdiction: Option<String>,
    /// What kind of employer it is
    #[arg(long, value_name = "KIND")]
    pub(super) employer: Option<EmployerKind>,
    /// How person nouns are written for all genders
    #[arg(long, value_name = "STYLE")]
    pub(super) gender_style: Option<GenderStyleArg>,
    /// Write over a lint.toml that is there
    #[arg(long)]
    pub(super) force: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum GenderStyleArg {
    Star,
    Colon,
    Gap,
    Slash,
    Pair,
    Neutral,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people: place, reason, source, better wording
    Human,
    /// One line per finding
    Short,
    /// One JSON object, version 1
    Json,
    /// One JSON object for each advert
    Jsonl,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of GitHub Actions
    Github,
    /// A Code Quality report of GitLab
    Gitlab,
    /// For reviewdog, with suggestions
    Rdjson,
    /// Test cases, for servers that show test results
    Junit,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum SeverityArg {
    Info,
    Warning,
    Error,
}

impl From<SeverityArg> for Severity {
    fn from(severity: SeverityArg) -> Self {
        match severity {
            SeverityArg::Info => Self::Info,
            SeverityArg::Warning => Self::Warning,
            SeverityArg::Error => Self::Error,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum FailOn {
    Info,
    Warning,
    Error,
    Never,
}

impl FailOn {
    /// The severity; none for `never`.
    pub(super) fn severity(self) -> Option<Severity> {
        match self {
            Self::Info => Some(Severity::Info),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
            Self::Never => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Colour {
    Auto,
    Always,
    Never,
}

fn language(name: &str) -> Result<&'static Language, String> {
    language::named(name).ok_or_else(|| "known are: de, en".to_owned())
}

impl CheckArgs {
    /// The least severity that makes the exit code 1; none when nothing does.
    pub(super) fn fails_on(&self) -> Option<Severity> {
        self.fail_on.severity().filter(|_| !self.exit_zero)
    }

    /// Whether some rules or severities are left out.
    pub(super) fn is_narrow(&self) -> bool {
        !self.only.is_empty() || !self.skip.is_empty() || Severity::from(self.min_severity) > Severity::Info
    }

    /// What the flags say about checking.
    pub(super) fn options(&self, progress: bool) -> Options {
        Options {
            only: self.only.clone(),
            skip: self.skip.clone(),
            language: self.language,
            min_severity: self.min_severity.into(),
            mend: (self.fix || self.diff).then_some(Mend {
                least: if self.unsafe_fixes { Safety::Unsafe } else { Safety::Safe },
                write: self.fix,
            }),
            max_size: self.max_size * 1024 * 1024,
            progress,
            ..self.profile.options(&self.rules.rules)
        }
    }
}

impl ProfileArgs {
    /// What the flags say about rules and profile.
    pub(super) fn options(&self, rules: &[PathBuf]) -> Options {
        Options {
            rules: rules.to_vec(),
            jurisdiction: self.jurisdiction.clone(),
            employer: self.employer.map(Employer::from),
            config: self.config.clone(),
            no_config: self.no_config,
            ..Options::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        use clap::CommandFactory;
        Cli::command().debug_assert();
    }
}
