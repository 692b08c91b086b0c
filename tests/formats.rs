//! The machine formats: valid by their schema, and with places that any consumer can trust.

use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn lint(args: &[&str], stdin: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_lint"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), stdin).unwrap();
    child.wait_with_output().unwrap()
}

fn report(args: &[&str], stdin: &[u8]) -> Value {
    let done = lint(args, stdin);
    serde_json::from_slice(&done.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&done.stdout)))
}

#[test]
fn the_report_is_valid_by_its_schema() {
    let schema: Value = serde_json::from_slice(&lint(&["rules", "schema", "report"], b"").stdout).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let report = report(&["--format", "json", "--no-config", "tests/adverts"], b"");
    let errors: Vec<String> =
        validator.iter_errors(&report).map(|error| format!("{}: {error}", error.instance_path)).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    assert!(report["documents"].as_array().unwrap().len() >= 12);
    assert_eq!(
        report["summary"]["documents"].as_u64().unwrap() as usize,
        report["documents"].as_array().unwrap().len()
    );
}

#[test]
fn lines_hold_what_the_report_holds() {
    let whole = report(&["--format", "json", "--no-config", "tests/adverts"], b"");
    let lines = lint(&["--format", "jsonl", "--no-config", "tests/adverts"], b"").stdout;
    let lines: Vec<Value> =
        String::from_utf8(lines).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(whole["documents"], Value::Array(lines));
}

/// Umlauts, emoji, CRLF, a soft hyphen, a byte order mark: every unit of a place tells the same word.
#[test]
fn places_are_right_in_every_unit() {
    let text = "\u{feff}# Köchin 👩🏽‍🍳 (m/w/d)\r\n\r\nFür die Küche: Deutsch als Mut\u{ad}ter\u{ad}sprache.\r\n";
    let report =
        report(&["--format", "json", "--language", "de", "--only", "origin", "--no-config", "-"], text.as_bytes());
    let finding = &report["documents"][0]["findings"][0];
    let (start, end) = (&finding["span"]["start"], &finding["span"]["end"]);
    let found = &text[start["offset"].as_u64().unwrap() as usize..end["offset"].as_u64().unwrap() as usize];
    assert!(found.ends_with("Mut\u{ad}ter\u{ad}sprache"), "{found}");
    assert!(finding["text"].as_str().unwrap().ends_with("Muttersprache"));
    assert_eq!(start["line"], 3);
    let line = text.lines().nth(2).unwrap();
    let by_column: String =
        line.chars().skip(start["column"].as_u64().unwrap() as usize - 1).take(found.chars().count()).collect();
    assert_eq!(by_column, found);
    let units: Vec<u16> = text.encode_utf16().collect();
    let by_utf16 = &units[start["utf16"].as_u64().unwrap() as usize..end["utf16"].as_u64().unwrap() as usize];
    assert_eq!(String::from_utf16(by_utf16).unwrap(), found);
}

#[test]
fn a_missing_finding_stands_at_the_title_or_the_end() {
    let titled = report(
        &["--format", "json", "--only", "encouragement", "--no-config", "-"],
        b"# Koch (m/w/d)\n\nWir suchen Hilfe.\n",
    );
    let finding = &titled["documents"][0]["findings"][0];
    assert_eq!((finding["missing"].as_bool(), finding["span"]["start"]["line"].as_u64()), (Some(true), Some(1)));
}

/// What an advert holds never reaches the terminal as an order.
#[test]
fn control_characters_are_not_passed_on() {
    let text = "# Koch (m/w/d)\n\nDeutsch als \u{1b}[31mMuttersprache\u{1b}[0m \u{202e}x.\n";
    for format in ["human", "short", "json"] {
        let done =
            lint(&["--format", format, "--color", "never", "--language", "de", "--no-config", "-"], text.as_bytes());
        let said = String::from_utf8(done.stdout).unwrap();
        assert!(!said.contains(['\u{1b}', '\u{202e}']), "{format}: {said:?}");
    }
}

#[test]
fn other_encodings_are_read() {
    let (latin, _, _) =
        encoding_rs::WINDOWS_1252.encode("# Koch (m/w/d)\n\nFür uns zählt: Deutsch als Muttersprache.\n");
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain("# Koch\n\nDeutsch als Muttersprache.\n".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    for bytes in [latin.into_owned(), utf16] {
        let report = report(&["--format", "json", "--language", "de", "--only", "origin", "--no-config", "-"], &bytes);
        let text = report["documents"][0]["findings"][0]["text"].as_str().unwrap().to_owned();
        assert!(text.contains("Muttersprache"), "{text}");
    }
}
