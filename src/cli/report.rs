//! `lint report`: a body of adverts in, shares, trends and goals out.

use std::fs::{self, File};
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::args::ProfileArgs;
use super::check::{noted, told, wrong};
use super::gate::folder;
use super::stream::{TextFormat, bar, size};
use super::terminal::Terminal;
use super::{CLEAN, FAILED, FOUND};
use crate::input::{Excluded, collect};
use crate::output::Frame;
use crate::report::gather::{Fields, Reason, Skipped};
use crate::report::goal::{Measure, State};
use crate::report::since::{self, NoReport, Since};
use crate::report::target::{Target, targets};
use crate::report::{Catalogue, Development, Gathered, compose, csv, html, markdown, print};
use crate::run::{Checkers, Failure, Options};
use crate::stream::{Broken, Lines};
use crate::{config, stream};

#[derive(Debug, Args)]
pub(super) struct ReportArgs {
    /// Folders of adverts, single adverts, or JSON lines (.jsonl); the folders below are the units
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// How the report is written
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: ReportFormat,
    /// Compare with an earlier report, written with --format json
    #[arg(long, value_name = "FILE")]
    since: Option<PathBuf>,
    /// The day on which goals are judged; without it the last day in the adverts
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// End with code 1 when a goal of lint.toml is missed
    #[arg(long)]
    fail_on_missed_goal: bool,
    /// Leave out files that match this glob
    #[arg(long, value_name = "GLOB")]
    exclude: Vec<String>,
    /// Rule files or folders of your own, beside the built-in rules
    #[arg(long = "rules", value_name = "PATH")]
    rules: Vec<PathBuf>,
    #[command(flatten)]
    profile: ProfileArgs,
    /// The field of JSON lines that holds the advert
    #[arg(long, value_name = "NAME", default_value = "text", help_heading = "JSON lines")]
    text_field: String,
    /// The field with its id
    #[arg(long, value_name = "NAME", default_value = "id", help_heading = "JSON lines")]
    id_field: String,
    /// The field with its unit
    #[arg(long, value_name = "NAME", default_value = "unit", help_heading = "JSON lines")]
    unit_field: String,
    /// The field with its date
    #[arg(long, value_name = "NAME", default_value = "date", help_heading = "JSON lines")]
    date_field: String,
    /// How the adverts in the field are written
    #[arg(long, value_name = "FORMAT", default_value = "markdown", help_heading = "JSON lines")]
    text_format: TextFormat,
    /// The largest advert, in MB
    #[arg(long, value_name = "MB", default_value_t = 10)]
    max_size: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportFormat {
    /// Tables for the terminal
    Human,
    /// Markdown, for a council paper
    Md,
    /// One page with charts that prints on A4
    Html,
    /// One row for every advert
    Csv,
    /// For machines, and for --since
    Json,
}

pub(super) fn run(args: &ReportArgs, terminal: &Terminal, out: &mut dyn io::Write) -> Result<u8, Failure> {
    let frame = terminal.frame;
    let earlier = match &args.since {
        None => None,
        Some(path) => {
            let text = fs::read_to_string(path).map_err(|error| Failure::Unreadable(path.clone(), error))?;
            match since::read(&text) {
                Ok(report) => Some(report),
                Err(error) => return Ok(refuse(path, &error, frame)),
            }
        }
    };
    let mut checkers = Checkers::new(Options {
        max_size: args.max_size * 1024 * 1024,
        progress: io::stderr().is_terminal(),
        ..args.profile.options(&args.rules)
    });
    let mut gathered = Gathered::default();
    let mut errors = gather(args, &mut checkers, &mut gathered, frame)?;
    gathered.merge();
    let first = args.paths.first().map_or(Path::new("."), PathBuf::as_path);
    let prepared = checkers.of(&folder(first))?;
    let goals = goals(prepared.config.as_deref(), &gathered.catalogue)?;
    let mut report = Development::of(&gathered, &goals, args.as_of);
    report.since = earlier.map(|earlier| Since::of(&report, &earlier, &gathered));
    if report.adverts == 0 {
        errors.push(frame.say("keine Anzeige gelesen", "no advert was read").to_owned());
    }
    let text = match args.format {
        ReportFormat::Human => print::write(&compose::paper(&report, frame), terminal.stdout_colour),
        ReportFormat::Md => markdown::write(&compose::paper(&report, frame)),
        ReportFormat::Html => html::write(&compose::paper(&report, frame)),
        ReportFormat::Csv => csv::write(&gathered.rows, &gathered.catalogue),
        ReportFormat::Json => {
            serde_json::to_string_pretty(&report).map_err(|error| Failure::Output(error.into()))? + "\n"
        }
    };
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(Failure::Output)?;
    errors.iter().for_each(|error| eprintln!("lint: {error}"));
    let is_missed = report.goals.iter().any(|goal| goal.state == State::Missed);
    Ok(match () {
        () if !errors.is_empty() => FAILED,
        () if args.fail_on_missed_goal && is_missed => FOUND,
        () => CLEAN,
    })
}

/// Reads every path; what went wrong is told at the end.
fn gather(
    args: &ReportArgs,
    checkers: &mut Checkers,
    gathered: &mut Gathered,
    frame: Frame,
) -> Result<Vec<String>, Failure> {
    let is_lines = |path: &&PathBuf| path.extension().is_some_and(|ending| ending == "jsonl" || ending == "ndjson");
    let (lines, files): (Vec<&PathBuf>, Vec<&PathBuf>) = args.paths.iter().partition(is_lines);
    let files: Vec<PathBuf> = files.into_iter().cloned().collect();
    let mut excluded = Excluded::default();
    if let Err(error) = excluded.add(Path::new("."), &args.exclude) {
        return Ok(vec![format!("--exclude: {error}")]);
    }
    for path in &files {
        let prepared = checkers.of(&folder(path))?;
        if let Some(config) = &prepared.config {
            let folder = config.parent().unwrap_or(Path::new(""));
            if let Err(error) = excluded.add(folder, &prepared.exclude) {
                return Ok(vec![format!("{}: exclude: {error}", config.display())]);
            }
        }
    }
    let (inputs, mut unread) = collect(&files, "stdin.md", &excluded);
    let roots: Vec<PathBuf> = files.iter().filter(|path| path.is_dir()).cloned().collect();
    let ended = gathered.files(&inputs, &roots, checkers)?;
    unread.extend(ended.errors);
    for error in &unread {
        let (name, detail) = (error.path().display().to_string(), wrong(error, frame));
        gathered.skipped.push(Skipped { name, reason: Reason::Unreadable, detail });
    }
    let mut errors: Vec<String> = unread.iter().map(|error| told(error, frame)).collect();
    for note in &ended.notes {
        eprintln!("lint: {}", noted(note, frame));
    }
    for path in lines {
        errors.extend(stream_of(path, args, checkers, gathered)?);
    }
    Ok(errors)
}

/// Reads a file of JSON lines; gives back what a person should know about bad ones.
fn stream_of(
    path: &Path,
    args: &ReportArgs,
    checkers: &mut Checkers,
    gathered: &mut Gathered,
) -> Result<Option<String>, Failure> {
    let unreadable = |error| Failure::Unreadable(path.to_owned(), error);
    let input = File::open(path).map_err(unreadable)?;
    let prepared = checkers.of(&folder(path))?;
    let lines = Lines {
        text: args.text_field.clone(),
        id: args.id_field.clone(),
        format: args.text_format.into(),
        max_size: args.max_size * 1024 * 1024,
    };
    let fields = Fields { unit: args.unit_field.clone(), date: args.date_field.clone() };
    let bar = bar(size(path));
    let before = gathered.skipped.len();
    let told = |count: stream::Count| bar.set_position(count.bytes);
    let name = path.display().to_string();
    gathered.lines(&name, input, &prepared, (&lines, &fields), told).map_err(|broken| match broken {
        Broken::Input(error) => unreadable(error),
        Broken::Output(error) => Failure::Output(error),
    })?;
    bar.finish_and_clear();
    let bad: Vec<&Skipped> =
        gathered.skipped[before..].iter().filter(|skipped| skipped.reason == Reason::Unreadable).collect();
    Ok(bad.first().map(|first| format!("{}: {} ({} in {name})", first.name, first.detail, bad.len())))
}

/// The goals of the configuration that holds for the first path.
fn goals(config: Option<&Path>, catalogue: &Catalogue) -> Result<Vec<(Target, Measure)>, Failure> {
    let Some(path) = config else { return Ok(Vec::new()) };
    let loaded = config::read(path)?;
    targets(&loaded, catalogue).map_err(|mistakes| {
        let source = Arc::new(loaded.source);
        Failure::Mistakes(mistakes.into_iter().map(|mistake| (source.clone(), mistake)).collect())
    })
}

fn refuse(path: &Path, error: &NoReport, frame: Frame) -> u8 {
    let path = path.display();
    match error {
        NoReport::Unreadable(error) => {
            let what = frame
                .say("ist kein Bericht aus lint report --format json", "is no report of lint report --format json");
            eprintln!("lint: --since: {path} {what} ({error})");
        }
        NoReport::OtherVersion(version) => {
            let what = frame.say(
                "hat eine andere Fassung und lässt sich nicht vergleichen; erzeugen Sie ihn aus den alten Anzeigen neu",
                "has another version and cannot be compared; make it anew from the old adverts",
            );
            eprintln!("lint: --since: {path} {what} ({version})");
        }
    }
    FAILED
}
