//! The floor under every linter of Markdown: walk, read, check UTF-8, parse with offsets, and nothing else.
//!
//! `cargo run --release --example limit -- FOLDER [THREADS]`

use std::path::PathBuf;

use pulldown_cmark::{Options, Parser};
use rayon::prelude::*;

fn main() {
    let mut args = std::env::args_os().skip(1);
    let folder = PathBuf::from(args.next().expect("a folder"));
    if let Some(threads) = args.next().and_then(|count| count.to_str()?.parse().ok()) {
        rayon::ThreadPoolBuilder::new().num_threads(threads).build_global().expect("a pool of this many threads");
    }
    let files: Vec<PathBuf> = walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .collect();
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let ends: usize = files
        .par_iter()
        .filter_map(|path| std::fs::read(path).ok())
        .filter_map(|bytes| String::from_utf8(bytes).ok())
        .map(|text| Parser::new_ext(&text, options).into_offset_iter().map(|(_, range)| range.end).max().unwrap_or(0))
        .sum();
    println!("{} files, {ends} bytes", files.len());
}
