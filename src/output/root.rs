//! Names of adverts as a reader on another machine needs them: relative to the folder of the run, with forward slashes.

use std::path::{MAIN_SEPARATOR_STR, Path, PathBuf};

/// The folder in which the run started.
#[derive(Clone, Debug, Default)]
pub struct Root(PathBuf);

impl Root {
    /// A run that started in this folder.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self(folder.into())
    }

    /// The path from the root to an advert; one outside keeps its name.
    pub(super) fn path(&self, name: &str) -> String {
        let inside = Path::new(name).strip_prefix(&self.0).unwrap_or(Path::new(name));
        let path = inside.to_string_lossy().replace(MAIN_SEPARATOR_STR, "/");
        path.strip_prefix("./").map(str::to_owned).unwrap_or(path)
    }

    /// The same as a URI: relative, or a file URI for an advert outside.
    pub(super) fn uri(&self, name: &str) -> String {
        let path = self.path(name);
        let scheme = if Path::new(&path).is_absolute() { "file://" } else { "" };
        let mut out = scheme.to_owned();
        for byte in path.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
                out.push(char::from(byte));
            } else {
                out.push_str(&format!("%{byte:02X}"));
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_relative_uris() {
        let root = Root::new("/home/a");
        assert_eq!(root.path("./stellen/koch.md"), "stellen/koch.md");
        assert_eq!(root.uri("/home/a/Köche & mehr: neu.md"), "K%C3%B6che%20%26%20mehr%3A%20neu.md");
        assert_eq!(root.uri("../koch.md"), "../koch.md");
        assert_eq!(root.uri("/srv/koch.md"), "file:///srv/koch.md");
    }
}
