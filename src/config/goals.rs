//! `[goals]` of `lint.toml`: what the adverts of an organisation shall reach, by when.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
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

/// One goal: `80`, or `{ share = 80, by = 2027-01-01 }`.
#[derive(Debug, Default)]
pub struct Goal {
    /// At least this share of the adverts, in per cent.
    pub share: Option<f64>,
    /// No more than this on average.
    pub at_most: Option<f64>,
    /// No less than this on average.
    pub at_least: Option<f64>,
    /// By when.
    pub by: Option<Datetime>,
}

/// The long form of a goal.
#[derive(Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
struct Long {
    share: Option<f64>,
    at_most: Option<f64>,
    at_least: Option<f64>,
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    by: Option<Datetime>,
}

impl<'de> Deserialize<'de> for Goal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Forms;
        impl<'de> Visitor<'de> for Forms {
            type Value = Goal;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a share in per cent, or a table such as `{ share = 80, by = 2027-01-01 }`")
            }

            fn visit_f64<E: serde::de::Error>(self, share: f64) -> Result<Goal, E> {
                Ok(Goal { share: Some(share), ..Goal::default() })
            }

            fn visit_i64<E: serde::de::Error>(self, share: i64) -> Result<Goal, E> {
                self.visit_f64(share as f64)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Goal, A::Error> {
                let Long { share, at_most, at_least, by } = Long::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Goal { share, at_most, at_least, by })
            }
        }
        deserializer.deserialize_any(Forms)
    }
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
        let long = generator.subschema_for::<Long>();
        let goal = schemars::json_schema!({ "anyOf": [{ "type": "number" }, long] });
        let named = schemars::json_schema!({ "type": "object", "additionalProperties": goal });
        schemars::json_schema!({
            "type": "object",
            "properties": { "unit": { "type": "object", "additionalProperties": named } },
            "additionalProperties": goal
        })
    }
}
