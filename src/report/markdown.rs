//! A paper as Markdown, for a council paper or a wiki.

use super::paper::{Paper, Part, Table};

/// The paper as Markdown; charts are left out, their figures stand in tables.
pub fn write(paper: &Paper) -> String {
    let mut out = format!("# {}\n", escaped(&paper.title));
    for part in &paper.parts {
        match part {
            Part::Heading(text) => out.push_str(&format!("\n## {}\n", escaped(text))),
            Part::Text(text) => out.push_str(&format!("\n{}\n", escaped(text))),
            Part::List(items) => {
                out.push('\n');
                items.iter().for_each(|item| out.push_str(&format!("- {}\n", escaped(item))));
            }
            Part::Table(table) => out.push_str(&self::table(table)),
            Part::Chart(_) => {}
        }
    }
    out
}

fn table(table: &Table) -> String {
    let line = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|cell| escaped(cell)).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let rule = format!("|---{}|\n", "|---:".repeat(table.head.len().saturating_sub(1)));
    let rule = if is_text(table) { format!("{}\n", "|---".repeat(table.head.len()) + "|") } else { rule };
    let rows: String = table.rows.iter().map(|row| line(row)).collect();
    format!("\n*{}*\n\n{}{rule}{rows}", escaped(&table.caption), line(&table.head))
}

/// Whether the second column holds words rather than figures.
pub(super) fn is_text(table: &Table) -> bool {
    let figures = |cell: &String| cell.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '–' | '+' | '−'));
    !table.rows.iter().all(|row| row.get(1).is_some_and(figures))
}

/// Text in which Markdown reads no sign of its own.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            '\\' | '|' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '#' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_adverts_are_no_markup() {
        assert_eq!(escaped("a|b *c* <script>\nd"), "a\\|b \\*c\\* \\<script\\> d");
        let paper = Paper { language: "de", title: "x".into(), parts: vec![Part::Heading("y".into())] };
        assert_eq!(write(&paper), "# x\n\n## y\n");
    }
}
