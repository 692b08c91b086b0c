//! Names of rules where a person is about to write one: in comments that allow, and in `lint.toml`.

use lsp_types::{
    CompletionItem, CompletionItemKind, CompletionList, CompletionTextEdit, Documentation, Position, Range, TextEdit,
};

use super::text::Text;
use crate::rule::RuleSet;

/// Where a name is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// An advert.
    Advert,
    /// A configuration.
    Config,
}

/// The rules that can be named at a position; `None` where no name belongs.
pub(super) fn complete(rules: &RuleSet, text: &Text, position: Position, place: Place) -> Option<CompletionList> {
    let before = text.before(position);
    let typed = match place {
        Place::Advert => in_comment(before)?,
        Place::Config => in_table(text, position, before)?,
    };
    let start = text.position(text.offset(position) - typed.len());
    let names = rules.rules().map(|rule| CompletionItem {
        label: rule.id.to_string(),
        kind: Some(CompletionItemKind::VALUE),
        documentation: Some(Documentation::String(rule.why.to_string())),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit {
            range: Range::new(start, position),
            new_text: rule.id.to_string(),
        })),
        ..CompletionItem::default()
    });
    Some(CompletionList { is_incomplete: false, items: names.collect() })
}

/// What was typed of a name inside the brackets of `<!-- lint: allow(`.
fn in_comment(before: &str) -> Option<&str> {
    let comment = &before[before.rfind("<!--")?..];
    let list = comment.split_once("allow(")?.1;
    let is_open = comment.contains("lint:") && !list.contains(')');
    is_open.then(|| list.rsplit(',').next().unwrap_or(list).trim_start())
}

/// What was typed of a quoted key in the table `[rules]`.
fn in_table<'a>(text: &Text, position: Position, before: &'a str) -> Option<&'a str> {
    let above = &text.as_str()[..text.offset(Position::new(position.line, 0))];
    let table = above.lines().rfind(|line| line.starts_with('['))?;
    let typed = before.trim_start().strip_prefix('"')?;
    (table.trim_end() == "[rules]" && !typed.contains('"')).then_some(typed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lsp::text::Units;

    #[test]
    fn a_name_belongs_into_an_open_bracket() {
        assert_eq!(in_comment("Text <!-- lint: allow(de/age/x, de/g"), Some("de/g"));
        assert_eq!(in_comment("<!-- lint: allow("), Some(""));
        assert_eq!(in_comment("<!-- lint: allow(de/age/x) reason"), None);
        assert_eq!(in_comment("allow(de"), None);
    }

    #[test]
    fn a_name_is_a_quoted_key_below_the_rules() {
        let text = Text::new("language = \"de\"\n[rules]\n\"de/a".to_owned(), Units::Utf16);
        let end = Position::new(2, 5);
        assert_eq!(in_table(&text, end, text.before(end)), Some("de/a"));
        assert_eq!(in_table(&text, Position::new(0, 12), "language = \""), None);
    }
}
