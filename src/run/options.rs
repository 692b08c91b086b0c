//! What a person wants of a run.

use std::path::PathBuf;

use crate::finding::{Safety, Severity};
use crate::language::Language;
use crate::rule::profile::Employer;

/// What flags say; what they leave open the configuration decides.
#[derive(Clone, Debug)]
pub struct Options {
    /// Rule files and folders of the user.
    pub rules: Vec<PathBuf>,
    /// Only these rules, sets or categories.
    pub only: Vec<String>,
    /// Not these.
    pub skip: Vec<String>,
    /// The language of every advert.
    pub language: Option<&'static Language>,
    /// Where the employer is.
    pub jurisdiction: Option<String>,
    /// What kind of employer it is.
    pub employer: Option<Employer>,
    /// The configuration for every input, instead of the nearest one.
    pub config: Option<PathBuf>,
    /// Look for no configuration.
    pub no_config: bool,
    /// The least severity that is told.
    pub min_severity: Severity,
    /// The fixes to apply; none when nothing is mended.
    pub mend: Option<Mend>,
    /// The largest input in bytes.
    pub max_size: u64,
    /// Whether a person watches.
    pub progress: bool,
}

/// What is done about findings that have a fix.
#[derive(Clone, Copy, Debug)]
pub struct Mend {
    /// The least that a fix must be trusted.
    pub least: Safety,
    /// Whether files are written; else the mended text is only told.
    pub write: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            rules: Vec::new(),
            only: Vec::new(),
            skip: Vec::new(),
            language: None,
            jurisdiction: None,
            employer: None,
            config: None,
            no_config: false,
            min_severity: Severity::Info,
            mend: None,
            max_size: 10 << 20,
            progress: false,
        }
    }
}
