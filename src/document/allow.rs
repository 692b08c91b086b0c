//! Comments that allow a finding: `<!-- lint: allow(de/age/young-team) the club's own name -->`.

use crate::source::{Raw, Span};

/// A comment as it stands in the text.
#[derive(Debug)]
pub(super) struct Comment {
    /// The whole comment.
    pub(super) span: Span<Raw>,
    /// Whether it stands alone on its line rather than inside a block.
    pub(super) alone: bool,
    /// The rules it names and where.
    pub(super) rules: Vec<(String, Span<Raw>)>,
    /// Why.
    pub(super) reason: String,
}

/// One rule allowed in one stretch of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allow {
    /// The rule as written in the comment.
    pub rule: String,
    /// Where the rule is named.
    pub named: Span<Raw>,
    /// Why, in the words of the comment; may be empty.
    pub reason: String,
    /// Where findings of the rule are allowed.
    pub covers: Span<Raw>,
}

/// The comments in `raw` that speak to `lint`.
pub(super) fn comments(text: &str, raw: Span<Raw>, alone: bool) -> Vec<Comment> {
    let mut out = Vec::new();
    let mut at = raw.start as usize;
    while let Some(open) = text[at..raw.end as usize].find("<!--") {
        let start = at + open;
        let length = text[start..raw.end as usize].find("-->").map_or(raw.end as usize - start, |close| close + 3);
        out.extend(comment(text, Span::new(start, start + length), alone));
        at = start + length;
    }
    out
}

fn comment(text: &str, span: Span<Raw>, alone: bool) -> Option<Comment> {
    let inner = text[span.range()].trim_start_matches("<!--").trim_end_matches("-->");
    let order = inner.trim_start().strip_prefix("lint:")?.trim_start().strip_prefix("allow(")?;
    let (list, reason) = order.split_once(')').unwrap_or((order, ""));
    let from = span.start as usize + text[span.range()].find("allow(").unwrap_or(0) + "allow(".len();
    let mut rules = Vec::new();
    let mut at = from;
    for name in list.split(',') {
        let blanks = name.len() - name.trim_start().len();
        let bare = name.trim();
        rules.push((bare.to_owned(), Span::new(at + blanks, at + blanks + bare.len())));
        at += name.len() + 1;
    }
    Some(Comment { span, alone, rules, reason: reason.trim().to_owned() })
}

/// Says for every comment what it covers: the whole file when it comes first, the next block when it stands alone,
/// else the block it stands in. `blocks` are raw spans in the order of the text.
pub(super) fn allows(comments: Vec<Comment>, blocks: &[Span<Raw>], text: &str) -> Vec<Allow> {
    let whole = Span::new(0, text.len());
    let mut out = Vec::new();
    for comment in comments {
        let first = text[..comment.span.start as usize].trim_matches(['\u{feff}', ' ', '\n', '\r', '\t']).is_empty();
        let next = || blocks.iter().find(|block| block.start >= comment.span.end).copied();
        let around = || {
            let held = |block: &&Span<Raw>| block.start <= comment.span.end && comment.span.start <= block.end + 1;
            blocks.iter().rfind(held).copied()
        };
        let covers = if first {
            Some(whole)
        } else if comment.alone {
            next()
        } else {
            around().or_else(next)
        };
        let covers = covers.unwrap_or(comment.span);
        for (rule, named) in comment.rules {
            out.push(Allow { rule, named, reason: comment.reason.clone(), covers });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_rules_and_reason() {
        let text = "<!-- lint: allow(de/age/x, gender) the name -->";
        let found = comments(text, Span::new(0, text.len()), true);
        assert_eq!(found[0].rules.iter().map(|(rule, _)| rule.as_str()).collect::<Vec<_>>(), ["de/age/x", "gender"]);
        assert_eq!(&text[found[0].rules[1].1.range()], "gender");
        assert_eq!(found[0].reason, "the name");
    }
}
