//! The machine formats: valid by their schema, and with places that any consumer can trust.

mod program;

use program::lint;
use serde_json::Value;

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

/// What an editor is told of rule files is what the loader takes.
#[test]
fn every_rule_file_is_valid_by_the_schema_that_editors_get() {
    let schema: Value = serde_json::from_slice(&lint(&["rules", "schema"], b"").stdout).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let mut files = 0;
    for folder in ["rules/de", "rules/en", "rules/duties"] {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            // what a language says about itself has a shape of its own
            if path.ends_with("language.toml") {
                continue;
            }
            let file: Value = toml::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
            let errors: Vec<String> =
                validator.iter_errors(&file).map(|error| format!("{}: {error}", error.instance_path)).collect();
            assert!(errors.is_empty(), "{}: {}", path.display(), errors.join("\n"));
            files += 1;
        }
    }
    assert!(files > 50, "{files} files");
    assert!(!validator.is_valid(&serde_json::json!({ "set": {}, "rules": [] })));
}

#[test]
fn lines_hold_what_the_report_holds() {
    let whole = report(&["--format", "json", "--no-config", "tests/adverts"], b"");
    let lines = lint(&["--format", "jsonl", "--no-config", "tests/adverts"], b"").stdout;
    let lines: Vec<Value> =
        String::from_utf8(lines).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(whole["documents"], Value::Array(lines));
}

/// Umlauts, emoji, CRLF, a soft hyphen and a byte order mark.
const TRICKY: &str = "\u{feff}# Köchin 👩🏽‍🍳 (m/w/d)\r\n\r\nFür die Küche 🍲: Deutsch als Mut\u{ad}ter\u{ad}sprache.\r\n";

const TRICKY_ARGS: [&str; 6] = ["--language", "de", "--only", "de/origin/mother-tongue", "--no-config", "-"];

