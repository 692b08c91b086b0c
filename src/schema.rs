//! The JSON Schemas of the report, of rule files and of `lint.toml`, for editors and readers of the report.

/// Of `--format json`, version 1.
pub const REPORT: &str = include_str!("schema/report.json");
/// Of `lint report --format json`, version 1.
pub const DEVELOPMENT: &str = include_str!("schema/development.json");
/// Of rule files.
pub const RULES: &str = include_str!("schema/rules.json");
/// Of `lint.toml`.
pub const CONFIG: &str = include_str!("schema/config.json");

#[cfg(test)]
mod tests {
    use schemars::JsonSchema;

    /// Compares a schema with its shapes; `UPDATE=1` writes it anew.
    fn fresh<T: JsonSchema>(name: &str, written: &str) {
        let schema = schemars::generate::SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>();
        let schema = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(format!("src/schema/{name}.json"), schema).unwrap();
        } else {
            assert_eq!(written, schema, "run the tests once with UPDATE=1");
        }
    }

    #[test]
    fn schemas_follow_the_shapes() {
        fresh::<crate::output::json::Report<'static>>("report", super::REPORT);
        fresh::<crate::report::Development>("development", super::DEVELOPMENT);
        fresh::<crate::rule::file::SetFile>("rules", super::RULES);
        fresh::<crate::config::Config>("config", super::CONFIG);
    }
}
