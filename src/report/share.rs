//! A share of adverts with its interval, and the difference between two shares with its own.

use serde::{Deserialize, Serialize};

/// The normal deviate that leaves 2.5 % on either side.
const Z: f64 = 1.959_963_984_540_054;

/// How many of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Share {
    /// Adverts of which it is true.
    pub hits: usize,
    /// Adverts of which it could be.
    pub of: usize,
}

/// A difference and the interval that holds the true one in 95 of 100 cases.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Change {
    /// The later minus the earlier.
    pub difference: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// What an interval says about a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The whole interval is above 0.
    Up,
    /// The whole interval is below 0.
    Down,
    /// It holds 0.
    Unclear,
}

impl Change {
    /// Which way it went, if that is clear.
    pub fn direction(&self) -> Direction {
        match (self.low > 0.0, self.high < 0.0) {
            (true, _) => Direction::Up,
            (_, true) => Direction::Down,
            _ => Direction::Unclear,
        }
    }
}

impl Share {
    /// Counts answers; those that are none do not count.
    pub fn count(answers: impl IntoIterator<Item = Option<bool>>) -> Self {
        let mut share = Self::default();
        for answer in answers.into_iter().flatten() {
            share.of += 1;
            share.hits += usize::from(answer);
        }
        share
    }

    /// The share from 0 to 1; none of no adverts.
    pub fn value(self) -> Option<f64> {
        (self.of > 0).then(|| self.hits as f64 / self.of as f64)
    }

    /// Wilson's 95 % interval.
    pub fn interval(self) -> Option<(f64, f64)> {
        let share = self.value()?;
        let n = self.of as f64;
        let middle = share + Z * Z / (2.0 * n);
        let half = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
        let scale = 1.0 + Z * Z / n;
        // at the ends the interval touches 0 and 1 exactly, which sums do not
        let low = if self.hits == 0 { 0.0 } else { (middle - half) / scale };
        let high = if self.hits == self.of { 1.0 } else { (middle + half) / scale };
        Some((low, high))
    }

    /// What changed since an earlier share of other adverts: Newcombe's interval, made of the two of Wilson.
    pub fn since(self, earlier: Self) -> Option<Change> {
        let ((now, then), (own, other)) = ((self.value()?, earlier.value()?), (self.interval()?, earlier.interval()?));
        let difference = now - then;
        Some(Change {
            difference,
            low: difference - ((now - own.0).powi(2) + (other.1 - then).powi(2)).sqrt(),
            high: difference + ((own.1 - now).powi(2) + (then - other.0).powi(2)).sqrt(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 5e-5
    }

    #[test]
    fn newcombe_s_own_examples() {
        // Newcombe 1998, method 10: 56/70 - 48/80 and 9/10 - 3/10
        let change = Share { hits: 56, of: 70 }.since(Share { hits: 48, of: 80 }).unwrap();
        assert!(near(change.difference, 0.2) && near(change.low, 0.0524) && near(change.high, 0.3339), "{change:?}");
        let change = Share { hits: 9, of: 10 }.since(Share { hits: 3, of: 10 }).unwrap();
        assert!(near(change.low, 0.1705) && near(change.high, 0.8090), "{change:?}");
        assert_eq!(change.direction(), Direction::Up);
    }

    #[test]
    fn intervals_stay_within_0_and_1() {
        assert_eq!(Share { hits: 0, of: 9 }.interval().unwrap().0, 0.0);
        assert_eq!(Share { hits: 9, of: 9 }.interval().unwrap().1, 1.0);
        assert_eq!(Share::default().interval(), None);
        let same = Share { hits: 5, of: 9 };
        assert_eq!(same.since(same).unwrap().direction(), Direction::Unclear);
    }
}
