//! How a measure is spread over adverts: quartiles, mean, and the difference between two means.

use serde::{Deserialize, Serialize};
use statrs::distribution::{ContinuousCDF, StudentsT};

use super::share::Change;

/// The spread of one measure.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Spread {
    /// Adverts in which it can be measured.
    pub of: usize,
    /// The mean.
    pub mean: f64,
    /// The standard deviation of the sample; 0 for a single advert.
    pub deviation: f64,
    /// The least.
    pub least: f64,
    /// A quarter of the adverts lies below.
    pub lower: f64,
    /// Half of them.
    pub median: f64,
    /// Three quarters.
    pub upper: f64,
    /// The most.
    pub most: f64,
}

impl Spread {
    /// The spread of some values; none of no value.
    pub fn of(values: impl IntoIterator<Item = f64>) -> Option<Self> {
        let mut values: Vec<f64> = values.into_iter().collect();
        values.sort_unstable_by(f64::total_cmp);
        let of = values.len();
        let (least, most) = (*values.first()?, *values.last()?);
        let mean = values.iter().sum::<f64>() / of as f64;
        let squares = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>();
        let deviation = if of > 1 { (squares / (of - 1) as f64).sqrt() } else { 0.0 };
        let quantile = |part| quantile(&values, part);
        let (lower, median, upper) = (quantile(0.25), quantile(0.5), quantile(0.75));
        Some(Self { of, mean, deviation, least, lower, median, upper, most })
    }

    /// What changed in the mean since an earlier spread over other adverts: Welch's interval.
    pub fn since(&self, earlier: &Self) -> Option<Change> {
        if self.of < 2 || earlier.of < 2 {
            return None;
        }
        let part = |spread: &Self| (spread.deviation.powi(2) / spread.of as f64, (spread.of - 1) as f64);
        let ((own, own_free), (other, other_free)) = (part(self), part(earlier));
        let error = (own + other).sqrt();
        let difference = self.mean - earlier.mean;
        if error == 0.0 {
            return Some(Change { difference, low: difference, high: difference });
        }
        let free = (own + other).powi(2) / (own.powi(2) / own_free + other.powi(2) / other_free);
        let half = student(free)? * error;
        Some(Change { difference, low: difference - half, high: difference + half })
    }
}

/// A quantile of sorted values, between the two nearest where it falls between them.
fn quantile(sorted: &[f64], part: f64) -> f64 {
    let place = part * (sorted.len() - 1) as f64;
    let (below, above) = (sorted[place.floor() as usize], sorted[place.ceil() as usize]);
    below + (above - below) * place.fract()
}

/// The deviate of Student's distribution that leaves 2.5 % on either side.
pub(super) fn student(freedom: f64) -> Option<f64> {
    StudentsT::new(0.0, 1.0, freedom).ok().map(|student| student.inverse_cdf(0.975))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quartiles_lie_between_values() {
        let spread = Spread::of([1.0, 2.0, 3.0, 4.0]).unwrap();
        assert_eq!((spread.lower, spread.median, spread.upper), (1.75, 2.5, 3.25));
        assert_eq!(Spread::of([7.0]).unwrap().median, 7.0);
        assert_eq!(Spread::of([]), None);
    }

    #[test]
    fn means_of_few_adverts_are_not_compared() {
        let (one, two) = (Spread::of([1.0]).unwrap(), Spread::of([1.0, 2.0]).unwrap());
        assert_eq!(two.since(&one), None);
        let same = Spread::of([2.0, 2.0]).unwrap();
        assert_eq!(same.since(&same).unwrap(), Change { difference: 0.0, low: 0.0, high: 0.0 });
    }
}
