//! Mending: every fix lints clean, fixing twice is fixing once, and the JSON alone says all that `--fix` does.

mod program;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use advert_lint::check::{Checker, Knowledge, Settings};
use advert_lint::document::Document;
use advert_lint::finding::{Category, Finding, Safety, Severity};
use advert_lint::fix::{Mending, apply, mend};
use advert_lint::output::json::Json;
use advert_lint::output::{Checked, Reporter, Summary};
use advert_lint::rule::profile::{Employer, GenderStyle, Profile};
use advert_lint::source::Source;
use program::lint;
use serde_json::Value;

/// The adverts of this project, and those of the corpus where it is there.
fn adverts(folders: &[&str]) -> Vec<PathBuf> {
    let mut out: Vec<PathBuf> = Vec::new();
    for entry in folders.iter().flat_map(walkdir::WalkDir::new).filter_map(Result::ok) {
        if entry.path().extension().is_some_and(|ending| ending == "md" || ending == "txt") {
            out.push(entry.into_path());
        }
    }
    out.sort();
    out
}

const OURS: &[&str] = &["tests/adverts"];
const SHARED: &[&str] = &["../shared/corpus/municipal", "../shared/corpus/dev"];

/// Adverts with the employers and styles under which they are mended; the shared ones under one of them.
fn mended_under() -> Vec<(PathBuf, Checker)> {
    let checkers = checkers();
    let ours =
        adverts(OURS).into_iter().flat_map(|path| checkers.iter().map(move |checker| (path.clone(), checker.clone())));
    let shared = adverts(SHARED).into_iter().enumerate();
    ours.chain(shared.map(|(number, path)| (path, checkers[number % checkers.len()].clone()))).collect()
}

static KNOWLEDGE: LazyLock<Arc<Knowledge>> = LazyLock::new(|| Knowledge::builtin().unwrap());

fn checkers() -> [Checker; 4] {
    let of = |place: Option<&str>, style| {
        let employer = place.map(|_| Employer::Public);
        let underrepresented = place.map(|_| vec!["women".to_owned()]);
        let profile = Profile { jurisdiction: place.map(str::to_owned), employer, underrepresented, part_time: None };
        Checker::new(KNOWLEDGE.clone(), Settings { profile, style, ..Settings::default() })
    };
    [
        of(None, GenderStyle::Neutral),
        of(Some("DE-BE"), GenderStyle::Star),
        of(Some("DE-BY"), GenderStyle::Colon),
        of(Some("DE-NW"), GenderStyle::Slash),
    ]
}

fn read(path: &Path) -> Document {
    Document::read(Source::decode(path.display().to_string(), fs::read(path).unwrap()).unwrap())
}

/// Whether a finding of the same rule is about the same words, or about something missing.
fn same(a: &Finding, b: &Finding) -> bool {
    a.rule == b.rule && a.missing == b.missing && a.text == b.text
}

/// Whether both findings measure the same sentence or text, which an edit may have changed.
fn measures(a: &Finding, b: &Finding) -> bool {
    let counts = a.rule == b.rule && a.rule.contains("/structure/");
    counts || a.category == Category::Readability && b.category == Category::Readability
}

