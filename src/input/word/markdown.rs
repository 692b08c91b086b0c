//! Writes paragraphs as Markdown that reads back as the same text.

/// A line of a paragraph.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub(super) text: String,
    /// Whether a part of it is not bold.
    pub(super) is_plain: bool,
}

/// The Markdown written so far.
#[derive(Debug, Default)]
pub(super) struct Markdown {
    text: String,
    /// How deep the last block is indented, when it is an item.
    depth: Option<usize>,
}

impl Markdown {
    /// Adds a heading; a break in it becomes a blank.
    pub(super) fn heading(&mut self, level: u8, lines: &[Line]) {
        let text: Vec<&str> = lines.iter().flat_map(|line| line.text.split_whitespace()).collect();
        let mut text = written(&text.join(" "));
        if text.is_empty() {
            return;
        }
        if text.ends_with('#') {
            text.insert(text.len() - 1, '\\');
        }
        self.begin(None);
        self.text.push_str(&"#".repeat(level.min(6).into()));
        self.text.push(' ');
        self.text.push_str(&text);
    }

    /// Adds an item of a list.
    pub(super) fn item(&mut self, indent: u8, lines: &[Line]) {
        let lines: Vec<String> =
            lines.iter().map(|line| written(line.text.trim())).filter(|line| !line.is_empty()).collect();
        if lines.is_empty() {
            return;
        }
        // an item is nested in the one before it, and in nothing else
        let depth = usize::from(indent).min(self.depth.map_or(0, |depth| depth + 1));
        self.begin(Some(depth));
        let lead = "  ".repeat(depth);
        self.text.push_str(&format!("{lead}- {}", lines.join(&format!("  \n{lead}  "))));
    }

    /// Adds a paragraph; one that starts with a bullet typed by hand is an item.
    pub(super) fn paragraph(&mut self, lines: &[Line]) {
        let mut lines: Vec<Line> = lines.iter().filter(|line| !line.text.trim().is_empty()).cloned().collect();
        let Some(first) = lines.first_mut() else { return };
        if let Some(rest) = typed(&first.text) {
            first.text = rest.to_owned();
            return self.item(0, &lines);
        }
        self.begin(None);
        let lines: Vec<String> = lines.iter().map(Line::written).collect();
        self.text.push_str(&lines.join("  \n"));
    }

    /// All that was written.
    pub(super) fn text(mut self) -> String {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text
    }

    /// Sets the next block apart from the one before; items of one list stand close.
    fn begin(&mut self, depth: Option<usize>) {
        if !self.text.is_empty() {
            self.text.push_str(if self.depth.is_some() && depth.is_some() { "\n" } else { "\n\n" });
        }
        self.depth = depth;
    }
}

impl Line {
    /// The line as Markdown: bold from end to end, or as it is, since only the former looks like a heading.
    fn written(&self) -> String {
        let text = self.text.trim();
        match typed(text) {
            Some(rest) => format!("- {}", written(rest)),
            None if self.is_plain => written(text),
            None => format!("**{}**", written(text)),
        }
    }
}

/// What follows a bullet that Markdown knows.
fn typed(line: &str) -> Option<&str> {
    let rest = line.trim_start().strip_prefix(['-', '*', '+'])?;
    let text = rest.trim_start();
    (text.len() < rest.len() && !text.is_empty()).then_some(text)
}

/// A line with a backslash before whatever Markdown would not read as text.
fn written(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let sign = match line.as_bytes().get(digits) {
        Some(b'.' | b')') if digits > 0 => line[digits + 1..].chars().next().is_none_or(char::is_whitespace),
        Some(b'#' | b'>' | b'+' | b'-' | b'=' | b':' | b'|') => digits == 0,
        _ => false,
    };
    let mut out = String::with_capacity(line.len() + 8);
    let mut before = None;
    for (at, c) in line.char_indices() {
        let rest = &line[at + c.len_utf8()..];
        let next = rest.chars().next();
        let is_inside = |is_word: fn(char) -> bool| before.is_some_and(is_word) && next.is_some_and(is_word);
        let is_sign = match c {
            '\\' | '`' | '[' | '<' | '~' => true,
            // the reader of Markdown gives a star between two letters back
            '*' => !is_inside(char::is_alphabetic),
            '_' => !is_inside(char::is_alphanumeric),
            '&' => is_entity(rest),
            _ => at == digits && sign,
        };
        if is_sign {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
    out
}

/// Whether what follows an ampersand makes it the start of an entity.
fn is_entity(rest: &str) -> bool {
    rest.split_once(';').is_some_and(|(name, _)| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#')
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::source::Source;

    #[test]
    fn what_is_text_stays_text() {
        for text in [
            "# kein Titel",
            "1. Januar 2027",
            "12) zwölf",
            "> größer",
            "+ 5 %",
            "+++",
            "-----",
            "===",
            ": so",
            "| a | b |",
            "a*b* c",
            "* Stern *",
            "Kolleg*innen und Bewerber*innen",
            "Kolleg_innen",
            "_kursiv_",
            "__",
            "`code`",
            "~~weg~~",
            "[x](y)",
            "![x](y)",
            "<b>",
            "<!-- x -->",
            "&amp;",
            "R&D",
            "C:\\",
            "a\\*b",
            "[^1]: x",
            "--- x",
            "4. ",
            "https://a.b/c_d_e",
        ] {
            let line = Line { text: text.to_owned(), is_plain: true };
            let document = Document::read(Source::new("a.docx", written(&line.text)));
            assert_eq!(document.prose.trim_end(), text.trim_end(), "{}", written(text));
        }
    }

    #[test]
    fn headings_keep_their_last_sign() {
        let mut out = Markdown::default();
        out.heading(2, &[Line { text: "Entwickeln in C #".to_owned(), is_plain: true }]);
        assert_eq!(Document::read(Source::new("a.docx", out.text())).prose, "Entwickeln in C #\n");
    }
}
