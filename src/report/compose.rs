//! Puts a report into words, tables and charts, in German or English.

mod time;

use super::development::{About, Asked, Counted, Development, Group, Model, Models, Principle};
use super::gather::{Reason, Skipped};
use super::goal::{Goal, State};
use super::label;
use super::paper::{Bar, Chart, ChartKind, Paper, Part, Table};
use super::period::FEWEST;
use super::share::Share;
use crate::output::Frame;

/// How many names of a list are told before "and more".
const NAMED: usize = 5;

/// The paper of a report.
pub fn paper(report: &Development, frame: Frame) -> Paper {
    let mut writer = Writer { report, frame, parts: Vec::new() };
    writer.basis();
    writer.goals();
    writer.shares();
    writer.readability();
    writer.time();
    writer.since();
    writer.units();
    writer.principles();
    writer.models();
    writer.skipped();
    Paper {
        language: frame.say("de", "en"),
        title: frame.say("Entwicklungsreport Stellenanzeigen", "Development report on job adverts").to_owned(),
        parts: writer.parts,
    }
}

/// The end of a path: folder and file tell which advert is meant.
fn short(name: &str) -> &str {
    name.rmatch_indices('/').nth(1).map_or(name, |(at, _)| &name[at + 1..])
}

struct Writer<'r> {
    report: &'r Development,
    frame: Frame,
    parts: Vec<Part>,
}