/// Each alone removes its finding and brings no other.
#[test]
fn every_fix_lints_clean() {
    let (mut fixes, mut wrong) = (0, Vec::new());
    for (path, checker) in mended_under() {
        let document = read(&path);
        let before = checker.check(&document).findings;
        for finding in &before {
            for fix in finding.fixes.iter().filter(|fix| fix.safety >= Safety::Unsafe) {
                fixes += 1;
                let after = document.with_text(apply(document.source.text(), &fix.edits));
                let now = checker.check(&after).findings;
                let count = |list: &[Finding]| list.iter().filter(|other| same(finding, other)).count();
                let stays = now.iter().any(|other| same(finding, other) && other.span.start <= finding.span.start);
                let again = stays && count(&now) >= count(&before);
                // an insertion makes nothing missing: it only lets another absence be told
                let told = |other: &Finding| finding.missing && other.missing;
                let known = |other: &Finding| before.iter().any(|old| same(old, other) || measures(old, other));
                let new = now.iter().find(|other| !told(other) && !known(other));
                if again || new.is_some() {
                    let came = new.map(|new| format!(" brings {} {}", new.rule, new.text)).unwrap_or_default();
                    let place = format!("{}: {} {}", path.display(), finding.rule, finding.text);
                    wrong.push(format!("{place} → {}{came}", fix.title));
                }
            }
        }
    }
    assert!(fixes > 100, "only {fixes} fixes");
    assert!(wrong.is_empty(), "{} of {fixes}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn fixing_twice_is_fixing_once() {
    for (path, checker) in mended_under() {
        for least in [Safety::Safe, Safety::Unsafe] {
            let mending = Mending { least, min_severity: Severity::Info };
            if let Some(once) = mend(&checker, &read(&path), mending) {
                let twice = mend(&checker, &once.document, mending);
                let text = twice.as_ref().map(|twice| twice.document.source.text());
                assert_eq!(text, None, "{}", path.display());
            }
        }
    }
}

/// One round of edits from a report: the first fix of each finding that is trusted enough, those that overlap left out.
fn edited(text: &str, report: &Value, trusted: &[&str]) -> Option<String> {
    let mut edits: Vec<(usize, usize, String)> = Vec::new();
    for finding in report["documents"][0]["findings"].as_array().unwrap() {
        let fixes = finding["fixes"].as_array().unwrap();
        let Some(fix) = fixes.iter().find(|fix| trusted.contains(&fix["safety"].as_str().unwrap())) else { continue };
        let offset = |place: &Value| place["offset"].as_u64().unwrap() as usize;
        let of = |edit: &Value| {
            let span = &edit["span"];
            (offset(&span["start"]), offset(&span["end"]), edit["text"].as_str().unwrap().to_owned())
        };
        let own: Vec<_> = fix["edits"].as_array().unwrap().iter().map(of).collect();
        let meets = |a: &(usize, usize, String)| edits.iter().any(|b| a.0 == b.0 || a.0 < b.1 && b.0 < a.1);
        if !own.iter().any(meets) {
            edits.extend(own);
        }
    }
    edits.sort();
    let mut out = text.to_owned();
    for (start, end, new) in edits.iter().rev() {
        out.replace_range(*start..*end, new);
    }
    (!edits.is_empty()).then_some(out)
}

/// The report on one advert.
fn report(checker: &Checker, document: Document) -> Value {
    let verdict = checker.check(&document);
    let (mut json, mut out) = (Json::default(), Vec::new());
    json.document(&mut out, &Checked { document, verdict, knowledge: checker.knowledge().clone() }).unwrap();
    json.end(&mut out, &Summary::default()).unwrap();
    serde_json::from_slice(&out).unwrap()
}

#[test]
fn the_json_alone_says_what_fix_does() {
    for (path, checker) in adverts(OURS).into_iter().flat_map(|path| checkers().map(|checker| (path.clone(), checker)))
    {
        for (least, trusted) in [(Safety::Safe, &["safe"][..]), (Safety::Unsafe, &["safe", "unsafe"])] {
            let document = read(&path);
            let mending = Mending { least, min_severity: Severity::Info };
            let fixed = mend(&checker, &document, mending);
            let fixed = fixed.as_ref().map_or(document.source.text(), |fixed| fixed.document.source.text());
            let mut text = document.source.text().to_owned();
            while let Some(next) = edited(&text, &report(&checker, document.with_text(text.clone())), trusted) {
                text = next;
            }
            assert_eq!(fixed, text, "{} {least:?}", path.display());
        }
    }
}

const TEXT: &str = "# Koch (m/w)\r\n\r\nSie leiten alle Mitarbeiter an und helfen über 30 Studenten.";
const MENDED: &str =
    "# Koch (m/w/d)\r\n\r\nSie leiten alle Mitarbeitenden an und helfen über 30 Studentinnen und Studenten.";

fn fixed(folder: &Path, name: &str, bytes: &[u8]) -> (Option<i32>, Vec<u8>) {
    let path = folder.join(name);
    fs::write(&path, bytes).unwrap();
    let done = lint(&["--fix", "--no-config", "--only", "title,person-nouns", path.to_str().unwrap()], b"");
    (done.status.code(), fs::read(path).unwrap())
}

#[test]
fn files_keep_encoding_mark_line_endings_and_missing_final_newline() {
    let folder = tempfile::tempdir().unwrap();
    let marked = |text: &str| format!("\u{feff}{text}").into_bytes();
    let wide = |text: &str| {
        "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect::<Vec<u8>>()
    };
    let latin = |text: &str| encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
    let plain = |text: &str| text.as_bytes().to_vec();
    for encode in [&marked as &dyn Fn(&str) -> Vec<u8>, &wide, &latin, &plain] {
        let (code, bytes) = fixed(folder.path(), "koch.md", &encode(TEXT));
        assert_eq!((code, bytes), (Some(0), encode(MENDED)));
    }
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "a temporary file stays behind");
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let (path, link) = (folder.path().join("koch.md"), folder.path().join("link.md"));
    fs::write(&path, TEXT).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink(&path, &link).unwrap();
    lint(&["--fix", "--no-config", "--only", "title", link.to_str().unwrap()], b"");
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(fs::read_to_string(&path).unwrap().starts_with("# Koch (m/w/d)"));
}

