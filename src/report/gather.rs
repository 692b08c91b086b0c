//! Reads a body of adverts and keeps of each the few facts that the report needs.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::catalogue::Catalogue;
use super::row::{Origin, Row};
use super::when;
use crate::changed;
use crate::check::Checker;
use crate::input::Input;
use crate::output::{Checked, Reporter, Summary};
use crate::run::{self, Checkers, Ended, Failure, Prepared};
use crate::stream::{self, Broken, Lines};

/// An advert that is not counted, and why.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Skipped {
    /// Its path or id.
    pub name: String,
    /// Why.
    pub reason: Reason,
    /// The advert that is counted in its place, or what was wrong.
    pub detail: String,
}

/// Why an advert is not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The same words stand in another advert.
    Reposted,
    /// It cannot be read.
    Unreadable,
    /// It holds no words.
    Empty,
}

/// What was read.
#[derive(Debug, Default)]
pub struct Gathered {
    /// The adverts that count, in the order of their names.
    pub rows: Vec<Row>,
    /// What they can state or break.
    pub catalogue: Catalogue,
    /// What does not count.
    pub skipped: Vec<Skipped>,
    /// How many were read, with those that do not count.
    pub read: usize,
    /// By which rules and for whom they were checked.
    pub grounds: BTreeSet<Ground>,
}

/// The rules and the profile by which adverts were checked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Ground {
    /// The version of the rules.
    pub rules: String,
    /// Where the employer is.
    pub jurisdiction: Option<String>,
    /// What kind of employer it is.
    pub employer: Option<String>,
}

impl Ground {
    fn of(checker: &Checker) -> Self {
        let profile = &checker.settings().profile;
        Self {
            rules: checker.rules().version(),
            jurisdiction: profile.jurisdiction.clone(),
            employer: profile.employer.map(|employer| employer.word().to_owned()),
        }
    }
}

/// Names of the fields that tell unit and date in JSON lines.
#[derive(Clone, Debug)]
pub struct Fields {
    /// Department or unit.
    pub unit: String,
    /// Day of publication.
    pub date: String,
}

impl Gathered {
    /// Reads files; `roots` are the folders whose subfolders are units.
    ///
    /// # Errors
    /// [`Failure`]s of configurations and rules.
    pub fn files(&mut self, inputs: &[Input], roots: &[PathBuf], checkers: &mut Checkers) -> Result<Ended, Failure> {
        let mut folders: Vec<&Path> = inputs.iter().map(Input::folder).collect();
        folders.dedup();
        let mut known: Vec<Arc<Prepared>> = Vec::new();
        for folder in folders {
            let prepared = checkers.of(folder)?;
            // many folders share the one configuration above them
            if !known.iter().any(|known| Arc::ptr_eq(known, &prepared)) {
                self.know(&prepared.checker);
                known.push(prepared);
            }
        }
        let mut keeper = Keeper { gathered: self, roots };
        let ended = run::check(inputs, checkers, &mut |_| (), &mut keeper, &mut io::sink(), &mut |_| Ok(()))?;
        self.date_by_git(inputs);
        Ok(ended)
    }

    /// Reads JSON lines, one advert each; `told` hears of progress.
    ///
    /// # Errors
    /// [`Broken`] when the lines cannot be read; a line that holds no advert is skipped and told.
    pub fn lines(
        &mut self,
        name: &str,
        input: impl io::Read,
        prepared: &Prepared,
        (lines, fields): (&Lines, &Fields),
        told: impl FnMut(stream::Count),
    ) -> Result<(), Broken> {
        self.know(&prepared.checker);
        let catalogue = &self.catalogue;
        let (rows, skipped, read) = (&mut self.rows, &mut self.skipped, &mut self.read);
        let one = |number: u64, advert: Result<stream::Advert<'_>, stream::NoAdvert<'_>>| match advert {
            Ok(advert) => {
                let text = |field: &str| advert.field(field).filter(|text| !text.is_empty());
                let id = text(&lines.id).unwrap_or_else(|| format!("{name}:{number}"));
                let date = text(&fields.date).and_then(|date| when::read(&date));
                let origin = Origin { name: id, unit: text(&fields.unit), date };
                let verdict = prepared.check(&advert.document);
                let row = Row::of(&advert.document, &verdict, origin, catalogue);
                if advert.document.words.is_empty() {
                    Err((row.name.into(), Reason::Empty, String::new()))
                } else {
                    Ok(row)
                }
            }
            Err(none) => Err((format!("{name}:{number}"), Reason::Unreadable, none.error)),
        };
        stream::read(
            input,
            prepared,
            lines,
            one,
            |part| {
                for row in part {
                    *read += 1;
                    match row {
                        Ok(row) => rows.push(row),
                        Err((name, reason, detail)) => skipped.push(Skipped { name, reason, detail }),
                    }
                }
                Ok(())
            },
            told,
        )?;
        Ok(())
    }

