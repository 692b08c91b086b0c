//! The binary end to end: the README's own examples, and what bad input is answered with.

mod program;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use program::folder;

fn lint(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lint"));
    command.args(args).current_dir(folder).env("LC_ALL", "C").env("NO_COLOR", "1");
    command.env_remove("LINT_JURISDICTION").env_remove("LINT_EMPLOYER").env_remove("LINT_FORMAT");
    command.output().unwrap()
}

fn said(done: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (done.status.code().unwrap(), text(&done.stdout), text(&done.stderr))
}

const NATIVE: &[u8] = "# Koch (m/w/d)\n\n- Deutsch als Muttersprache\n".as_bytes();

#[test]
fn transcripts_hold() {
    trycmd::TestCases::new().env("LC_ALL", "C").env("NO_COLOR", "1").case("README.md").case("tests/cmd/*.trycmd");
}

#[test]
fn nothing_to_lint_is_a_note() {
    let folder = folder(&[("empty.md", b""), ("front.md", b"---\nlang: de\n---\n")]);
    let (code, out, err) = said(&lint(folder.path(), &["--format", "short", "."]));
    assert_eq!((code, out.as_str()), (0, ""));
    assert_eq!(err.matches("nothing to lint").count(), 2, "{err}");
}

#[test]
fn what_is_not_text_is_refused_and_the_rest_is_checked() {
    let folder = folder(&[("binary.md", b"a\0b"), ("koch.md", NATIVE)]);
    let (code, out, err) = said(&lint(folder.path(), &["--format", "short", "--only", "origin", "."]));
    assert_eq!(code, 2);
    assert!(err.contains("binary.md: is not text"), "{err}");
    assert!(out.contains("koch.md:3:3: warning:"), "{out}");
}

#[test]
fn large_files_are_refused_with_a_way_out() {
    let folder = folder(&[("large.md", &vec![b'x'; 3 << 20])]);
    let (code, _, err) = said(&lint(folder.path(), &["--max-size", "2", "large.md"]));
    assert_eq!(code, 2);
    assert!(err.contains("--max-size raises the limit"), "{err}");
}

#[test]
fn windows_1252_is_read_with_a_note() {
    let folder =
        folder(&[("koch.txt", b"K\xf6che gesucht (m/w/d)\n\nDeutsch als Muttersprache ist f\xfcr uns Pflicht.\n")]);
    let (_, out, err) =
        said(&lint(folder.path(), &["--format", "short", "--only", "de/origin/mother-tongue", "koch.txt"]));
    assert!(out.contains("koch.txt:3:1: warning:"), "{out}");
    assert!(err.contains("read as Windows-1252"), "{err}");
}

#[test]
fn exit_codes_follow_fail_on() {
    let folder = folder(&[("koch.md", NATIVE)]);
    let code = |args: &[&str]| {
        let base = ["-q", "--only", "de/origin/mother-tongue", "koch.md"];
        said(&lint(folder.path(), &[&base[..], args].concat())).0
    };
    assert_eq!(code(&[]), 1);
    assert_eq!(code(&["--fail-on", "error"]), 0);
    assert_eq!(code(&["--fail-on", "error", "--jurisdiction", "DE"]), 1);
    assert_eq!(code(&["--fail-on", "never"]), 0);
}

#[test]
fn the_nearest_configuration_holds() {
    let folder = folder(&[
        ("lint.toml", b"[rules]\n\"de/origin\" = \"off\"\n"),
        ("a/koch.md", NATIVE),
        ("b/koch.md", NATIVE),
        ("b/lint.toml", b"[employer]\njurisdiction = \"DE\"\n"),
    ]);
    let (_, out, _) = said(&lint(folder.path(), &["--format", "short", "--only", "de/origin/mother-tongue", "a", "b"]));
    assert!(!out.contains("a/koch.md") && out.contains("koch.md:3:3: error:"), "{out}");
    let (_, out, _) =
        said(&lint(folder.path(), &["--format", "short", "--only", "de/origin/mother-tongue", "--no-config", "a"]));
    assert!(out.contains("warning"), "{out}");
}

