//! What `[goals]` in `lint.toml` asks for, with every mistake in it placed.

use jiff::civil::Date;

use super::catalogue::Catalogue;
use super::goal::Measure;
use super::measure::{Amount, QUESTIONS};
use crate::config::Loaded;
use crate::config::goals::{Goal, Named};
use crate::finding::{Mistake, Severity};
use crate::rule::distance;
use crate::source::Span;

/// A goal as it is set.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// A statement, another question, an amount, or a rule of the organisation.
    pub measure: String,
    /// For this unit alone.
    pub unit: Option<String>,
    /// How much.
    pub bound: Bound,
    /// By when.
    pub by: Option<Date>,
}

/// How much a goal asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    /// At least this share of the adverts, from 0 to 1.
    Share(f64),
    /// No more than this.
    AtMost(f64),
    /// No less than this.
    AtLeast(f64),
}

impl Bound {
    /// Whether a value reaches it.
    pub fn holds(self, value: f64) -> bool {
        match self {
            Self::Share(least) | Self::AtLeast(least) => value >= least,
            Self::AtMost(most) => value <= most,
        }
    }
}

/// The goals of a configuration, those of all adverts first.
///
/// # Errors
/// Every goal that cannot be: what it measures is unknown, or how much it asks for makes no sense.
pub fn targets(loaded: &Loaded, catalogue: &Catalogue) -> Result<Vec<(Target, Measure)>, Vec<Mistake>> {
    let goals = &loaded.config.goals;
    let (mut out, mut mistakes) = (Vec::new(), Vec::new());
    let of_units = goals.units.iter().map(|(unit, named)| (Some(unit), named));
    let all: Vec<(Option<&String>, &Named)> = std::iter::once((None, &goals.all)).chain(of_units).collect();
    for (unit, named) in all {
        for (name, goal) in named {
            let place = name.span();
            match target(name.get_ref(), unit, goal, catalogue) {
                Ok(target) => out.push(target),
                Err((message, help)) => mistakes.push(Mistake {
                    span: Span::new(place.start, place.end),
                    message,
                    help,
                    severity: Severity::Error,
                }),
            }
        }
    }
    if mistakes.is_empty() { Ok(out) } else { Err(mistakes) }
}

fn target(
    name: &str,
    unit: Option<&String>,
    goal: &Goal,
    catalogue: &Catalogue,
) -> Result<(Target, Measure), (String, Option<String>)> {
    let Some(measure) = Measure::named(name, catalogue) else {
        let near = known(catalogue).into_iter().min_by_key(|known| distance(known, name));
        return Err((
            format!("no statement or measure is called `{name}`"),
            near.map(|near| format!("did you mean `{near}`?")),
        ));
    };
    let bounds = [
        goal.share.map(|share| Bound::Share(share / 100.0)),
        goal.at_most.map(Bound::AtMost),
        goal.at_least.map(Bound::AtLeast),
    ];
    let set: Vec<Bound> = bounds.into_iter().flatten().collect();
    let [bound] = set[..] else {
        let help = "write one of `share`, `at_most` and `at_least`".to_owned();
        return Err((format!("the goal `{name}` says not how much, or says it twice"), Some(help)));
    };
    let fits = match (measure, bound) {
        (Measure::Asked(_), Bound::Share(share)) => (0.0..=1.0).contains(&share),
        (Measure::Counted(_), Bound::AtMost(value) | Bound::AtLeast(value)) => value.is_finite(),
        _ => false,
    };
    if !fits {
        let help = match measure {
            Measure::Asked(_) => "write `share` with a number from 0 to 100",
            Measure::Counted(_) => "this is a number, not a share: write `at_most` or `at_least`",
        };
        return Err((format!("the goal `{name}` cannot be reached like this"), Some(help.to_owned())));
    }
    let by = match &goal.by {
        None => None,
        Some(by) => match by.date.and_then(|day| Date::new(day.year as i16, day.month as i8, day.day as i8).ok()) {
            Some(date) => Some(date),
            None => {
                return Err((format!("the goal `{name}` names no day"), Some("write `by = 2027-01-01`".to_owned())));
            }
        },
    };
    Ok((Target { measure: name.to_owned(), unit: unit.cloned(), bound, by }, measure))
}

/// Every name that a goal may have.
fn known(catalogue: &Catalogue) -> Vec<String> {
    let kinds = catalogue.statements(true).into_iter().chain(catalogue.statements(false));
    let mut out: Vec<String> = kinds.map(|kind| catalogue.kind(kind).to_owned()).collect();
    out.extend(QUESTIONS.map(str::to_owned));
    out.extend(Amount::ALL.map(|amount| amount.name().to_owned()));
    out.extend(catalogue.principles().iter().map(|(_, rule)| catalogue.id(*rule).to_owned()));
    out
}
