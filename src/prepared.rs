//! What the build script `prepare.rs` made of `rules/`.

/// Every language.
pub(crate) const LANGUAGES: Option<&[u8]> = Some(include_bytes!(concat!(env!("OUT_DIR"), "/languages")));

/// The built-in rules and their words.
pub(crate) const RULES: Option<&[u8]> = Some(include_bytes!(concat!(env!("OUT_DIR"), "/rules")));
