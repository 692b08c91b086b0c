//! `lint check`: adverts in, findings out.

use std::io;
use std::io::IsTerminal;
use std::path::Path;

use super::args::{CheckArgs, Format};
use super::terminal::Terminal;
use super::{CLEAN, FAILED, FOUND};
use crate::input::{Excluded, Input, InputError, collect};
use crate::output::human::Human;
use crate::output::json::{Json, JsonLines};
use crate::output::short::Short;
use crate::output::{Checked, Frame, Reporter, Summary};
use crate::run::{self, Checkers, Ended, Failure, Note};

pub(super) fn run(args: &CheckArgs, terminal: &Terminal, out: &mut dyn io::Write) -> Result<u8, Failure> {
    if args.stream.input_format.is_some() {
        return super::stream::run(args, terminal, out);
    }
    let frame = terminal.frame;
    if args.paths.is_empty() {
        eprintln!(
            "lint: {}",
            frame.say(
                "keine Anzeige genannt; zum Beispiel: lint anzeige.md",
                "no advert named; for example: lint advert.md"
            )
        );
        eprintln!("      {}", frame.say("mehr: lint --help", "more: lint --help"));
        return Ok(FAILED);
    }
    let mut checkers = Checkers::new(args.options(io::stderr().is_terminal()));
    let mut excluded = Excluded::default();
    let globs = excluded.add(Path::new("."), &args.exclude);
    if let Err(error) = globs.and_then(|()| exclude_by_config(args, &mut checkers, &mut excluded)) {
        eprintln!("lint: --exclude: {error}");
        return Ok(FAILED);
    }
    let (inputs, mut errors) = collect(&args.paths, &args.stdin_filename, &excluded);
    let mut reporter = reporter(args, terminal);
    let Ended { mut summary, errors: unread, notes } = run::check(&inputs, &mut checkers, &mut *reporter, out)?;
    errors.extend(unread);
    summary.unreadable = errors.len();
    reporter.end(out, &summary).map_err(Failure::Output)?;
    out.flush().map_err(Failure::Output)?;
    for note in notes.iter().filter(|_| !args.quiet) {
        eprintln!("lint: {}", noted(note, frame));
    }
    for error in &errors {
        eprintln!("lint: {}", told(error, frame));
    }
    if args.verbose {
        verbose(&inputs, &mut checkers, frame)?;
    }
    Ok(match args.fail_on.severity() {
        _ if !errors.is_empty() => FAILED,
        Some(severity) if summary.at_least(severity) > 0 => FOUND,
        _ => CLEAN,
    })
}

/// Adds what the configurations of the named paths leave out.
fn exclude_by_config(args: &CheckArgs, checkers: &mut Checkers, excluded: &mut Excluded) -> Result<(), String> {
    for path in args.paths.iter().filter(|path| path.is_dir()) {
        // a configuration that cannot be used is told when the inputs under it are
        if let Ok(prepared) = checkers.of(path) {
            let folder = prepared.config.as_deref().and_then(Path::parent).unwrap_or(Path::new("."));
            excluded.add(folder, &prepared.exclude)?;
        }
    }
    Ok(())
}

fn reporter(args: &CheckArgs, terminal: &Terminal) -> Box<dyn Reporter> {
    if args.quiet {
        return Box::new(Silent);
    }
    match args.format {
        Format::Human => Box::new(Human::new(terminal.style(terminal.stdout_colour))),
        Format::Short => Box::new(Short),
        Format::Json => Box::new(Json::default()),
        Format::Jsonl => Box::new(JsonLines),
    }
}

/// `-q`: the exit code says it all.
struct Silent;

impl Reporter for Silent {
    fn document(&mut self, _: &mut dyn io::Write, _: &Checked) -> io::Result<()> {
        Ok(())
    }

    fn end(&mut self, _: &mut dyn io::Write, _: &Summary) -> io::Result<()> {
        Ok(())
    }
}

/// One line about an input that could not be checked: where, what, and the way out.
fn told(error: &InputError, frame: Frame) -> String {
    match error {
        InputError::Io(path, error) if error.kind() == io::ErrorKind::NotFound => {
            format!("{}: {}", path.display(), frame.say("gibt es nicht", "does not exist"))
        }
        InputError::Io(path, error) => format!("{}: {error}", path.display()),
        InputError::NotText(path) => format!("{}: {}", path.display(), frame.say("ist kein Text", "is not text")),
        InputError::TooLarge(path, size, most) => {
            let mb = |bytes: &u64| bytes.div_ceil(1024 * 1024);
            let (is, way) = (
                frame.say("ist größer als", "is larger than"),
                frame.say("--max-size erhöht die Grenze", "--max-size raises the limit"),
            );
            format!("{}: {} MB, {is} {} MB; {way}", path.display(), mb(size), mb(most))
        }
        InputError::NoAdverts(path) => {
            let none =
                frame.say("enthält keine Anzeige (.md, .markdown, .txt)", "holds no advert (.md, .markdown, .txt)");
            format!("{}: {none}", path.display())
        }
    }
}

fn noted(note: &Note, frame: Frame) -> String {
    match note {
        Note::Empty(name) => format!("{name}: {}", frame.say("nichts zu prüfen", "nothing to lint")),
        Note::Legacy(name) => {
            let read = frame.say("kein Unicode; als Windows-1252 gelesen", "not Unicode; read as Windows-1252");
            format!("{name}: {read}")
        }
    }
}

/// `-v`: which configuration and profile held for which file.
fn verbose(inputs: &[Input], checkers: &mut Checkers, frame: Frame) -> Result<(), Failure> {
    for input in inputs {
        let prepared = checkers.of(input.folder())?;
        let config = prepared.config.as_ref().map_or_else(
            || frame.say("keine Konfiguration", "no configuration").to_owned(),
            |path| path.display().to_string(),
        );
        eprintln!("lint: {}: {config}", input.name());
    }
    Ok(())
}
