//! `lint --input-format jsonl`: a stream of adverts in, a stream of findings out.

use std::fs::{self, File};
use std::io::{self, IsTerminal, Read};
use std::path::Path;
use std::time::Duration;

use clap::{Args, ValueEnum};
use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::args::{CheckArgs, Format};
use super::terminal::Terminal;
use super::{CLEAN, FAILED};
use crate::document;
use crate::run::{Checkers, Failure};
use crate::stream::{self, Broken, Count, Lines};

#[derive(Debug, Args)]
pub(super) struct StreamArgs {
    /// Read one JSON object a line and answer each with one; findings do not change the exit code
    #[arg(long, value_name = "FORMAT")]
    pub(super) input_format: Option<InputFormat>,
    /// The field that holds the advert
    #[arg(long, value_name = "NAME", default_value = "text", requires = "input_format")]
    pub(super) text_field: String,
    /// The field that is echoed in the answer
    #[arg(long, value_name = "NAME", default_value = "id", requires = "input_format")]
    pub(super) id_field: String,
    /// How the adverts are written
    #[arg(long, value_name = "FORMAT", default_value = "markdown", requires = "input_format")]
    pub(super) text_format: TextFormat,
    /// End with code 2 when a line holds no advert
    #[arg(long, requires = "input_format")]
    pub(super) strict: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum InputFormat {
    /// One JSON object a line
    Jsonl,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum TextFormat {
    Markdown,
    Plain,
    Html,
}

impl From<TextFormat> for document::Format {
    fn from(format: TextFormat) -> Self {
        match format {
            TextFormat::Markdown => Self::Markdown,
            TextFormat::Plain => Self::Plain,
            TextFormat::Html => Self::Html,
        }
    }
}

pub(super) fn run(args: &CheckArgs, terminal: &Terminal, out: &mut dyn io::Write) -> Result<u8, Failure> {
    let frame = terminal.frame;
    if args.format != Format::Jsonl {
        let only = frame.say("verlangt", "needs");
        eprintln!("lint: --input-format jsonl {only} --format jsonl");
        return Ok(FAILED);
    }
    let prepared = Checkers::new(args.options(false)).of(Path::new(""))?;
    let lines = Lines {
        text: args.stream.text_field.clone(),
        id: args.stream.id_field.clone(),
        format: args.stream.text_format.into(),
        max_size: args.max_size * 1024 * 1024,
    };
    let mut bad = 0;
    let inputs = if args.paths.is_empty() { vec!["-".into()] } else { args.paths.clone() };
    for path in &inputs {
        let unreadable = |error| Failure::Unreadable(path.clone(), error);
        let (input, size): (Box<dyn Read>, _) = if path.as_os_str() == "-" {
            (Box::new(io::stdin()), size(Path::new("/dev/stdin")))
        } else {
            (Box::new(File::open(path).map_err(unreadable)?), size(path))
        };
        let bar = bar(size);
        let told = |count: Count| {
            bar.set_position(count.bytes);
            let rate = (count.lines as f64 / bar.elapsed().as_secs_f64().max(0.001)) as u64;
            bar.set_message(format!("{}, {}/s", HumanCount(count.lines), HumanCount(rate)));
        };
        bad += stream::check(input, out, &prepared, &lines, told).map_err(|broken| match broken {
            Broken::Input(error) => unreadable(error),
            Broken::Output(error) => Failure::Output(error),
        })?;
        bar.finish_and_clear();
    }
    if bad > 0 {
        let what =
            frame.say("Zeilen ohne Anzeige; die Ausgabe nennt sie", "lines hold no advert; the output names them");
        eprintln!("lint: {bad} {what}");
    }
    Ok(if bad > 0 && args.stream.strict { FAILED } else { CLEAN })
}

/// The size of a file; none for what only flows.
pub(super) fn size(path: &Path) -> Option<u64> {
    fs::metadata(path).ok().filter(fs::Metadata::is_file).map(|file| file.len())
}

/// A bar on standard error, if that is a terminal, with the rate and, where the size is known, the time left.
pub(super) fn bar(size: Option<u64>) -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(size, ProgressDrawTarget::stderr_with_hz(4));
    let template = if size.is_some() { "{bar:30} {percent}% {msg} {eta}" } else { "{spinner} {msg}" };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_secs(1));
    bar
}
