//! Departments and units: one name for each, and the small ones pooled.

use std::collections::BTreeMap;

use super::period::FEWEST;
use super::row::Row;
use crate::fold::fold;

/// The adverts of one unit, or of several that are too small to stand alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its name; of several, none.
    pub name: Option<String>,
    /// The names of those that were pooled.
    pub pooled: Vec<String>,
    /// The rows of its adverts.
    pub members: Vec<usize>,
}

/// The key under which names of a unit fall together: `Jugendamt`, `jugendamt`.
pub fn key(name: &str) -> String {
    fold(name.trim())
}

/// The units of all rows, by name; those with fewer than [`FEWEST`] adverts together as one at the end.
pub fn units(rows: &[Row]) -> Vec<Unit> {
    let mut by_key: BTreeMap<String, (BTreeMap<&str, usize>, Vec<usize>)> = BTreeMap::new();
    for (number, row) in rows.iter().enumerate() {
        if let Some(name) = row.unit.as_deref() {
            let (names, members) = by_key.entry(key(name)).or_default();
            *names.entry(name).or_default() += 1;
            members.push(number);
        }
    }
    let told = |names: &BTreeMap<&str, usize>| {
        // a name with a capital was written by a person, one without is that of a folder
        let best = names.iter().max_by_key(|(name, count)| (name.starts_with(char::is_uppercase), **count));
        best.map_or_else(String::new, |(name, _)| (*name).to_owned())
    };
    let (mut out, mut small) = (Vec::new(), Unit { name: None, pooled: Vec::new(), members: Vec::new() });
    for (names, members) in by_key.into_values() {
        let name = told(&names);
        if members.len() < FEWEST {
            small.pooled.push(name);
            small.members.extend(members);
        } else {
            out.push(Unit { name: Some(name), pooled: Vec::new(), members });
        }
    }
    if !small.members.is_empty() {
        small.members.sort_unstable();
        out.push(small);
    }
    out
}
