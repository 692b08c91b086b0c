//! A paper for the terminal: tables with columns in line.

use super::markdown::is_text;
use super::paper::{Paper, Part, Table};

/// The paper as text for a terminal; charts are left out, their figures stand in tables.
pub fn write(paper: &Paper, colour: bool) -> String {
    let bold = |text: &str| if colour { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() };
    let mut out = format!("{}\n", bold(&paper.title));
    for part in &paper.parts {
        match part {
            Part::Heading(text) => out.push_str(&format!("\n{}\n", bold(text))),
            Part::Text(text) => out.push_str(&format!("{}\n", wrapped(text, "  "))),
            Part::List(items) => {
                items.iter().for_each(|item| out.push_str(&format!("  - {}\n", wrapped(item, "    ").trim_start())))
            }
            Part::Table(table) => out.push_str(&self::table(table)),
            Part::Chart(_) => {}
        }
    }
    out
}

/// Text broken at blanks before column 100, every line indented.
fn wrapped(text: &str, indent: &str) -> String {
    let mut out = String::new();
    let mut column = 0;
    for word in text.split(' ') {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > 100 - indent.len() {
            out.push('\n');
            column = 0;
        }
        out.push_str(if column == 0 { indent } else { " " });
        out.push_str(word);
        column += length + usize::from(column > 0);
    }
    out
}

fn table(table: &Table) -> String {
    let columns = table.head.len();
    let width = |column: usize| {
        let cells = std::iter::once(&table.head).chain(&table.rows);
        cells.filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let is_text = is_text(table);
    let line = |cells: &[String]| {
        let mut out = String::from(" ");
        for (column, cell) in cells.iter().enumerate() {
            let blanks = " ".repeat(widths[column].saturating_sub(cell.chars().count()));
            let is_left = column == 0 || is_text;
            out.push(' ');
            out.push_str(&if is_left { format!("{cell}{blanks}") } else { format!("{blanks}{cell}") });
            out.push(' ');
        }
        out.trim_end().to_owned() + "\n"
    };
    let rule = format!("  {}\n", "-".repeat(widths.iter().sum::<usize>() + 2 * columns.saturating_sub(1)));
    let rows: String = table.rows.iter().map(|row| line(row)).collect();
    format!("\n  {}\n{}{rule}{rows}", table.caption, line(&table.head))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_in_line() {
        let cells = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        let table = Table {
            caption: "x".into(),
            head: cells(["a", "Zahl"]),
            rows: vec![cells(["größer", "1"]), cells(["b", "10"])],
        };
        assert_eq!(super::table(&table), "\n  x\n  a       Zahl\n  ------------\n  größer     1\n  b         10\n");
    }

    #[test]
    fn long_lines_are_broken() {
        let text = "ein Wort ".repeat(30);
        assert!(wrapped(text.trim(), "  ").lines().all(|line| line.chars().count() <= 100 && line.starts_with("  ")));
    }
}