#[test]
fn a_file_that_changed_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("koch.md");
    fs::write(&path, "Neu.").unwrap();
    let input = advert_lint::input::Input::File(path.clone());
    let (before, after) = (Source::new("koch.md", "Alt."), Source::new("koch.md", "Besser."));
    let refused = input.write(&before, &after);
    assert!(matches!(refused, Err(advert_lint::input::InputError::Changed(_))), "{refused:?}");
    assert_eq!(fs::read_to_string(path).unwrap(), "Neu.");
}

#[test]
fn a_diff_changes_nothing_and_says_so_by_its_exit_code() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("koch.md");
    fs::write(&path, TEXT).unwrap();
    let args = ["--diff", "--no-config", "--only", "title,person-nouns", path.to_str().unwrap()];
    let done = lint(&args, b"");
    let diff = String::from_utf8(done.stdout).unwrap();
    assert_eq!(done.status.code(), Some(1));
    assert!(diff.contains("-# Koch (m/w)\r\n+# Koch (m/w/d)\r\n"), "{diff}");
    assert_eq!(fs::read_to_string(&path).unwrap(), TEXT);
    fs::write(&path, MENDED).unwrap();
    let done = lint(&args, b"");
    assert_eq!((done.status.code(), done.stdout.len()), (Some(0), 0));
}

#[test]
fn standard_input_comes_back_mended_with_the_findings_beside() {
    let done = lint(
        &["--fix", "--no-config", "--format", "short", "--only", "title,origin", "-"],
        b"# Koch (m/w)\n\nDeutsch als Muttersprache.\n",
    );
    assert_eq!(String::from_utf8(done.stdout).unwrap(), "# Koch (m/w/d)\n\nDeutsch als Muttersprache.\n");
    let told = String::from_utf8(done.stderr).unwrap();
    assert!(told.contains("mother-tongue") && done.status.code() == Some(1), "{told}");
}

fn safe(text: &str, style: GenderStyle, place: Option<&str>) -> String {
    mended(text, style, place, Safety::Safe)
}

