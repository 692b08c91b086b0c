//! What changed: from period to period, and since an earlier report.

use super::Writer;
use crate::output::Frame;
use crate::report::development::{About, Asked, Changed, Group};
use crate::report::label;
use crate::report::paper::{Chart, ChartKind, Line, Part, Table};
use crate::report::period::FEWEST;
use crate::report::share::Direction;

/// How many lines a chart over time shows.
const LINES: usize = 4;

impl Writer<'_> {
    pub(super) fn time(&mut self) {
        let report = self.report;
        if report.periods.is_empty() {
            return;
        }
        self.heading("Entwicklung", "Development");
        if report.periods.iter().any(|period| period.name.as_ref().is_some_and(|name| name.contains('–'))) {
            self.text(match self.frame {
                Frame::German => format!("Zeiträume mit weniger als {FEWEST} Anzeigen sind zusammengefasst."),
                Frame::English => format!("Periods with fewer than {FEWEST} adverts are pooled."),
            });
        }
        let name = |group: &Group| group.name.clone().unwrap_or_default();
        let names: Vec<String> = report.periods.iter().map(name).collect();
        let mut order: Vec<(usize, &Asked)> =
            report.shares.iter().enumerate().filter(|(_, asked)| asked.share.of > 0).collect();
        let moved = |name: &str| {
            let of = report.trends.iter().find(|trend| trend.name == name && !trend.is_mean);
            of.map_or(0.0, |trend| trend.change.difference.abs())
        };
        order.sort_by(|(a, x), (b, y)| moved(&y.name).total_cmp(&moved(&x.name)).then(a.cmp(b)));
        let most = order.iter().filter(|(_, asked)| asked.about != About::Competence).take(LINES);
        if report.periods.len() > 1 {
            let line = |(number, asked): &(usize, &Asked)| Line {
                name: label::measure(&asked.name, self.frame),
                points: report
                    .periods
                    .iter()
                    .map(|period| {
                        let share = period.shares[*number];
                        Some((share.value()?, share.interval()?))
                    })
                    .collect(),
            };
            let lines = most.map(line).collect();
            let title = self.say("Was sich am meisten bewegt hat", "What moved most");
            self.parts.push(Part::Chart(Chart { title, kind: ChartKind::Lines(names.clone(), lines) }));
        }
        let mut rows =
            self.measures(&report.periods, |share| share.value().map_or_else(|| "–".to_owned(), label::percent));
        for (number, counted) in report.amounts.iter().enumerate().filter(|(_, counted)| counted.spread.is_some()) {
            let cells = report.periods.iter().map(|period| {
                period.means[number].map_or_else(|| "–".to_owned(), |mean| label::number(mean, 1, self.frame))
            });
            rows.push(std::iter::once(label::measure(&counted.name, self.frame)).chain(cells).collect());
        }
        let mut head = vec![self.say("Maß", "measure")];
        head.extend(names.iter().cloned());
        let caption = self.say("Maße nach Zeitraum", "measures by period");
        self.parts.push(Part::Table(Table { caption, head, rows }));
        if let ([first, .., last], false) = (&names[..], report.trends.is_empty()) {
            let caption = format!("{} {first} → {last}", self.say("Veränderung", "change"));
            self.changes(caption, &report.trends);
        }
    }

    fn changes(&mut self, caption: String, changes: &[Changed]) {
        let row = |changed: &Changed| {
            let value = |value: f64| {
                if changed.is_mean { label::number(value, 1, self.frame) } else { label::percent(value) }
            };
            let by = if changed.is_mean {
                label::difference(&changed.change, self.frame)
            } else {
                format!("{} {}", label::points(&changed.change, self.frame), self.say("Punkte", "points"))
            };
            let verdict = match changed.change.direction() {
                Direction::Up => self.say("gestiegen", "up"),
                Direction::Down => self.say("gesunken", "down"),
                Direction::Unclear => self.say("keine klare Veränderung", "no clear change"),
            };
            vec![label::measure(&changed.name, self.frame), value(changed.before), value(changed.after), by, verdict]
        };
        let rows = changes.iter().map(row).collect();
        let head = [
            ("Maß", "measure"),
            ("vorher", "before"),
            ("nachher", "after"),
            ("Veränderung (95-%-Intervall)", "change (95 % interval)"),
            ("Befund", "finding"),
        ];
        self.table(caption, &head, rows);
    }

    pub(super) fn since(&mut self) {
        let Some(since) = &self.report.since else { return };
        self.heading("Seit dem früheren Bericht", "Since the earlier report");
        let last = since.last.map_or_else(|| "–".to_owned(), |date| label::day(date, self.frame));
        self.text(match (self.frame, since.is_later) {
            (Frame::German, true) => format!("Verglichen werden {} Anzeigen nach dem {last} mit den {} davor.", since.after, since.before),
            (Frame::English, true) => format!("{} adverts after {last} are compared with the {} before.", since.after, since.before),
            (Frame::German, false) => format!("Keine Anzeige ist jünger als der frühere Bericht ({last}); verglichen werden alle {} mit den {} von damals, und dieselben können in beiden stehen.", since.after, since.before),
            (Frame::English, false) => format!("No advert is later than the earlier report ({last}); all {} are compared with the {} of then, and both may hold the same.", since.after, since.before),
        });
        if !since.other_rules.is_empty() {
            let rules = since.other_rules.join(", ");
            self.text(match self.frame {
                Frame::German => format!("Achtung: Der frühere Bericht entstand mit einem anderen Regelwerk ({rules}). Unterschiede können von den Regeln kommen."),
                Frame::English => format!("Note: the earlier report was made with other rules ({rules}). Differences may come from the rules."),
            });
        }
        if since.other_profile {
            self.text(self.say(
                "Achtung: Der frühere Bericht entstand für ein anderes Profil. Unterschiede können daher kommen.",
                "Note: the earlier report was made for another profile. Differences may come from that.",
            ));
        }
        let caption = self.say("Veränderung seit dem früheren Bericht", "change since the earlier report");
        self.changes(caption, &since.changes);
    }
}
