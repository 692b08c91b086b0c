//! The rules of a SARIF run: those that found something, each with its reason, sources and examples.

use std::collections::HashMap;
use std::sync::Arc;

use serde::Serialize;

use super::{Text, level};
use crate::finding::{Finding, Severity};
use crate::rule::{Kind, Rule, RuleSet};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Driver<'a> {
    name: &'static str,
    semantic_version: &'static str,
    rules: &'a [Descriptor],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: String,
    short_description: Text,
    full_description: Text,
    help: Help,
    #[serde(skip_serializing_if = "Option::is_none")]
    help_uri: Option<String>,
    default_configuration: Configuration,
    properties: Properties,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
struct Configuration {
    enabled: bool,
    level: &'static str,
}

#[derive(Serialize)]
struct Properties {
    tags: [&'static str; 1],
}

/// The rules met so far, in the order in which results refer to them.
#[derive(Default)]
pub(super) struct Rules {
    known: HashMap<Arc<str>, usize>,
    descriptors: Vec<Descriptor>,
}

impl std::fmt::Debug for Rules {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.known.keys()).finish()
    }
}

impl Rules {
    /// The index of the rule of a finding.
    pub(super) fn index(&mut self, finding: &Finding, rules: &RuleSet) -> usize {
        if let Some(index) = self.known.get(&finding.rule) {
            return *index;
        }
        let descriptor = match rules.rule(&finding.rule) {
            Some(rule) => described(rule),
            None => about_comments(finding),
        };
        self.descriptors.push(descriptor);
        self.known.insert(finding.rule.clone(), self.descriptors.len() - 1);
        self.descriptors.len() - 1
    }

    /// The program and the rules met.
    pub(super) fn driver(&self) -> Driver<'_> {
        Driver { name: "lint", semantic_version: env!("CARGO_PKG_VERSION"), rules: &self.descriptors }
    }
}

fn described(rule: &Rule) -> Descriptor {
    Descriptor {
        id: rule.id.to_string(),
        short_description: Text { text: rule.message.general() },
        full_description: Text { text: rule.why.to_string() },
        help: Help { text: format!("{}\n{}", *rule.why, rule.help.general()), markdown: markdown(rule) },
        help_uri: rule.sources.iter().find_map(|source| source.url.clone()),
        default_configuration: Configuration {
            enabled: rule.level.severity().is_some(),
            level: rule.level.severity().map_or("none", level),
        },
        properties: Properties { tags: [rule.category.word()] },
    }
}

/// Why, what instead, on whose authority, and an example of either kind, in the language of the rule.
fn markdown(rule: &Rule) -> String {
    let say = |german, english| if rule.language.name == "de" { german } else { english };
    let mut out = rule.why.to_string();
    if !rule.help.text().is_empty() {
        out.push_str(&format!("\n\n**{}:** {}", say("Stattdessen", "Instead"), rule.help.general()));
    }
    if let Kind::Missing(missing) = &*rule.kind
        && let Some(insert) = missing.insert()
    {
        out.push_str(&format!("\n\n> {}", insert.trim().replace('\n', "\n> ")));
    }
    out.push_str(&format!("\n\n**{}:**\n", say("Grundlage", "Authority")));
    for source in rule.sources.iter() {
        out.push_str(&match &source.url {
            Some(url) => format!("\n- [{}](<{url}>)", source.title),
            None => format!("\n- {}", source.title),
        });
    }
    for (is_bad, title) in [(true, say("Gefunden wird", "It finds")), (false, say("In Ordnung ist", "It leaves alone"))]
    {
        if let Some(example) = rule.examples.iter().find(|example| example.is_bad == is_bad) {
            let quoted = example.text.trim().replace('\n', "\n> ");
            out.push_str(&format!("\n\n**{title}:**\n\n> {quoted}"));
        }
    }
    let allow = format!("<!-- lint: allow({}) {} -->", rule.id, say("Grund", "reason"));
    out.push_str(&format!("\n\n**{}:** `{allow}`\n", say("Ausnahme", "To allow it")));
    out
}

/// The rules about comments that allow something are the program's own.
fn about_comments(finding: &Finding) -> Descriptor {
    let about = "A comment that allows a finding names a rule, applies to something and gives its reason.";
    Descriptor {
        id: finding.rule.to_string(),
        short_description: Text { text: about.to_owned() },
        full_description: Text { text: about.to_owned() },
        help: Help {
            text: about.to_owned(),
            markdown: format!("{about}\n\n`<!-- lint: allow(set/rule) reason -->`\n"),
        },
        help_uri: None,
        default_configuration: Configuration { enabled: true, level: level(Severity::Warning) },
        properties: Properties { tags: [finding.category.word()] },
    }
}