fn mended(text: &str, style: GenderStyle, place: Option<&str>, least: Safety) -> String {
    let employer = place.map(|_| Employer::Public);
    let profile = Profile { jurisdiction: place.map(str::to_owned), employer, ..Profile::default() };
    let only = ["title", "person-nouns", "style", "gender"].map(str::to_owned).to_vec();
    let settings = Settings { profile, style, only, ..Settings::default() };
    let checker = Checker::new(KNOWLEDGE.clone(), settings);
    let document = Document::read(Source::new("a.md", text));
    let done = mend(&checker, &document, Mending { least, min_severity: Severity::Info });
    done.map_or_else(|| text.to_owned(), |done| done.document.source.text().to_owned())
}

#[test]
fn plural_nouns_follow_their_determiners_in_every_style() {
    use GenderStyle::{Colon, Gap, Neutral, Pair, Slash, Star};
    for (before, style, after) in [
        ("Die Mitarbeiter helfen.", Neutral, "Die Mitarbeitenden helfen."),
        ("Hier helfen viele Mitarbeiter.", Neutral, "Hier helfen viele Mitarbeitende."),
        ("Ein Haus mit 300 Mitarbeitern.", Neutral, "Ein Haus mit 300 Mitarbeitenden."),
        ("Wir hören die Wünsche unserer Mitarbeiter.", Neutral, "Wir hören die Wünsche unserer Mitarbeitenden."),
        ("Wir helfen den Studenten.", Star, "Wir helfen den Studenten."),
        ("Wir arbeiten mit Kollegen.", Star, "Wir arbeiten mit Kolleg\\*innen."),
        ("Unsere Ärzte sind da.", Colon, "Unsere Ärzt:innen sind da."),
        ("Alle Bewerber erhalten Antwort.", Gap, "Alle Bewerber_innen erhalten Antwort."),
        ("Alle Bewerber erhalten Antwort.", Slash, "Alle Bewerber/-innen erhalten Antwort."),
        ("Alle Kollegen erhalten Antwort.", Slash, "Alle Kolleginnen und Kollegen erhalten Antwort."),
        ("Wir sprechen mit den Mitarbeitern.", Pair, "Wir sprechen mit den Mitarbeiterinnen und Mitarbeitern."),
        ("Wir schulen alle IT-Berater.", Pair, "Wir schulen alle IT-Beraterinnen und IT-Berater."),
        ("Wir schulen alle Kundenberater.", Neutral, "Wir schulen alle Kundenberatungskräfte."),
        ("Der Bürger- und Kundenservice berät.", Neutral, "Der Bürger- und Kundenservice berät."),
        ("Wir schulen alle Team- und Abteilungsleiter.", Star, "Wir schulen alle Team- und Abteilungsleiter."),
        ("Sie arbeiten als Berater.", Star, "Sie arbeiten als Berater\\*in."),
        ("Sie sind ein erfahrener Berater.", Star, "Sie sind ein erfahrener Berater."),
    ] {
        let title = "# Hilfe (m/w/d)\n\n";
        assert_eq!(safe(&format!("{title}{before}\n"), style, None), format!("{title}{after}\n"));
    }
}

#[test]
fn singular_nouns_are_shown_with_all_that_agrees() {
    let checker = |style| Checker::new(KNOWLEDGE.clone(), Settings { style, ..Settings::default() });
    let text = "# Hilfe (m/w/d)\n\nWir suchen einen erfahrenen Berater, der seine Arbeit mag.\n";
    for (style, shown) in [
        (GenderStyle::Neutral, "eine erfahrene Beratungskraft, die ihre"),
        (GenderStyle::Star, "eine*n erfahrene*n Berater*in, der*die seine*ihre"),
        (GenderStyle::Pair, "eine erfahrene Beraterin oder einen erfahrenen Berater"),
    ] {
        let findings = checker(style).check(&Document::read(Source::new("a.md", text))).findings;
        let fix = &findings.iter().find(|finding| finding.text == "Berater").unwrap().fixes[0];
        assert_eq!((fix.title.as_str(), fix.safety), (shown, Safety::Suggestion));
    }
}

