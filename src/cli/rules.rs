//! `lint rules`: list, test, new, schema.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use serde::Serialize;

use super::args::{ListFormat, RulesCommand, SchemaKind};
use super::terminal::Terminal;
use super::{CLEAN, FAILED, FOUND, noise};
use crate::check::Knowledge;
use crate::examples::{self, Outcome};
use crate::finding::{Mistake, Severity};
use crate::output::human::Human;
use crate::rule::{Level, Rule, RuleSet, Warnings, builtin, load};
use crate::run::{Failure, rule_files};
use crate::schema;

pub(super) fn run(command: &RulesCommand, terminal: &Terminal, out: &mut dyn io::Write) -> Result<u8, Failure> {
    match command {
        RulesCommand::List { names, format, rules } => list(names, *format, &rules.rules, terminal, out),
        RulesCommand::Test { paths, only, over } => {
            let code = test(paths, only, terminal, out)?;
            match over {
                Some(folder) => Ok(noise::tell(paths, only, folder, terminal, out)?.max(code)),
                None => Ok(code),
            }
        }
        RulesCommand::New { id } => new(id, terminal, out),
        RulesCommand::Schema { what } => {
            let schema = match what {
                SchemaKind::Report => schema::REPORT,
                SchemaKind::Development => schema::DEVELOPMENT,
                SchemaKind::Rules => schema::RULES,
                SchemaKind::Config => schema::CONFIG,
            };
            out.write_all(schema.as_bytes()).map_err(Failure::Output)?;
            Ok(CLEAN)
        }
    }
}

/// The built-in rules with those of `paths`, and what the loader warns of.
pub(super) fn rules_of(paths: &[PathBuf]) -> Result<(RuleSet, Warnings), Failure> {
    let mut files = builtin::files();
    for path in paths {
        files.extend(rule_files(path)?);
    }
    load(files).map_err(|refused| Failure::Mistakes(refused.mistakes))
}

#[derive(Serialize)]
struct Listed<'a> {
    rule: &'a str,
    language: &'a str,
    category: &'a str,
    severity: &'a str,
    kind: &'a str,
    message: &'a str,
    help: &'a str,
    why: &'a str,
    sources: Vec<&'a str>,
}

impl<'a> Listed<'a> {
    fn of(rule: &'a Rule) -> Self {
        Self {
            rule: &rule.id,
            language: &rule.language.name,
            category: rule.category.word(),
            severity: word(rule.level),
            kind: rule.kind.name(),
            message: rule.message.text(),
            help: rule.help.text(),
            why: &rule.why,
            sources: rule.sources.iter().map(|source| source.id.as_str()).collect(),
        }
    }
}

fn word(level: Level) -> &'static str {
    level.severity().map_or("off", Severity::word)
}

fn list(
    names: &[String],
    format: ListFormat,
    paths: &[PathBuf],
    terminal: &Terminal,
    out: &mut dyn io::Write,
) -> Result<u8, Failure> {
    let (rules, _) = rules_of(paths)?;
    for name in names {
        if !rules.rules().any(|rule| RuleSet::selects(name, rule)) {
            return Err(Failure::Unknown(name.clone(), rules.nearest(name)));
        }
    }
    let chosen: Vec<&Rule> = rules
        .rules()
        .filter(|rule| names.is_empty() || names.iter().any(|name| RuleSet::selects(name, rule)))
        .collect();
    let done = match format {
        ListFormat::Json => {
            let listed: Vec<Listed<'_>> = chosen.iter().map(|rule| Listed::of(rule)).collect();
            serde_json::to_writer_pretty(&mut *out, &listed).map_err(io::Error::from).and_then(|()| writeln!(out))
        }
        ListFormat::Markdown => out.write_all(table(&rules, &chosen).as_bytes()),
        ListFormat::Text => chosen
            .iter()
            .try_for_each(|rule| writeln!(out, "{:<8} {:<48} {}", word(rule.level), rule.id, rule.message.text()))
            .and_then(|()| {
                let count = terminal.frame.say("Regeln; mehr: lint explain REGEL", "rules; more: lint explain RULE");
                writeln!(out, "{} {count}", chosen.len())
            }),
    };
    done.map(|()| CLEAN).map_err(Failure::Output)
}

