//! What to check: files named, folders walked, standard input.

pub mod word;

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use globset::{Glob, GlobSet, GlobSetBuilder};
use walkdir::WalkDir;

use crate::source::{Source, Unreadable};

/// Endings of files that are taken from folders.
pub const ENDINGS: [&str; 6] = ["md", "markdown", "txt", "html", "htm", "docx"];

/// One thing to check.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Input {
    /// A file.
    File(PathBuf),
    /// Standard input under a name.
    Stdin(String),
}

/// Why an input cannot be checked.
#[derive(Debug)]
pub enum InputError {
    /// It does not exist or cannot be read.
    Io(PathBuf, io::Error),
    /// It is no text.
    NotText(PathBuf),
    /// It is larger than `--max-size`; both in bytes.
    TooLarge(PathBuf, u64, u64),
    /// It is a Word file that cannot be read.
    Word(PathBuf, word::Broken),
    /// It is a Word file, which is never written.
    OnlyRead(PathBuf),
    /// A folder holds no advert.
    NoAdverts(PathBuf),
    /// It changed after it was read, or cannot be written back byte for byte; it was left alone.
    Changed(PathBuf),
    /// Its encoding lacks a character of the mended text; it was left alone.
    Unencodable(PathBuf),
}

impl InputError {
    /// The file or folder.
    pub fn path(&self) -> &Path {
        match self {
            Self::Io(path, _)
            | Self::NotText(path)
            | Self::TooLarge(path, ..)
            | Self::Word(path, _)
            | Self::OnlyRead(path)
            | Self::NoAdverts(path)
            | Self::Changed(path)
            | Self::Unencodable(path) => path,
        }
    }
}

/// Globs of files to leave out.
#[derive(Debug, Default)]
pub struct Excluded(Vec<(PathBuf, GlobSet)>);

impl Excluded {
    /// Adds globs relative to a folder.
    ///
    /// # Errors
    /// The first glob that cannot be read, and why.
    pub fn add(&mut self, folder: &Path, globs: &[String]) -> Result<(), String> {
        let mut set = GlobSetBuilder::new();
        for glob in globs {
            set.add(Glob::new(glob).map_err(|error| error.to_string())?);
        }
        let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
        self.0.push((folder, set.build().map_err(|error| error.to_string())?));
        Ok(())
    }

    /// Whether a file is left out.
    pub fn holds(&self, path: &Path) -> bool {
        if self.0.iter().all(|(_, set)| set.is_empty()) {
            return false;
        }
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        self.0.iter().any(|(folder, set)| {
            let inside = path.strip_prefix(folder).unwrap_or(&path);
            set.is_match(inside) || inside.ancestors().any(|part| !part.as_os_str().is_empty() && set.is_match(part))
        })
    }
}

/// Every input that `paths` name, in the order of their names; `-` is standard input.
pub fn collect(paths: &[PathBuf], stdin_name: &str, excluded: &Excluded) -> (Vec<Input>, Vec<InputError>) {
    let mut inputs = Vec::new();
    let mut errors = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            inputs.push(Input::Stdin(stdin_name.to_owned()));
        } else if path.is_dir() {
            let before = inputs.len();
            walk(path, excluded, &mut inputs, &mut errors);
            if inputs.len() == before {
                errors.push(InputError::NoAdverts(path.clone()));
            }
        } else if !excluded.holds(path) {
            inputs.push(Input::File(path.clone()));
        }
    }
    inputs.sort();
    inputs.dedup();
    (inputs, errors)
}

fn walk(folder: &Path, excluded: &Excluded, inputs: &mut Vec<Input>, errors: &mut Vec<InputError>) {
    // Word leaves `~$advert.docx` beside an advert that is open
    let visible = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() == 0 || !name.starts_with('.') && !name.starts_with("~$")
    };
    for entry in WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(visible) {
        match entry {
            Ok(entry) if entry.file_type().is_file() => {
                let ending = entry.path().extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
                if ENDINGS.contains(&ending.as_str()) && !excluded.holds(entry.path()) {
                    inputs.push(Input::File(entry.into_path()));
                }
            }
            Ok(_) => {}
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_owned();
                errors.push(InputError::Io(
                    path,
                    error.into_io_error().unwrap_or_else(|| io::Error::other("link in a circle")),
                ));
            }
        }
    }
}

