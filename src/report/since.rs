//! What changed since an earlier report, by the adverts that it did not know.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::development::{Changed, Development, VERSION, mean_changed, share_changed};
use super::gather::Gathered;
use super::measure::{Amount, Question};
use super::row::Row;
use super::spread::Spread;

/// The comparison with an earlier report.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Since {
    /// The last day that the earlier report knew.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub last: Option<Date>,
    /// How many adverts it counted.
    pub before: usize,
    /// How many adverts are compared with them.
    pub after: usize,
    /// Whether these are the adverts of later days alone; else both reports may count the same adverts.
    pub is_later: bool,
    /// The earlier versions of the rules, where they are others.
    pub other_rules: Vec<String>,
    /// Whether the earlier report was made for other profiles.
    pub other_profile: bool,
    /// The changes.
    pub changes: Vec<Changed>,
}

/// Why an earlier report cannot be compared.
#[derive(Debug)]
pub enum NoReport {
    /// It is no report of this program.
    Unreadable(String),
    /// Its shape has another version.
    OtherVersion(u64),
}

/// Reads an earlier report.
///
/// # Errors
/// [`NoReport`] when it is none, or of another version.
pub fn read(text: &str) -> Result<Development, NoReport> {
    let value: serde_json::Value =
        serde_json::from_str(text).map_err(|error| NoReport::Unreadable(error.to_string()))?;
    match value.get("version").and_then(serde_json::Value::as_u64) {
        Some(version) if version == u64::from(VERSION) => {
            serde_json::from_value(value).map_err(|error| NoReport::Unreadable(error.to_string()))
        }
        Some(version) => Err(NoReport::OtherVersion(version)),
        None => Err(NoReport::Unreadable("there is no `version`".to_owned())),
    }
}

impl Since {
    /// Compares the adverts of later days with an earlier report; where there are none, all of them.
    pub fn of(now: &Development, earlier: &Development, gathered: &Gathered) -> Self {
        let catalogue = &gathered.catalogue;
        let is_new = |row: &&Row| earlier.last.is_some() && row.date > earlier.last && row.date <= now.last;
        let mut rows: Vec<&Row> = gathered.rows.iter().filter(is_new).collect();
        let is_later = !rows.is_empty();
        if !is_later {
            rows = gathered.rows.iter().collect();
        }
        let shares = earlier.shares.iter().filter_map(|asked| {
            let question = Question::named(&asked.name, catalogue)?;
            share_changed(asked.name.clone(), asked.share, question.share(rows.iter().copied(), catalogue))
        });
        let means = earlier.amounts.iter().filter_map(|counted| {
            let amount = Amount::named(&counted.name)?;
            let after = Spread::of(rows.iter().filter_map(|row| amount.of(row)))?;
            mean_changed(counted.name.clone(), counted.spread.as_ref()?, &after)
        });
        Self {
            last: earlier.last,
            before: earlier.adverts,
            after: rows.len(),
            is_later,
            other_rules: if earlier.rules() == now.rules() { Vec::new() } else { earlier.rules() },
            other_profile: earlier.profiles() != now.profiles(),
            changes: shares.chain(means).collect(),
        }
    }
}
