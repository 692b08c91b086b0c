//! Whole adverts written for this project, each beside the short report it must give.
//!
//! `name.md` is checked as its front matter says (`lint: --jurisdiction DE-BE …`) and compared with `name.short`;
//! run once with UPDATE=1 to write what is said now, and read it before you keep it.

use std::path::{Path, PathBuf};
use std::process::Command;

fn adverts() -> Vec<PathBuf> {
    let mut out = Vec::new();
    for folder in ["de", "en"] {
        for entry in std::fs::read_dir(Path::new("tests/adverts").join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "md" || ending == "txt") {
                out.push(path);
            }
        }
    }
    out.sort();
    out
}

/// The flags that an advert asks for in its front matter.
fn flags(text: &str) -> Vec<String> {
    let line = text.lines().take(12).find_map(|line| line.strip_prefix("lint: "));
    line.map(|flags| flags.split_whitespace().map(str::to_owned).collect()).unwrap_or_default()
}

#[test]
fn every_advert_gives_its_report() {
    let adverts = adverts();
    assert!(adverts.len() >= 12, "only {} adverts", adverts.len());
    let mut wrong = Vec::new();
    for path in adverts {
        let text = std::fs::read_to_string(&path).unwrap();
        let done = Command::new(env!("CARGO_BIN_EXE_lint"))
            .args(["--format", "short", "--no-config"])
            .args(flags(&text))
            .arg(&path)
            .output()
            .unwrap();
        let said = String::from_utf8(done.stdout).unwrap().replace('\\', "/");
        let expected = path.with_extension("short");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&expected, &said).unwrap();
        } else if std::fs::read_to_string(&expected).unwrap_or_default().replace("\r\n", "\n") != said {
            wrong.push(format!("{}:\n{said}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
