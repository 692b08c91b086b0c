//! The report itself, as data: what was read, shares, units, periods, trends, goals, principles and models.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::catalogue::Catalogue;
use super::gather::{Gathered, Ground, Skipped};
use super::goal::{Goal, Measure};
use super::measure::{Amount, COMPETENCE, Question};
use super::period::{Grain, Period, periods};
use super::row::Row;
use super::share::{Change, Share};
use super::since::Since;
use super::spread::Spread;
use super::target::Target;
use super::unit::units;

/// The version of this shape.
pub const VERSION: u32 = 1;

/// A report on the development of a body of adverts.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Development {
    /// The version of this shape.
    pub version: u32,
    /// By which rules and for whom the adverts were checked; several where folders have their own configuration.
    pub grounds: Vec<Ground>,
    /// Adverts that were read.
    pub read: usize,
    /// Adverts that count.
    pub adverts: usize,
    /// Adverts that do not, and why.
    pub skipped: Vec<Skipped>,
    /// Adverts without a date; they are part of shares, not of trends.
    pub undated: usize,
    /// Adverts dated behind the day of the report, by name; likewise.
    pub future: Vec<String>,
    /// The first day in the data.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub first: Option<Date>,
    /// The last.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub last: Option<Date>,
    /// Adverts by language.
    pub languages: BTreeMap<String, usize>,
    /// Questions answered with yes or no.
    pub shares: Vec<Asked>,
    /// Numbers.
    pub amounts: Vec<Counted>,
    /// By time, oldest first.
    pub periods: Vec<Group>,
    /// By department.
    pub units: Vec<Group>,
    /// From the first period to the last.
    pub trends: Vec<Changed>,
    /// Goals of the configuration.
    pub goals: Vec<Goal>,
    /// Rules that the organisation wrote.
    pub principles: Vec<Principle>,
    /// The best adverts by kind of post.
    pub models: Vec<Models>,
    /// What changed since an earlier report.
    pub since: Option<Since>,
}

/// What a question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum About {
    /// Who is invited.
    Invites,
    /// What is told.
    States,
    /// How it is written.
    Wording,
    /// What is asked of those who apply.
    Competence,
}

/// A question and the share of adverts that answer yes.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Asked {
    /// The name, as in `[goals]`.
    pub name: String,
    /// What it is about.
    pub about: About,
    /// How many of how many.
    #[serde(flatten)]
    pub share: Share,
}

/// A number and how it is spread over the adverts.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Counted {
    /// The name, as in `[goals]`.
    pub name: String,
    /// The spread; none where nothing could be measured.
    pub spread: Option<Spread>,
    /// Lower ends of stretches of equal length, and how many adverts lie in each.
    pub bins: Vec<(f64, usize)>,
}

/// The adverts of one unit or one period.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Group {
    /// Its name; none for small units that were pooled.
    pub name: Option<String>,
    /// Names of what was pooled in it.
    pub pooled: Vec<String>,
    /// How many adverts.
    pub adverts: usize,
    /// The shares, in the order of those of the whole.
    pub shares: Vec<Share>,
    /// Means of the numbers, in the order of those of the whole.
    pub means: Vec<Option<f64>>,
}

/// How one measure changed.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Changed {
    /// The name, as in `[goals]`.
    pub name: String,
    /// Whether it is a mean rather than a share.
    pub is_mean: bool,
    /// Before: a share from 0 to 1, or a mean.
    pub before: f64,
    /// After.
    pub after: f64,
    /// The difference with its 95 % interval.
    pub change: Change,
}

/// A rule of the organisation and how many adverts follow it.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Principle {
    /// What the organisation calls the set.
    pub set: String,
    /// The rule.
    pub rule: String,
    /// What it says.
    pub message: String,
    /// Adverts in its language that follow it.
    #[serde(flatten)]
    pub share: Share,
}

/// The best adverts of one kind of post.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Models {
    /// The kind of post.
    pub post: String,
    /// How many adverts there are of it.
    pub of: usize,
    /// The best, best first.
    pub adverts: Vec<Model>,
}

/// An advert to copy from.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Model {
    /// Its path or id.
    pub name: String,
    /// Its title.
    pub title: String,
    /// How many groups it invites.
    pub invites: usize,
    /// How many facts it tells.
    pub states: usize,
    /// Warnings left in it.
    pub warnings: u16,
    /// Terms that it does not explain.
    pub jargon: u16,
}

/// How many models there are of one kind of post.
const BEST: usize = 3;

/// How wide the stretches of readability are.
const STRETCH: f64 = 5.0;

