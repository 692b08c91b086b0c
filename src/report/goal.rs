//! Goals: how far the adverts are, whether the trend gets there in time, and what holds them back.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::catalogue::Catalogue;
use super::measure::{Amount, Question};
use super::period::FEWEST;
use super::row::Row;
use super::share::Direction;
use super::target::{Bound, Target};
use super::trend::Trend;
use super::unit;
use crate::finding::{Category, Severity};

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
    /// How many of them it would help.
    pub remedy_helps: usize,
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
        let mut now: Vec<&Row> = latest.iter().map(|number| &rows[*number]).filter(|row| is_meant(row)).collect();
        if now.len() < FEWEST {
            // a unit with few adverts is judged by its latest ones, whatever period they lie in
            now = rows.iter().filter(|row| is_meant(row) && row.date <= day).collect();
            now.sort_by_key(|row| std::cmp::Reverse(row.date));
            now.truncate(FEWEST);
        }
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
        let remedy = remedy(measure, &holding, catalogue);
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
            remedy_helps: remedy.as_ref().map_or(0, |(_, helps)| *helps),
            remedy: remedy.map(|(text, _)| text),
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

/// The sentence or the advice that would help most of the adverts that hold a goal back, and how many it would help.
fn remedy(measure: Measure, holding: &[&Row], catalogue: &Catalogue) -> Option<(String, usize)> {
    let advice = |is: &dyn Fn(u16, Severity) -> bool| {
        let spoke = |row: &&Row| {
            row.spoke().filter(|(rule, severity)| is(*rule, *severity)).map(|(rule, _)| rule).collect::<Vec<_>>()
        };
        let (rule, helps) = most(holding.iter().flat_map(spoke))?;
        Some((without_holes(catalogue.help(rule)), helps)).filter(|(help, _)| !help.is_empty())
    };
    match measure {
        Measure::Asked(Question::States(kind) | Question::LeadingAsks(kind) | Question::OtherAsks(kind)) => {
            let (language, helps) = most(holding.iter().map(|row| row.language))?;
            catalogue.sentence(catalogue.kind(kind), language).map(|sentence| (sentence.to_owned(), helps))
        }
        Measure::Asked(Question::Follows(rule)) => advice(&|spoke, _| spoke == rule),
        Measure::Asked(Question::Title) => advice(&|rule, _| catalogue.category(rule) == Category::Title),
        Measure::Asked(Question::NoError) => advice(&|_, severity| severity == Severity::Error),
        Measure::Asked(Question::NoWarning) => advice(&|_, severity| severity >= Severity::Warning),
        Measure::Counted(Amount::Jargon) => advice(&|rule, _| catalogue.category(rule) == Category::Jargon),
        Measure::Counted(Amount::Lix | Amount::Flesch) => {
            advice(&|rule, _| catalogue.category(rule) == Category::Readability)
        }
    }
}

/// Advice for many adverts: what it would quote of a single one is left out.
fn without_holes(help: &str) -> String {
    [": „…“", ": “…”", ": `…`", ": …"].iter().fold(help.to_owned(), |text, hole| text.replace(hole, ""))
}

/// What comes most often, and of equals the least, with how often.
fn most<T: Ord + Copy>(all: impl Iterator<Item = T>) -> Option<(T, usize)> {
    let mut all: Vec<T> = all.collect();
    all.sort_unstable();
    let mut groups: Vec<&[T]> = all.chunk_by(|a, b| a == b).collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.len()));
    groups.first().map(|group| (group[0], group.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advice_for_many_quotes_none() {
        assert_eq!(without_holes("Wählen Sie eine Form für alle: …."), "Wählen Sie eine Form für alle.");
        assert_eq!(without_holes("Ergänzen Sie eine Einladung: „…“"), "Ergänzen Sie eine Einladung");
        assert_eq!(most([2, 1, 2, 1, 3].into_iter()), Some((1, 2)));
    }
}
