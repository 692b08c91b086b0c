//! `lint report`: the worked example as it is written down, goals, comparisons, and what bad input is answered with.

mod program;

use std::fs;
use std::path::Path;
use std::process::Command;

use program::lint;
use serde_json::Value;

fn said(args: &[&str]) -> (i32, String, String) {
    let done = lint(&[&["report", "--ui-language", "en"], args].concat(), b"");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (done.status.code().unwrap(), text(done.stdout), text(done.stderr))
}

fn report(args: &[&str]) -> Value {
    let (code, out, err) = said(&[args, &["--format", "json"]].concat());
    assert_eq!((code, err.as_str()), (0, ""));
    serde_json::from_str(&out).unwrap()
}

fn share<'r>(report: &'r Value, name: &str) -> &'r Value {
    report["shares"].as_array().unwrap().iter().find(|share| share["name"] == name).unwrap()
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    program::folder(&files.iter().map(|(name, text)| (*name, text.as_bytes())).collect::<Vec<_>>())
}

/// An advert that invites, or does not.
fn advert(number: usize, invites: bool) -> String {
    let invitation = if invites { "Bewerbungen von Frauen begrüßen wir ausdrücklich." } else { "" };
    format!("# Sachbearbeitung {number} (m/w/d)\n\nSie führen Akten und beraten. {invitation}\n")
}

/// Adverts by year: how many, and how many of them invite.
fn years(years: &[(u16, usize, usize)]) -> Vec<(String, String)> {
    let of = |(year, count, inviting): &(u16, usize, usize)| {
        let (year, inviting) = (*year, *inviting);
        (0..*count).map(move |n| {
            (format!("{year}-{:02}-01-stelle-{n}.md", n % 12 + 1), advert(usize::from(year) * 100 + n, n < inviting))
        })
    };
    years.iter().flat_map(of).collect()
}

fn written(files: &[(String, String)], more: &[(&str, &str)]) -> tempfile::TempDir {
    let mut all: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    all.extend(more);
    folder(&all)
}

const EXAMPLE: [&str; 3] = ["tests/report/adverts", "--config", "tests/report/lint.toml"];

#[test]
fn the_worked_example_is_as_written() {
    for (format, language, file) in
        [("md", "de", "report.md"), ("html", "de", "report.html"), ("md", "en", "report.en.md")]
    {
        let args = [&["report", "--ui-language", language, "--format", format], &EXAMPLE[..]].concat();
        let done = lint(&args, b"");
        assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
        let path = Path::new("tests/report").join(file);
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &done.stdout).unwrap();
        }
        let written = fs::read_to_string(&path).unwrap();
        // the version of the rules changes with every word of them
        let plain = |text: &str| text.lines().filter(|line| !line.contains("0.1.0+")).collect::<Vec<_>>().join("\n");
        assert_eq!(plain(&String::from_utf8(done.stdout).unwrap()), plain(&written), "run once with UPDATE=1");
    }
}

