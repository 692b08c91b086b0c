//! `missing`: a statement that this employer owes, or would do well to make, and the advert lacks.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::finding::Safety;
use crate::rule::context::{Context, Draft};
use crate::rule::wording;

/// Statements of which one must be made.
#[derive(Debug, Deserialize, Serialize)]
pub struct Missing {
    pub(crate) statement: Vec<Arc<str>>,
    /// The sentence that would make it, with `{Sie-Form|du-Form}`.
    pub(crate) insert: Option<String>,
    /// How far the sentence may be trusted.
    pub(crate) safety: Safety,
    /// Speak where one is made, but only behind the contact.
    pub(crate) late: bool,
    /// Statements and the names of the groups that they invite. When there are any, the rule speaks where one of
    /// `statement` is made, and tells which groups nobody names.
    pub(crate) groups: Vec<(Arc<str>, String)>,
}

impl Missing {
    pub(super) fn check(&self, context: &Context<'_>, out: &mut Vec<Draft>) {
        if self.late {
            out.extend(self.behind_contact(context));
            return;
        }
        let unnamed: Vec<&str> = self
            .groups
            .iter()
            .filter(|(kind, _)| !context.states(std::slice::from_ref(kind)))
            .map(|(_, name)| name.as_str())
            .collect();
        let is_silent = if self.groups.is_empty() {
            context.states(&self.statement)
        } else {
            unnamed.is_empty() || !context.states(&self.statement)
        };
        if is_silent {
            return;
        }
        let own = self.statement.iter().find_map(|kind| context.wording.texts.get(&**kind));
        let said = |text: &String| spoken_to(text, text.contains('{') && is_informal(context));
        let insert = own.or(self.insert.as_ref()).map(said);
        let fixes = insert.as_deref().and_then(|text| wording::inserted(context, text, self.safety));
        out.push(Draft {
            values: vec![("insert", insert.unwrap_or_default()), ("groups", unnamed.join(", "))],
            fixes: fixes.into_iter().collect(),
            ..Draft::default()
        });
    }

    /// The first of the statements, when all of them stand behind the contact.
    fn behind_contact(&self, context: &Context<'_>) -> Option<Draft> {
        let contact = &context.document.blocks[context.document.contact()?];
        let mut made = context.statements.iter().filter(|said| self.statement.contains(&said.kind));
        let first = made.next()?;
        (first.span.start > contact.span.start).then(|| Draft::at(first.span))
    }

    /// The sentence that would make the statement, for people who read about the rule.
    pub fn insert(&self) -> Option<&str> {
        self.insert.as_deref()
    }
}

/// Whether the advert says "du" rather than "Sie".
fn is_informal(context: &Context<'_>) -> bool {
    let document = context.document;
    let (mut familiar, mut formal) = (0, 0);
    for word in 0..document.words.len() as u32 {
        match document.folded(word) {
            "du" | "dich" | "dir" | "dein" | "deine" | "deinen" | "deiner" | "deinem" => familiar += 1,
            "sie" | "ihnen" | "ihre" | "ihren" => formal += 1,
            _ => {}
        }
    }
    familiar > formal
}

/// Chooses between the forms of address in `{Sie-Form|du-Form}`.
pub(crate) fn spoken_to(text: &str, informal: bool) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, from)) = rest.split_once('{') {
        let Some((choice, behind)) = from.split_once('}') else { break };
        out.push_str(before);
        let (formal, familiar) = choice.split_once('|').unwrap_or((choice, choice));
        out.push_str(if informal { familiar } else { formal });
        rest = behind;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_address() {
        assert_eq!(spoken_to("{Bewerben Sie sich|Bewirb dich} trotzdem.", false), "Bewerben Sie sich trotzdem.");
        assert_eq!(spoken_to("{Bewerben Sie sich|Bewirb dich} trotzdem.", true), "Bewirb dich trotzdem.");
    }
}