impl Development {
    /// Makes the report; goals are judged on the day `as_of`, else on the last day in the data.
    pub fn of(gathered: &Gathered, targets: &[(Target, Measure)], as_of: Option<Date>) -> Self {
        let (rows, catalogue) = (&gathered.rows, &gathered.catalogue);
        let today = as_of.unwrap_or_else(|| Timestamp::now().to_zoned(TimeZone::UTC).date());
        let last = gathered.last_day(today);
        let dated: Vec<(usize, Date)> = rows
            .iter()
            .enumerate()
            .filter_map(|(number, row)| Some((number, row.date.filter(|date| Some(*date) <= last)?)))
            .collect();
        let dates: Vec<Date> = dated.iter().map(|(_, date)| *date).collect();
        let times = periods(&dated, Grain::fitting(&dates));
        let latest = times.last().map_or_else(|| (0..rows.len()).collect(), |period| period.members.clone());
        let questions = questions(catalogue, rows);
        let mut languages = BTreeMap::new();
        rows.iter().for_each(|row| *languages.entry(row.language.to_owned()).or_default() += 1);
        let group = |name, pooled, members: &[usize]| group(name, pooled, members, rows, &questions, catalogue);
        Self {
            version: VERSION,
            grounds: gathered.grounds.iter().cloned().collect(),
            read: gathered.read,
            adverts: rows.len(),
            skipped: gathered.skipped.clone(),
            undated: rows.iter().filter(|row| row.date.is_none()).count(),
            future: rows.iter().filter(|row| row.date > last).map(|row| row.name.to_string()).collect(),
            first: dates.iter().min().copied(),
            last,
            languages,
            shares: questions.iter().map(|(about, question)| asked(*about, *question, rows, catalogue)).collect(),
            amounts: Amount::ALL.iter().map(|amount| counted(*amount, rows)).collect(),
            periods: times
                .iter()
                .map(|period| group(Some(period.label.clone()), Vec::new(), &period.members))
                .collect(),
            units: units(rows).into_iter().map(|unit| group(unit.name, unit.pooled, &unit.members)).collect(),
            trends: trends(rows, &times, &questions, catalogue),
            goals: targets
                .iter()
                .map(|(target, measure)| Goal::judge(target, *measure, rows, &latest, as_of.or(last), catalogue))
                .collect(),
            principles: principles(rows, catalogue),
            models: models(rows, catalogue),
            since: None,
        }
    }

    /// The versions of the rules, each once.
    pub fn rules(&self) -> Vec<String> {
        self.each_once(|ground| ground.rules.clone())
    }

    /// Who advertises, each once.
    pub fn profiles(&self) -> Vec<String> {
        self.each_once(|ground| {
            [&ground.jurisdiction, &ground.employer].into_iter().flatten().cloned().collect::<Vec<_>>().join(", ")
        })
    }

    fn each_once(&self, told: impl Fn(&Ground) -> String) -> Vec<String> {
        self.grounds.iter().map(told).collect::<BTreeSet<_>>().into_iter().collect()
    }
}

/// What is asked of every advert; statements that no advert makes are left out, but those that this is about.
fn questions(catalogue: &Catalogue, rows: &[Row]) -> Vec<(About, Question)> {
    const ALWAYS: [&str; 9] = [
        "women",
        "disability",
        "migration",
        "all_genders",
        "pay",
        "part_time",
        "accommodation",
        "recognition",
        "contact",
    ];
    let is_told = |kind: &u16| {
        let name = catalogue.kind(*kind);
        name != COMPETENCE && (ALWAYS.contains(&name) || rows.iter().any(|row| row.states(*kind)))
    };
    let stated = |about: About, invites| {
        let kinds = catalogue.statements(invites).into_iter().filter(is_told);
        kinds.map(move |kind| (about, Question::States(kind))).collect::<Vec<_>>()
    };
    let wording = [Question::Title, Question::NoError, Question::NoWarning].map(|question| (About::Wording, question));
    let competence = catalogue.statement(COMPETENCE).into_iter();
    let competence = competence.flat_map(|kind| [Question::LeadingAsks(kind), Question::OtherAsks(kind)]);
    let mut out = stated(About::Invites, true);
    out.extend(stated(About::States, false));
    out.extend(wording);
    out.extend(competence.map(|question| (About::Competence, question)));
    out
}

fn asked(about: About, question: Question, rows: &[Row], catalogue: &Catalogue) -> Asked {
    Asked { name: question.name(catalogue), about, share: question.share(rows, catalogue) }
}