#[test]
fn the_example_tells_what_was_put_into_it() {
    let report = report(&EXAMPLE);
    assert_eq!((report["read"].as_u64(), report["adverts"].as_u64()), (Some(60), Some(58)));
    let reposted = report["skipped"].as_array().unwrap();
    assert!(reposted.iter().all(|skipped| skipped["reason"] == "reposted") && reposted.len() == 2, "{reposted:?}");
    // front matter says Jugendamt, the folder jugendamt
    let units: Vec<&str> =
        report["units"].as_array().unwrap().iter().filter_map(|unit| unit["name"].as_str()).collect();
    assert_eq!(units.len(), 4, "{units:?}");
    let migration = report["trends"].as_array().unwrap().iter().find(|trend| trend["name"] == "migration").unwrap();
    assert!(migration["change"]["low"].as_f64().unwrap() > 0.0, "{migration}");
    let women = report["trends"].as_array().unwrap().iter().find(|trend| trend["name"] == "women").unwrap();
    assert!(women["change"]["low"].as_f64().unwrap() < 0.0, "{women}");
    let principles = report["principles"].as_array().unwrap();
    assert!(principles.len() == 5 && principles[0]["set"] == "Leitsätze Diversity, Bezirksamt Musterfelde");
    let schema = lint(&["rules", "schema", "development"], b"").stdout;
    let schema = jsonschema::validator_for(&serde_json::from_slice(&schema).unwrap()).unwrap();
    let wrong: Vec<String> = schema.iter_errors(&report).map(|error| error.to_string()).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn every_advert_is_a_row() {
    let (code, out, _) = said(&[&EXAMPLE[..], &["--format", "csv"]].concat());
    assert_eq!(code, 0);
    assert_eq!(out.lines().count(), 59);
    assert!(out.starts_with("advert,title,unit,date,post,"), "{out}");
}

#[test]
fn goals_are_reached_on_the_way_open_or_missed() {
    let goals = "[goals]\nwomen = { share = 100, by = 2026-01-01 }\npay = { share = 50, by = 2024-06-30 }\n\
                 part_time = 50\njargon = { at_most = 1 }\n";
    let folder = written(&years(&[(2022, 10, 1), (2023, 10, 5), (2024, 10, 9)]), &[("lint.toml", goals)]);
    let path = folder.path().to_str().unwrap();
    let all = report(&[path]);
    let state = |report: &Value, name: &str| {
        let goals = report["goals"].as_array().unwrap();
        goals.iter().find(|goal| goal["measure"] == name).unwrap()["state"].as_str().unwrap().to_owned()
    };
    assert_eq!(state(&all, "women"), "on-the-way");
    assert_eq!(state(&all, "pay"), "missed");
    assert_eq!(state(&all, "part_time"), "open");
    assert_eq!(state(&all, "jargon"), "reached");
    assert_eq!(said(&[path, "--fail-on-missed-goal"]).0, 1);
    // before the day nothing is missed
    assert_eq!(state(&report(&[path, "--as-of", "2024-06-01"]), "pay"), "open");
}

#[test]
fn a_goal_for_nothing_known_is_placed() {
    let folder = written(&years(&[(2024, 2, 1)]), &[("lint.toml", "[goals]\nmigratoin = { share = 100 }\n")]);
    let (code, _, err) = said(&[folder.path().to_str().unwrap()]);
    assert_eq!(code, 2);
    assert!(err.contains("lint.toml:2:1") && err.contains("did you mean `migration`"), "{err}");
    for (goal, told) in
        [("pay = { share = 120 }", "0 to 100"), ("pay = { at_most = 1 }", "`share`"), ("pay = {}", "not how much")]
    {
        fs::write(folder.path().join("lint.toml"), format!("[goals]\n{goal}\n")).unwrap();
        let (code, _, err) = said(&[folder.path().to_str().unwrap()]);
        assert!(code == 2 && err.contains(told), "{goal}: {err}");
    }
}

#[test]
fn little_data_is_told_as_such() {
    let one = folder(&[("koch.md", &advert(1, true))]);
    let report = report(&[one.path().to_str().unwrap()]);
    assert_eq!((report["adverts"].as_u64(), report["undated"].as_u64()), (Some(1), Some(1)));
    assert!(report["periods"].as_array().unwrap().is_empty() && report["trends"].as_array().unwrap().is_empty());
    let (code, out, _) = said(&[one.path().to_str().unwrap()]);
    assert!(code == 0 && out.contains("1 advert carries no date"), "{out}");
    let none = folder(&[]);
    assert_eq!(said(&[none.path().to_str().unwrap()]).0, 2);
}

#[test]
fn small_units_are_pooled() {
    let files: Vec<(String, String)> = years(&[(2024, 8, 4)])
        .into_iter()
        .enumerate()
        .map(|(n, (name, text))| (format!("{}/{name}", if n < 6 { "a" } else { "b" }), text))
        .collect();
    let folder = written(&files, &[]);
    let report = report(&[folder.path().to_str().unwrap()]);
    let units = report["units"].as_array().unwrap();
    assert_eq!(units[0]["name"], "a");
    assert!(units[1]["name"].is_null() && units[1]["pooled"][0] == "b", "{units:?}");
}

#[test]
fn a_date_in_the_future_is_no_date() {
    let folder = written(&years(&[(2024, 6, 3), (2190, 1, 1)]), &[]);
    let report = report(&[folder.path().to_str().unwrap()]);
    assert_eq!(report["future"].as_array().unwrap().len(), 1);
    assert_eq!(report["last"], "2024-06-01");
}

#[test]
fn git_dates_what_nothing_else_dates() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("köchin.md"), advert(1, true)).unwrap();
    let git = |args: &[&str]| {
        let mut git = Command::new("git");
        git.args(["-c", "user.name=a", "-c", "user.email=a@example.org"]).args(args).current_dir(folder.path());
        git.env("GIT_AUTHOR_DATE", "2021-05-06T10:00:00Z").env("GIT_COMMITTER_DATE", "2021-05-06T10:00:00Z");
        assert!(git.output().unwrap().status.success());
    };
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-qm", "one"]);
    assert_eq!(report(&[folder.path().to_str().unwrap()])["last"], "2021-05-06");
}