/// The rules as a Markdown table for each set.
fn table(rules: &RuleSet, chosen: &[&Rule]) -> String {
    let mut out = String::new();
    for set in &rules.sets {
        let own: Vec<&&Rule> = chosen.iter().filter(|rule| rule.set() == set.name).collect();
        if own.is_empty() {
            continue;
        }
        out.push_str(&format!(
            "\n### {}: {}\n\n| rule | severity | what it says |\n|---|---|---|\n",
            set.name, set.about
        ));
        for rule in own {
            let name = rule.id.rsplit('/').next().unwrap_or_default();
            let message = rule.message.text().replace('|', "\\|");
            out.push_str(&format!("| `{name}` | {} | {message} |\n", word(rule.level)));
        }
    }
    out
}

fn test(paths: &[PathBuf], only: &[String], terminal: &Terminal, out: &mut dyn io::Write) -> Result<u8, Failure> {
    let (rules, warnings) = rules_of(paths)?;
    let human = Human::new(terminal.style(terminal.stdout_colour));
    for (source, mistake) in &warnings {
        write!(out, "{}", human.mistake(source, mistake)).map_err(Failure::Output)?;
    }
    let knowledge = Arc::new(Knowledge::new(rules));
    let ran = examples::run(&knowledge, |name| is_wanted(name, only));
    let mut failed = 0;
    for example in &ran {
        let (message, detail) = match &example.outcome {
            Outcome::Validated => continue,
            Outcome::Noisy(text) => ("noisy: found in a sentence that it must leave alone", text.as_str()),
            Outcome::Missing => ("missing: found nothing in a sentence that it must find", ""),
            Outcome::Misplaced(text) => ("misplaced: found another stretch than the marked one", text.as_str()),
            Outcome::Misfixed(text) => ("misfixed: a fix leaves its finding or brings another", text.as_str()),
        };
        failed += 1;
        let mistake = Mistake {
            span: example.place,
            message: format!("{}: {message}", example.name),
            help: (!detail.is_empty()).then(|| format!("found: {detail}")),
            severity: Severity::Error,
        };
        write!(out, "{}", human.mistake(&knowledge.rules.files[example.file], &mistake)).map_err(Failure::Output)?;
    }
    let count = format!("{} rules, {} examples, {failed} failed", knowledge.rules.rules().count(), ran.len());
    writeln!(out, "{count}").map_err(Failure::Output)?;
    Ok(if failed > 0 { FOUND } else { CLEAN })
}

/// Whether `--only` means a rule or statement.
pub(super) fn is_wanted(name: &str, only: &[String]) -> bool {
    only.is_empty() || only.iter().any(|prefix| name.starts_with(prefix.as_str()))
}

/// Prints a set with one rule to start from.
fn new(id: &str, terminal: &Terminal, out: &mut dyn io::Write) -> Result<u8, Failure> {
    let Some((set, name)) = id.rsplit_once('/').filter(|(set, name)| !set.is_empty() && !name.is_empty()) else {
        let way = terminal.frame.say("eine Regel heißt GRUPPE/NAME, etwa", "a rule is called SET/NAME, such as");
        eprintln!("lint: {way} de/culture/free-fruit");
        return Ok(FAILED);
    };
    let language = if set.starts_with("en") { "en" } else { "de" };
    let template =
        include_str!("new_rule.toml").replace("{set}", set).replace("{name}", name).replace("{language}", language);
    out.write_all(template.as_bytes()).map_err(Failure::Output)?;
    Ok(CLEAN)
}
