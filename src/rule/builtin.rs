//! The rule files that are part of the program.

use std::sync::Arc;

use crate::source::Source;

/// Names and texts of the embedded files, in the order in which they are loaded.
pub const FILES: &[(&str, &str)] = &[
    ("sources.toml", include_str!("../../rules/sources.toml")),
    ("de/concepts.toml", include_str!("../../rules/de/concepts.toml")),
    ("de/statements.toml", include_str!("../../rules/de/statements.toml")),
    ("de/title.toml", include_str!("../../rules/de/title.toml")),
    ("de/person-nouns.toml", include_str!("../../rules/de/person-nouns.toml")),
    ("de/gender.toml", include_str!("../../rules/de/gender.toml")),
    ("de/age.toml", include_str!("../../rules/de/age.toml")),
    ("de/origin.toml", include_str!("../../rules/de/origin.toml")),
    ("de/disability.toml", include_str!("../../rules/de/disability.toml")),
    ("de/family.toml", include_str!("../../rules/de/family.toml")),
    ("de/religion.toml", include_str!("../../rules/de/religion.toml")),
    ("de/appearance.toml", include_str!("../../rules/de/appearance.toml")),
    ("de/class.toml", include_str!("../../rules/de/class.toml")),
    ("de/application.toml", include_str!("../../rules/de/application.toml")),
    ("de/culture.toml", include_str!("../../rules/de/culture.toml")),
    ("de/encouragement.toml", include_str!("../../rules/de/encouragement.toml")),
    ("de/structure.toml", include_str!("../../rules/de/structure.toml")),
    ("en/concepts.toml", include_str!("../../rules/en/concepts.toml")),
    ("en/statements.toml", include_str!("../../rules/en/statements.toml")),
    ("en/title.toml", include_str!("../../rules/en/title.toml")),
    ("en/gender.toml", include_str!("../../rules/en/gender.toml")),
    ("en/age.toml", include_str!("../../rules/en/age.toml")),
    ("en/origin.toml", include_str!("../../rules/en/origin.toml")),
    ("en/disability.toml", include_str!("../../rules/en/disability.toml")),
    ("en/family.toml", include_str!("../../rules/en/family.toml")),
    ("en/encouragement.toml", include_str!("../../rules/en/encouragement.toml")),
    ("duties/at.toml", include_str!("../../rules/duties/at.toml")),
    ("duties/ca-on.toml", include_str!("../../rules/duties/ca-on.toml")),
    ("duties/ch.toml", include_str!("../../rules/duties/ch.toml")),
    ("duties/de-bb.toml", include_str!("../../rules/duties/de-bb.toml")),
    ("duties/de-be.toml", include_str!("../../rules/duties/de-be.toml")),
    ("duties/de-bund.toml", include_str!("../../rules/duties/de-bund.toml")),
    ("duties/de-bw.toml", include_str!("../../rules/duties/de-bw.toml")),
    ("duties/de-by.toml", include_str!("../../rules/duties/de-by.toml")),
    ("duties/de-hb.toml", include_str!("../../rules/duties/de-hb.toml")),
    ("duties/de-he.toml", include_str!("../../rules/duties/de-he.toml")),
    ("duties/de-hh.toml", include_str!("../../rules/duties/de-hh.toml")),
    ("duties/de-mv.toml", include_str!("../../rules/duties/de-mv.toml")),
    ("duties/de-ni.toml", include_str!("../../rules/duties/de-ni.toml")),
    ("duties/de-nw.toml", include_str!("../../rules/duties/de-nw.toml")),
    ("duties/de-rp.toml", include_str!("../../rules/duties/de-rp.toml")),
    ("duties/de-sh.toml", include_str!("../../rules/duties/de-sh.toml")),
    ("duties/de-sl.toml", include_str!("../../rules/duties/de-sl.toml")),
    ("duties/de-sn.toml", include_str!("../../rules/duties/de-sn.toml")),
    ("duties/de-st.toml", include_str!("../../rules/duties/de-st.toml")),
    ("duties/de-th.toml", include_str!("../../rules/duties/de-th.toml")),
    ("duties/de.toml", include_str!("../../rules/duties/de.toml")),
    ("duties/eu-en.toml", include_str!("../../rules/duties/eu-en.toml")),
    ("duties/eu.toml", include_str!("../../rules/duties/eu.toml")),
    ("duties/ie.toml", include_str!("../../rules/duties/ie.toml")),
    ("duties/uk.toml", include_str!("../../rules/duties/uk.toml")),
    ("duties/us.toml", include_str!("../../rules/duties/us.toml")),
];

/// The embedded files as sources.
pub fn files() -> Vec<Arc<Source>> {
    FILES.iter().map(|(name, text)| Arc::new(Source::new(format!("rules/{name}"), *text))).collect()
}
