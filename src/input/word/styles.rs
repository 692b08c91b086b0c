//! What the styles of a Word file make of a paragraph: a heading, an item of a list.

use std::collections::HashMap;

use super::{Broken, Told, attribute, number, walk};

/// What a style makes of a paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    /// The level of the heading.
    pub(super) level: Option<u8>,
    /// Whether it is an item of a list.
    pub(super) is_item: Option<bool>,
}

/// The styles by their ids, each with the id of the one that it builds upon.
#[derive(Debug, Default)]
pub(super) struct Styles(HashMap<String, (Style, Option<String>)>);

/// How many styles may build upon each other.
const LONGEST: usize = 16;

impl Styles {
    /// Reads `word/styles.xml`.
    pub(super) fn read(xml: &str) -> Result<Self, Broken> {
        let mut styles = Self::default();
        let mut id = String::new();
        walk(xml, |told| {
            let Told::Start(tag) = told else { return true };
            let value = || attribute(tag, "val");
            if tag.local_name().as_ref() == "style" {
                id = attribute(tag, "styleId").unwrap_or_default();
            }
            let (style, base) = styles.0.entry(id.clone()).or_default();
            match tag.local_name().as_ref() {
                "name" => style.level = style.level.or_else(|| level(&value()?)),
                "basedOn" => *base = value(),
                "outlineLvl" => style.level = number(tag).filter(|level| *level < 9).map(|level| level + 1),
                "numId" => style.is_item = Some(value().is_some_and(|list| list != "0")),
                _ => {}
            }
            true
        })?;
        Ok(styles)
    }

    /// The style with this id; what it leaves open, the one that it builds upon says, and at last its id alone.
    pub(super) fn of(&self, id: &str) -> Style {
        let mut out = Style::default();
        let mut next = Some(id);
        for _ in 0..LONGEST {
            let Some((style, base)) = next.and_then(|id| self.0.get(id)) else { break };
            out.level = out.level.or(style.level);
            out.is_item = out.is_item.or(style.is_item);
            next = base.as_deref();
        }
        out.level = out.level.or_else(|| level(id));
        out
    }
}

/// The level of the heading that a name tells: Word writes `heading 1` in every language, but ids in that of its user.
fn level(name: &str) -> Option<u8> {
    let name = name.to_lowercase();
    if name == "title" || name == "titel" {
        return Some(1);
    }
    let rest = ["heading", "überschrift", "berschrift"].iter().find_map(|word| name.strip_prefix(word))?;
    rest.trim_start().parse().ok().filter(|level| (1..=9).contains(level))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_build_upon_each_other() {
        let styles = Styles::read(
            "<w:styles><w:style w:styleId=\"a\"><w:name w:val=\"heading 2\"/></w:style>\
             <w:style w:styleId=\"b\"><w:basedOn w:val=\"a\"/><w:pPr><w:numPr><w:numId w:val=\"3\"/></w:numPr></w:pPr></w:style>\
             <w:style w:styleId=\"c\"><w:basedOn w:val=\"c\"/><w:pPr><w:outlineLvl w:val=\"9\"/></w:pPr></w:style></w:styles>",
        )
        .unwrap();
        assert_eq!(styles.of("b"), Style { level: Some(2), is_item: Some(true) });
        assert_eq!(styles.of("c"), Style::default());
        assert_eq!(styles.of("berschrift3").level, Some(3));
        assert_eq!(styles.of("Titel").level, Some(1));
        assert_eq!(styles.of("Standard"), Style::default());
    }
}
