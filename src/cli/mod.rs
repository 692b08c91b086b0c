//! The commands, one file each; errors are told here, in one place.

mod args;
mod check;
mod config;
mod explain;
mod init;
mod rules;
mod stream;
mod terminal;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

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
    let mut out = io::BufWriter::new(io::stdout().lock());
    let done = match cli.command {
        None => check::run(&cli.check, &terminal, &mut out),
        Some(Command::Check(args)) => check::run(&args, &terminal, &mut out),
        Some(Command::Rules { command }) => rules::run(&command, &terminal, &mut out),
        Some(Command::Explain { rule, rules }) => explain::run(&rule, &rules.rules, &terminal, &mut out),
        Some(Command::Init(args)) => init::run(&args, &terminal, &mut out),
        Some(Command::Config { path, profile }) => config::run(&path, &profile, &terminal, &mut out),
        Some(Command::Completions { shell }) => completions(shell, &mut out),
        Some(Command::Man) => man(&mut out),
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
        Failure::Unreadable(path, error) => eprintln!("lint: {}: {error}", path.display()),
        Failure::Unknown(name, nearest) => {
            let unknown =
                frame.say("keine Regel, keine Gruppe und kein Thema heißt", "no rule, set or category is called");
            let hint = nearest.as_ref().map(|near| format!(" ({} {near})", frame.say("ähnlich:", "similar:")));
            eprintln!("lint: {unknown} {name}{}", hint.unwrap_or_default());
        }
        Failure::Output(error) => eprintln!("lint: {}: {error}", frame.say("Ausgabe", "output")),
    }
}
