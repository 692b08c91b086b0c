//! What counts: new findings against a baseline, changed adverts against a revision, and the answers to bad input.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const BAD: &str = "# Koch (m/w/d)\n\n- Deutsch als Muttersprache\n";

fn lint(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lint"));
    command.args(["--no-config", "--format", "short"]).args(args).current_dir(folder).env("LC_ALL", "C");
    command.env_remove("LINT_JURISDICTION").env_remove("LINT_EMPLOYER").env_remove("LINT_FORMAT");
    command.output().unwrap()
}

fn said(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let done = lint(folder, args);
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (done.status.code().unwrap(), text(&done.stdout), text(&done.stderr))
}

fn git(folder: &Path, args: &[&str]) {
    let mut command = Command::new("git");
    command.args(["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]);
    assert!(command.args(args).current_dir(folder).output().unwrap().status.success(), "git {args:?}");
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

#[test]
fn old_findings_stay_and_new_ones_fail() {
    let home = folder(&[("jobs/koch.md", BAD), ("jobs/kellner.md", BAD)]);
    let at = home.path();
    let (code, out, err) = said(at, &["--baseline", "known.json", "--write-baseline", "jobs"]);
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    let (code, out, err) = said(at, &["--baseline", "known.json", "jobs"]);
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    assert!(err.contains("known and not shown: "), "{err}");

    // moved to another line, it is still known; from another folder too
    fs::write(at.join("jobs/koch.md"), BAD.replace("\n\n", "\n\nSie kochen gern.\n\n")).unwrap();
    assert_eq!(said(&at.join("jobs"), &["--baseline", "../known.json", "koch.md"]).0, 0);

    // the same sentence once more is new, and so is the same advert under another name
    fs::write(at.join("jobs/koch.md"), BAD.to_owned() + "- Deutsch als Muttersprache\n").unwrap();
    let (code, out, _) = said(at, &["--baseline", "known.json", "jobs"]);
    assert_eq!((code, out.lines().count()), (1, 1), "{out}");
    assert!(out.contains("koch.md:4:3: warning:"), "{out}");
    fs::write(at.join("jobs/koch.md"), BAD).unwrap();
    fs::write(at.join("jobs/copy.md"), BAD).unwrap();
    let (code, out, _) = said(at, &["--baseline", "known.json", "jobs"]);
    assert_eq!(code, 1);
    assert!(out.lines().all(|line| line.starts_with("jobs/copy.md")), "{out}");
}

#[test]
fn what_is_gone_is_told_and_taken_out() {
    let home = folder(&[("a.md", BAD), ("b.md", BAD), ("c.md", BAD)]);
    let at = home.path();
    said(at, &["--baseline", "known.json", "--write-baseline", "."]);
    let known = || fs::read_to_string(at.join("known.json")).unwrap();
    assert_eq!(known().matches("mother-tongue").count(), 3);
    fs::write(at.join("a.md"), BAD.replace("als Muttersprache", "auf Niveau C1")).unwrap();
    fs::remove_file(at.join("b.md")).unwrap();
    let (_, _, err) = said(at, &["--baseline", "known.json", "."]);
    assert!(err.contains("; gone: ") && err.contains("--write-baseline takes them out"), "{err}");
    let (_, _, err) = said(at, &["--baseline", "known.json", "--only", "age", "a.md"]);
    assert!(!err.contains("gone"), "a run of some rules cannot know: {err}");

    // an advert that is not checked keeps what is known of it
    let (code, _, err) = said(at, &["--baseline", "known.json", "--write-baseline", "a.md"]);
    assert_eq!(code, 0);
    assert!(err.contains("taken out: ") && !err.contains("taken out: 0"), "{err}");
    assert_eq!(known().matches("mother-tongue").count(), 1, "{}", known());
    assert!(!known().contains("b.md") && known().contains("c.md"));
    assert_eq!(said(at, &["--baseline", "known.json", "."]).0, 0);
}

#[test]
fn baselines_that_cannot_be_used_are_told() {
    let home = folder(&[
        ("a.md", BAD),
        ("newer.json", "{\n  \"version\": 7,\n  \"adverts\": []\n}\n"),
        ("broken.json", "{\n  \"version\": 1,\n"),
        ("other.json", "{ \"version\": 1, \"adverts\": {}, \"x\": 1 }"),
    ]);
    for (name, words) in [
        ("newer.json", "version 7"),
        ("broken.json", "EOF"),
        ("other.json", "unknown field"),
        ("absent.json", "--write-baseline writes it"),
    ] {
        let (code, out, err) = said(home.path(), &["--baseline", name, "a.md"]);
        assert_eq!((code, out.as_str()), (2, ""), "{name}");
        assert!(err.contains(name) && err.contains(words), "{name}: {err}");
    }
    let (code, _, _) = said(home.path(), &["--baseline", "newer.json", "--write-baseline", "a.md"]);
    assert_eq!(code, 2, "what a newer program wrote is not written over");
    let (code, _, err) = said(home.path(), &["--baseline", "no/such/folder.json", "--write-baseline", "a.md"]);
    assert_eq!(code, 2, "{err}");
    assert_eq!(said(home.path(), &["--write-baseline", "a.md"]).0, 2);
}

#[test]
fn exit_zero_ends_well_whatever_is_found() {
    let home = folder(&[("a.md", BAD)]);
    assert_eq!(said(home.path(), &["a.md"]).0, 1);
    let (code, out, _) = said(home.path(), &["--exit-zero", "a.md"]);
    assert!(code == 0 && out.contains("mother-tongue"), "{out}");
    assert_eq!(said(home.path(), &["--exit-zero", "a.md", "no-such.md"]).0, 2, "not what could not be read");
}

#[test]
fn only_changed_adverts_are_checked() {
    let home = folder(&[("jobs/old.md", BAD), ("jobs/edited.md", "# Koch (m/w/d)\n"), ("jobs/gone.md", BAD)]);
    let at = home.path();
    git(at, &["init"]);
    git(at, &["add", "."]);
    git(at, &["commit", "-m", "a"]);
    let (code, out, err) = said(at, &["--changed-since", "main", "jobs"]);
    assert_eq!((code, out.as_str()), (0, ""));
    assert!(err.contains("no advert to check"), "{err}");

    git(at, &["checkout", "-b", "work"]);
    fs::write(at.join("jobs/edited.md"), BAD).unwrap();
    git(at, &["commit", "-am", "b"]);
    fs::write(at.join("jobs/nëu & 1.md"), BAD).unwrap();
    fs::remove_file(at.join("jobs/gone.md")).unwrap();
    // what others did on the branch since is not the work of this one
    git(at, &["stash", "-u"]);
    git(at, &["checkout", "main"]);
    fs::write(at.join("jobs/old.md"), BAD.to_owned() + "- ledig\n").unwrap();
    git(at, &["commit", "-am", "c"]);
    git(at, &["checkout", "work"]);
    git(at, &["stash", "pop"]);

    let names = |folder: &Path, path: &str| {
        let (_, out, err) = said(folder, &["--only", "de/origin/mother-tongue", "--changed-since", "main", path]);
        assert!(err.is_empty(), "{err}");
        out.lines().map(|line| line.split(':').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names(at, "jobs"), ["jobs/edited.md", "jobs/nëu & 1.md"]);
    assert_eq!(names(&at.join("jobs"), "edited.md"), ["edited.md"]);
    let (code, _, err) = said(at, &["--changed-since", "main", "jobs", "no-such.md"]);
    assert!(code == 2 && err.contains("no-such.md: does not exist"), "{err}");
}

#[test]
fn what_git_cannot_say_is_told() {
    let home = folder(&[("a.md", BAD)]);
    let at = home.path();
    let (code, _, err) = said(at, &["--changed-since", "main", "a.md"]);
    assert!(code == 2 && err.contains("lies in no git repository"), "{err}");
    git(at, &["init"]);
    for revision in ["main", "no-such", "--output=x", ""] {
        let (code, _, err) = said(at, &[&format!("--changed-since={revision}"), "a.md"]);
        assert!(code == 2 && err.contains("is no revision here"), "{revision}: {err}");
    }
    assert!(!at.join("x").exists());
    let mut command = Command::new(env!("CARGO_BIN_EXE_lint"));
    let done = command.args(["--changed-since", "main", "a.md"]).current_dir(at).env("PATH", "").output().unwrap();
    assert_eq!(done.status.code(), Some(2));
}

#[test]
fn hooks_leave_out_what_the_configuration_excludes() {
    let home = folder(&[("lint.toml", "exclude = [\"old/**\"]\n"), ("old/a.md", BAD), ("b.md", "# Koch (m/w/d)\n")]);
    fs::create_dir(home.path().join(".git")).unwrap();
    let code = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lint"));
        command.args(["-q", "--fail-on", "info", "--only", "de/origin/mother-tongue"]).args(args);
        command.current_dir(home.path()).status().unwrap().code()
    };
    assert_eq!(code(&["old/a.md", "b.md"]), Some(1));
    assert_eq!(code(&["--force-exclude", "old/a.md", "b.md"]), Some(0));
}