/// The size in bytes that few adverts reach.
const USUAL: usize = 16 * 1024;

impl Input {
    /// The name shown to people.
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Stdin(name) => name.clone(),
        }
    }

    /// The folder in which its configuration is looked for.
    pub fn folder(&self) -> &Path {
        match self {
            Self::File(path) => path.parent().unwrap_or(Path::new("")),
            Self::Stdin(name) => Path::new(name).parent().unwrap_or(Path::new("")),
        }
    }

    /// Whether it is a Word file.
    pub fn is_word(&self) -> bool {
        word::is_word(&self.name())
    }

    /// Reads the input, a Word file as Markdown; `most` is the largest size in bytes, of a Word file also unpacked.
    ///
    /// # Errors
    /// [`InputError`] when it cannot be read, is no text, or is too large.
    pub fn read(&self, most: u64) -> Result<Source, InputError> {
        let path = match self {
            Self::File(path) => path.clone(),
            Self::Stdin(name) => PathBuf::from(name),
        };
        // nearly every advert is smaller: one call reads it, one more finds its end
        let mut bytes = Vec::with_capacity(USUAL);
        let read = match self {
            Self::File(path) => {
                fs::File::open(path).and_then(|file| file.take(most.saturating_add(1)).read_to_end(&mut bytes))
            }
            Self::Stdin(_) => io::stdin().lock().take(most.saturating_add(1)).read_to_end(&mut bytes),
        };
        read.map_err(|error| InputError::Io(path.clone(), error))?;
        if bytes.len() as u64 > most {
            let size = fs::metadata(&path).map_or(bytes.len() as u64, |file| file.len());
            return Err(InputError::TooLarge(path, size, most));
        }
        if self.is_word() {
            let text = word::read(&bytes, most).map_err(|broken| InputError::Word(path, broken))?;
            return Ok(Source::new(self.name(), text));
        }
        Source::decode(self.name(), bytes).map_err(|Unreadable::NotText| InputError::NotText(path))
    }

    /// Writes a mended text in the place of the one that was read, whole or not at all: encoding and permissions stay.
    /// Standard input has no place to write to.
    ///
    /// # Errors
    /// [`InputError`] when the file is not as it was read, or cannot be written.
    pub fn write(&self, before: &Source, after: &Source) -> Result<(), InputError> {
        let Self::File(path) = self else { return Ok(()) };
        if self.is_word() {
            return Err(InputError::OnlyRead(path.clone()));
        }
        let fail = |error| InputError::Io(path.clone(), error);
        let bytes = after.encode().ok_or_else(|| InputError::Unencodable(path.clone()))?;
        // a link stays a link: what it leads to is replaced
        let target = fs::canonicalize(path).map_err(fail)?;
        if before.encode() != Some(fs::read(&target).map_err(fail)?) {
            return Err(InputError::Changed(path.clone()));
        }
        let permissions = fs::metadata(&target).map_err(fail)?.permissions();
        let folder = target.parent().unwrap_or(Path::new("."));
        let mut file = tempfile::Builder::new().prefix(".lint-").tempfile_in(folder).map_err(fail)?;
        file.write_all(&bytes).map_err(fail)?;
        file.as_file().set_permissions(permissions).map_err(fail)?;
        file.persist(&target).map_err(|error| fail(error.error))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs_are_relative_to_their_folder() {
        let mut excluded = Excluded::default();
        excluded.add(Path::new("/a"), &["alt/**".to_owned(), "*.txt".to_owned()]).unwrap();
        assert!(excluded.holds(Path::new("/a/alt/b.md")));
        assert!(excluded.holds(Path::new("/a/b.txt")));
        assert!(!excluded.holds(Path::new("/a/neu/b.md")));
        assert!(Excluded::default().add(Path::new("/"), &["a[".to_owned()]).is_err());
    }
}
