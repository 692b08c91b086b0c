//! `lint explain`: why a rule speaks, on whose authority, with examples, and how to allow it.

use std::io;
use std::path::PathBuf;

use super::CLEAN;
use super::rules::rules_of;
use super::terminal::Terminal;
use crate::finding::{Mark, Severity};
use crate::output::Frame;
use crate::rule::{Kind, Rule, RuleSet};
use crate::run::Failure;

pub(super) fn run(name: &str, paths: &[PathBuf], terminal: &Terminal, out: &mut dyn io::Write) -> Result<u8, Failure> {
    let (rules, _) = rules_of(paths)?;
    let chosen = choose(&rules, name);
    if chosen.is_empty() {
        return Err(Failure::Unknown(name.to_owned(), rules.nearest(name)));
    }
    for (number, rule) in chosen.iter().enumerate() {
        if number > 0 {
            writeln!(out).map_err(Failure::Output)?;
        }
        explain(rule, terminal.frame, out).map_err(Failure::Output)?;
    }
    Ok(CLEAN)
}

/// The rule of this id; else every rule whose id ends so.
fn choose<'a>(rules: &'a RuleSet, name: &str) -> Vec<&'a Rule> {
    match rules.rule(name) {
        Some(rule) => vec![rule],
        None => {
            let ending = format!("/{name}");
            rules.rules().filter(|rule| rule.id.ends_with(&ending)).collect()
        }
    }
}

fn explain(rule: &Rule, frame: Frame, out: &mut dyn io::Write) -> io::Result<()> {
    let word =
        |severity: Option<Severity>| severity.map_or(frame.say("aus", "off"), |severity| frame.severity(severity));
    write!(out, "{} ({}", rule.id, word(rule.level.severity()))?;
    for (place, level) in &rule.level_in {
        write!(out, "; {place}: {}", word(level.severity()))?;
    }
    writeln!(out, ")\n\n{}\n{}\n", rule.message.text(), *rule.why)?;
    if !rule.help.text().is_empty() {
        writeln!(out, "{}\n  {}\n", frame.say("Stattdessen", "Instead"), rule.help.text())?;
    }
    if let Kind::Missing(missing) = &*rule.kind
        && let Some(insert) = missing.insert()
    {
        writeln!(out, "{}\n  {insert}\n", frame.say("Zum Beispiel", "For example"))?;
    }
    writeln!(out, "{}", frame.say("Grundlage", "Authority"))?;
    for source in rule.sources.iter() {
        let unchecked = match source.mark {
            Mark::Verified | Mark::Secondary => "",
            Mark::Heading | Mark::Unchecked => frame.say(" (noch zu prüfen)", " (still to be checked)"),
        };
        writeln!(out, "  {}{unchecked}", source.title)?;
        if let Some(url) = &source.url {
            writeln!(out, "  {url}")?;
        }
    }
    for (is_bad, title) in
        [(true, frame.say("Gefunden wird", "It finds")), (false, frame.say("In Ordnung ist", "It leaves alone"))]
    {
        writeln!(out, "\n{title}")?;
        for example in rule.examples.iter().filter(|example| example.is_bad == is_bad) {
            for line in example.text.trim().lines() {
                writeln!(out, "  {line}")?;
            }
        }
    }
    let id = &rule.id;
    let (here, everywhere) = (frame.say("hier", "here"), frame.say("überall", "everywhere"));
    writeln!(out, "\n{}", frame.say("Ausnahmen", "To allow it"))?;
    writeln!(out, "  {here}: <!-- lint: allow({id}) {} -->", frame.say("Grund", "reason"))?;
    writeln!(out, "  {everywhere}: lint.toml, [rules] \"{id}\" = {{ severity = \"off\", reason = \"…\" }}")
}
