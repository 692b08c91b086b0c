//! The rules that the program starts with are those of the files, and the number of threads changes nothing.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use advert_lint::check::{Checker, Knowledge, Settings};
use advert_lint::document::Document;
use advert_lint::rule::{builtin, load};
use advert_lint::source::Source;

#[test]
fn the_prepared_rules_are_those_of_the_files() {
    let prepared = Knowledge::builtin().unwrap();
    let loaded = Arc::new(Knowledge::new(load(builtin::files()).unwrap().0));
    assert_eq!(prepared.rules.fingerprint, loaded.rules.fingerprint);
    let told = |knowledge: Arc<Knowledge>| {
        let checker = Checker::new(knowledge, Settings::default());
        let mut out = String::new();
        for folder in ["tests/adverts/de", "tests/adverts/en"] {
            let mut paths: Vec<_> =
                std::fs::read_dir(Path::new(folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
            paths.sort();
            for path in paths.iter().filter(|path| path.extension().is_some_and(|ending| ending != "short")) {
                let text = std::fs::read_to_string(path).unwrap();
                let verdict = checker.check(&Document::read(Source::new(path.display().to_string(), text)));
                assert!(!verdict.findings.is_empty() || !verdict.statements.is_empty(), "{}", path.display());
                out.push_str(&format!("{verdict:?}\n"));
            }
        }
        out
    };
    assert!(told(prepared) == told(loaded), "the program's rules find something else than their files");
}

#[test]
fn one_thread_tells_what_many_do() {
    let folder = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir("tests/adverts/de").unwrap().chain(std::fs::read_dir("tests/adverts/en").unwrap()) {
        let path = entry.unwrap().path();
        for copy in 0..20 {
            let name = format!("{copy}-{}", path.file_name().unwrap().to_str().unwrap());
            std::fs::copy(&path, folder.path().join(name)).unwrap();
        }
    }
    for format in ["human", "short", "json", "jsonl"] {
        let told = |threads: &str| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_lint"));
            command.args(["--no-config", "--format", format]).arg(folder.path()).env("RAYON_NUM_THREADS", threads);
            command.output().unwrap().stdout
        };
        let alone = told("1");
        assert!(alone.len() > 10_000);
        assert!(alone == told("4"), "{format}: four threads tell something else than one");
    }
}