#[test]
fn mistakes_in_a_configuration_are_shown_at_their_place() {
    let folder = folder(&[("koch.md", NATIVE), ("lint.toml", b"[employer]\nkind = \"publik\"\n")]);
    let (code, _, err) = said(&lint(folder.path(), &["koch.md"]));
    assert_eq!(code, 2);
    assert!(err.contains("lint.toml:2:8") && err.contains("public"), "{err}");
    fs::write(folder.path().join("lint.toml"), "[rules]\n\"de/age/yung-team\" = \"off\"\n").unwrap();
    let (code, _, err) = said(&lint(folder.path(), &["koch.md"]));
    assert_eq!(code, 2);
    assert!(err.contains("lint.toml:2:1") && err.contains("de/age/young-team"), "{err}");
}

#[test]
fn mistakes_in_a_rule_file_are_shown_at_their_place() {
    let rule =
        "[set]\nname = \"house\"\nlanguage = \"de\"\nabout = \"x\"\n\n[[rule]]\nid = \"fruit\"\ncategory = \"fruit\"\n";
    let folder = folder(&[("koch.md", NATIVE), ("house.toml", rule.as_bytes())]);
    let (code, _, err) = said(&lint(folder.path(), &["--rules", "house.toml", "koch.md"]));
    assert_eq!(code, 2);
    assert!(err.contains("house.toml:8:12") && err.contains("person-nouns"), "{err}");
}

#[test]
fn rules_of_your_own_join_in() {
    let folder = folder(&[("obst.md", "# Koch (m/w/d)\n\nBei uns gibt es einen Obstkorb.\n".as_bytes())]);
    let template = said(&lint(folder.path(), &["rules", "new", "de/house/fruit"])).1;
    let rule = template.replace("ein Wort*\", \"{noch,auch} eins", "Obstkorb").replace("‹ein Wort›", "ein ‹Obstkorb›");
    fs::write(folder.path().join("house.toml"), rule).unwrap();
    let (code, out, err) = said(&lint(folder.path(), &["rules", "test", "house.toml", "--only", "de/house"]));
    assert_eq!(code, 0, "{out}{err}");
    let (_, out, _) =
        said(&lint(folder.path(), &["--rules", "house.toml", "--only", "de/house", "--format", "short", "obst.md"]));
    assert!(out.contains("obst.md:3:23: info:"), "{out}");
}

#[test]
fn rules_are_counted_over_adverts_the_loud_ones_first() {
    let mut adverts =
        vec![("koch.md".to_owned(), NATIVE.to_vec()), ("cook.md".to_owned(), b"# Cook\n\nYou are the one.\n".to_vec())];
    adverts.extend((0..24).map(|number| {
        let text = if number < 3 {
            "Wir sind ein junges Team und suchen junge Teams."
        } else {
            "Wir sind ein Team und kochen."
        };
        (format!("{number}.md"), format!("# Koch (m/w/d)\n\n{text}\n").into_bytes())
    }));
    let adverts: Vec<(&str, &[u8])> = adverts.iter().map(|(name, text)| (name.as_str(), &text[..])).collect();
    let folder = folder(&adverts);
    let args = ["rules", "test", "--only", "de/age/young-team", "--only", "de/origin/mother-tongue", "--over", "."];
    let (code, out, err) = said(&lint(folder.path(), &args));
    assert_eq!(code, 0, "{out}{err}");
    let (loud, quiet) = out.split_once("in at most 5 %").unwrap();
    // 25 German adverts: 3 with a young team, twice each; 1 with a mother tongue
    assert!(loud.contains("240.0    12.0 %  de/age/young-team"), "{out}");
    assert!(quiet.contains("40.0     4.0 %  de/origin/mother-tongue"), "{out}");
    assert_eq!(said(&lint(folder.path(), &["rules", "test", "--only", "de/age", "--over", "nowhere"])).0, 2);
}

