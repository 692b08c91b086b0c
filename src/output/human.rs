//! `human`: diagnostics as compilers print them, by miette, mended where it would mislead; see `source`.

use std::fmt;
use std::io;

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, NarratableReportHandler, SourceCode, SourceSpan,
};

use super::{Checked, Frame, Reporter, Summary};
use crate::finding::{Finding, Mistake, Severity, SourceKind};
use crate::source::{Source, harmless};

/// How the terminal wants it.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Colours and weights.
    pub colour: bool,
    /// Lines and arrows; without, everything is told in sentences, for screen readers and dumb terminals.
    pub graphics: bool,
    /// Links that a terminal may open.
    pub links: bool,
    /// Columns.
    pub width: usize,
    /// The words around findings.
    pub frame: Frame,
}

/// Tells findings as diagnostics.
#[derive(Debug)]
pub struct Human {
    style: Style,
}

impl Human {
    /// A reporter for a terminal of this style.
    pub fn new(style: Style) -> Self {
        Self { style }
    }

    /// Tells a mistake in a file of rules or configuration.
    pub fn mistake(&self, source: &Source, mistake: &Mistake) -> String {
        self.render(&Shown {
            message: &mistake.message,
            code: None,
            severity: mistake.severity,
            help: mistake.help.clone(),
            url: None,
            source,
            span: SourceSpan::from(mistake.span.range()),
        })
    }

    fn finding(&self, source: &Source, finding: &Finding) -> String {
        self.render(&Shown {
            message: &finding.message,
            code: Some(&finding.rule),
            severity: finding.severity,
            help: Some(self.help(finding)).filter(|help| !help.is_empty()),
            url: finding.sources.iter().find_map(|source| source.url.as_deref()),
            source,
            span: SourceSpan::from(finding.span.range()),
        })
    }

    /// What to write instead, and what the finding rests on.
    fn help(&self, finding: &Finding) -> String {
        let frame = self.style.frame;
        let mut lines: Vec<String> = finding.help.iter().cloned().collect();
        // what the help says already is not said again
        let is_told = |wording: &&str| finding.help.as_ref().is_some_and(|help| help.contains(*wording));
        let wordings = finding.fixes.iter().map(|fix| fix.title.as_str());
        let wordings: Vec<&str> = wordings.filter(|wording| !is_told(wording)).take(3).collect();
        if !wordings.is_empty() {
            let quoted = wordings.iter().map(|text| frame.quoted(text)).collect::<Vec<_>>();
            lines.push(format!(
                "{}: {}",
                frame.say("zum Beispiel", "for example"),
                quoted.join(frame.say(" oder ", " or "))
            ));
        }
        let cited: Vec<String> = finding.sources.iter().take(2).map(|source| source.title.clone()).collect();
        if !cited.is_empty() {
            let is_law = finding.sources.iter().take(2).all(|s| matches!(s.kind, SourceKind::Law | SourceKind::Court));
            let word = if is_law { frame.say("Grundlage", "authority") } else { frame.say("Quelle", "source") };
            lines.push(format!("{word}: {}", cited.join("; ")));
        }
        lines.join("\n").chars().map(harmless).collect()
    }

    fn render(&self, shown: &Shown<'_>) -> String {
        let mut out = String::new();
        if self.style.graphics {
            let theme = match (self.style.colour, cfg!(windows) && !self.style.colour) {
                (true, _) => GraphicalTheme::unicode(),
                (false, false) => GraphicalTheme::unicode_nocolor(),
                (false, true) => GraphicalTheme::none(),
            };
            let handler = GraphicalReportHandler::new_themed(theme)
                .with_links(self.style.links)
                .with_width(self.style.width)
                .with_context_lines(1)
                .with_link_display_text(self.style.frame.say("(Quelle)", "(source)"));
            let _ = handler.render_report(&mut out, shown);
            out = out.replace("  help: ", self.style.frame.say("  Hilfe: ", "  help: "));
        } else {
            let _ = NarratableReportHandler::new().with_context_lines(1).render_report(&mut out, shown);
        }
        out
    }
}

impl Reporter for Human {
    fn alone(&self, checked: &Checked) -> Option<io::Result<Vec<u8>>> {
        let told =
            checked.verdict.findings.iter().map(|finding| self.finding(&checked.document.source, finding) + "\n");
        Some(Ok(told.collect::<String>().into_bytes()))
    }

    fn end(&mut self, out: &mut dyn io::Write, summary: &Summary) -> io::Result<()> {
        if summary.documents == 0 {
            return Ok(());
        }
        let frame = self.style.frame;
        writeln!(out, "{}", frame.count(summary))?;
        if let Some(fixable) = frame.fixable(summary) {
            writeln!(out, "{fixable}")?;
        }
        if summary.at_least(Severity::Info) > 0 {
            let next = frame.say("Mehr zu einer Regel: lint explain REGEL", "More about a rule: lint explain RULE");
            writeln!(out, "{next}")?;
        }
        Ok(())
    }
}

/// A finding or mistake as miette wants to see it.
struct Shown<'a> {
    message: &'a str,
    code: Option<&'a str>,
    severity: Severity,
    help: Option<String>,
    url: Option<&'a str>,
    source: &'a Source,
    span: SourceSpan,
}

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message)
    }
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message.chars().try_for_each(|c| fmt::Write::write_char(f, harmless(c)))
    }
}

impl std::error::Error for Shown<'_> {}

impl Diagnostic for Shown<'_> {
    fn code<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        self.code.map(|code| Box::new(code) as Box<dyn fmt::Display>)
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Info => miette::Severity::Advice,
        })
    }

    fn help<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn url<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        self.url.map(|url| Box::new(url) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(std::iter::once(LabeledSpan::new_with_span(None, self.span))))
    }
}

impl Frame {
    fn quoted(self, text: &str) -> String {
        match self {
            Self::German => format!("„{text}“"),
            Self::English => format!("“{text}”"),
        }
    }
}