#[test]
fn titles_are_opened() {
    use GenderStyle::Neutral;
    for (before, place, after) in [
        ("# Koch (w|m)", None, "# Koch (w|m|d)"),
        ("# Vermessungstechniker im Außendienst", None, "# Vermessungstechniker (m/w/d) im Außendienst"),
        ("# Sachbearbeiter Wohngeld", Some("DE-BE"), "# Sachbearbeiterin oder Sachbearbeiter Wohngeld (m/w/d)"),
        ("# Sachbearbeiter Wohngeld (m/w/d)", Some("DE-BE"), "# Sachbearbeiterin oder Sachbearbeiter Wohngeld (m/w/d)"),
        ("# Sachbearbeiter (m/w)", Some("DE-BE"), "# Sachbearbeiterin oder Sachbearbeiter (m/w/d)"),
        ("# Sachbearbeitung Wohngeld", Some("DE-BE"), "# Sachbearbeitung Wohngeld"),
    ] {
        assert_eq!(
            safe(&format!("{before}\n\nWir suchen Hilfe.\n"), Neutral, place),
            format!("{after}\n\nWir suchen Hilfe.\n")
        );
    }
}

#[test]
fn one_style_for_each_advert() {
    let text = "# Hilfe (m/w/d)\n\nKolleg*innen und/oder Berater:innen, 30 km/h, Ein-/Ausgang, LinkedIn, PlugIn, MitarbeiterInnen.\n";
    let after = text.replace("Kolleg*", "Kolleg:").replace("MitarbeiterInnen", "Mitarbeiter:innen");
    assert_eq!(safe(text, GenderStyle::Colon, None), after);
    // Bavaria's administration writes no signs inside words
    let spelt =
        safe("# Hilfe (m/w/d)\n\nUnsere Kolleg:innen und alle Berater helfen.\n", GenderStyle::Colon, Some("DE-BY"));
    assert_eq!(spelt, "# Hilfe (m/w/d)\n\nUnsere Kolleginnen und Kollegen und alle Beraterinnen und Berater helfen.\n");
}

#[test]
fn english_words_for_men_have_neutral_ones() {
    let text = "# Salesman\n\nThe chairman hires salesmen.\n";
    assert_eq!(
        mended(text, GenderStyle::Neutral, None, Safety::Unsafe),
        "# Salesperson\n\nThe chair hires salespeople.\n"
    );
}

#[test]
fn the_organisation_writes_its_own_sentences() {
    let folder = tempfile::tempdir().unwrap();
    let own = "Menschen mit Migrationsgeschichte: Wir freuen uns auf {Ihre|deine} Bewerbung.";
    fs::write(folder.path().join("lint.toml"), format!("[texts]\nmigration = \"{own}\"\n")).unwrap();
    let advert = folder.path().join("koch.md");
    fs::write(
        &advert,
        "# Koch (m/w/d)\n\nDu kochst, und dein Team hilft.\n\n## Bewerbung\n\nSchick alles an a@example.org.\n",
    )
    .unwrap();
    let only = "de/encouragement/missing-migration";
    lint(&["--fix", "--unsafe-fixes", "--only", only, advert.to_str().unwrap()], b"");
    let text = fs::read_to_string(&advert).unwrap();
    assert!(
        text.ends_with("a@example.org.\n\nMenschen mit Migrationsgeschichte: Wir freuen uns auf deine Bewerbung.\n"),
        "{text}"
    );
    fs::write(folder.path().join("lint.toml"), "[texts]\nmigraton = \"x\"\n").unwrap();
    let done = lint(&[advert.to_str().unwrap()], b"");
    let told = String::from_utf8(done.stderr).unwrap();
    assert!(done.status.code() == Some(2) && told.contains("lint.toml:2:1") && told.contains("migration"), "{told}");
}