#[test]
fn an_earlier_report_is_compared_by_later_adverts() {
    let folder = written(&years(&[(2023, 12, 2)]), &[]);
    let path = folder.path().to_str().unwrap();
    let earlier = folder.path().join("earlier.json");
    fs::write(&earlier, report(&[path]).to_string()).unwrap();
    for (name, text) in years(&[(2024, 12, 11)]) {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let earlier = earlier.to_str().unwrap();
    let now = report(&[path, "--since", earlier]);
    let since = &now["since"];
    assert_eq!((since["before"].as_u64(), since["after"].as_u64()), (Some(12), Some(12)));
    let women = since["changes"].as_array().unwrap().iter().find(|change| change["name"] == "women").unwrap();
    assert!(women["change"]["low"].as_f64().unwrap() > 0.0, "{women}");
    assert!(since["other_rules"].as_array().unwrap().is_empty() && since["other_profile"] == false);
    let (_, out, _) = said(&[path, "--since", earlier, "--jurisdiction", "DE-BE"]);
    assert!(out.contains("made for another profile"), "{out}");
}

#[test]
fn what_is_no_earlier_report_is_refused() {
    let folder = written(&years(&[(2023, 1, 1)]), &[("other.json", "{\"version\": 99}"), ("none.json", "[]")]);
    let path = folder.path().to_str().unwrap();
    for (file, told) in
        [("other.json", "another version"), ("none.json", "is no report"), ("absent.json", "absent.json")]
    {
        let (code, _, err) = said(&[path, "--since", folder.path().join(file).to_str().unwrap()]);
        assert!(code == 2 && err.contains(told), "{file}: {err}");
    }
}

#[test]
fn json_lines_name_unit_and_date_in_fields() {
    let line = |n: usize| {
        serde_json::json!({ "ref": n, "ad": advert(n, true), "amt": "Bauamt", "day": "2024-03-01" }).to_string()
    };
    let lines: Vec<String> = (0..6).map(line).collect();
    let folder = folder(&[("ads.jsonl", &lines.join("\n"))]);
    let path = folder.path().join("ads.jsonl");
    let fields = ["--text-field", "ad", "--id-field", "ref", "--unit-field", "amt", "--date-field", "day"];
    let report = report(&[&[path.to_str().unwrap()], &fields[..]].concat());
    assert_eq!(report["units"][0]["name"], "Bauamt");
    assert_eq!(share(&report, "women")["hits"], 6);
    fs::write(&path, lines.join("\n") + "\nno json\n").unwrap();
    let (code, out, err) = said(&[&[path.to_str().unwrap()], &fields[..], &["--format", "json"]].concat());
    assert_eq!(code, 2);
    assert!(err.contains("ads.jsonl:7: the line is no JSON object"), "{err}");
    assert_eq!(serde_json::from_str::<Value>(&out).unwrap()["adverts"], 6);
}

#[test]
fn the_same_adverts_give_the_same_bytes() {
    let once = said(&[&EXAMPLE[..], &["--format", "json"]].concat());
    assert_eq!(once, said(&[&EXAMPLE[..], &["--format", "json"]].concat()));
}

#[test]
fn the_remedy_is_for_what_the_goal_asks() {
    let bad = "# Sachbearbeiter\n\nSie führen Akten. Deutsch als Muttersprache ist Voraussetzung.\n";
    let files: Vec<(String, String)> =
        (0..6).map(|n| (format!("2024-0{}-01-a{n}.md", n + 1), format!("{bad}\nNummer {n}\n"))).collect();
    let goals = "[employer]\njurisdiction = \"DE-BE\"\nkind = \"public\"\n[goals]\ntitle = 100\nwomen = 100\n[goals.unit.none]\npay = 50\n";
    let folder = written(&files, &[("lint.toml", goals)]);
    let report = report(&[folder.path().to_str().unwrap()]);
    let goals = report["goals"].as_array().unwrap();
    let goal = |name: &str| goals.iter().find(|goal| goal["measure"] == name).unwrap();
    assert!(goal("title")["remedy"].as_str().unwrap().contains("Form für alle"), "{}", goal("title"));
    assert_eq!(goal("title")["remedy_helps"], 6);
    assert!(!goal("title")["remedy"].as_str().unwrap().contains('…'));
    assert!(goal("women")["remedy"].as_str().unwrap().contains("Frauen"));
    assert_eq!(goal("pay")["state"], "no-data");
}

#[test]
fn folders_with_their_own_profile_are_named() {
    let profile = |place: &str| format!("[employer]\njurisdiction = \"{place}\"\n");
    let mut files: Vec<(String, String)> = Vec::new();
    for place in ["DE-BE", "AT"] {
        files.push((format!("{place}/lint.toml"), profile(place)));
        files.extend((0..3).map(|n| (format!("{place}/2024-0{}-01-a.md", n + 1), advert(n + place.len() * 10, true))));
    }
    let folder = written(&files, &[]);
    let (code, out, _) = said(&[folder.path().to_str().unwrap()]);
    assert!(code == 0 && out.contains("AT; DE-BE"), "{out}");
}
