//! A straight line through time: by how much a year changes a measure, and where that leads.

use jiff::civil::Date;
use serde::Serialize;

use super::share::Change;
use super::spread::student;
use super::when::years;

/// A line fitted by least squares to single adverts, the answer yes counted as 1 and no as 0.
///
/// For a share this is the same line as one fitted to the shares of days, each weighed by its number of adverts.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Trend {
    /// The change in a year, with its 95 % interval by Student's distribution.
    pub a_year: Change,
    #[serde(skip)]
    start: f64,
}

impl Trend {
    /// The line through dated values; none for fewer than three, or when all are of one day.
    pub fn of(points: &[(Date, f64)]) -> Option<Self> {
        let n = points.len() as f64;
        if points.len() < 3 {
            return None;
        }
        let at: Vec<f64> = points.iter().map(|(date, _)| years(*date)).collect();
        let (mean_at, mean) = (at.iter().sum::<f64>() / n, points.iter().map(|(_, value)| value).sum::<f64>() / n);
        let spread: f64 = at.iter().map(|at| (at - mean_at).powi(2)).sum();
        if spread == 0.0 {
            return None;
        }
        let both: f64 = at.iter().zip(points).map(|(at, (_, value))| (at - mean_at) * (value - mean)).sum();
        let slope = both / spread;
        let start = mean - slope * mean_at;
        let rest: f64 = at.iter().zip(points).map(|(at, (_, value))| (value - start - slope * at).powi(2)).sum();
        let half = student(n - 2.0)? * (rest / (n - 2.0) / spread).sqrt();
        Some(Self { a_year: Change { difference: slope, low: slope - half, high: slope + half }, start })
    }

    /// Where the line stands at a date.
    pub fn at(&self, date: Date) -> f64 {
        self.start + self.a_year.difference * years(date)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::share::Direction;
    use jiff::civil::date;

    #[test]
    fn a_line_goes_on() {
        let points: Vec<(Date, f64)> =
            (0..6).map(|year| (date(2020 + year, 1, 1), f64::from(year) * 2.0 + f64::from(year % 2))).collect();
        let trend = Trend::of(&points).unwrap();
        assert_eq!(trend.a_year.direction(), Direction::Up);
        assert!((trend.at(date(2026, 1, 1)) - 12.8).abs() < 0.3, "{}", trend.at(date(2026, 1, 1)));
    }

    #[test]
    fn one_day_has_no_trend() {
        assert_eq!(Trend::of(&[(date(2020, 1, 1), 0.0); 5]), None);
        assert_eq!(Trend::of(&[(date(2020, 1, 1), 0.0), (date(2021, 1, 1), 1.0)]), None);
    }
}
