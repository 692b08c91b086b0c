//! Dates as people write them: in front matter, in a field, in the name of a file.

use jiff::civil::Date;

/// The date that a text starts with: `2025-02-01`, `01.02.2025`, a time of day behind it or not.
pub fn read(text: &str) -> Option<Date> {
    let text = text.trim();
    first(text).filter(|(start, _)| *start == 0).map(|(_, date)| date)
}

/// The first date in the name of a file: `2025-02-01-koch.md`, `koch_20250201.docx`, `2025-02-koch.md`.
pub fn in_name(name: &str) -> Option<Date> {
    first(name).map(|(_, date)| date)
}

/// A run of digits in a text.
struct Run<'a> {
    start: usize,
    digits: &'a str,
    /// What stands between this run and the next, if it is a single sign.
    sign: Option<u8>,
}

fn first(text: &str) -> Option<(usize, Date)> {
    let runs = runs(text);
    (0..runs.len()).find_map(|at| date(&runs[at..]).map(|date| (runs[at].start, date)))
}

fn runs(text: &str) -> Vec<Run<'_>> {
    let bytes = text.as_bytes();
    let mut out: Vec<Run<'_>> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        while at < bytes.len() && bytes[at].is_ascii_digit() {
            at += 1;
        }
        let next = bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        let sign = bytes.get(at).copied().filter(|sign| next && b"-_./".contains(sign));
        out.push(Run { start, digits: &text[start..at], sign });
    }
    out
}

fn date(runs: &[Run<'_>]) -> Option<Date> {
    let run = runs.first()?;
    let short = |at: usize| runs.get(at).map(|run| run.digits).filter(|digits| digits.len() <= 2);
    let joined = |at: usize| runs.get(at).and_then(|run| run.sign);
    match run.digits.len() {
        8 => civil(&run.digits[..4], &run.digits[4..6], &run.digits[6..]),
        4 if joined(0).is_some() && joined(1) == joined(0) => civil(run.digits, short(1)?, short(2)?),
        4 if joined(0).is_some() => civil(run.digits, short(1).filter(|month| month.len() == 2)?, "1"),
        1 | 2 if joined(0) == Some(b'.') && joined(1) == Some(b'.') => {
            civil(runs.get(2).map(|run| run.digits).filter(|year| year.len() == 4)?, short(1)?, run.digits)
        }
        _ => None,
    }
}

fn civil(year: &str, month: &str, day: &str) -> Option<Date> {
    let year: i16 = year.parse().ok().filter(|year| (1900..2200).contains(year))?;
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

/// Years from the start of 2000 to a date, for fitting lines through time.
pub(super) fn years(date: Date) -> f64 {
    let start = jiff::civil::date(2000, 1, 1);
    let days = start.until(date).map_or(0, |span| span.get_days());
    f64::from(days) / 365.25
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates_as_people_write_them() {
        for text in ["2025-02-01", "2025-02-01T08:00:00Z", "01.02.2025", "1.2.2025", "20250201", "2025/2/1"] {
            assert_eq!(read(text), Some(date(2025, 2, 1)), "{text}");
        }
        for text in ["", "soon", "2025", "31.02.2025", "12", "am 01.02.2025", "3000-01-01"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn dates_in_names_of_files() {
        assert_eq!(in_name("2025-02-01-koch.md"), Some(date(2025, 2, 1)));
        assert_eq!(in_name("koch_2025_02_01.docx"), Some(date(2025, 2, 1)));
        assert_eq!(in_name("2025-02-koch.md"), Some(date(2025, 2, 1)));
        assert_eq!(in_name("kennziffer-47-2025-koch.md"), None);
        assert_eq!(in_name("stelle-4711.md"), None);
    }

    #[test]
    fn years_count_days() {
        assert!((years(date(2001, 1, 1)) - 366.0 / 365.25).abs() < 1e-12);
    }
}
