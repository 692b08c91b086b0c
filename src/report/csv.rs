//! One row for every advert, for spreadsheets.

use super::catalogue::Catalogue;
use super::row::Row;

/// A table of all adverts: what each is, what it states, how it is written.
pub fn write(rows: &[Row], catalogue: &Catalogue) -> String {
    let mut kinds = catalogue.statements(true);
    kinds.extend(catalogue.statements(false));
    let mut head = vec!["advert", "title", "unit", "date", "post", "language", "title_speaks_to_all"];
    head.extend(["errors", "warnings", "notes", "jargon", "lix", "flesch"]);
    head.extend(kinds.iter().map(|kind| catalogue.kind(*kind)));
    let mut out = line(head.into_iter().map(str::to_owned));
    for row in rows {
        let readability = |of: fn(&(f32, f32)) -> f32| {
            row.readability.as_ref().map_or_else(String::new, |both| format!("{:.1}", of(both)))
        };
        let yes = |yes: bool| u8::from(yes).to_string();
        let mut cells = vec![
            row.name.to_string(),
            row.title.to_string(),
            row.unit.as_deref().unwrap_or_default().to_owned(),
            row.date.map(|date| date.to_string()).unwrap_or_default(),
            row.post.to_owned(),
            row.language.to_owned(),
            yes(row.speaks_to_all),
        ];
        cells.extend([row.errors, row.warnings, row.infos, row.jargon].map(|count| count.to_string()));
        cells.extend([readability(|both| both.0), readability(|both| both.1)]);
        cells.extend(kinds.iter().map(|kind| yes(row.states(*kind))));
        out.push_str(&line(cells.into_iter()));
    }
    out
}

fn line(cells: impl Iterator<Item = String>) -> String {
    cells.map(|cell| quoted(&cell)).collect::<Vec<_>>().join(",") + "\r\n"
}

/// A cell as RFC 4180 has it, and none that a spreadsheet would take for a formula.
fn quoted(cell: &str) -> String {
    let cell = if cell.starts_with(['=', '+', '-', '@', '\t']) { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains([',', '"', '\n', '\r', ';']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_no_formula() {
        assert_eq!(quoted("Koch, Köchin"), "\"Koch, Köchin\"");
        assert_eq!(quoted("ein \"Team\""), "\"ein \"\"Team\"\"\"");
        assert_eq!(quoted("=1+1"), "'=1+1");
    }
}