#[test]
fn comments_allow_with_a_reason_and_unused_ones_are_told() {
    let advert = "# Koch (m/w/d)\n\n<!-- lint: allow(de/origin/mother-tongue) Gericht verlangt es -->\n\nDeutsch als Muttersprache.\n\n\
        <!-- lint: allow(de/age/young-team) alt -->\n\nEnde.\n\nMehr <!-- lint: allow(de/age/nothing) x --> hier.\n";
    let folder = folder(&[("koch.md", advert.as_bytes())]);
    let (_, out, _) =
        said(&lint(folder.path(), &["--format", "short", "--skip", "encouragement,structure,pay", "koch.md"]));
    assert!(!out.contains("mother-tongue"), "{out}");
    assert!(out.contains("koch.md:7:18: warning:") && out.contains("[allow/unused]"), "{out}");
    assert!(out.contains("koch.md:11:23: error:") && out.contains("[allow/unknown-rule]"), "{out}");
}

#[test]
fn folders_are_told_in_the_order_of_their_paths() {
    let names: Vec<String> = (0..40).map(|number| format!("{:02}.md", number * 7 % 40)).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), NATIVE)).collect();
    let folder =
        folder(&[&files[..], &[(".hidden/x.md", NATIVE), ("notes.pdf", NATIVE), ("~$koch.docx", NATIVE)]].concat());
    let (_, out, _) = said(&lint(folder.path(), &["--format", "short", "--only", "de/origin/mother-tongue", "."]));
    let told: Vec<&str> = out.lines().map(|line| line.split(':').next().unwrap()).collect();
    let mut sorted = told.clone();
    sorted.sort_unstable();
    assert_eq!((told.len(), &told), (40, &sorted));
}

#[test]
fn init_writes_what_check_reads() {
    let folder = folder(&[("koch.md", NATIVE)]);
    let args = ["init", "--jurisdiction", "DE-BE", "--employer", "public", "--gender-style", "colon"];
    assert_eq!(said(&lint(folder.path(), &args)).0, 0);
    assert_eq!(said(&lint(folder.path(), &args)).0, 2, "an existing file is not written over");
    let (code, out, _) = said(&lint(folder.path(), &["config", "."]));
    assert_eq!(code, 0);
    assert!(out.contains("DE-BE") && out.contains("public") && out.contains("colon"), "{out}");
}

#[test]
fn german_readers_get_german() {
    let folder = folder(&[("koch.md", NATIVE)]);
    let (_, out, _) =
        said(&lint(folder.path(), &["--ui-language", "de", "--only", "de/origin/mother-tongue", "koch.md"]));
    assert!(out.contains("Hilfe:") && out.contains("Grundlage:") && out.contains("1 Warnung"), "{out}");
}

#[test]
fn standard_input_is_read_under_a_name() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_lint"))
        .args(["--format", "short", "--only", "de/origin/mother-tongue", "--stdin-filename", "koch.txt", "-"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), NATIVE).unwrap();
    let out = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
    assert!(out.starts_with("koch.txt:3:3: warning:"), "{out}");
}

#[test]
fn html_is_linted_and_its_words_are_mended() {
    let advert = "<!DOCTYPE html>\n<html lang=\"de\"><head><title>Stellen</title><style>p { color: red }</style></head>\n\
        <body><h1>Koch (m/w)</h1>\n<p>Sie leiten <b>alle</b> <i>Mitarbeiter</i> an &amp; kochen f&uuml;r Gro&szlig;e.</p>\n\
        <ul><li>Deutsch als Muttersprache</li></ul></body></html>\n";
    let folder = folder(&[("koch.html", advert.as_bytes()), ("koch.HTM", advert.as_bytes())]);
    let args =
        ["--no-config", "--format", "short", "--only", "title,person-nouns,encouragement,de/origin/mother-tongue"];
    let (code, out, _) = said(&lint(folder.path(), &[&args[..], &["."]].concat()));
    assert_eq!(code, 1);
    for name in ["koch.html", "koch.HTM"] {
        assert!(out.contains(&format!("{name}:3:11: ")) && out.contains(&format!("{name}:5:9: warning:")), "{out}");
    }
    let style = ["--fix", "--unsafe-fixes", "koch.html"];
    said(&lint(folder.path(), &[&args[..], &style].concat()));
    let mended = fs::read_to_string(folder.path().join("koch.html")).unwrap();
    assert_eq!(mended, advert.replace("(m/w)", "(m/w/d)").replace("<i>Mitarbeiter</i>", "<i>Mitarbeitenden</i>"));
}
