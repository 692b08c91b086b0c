//! What was found before: a file of fingerprints, so that an old pile of adverts can stay and only what is new is told.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Deserializer, Serialize};

use crate::finding::{Mistake, Severity};
use crate::output::Checked;
use crate::source::{Source, Span};

/// The version of the file.
pub const VERSION: u32 = 1;

/// Findings by advert; an advert is named by its path from the folder of the file.
#[derive(Debug)]
pub struct Baseline {
    path: PathBuf,
    folder: PathBuf,
    adverts: BTreeMap<String, Vec<Known>>,
    met: BTreeMap<String, Vec<Known>>,
    gone: usize,
    hidden: usize,
}

/// A finding that was there, as often as it was there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Known {
    rule: String,
    fingerprint: String,
    count: usize,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(deserialize_with = "version")]
    version: u32,
    adverts: BTreeMap<String, Vec<Known>>,
}

/// Why a baseline cannot be used.
#[derive(Debug)]
pub enum BaselineError {
    /// There is none.
    Absent(PathBuf),
    /// It cannot be read or written.
    Unreadable(PathBuf, io::Error),
    /// It is no baseline, or one of a newer version.
    Mistaken(Box<Source>, Mistake),
}

impl Baseline {
    /// Reads a baseline.
    ///
    /// # Errors
    /// [`BaselineError`] when it is absent, cannot be read or is of another shape.
    pub fn read(path: &Path) -> Result<Self, BaselineError> {
        let text = fs::read_to_string(path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => BaselineError::Absent(path.to_owned()),
            _ => BaselineError::Unreadable(path.to_owned(), error),
        })?;
        let read: Result<File, _> = serde_json::from_str(&text);
        let file = read.map_err(|error| {
            let source = Source::new(path.display().to_string(), text);
            let mistake = mistake(&source, &error);
            BaselineError::Mistaken(Box::new(source), mistake)
        })?;
        Ok(Self { adverts: file.adverts, ..Self::new(path) })
    }

    /// A baseline without a finding, to be written to `path`.
    pub fn new(path: &Path) -> Self {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let (adverts, met) = (BTreeMap::new(), BTreeMap::new());
        Self { path: path.to_owned(), folder: real(folder), adverts, met, gone: 0, hidden: 0 }
    }

    /// Takes out of an advert what was known; what comes more often than it was known stays.
    pub fn hide(&mut self, checked: &mut Checked) {
        let mut known = self.adverts.remove(&self.key(checked)).unwrap_or_default();
        let hidden = checked.verdict.findings.extract_if(.., |finding| {
            let name = hex(finding.fingerprint);
            let twin = known.iter_mut().find(|known| known.fingerprint == name && known.count > 0);
            twin.map(|known| known.count -= 1).is_some()
        });
        self.hidden += hidden.count();
        self.gone += known.iter().map(|known| known.count).sum::<usize>();
    }

    /// Takes everything found in an advert into the baseline and out of the advert.
    pub fn record(&mut self, checked: &mut Checked) {
        let key = self.key(checked);
        let mut now: BTreeMap<(String, String), usize> = BTreeMap::new();
        for finding in checked.verdict.findings.drain(..) {
            *now.entry((finding.rule.to_string(), hex(finding.fingerprint))).or_default() += 1;
        }
        for known in self.adverts.remove(&key).unwrap_or_default() {
            let stays = now.get(&(known.rule, known.fingerprint)).copied().unwrap_or_default();
            self.gone += known.count.saturating_sub(stays);
        }
        let now: Vec<Known> =
            now.into_iter().map(|((rule, fingerprint), count)| Known { rule, fingerprint, count }).collect();
        if !now.is_empty() {
            self.met.insert(key, now);
        }
    }

    /// How many findings were hidden, and how many known ones are not there any more.
    pub fn told(&self) -> (usize, usize) {
        (self.hidden, self.gone + self.lost().map(count).sum::<usize>())
    }

    /// Writes what was recorded, with what is known of adverts that were not checked; returns how many findings it holds
    /// and how many are gone.
    ///
    /// # Errors
    /// [`BaselineError::Unreadable`] when the file cannot be written.
    pub fn write(mut self) -> Result<(usize, usize), BaselineError> {
        let (_, gone) = self.told();
        let lost: Vec<String> = self.lost().map(|(advert, _)| advert.clone()).collect();
        self.adverts.retain(|advert, _| !lost.contains(advert));
        self.adverts.append(&mut self.met);
        let held = self.adverts.iter().map(count).sum();
        let file = File { version: VERSION, adverts: self.adverts };
        let fail = |error| BaselineError::Unreadable(self.path.clone(), error);
        let text = serde_json::to_string_pretty(&file).map_err(|error| fail(error.into()))?;
        fs::write(&self.path, text + "\n").map_err(fail)?;
        Ok((held, gone))
    }

    /// Adverts that were not checked because they are no longer there.
    fn lost(&self) -> impl Iterator<Item = (&String, &Vec<Known>)> {
        self.adverts.iter().filter(|(advert, _)| !self.folder.join(advert).exists())
    }

    fn key(&self, checked: &Checked) -> String {
        from(&self.folder, &real(Path::new(checked.document.source.name())))
    }
}

fn count((_, known): (&String, &Vec<Known>)) -> usize {
    known.iter().map(|known| known.count).sum()
}

fn hex(fingerprint: u64) -> String {
    format!("{fingerprint:016x}")
}

/// A path without links and detours, as far as it exists.
fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned())
}

/// The way from a folder to a file, both real, with forward slashes.
fn from(folder: &Path, file: &Path) -> String {
    let shared = folder.components().zip(file.components()).take_while(|(a, b)| a == b).count();
    let up = folder.components().skip(shared).map(|_| Component::ParentDir);
    let parts = up.chain(file.components().skip(shared));
    parts.map(|part| part.as_os_str().to_string_lossy().into_owned()).collect::<Vec<_>>().join("/")
}

fn version<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    let version = u32::deserialize(deserializer)?;
    if version > VERSION {
        return Err(serde::de::Error::custom(format!(
            "a newer lint wrote this baseline, version {version}; this one reads version {VERSION}"
        )));
    }
    Ok(version)
}

fn mistake(source: &Source, error: &serde_json::Error) -> Mistake {
    let message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let lines = source.text().split_inclusive('\n').take(error.line().saturating_sub(1));
    let at = lines.map(str::len).sum::<usize>() + error.column().saturating_sub(1);
    let at = (0..=at.min(source.text().len())).rev().find(|at| source.text().is_char_boundary(*at)).unwrap_or(0);
    Mistake {
        span: Span::at(at),
        message: message.strip_suffix(&place).unwrap_or(&message).to_owned(),
        help: Some("`--write-baseline` with another FILE writes a baseline anew".to_owned()),
        severity: Severity::Error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adverts_are_named_from_the_folder_of_the_file() {
        let way = |folder: &str, file: &str| from(Path::new(folder), Path::new(file));
        assert_eq!(way("/a/b", "/a/b/c/koch.md"), "c/koch.md");
        assert_eq!(way("/a/.ci", "/a/jobs/koch.md"), "../jobs/koch.md");
    }
}
