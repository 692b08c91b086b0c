//! Words of a folded text, and entries: the little language in which rules write words.

mod alternatives;
mod entry;
mod token;

pub use alternatives::read;
pub use entry::{Atom, Entry, MAX_ALTERNATIVES, SyntaxError};
pub use token::{Word, joined, words};
