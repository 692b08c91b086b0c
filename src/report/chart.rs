//! Charts as SVG, each with its figures in words for those who do not see it.

use html_escape::encode_text;

use super::label::percent;
use super::paper::{Bar, Chart, ChartKind, Line};

/// How wide a chart is, in the units of its own drawing.
const WIDTH: f64 = 860.0;

/// How much of that the names take.
const NAMES: f64 = 410.0;

/// Strokes and marks that tell lines apart without colour.
const STROKES: [(&str, &str, &str); 4] = [
    ("#1d4f91", "", "circle"),
    ("#a13d00", "7 4", "square"),
    ("#2b6b2f", "2 3", "diamond"),
    ("#6a2c83", "10 3 2 3", "triangle"),
];

/// A chart as an SVG element; `number` tells its names from those of other charts on the page.
pub fn svg(chart: &Chart, number: usize) -> String {
    let (height, body, words) = match &chart.kind {
        ChartKind::Bars(bars) => self::bars(bars),
        ChartKind::Lines(periods, lines) => self::lines(periods, lines),
        ChartKind::Columns(columns) => self::columns(columns),
    };
    let title = encode_text(&chart.title);
    let words = encode_text(&words).into_owned();
    format!(
        "<svg role=\"img\" viewBox=\"0 0 {WIDTH} {height}\" aria-labelledby=\"t{number} d{number}\">\n\
         <title id=\"t{number}\">{title}</title>\n<desc id=\"d{number}\">{words}</desc>\n{body}</svg>\n"
    )
}

fn label(x: f64, y: f64, anchor: &str, text: &str) -> String {
    format!("<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{}</text>\n", encode_text(text))
}

/// Height, drawing and words of a chart.
type Drawn = (f64, String, String);

fn bars(bars: &[Bar]) -> Drawn {
    const ROW: f64 = 30.0;
    let scale = WIDTH - NAMES - 60.0;
    let x = |value: f64| NAMES + value * scale;
    let height = 26.0 + ROW * bars.len() as f64;
    let mut out = String::new();
    for part in [0.0, 0.25, 0.5, 0.75, 1.0] {
        out.push_str(&format!(
            "<line class=\"grid\" x1=\"{0:.1}\" x2=\"{0:.1}\" y1=\"20\" y2=\"{height:.1}\"/>\n",
            x(part)
        ));
        out.push_str(&label(x(part), 14.0, "middle", &percent(part)));
    }
    for (row, bar) in bars.iter().enumerate() {
        let y = 26.0 + ROW * row as f64;
        let middle = y + 10.0;
        let (low, high) = (x(bar.interval.0), x(bar.interval.1));
        out.push_str(&label(NAMES - 10.0, y + 14.5, "end", &bar.name));
        out.push_str(&format!(
            "<rect class=\"bar\" x=\"{NAMES}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"20\"/>\n",
            (x(bar.value) - NAMES).max(1.0)
        ));
        out.push_str(&format!(
            "<path class=\"whisker\" d=\"M{low:.1} {middle:.1}H{high:.1}M{low:.1} {0:.1}v10M{high:.1} {0:.1}v10\"/>\n",
            middle - 5.0
        ));
        out.push_str(&label(WIDTH - 4.0, y + 14.5, "end", &percent(bar.value)));
    }
    let words: Vec<String> = bars.iter().map(|bar| format!("{}: {}", bar.name, percent(bar.value))).collect();
    (height, out, words.join("; "))
}

