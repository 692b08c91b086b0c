//! The picture in the README, drawn from a real run: `UPDATE=1` draws it anew.

use std::fmt::Write;
use std::process::Command;

const ADVERT: &str = "tests/adverts/de/buergeramt.md";
const RULES: &str = "de/origin/mother-tongue,de/age/young-team,duties/de-be/migration-history-invited";

/// Colours of the terminal, by their ANSI number.
fn colour(code: &str) -> Option<&'static str> {
    Some(match code {
        "31" => "#ff7b72",
        "33" => "#e3b341",
        "36" => "#56d4dd",
        "35" => "#d2a8ff",
        "32" => "#7ee787",
        _ => return None,
    })
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// One line with its colours, as the spans of an SVG text.
fn line(text: &str) -> String {
    let mut out = String::new();
    for (number, part) in text.split('\u{1b}').enumerate() {
        let (codes, rest) = if number == 0 {
            ("", part)
        } else {
            part.strip_prefix('[').and_then(|p| p.split_once('m')).unwrap_or(("", ""))
        };
        let fill = codes.split(';').find_map(colour).map(|fill| format!(" fill=\"{fill}\"")).unwrap_or_default();
        if !rest.is_empty() {
            write!(out, "<tspan{fill}>{}</tspan>", escape(rest)).unwrap();
        }
    }
    out
}

#[test]
fn the_picture_shows_a_real_run() {
    let done = Command::new(env!("CARGO_BIN_EXE_lint"))
        .args(["--no-config", "--ui-language", "de", "--color", "always", "--only", RULES])
        .args(["--jurisdiction", "DE-BE", "--employer", "public", ADVERT])
        .env("COLUMNS", "96")
        .env_remove("NO_GRAPHICS")
        .env("TERM", "xterm")
        .output()
        .unwrap();
    let text = String::from_utf8(done.stdout).unwrap();
    // links are for terminals only
    let mut plain = String::new();
    let mut rest = text.as_str();
    while let Some((before, from)) = rest.split_once("\u{1b}]8;;") {
        plain.push_str(before);
        rest = from.split_once("\u{1b}\\").map_or("", |(_, behind)| behind);
    }
    plain.push_str(rest);
    let lines: Vec<&str> = plain.trim_end().lines().collect();
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 830 {0}\" role=\"img\">\n<title>lint {ADVERT}</title>\n\
         <rect width=\"830\" height=\"{0}\" rx=\"8\" fill=\"#0d1117\"/>\n\
         <g font-family=\"ui-monospace, Menlo, Consolas, monospace\" font-size=\"13\" fill=\"#e6edf3\" xml:space=\"preserve\">\n",
        lines.len() * 18 + 40
    );
    for (number, text) in lines.iter().enumerate() {
        writeln!(svg, "<text x=\"20\" y=\"{}\">{}</text>", number * 18 + 32, line(text)).unwrap();
    }
    svg.push_str("</g>\n</svg>\n");
    let path = ".github/report.svg";
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, svg).unwrap();
    } else {
        assert_eq!(
            std::fs::read_to_string(path).unwrap().replace("\r\n", "\n"),
            svg,
            "run the tests once with UPDATE=1"
        );
    }
}
