//! `lint rules test --over DIR`: how often each rule speaks in real adverts, the loudest rules first.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use super::check::told;
use super::rules::{is_wanted, rules_of};
use super::terminal::Terminal;
use super::{CLEAN, FAILED};
use crate::input::{Excluded, collect};
use crate::output::{Checked, Frame, Reporter, Summary};
use crate::run::{self, Checkers, Failure, Options};

/// A rule that speaks in a larger share of adverts than this says little about any of them.
const LOUD: f64 = 0.05;

/// Prints the hits of the wanted rules in the adverts of `folder`; switched-off rules count, duties of a profile do not.
pub(super) fn tell(
    paths: &[PathBuf],
    only: &[String],
    folder: &Path,
    terminal: &Terminal,
    out: &mut dyn io::Write,
) -> Result<u8, Failure> {
    let (rules, _) = rules_of(paths)?;
    let wanted: Vec<_> = rules.rules().filter(|rule| rule.applies.is_none() && is_wanted(&rule.id, only)).collect();
    let mut noise = Noise {
        rules: wanted.iter().map(|rule| (rule.id.to_string(), Count::of(&rule.language.name))).collect(),
        adverts: BTreeMap::new(),
        frame: terminal.frame,
    };
    let mut checkers = Checkers::new(Options {
        rules: paths.to_vec(),
        // a rule asked for by its own name speaks even when it is switched off
        only: noise.rules.keys().cloned().collect(),
        no_config: true,
        progress: io::stderr().is_terminal(),
        ..Options::default()
    });
    let (inputs, mut errors) = collect(&[folder.to_owned()], "stdin.md", &Excluded::default());
    let ended = run::check(&inputs, &mut checkers, &mut |_| (), &mut noise, out, &mut |_| Ok(()))?;
    noise.end(out, &ended.summary).map_err(Failure::Output)?;
    errors.extend(ended.errors);
    for error in &errors {
        eprintln!("lint: {}", told(error, terminal.frame));
    }
    Ok(if errors.is_empty() { CLEAN } else { FAILED })
}

/// Counts what rules find.
struct Noise {
    rules: BTreeMap<String, Count>,
    /// Adverts by language.
    adverts: BTreeMap<String, usize>,
    frame: Frame,
}

/// How often one rule spoke.
struct Count {
    language: String,
    hits: usize,
    /// Adverts in which it spoke at least once.
    adverts: usize,
}

impl Count {
    fn of(language: &str) -> Self {
        Self { language: language.to_owned(), hits: 0, adverts: 0 }
    }
}

impl Reporter for Noise {
    fn document(&mut self, _: &mut dyn io::Write, checked: &Checked) -> io::Result<()> {
        *self.adverts.entry(checked.document.language.name.clone()).or_default() += 1;
        let mut spoke: Vec<&str> = checked.verdict.findings.iter().map(|finding| &*finding.rule).collect();
        for id in &spoke {
            if let Some(count) = self.rules.get_mut(*id) {
                count.hits += 1;
            }
        }
        spoke.sort_unstable();
        spoke.dedup();
        for id in spoke {
            if let Some(count) = self.rules.get_mut(id) {
                count.adverts += 1;
            }
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn io::Write, _: &Summary) -> io::Result<()> {
        let read = |count: &Count| self.adverts.get(&count.language).copied().unwrap_or(0);
        // a rule is measured in the adverts of its language
        let mut rows: Vec<(f64, f64, &str)> = self
            .rules
            .iter()
            .filter(|(_, count)| read(count) > 0)
            .map(|(id, count)| {
                let adverts = read(count) as f64;
                (count.adverts as f64 / adverts, count.hits as f64 * 1000.0 / adverts, id.as_str())
            })
            .collect();
        rows.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(b.2)));
        let (loud, quiet): (Vec<_>, Vec<_>) = rows.into_iter().partition(|(share, ..)| *share > LOUD);
        let read: Vec<String> = self.adverts.iter().map(|(language, number)| format!("{number} {language}")).collect();
        let adverts = self.frame.say("Anzeigen", "adverts");
        writeln!(out, "\n{adverts}: {}", read.join(", "))?;
        let (many, rest) = (
            self.frame.say("in mehr als 5 % der Anzeigen", "in more than 5 % of adverts"),
            self.frame.say("in höchstens 5 %", "in at most 5 %"),
        );
        for (title, rows) in [(many, loud), (rest, quiet)] {
            writeln!(out, "\n{title}\n{:>14} {:>9}", self.frame.say("je 1000", "per 1,000"), adverts)?;
            for (share, hits, id) in rows {
                writeln!(out, "{hits:>14.1} {:>7.1} %  {id}", share * 100.0)?;
            }
        }
        Ok(())
    }
}