/// Every unit of a place tells the same word.
#[test]
fn places_are_right_in_every_unit() {
    let text = TRICKY;
    let report = report(&[&["--format", "json"], &TRICKY_ARGS[..]].concat(), text.as_bytes());
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
    for format in ["human", "short", "json", "sarif", "github", "gitlab", "rdjson", "junit"] {
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

/// Every format counts in the unit that its consumers count in.
#[test]
fn every_format_names_the_same_place() {
    let said =
        |format| String::from_utf8(lint(&[&["--format", format], &TRICKY_ARGS[..]].concat(), TRICKY.as_bytes()).stdout);
    let json: Value = serde_json::from_str(&said("json").unwrap()).unwrap();
    let span = &json["documents"][0]["findings"][0]["span"];
    let found = &TRICKY[number(&span["start"]["offset"])..number(&span["end"]["offset"])];
    assert!(found.starts_with("Deutsch") && found.ends_with("sprache"), "{found}");
    let line = TRICKY.lines().nth(2).unwrap();
    let by_characters = |from: usize, to: usize| line.chars().skip(from - 1).take(to - from).collect::<String>();

    let sarif: Value = serde_json::from_str(&said("sarif").unwrap()).unwrap();
    assert_eq!(sarif["runs"][0]["columnKind"], "unicodeCodePoints");
    let region = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"];
    assert_eq!((number(&region["startLine"]), number(&region["endLine"])), (3, 3));
    assert_eq!(by_characters(number(&region["startColumn"]), number(&region["endColumn"])), found);

    let rdjson: Value = serde_json::from_str(&said("rdjson").unwrap()).unwrap();
    let range = &rdjson["diagnostics"][0]["location"]["range"];
    assert_eq!((number(&range["start"]["line"]), number(&range["end"]["line"])), (3, 3));
    assert_eq!(&line[number(&range["start"]["column"]) - 1..number(&range["end"]["column"]) - 1], found);

    let gitlab: Value = serde_json::from_str(&said("gitlab").unwrap()).unwrap();
    assert_eq!(gitlab[0]["location"]["lines"], serde_json::json!({ "begin": 3, "end": 3 }));

    let github = said("github").unwrap();
    let property = |name: &str| {
        let (_, behind) = github.split_once(&format!("{name}=")).unwrap();
        behind.split([',', ':']).next().unwrap().parse::<usize>().unwrap()
    };
    assert_eq!((property("line"), property("endLine")), (3, 3));
    assert_eq!(by_characters(property(",col"), property("endColumn")), found);

    let junit = said("junit").unwrap();
    assert!(junit.contains(&format!("(3:{})\"", property(",col"))), "{junit}");
}

fn number(value: &Value) -> usize {
    value.as_u64().unwrap() as usize
}

fn valid(schema: &str, instance: &Value) {
    let schema: Value = serde_json::from_str(&std::fs::read_to_string(schema).unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(instance).map(|error| format!("{}: {error}", error.instance_path)).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

const ADVERTS: [&str; 5] = ["--no-config", "--jurisdiction", "DE", "tests/adverts", "--format"];

#[test]
fn sarif_is_valid_and_tells_every_rule() {
    let sarif = report(&[&ADVERTS[..], &["sarif"]].concat(), b"");
    valid("tests/schemas/sarif-2.1.0.json", &sarif);
    let run = &sarif["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert!(results.len() > 50 && rules.len() > 20, "{} results of {} rules", results.len(), rules.len());
    for result in results {
        assert_eq!(rules[number(&result["ruleIndex"])]["id"], result["ruleId"]);
        let place = &result["locations"][0]["physicalLocation"]["artifactLocation"];
        assert!(place["uri"].as_str().unwrap().starts_with("tests/adverts/"), "{place}");
    }
    for rule in rules {
        let help = rule["help"]["markdown"].as_str().unwrap();
        assert!(
            help.contains(rule["fullDescription"]["text"].as_str().unwrap()) && help.contains("lint: allow("),
            "{help}"
        );
    }
}

#[test]
fn what_a_comment_allows_is_suppressed_with_its_reason() {
    let advert = "# Koch (m/w/d)\n\nDeutsch als Muttersprache. <!-- lint: allow(de/origin/mother-tongue) das Amt verlangt es -->\n";
    let sarif = report(&["--format", "sarif", "--language", "de", "--no-config", "-"], advert.as_bytes());
    valid("tests/schemas/sarif-2.1.0.json", &sarif);
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let (suppressed, told): (Vec<&Value>, Vec<&Value>) =
        results.iter().partition(|result| !result["suppressions"].as_array().unwrap().is_empty());
    assert!(!told.is_empty() && suppressed.len() == 1, "{results:?}");
    assert_eq!(suppressed[0]["ruleId"], "de/origin/mother-tongue");
    let why = serde_json::json!([{ "kind": "inSource", "justification": "das Amt verlangt es" }]);
    assert_eq!(suppressed[0]["suppressions"], why);
}

/// A place by line and column as a byte offset; `width` is what a character counts.
fn offset(text: &str, line: usize, column: usize, width: fn(char) -> usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let mut left = column - 1;
    let mut at = start;
    for c in text[start..].chars() {
        if left == 0 {
            break;
        }
        left -= width(c);
        at += c.len_utf8();
    }
    at
}

/// A wording taken over from any format makes the same text.
#[test]
fn fixes_are_the_same_in_every_format() {
    let json = report(&[&ADVERTS[..], &["json"]].concat(), b"");
    let sarif = report(&[&ADVERTS[..], &["sarif"]].concat(), b"");
    let rdjson = report(&[&ADVERTS[..], &["rdjson"]].concat(), b"");
    valid("tests/schemas/rdjson.json", &rdjson);
    let mut told = sarif["runs"][0]["results"].as_array().unwrap().iter();
    let mut diagnostics = rdjson["diagnostics"].as_array().unwrap().iter();
    let mut fixes = 0;
    for document in json["documents"].as_array().unwrap() {
        let text = std::fs::read_to_string(document["path"].as_str().unwrap()).unwrap();
        let text = text.as_str();
        let apply = |edits: Vec<(usize, usize, &str)>| {
            edits.iter().rev().fold(text.to_owned(), |mut text, (from, to, new)| {
                text.replace_range(from..to, new);
                text
            })
        };
        for finding in document["findings"].as_array().unwrap() {
            let result = told.find(|result| result["suppressions"].as_array().unwrap().is_empty()).unwrap();
            let diagnostic = diagnostics.next().unwrap();
            assert_eq!((&result["ruleId"], &diagnostic["code"]["value"]), (&finding["rule"], &finding["rule"]));
            for (index, fix) in finding["fixes"].as_array().unwrap().iter().enumerate() {
                fixes += 1;
                let edits = fix["edits"].as_array().unwrap().iter();
                let wanted = apply(
                    edits
                        .map(|edit| {
                            let span = &edit["span"];
                            let new = edit["text"].as_str().unwrap();
                            (number(&span["start"]["offset"]), number(&span["end"]["offset"]), new)
                        })
                        .collect(),
                );
                let replacements = result["fixes"][index]["artifactChanges"][0]["replacements"].as_array().unwrap();
                let by_sarif = replacements.iter().map(|replacement| {
                    let region = &replacement["deletedRegion"];
                    let at =
                        |line: &str, column: &str| offset(text, number(&region[line]), number(&region[column]), |_| 1);
                    let new = replacement["insertedContent"]["text"].as_str().unwrap();
                    (at("startLine", "startColumn"), at("endLine", "endColumn"), new)
                });
                assert_eq!(apply(by_sarif.collect()), wanted);
                let suggestion = &diagnostic["suggestions"][index];
                let at = |end: &str| {
                    let place = &suggestion["range"][end];
                    offset(text, number(&place["line"]), number(&place["column"]), char::len_utf8)
                };
                assert_eq!(apply(vec![(at("start"), at("end"), suggestion["text"].as_str().unwrap())]), wanted);
            }
        }
    }
    assert!(fixes > 10, "{fixes} fixes");
}

#[test]
fn github_shows_ten_of_a_kind_and_says_how_many_more() {
    let advert = "# Koch (m/w/d)\n\n".to_owned() + &"- Deutsch als Muttersprache\n\nund: 100 %,\n\n".repeat(13);
    let done = lint(&[&["--format", "github"], &TRICKY_ARGS[..]].concat(), advert.as_bytes());
    let said = String::from_utf8(done.stdout).unwrap();
    assert_eq!(said.lines().filter(|line| line.starts_with("::warning file=stdin.md,line=")).count(), 10, "{said}");
    assert!(said.lines().last().unwrap().starts_with("More findings: 3. "), "{said}");
    assert_eq!(said.lines().count(), 11);
}

#[test]
fn gitlab_gets_what_it_demands() {
    let twice = "# Koch (m/w/d)\n\n- Deutsch als Muttersprache\n- Deutsch als Muttersprache\n";
    for issues in [
        report(&[&ADVERTS[..], &["gitlab"]].concat(), b""),
        report(&[&["--format", "gitlab"], &TRICKY_ARGS[..]].concat(), twice.as_bytes()),
    ] {
        let issues = issues.as_array().unwrap();
        let fingerprints: std::collections::HashSet<&str> =
            issues.iter().map(|issue| issue["fingerprint"].as_str().unwrap()).collect();
        assert!(issues.len() > 1 && fingerprints.len() == issues.len(), "one of a kind is dropped");
        for issue in issues {
            assert!(!issue["description"].as_str().unwrap().is_empty());
            assert!(["info", "minor", "major"].contains(&issue["severity"].as_str().unwrap()));
            assert!(!issue["location"]["path"].as_str().unwrap().starts_with('/'));
            assert!(number(&issue["location"]["lines"]["begin"]) > 0);
        }
    }
}

#[test]
fn junit_is_well_formed_and_fails_where_the_run_does() {
    let said = String::from_utf8(lint(&[&ADVERTS[..], &["junit"]].concat(), b"").stdout).unwrap();
    let tree = roxmltree::Document::parse(&said).unwrap();
    let json = report(&[&ADVERTS[..], &["json"]].concat(), b"");
    let count = |name| tree.descendants().filter(|node| node.has_tag_name(name)).count();
    let summary = &json["summary"];
    assert_eq!(count("testsuite"), number(&summary["documents"]));
    assert_eq!(count("failure"), number(&summary["errors"]) + number(&summary["warnings"]));
    assert_eq!(count("skipped"), number(&summary["infos"]));
    for suite in tree.descendants().filter(|node| node.has_tag_name("testsuite")) {
        let said = |name| suite.attribute(name).unwrap().parse::<usize>().unwrap();
        let held = |name| suite.descendants().filter(|node| node.has_tag_name(name)).count();
        assert_eq!((said("tests"), said("failures")), (held("testcase"), held("failure")));
    }
}

#[test]
fn an_empty_run_is_a_report_too() {
    let nothing = "# Koch (m/w/d)\n\nSie kochen.\n";
    for format in ["sarif", "gitlab", "rdjson"] {
        let report = report(&[&["--format", format], &TRICKY_ARGS[..]].concat(), nothing.as_bytes());
        assert!(report.is_array() || report.is_object());
    }
    let junit =
        String::from_utf8(lint(&[&["--format", "junit"], &TRICKY_ARGS[..]].concat(), nothing.as_bytes()).stdout);
    assert!(roxmltree::Document::parse(&junit.unwrap()).is_ok());
}
