//! The folders that an editor has open, each with its settings and its checkers.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Deserialize;

use crate::config;
use crate::finding::{Mistake, Severity};
use crate::language;
use crate::rule::profile::Employer;
use crate::rule::{builtin, load};
use crate::run::{Checkers, Failure, Options, Prepared};
use crate::source::Source;

/// What the person at the editor has set for a folder; the rest is up to `lint.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub(super) struct Settings {
    jurisdiction: Option<String>,
    employer: Option<Employer>,
    language: Option<String>,
    config: Option<PathBuf>,
    rules: Vec<PathBuf>,
    only: Vec<String>,
    skip: Vec<String>,
    min_severity: Option<Severity>,
}

impl Settings {
    fn options(&self, root: &Path) -> Options {
        let under = |path: &PathBuf| root.join(path);
        Options {
            rules: self.rules.iter().map(under).collect(),
            only: self.only.clone(),
            skip: self.skip.clone(),
            language: self.language.as_deref().and_then(language::named),
            jurisdiction: self.jurisdiction.clone(),
            employer: self.employer,
            config: self.config.as_ref().map(under),
            min_severity: self.min_severity.unwrap_or(Severity::Info),
            ..Options::default()
        }
    }
}

/// A folder of the workspace.
#[derive(Debug)]
struct Folder {
    root: PathBuf,
    settings: Settings,
    checkers: Checkers,
    /// Checkers without configuration, for adverts whose own cannot be used.
    plain: Checkers,
}

impl Folder {
    fn new(root: PathBuf, settings: Settings) -> Self {
        let options = settings.options(&root);
        let (rules, only, skip) = (Vec::new(), Vec::new(), Vec::new());
        let plain = Options { no_config: true, rules, only, skip, ..options.clone() };
        Self { checkers: Checkers::new(options), plain: Checkers::new(plain), root, settings }
    }
}

/// Every folder; files outside of all of them belong to one that has no place.
#[derive(Debug)]
pub(super) struct Workspace {
    folders: Vec<Folder>,
}

impl Workspace {
    /// Folders under the same settings.
    pub(super) fn new(roots: impl IntoIterator<Item = PathBuf>, settings: &Settings) -> Self {
        let roots = std::iter::once(PathBuf::new()).chain(roots);
        Self { folders: roots.map(|root| Folder::new(root, settings.clone())).collect() }
    }

    /// The places of the folders, in the order in which they came.
    pub(super) fn roots(&self) -> impl Iterator<Item = &Path> {
        self.folders.iter().skip(1).map(|folder| folder.root.as_path())
    }

    /// Adds a folder under the settings that hold outside of all folders.
    pub(super) fn add(&mut self, root: PathBuf) {
        let settings = self.folders[0].settings.clone();
        self.folders.push(Folder::new(root, settings));
    }

    /// Forgets a folder.
    pub(super) fn remove(&mut self, root: &Path) {
        self.folders.retain(|folder| folder.root.as_os_str().is_empty() || folder.root != root);
    }

    /// Settings for one folder, or for all when none is named.
    pub(super) fn set(&mut self, root: Option<&Path>, settings: &Settings) {
        for folder in self.folders.iter_mut().filter(|folder| root.is_none_or(|root| folder.root == root)) {
            *folder = Folder::new(folder.root.clone(), settings.clone());
        }
    }

    /// Forgets what was read from files.
    pub(super) fn reread(&mut self) {
        for folder in &mut self.folders {
            *folder = Folder::new(folder.root.clone(), folder.settings.clone());
        }
    }

    /// The checker for an advert. When its own configuration or rules cannot be used, one without them, and why.
    ///
    /// # Errors
    /// [`Failure`] when not even the built-in rules can be used.
    pub(super) fn checker(&mut self, path: &Path) -> Result<(Arc<Prepared>, Option<Failure>), Failure> {
        let place = path.parent().unwrap_or(Path::new(""));
        let folder = self.folder(path);
        match folder.checkers.of(place) {
            Ok(prepared) => Ok((prepared, None)),
            Err(failure) => Ok((folder.plain.of(place)?, Some(failure))),
        }
    }

    /// The mistakes in a `lint.toml` or a rule file as it stands in the editor; `None` when it is neither.
    pub(super) fn mistakes(&mut self, path: &Path, text: &str) -> Option<Vec<(Arc<Source>, Mistake)>> {
        let name = path.file_name()?.to_str()?;
        let source = Source::new(path.display().to_string(), text);
        if config::NAMES.contains(&name) {
            return Some(match self.folder(path).checkers.of_config(path, source) {
                Err(Failure::Mistakes(mistakes)) => mistakes,
                _ => Vec::new(),
            });
        }
        let is_rules = name.ends_with(".toml") && text.lines().any(|line| line.trim_end() == "[set]");
        is_rules.then(|| {
            let source = Arc::new(source);
            let mut files = builtin::files();
            files.push(source.clone());
            let mut told = load(files).map_or_else(|refused| refused.mistakes, |(_, warnings)| warnings);
            told.retain(|(file, _)| Arc::ptr_eq(file, &source));
            told
        })
    }

    /// The innermost folder around a file.
    fn folder(&mut self, path: &Path) -> &mut Folder {
        let inside = |folder: &&mut Folder| path.starts_with(&folder.root);
        let depth = |folder: &&mut Folder| folder.root.components().count();
        // the folder without a place holds every file
        let around = self.folders.iter_mut().filter(inside).max_by_key(depth);
        around.unwrap_or_else(|| unreachable!("the folder without a place is never removed"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_folder_decides() {
        let mut workspace = Workspace::new(["/a".into(), "/a/b".into()], &Settings::default());
        let berlin = Settings { jurisdiction: Some("DE-BE".to_owned()), ..Settings::default() };
        workspace.set(Some(Path::new("/a/b")), &berlin);
        let mut place = |path: &str| workspace.folder(Path::new(path)).settings.jurisdiction.clone();
        assert_eq!(place("/a/b/c.md").as_deref(), Some("DE-BE"));
        assert_eq!(place("/a/c.md"), None);
        assert_eq!(place("c.md"), None);
    }

    #[test]
    fn rule_files_and_configurations_are_told_apart_from_other_files() {
        let mut workspace = Workspace::new([], &Settings::default());
        let mut count = |path: &str, text: &str| workspace.mistakes(Path::new(path), text).map(|told| told.len());
        assert_eq!(count("/a/Cargo.toml", "[package]\n"), None);
        assert_eq!(count("/a/lint.toml", "[rules]\n\"de/age\" = \"off\"\n"), Some(0));
        assert_eq!(count("/a/lint.toml", "[rules]\n\"de/agge\" = \"off\"\n"), Some(1));
        assert_eq!(count("/a/own.toml", "[set]\nname = \"own\"\nlanguage = \"xx\"\nabout = \"Ours.\"\n"), Some(1));
    }
}
