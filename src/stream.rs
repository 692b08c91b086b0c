//! A stream of adverts: one JSON object a line in, one out, in order, in constant memory.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Read};

use serde_json::value::RawValue;

use crate::document::{Document, Format};
use crate::output::Checked;
use crate::output::json::{Refusal, refused, streamed};
use crate::run::{Prepared, each};
use crate::source::Source;

/// What the lines hold, and how they are read.
#[derive(Clone, Debug)]
pub struct Lines {
    /// The field with the advert.
    pub text: String,
    /// The field that is echoed.
    pub id: String,
    /// How the adverts are written.
    pub format: Format,
    /// The longest line in bytes.
    pub max_size: u64,
}

/// How many lines there were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// All.
    pub lines: u64,
    /// Bytes read.
    pub bytes: u64,
}

/// Why a stream cannot go on.
#[derive(Debug)]
pub enum Broken {
    /// The lines cannot be read.
    Input(io::Error),
    /// The answers cannot be written.
    Output(io::Error),
}

/// One line as it was read.
enum Line {
    Whole(Vec<u8>),
    TooLong,
}

/// How many bytes are read at once; the lines among them are checked together.
const PART: usize = 1 << 20;

/// A line that holds an advert.
#[derive(Debug)]
pub struct Advert<'l> {
    /// The field that is echoed; null where there is none.
    pub id: &'l RawValue,
    /// The advert.
    pub document: Document,
    fields: HashMap<Cow<'l, str>, &'l RawValue>,
}

impl Advert<'_> {
    /// A field as text: that of a string, and a number as it is written.
    pub fn field(&self, name: &str) -> Option<String> {
        let raw = self.fields.get(name)?.get();
        serde_json::from_str(raw).ok().or_else(|| raw.starts_with(|c: char| c.is_ascii_digit()).then(|| raw.to_owned()))
    }
}

/// A line that holds none.
#[derive(Debug)]
pub struct NoAdvert<'l> {
    /// The field that is echoed; null where there is none.
    pub id: &'l RawValue,
    /// Why.
    pub error: String,
}

/// Makes something of every line of `input` on every core, and hands it over in order, part by part; `told` hears of
/// progress.
///
/// # Errors
/// [`Broken`] when the input cannot be read or `take` cannot go on.
pub fn read<R: Send>(
    input: impl Read,
    prepared: &Prepared,
    lines: &Lines,
    one: impl Fn(u64, Result<Advert<'_>, NoAdvert<'_>>) -> R + Sync + Send,
    mut take: impl FnMut(Vec<R>) -> io::Result<()>,
    mut told: impl FnMut(Count),
) -> Result<Count, Broken> {
    let mut input = BufReader::with_capacity(PART, input);
    let mut count = Count::default();
    loop {
        let part = part(&mut input, lines, &mut count).map_err(Broken::Input)?;
        if part.is_empty() {
            return Ok(count);
        }
        let made = each(&part, |(number, line)| one(*number, advert(*number, line, prepared, lines)));
        take(made).map_err(Broken::Output)?;
        told(count);
    }
}

/// Checks every line of `input` and tells each as one line; `told` hears of progress. Gives back how many held no advert.
///
/// # Errors
/// [`Broken`] when the input cannot be read or the output cannot be written; a line that holds no advert is answered.
pub fn check(
    input: impl Read,
    out: &mut dyn io::Write,
    prepared: &Prepared,
    lines: &Lines,
    told: impl FnMut(Count),
) -> Result<u64, Broken> {
    let rules = &prepared.checker.rules().version();
    let answer = |line, advert: Result<Advert<'_>, NoAdvert<'_>>| match advert {
        Ok(Advert { id, document, .. }) => {
            let verdict = prepared.check(&document);
            let knowledge = prepared.checker.knowledge().clone();
            (streamed(id, rules, &Checked { document, verdict, knowledge }), false)
        }
        Err(NoAdvert { id, error }) => (refused(&Refusal { id, rules, line, error: &error }), true),
    };
    let mut bad = 0;
    let take = |answers: Vec<(io::Result<Vec<u8>>, bool)>| {
        for (answer, is_bad) in answers {
            bad += u64::from(is_bad);
            out.write_all(&answer?)?;
        }
        out.flush()
    };
    read(input, prepared, lines, answer, take, told)?;
    Ok(bad)
}

/// The lines that can be had without waiting for more, at least one unless the input has ended.
fn part(input: &mut BufReader<impl Read>, lines: &Lines, count: &mut Count) -> io::Result<Vec<(u64, Line)>> {
    let mut out = Vec::new();
    while out.is_empty() || memchr::memchr(b'\n', input.buffer()).is_some() {
        let mut bytes = Vec::new();
        let mut size = input.by_ref().take(lines.max_size + 1).read_until(b'\n', &mut bytes)? as u64;
        if size == 0 {
            break;
        }
        let is_whole = bytes.ends_with(b"\n") || size <= lines.max_size;
        if !is_whole {
            bytes = Vec::new();
            size += input.skip_until(b'\n')? as u64;
        }
        count.lines += 1;
        count.bytes += size;
        out.push((count.lines, if is_whole { Line::Whole(bytes) } else { Line::TooLong }));
    }
    Ok(out)
}

/// The advert that a line holds.
fn advert<'l>(number: u64, line: &'l Line, prepared: &Prepared, lines: &Lines) -> Result<Advert<'l>, NoAdvert<'l>> {
    let null = RawValue::NULL;
    let refuse = |id, error: String| NoAdvert { id, error };
    let Line::Whole(bytes) = line else {
        return Err(refuse(null, format!("the line is larger than {} MB", lines.max_size.div_ceil(1 << 20))));
    };
    let fields: HashMap<Cow<'_, str>, &RawValue> =
        serde_json::from_slice(bytes).map_err(|error| refuse(null, format!("the line is no JSON object: {error}")))?;
    let id = fields.get(lines.id.as_str()).copied().unwrap_or(null);
    let field = fields.get(lines.text.as_str());
    let raw = field.ok_or_else(|| refuse(id, format!("there is no field `{}`", lines.text)))?;
    let no_text = || refuse(id, format!("the field `{}` holds no text", lines.text));
    let text = serde_json::from_str::<String>(raw.get()).map_err(|_| no_text())?;
    let source = Source::decode(format!("line {number}"), text.into_bytes()).map_err(|_| no_text())?;
    let document = Document::read_as(source, lines.format, prepared.language);
    Ok(Advert { id, document, fields })
}