impl Writer<'_> {
    fn say(&self, german: &str, english: &str) -> String {
        self.frame.say(german, english).to_owned()
    }

    fn heading(&mut self, german: &str, english: &str) {
        let text = self.say(german, english);
        self.parts.push(Part::Heading(text));
    }

    fn text(&mut self, text: String) {
        self.parts.push(Part::Text(text));
    }

    fn table(&mut self, caption: String, head: &[(&str, &str)], rows: Vec<Vec<String>>) {
        if !rows.is_empty() {
            let head = head.iter().map(|(german, english)| self.say(german, english)).collect();
            self.parts.push(Part::Table(Table { caption, head, rows }));
        }
    }

    /// What the report rests on, so that every figure can be traced.
    fn basis(&mut self) {
        let report = self.report;
        let day = |date| label::day(date, self.frame);
        let span = match (report.first, report.last) {
            (Some(first), Some(last)) => format!("{} – {}", day(first), day(last)),
            _ => self.say("ohne Datum", "undated"),
        };
        let languages: Vec<String> = report.languages.iter().map(|(name, count)| format!("{count} {name}")).collect();
        let profiles = report.profiles().join("; ");
        let none = self.say("keines", "none");
        let rows = vec![
            vec![self.say("Anzeigen gezählt", "adverts counted"), report.adverts.to_string()],
            vec![self.say("Anzeigen gelesen", "adverts read"), report.read.to_string()],
            vec![self.say("davon nicht gezählt", "not counted"), report.skipped.len().to_string()],
            vec![self.say("Zeitraum", "period"), span],
            vec![self.say("Sprachen", "languages"), languages.join(", ")],
            vec![self.say("Regelwerk", "rules"), report.rules().join(", ")],
            vec![self.say("Profil", "profile"), if profiles.is_empty() { none } else { profiles }],
        ];
        self.heading("Grundlage", "What this rests on");
        self.table(
            self.say("Grundlage des Berichts", "basis of the report"),
            &[("Angabe", "item"), ("Wert", "value")],
            rows,
        );
        if report.undated > 0 {
            self.text(match (self.frame, report.undated) {
                (Frame::German, 1) => {
                    "1 Anzeige trägt kein Datum; sie zählt bei den Anteilen mit, nicht bei den Entwicklungen."
                        .to_owned()
                }
                (Frame::German, count) => format!(
                    "{count} Anzeigen tragen kein Datum; sie zählen bei den Anteilen mit, nicht bei den Entwicklungen."
                ),
                (Frame::English, 1) => "1 advert carries no date; it counts in shares, not in trends.".to_owned(),
                (Frame::English, count) => {
                    format!("{count} adverts carry no date; they count in shares, not in trends.")
                }
            });
        }
        if !report.future.is_empty() {
            let names = self.names(&report.future);
            self.text(match self.frame {
                Frame::German => format!("In der Zukunft datiert und darum ohne Datum gezählt: {names}."),
                Frame::English => format!("Dated in the future and therefore counted without a date: {names}."),
            });
        }
        self.text(self.say(
            "Anteile stehen mit ihrem 95-%-Intervall nach Wilson, Veränderungen mit dem nach Newcombe, Mittelwerte mit dem nach Welch. Enthält das Intervall die Null, heißt es „keine klare Veränderung“.",
            "Shares stand with their 95 % interval by Wilson, changes with Newcombe's, means with Welch's. Where the interval holds zero, it says “no clear change”.",
        ));
    }

    fn names(&self, names: &[String]) -> String {
        let told = names.iter().take(NAMED).map(|name| short(name)).collect::<Vec<_>>().join(", ");
        match (names.len().saturating_sub(NAMED), self.frame) {
            (0, _) => told,
            (more, Frame::German) => format!("{told} und {more} weitere"),
            (more, Frame::English) => format!("{told} and {more} more"),
        }
    }

    fn goals(&mut self) {
        let goals = &self.report.goals;
        if goals.is_empty() {
            return;
        }
        self.heading("Ziele", "Goals");
        let rows = goals.iter().map(|goal| self.goal(goal)).collect();
        let head = [
            ("Ziel", "goal"),
            ("Einheit", "unit"),
            ("gewollt", "wanted"),
            ("bis", "by"),
            ("jetzt", "now"),
            ("Stand", "state"),
        ];
        self.table(self.say("Ziele und ihr Stand", "goals and how they stand"), &head, rows);
        let held: Vec<String> =
            goals.iter().filter(|goal| !goal.held_back_by.is_empty()).map(|goal| self.held(goal)).collect();
        if !held.is_empty() {
            self.text(self.say(
                "Was die offenen Ziele aufhält, und was am meisten hilft:",
                "What holds open goals back, and what helps most:",
            ));
            self.parts.push(Part::List(held));
        }
    }

    fn value(&self, goal: &Goal, value: f64) -> String {
        if goal.is_mean {
            return label::number(value, 2, self.frame);
        }
        let rounded = label::percent(value);
        // 94.7 % is not the 95 % that were wanted
        let is_short = value < goal.wanted && rounded == label::percent(goal.wanted);
        if is_short { format!("{}\u{a0}%", label::number(value * 100.0, 1, self.frame)) } else { rounded }
    }

    fn goal(&self, goal: &Goal) -> Vec<String> {
        let wanted = self.value(goal, goal.wanted);
        let bound = if goal.at_most { self.say("höchstens ", "at most ") } else { String::new() };
        let now = goal
            .now
            .map_or_else(|| "–".to_owned(), |now| format!("{} (n\u{a0}=\u{a0}{})", self.value(goal, now), goal.of));
        let state = match goal.state {
            State::Reached => self.say("erreicht", "reached"),
            State::OnTheWay => self.say("auf dem Weg", "on the way"),
            State::Open => self.say("offen, kein Trend dorthin", "open, no trend that gets there"),
            State::Missed => self.say("verfehlt", "missed"),
            State::NoData => self.say("keine Anzeigen", "no adverts"),
        };
        let expected = goal.expected.filter(|_| matches!(goal.state, State::OnTheWay | State::Open));
        let state = match expected {
            Some(value) => format!("{state} ({} {})", self.say("Trend:", "trend:"), self.value(goal, value)),
            None => state,
        };
        vec![
            label::measure(&goal.measure, self.frame),
            goal.unit.clone().unwrap_or_else(|| self.say("alle", "all")),
            format!("{bound}{wanted}"),
            goal.by.map_or_else(|| "–".to_owned(), |by| label::day(by, self.frame)),
            now,
            state,
        ]
    }

    fn held(&self, goal: &Goal) -> String {
        let unit = goal.unit.as_ref().map(|unit| format!(" ({unit})")).unwrap_or_default();
        let (helps, of) = (goal.remedy_helps, goal.held_back_by.len());
        let remedy = goal.remedy.as_ref().map(|text| match self.frame {
            Frame::German => format!(" Am meisten hilft (bei {helps} von {of}), zum Beispiel: „{text}“"),
            Frame::English => format!(" What helps most ({helps} of {of}), for example: “{text}”"),
        });
        let measure = label::measure(&goal.measure, self.frame);
        let names = self.names(&goal.held_back_by);
        format!("{measure}{unit}: {names}.{}", remedy.unwrap_or_default())
    }

    fn shares(&mut self) {
        self.heading("Anteile", "Shares");
        for (about, german, english) in [
            (About::Invites, "Wen die Anzeigen einladen", "Whom the adverts invite"),
            (About::States, "Was die Anzeigen nennen", "What the adverts state"),
            (About::Wording, "Wie sie geschrieben sind", "How they are written"),
            (About::Competence, "Wonach sie fragen", "What they ask for"),
        ] {
            let title = self.say(german, english);
            let all: Vec<&Asked> =
                self.report.shares.iter().filter(|asked| asked.about == about && asked.share.of > 0).collect();
            let bar = |asked: &&Asked| {
                Some(Bar {
                    name: label::measure(&asked.name, self.frame),
                    value: asked.share.value()?,
                    interval: asked.share.interval()?,
                })
            };
            let bars: Vec<Bar> = all.iter().filter_map(bar).collect();
            let row = |asked: &&Asked| {
                vec![
                    label::measure(&asked.name, self.frame),
                    label::share(asked.share, self.frame),
                    label::interval(asked.share),
                ]
            };
            let rows: Vec<Vec<String>> = all.iter().map(row).collect();
            if !bars.is_empty() {
                self.parts.push(Part::Chart(Chart { title: title.clone(), kind: ChartKind::Bars(bars) }));
            }
            self.table(
                title,
                &[("Aussage", "measure"), ("Anteil", "share"), ("95-%-Intervall", "95 % interval")],
                rows,
            );
        }
    }

    fn readability(&mut self) {
        let amounts = &self.report.amounts;
        self.heading("Verständlichkeit", "How easy they are to read");
        let told = |value: f64| label::number(value, 1, self.frame);
        let row = |counted: &Counted| {
            let spread = counted.spread?;
            let numbers = [spread.mean, spread.least, spread.lower, spread.median, spread.upper, spread.most];
            let mut row = vec![label::measure(&counted.name, self.frame), spread.of.to_string()];
            row.extend(numbers.map(told));
            Some(row)
        };
        let rows: Vec<Vec<String>> = amounts.iter().filter_map(row).collect();
        for counted in amounts.iter().filter(|counted| counted.bins.len() > 1) {
            let width = counted.bins[1].0 - counted.bins[0].0;
            let told = |value: f64| label::number(value, 0, self.frame);
            // a stretch of terms is one number
            let name =
                |from: f64| if width == 1.0 { told(from) } else { format!("{}–{}", told(from), told(from + width)) };
            let bins = counted.bins.iter().map(|(from, count)| (name(*from), *count)).collect();
            let title = label::measure(&counted.name, self.frame);
            self.parts.push(Part::Chart(Chart { title, kind: ChartKind::Columns(bins) }));
        }
        let head = [
            ("Maß", "measure"),
            ("Anzeigen", "adverts"),
            ("Mittel", "mean"),
            ("kleinster", "least"),
            ("unteres Viertel", "lower quartile"),
            ("Median", "median"),
            ("oberes Viertel", "upper quartile"),
            ("größter", "most"),
        ];
        self.table(self.say("Verteilung", "distribution"), &head, rows);
        if !amounts.iter().any(|counted| counted.name == "lix" && counted.spread.is_some()) {
            self.text(self.say(
                "Keine Anzeige hat genug Fließtext (fünf Sätze, hundert Wörter), um die Lesbarkeit zu messen.",
                "No advert has enough running text (five sentences, a hundred words) to measure readability.",
            ));
        }
    }

    /// A row for every measure with a cell for every group, the number of adverts first.
    fn measures(&self, groups: &[Group], told: impl Fn(Share) -> String) -> Vec<Vec<String>> {
        let row = |name, cells: Vec<String>| std::iter::once(name).chain(cells).collect::<Vec<_>>();
        let count = groups.iter().map(|group| group.adverts.to_string()).collect();
        let mut rows = vec![row(self.say("Anzeigen", "adverts"), count)];
        for (number, asked) in self.report.shares.iter().enumerate().filter(|(_, asked)| asked.share.of > 0) {
            let cells = groups.iter().map(|group| told(group.shares[number])).collect();
            rows.push(row(label::measure(&asked.name, self.frame), cells));
        }
        rows
    }

    fn units(&mut self) {
        let report = self.report;
        if report.units.is_empty() {
            return;
        }
        self.heading("Nach Einheit", "By unit");
        let pooled: Vec<&Group> = report.units.iter().filter(|unit| unit.name.is_none()).collect();
        let named = |unit: &Group| unit.name.clone().unwrap_or_else(|| self.say("kleine Einheiten", "small units"));
        let mut head = vec![self.say("Maß", "measure")];
        head.extend(report.units.iter().map(named));
        let rows = self.measures(&report.units, |share| label::share(share, self.frame));
        let caption = self.say("Maße nach Einheit", "measures by unit");
        self.parts.push(Part::Table(Table { caption, head, rows }));
        for unit in pooled {
            let names = unit.pooled.join(", ");
            self.text(match self.frame {
                Frame::German => {
                    format!("Kleine Einheiten mit weniger als {FEWEST} Anzeigen sind zusammengefasst: {names}.")
                }
                Frame::English => format!("Small units with fewer than {FEWEST} adverts are pooled: {names}."),
            });
        }
    }

    fn principles(&mut self) {
        let report = self.report;
        let mut sets: Vec<&str> = report.principles.iter().map(|principle| principle.set.as_str()).collect();
        sets.dedup();
        for set in sets {
            self.parts.push(Part::Heading(set.to_owned()));
            let row = |principle: &Principle| {
                let name = principle.rule.rsplit('/').next().unwrap_or(&principle.rule).to_owned();
                vec![
                    name,
                    principle.message.clone(),
                    label::share(principle.share, self.frame),
                    label::interval(principle.share),
                ]
            };
            let rows = report.principles.iter().filter(|principle| principle.set == set).map(row).collect();
            let head = [
                ("Regel", "rule"),
                ("Was sie sagt", "what it says"),
                ("befolgt", "followed"),
                ("95-%-Intervall", "95 % interval"),
            ];
            let caption = self.say("Anteil der Anzeigen, die sie befolgen", "share of adverts that follow it");
            self.table(caption, &head, rows);
        }
    }

    fn models(&mut self) {
        let report = self.report;
        if report.models.is_empty() {
            return;
        }
        self.heading("Vorbilder", "Models to copy from");
        let row = |models: &Models, model: &Model| {
            vec![
                label::post(&models.post, self.frame),
                model.title.clone(),
                short(&model.name).to_owned(),
                model.invites.to_string(),
                model.states.to_string(),
                model.warnings.to_string(),
                model.jargon.to_string(),
            ]
        };
        let rows =
            report.models.iter().flat_map(|models| models.adverts.iter().map(|model| row(models, model))).collect();
        let head = [
            ("Art der Stelle", "kind of post"),
            ("Titel", "title"),
            ("Anzeige", "advert"),
            ("lädt ein", "invites"),
            ("nennt", "states"),
            ("Warnungen", "warnings"),
            ("unerklärt", "unexplained"),
        ];
        self.table(self.say("die besten Anzeigen je Art der Stelle", "the best adverts by kind of post"), &head, rows);
    }

    fn skipped(&mut self) {
        let skipped = &self.report.skipped;
        if skipped.is_empty() {
            return;
        }
        self.heading("Nicht gezählt", "Not counted");
        let told = |skipped: &Skipped| {
            let reason = match skipped.reason {
                Reason::Reposted => self.say("derselbe Text wie", "the same text as"),
                Reason::Unreadable => self.say("nicht lesbar:", "cannot be read:"),
                Reason::Empty => self.say("ohne Text", "without text"),
            };
            format!("{}: {reason} {}", skipped.name, skipped.detail).trim_end().to_owned()
        };
        let mut list: Vec<String> = skipped.iter().take(50).map(told).collect();
        if skipped.len() > list.len() {
            let more = skipped.len() - list.len();
            list.push(self.frame.say(&format!("und {more} weitere"), &format!("and {more} more")).to_owned());
        }
        self.parts.push(Part::List(list));
    }
}
