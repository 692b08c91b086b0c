//! Which of the adverts and findings count: those that changed, those that are new.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::args::CheckArgs;
use crate::baseline::{Baseline, BaselineError};
use crate::changed;
use crate::input::Input;
use crate::output::{Checked, Frame};
use crate::run::Failure;

/// What becomes of the findings of each advert.
pub(super) enum Gate {
    /// All are told.
    Open,
    /// Those in the baseline are not told.
    Known(Baseline),
    /// All go into the baseline.
    Written(Baseline),
}

impl Gate {
    /// The gate that the flags ask for.
    ///
    /// # Errors
    /// [`Failure::Baseline`] when the baseline cannot be used.
    pub(super) fn new(args: &CheckArgs) -> Result<Self, Failure> {
        let Some(path) = &args.baseline else { return Ok(Self::Open) };
        match Baseline::read(path) {
            Ok(baseline) if args.write_baseline => Ok(Self::Written(baseline)),
            Ok(baseline) => Ok(Self::Known(baseline)),
            Err(BaselineError::Absent(_)) if args.write_baseline => Ok(Self::Written(Baseline::new(path))),
            Err(error) => Err(Failure::Baseline(error)),
        }
    }

    /// Leaves in an advert what is to be told.
    pub(super) fn pass(&mut self, checked: &mut Checked) {
        match self {
            Self::Open => {}
            Self::Known(baseline) => baseline.hide(checked),
            Self::Written(baseline) => baseline.record(checked),
        }
    }

    /// Ends the run; returns what a person should know about the baseline.
    ///
    /// # Errors
    /// [`Failure::Baseline`] when the baseline cannot be written.
    pub(super) fn end(self, args: &CheckArgs, frame: Frame) -> Result<Option<String>, Failure> {
        let told = match self {
            Self::Open => return Ok(None),
            Self::Known(baseline) => {
                let (hidden, gone) = baseline.told();
                let known = frame.say("bekannt und nicht gezeigt", "known and not shown");
                let done = frame.say("erledigt", "gone");
                let prune = frame.say("--write-baseline trägt sie aus", "--write-baseline takes them out");
                // a run that asks for some rules only cannot know what is gone
                if gone == 0 || args.is_narrow() {
                    format!("{known}: {hidden}")
                } else {
                    format!("{known}: {hidden}; {done}: {gone} ({prune})")
                }
            }
            Self::Written(baseline) => {
                let (held, gone) = baseline.write().map_err(Failure::Baseline)?;
                let written = frame.say("Befunde eingetragen", "findings written");
                format!("{written}: {held}; {}: {gone}", frame.say("ausgetragen", "taken out"))
            }
        };
        Ok(args.baseline.as_ref().map(|path| format!("{}: {told}", path.display())))
    }
}

/// Keeps standard input and the files that changed since `revision`.
///
/// # Errors
/// [`Failure::Git`] when git cannot say which.
pub(super) fn keep_changed(inputs: &mut Vec<Input>, paths: &[PathBuf], revision: &str) -> Result<(), Failure> {
    let named = paths.iter().filter(|path| path.as_os_str() != "-" && path.exists());
    let folders: BTreeSet<PathBuf> = named.map(|path| folder(path)).collect();
    let changed = changed::since(revision, &folders).map_err(Failure::Git)?;
    // a file that is not there stays, to be told
    inputs.retain(|input| match input {
        Input::File(path) => Path::new(path).canonicalize().map_or(true, |path| changed.contains(&path)),
        Input::Stdin(_) => true,
    });
    Ok(())
}

/// The folder that a path names or lies in.
pub(super) fn folder(path: &Path) -> PathBuf {
    let folder = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
    if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder.to_owned() }
}
