//! `lint` reads job adverts and says who they leave out, why, on whose authority, and what to write instead.
//!
//! # Bird's eye
//!
//! ```text
//! Source → Document → Statements + Hits → Findings → output
//! ```
//!
//! A [`source::Source`] is read into a [`document::Document`]: prose, sentences and words, each with its exact place. One
//! pass over the words ([`lexicon`]) tells where every concept of every rule stands. Sentences that invite people are
//! recognised first ([`statement`]); then each rule speaks ([`check`]), and no exclusion rule speaks inside an invitation.
//!
//! ```
//! use advert_lint::{check::Checker, document::Document, source::Source};
//!
//! let checker = Checker::builtin().expect("the built-in rules load");
//! let advert = Document::read(Source::new("advert.md", "# Koch (m/w/d)\n\nDeutsch als Muttersprache."));
//! let verdict = checker.check(&advert);
//! assert!(verdict.findings.iter().any(|finding| finding.text.contains("Muttersprache")));
//! ```
//!
//! # Code map
//!
//! From the ground up; a module uses only what stands above it here.
//!
//! - words: [`fold`], [`words`], the folded twin of a text, its words, and the entries in which rules write words
//! - places: [`mod@source`], [`finding`], one input and the places in it; what is found, and what it rests on
//! - languages: [`language`], what a language folder says about its language
//! - reading: [`document`]
//! - knowing: [`rule`], from TOML to a rule set; one file for each kind of rule
//! - judging: [`lexicon`], [`statement`], [`check`]
//! - mending: [`fix`], the only road back to the text
//! - proving: [`examples`], the examples that rules carry
//! - telling: [`schema`], [`output`]
//! - files and threads: [`config`], [`input`], [`baseline`], [`changed`], [`run`], [`stream`], the only modules that touch
//!   files, other programs and threads
//! - editors: [`lsp`], the only module that knows their protocol
//! - commands: [`cli`]
//!
//! # Invariants
//!
//! - Reading never fails; whatever the text, there is a document.
//! - Nothing above `config` reads a file, prints, exits, looks at a clock or starts a thread.
//! - A place is carried from the first byte on and never searched for again.
//! - No rule, word or language is written in Rust.
//! - Nothing leaves the machine: no network, no telemetry, no configuration outside the project.

pub mod baseline;
pub mod changed;
pub mod check;
pub mod cli;
pub mod config;
pub mod document;
pub mod examples;
pub mod finding;
pub mod fix;
pub mod fold;
pub mod input;
pub mod language;
pub mod later;
pub mod lexicon;
pub mod lsp;
pub mod output;
mod prepared;
pub mod report;
pub mod rule;
pub mod run;
pub mod schema;
pub mod source;
pub mod statement;
pub mod stream;
pub mod words;
