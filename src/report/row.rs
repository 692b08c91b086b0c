//! What is kept of one advert when its text is gone: a few facts and numbers.

use jiff::civil::Date;

use super::catalogue::Catalogue;
use super::when;
use crate::check::Verdict;
use crate::document::{BlockKind, Document};
use crate::finding::{Category, Severity, hash};
use crate::rule::kind::limit::Counts;
use crate::rule::kind::title::Form;

/// One advert.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its path or id.
    pub name: Box<str>,
    /// Its title, cut where it is long; empty where none was found.
    pub title: Box<str>,
    /// Department or unit.
    pub unit: Option<Box<str>>,
    /// When it was published.
    pub date: Option<Date>,
    /// Tells its words from those of other adverts.
    pub digest: u64,
    /// What kind of post it is.
    pub post: &'static str,
    /// Whether the title speaks to all.
    pub speaks_to_all: bool,
    /// `de`, `en`.
    pub language: &'static str,
    /// Findings that are errors.
    pub errors: u16,
    /// Findings that are warnings.
    pub warnings: u16,
    /// Findings that are notes.
    pub infos: u16,
    /// Terms that nobody explains.
    pub jargon: u16,
    /// LIX and Flesch, where the text is long enough.
    pub readability: Option<(f32, f32)>,
    /// What it states and which rules spoke, as numbers of the [`Catalogue`].
    marks: Box<[Mark]>,
}

/// A statement that is made or a rule that spoke.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Mark {
    number: u16,
    /// What the rule weighed; none for a statement.
    severity: Option<Severity>,
}

/// Where an advert comes from, beside its text.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// Its path or id.
    pub name: String,
    /// The unit that folder or field tell.
    pub unit: Option<String>,
    /// The date that name or field tell.
    pub date: Option<Date>,
}

/// The kind of post that is none of those the language names.
pub const OTHER: &str = "other";

/// The kind of post that leads people.
pub const LEADING: &str = "leading";

/// Keys of front matter that name the unit.
const UNIT_KEYS: [&str; 6] = ["unit", "department", "einheit", "abteilung", "amt", "bereich"];

/// Keys of front matter that name the day of publication.
const DATE_KEYS: [&str; 5] = ["date", "published", "datum", "veröffentlicht", "veroeffentlicht"];

impl Row {
    /// Takes from an advert what the report needs; front matter knows better than `origin`.
    pub fn of(document: &Document, verdict: &Verdict, origin: Origin, catalogue: &Catalogue) -> Self {
        let said = |keys: &[&str]| keys.iter().find_map(|key| document.front_matter.get(key));
        let title = verdict.title.as_ref().map(|title| shown(document, title.span)).unwrap_or_default();
        let count = |is: &dyn Fn(Category, Severity) -> bool| {
            let found = verdict.findings.iter().filter(|finding| is(finding.category, finding.severity)).count();
            u16::try_from(found).unwrap_or(u16::MAX)
        };
        let objected = count(&|category, _| category == Category::Title) > 0;
        let open = |form| matches!(form, Form::Third | Form::Pair | Form::Neutral);
        let readability = Counts::of(document)
            .map(|counts| (counts.lix() as f32, counts.flesch(document.language.name == "de") as f32));
        Self {
            name: origin.name.into(),
            unit: said(&UNIT_KEYS).map(str::to_owned).or(origin.unit).map(Box::from),
            date: said(&DATE_KEYS).and_then(when::read).or(origin.date),
            digest: digest(document),
            post: document.language.post(&title).map_or(OTHER, |post| &post.name),
            speaks_to_all: !objected && verdict.title.as_ref().is_some_and(|title| open(title.form)),
            title: title.into(),
            language: &document.language.name,
            errors: count(&|_, severity| severity == Severity::Error),
            warnings: count(&|_, severity| severity == Severity::Warning),
            infos: count(&|_, severity| severity == Severity::Info),
            jargon: count(&|category, _| category == Category::Jargon),
            readability,
            marks: marks(verdict, catalogue),
        }
    }

    /// Whether the advert makes a statement.
    pub fn states(&self, statement: u16) -> bool {
        self.marks.binary_search(&Mark { number: statement, severity: None }).is_ok()
    }

    /// How many of these statements it makes.
    pub fn count(&self, statements: &[u16]) -> usize {
        statements.iter().filter(|statement| self.states(**statement)).count()
    }

    /// The rules that spoke, with the most that they weighed.
    pub fn spoke(&self) -> impl Iterator<Item = (u16, Severity)> + '_ {
        self.marks.iter().filter_map(|mark| mark.severity.map(|severity| (mark.number, severity)))
    }
}

/// A title as it is shown: without marks, on one line, not longer than a line of a table.
fn shown(document: &Document, span: crate::source::Span<crate::source::Prose>) -> String {
    const LONGEST: usize = 60;
    let title = document.prose[span.range()].split_whitespace().collect::<Vec<_>>().join(" ");
    let title: String = title.chars().map(crate::source::harmless).collect();
    match title.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", title[..end].trim_end()),
        None => title,
    }
}

/// A hash over the folded words; what front matter says beside the title does not matter.
fn digest(document: &Document) -> u64 {
    let in_front_matter = document.blocks.iter().take_while(|block| block.kind == BlockKind::Heading(0)).last();
    let start = in_front_matter.map_or(0, |block| block.span.end);
    let words = document.words.iter().filter(|word| word.start >= start);
    hash(words.flat_map(|word| word.of(&document.folded).bytes().chain([b' '])))
}

fn marks(verdict: &Verdict, catalogue: &Catalogue) -> Box<[Mark]> {
    let said = verdict
        .statements
        .iter()
        .filter_map(|said| catalogue.statement(&said.kind).map(|number| Mark { number, severity: None }));
    let spoke = verdict.findings.iter().filter_map(|finding| {
        catalogue.rule(&finding.rule).map(|number| Mark { number, severity: Some(finding.severity) })
    });
    let mut marks: Vec<Mark> = said.chain(spoke).collect();
    // the heaviest of a rule comes first and stays
    marks.sort_unstable_by_key(|mark| (mark.number, std::cmp::Reverse(mark.severity)));
    marks.dedup_by_key(|mark| mark.number);
    marks.into()
}
