//! The commands, one file each; errors are told here, in one place.

mod args;
mod check;
mod config;
mod explain;
mod gate;
mod init;
mod noise;
mod report;
mod rules;
mod stream;
mod terminal;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use crate::baseline::BaselineError;
use crate::changed::GitError;
use crate::output::Frame;
use crate::output::human::Human;
use crate::run::Failure;
use args::{Cli, Command};
use terminal::Terminal;

/// Nothing at or above `--fail-on`.
const CLEAN: u8 = 0;
/// Something at or above `--fail-on`.
const FOUND: u8 = 1;
/// The job could not be done.
const FAILED: u8 = 2;

/// Runs the program with its command line.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let terminal = Terminal::new(cli.check.color, cli.check.ui_language.as_deref());
    let mut out = io::BufWriter::new(io::stdout());
    let done = match cli.command {
        None => check::run(&cli.check, &terminal, &mut out),
        Some(Command::Check(args)) => check::run(&args, &terminal, &mut out),
        Some(Command::Rules { command }) => rules::run(&command, &terminal, &mut out),
        Some(Command::Explain { rule, rules }) => explain::run(&rule, &rules.rules, &terminal, &mut out),
        Some(Command::Report(args)) => report::run(&args, &terminal, &mut out),
        Some(Command::Init(args)) => init::run(&args, &terminal, &mut out),
        Some(Command::Config { path, profile }) => config::run(&path, &profile, &terminal, &mut out),
        Some(Command::Completions { shell }) => completions(shell, &mut out),
        Some(Command::Man) => man(&mut out),
        Some(Command::Lsp { .. }) => Ok(lsp()),
    };
    let done = done.and_then(|code| out.flush().map(|()| code).map_err(Failure::Output));
    ExitCode::from(match done {
        Ok(code) => code,
        // who stops reading has read enough
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => CLEAN,
        Err(failure) => {
            drop(out);
            tell(&failure, &terminal);
            FAILED
        }
    })
}

fn lsp() -> u8 {
    match crate::lsp::serve() {
        Ok(()) => CLEAN,
        Err(error) => {
            eprintln!("lint: lsp: {error}");
            FAILED
        }
    }
}

fn completions(shell: clap_complete::Shell, out: &mut dyn io::Write) -> Result<u8, Failure> {
    // written at once: the generator itself panics when nobody reads on
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "lint", &mut script);
    out.write_all(&script).map(|()| CLEAN).map_err(Failure::Output)
}

fn man(out: &mut dyn io::Write) -> Result<u8, Failure> {
    clap_mangen::Man::new(Cli::command()).render(out).map_err(Failure::Output)?;
    Ok(CLEAN)
}

/// Tells on standard error why the job could not be done.
fn tell(failure: &Failure, terminal: &Terminal) {
    let frame = terminal.frame;
    match failure {
        Failure::Mistakes(mistakes) => {
            let human = Human::new(terminal.style(terminal.stderr_colour));
            for (source, mistake) in mistakes {
                eprintln!("{}", human.mistake(source, mistake));
            }
        }
        Failure::Baseline(BaselineError::Mistaken(source, mistake)) => {
            eprintln!("{}", Human::new(terminal.style(terminal.stderr_colour)).mistake(source, mistake));
        }
        Failure::Baseline(BaselineError::Absent(path)) => {
            let absent =
                frame.say("gibt es nicht; --write-baseline legt es an", "does not exist; --write-baseline writes it");
            eprintln!("lint: {}: {absent}", path.display());
        }
        Failure::Git(error) => eprintln!("lint: --changed-since: {}", unchanged(error, frame)),
        Failure::Baseline(BaselineError::Unreadable(path, error)) | Failure::Unreadable(path, error) => {
            eprintln!("lint: {}: {error}", path.display())
        }
        Failure::Unknown(name, nearest) => {
            let unknown =
                frame.say("keine Regel, keine Gruppe und kein Thema heißt", "no rule, set or category is called");
            let hint = nearest.as_ref().map(|near| format!(" ({} {near})", frame.say("ähnlich:", "similar:")));
            eprintln!("lint: {unknown} {name}{}", hint.unwrap_or_default());
        }
        Failure::Output(error) => eprintln!("lint: {}: {error}", frame.say("Ausgabe", "output")),
    }
}

/// Why git cannot say what changed.
fn unchanged(error: &GitError, frame: Frame) -> String {
    match error {
        GitError::Absent(error) => {
            format!("{} ({error})", frame.say("git lässt sich nicht starten", "git cannot be started"))
        }
        GitError::NoRepository(folder, words) => {
            let outside = frame.say("liegt in keinem Git-Archiv", "lies in no git repository");
            format!("{} {outside} ({words})", folder.display())
        }
        GitError::NoRevision(revision) => {
            let hint = frame.say(
                "kennt git hier nicht; in einer flachen Kopie hilft git fetch",
                "is no revision here; in a shallow clone, git fetch it first",
            );
            format!("{revision} {hint}")
        }
        GitError::Failed(words) => words.clone(),
    }
}