fn counted(amount: Amount, rows: &[Row]) -> Counted {
    let values: Vec<f64> = rows.iter().filter_map(|row| amount.of(row)).collect();
    let stretch = if amount == Amount::Jargon { 1.0 } else { STRETCH };
    let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
    values.iter().for_each(|value| *counts.entry((value / stretch).floor() as i64).or_default() += 1);
    let ends = counts.keys().next().zip(counts.keys().last());
    let all = ends.into_iter().flat_map(|(first, last)| *first..=*last);
    let bins = all.map(|bin| (bin as f64 * stretch, counts.get(&bin).copied().unwrap_or(0))).collect();
    Counted { name: amount.name().to_owned(), spread: Spread::of(values), bins }
}

fn group(
    name: Option<String>,
    pooled: Vec<String>,
    members: &[usize],
    rows: &[Row],
    questions: &[(About, Question)],
    catalogue: &Catalogue,
) -> Group {
    let of = || members.iter().map(|number| &rows[*number]);
    let mean = |amount: &Amount| Spread::of(of().filter_map(|row| amount.of(row))).map(|spread| spread.mean);
    Group {
        name,
        pooled,
        adverts: members.len(),
        shares: questions.iter().map(|(_, question)| question.share(of(), catalogue)).collect(),
        means: Amount::ALL.iter().map(mean).collect(),
    }
}

/// From the first period to the last; nothing where there is but one.
fn trends(rows: &[Row], times: &[Period], questions: &[(About, Question)], catalogue: &Catalogue) -> Vec<Changed> {
    let [first, .., last] = times else { return Vec::new() };
    let of = |period: &Period| period.members.iter().map(|number| &rows[*number]).collect::<Vec<_>>();
    let (before, after) = (of(first), of(last));
    let shares = questions.iter().filter_map(|(_, question)| {
        let share = |rows: &[&Row]| question.share(rows.iter().copied(), catalogue);
        share_changed(question.name(catalogue), share(&before), share(&after))
    });
    let means = Amount::ALL.iter().filter_map(|amount| {
        let spread = |rows: &[&Row]| Spread::of(rows.iter().filter_map(|row| amount.of(row)));
        mean_changed(amount.name().to_owned(), &spread(&before)?, &spread(&after)?)
    });
    shares.chain(means).collect()
}

/// The change of a share; none where one of the two has no adverts.
pub(super) fn share_changed(name: String, before: Share, after: Share) -> Option<Changed> {
    let change = after.since(before)?;
    Some(Changed { name, is_mean: false, before: before.value()?, after: after.value()?, change })
}

/// The change of a mean; none where there are too few adverts for an interval.
pub(super) fn mean_changed(name: String, before: &Spread, after: &Spread) -> Option<Changed> {
    let change = after.since(before)?;
    Some(Changed { name, is_mean: true, before: before.mean, after: after.mean, change })
}

fn principles(rows: &[Row], catalogue: &Catalogue) -> Vec<Principle> {
    let own = catalogue.principles().into_iter();
    own.map(|(set, rule)| Principle {
        set: set.to_owned(),
        rule: catalogue.id(rule).to_owned(),
        message: catalogue.message(rule).to_owned(),
        share: Question::Follows(rule).share(rows, catalogue),
    })
    .collect()
}

/// The best adverts of every kind of post: nothing that is an error, and then what invites most and tells most.
fn models(rows: &[Row], catalogue: &Catalogue) -> Vec<Models> {
    let (invites, facts) = (catalogue.statements(true), catalogue.statements(false));
    let mut by_post: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    rows.iter().for_each(|row| by_post.entry(row.post).or_default().push(row));
    let mut out: Vec<Models> = Vec::new();
    for (post, mut rows) in by_post {
        let of = rows.len();
        rows.retain(|row| row.errors == 0 && row.speaks_to_all);
        rows.sort_by_key(|row| {
            let said = std::cmp::Reverse((row.count(&invites), row.count(&facts)));
            (row.warnings, row.jargon, said, row.name.clone())
        });
        let model = |row: &&Row| Model {
            name: row.name.to_string(),
            title: row.title.to_string(),
            invites: row.count(&invites),
            states: row.count(&facts),
            warnings: row.warnings,
            jargon: row.jargon,
        };
        out.push(Models { post: post.to_owned(), of, adverts: rows.iter().take(BEST).map(model).collect() });
    }
    out.retain(|models| !models.adverts.is_empty());
    out.sort_by_key(|models| (std::cmp::Reverse(models.of), models.post.clone()));
    out
}
