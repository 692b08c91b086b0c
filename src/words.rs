//! Words of a folded text, entries: the little language in which rules write words, and the index that finds many.

mod alternatives;
mod atoms;
mod entry;
mod frequency;
mod hashed;
mod index;
mod row;
mod seen;
mod token;

pub use alternatives::read;
pub use entry::{Atom, Entry, MAX_ALTERNATIVES, SyntaxError};
pub use frequency::Frequency;
pub use hashed::{WordMap, WordSet};
pub use index::{Found, Index, Text};
pub use row::Rows;
pub use token::{Word, joined, words};
