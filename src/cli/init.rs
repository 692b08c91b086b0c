//! `lint init`: a commented lint.toml, from flags or from questions.

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::Path;

use clap::ValueEnum;

use super::args::{EmployerKind, GenderStyleArg, InitArgs};
use super::terminal::Terminal;
use super::{CLEAN, FAILED};
use crate::config::NAMES;
use crate::output::Frame;
use crate::run::Failure;

pub(super) fn run(args: &InitArgs, terminal: &Terminal, out: &mut dyn io::Write) -> Result<u8, Failure> {
    let frame = terminal.frame;
    let path = Path::new(NAMES[0]);
    if path.exists() && !args.force {
        let way =
            frame.say("gibt es schon; --force überschreibt die Datei", "is there already; --force writes over it");
        eprintln!("lint: {} {way}", path.display());
        return Ok(FAILED);
    }
    let asks = args.jurisdiction.is_none()
        && args.employer.is_none()
        && args.gender_style.is_none()
        && io::stdin().is_terminal();
    let (mut jurisdiction, mut employer, mut style) =
        (args.jurisdiction.clone(), args.employer.map(value), args.gender_style.map(value));
    if asks {
        jurisdiction =
            ask(frame.say("Wo sitzt der Arbeitgeber? (DE-BE, AT, …)", "Where is the employer? (DE-BE, AT, …)"), &[])?;
        employer = ask(frame.say("Art des Arbeitgebers?", "What kind of employer?"), &names::<EmployerKind>())?;
        style = ask(
            frame.say("Schreibweise für alle Geschlechter?", "Style for all genders?"),
            &names::<GenderStyleArg>(),
        )?;
    }
    let text = template(frame, jurisdiction.as_deref(), employer.as_deref(), style.as_deref());
    std::fs::write(path, text).map_err(|error| Failure::Unreadable(path.to_owned(), error))?;
    writeln!(out, "{} {}", path.display(), frame.say("geschrieben", "written")).map_err(Failure::Output)?;
    Ok(CLEAN)
}

fn value<T: ValueEnum>(value: T) -> String {
    value.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

fn names<T: ValueEnum>() -> Vec<String> {
    T::value_variants()
        .iter()
        .map(|variant| variant.to_possible_value().map(|v| v.get_name().to_owned()).unwrap_or_default())
        .collect()
}

/// Asks a question on standard error; an empty answer leaves it open.
fn ask(question: &str, choices: &[String]) -> Result<Option<String>, Failure> {
    loop {
        let list = if choices.is_empty() { String::new() } else { format!(" [{}]", choices.join(", ")) };
        eprint!("{question}{list} ");
        io::stderr().flush().map_err(Failure::Output)?;
        let mut line = String::new();
        let read = io::stdin().lock().read_line(&mut line).map_err(Failure::Output)?;
        let answer = line.trim();
        if read == 0 || answer.is_empty() {
            return Ok(None);
        }
        if choices.is_empty() || choices.iter().any(|choice| choice == answer) {
            return Ok(Some(answer.to_owned()));
        }
    }
}

fn template(frame: Frame, jurisdiction: Option<&str>, employer: Option<&str>, style: Option<&str>) -> String {
    let line = |key: &str, value: Option<&str>, example: &str| match value {
        Some(value) => format!("{key} = \"{value}\""),
        None => format!("# {key} = \"{example}\""),
    };
    let text = match frame {
        Frame::German => include_str!("init.de.toml"),
        Frame::English => include_str!("init.en.toml"),
    };
    text.replace("{jurisdiction}", &line("jurisdiction", jurisdiction, "DE-BE"))
        .replace("{kind}", &line("kind", employer, "public"))
        .replace("{gender}", &line("gender", style, "colon"))
}
