//! The build script: compiles the built-in rules with the program's own code, so that the program starts with the result.

#![allow(
    dead_code,
    unused_imports,
    unfulfilled_lint_expectations,
    reason = "the program uses the rest of these modules"
)]

mod check;
mod document;
mod finding;
mod fold;
mod language;
mod later;
mod lexicon;
mod rule;
mod source;
mod statement;
mod words;

/// Nothing is prepared yet.
mod prepared {
    pub(crate) const LANGUAGES: Option<&[u8]> = None;
    pub(crate) const RULES: Option<&[u8]> = None;
}

fn main() {
    println!("cargo::rerun-if-changed=rules");
    let folder = std::path::PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets it"));
    let knowledge = check::Knowledge::builtin().unwrap_or_else(|refused| {
        for (source, mistake) in &refused.mistakes {
            let place = source.place(mistake.span.start);
            println!("cargo::error={}:{}:{}: {}", source.name(), place.line, place.column, mistake.message);
        }
        std::process::exit(1);
    });
    let write = |name, bytes: postcard::Result<Vec<u8>>| {
        std::fs::write(folder.join(name), bytes.expect("rules can be written down"))
            .expect("cargo's folder can be written");
    };
    write("languages", postcard::to_stdvec(&*language::LANGUAGES));
    write("rules", postcard::to_stdvec(&*knowledge));
}
