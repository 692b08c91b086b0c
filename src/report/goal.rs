//! Goals: how far the adverts are, whether the trend gets there in time, and what holds them back.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::catalogue::Catalogue;
use super::measure::{Amount, Question};
use super::row::Row;
use super::share::Direction;
use super::target::{Bound, Target};
use super::trend::Trend;
use super::unit;
use crate::finding::Category;

/// How a goal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// The latest adverts reach it.
    Reached,
    /// The trend is clear and reaches it in time.
    OnTheWay,
    /// There is time left, and no clear trend that reaches it.
    Open,
    /// The day has passed.
    Missed,
    /// There is no advert to measure.
    NoData,
}

/// A goal and how it stands.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Goal {
    /// What is measured.
    pub measure: String,
    /// For this unit alone.
    pub unit: Option<String>,
    /// What it asks for: a share from 0 to 1, or a mean.
    pub wanted: f64,
    /// Whether less is better.
    pub at_most: bool,
    /// Whether it asks for a mean rather than a share.
    pub is_mean: bool,
    /// By when.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub by: Option<Date>,
    /// What the latest adverts reach.
    pub now: Option<f64>,
    /// How many adverts that rests on.
    pub of: usize,
    /// Where the trend stands on the day, where it is clear.
    pub expected: Option<f64>,
    /// How it stands.
    pub state: State,
    /// The latest adverts that hold it back, by name.
    pub held_back_by: Vec<String>,
    /// What would help most of them.
    pub remedy: Option<String>,
}

/// What a goal measures.
#[derive(Clone, Copy, Debug)]
pub enum Measure {
    /// A share.
    Asked(Question),
    /// A mean.
    Counted(Amount),
}

impl Measure {
    /// The measure of this name.
    pub fn named(name: &str, catalogue: &Catalogue) -> Option<Self> {
        Amount::named(name).map(Self::Counted).or_else(|| Question::named(name, catalogue).map(Self::Asked))
    }

    fn of(self, row: &Row, catalogue: &Catalogue) -> Option<f64> {
        match self {
            Self::Asked(question) => question.answer(row, catalogue).map(|yes| f64::from(u8::from(yes))),
            Self::Counted(amount) => amount.of(row),
        }
    }
}

impl Goal {
    /// Judges a goal on a day, by the adverts of the latest period and the trend up to that day.
    pub fn judge(
        target: &Target,
        measure: Measure,
        rows: &[Row],
        latest: &[usize],
        day: Option<Date>,
        catalogue: &Catalogue,
    ) -> Self {
        let key = target.unit.as_deref().map(unit::key);
        let is_meant = |row: &Row| key.is_none() || row.unit.as_deref().map(unit::key) == key;
        let mean = |members: &[&Row]| {
            let values: Vec<f64> = members.iter().filter_map(|row| measure.of(row, catalogue)).collect();
            (!values.is_empty()).then(|| (values.iter().sum::<f64>() / values.len() as f64, values.len()))
        };
        let now: Vec<&Row> = latest.iter().map(|number| &rows[*number]).filter(|row| is_meant(row)).collect();
        let current = mean(&now);
        let points: Vec<(Date, f64)> = rows
            .iter()
            .filter(|row| is_meant(row))
            .filter_map(|row| Some((row.date.filter(|date| Some(*date) <= day)?, measure.of(row, catalogue)?)))
            .collect();
        let trend = Trend::of(&points).filter(|trend| {
            let better = if target.bound.is_most() { Direction::Down } else { Direction::Up };
            trend.a_year.direction() == better
        });
        let limit = |value: f64| match measure {
            Measure::Asked(_) => value.clamp(0.0, 1.0),
            Measure::Counted(_) => value.max(0.0),
        };
        let expected = trend.zip(target.by).map(|(trend, by)| limit(trend.at(by)));
        let state = match current {
            None => State::NoData,
            Some((value, _)) if target.bound.holds(value) => State::Reached,
            _ if target.by.is_some_and(|by| day.is_some_and(|day| by <= day)) => State::Missed,
            _ if expected.is_some_and(|value| target.bound.holds(value)) => State::OnTheWay,
            _ => State::Open,
        };
        let holding: Vec<&Row> = now
            .into_iter()
            .filter(|row| measure.of(row, catalogue).is_some_and(|value| !target.bound.holds_alone(value)))
            .filter(|_| state != State::Reached)
            .collect();
        Self {
            measure: target.measure.clone(),
            unit: target.unit.clone(),
            wanted: target.bound.value(),
            at_most: target.bound.is_most(),
            is_mean: matches!(measure, Measure::Counted(_)),
            by: target.by,
            now: current.map(|(value, _)| value),
            of: current.map_or(0, |(_, of)| of),
            expected,
            state,
            remedy: remedy(measure, &holding, catalogue),
            held_back_by: holding.iter().map(|row| row.name.to_string()).collect(),
        }
    }
}

impl Bound {
    /// The share or the number.
    pub fn value(self) -> f64 {
        match self {
            Self::Share(value) | Self::AtMost(value) | Self::AtLeast(value) => value,
        }
    }

    /// Whether less is better.
    pub fn is_most(self) -> bool {
        matches!(self, Self::AtMost(_))
    }

    /// Whether a single advert does what the goal asks of all: of a share, it says yes.
    fn holds_alone(self, value: f64) -> bool {
        match self {
            Self::Share(_) => value > 0.5,
            bound => bound.holds(value),
        }
    }
}

/// The sentence or the advice that would help most of the adverts that hold a goal back.
fn remedy(measure: Measure, holding: &[&Row], catalogue: &Catalogue) -> Option<String> {
    let language = most(holding.iter().map(|row| row.language))?;
    let advice = |is: &dyn Fn(u16) -> bool| {
        let spoke = holding.iter().flat_map(|row| row.spoke()).map(|(rule, _)| rule).filter(|rule| is(*rule));
        most(spoke).map(|rule| catalogue.help(rule).to_owned()).filter(|help| !help.is_empty())
    };
    match measure {
        Measure::Asked(Question::States(kind) | Question::LeadingAsks(kind) | Question::OtherAsks(kind)) => {
            catalogue.sentence(catalogue.kind(kind), language).map(str::to_owned)
        }
        Measure::Asked(Question::Follows(rule)) => advice(&|spoke| spoke == rule),
        Measure::Asked(Question::Title) => advice(&|rule| catalogue.category(rule) == Category::Title),
        Measure::Asked(Question::NoError | Question::NoWarning) => advice(&|_| true),
        Measure::Counted(Amount::Jargon) => advice(&|rule| catalogue.category(rule) == Category::Jargon),
        Measure::Counted(Amount::Lix | Amount::Flesch) => {
            advice(&|rule| catalogue.category(rule) == Category::Readability)
        }
    }
}

/// What comes most often, and of equals the least.
fn most<T: Ord + Copy>(all: impl Iterator<Item = T>) -> Option<T> {
    let mut all: Vec<T> = all.collect();
    all.sort_unstable();
    let mut groups: Vec<&[T]> = all.chunk_by(|a, b| a == b).collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.len()));
    groups.first().map(|group| group[0])
}
