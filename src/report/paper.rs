//! A paper: headings, sentences, tables and charts, before they are written as text, Markdown or HTML.

/// What is written, from top to bottom.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paper {
    /// The language of the paper: `de`, `en`.
    pub language: &'static str,
    /// Its title.
    pub title: String,
    /// Its parts.
    pub parts: Vec<Part>,
}

/// A part of a paper.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// A heading.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// Bullets.
    List(Vec<String>),
    /// A table.
    Table(Table),
    /// A chart; what it shows stands in a table as well.
    Chart(Chart),
}

/// A table; the first column names the row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// Names of the columns.
    pub head: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

/// A chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// What it shows.
    pub title: String,
    /// How it is drawn.
    pub kind: ChartKind,
}

/// How a chart is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum ChartKind {
    /// A bar for each name, from 0 to 1, with the interval around its end.
    Bars(Vec<Bar>),
    /// A line through the periods for each name, from 0 to 1; with the names of the periods.
    Lines(Vec<String>, Vec<Line>),
    /// A column for each stretch of a number: its lower end and how many.
    Columns(Vec<(String, usize)>),
}

/// A share.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What it is the share of.
    pub name: String,
    /// From 0 to 1.
    pub value: f64,
    /// The interval.
    pub interval: (f64, f64),
}

/// A share over time; nothing where a period has no adverts to ask.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What it is the share of.
    pub name: String,
    /// For each period the share and its interval.
    pub points: Vec<Option<(f64, (f64, f64))>>,
}
