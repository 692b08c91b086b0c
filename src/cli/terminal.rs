//! What the terminal can do and which language its owner reads.

use std::env;
use std::io::{self, IsTerminal};

use super::args::Colour;
use crate::output::Frame;
use crate::output::human::Style;

/// The terminal of this run.
#[derive(Debug)]
pub(super) struct Terminal {
    /// Words around findings.
    pub(super) frame: Frame,
    /// Colours on standard output.
    pub(super) stdout_colour: bool,
    /// Colours on standard error.
    pub(super) stderr_colour: bool,
    graphics: bool,
}

impl Terminal {
    /// Reads flags, environment and the streams themselves.
    pub(super) fn new(colour: Colour, language: Option<&str>) -> Self {
        let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
        let dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
        let wants = |is_terminal: bool| match colour {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto if set("NO_COLOR") => false,
            Colour::Auto if set("CLICOLOR_FORCE") => true,
            Colour::Auto => is_terminal && !dumb,
        };
        let locale =
            ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| env::var(name).ok().filter(|v| !v.is_empty()));
        let locale = language.map(str::to_owned).or(locale).unwrap_or_default();
        Self {
            frame: Frame::of(&locale),
            stdout_colour: wants(io::stdout().is_terminal()),
            stderr_colour: wants(io::stderr().is_terminal()),
            graphics: !dumb && !set("NO_GRAPHICS"),
        }
    }

    /// How diagnostics are drawn.
    pub(super) fn style(&self, colour: bool) -> Style {
        let width = env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).unwrap_or(100);
        Style { colour, graphics: self.graphics, links: colour, width, frame: self.frame }
    }
}
