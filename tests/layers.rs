//! The house: a module uses only what stands to its left, and no file grows beyond one concept.

use std::fs;
use std::path::{Path, PathBuf};

/// From the ground up.
const LAYERS: [&[&str]; 21] = [
    &["prepared"],
    &["fold", "later"],
    &["words"],
    &["source"],
    &["finding"],
    &["language"],
    &["document"],
    &["rule"],
    &["lexicon"],
    &["statement"],
    &["check"],
    &["fix"],
    &["examples"],
    &["schema"],
    &["output"],
    &["baseline", "changed", "config", "input"],
    &["run"],
    &["stream"],
    &["report"],
    &["lsp"],
    &["cli"],
];

fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, out);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            out.push(path);
        }
    }
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|modules| modules.contains(&module))
}

#[test]
fn no_import_runs_upward() {
    let mut sources = Vec::new();
    files(Path::new("src"), &mut sources);
    let mut wrong = Vec::new();
    for path in sources {
        let room =
            path.strip_prefix("src").unwrap().components().next().unwrap().as_os_str().to_string_lossy().into_owned();
        let room = room.trim_end_matches(".rs").to_owned();
        if ["lib", "main", "prepare"].contains(&room.as_str()) {
            continue;
        }
        let own = layer(&room).unwrap_or_else(|| panic!("src/{room} has no place among the layers"));
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
        for used in code.split("crate::").skip(1) {
            let module: String = used.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
            if let Some(other) = layer(&module).filter(|other| *other > own || *other == own && module != room) {
                wrong.push(format!("{}: {room} ({own}) uses {module} ({other})", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_hold_one_concept() {
    let mut sources = Vec::new();
    files(Path::new("src"), &mut sources);
    let long: Vec<String> = sources
        .iter()
        .map(|path| (path, fs::read_to_string(path).unwrap().lines().count()))
        .filter(|(_, lines)| *lines > 420)
        .map(|(path, lines)| format!("{} has {lines} lines", path.display()))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}
