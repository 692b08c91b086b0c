//! A paper as one HTML page that needs nothing else, reads aloud well and prints on A4.

use html_escape::encode_text;

use super::chart;
use super::markdown::is_text;
use super::paper::{Paper, Part, Table};

const STYLE: &str = "\
:root{color-scheme:light}\n\
body{font:1rem/1.5 system-ui,sans-serif;color:#1a1a1a;background:#fff;max-width:60rem;margin:2rem auto;padding:0 1rem}\n\
h1{font-size:1.8rem;line-height:1.2}\n\
h2{font-size:1.3rem;margin-top:2.5rem;border-bottom:2px solid #1d4f91;padding-bottom:.2rem}\n\
.wide{overflow-x:auto;margin:1rem 0}\n\
table{border-collapse:collapse;width:100%;font-size:.92rem}\n\
caption{text-align:left;font-weight:600;padding:.4rem 0}\n\
th,td{padding:.35rem .6rem;border-bottom:1px solid #c9ced6;vertical-align:top;text-align:left}\n\
thead th{border-bottom:2px solid #5b6573;vertical-align:bottom}\n\
tbody th{font-weight:400}\n\
.figures td,.figures thead th:not(:first-child){text-align:right;font-variant-numeric:tabular-nums}\n\
figure{margin:1.2rem 0}\n\
figcaption{font-weight:600;margin-bottom:.4rem}\n\
svg{width:100%;height:auto;max-width:56rem;font:13.5px system-ui,sans-serif}\n\
svg text{fill:#1a1a1a;stroke:none}\n\
.bar{fill:#7ea6d6}\n\
.whisker{stroke:#1a1a1a;stroke-width:1.5;fill:none}\n\
.grid{stroke:#d5dae1}\n\
.axis{stroke:#5b6573}\n\
.line{fill:none;stroke-width:2.5}\n\
.range{fill:none;stroke-width:1.2;opacity:.6}\n\
li{margin:.4rem 0;overflow-wrap:anywhere}\n\
td,th{overflow-wrap:break-word}\n\
@page{size:A4;margin:18mm 15mm}\n\
@media print{body{max-width:none;margin:0;padding:0;font-size:9.5pt}.wide{overflow:visible}table{font-size:8pt}\
h2{break-after:avoid}figure,tr{break-inside:avoid}thead{display:table-header-group}.bar{print-color-adjust:exact;-webkit-print-color-adjust:exact}}\n";

/// The paper as a page.
pub fn write(paper: &Paper) -> String {
    let title = encode_text(&paper.title);
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<title>{title}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n",
        paper.language
    );
    for (number, part) in paper.parts.iter().enumerate() {
        match part {
            Part::Heading(text) => out.push_str(&format!("<h2>{}</h2>\n", encode_text(text))),
            Part::Text(text) => out.push_str(&format!("<p>{}</p>\n", encode_text(text))),
            Part::List(items) => {
                let items: String = items.iter().map(|item| format!("<li>{}</li>\n", encode_text(item))).collect();
                out.push_str(&format!("<ul>\n{items}</ul>\n"));
            }
            Part::Table(table) => out.push_str(&self::table(table)),
            Part::Chart(chart) => {
                let caption = encode_text(&chart.title);
                let drawing = chart::svg(chart, number);
                out.push_str(&format!("<figure>\n<figcaption>{caption}</figcaption>\n{drawing}</figure>\n"));
            }
        }
    }
    out + "</main>\n</body>\n</html>\n"
}

fn table(table: &Table) -> String {
    let head: String = table.head.iter().map(|cell| format!("<th scope=\"col\">{}</th>", encode_text(cell))).collect();
    let row = |row: &Vec<String>| {
        let mut cells = row.iter();
        let name = cells.next().map(|name| format!("<th scope=\"row\">{}</th>", encode_text(name))).unwrap_or_default();
        let rest: String = cells.map(|cell| format!("<td>{}</td>", encode_text(cell))).collect();
        format!("<tr>{name}{rest}</tr>\n")
    };
    let rows: String = table.rows.iter().map(row).collect();
    let class = if is_text(table) { "" } else { " class=\"figures\"" };
    let caption = encode_text(&table.caption).into_owned();
    format!(
        "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"{}\">\n<table{class}>\n<caption>{caption}</caption>\n\
         <thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n",
        html_escape::encode_double_quoted_attribute(&table.caption)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_of_adverts_run_no_script() {
        let evil = "<script>alert(1)</script> \" onload=\"x";
        let table = Table { caption: evil.into(), head: vec![evil.into()], rows: vec![vec![evil.into(), evil.into()]] };
        let parts = vec![Part::Heading(evil.into()), Part::List(vec![evil.into()]), Part::Table(table)];
        let page = write(&Paper { language: "de", title: evil.into(), parts });
        assert!(!page.contains("<script"), "{page}");
        assert!(!page.contains("label=\"<") && !page.contains("\" onload=\"x\">"), "{page}");
    }
}
