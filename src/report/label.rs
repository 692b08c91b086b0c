//! Names of measures, numbers and dates for people, in German and English.

use jiff::civil::Date;

use super::row::OTHER;
use super::share::{Change, Share};
use crate::language;
use crate::output::Frame;

/// Statements and other measures: name, German, English.
const NAMES: [(&str, &str, &str); 33] = [
    ("women", "Frauen werden eingeladen", "women are invited"),
    ("disability", "Menschen mit Behinderung werden eingeladen", "people with disabilities are invited"),
    ("migration", "Menschen mit Migrationsgeschichte werden eingeladen", "people with a migration history are invited"),
    ("all_genders", "Menschen aller Geschlechter werden eingeladen", "people of every gender are invited"),
    ("general", "alle werden ausdrücklich eingeladen", "everybody is explicitly invited"),
    ("age", "Menschen jeden Alters werden eingeladen", "people of every age are invited"),
    ("parents", "Eltern und Pflegende werden eingeladen", "parents and carers are invited"),
    ("lgbtiq", "queere Menschen werden eingeladen", "LGBTIQ+ people are invited"),
    ("religion", "Menschen jeder Religion werden eingeladen", "people of every religion are invited"),
    (
        "social_origin",
        "Menschen jeder sozialen Herkunft werden eingeladen",
        "people of every social background are invited",
    ),
    ("people_of_colour", "People of Color werden eingeladen", "people of colour are invited"),
    ("imperfect_match", "Mut zur Bewerbung ohne alle Punkte", "encourages those who do not tick every box"),
    ("accommodation", "Barrierefreiheit im Verfahren angeboten", "adjustments are offered"),
    ("pay", "Entgelt genannt", "pay is stated"),
    ("overpay", "mehr als das Tarifentgelt genannt", "pay above the scale is stated"),
    ("part_time", "Teilzeit möglich", "part-time is possible"),
    ("flexible_work", "flexible Arbeit möglich", "flexible work is possible"),
    ("recognition", "Anerkennung ausländischer Abschlüsse", "recognition of foreign degrees"),
    ("contact", "Ansprechperson genannt", "a contact is named"),
    ("deadline", "Bewerbungsfrist genannt", "a deadline is named"),
    ("mentoring", "Einarbeitung oder Mentoring", "induction or mentoring"),
    ("equality_plan", "Gleichstellungsplan genannt", "an equality plan is named"),
    ("ai_use", "Einsatz von KI im Verfahren genannt", "use of AI in hiring is stated"),
    ("vacancy", "Zahl der Stellen oder Beginn genannt", "number of posts or start is stated"),
    ("diversity_competence", "fragt nach Diversity-Kompetenz", "asks for diversity competence"),
    ("title", "der Titel spricht alle an", "the title speaks to all"),
    ("no_error", "ohne Fehler", "free of errors"),
    ("no_warning", "ohne Fehler und Warnungen", "free of errors and warnings"),
    (
        "diversity_competence_leading",
        "Leitung: fragt nach Diversity-Kompetenz",
        "leading posts: ask for diversity competence",
    ),
    (
        "diversity_competence_other",
        "andere Stellen: fragen nach Diversity-Kompetenz",
        "other posts: ask for diversity competence",
    ),
    ("jargon", "unerklärte Begriffe je Anzeige", "unexplained terms in an advert"),
    ("lix", "Lesbarkeit (LIX, höher ist schwerer)", "readability (LIX, higher is harder)"),
    ("flesch", "Lesbarkeit (Flesch, höher ist leichter)", "readability (Flesch, higher is easier)"),
];

/// The name of a measure; one that has none stands as it is.
pub fn measure(name: &str, frame: Frame) -> String {
    let known = NAMES.iter().find(|(known, ..)| *known == name);
    known.map_or_else(|| name.replace('_', " "), |(_, german, english)| frame.say(german, english).to_owned())
}

/// The name of a kind of post.
pub fn post(name: &str, frame: Frame) -> String {
    let language = language::named(frame.say("de", "en"));
    let known = language.and_then(|language| language.posts.iter().find(|post| post.name == name));
    match known {
        Some(post) => post.label.clone(),
        None if name == OTHER => frame.say("Weitere", "other posts").to_owned(),
        None => name.to_owned(),
    }
}

/// A number with one place behind the comma, or with two where `places` says so.
pub fn number(value: f64, places: usize, frame: Frame) -> String {
    // no "-0,0"
    let value = if value.abs() < 0.5 * 0.1_f64.powi(places as i32) { 0.0 } else { value };
    let text = format!("{value:.places$}");
    frame.say(&text.replace('.', ","), &text).to_owned()
}

/// A part of the whole in per cent.
pub fn percent(value: f64) -> String {
    format!("{:.0}\u{a0}%", value * 100.0)
}

/// `85 % (17 of 20)`, with nothing where nothing could be asked.
pub fn share(share: Share, frame: Frame) -> String {
    match share.value() {
        Some(value) => {
            format!("{}\u{a0}({}\u{a0}{}\u{a0}{})", percent(value), share.hits, frame.say("von", "of"), share.of)
        }
        None => "–".to_owned(),
    }
}

/// Wilson's interval: `64–95 %`.
pub fn interval(share: Share) -> String {
    share
        .interval()
        .map_or_else(|| "–".to_owned(), |(low, high)| format!("{:.0}–{:.0}\u{a0}%", low * 100.0, high * 100.0))
}

/// A change in percentage points with its interval: `+65 (35 to 80)`.
pub fn points(change: &Change, frame: Frame) -> String {
    let to = frame.say("bis", "to");
    let (difference, low, high) = (change.difference * 100.0, change.low * 100.0, change.high * 100.0);
    format!("{difference:+.0} ({low:+.0} {to} {high:+.0})")
        .replace("-0 ", "+0 ")
        .replace("-0)", "+0)")
        .replace('-', "−")
}

/// A change in a mean with its interval.
pub fn difference(change: &Change, frame: Frame) -> String {
    let to = frame.say("bis", "to");
    let told = |value: f64| {
        let sign = if value < 0.0 { "−" } else { "+" };
        format!("{sign}{}", number(value.abs(), 1, frame))
    };
    format!("{} ({} {to} {})", told(change.difference), told(change.low), told(change.high))
}

/// A day as people of the language write it.
pub fn day(date: Date, frame: Frame) -> String {
    match frame {
        Frame::German => date.strftime("%-d.%-m.%Y").to_string(),
        Frame::English => date.strftime("%-d %B %Y").to_string(),
    }
}
