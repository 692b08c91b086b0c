//! Words of a folded text, and entries: the little language in which rules write words.

mod entry;
mod token;

pub use entry::{Atom, Entry, MAX_ALTERNATIVES, SyntaxError, read};
pub use token::{Word, joined, words};