    /// Takes up the rules that the next adverts are checked by.
    fn know(&mut self, checker: &Checker) {
        self.catalogue.add(checker);
        self.grounds.insert(Ground::of(checker));
    }

    /// Dates what nothing else dates by the commit that added the file.
    fn date_by_git(&mut self, inputs: &[Input]) {
        let undated: HashSet<&str> = self.rows.iter().filter(|row| row.date.is_none()).map(|row| &*row.name).collect();
        if undated.is_empty() {
            return;
        }
        let paths: HashMap<String, PathBuf> = inputs
            .iter()
            .filter_map(|input| match input {
                Input::File(path) => Some((path.display().to_string(), path)),
                Input::Stdin(_) => None,
            })
            .filter(|(name, _)| undated.contains(name.as_str()))
            .filter_map(|(name, path)| Some((name, path.canonicalize().ok()?)))
            .collect();
        let folders = paths.values().filter_map(|path| path.parent().map(Path::to_owned)).collect();
        // without git, and outside of it, there is nothing to add
        let added = changed::added(&folders).unwrap_or_default();
        for row in self.rows.iter_mut().filter(|row| row.date.is_none()) {
            let day = paths.get(&*row.name).and_then(|path| added.get(path));
            row.date = day.and_then(|day| when::read(day));
        }
    }

    /// Counts adverts of the same words once, at their earliest date.
    pub fn merge(&mut self) {
        let mut first: BTreeMap<u64, usize> = BTreeMap::new();
        for (number, row) in self.rows.iter().enumerate() {
            let known = first.entry(row.digest).or_insert(number);
            if age(row) < age(&self.rows[*known]) {
                *known = number;
            }
        }
        let kept: Vec<usize> = self.rows.iter().map(|row| first[&row.digest]).collect();
        for (number, kept) in kept.iter().enumerate().filter(|(number, kept)| number != *kept) {
            let name = self.rows[number].name.to_string();
            let detail = self.rows[*kept].name.to_string();
            self.skipped.push(Skipped { name, reason: Reason::Reposted, detail });
        }
        let mut number = 0;
        self.rows.retain(|_| {
            number += 1;
            kept[number - 1] == number - 1
        });
    }

    /// The last day in the data that is not behind `today`: what lies behind it is dated by mistake.
    pub fn last_day(&self, today: Date) -> Option<Date> {
        self.rows.iter().filter_map(|row| row.date).filter(|date| *date <= today).max()
    }
}

/// What sorts adverts by their date, those without one last, and then by name.
fn age(row: &Row) -> (bool, Option<Date>, &str) {
    (row.date.is_none(), row.date, &row.name)
}

/// Keeps a row of every advert that was checked.
struct Keeper<'g> {
    gathered: &'g mut Gathered,
    roots: &'g [PathBuf],
}

impl Reporter for Keeper<'_> {
    fn document(&mut self, _: &mut dyn io::Write, checked: &Checked) -> io::Result<()> {
        let name = checked.document.source.name();
        self.gathered.read += 1;
        if checked.document.words.is_empty() {
            let (name, detail) = (name.to_owned(), String::new());
            self.gathered.skipped.push(Skipped { name, reason: Reason::Empty, detail });
            return Ok(());
        }
        let path = Path::new(name);
        let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let unit = self.roots.iter().find_map(|root| {
            let inside = path.strip_prefix(root).ok()?;
            let mut parts = inside.components();
            let first = parts.next()?.as_os_str().to_string_lossy().into_owned();
            parts.next().map(|_| first)
        });
        let origin = Origin { name: name.to_owned(), unit, date: when::in_name(&file) };
        self.gathered.rows.push(Row::of(&checked.document, &checked.verdict, origin, &self.gathered.catalogue));
        Ok(())
    }

    fn end(&mut self, _: &mut dyn io::Write, _: &Summary) -> io::Result<()> {
        Ok(())
    }
}
