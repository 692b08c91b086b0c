//! A JSON array that is written value by value, so that a run of any length needs no memory.

use std::io;

use serde::Serialize;

/// The array, and what stands before it.
#[derive(Debug)]
pub(super) struct Array {
    head: &'static str,
    is_open: bool,
}

impl Array {
    /// An array that opens with `head`, its bracket included.
    pub(super) fn new(head: &'static str) -> Self {
        Self { head, is_open: false }
    }

    /// Writes one more value.
    pub(super) fn push(&mut self, out: &mut dyn io::Write, value: &impl Serialize) -> io::Result<()> {
        let is_first = !std::mem::replace(&mut self.is_open, true);
        writeln!(out, "{}", if is_first { self.head } else { "," })?;
        Ok(serde_json::to_writer(out, value)?)
    }

    /// Closes the array.
    pub(super) fn end(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        write!(out, "{}\n]", if self.is_open { "" } else { self.head })
    }
}
