//! `lint check`: adverts in, findings out.

use std::collections::BTreeSet;
use std::io;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use super::args::{CheckArgs, Format};
use super::gate::{self, Gate};
use super::terminal::Terminal;
use super::{CLEAN, FAILED, FOUND};
use crate::finding::{Safety, Severity};
use crate::input::word::{Broken, is_word};
use crate::input::{ENDINGS, Excluded, Input, InputError, collect};
use crate::output::github::Github;
use crate::output::gitlab::Gitlab;
use crate::output::human::Human;
use crate::output::json::{Json, JsonLines};
use crate::output::junit::Junit;
use crate::output::rdjson::Rdjson;
use crate::output::sarif::Sarif;
use crate::output::short::Short;
use crate::output::{Checked, Frame, Reporter, Root, Summary};
use crate::run::{self, Checkers, Ended, Failure, Mended, Note};

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
    let (mut inputs, mut errors) = collect(&args.paths, &args.stdin_filename, &excluded);
    if let Some(revision) = &args.changed_since {
        gate::keep_changed(&mut inputs, &args.paths, revision)?;
    }
    if args.fix || args.diff {
        let only_read = inputs.extract_if(.., |input| input.is_word());
        errors.extend(only_read.map(|input| InputError::OnlyRead(PathBuf::from(input.name()))));
    }
    if inputs.is_empty() && errors.is_empty() && !args.quiet {
        eprintln!("lint: {}", frame.say("keine Anzeige zu prüfen", "no advert to check"));
    }
    let mut gate = Gate::new(args)?;
    let mut reporter = reporter(args, terminal);
    let mut pass = |checked: &mut Checked| {
        only_show_in_word(checked);
        gate.pass(checked);
    };
    let gives_text = args.diff || args.fix && inputs.iter().any(|input| matches!(input, Input::Stdin(_)));
    let Ended { mut summary, errors: unread, notes, mended } = if gives_text {
        // the text has standard output to itself
        let mut told: Box<dyn io::Write> = if args.diff { Box::new(io::sink()) } else { Box::new(io::stderr()) };
        let mut give = |mended: &Mended<'_>| give(mended, args.diff, out);
        let ended = run::check(&inputs, &mut checkers, &mut pass, &mut *reporter, &mut told, &mut give)?;
        reporter.end(&mut told, &ended.summary).map_err(Failure::Output)?;
        ended
    } else {
        let mut ended = run::check(&inputs, &mut checkers, &mut pass, &mut *reporter, out, &mut |_| Ok(()))?;
        ended.summary.unreadable += errors.len();
        reporter.end(out, &ended.summary).map_err(Failure::Output)?;
        ended
    };
    errors.extend(unread);
    summary.unreadable = errors.len();
    out.flush().map_err(Failure::Output)?;
    if (args.fix || args.diff) && !args.quiet {
        eprintln!("lint: {}", frame.mended(mended, args.diff));
    }
    let known = gate.end(args, frame)?;
    for note in notes.iter().map(|note| noted(note, frame)).chain(known).filter(|_| !args.quiet) {
        eprintln!("lint: {note}");
    }
    if inputs.iter().any(Input::is_word) && summary.at_least(Severity::Info) > 0 && !args.quiet {
        let places = frame.say(
            "in Word-Dateien zählen Zeile und Spalte im Text, der aus ihnen gelesen wird",
            "in Word files, lines and columns count in the text read from them",
        );
        eprintln!("lint: {places}");
    }
    for error in &errors {
        eprintln!("lint: {}", told(error, frame));
    }
    if args.verbose {
        verbose(&inputs, &mut checkers, frame)?;
    }
    Ok(match args.fails_on() {
        _ if !errors.is_empty() => FAILED,
        _ if args.diff => {
            if mended.0 > 0 {
                FOUND
            } else {
                CLEAN
            }
        }
        Some(severity) if summary.at_least(severity) > 0 => FOUND,
        _ => CLEAN,
    })
}

/// The mended text of standard input, or what changed as a unified diff.
fn give(mended: &Mended<'_>, diff: bool, out: &mut dyn io::Write) -> io::Result<()> {
    let (before, after) = (mended.before, mended.after);
    if diff && before.text() != after.text() {
        let changes = similar::TextDiff::from_lines(before.text(), after.text());
        let name = before.name();
        return write!(out, "{}", changes.unified_diff().header(name, name));
    }
    if !diff && mended.is_stdin {
        let bytes = after.encode().unwrap_or_else(|| after.text().into());
        return out.write_all(&bytes);
    }
    Ok(())
}

/// Better wordings for a Word file are shown; no program can write them at places of the text that was read from it.
fn only_show_in_word(checked: &mut Checked) {
    if is_word(checked.document.source.name()) {
        for fix in checked.verdict.findings.iter_mut().flat_map(|finding| &mut finding.fixes) {
            fix.safety = Safety::Suggestion;
            fix.edits.clear();
        }
    }
}

