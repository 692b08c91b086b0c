//! The built-in rules: every set loads, carries examples that hold, and follows the house's own rules about rules.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use advert_lint::check::Knowledge;
use advert_lint::examples::{self, Outcome};
use advert_lint::finding::{Mark, Severity};
use advert_lint::rule::{Level, builtin, load};

fn knowledge() -> Knowledge {
    match load(builtin::files()) {
        Ok((rules, warnings)) => {
            let told: Vec<_> =
                warnings.iter().map(|(file, mistake)| format!("{}: {}", file.name(), mistake.message)).collect();
            assert!(told.is_empty(), "the loader warns:\n{}", told.join("\n"));
            Knowledge::new(rules)
        }
        Err(refused) => {
            let told = refused.mistakes.iter().map(|(file, mistake)| {
                let place = file.place(mistake.span.start);
                format!("{}:{}:{}: {}", file.name(), place.line, place.column, mistake.message)
            });
            panic!("{}", told.collect::<Vec<_>>().join("\n"));
        }
    }
}

#[test]
fn every_rule_file_is_embedded() {
    let mut on_disk = BTreeSet::new();
    for folder in ["", "de", "en", "duties"] {
        for entry in std::fs::read_dir(Path::new("rules").join(folder)).unwrap() {
            let name = Path::new(folder).join(entry.unwrap().file_name()).to_string_lossy().replace('\\', "/");
            if name.ends_with(".toml") && !name.ends_with("/language.toml") {
                on_disk.insert(name);
            }
        }
    }
    let embedded: BTreeSet<String> = builtin::FILES.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(on_disk, embedded);
}

#[test]
fn every_example_holds() {
    let knowledge = Arc::new(knowledge());
    let ran = examples::run(&knowledge, |_| true);
    let failed: Vec<String> = ran
        .iter()
        .filter(|example| example.outcome != Outcome::Validated)
        .map(|example| {
            let file = &knowledge.rules.files[example.file];
            format!(
                "{}:{} {} {:?}: {}",
                file.name(),
                file.place(example.place.start).line,
                example.name,
                example.outcome,
                example.text
            )
        })
        .collect();
    assert!(failed.is_empty(), "{} of {} examples fail:\n{}", failed.len(), ran.len(), failed.join("\n"));
}

#[test]
fn rules_follow_the_rules_about_rules() {
    let knowledge = knowledge();
    let mut wrong = Vec::new();
    for rule in knowledge.rules.rules() {
        let name = rule.id.rsplit('/').next().unwrap();
        let is_kebab = name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        let text = format!("{} {} {}", rule.message.text(), rule.help.text(), *rule.why);
        let mut check = |holds: bool, what: &str| {
            if !holds {
                wrong.push(format!("{}: {what}", rule.id));
            }
        };
        check(is_kebab, "the id is not kebab-case");
        check(rule.message.text().trim() == rule.message.text(), "blanks around the message");
        check(rule.message.text().ends_with(['.', '?', '!']), "the message is no sentence");
        check(
            !rule.message.text().is_empty() && !rule.why.is_empty() && !rule.help.text().is_empty(),
            "message, help or why is empty",
        );
        for word in ["rechtswidrig", "unlawful", "illegal", "verstößt gegen das gesetz"] {
            check(!text.to_lowercase().contains(word), "calls an advert unlawful");
        }
        let error = rule.level == Level::Error || rule.level_in.iter().any(|(_, level)| *level == Level::Error);
        let verified = rule.sources.iter().any(|source| source.mark == Mark::Verified);
        check(!error || verified, "an error without a source whose text was seen");
        let only_unseen = rule.sources.iter().all(|s| matches!(s.mark, Mark::Unchecked | Mark::Heading));
        let loud = rule.level.severity().is_some_and(|severity| severity > Severity::Info);
        check(
            !(only_unseen && loud && rule.applies.is_some()),
            "a duty from memory or from a heading weighs more than info",
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_in_the_readme_is_fresh() {
    let readme = std::fs::read_to_string("rules/README.md").unwrap();
    let mark = "<!-- rules: written by `lint rules list --format markdown` -->\n";
    let (text, table) = readme.split_once(mark).expect("the table's mark");
    let done = std::process::Command::new(env!("CARGO_BIN_EXE_lint"))
        .args(["rules", "list", "--format", "markdown"])
        .output()
        .unwrap();
    let fresh = String::from_utf8(done.stdout).unwrap();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write("rules/README.md", format!("{text}{mark}{fresh}")).unwrap();
    } else {
        assert_eq!(table, fresh, "run the tests once with UPDATE=1");
    }
}
