//! The stream: one JSON line in, one out, whatever the line holds.

use std::fs;
use std::io::Write;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

fn lint(args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_lint"))
        .args(["--no-config", "--input-format", "jsonl", "--format", "jsonl"])
        .args(args)
        .env("LC_ALL", "C")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let done = child.wait_with_output().unwrap();
    let _ = writer.join().unwrap();
    done
}

fn answers(done: &Output) -> Vec<Value> {
    done.stdout
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_slice(line).unwrap())
        .collect()
}

const NATIVE: &str = "# Koch (m/w/d)\n\n- Deutsch als Muttersprache\n";

#[test]
fn one_answer_for_each_line_in_order_with_its_id() {
    let input: String = (0..500).map(|id| json!({"id": id, "text": NATIVE}).to_string() + "\n").collect();
    let done = lint(&["--only", "de/origin/mother-tongue"], input.as_bytes());
    assert_eq!(done.status.code(), Some(0), "findings never change the exit code here");
    let answers = answers(&done);
    assert_eq!(answers.len(), 500);
    for (id, answer) in answers.iter().enumerate() {
        assert_eq!(answer["id"], id);
        assert_eq!(answer["findings"][0]["rule"], "de/origin/mother-tongue");
        assert_eq!(answer["findings"][0]["span"]["start"]["line"], 3);
    }
    let version = answers[0]["rules"].as_str().unwrap();
    assert!(version.starts_with(concat!(env!("CARGO_PKG_VERSION"), "+")), "{version}");
}

#[test]
fn the_version_changes_with_the_rules() {
    let folder = tempfile::tempdir().unwrap();
    let template =
        Command::new(env!("CARGO_BIN_EXE_lint")).args(["rules", "new", "de/house/fruit"]).output().unwrap().stdout;
    let rule = String::from_utf8(template)
        .unwrap()
        .replace("ein Wort*\", \"{noch,auch} eins", "Obstkorb")
        .replace("‹ein Wort›", "ein ‹Obstkorb›");
    let path = folder.path().join("house.toml");
    fs::write(&path, rule).unwrap();
    let line = json!({"text": NATIVE}).to_string();
    let version = |args: &[&str]| answers(&lint(args, line.as_bytes()))[0]["rules"].clone();
    assert_eq!(version(&[]), version(&["--only", "age"]));
    assert_ne!(version(&[]), version(&["--rules", path.to_str().unwrap()]));
}

#[test]
fn fields_and_formats_are_chosen() {
    let line =
        json!({"posting": {"nr": 7}, "body": "<h1>Koch (m/w/d)</h1><ul><li>Deutsch als&nbsp;Muttersprache</li></ul>"})
            .to_string();
    let done = lint(&["--text-field", "body", "--id-field", "posting", "--text-format", "html"], line.as_bytes());
    let answer = &answers(&done)[0];
    assert_eq!(answer["id"], json!({"nr": 7}), "an id is echoed whatever it is");
    assert_eq!(answer["title"]["text"], "Koch (m/w/d)");
    let rules: Vec<&str> =
        answer["findings"].as_array().unwrap().iter().map(|one| one["rule"].as_str().unwrap()).collect();
    assert!(rules.contains(&"de/origin/mother-tongue"), "{rules:?}");
}

#[test]
fn a_bad_line_is_one_answer_and_stops_nothing() {
    let good = json!({"id": "last", "text": NATIVE}).to_string();
    let large = format!("{{\"text\": \"{}\"}}", "x".repeat(3 << 20));
    let lines: [&[u8]; 8] = [
        b"no JSON",
        b"[1, 2]",
        b"{\"id\": 3, \"advert\": \"x\"}",
        b"{\"id\": 4, \"text\": 7}",
        b"{\"text\": \"f\xfcr\"}",
        b"",
        large.as_bytes(),
        good.as_bytes(),
    ];
    let input = lines.join(&b'\n');
    let done = lint(&["--max-size", "2"], &input);
    let told = answers(&done);
    assert_eq!(told.len(), lines.len());
    for (number, answer) in told[..7].iter().enumerate() {
        assert_eq!(answer["line"], number + 1);
        assert!(answer["error"].is_string(), "{answer}");
    }
    assert!(told[2]["error"].as_str().unwrap().contains("`text`") && told[2]["id"] == 3);
    assert!(told[6]["error"].as_str().unwrap().contains("2 MB"), "{}", told[6]["error"]);
    assert_eq!(told[7]["id"], "last");
    assert_eq!(done.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&done.stderr).contains("7 lines hold no advert"));
    assert_eq!(lint(&["--strict", "--max-size", "2"], &input).status.code(), Some(2));
}

#[test]
fn who_stops_reading_is_no_failure() {
    let input: String = (0..2000).map(|id| json!({"id": id, "text": NATIVE}).to_string() + "\n").collect();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("adverts.jsonl");
    fs::write(&path, input).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_lint"))
        .args(["--no-config", "--input-format", "jsonl", "--format", "jsonl"])
        .arg(&path)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("adverts.jsonl");
    fs::write(&path, json!({"text": NATIVE}).to_string()).unwrap();
    let done = Command::new(env!("CARGO_BIN_EXE_lint"))
        .args(["--no-config", "--input-format", "jsonl", "--format", "jsonl"])
        .arg(&path)
        .env("LC_ALL", "C")
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(done.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&done.stderr).contains("output"));
}

#[test]
fn other_formats_are_refused() {
    let done = Command::new(env!("CARGO_BIN_EXE_lint"))
        .args(["--input-format", "jsonl", "--format", "short"])
        .output()
        .unwrap();
    assert_eq!(done.status.code(), Some(2));
}