/// Adds what the configurations of the named paths leave out.
fn exclude_by_config(args: &CheckArgs, checkers: &mut Checkers, excluded: &mut Excluded) -> Result<(), String> {
    let named = args.paths.iter().filter(|path| path.is_dir() || args.force_exclude);
    let folders: BTreeSet<PathBuf> = named.map(|path| gate::folder(path)).collect();
    for folder in &folders {
        // a configuration that cannot be used is told when the inputs under it are
        if let Ok(prepared) = checkers.of(folder) {
            let folder = prepared.config.as_deref().and_then(Path::parent).unwrap_or(Path::new("."));
            excluded.add(folder, &prepared.exclude)?;
        }
    }
    Ok(())
}

fn reporter(args: &CheckArgs, terminal: &Terminal) -> Box<dyn Reporter> {
    if args.quiet || args.write_baseline {
        return Box::new(Silent);
    }
    let root = || Root::new(std::env::current_dir().unwrap_or_default());
    match args.format {
        Format::Human => Box::new(Human::new(terminal.style(terminal.stdout_colour))),
        Format::Short => Box::new(Short),
        Format::Json => Box::new(Json::default()),
        Format::Jsonl => Box::new(JsonLines),
        Format::Sarif => Box::new(Sarif::new(root())),
        Format::Github => Box::new(Github::new(root(), terminal.frame)),
        Format::Gitlab => Box::new(Gitlab::new(root())),
        Format::Rdjson => Box::new(Rdjson::new(root())),
        Format::Junit => Box::new(Junit::new(root(), args.fails_on())),
    }
}

/// The exit code says it all, or the baseline does.
struct Silent;

impl Reporter for Silent {
    fn end(&mut self, _: &mut dyn io::Write, _: &Summary) -> io::Result<()> {
        Ok(())
    }
}

/// One line about an input that could not be checked: where, what, and the way out.
pub(super) fn told(error: &InputError, frame: Frame) -> String {
    format!("{}: {}", error.path().display(), wrong(error, frame))
}

/// What is wrong with an input that could not be checked, and the way out.
pub(super) fn wrong(error: &InputError, frame: Frame) -> String {
    match error {
        InputError::Io(_, error) if error.kind() == io::ErrorKind::NotFound => {
            frame.say("gibt es nicht", "does not exist").to_owned()
        }
        InputError::Io(_, error) => error.to_string(),
        InputError::NotText(_) => frame.say("ist kein Text", "is not text").to_owned(),
        InputError::TooLarge(_, size, most) => {
            let mb = |bytes: &u64| bytes.div_ceil(1024 * 1024);
            let (is, way) = (
                frame.say("ist größer als", "is larger than"),
                frame.say("--max-size erhöht die Grenze", "--max-size raises the limit"),
            );
            format!("{} MB, {is} {} MB; {way}", mb(size), mb(most))
        }
        InputError::Word(_, broken) => broken_word(*broken, frame),
        InputError::OnlyRead(_) => frame
            .say(
                "Word-Dateien werden nur gelesen, nicht ausgebessert; nichts geschrieben",
                "Word files are read only, not mended; nothing was written",
            )
            .to_owned(),
        InputError::Changed(_) => frame
            .say(
                "hat sich geändert, seit die Datei gelesen wurde; nichts geschrieben",
                "changed since it was read; nothing was written",
            )
            .to_owned(),
        InputError::Unencodable(_) => frame
            .say(
                "die Kodierung der Datei kennt ein neues Zeichen nicht; nichts geschrieben",
                "its encoding lacks a character of the mended text; nothing was written",
            )
            .to_owned(),
        InputError::NoAdverts(_) => {
            format!("{} (.{})", frame.say("enthält keine Anzeige", "holds no advert"), ENDINGS.join(", ."))
        }
    }
}

/// Why a Word file cannot be read, and the way out.
fn broken_word(broken: Broken, frame: Frame) -> String {
    match broken {
        Broken::Damaged => {
            frame.say("ist keine Word-Datei oder beschädigt", "is no Word file, or a damaged one").to_owned()
        }
        Broken::Locked => frame
            .say(
                "ist durch ein Kennwort geschützt oder älter als Word 2007; ohne Kennwort als .docx speichern",
                "is protected by a password, or older than Word 2007; save it as .docx without a password",
            )
            .to_owned(),
        Broken::NoText => {
            frame.say("ist keine Word-Datei: kein Text darin", "is no Word file: there is no text in it").to_owned()
        }
        Broken::Malformed => frame
            .say("beschädigte Word-Datei: kein gültiges XML", "is a damaged Word file: its XML is not well-formed")
            .to_owned(),
        Broken::TooLarge(most) => {
            let mb = most.div_ceil(1024 * 1024);
            let (is, way) = (
                frame.say("ist ausgepackt größer als", "is, unpacked, larger than"),
                frame.say("--max-size erhöht die Grenze", "--max-size raises the limit"),
            );
            format!("{is} {mb} MB; {way}")
        }
    }
}

pub(super) fn noted(note: &Note, frame: Frame) -> String {
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
