//! Which files git says changed.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Why git cannot say it.
#[derive(Debug)]
pub enum GitError {
    /// There is no git.
    Absent(io::Error),
    /// A folder lies in no repository; with git's own words.
    NoRepository(PathBuf, String),
    /// The repository holds no such revision.
    NoRevision(String),
    /// Git stopped; with its own words.
    Failed(String),
}

/// Files under the repositories of `folders` that differ from where the work parted from `revision`, or that git does not
/// know yet, as real paths.
///
/// # Errors
/// [`GitError`] when git, a repository or the revision is missing.
pub fn since(revision: &str, folders: &BTreeSet<PathBuf>) -> Result<HashSet<PathBuf>, GitError> {
    let mut out = HashSet::new();
    for root in roots(folders)? {
        let commit = format!("{revision}^{{commit}}");
        let commit = git(&root, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?
            .map_err(|_| GitError::NoRevision(revision.to_owned()))?;
        let commit = String::from_utf8_lossy(&commit).trim().to_owned();
        // a shallow clone may not hold the place where the work parted
        let parted = git(&root, &["merge-base", &commit, "HEAD"])?.unwrap_or_default();
        let parted = String::from_utf8_lossy(&parted).trim().to_owned();
        let base = if parted.is_empty() { &commit } else { &parted };
        let changed = git(&root, &["diff", "--name-only", "-z", "--diff-filter=d", base, "--"])?;
        let unknown = git(&root, &["ls-files", "--others", "--exclude-standard", "-z"])?;
        for names in [changed.map_err(GitError::Failed)?, unknown.map_err(GitError::Failed)?] {
            let names = names.split(|byte| *byte == 0).filter(|name| !name.is_empty());
            out.extend(names.filter_map(|name| root.join(path(name)).canonicalize().ok()));
        }
    }
    Ok(out)
}

/// The day on which a commit first added each file under the repositories of `folders`, as `2025-02-01`, by real paths.
///
/// # Errors
/// [`GitError`] when git or a repository is missing.
pub fn added(folders: &BTreeSet<PathBuf>) -> Result<HashMap<PathBuf, String>, GitError> {
    let mut out = HashMap::new();
    for root in roots(folders)? {
        // a record starts with its day behind a unit separator; the oldest commits come last and win
        let log = ["log", "--diff-filter=A", "--name-only", "--no-renames", "-z", "--format=%x1f%as"];
        let log = git(&root, &log)?.map_err(GitError::Failed)?;
        for record in log.split(|byte| *byte == 0x1f).skip(1) {
            let mut lines = record.split(|byte| matches!(byte, 0 | b'\n')).filter(|line| !line.is_empty());
            let day = String::from_utf8_lossy(lines.next().unwrap_or_default()).into_owned();
            out.extend(lines.filter_map(|name| Some((root.join(path(name)).canonicalize().ok()?, day.clone()))));
        }
    }
    Ok(out)
}

/// The tops of the repositories that folders lie in.
fn roots(folders: &BTreeSet<PathBuf>) -> Result<HashSet<PathBuf>, GitError> {
    let mut roots = HashSet::new();
    for folder in folders {
        let said = git(folder, &["rev-parse", "--show-toplevel"])?;
        let root = said.map_err(|words| GitError::NoRepository(folder.clone(), words))?;
        roots.insert(path(root.strip_suffix(b"\n").unwrap_or(&root)));
    }
    Ok(roots)
}

/// What git prints in a folder; else its words about why not.
fn git(folder: &Path, args: &[&str]) -> Result<Result<Vec<u8>, String>, GitError> {
    let done = Command::new("git").arg("-C").arg(folder).args(args).output().map_err(GitError::Absent)?;
    let words = || String::from_utf8_lossy(&done.stderr).lines().next().unwrap_or_default().to_owned();
    Ok(if done.status.success() { Ok(done.stdout) } else { Err(words()) })
}

#[cfg(unix)]
fn path(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}
