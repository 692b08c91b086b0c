//! `lint config`: which configuration holds for a file, and what it makes of the rules.

use std::io;
use std::path::Path;

use super::CLEAN;
use super::args::ProfileArgs;
use super::terminal::Terminal;
use crate::run::{Checkers, Failure};

pub(super) fn run(
    path: &Path,
    args: &ProfileArgs,
    terminal: &Terminal,
    out: &mut dyn io::Write,
) -> Result<u8, Failure> {
    let frame = terminal.frame;
    let folder = if path.is_dir() { path } else { path.parent().unwrap_or(Path::new("")) };
    let prepared = Checkers::new(args.options(&[])).of(folder)?;
    let settings = prepared.checker.settings();
    let open = || frame.say("offen", "open").to_owned();
    let profile = &settings.profile;
    let rows = [
        (
            frame.say("Datei", "file"),
            prepared
                .config
                .as_ref()
                .map_or_else(|| frame.say("keine", "none").to_owned(), |path| path.display().to_string()),
        ),
        ("jurisdiction", profile.jurisdiction.clone().unwrap_or_else(open)),
        ("employer", profile.employer.map_or_else(open, |kind| format!("{kind:?}").to_lowercase())),
        ("underrepresented", profile.underrepresented.as_ref().map_or_else(open, |groups| groups.join(", "))),
        ("part_time", profile.part_time.map_or_else(open, |known| known.to_string())),
        ("gender", format!("{:?}", settings.style).to_lowercase()),
    ];
    let marker = settings.marker.iter().map(|marker| ("marker", marker.clone()));
    let texts = settings.texts.iter().map(|(kind, text)| (kind.as_str(), text.clone()));
    let rows: Vec<_> = rows.into_iter().chain(marker).chain(texts).collect();
    let told = rows.iter().try_for_each(|(name, value)| writeln!(out, "{name:<17} {value}"));
    told.map_err(Failure::Output)?;
    let rules = || prepared.checker.rules().rules();
    let speaking = rules().filter(|rule| prepared.checker.severity(&rule.id).is_some()).count();
    let words = frame.say("Regeln sprechen, von", "rules speak, of");
    writeln!(out, "\n{speaking} {words} {}", rules().count()).map_err(Failure::Output)?;
    for (name, level) in &settings.levels {
        writeln!(out, "  {name} = {level:?}").map_err(Failure::Output)?;
    }
    Ok(CLEAN)
}
