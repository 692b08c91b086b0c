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
    /// Those that hold no advert.
    pub bad: u64,
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

/// Checks every line of `input` and tells each as one line; `told` hears of progress.
///
/// # Errors
/// [`Broken`] when the input cannot be read or the output cannot be written; a line that holds no advert is answered.
pub fn check(
    input: impl Read,
    out: &mut dyn io::Write,
    prepared: &Prepared,
    lines: &Lines,
    mut told: impl FnMut(Count),
) -> Result<Count, Broken> {
    let mut input = BufReader::with_capacity(PART, input);
    let rules = prepared.checker.rules().version();
    let mut count = Count::default();
    loop {
        let part = part(&mut input, lines, &mut count).map_err(Broken::Input)?;
        if part.is_empty() {
            return Ok(count);
        }
        let answers = each(&part, |(number, line)| answer(*number, line, prepared, lines, &rules));
        for (answer, is_bad) in answers {
            count.bad += u64::from(is_bad);
            answer.and_then(|answer| out.write_all(&answer)).map_err(Broken::Output)?;
        }
        out.flush().map_err(Broken::Output)?;
        told(count);
    }
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

/// The answer to a line, and whether the line was bad.
fn answer(number: u64, line: &Line, prepared: &Prepared, lines: &Lines, rules: &str) -> (io::Result<Vec<u8>>, bool) {
    let null = RawValue::NULL;
    let refuse = |id: &RawValue, error: String| (refused(&Refusal { id, rules, line: number, error: &error }), true);
    let Line::Whole(bytes) = line else {
        return refuse(null, format!("the line is larger than {} MB", lines.max_size.div_ceil(1 << 20)));
    };
    let fields: HashMap<Cow<'_, str>, &RawValue> = match serde_json::from_slice(bytes) {
        Ok(fields) => fields,
        Err(error) => return refuse(null, format!("the line is no JSON object: {error}")),
    };
    let id = fields.get(lines.id.as_str()).copied().unwrap_or(null);
    let Some(text) = fields.get(lines.text.as_str()) else {
        return refuse(id, format!("there is no field `{}`", lines.text));
    };
    let Ok(text) = serde_json::from_str::<String>(text.get()) else {
        return refuse(id, format!("the field `{}` holds no text", lines.text));
    };
    let Ok(source) = Source::decode(format!("line {number}"), text.into_bytes()) else {
        return refuse(id, format!("the field `{}` holds no text", lines.text));
    };
    let document = Document::read_as(source, lines.format, prepared.language);
    let verdict = prepared.check(&document);
    let knowledge = prepared.checker.knowledge().clone();
    (streamed(id, rules, &Checked { document, verdict, knowledge }), false)
}
