//! `[goals]` of `lint.toml`: what the adverts of an organisation shall reach, by when.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use toml::Spanned;
use toml::value::Datetime;

/// Goals by the name of what is measured.
pub type Named = BTreeMap<Spanned<String>, Goal>;

/// `[goals]` and `[goals.unit.NAME]`.
#[derive(Debug, Default)]
pub struct Goals {
    /// Goals of all adverts.
    pub all: Named,
    /// Goals of single units.
    pub units: BTreeMap<String, Named>,
}

/// One goal: `{ share = 80, by = 2027-01-01 }`.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Goal {
    /// At least this share of the adverts, in per cent.
    #[cfg_attr(test, schemars(with = "Option<f64>"))]
    pub share: Option<Spanned<f64>>,
    /// No more than this on average.
    #[cfg_attr(test, schemars(with = "Option<f64>"))]
    pub at_most: Option<Spanned<f64>>,
    /// No less than this on average.
    #[cfg_attr(test, schemars(with = "Option<f64>"))]
    pub at_least: Option<Spanned<f64>>,
    /// By when.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub by: Option<Spanned<Datetime>>,
}

impl Goals {
    /// Takes goals that this configuration does not set from the one it extends.
    pub(super) fn inherit(&mut self, parent: Self) {
        for (name, goal) in parent.all {
            self.all.entry(name).or_insert(goal);
        }
        for (unit, goals) in parent.units {
            let own = self.units.entry(unit).or_default();
            for (name, goal) in goals {
                own.entry(name).or_insert(goal);
            }
        }
    }
}

impl<'de> Deserialize<'de> for Goals {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Table;
        impl<'de> Visitor<'de> for Table {
            type Value = Goals;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a table of goals, such as `migration = { share = 100, by = 2027-01-01 }`")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Goals, A::Error> {
                let mut goals = Goals::default();
                while let Some(name) = map.next_key::<Spanned<String>>()? {
                    if name.get_ref() == "unit" {
                        goals.units = map.next_value()?;
                    } else {
                        goals.all.insert(name, map.next_value()?);
                    }
                }
                Ok(goals)
            }
        }
        deserializer.deserialize_map(Table)
    }
}

#[cfg(test)]
impl schemars::JsonSchema for Goals {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Goals".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let goal = generator.subschema_for::<Goal>();
        let named = schemars::json_schema!({ "type": "object", "additionalProperties": goal });
        schemars::json_schema!({
            "type": "object",
            "properties": { "unit": { "type": "object", "additionalProperties": named } },
            "additionalProperties": goal
        })
    }
}