fn lines(periods: &[String], lines: &[Line]) -> Drawn {
    const LEFT: f64 = 56.0;
    const TOP: f64 = 16.0;
    const TALL: f64 = 220.0;
    let step = (WIDTH - LEFT - 40.0) / periods.len().max(2).saturating_sub(1) as f64;
    let x = |at: usize, line: usize| LEFT + 14.0 + step * at as f64 + 5.0 * (line as f64 - 1.5);
    let y = |value: f64| TOP + (1.0 - value) * TALL;
    let height = TOP + TALL + 34.0 + 24.0 * lines.len() as f64;
    let mut out = String::new();
    for part in [0.0, 0.25, 0.5, 0.75, 1.0] {
        out.push_str(&format!(
            "<line class=\"grid\" x1=\"{LEFT}\" x2=\"{WIDTH}\" y1=\"{0:.1}\" y2=\"{0:.1}\"/>\n",
            y(part)
        ));
        out.push_str(&label(LEFT - 8.0, y(part) + 4.5, "end", &percent(part)));
    }
    for (at, period) in periods.iter().enumerate() {
        let anchor = if at + 1 == periods.len() && at > 0 { "end" } else { "middle" };
        let edge = if anchor == "end" { 14.0 } else { 0.0 };
        out.push_str(&label(x(at, 1) + 2.5 + edge, TOP + TALL + 20.0, anchor, period));
    }
    let mut words = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let (colour, dashes, mark) = STROKES[number % STROKES.len()];
        let known = || line.points.iter().enumerate().filter_map(|(at, point)| point.map(|point| (at, point)));
        let path: Vec<String> =
            known().map(|(at, (value, _))| format!("{:.1} {:.1}", x(at, number), y(value))).collect();
        out.push_str(&format!("<g fill=\"{colour}\" stroke=\"{colour}\">\n"));
        out.push_str(&format!("<path class=\"line\" stroke-dasharray=\"{dashes}\" d=\"M{}\"/>\n", path.join("L")));
        for (at, (value, (low, high))) in known() {
            out.push_str(&format!(
                "<path class=\"range\" d=\"M{0:.1} {1:.1}V{2:.1}\"/>\n",
                x(at, number),
                y(low),
                y(high)
            ));
            out.push_str(&self::mark(mark, x(at, number), y(value)));
        }
        let row = TOP + TALL + 46.0 + 24.0 * number as f64;
        out.push_str(&format!("<path class=\"line\" stroke-dasharray=\"{dashes}\" d=\"M{LEFT} {row:.1}h44\"/>\n"));
        out.push_str(&self::mark(mark, LEFT + 22.0, row));
        out.push_str("</g>\n");
        out.push_str(&label(LEFT + 56.0, row + 4.5, "start", &line.name));
        let told = known().map(|(at, (value, _))| format!("{} {}", periods[at], percent(value)));
        words.push(format!("{}: {}", line.name, told.collect::<Vec<_>>().join(", ")));
    }
    (height, out, words.join("; "))
}

fn mark(mark: &str, x: f64, y: f64) -> String {
    match mark {
        "circle" => format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4.5\"/>\n"),
        "square" => format!("<rect x=\"{:.1}\" y=\"{:.1}\" width=\"8\" height=\"8\"/>\n", x - 4.0, y - 4.0),
        "diamond" => format!("<path d=\"M{x:.1} {:.1}l5.5 5.5-5.5 5.5-5.5-5.5z\"/>\n", y - 5.5),
        _ => format!("<path d=\"M{x:.1} {:.1}l5.5 9.5h-11z\"/>\n", y - 6.0),
    }
}

fn columns(columns: &[(String, usize)]) -> Drawn {
    const TALL: f64 = 150.0;
    const TOP: f64 = 22.0;
    let most = columns.iter().map(|(_, count)| *count).max().unwrap_or(1).max(1) as f64;
    let wide = (WIDTH - 20.0) / columns.len().max(1) as f64;
    let mut out = String::new();
    for (at, (from, count)) in columns.iter().enumerate() {
        let tall = *count as f64 / most * TALL;
        let (x, y) = (10.0 + wide * at as f64, TOP + TALL - tall);
        out.push_str(&format!(
            "<rect class=\"bar\" x=\"{:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{tall:.1}\"/>\n",
            x + wide * 0.08,
            wide * 0.84
        ));
        out.push_str(&label(x + wide / 2.0, y - 6.0, "middle", &count.to_string()));
        out.push_str(&label(x + wide / 2.0, TOP + TALL + 18.0, "middle", from));
    }
    out.push_str(&format!(
        "<line class=\"axis\" x1=\"10\" x2=\"{:.1}\" y1=\"{1:.1}\" y2=\"{1:.1}\"/>\n",
        WIDTH - 10.0,
        TOP + TALL
    ));
    let words: Vec<String> = columns.iter().map(|(from, count)| format!("{from}: {count}")).collect();
    (TOP + TALL + 28.0, out, words.join("; "))
}
