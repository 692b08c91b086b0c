//! `title`: where the job title of an advert stands, whom its form addresses, and rules that object to a form.

use serde::{Deserialize, Serialize};

use super::marker::Marker;
use crate::document::{Block, BlockKind, Document};
use crate::language::{Section, TitleWords};
use crate::rule::concept::{ConceptId, Hit, Hits};
use crate::rule::context::{Context, Draft};
use crate::rule::wording;
use crate::rule::{Rule, Vocabulary};
use crate::source::{Prose, Span};

/// Whom a job title addresses by its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// A third option by marker or sign: (m/w/d), Referent*in.
    Third,
    /// Feminine and masculine form.
    Pair,
    /// No gendered noun.
    Neutral,
    /// Men alone.
    Masculine,
    /// Women alone.
    Feminine,
    /// (m/w): two genders only.
    Two,
    /// No title was found.
    Unknown,
}

/// The job title of an advert.
#[derive(Clone, Debug)]
pub struct Title {
    /// Where in the prose.
    pub span: Span<Prose>,
    /// Whom it addresses.
    pub form: Form,
    /// The words that decide the form, for the finding to point at.
    pub decisive: Span<Prose>,
}

/// A rule that objects to some forms.
#[derive(Debug, Deserialize, Serialize)]
pub struct TitleRule {
    pub(crate) forms: Vec<Form>,
}

impl TitleRule {
    pub(super) fn check(&self, rule: &Rule, context: &Context<'_>, out: &mut Vec<Draft>) {
        let Some(title) = context.title.filter(|title| self.forms.contains(&title.form)) else { return };
        let words = words_of(context.document, title.decisive);
        if context.is_guarded(rule) || context.is_voided(rule, &words) {
            return;
        }
        let noun = context.document.quote(title.decisive);
        let better = context.vocabulary.persons.better(&noun, context.style);
        let better = better.or_else(|| context.marker().map(str::to_owned)).unwrap_or_default();
        let fixes = wording::open_title(title, context).into_iter().collect();
        out.push(Draft { values: vec![("better", better)], fixes, ..Draft::at(title.decisive) });
    }
}

/// The patterns and concepts by which titles of one language are found and judged.
#[derive(Debug, Deserialize, Serialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Judge {
    third: Vec<Marker>,
    two: Vec<Marker>,
    inner: Vec<Marker>,
    pair: Vec<Marker>,
    /// Looks at the text as written.
    capital: Vec<Marker>,
    neutral_endings: Vec<String>,
    keys: ConceptId,
    not_title: ConceptId,
    openings: ConceptId,
    neutral: ConceptId,
    feminine: ConceptId,
    masculine: ConceptId,
}

/// What a title is made of, for choosing among candidates and judging the form.
struct Signs {
    third: bool,
    two: Option<Span<Prose>>,
    pair: bool,
    /// First word that names no gender.
    neutral: Option<u32>,
    masculine: Option<(u32, u32)>,
    feminine: Option<(u32, u32)>,
}

/// A block that may hold the title.
struct Candidate {
    score: i32,
    span: Span<Prose>,
    block: usize,
    /// A heading, a key or a person says that it is the title; else it may be the name of the firm.
    is_sure: bool,
}

/// What a block scores at least that is a title.
const LEAST: i32 = 30;

/// How many blocks from the top a title is looked for in.
const TOP: usize = 14;

/// How many words behind "wir suchen einen" the noun may stand.
const NOUN_WINDOW: u32 = 4;

impl Judge {
    /// Prepares a language's title words; `concept` makes a concept of a list of entries.
    pub(crate) fn new(words: &TitleWords, mut concept: impl FnMut(&[String]) -> ConceptId) -> Self {
        let each = |list: &[String]| list.iter().map(|pattern| Marker::new(pattern)).collect();
        Self {
            third: each(&words.third),
            two: each(&words.two),
            inner: each(&words.inner),
            pair: each(&words.pair),
            capital: each(&words.capital),
            neutral_endings: words.neutral_endings.iter().map(|ending| crate::fold::fold(ending)).collect(),
            keys: concept(&words.keys),
            not_title: concept(&words.not_title),
            openings: concept(&words.openings),
            neutral: concept(&words.neutral),
            feminine: concept(&words.feminine),
            masculine: concept(&words.masculine),
        }
    }

    /// Whether a marker for a third option or for two genders stands close behind, in what is left of a sentence.
    pub(super) fn marker_follows(&self, behind: &str) -> bool {
        let near = &behind[..behind.char_indices().nth(48).map_or(behind.len(), |(at, _)| at)];
        let near = near.split(['\n', ';']).next().unwrap_or(near);
        self.third.iter().chain(&self.two).any(|marker| marker.matches(near))
    }

    /// Finds the title of an advert and judges its form.
    pub fn title(&self, document: &Document, hits: &Hits, vocabulary: &Vocabulary) -> Option<Title> {
        let candidate =
            document.blocks.iter().enumerate().take(TOP).fold(None, |best: Option<Candidate>, (number, block)| {
                let least = best.as_ref().map_or(LEAST, |best| best.score + 1);
                self.candidate(document, hits, vocabulary, number, block, least).or(best)
            });
        let said = |may_be_neutral: bool| {
            let title = self.in_sentence(document, hits, vocabulary);
            title.filter(|title| may_be_neutral || title.form != Form::Neutral)
        };
        let Some(candidate) = candidate else { return said(true) };
        if let Some(title) = (!candidate.is_sure).then(|| said(false)).flatten() {
            return Some(title);
        }
        let mut signs = self.signs(document, hits, vocabulary, candidate.span);
        if let Some(next) = document.blocks.get(candidate.block + 1) {
            let line = &document.folded[next.span.range()];
            signs.third = signs.third || line.len() < 40 && self.third.iter().any(|marker| marker.matches(line));
        }
        Some(signs.title(document, candidate.span))
    }

    /// The post that the first sentence of its kind names: "Wir suchen zum 1. Mai einen Koch (m/w/d)."
    fn in_sentence(&self, document: &Document, hits: &Hits, vocabulary: &Vocabulary) -> Option<Title> {
        let top = document.blocks.get(TOP).map_or(u32::MAX, |block| block.span.start);
        hits.of(self.openings).iter().take_while(|hit| document.words[hit.first as usize].start < top).find_map(|hit| {
            let sentence = &document.sentences[document.sentence_of(hit.last) as usize];
            let from = hit.last + 1;
            let near = from..(from + NOUN_WINDOW).min(sentence.words.end);
            let span = (!near.is_empty()).then(|| document.span_of(near.start, near.end - 1))?;
            let signs = self.signs(document, hits, vocabulary, span);
            let noun = [signs.masculine, signs.feminine, signs.neutral.map(|word| (word, word))];
            let (first, last) = noun.into_iter().flatten().min()?;
            let (first, _) = document.compound_of(first);
            let noun = document.span_of(first, last);
            // a marker right behind belongs to the title
            let behind = &document.folded[noun.end as usize..sentence.span.end as usize];
            let marker = self.third.iter().chain(&self.two).filter_map(|marker| marker.find(behind));
            let marked = marker.filter(|found| found.start <= 3).map(|found| found.end).max();
            let span = Span::new(noun.start as usize, noun.end as usize + marked.unwrap_or(0));
            Some(self.signs(document, hits, vocabulary, span).title(document, span))
        })
    }

    /// The block as a title, if it scores at least `least`.
    fn candidate(
        &self,
        document: &Document,
        hits: &Hits,
        vocabulary: &Vocabulary,
        number: usize,
        block: &Block,
        least: i32,
    ) -> Option<Candidate> {
        let mut span = block.span;
        let words = words_of(document, span);
        let mut score = match block.kind {
            BlockKind::Heading(0) => 70,
            BlockKind::Heading(1) => 50,
            BlockKind::Heading(2 | 3) => 25,
            BlockKind::Heading(_) => 20,
            BlockKind::Paragraph => 5,
            BlockKind::Cell | BlockKind::Item => -5,
        };
        let key = hits.within(self.keys, &words).iter().find(|hit| hit.first == words.start);
        if let Some(key) = key {
            let behind = document.words[key.last as usize].end as usize;
            let rest = &document.prose[behind..span.end as usize];
            let value = rest.trim_start_matches([':', ' ', '*']);
            if value.len() > 3 {
                span = Span::new(span.end as usize - value.len(), span.end as usize);
                score += 35;
            }
        }
        if hits.within(self.not_title, &words).iter().any(|hit| hit.first == words.start) && key.is_none() {
            score -= 45;
        }
        if block.section != Section::Title
            && matches!(block.kind, BlockKind::Heading(_))
            && block.section != Section::Other
        {
            score -= 60;
        }
        // a paragraph names the post in its first sentence at most
        if !matches!(block.kind, BlockKind::Heading(_)) {
            let first =
                document.sentences.partition_point(|sentence| sentence.span.start < span.start.max(block.span.start));
            if let Some(sentence) = document.sentences.get(first).filter(|s| span.contains(s.span) && key.is_none()) {
                span = sentence.span;
            }
        }
        let text = &document.prose[span.range()];
        let is_sentence = text.ends_with(['.', '!', '?']);
        let is_line = !is_sentence && text.split_whitespace().count() <= 9 && !text.ends_with(':');
        score += 15 * i32::from(number == 0 && is_line);
        let is_running = is_sentence && key.is_none() && !matches!(block.kind, BlockKind::Heading(_));
        score -= 40 * i32::from(text.chars().count() > 160) + 20 * i32::from(is_sentence) + 20 * i32::from(is_running);
        score -= number as i32 * 2;
        // signs are dear to look for: only where they could decide
        if score + 40 + 20 < least {
            return None;
        }
        let signs = self.signs(document, hits, vocabulary, span);
        let person = signs.masculine.is_some() || signs.feminine.is_some() || signs.neutral.is_some();
        let is_marked = signs.third || signs.two.is_some() || signs.pair;
        score += 40 * i32::from(is_marked) + 20 * i32::from(person);
        let is_sure = is_marked || person || key.is_some() || matches!(block.kind, BlockKind::Heading(0..=3));
        (score >= least).then_some(Candidate { score, span, block: number, is_sure })
    }

    fn signs(&self, document: &Document, hits: &Hits, vocabulary: &Vocabulary, span: Span<Prose>) -> Signs {
        let folded = &document.folded[span.range()];
        let words = words_of(document, span);
        let prose = &document.prose[span.range()];
        let matches = |any: &[Marker], text: &str| any.iter().any(|one| one.matches(text));
        let earlier = |a: Option<(u32, u32)>, b: Option<(u32, u32)>| match (a, b) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        // "Manager" is anybody, though a noun or an entry may end so
        let names_gender = |hit: &&Hit| !hits.within(self.neutral, &words).iter().any(|other| other.overlaps(hit));
        // "Angestellte" may be anybody: an adjective makes no title feminine, though it may complete a pair
        let nouns = |concept, adjectives: bool| {
            hits.within(concept, &words)
                .iter()
                .filter(names_gender)
                .filter(|hit| vocabulary.persons.may_be_post(hit))
                .filter(|hit| adjectives || !vocabulary.persons.is_adjective(hit))
                .find(|hit| vocabulary.persons.is_named(document, hit))
                .map(|hit| (hit.first, hit.last))
        };
        let first = |concept| hits.within(concept, &words).iter().find(names_gender).map(|hit| (hit.first, hit.last));
        let masculine = earlier(nouns(vocabulary.persons.masculine, true), first(self.masculine));
        let third = matches(&self.third, folded) || matches(&self.inner, folded);
        // beside a third option the other signs say nothing more
        let two = if third { None } else { self.two.iter().find_map(|marker| marker.find(folded)) };
        let base = span.start as usize;
        let ends_neutral = words.clone().find(|word| {
            let word = document.folded(*word);
            self.neutral_endings.iter().any(|ending| word.ends_with(ending.as_str()))
        });
        let neutral = hits.within(self.neutral, &words).first().map(|hit| hit.first);
        let neutral = neutral.into_iter().chain(ends_neutral).min();
        Signs {
            third,
            two: two.clone().map(|found| Span::new(base + found.start, base + found.end)),
            pair: !third && two.is_none() && (matches(&self.pair, folded) || matches(&self.capital, prose)),
            neutral,
            masculine,
            feminine: earlier(nouns(vocabulary.persons.feminine, masculine.is_some()), first(self.feminine)),
        }
    }
}

impl Signs {
    fn title(&self, document: &Document, span: Span<Prose>) -> Title {
        let at = |(first, last): (u32, u32)| document.span_of(first, last);
        let neutral_first = |noun: Option<(u32, u32)>| match (self.neutral, noun) {
            (Some(neutral), Some((first, _))) => neutral < first,
            _ => false,
        };
        let (form, decisive) = match (self.masculine, self.feminine) {
            _ if self.third => (Form::Third, span),
            _ if self.two.is_some() => (Form::Two, self.two.unwrap_or(span)),
            (Some(_), Some(_)) => (Form::Pair, span),
            _ if self.pair => (Form::Pair, span),
            (Some(noun), None) if !neutral_first(Some(noun)) => (Form::Masculine, at(noun)),
            (None, Some(noun)) if !neutral_first(Some(noun)) => (Form::Feminine, at(noun)),
            _ => (Form::Neutral, span),
        };
        Title { span, form, decisive }
    }
}

/// The words in a stretch of prose.
fn words_of(document: &Document, span: Span<Prose>) -> std::ops::Range<u32> {
    let first = document.words.partition_point(|word| word.start < span.start);
    let last = document.words.partition_point(|word| word.start < span.end);
    first as u32..last as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Checker;
    use crate::source::Source;

    fn judged(name: &str, text: &str) -> Option<(String, Form)> {
        let document = Document::read(Source::new(name, text));
        let title = Checker::builtin().unwrap().check(&document).title?;
        Some((document.quote(title.span), title.form))
    }

    #[test]
    fn forms() {
        for (text, form) in [
            ("# MitarbeiterIn im Lager", Form::Pair),
            ("# Manager für den Einkauf", Form::Neutral),
            ("# Projektmanager für den Einkauf", Form::Masculine),
            ("# Empfang und Begleitung für unsere Patienten", Form::Neutral),
            ("# Werkstudent: Industrie 4.0 (w/m/d)", Form::Third),
        ] {
            assert_eq!(judged("a.md", text).unwrap().1, form, "{text}");
        }
    }

    #[test]
    fn a_sentence_names_the_post_where_no_heading_does() {
        let advert = |post: &str| {
            format!(
                "Bäckerei Korn\n\nSeit 1950 backen wir Brot für das Viertel und für die Stadt. Zum 1. Mai suchen wir für die Backstube \
                 {post}. Sie fangen früh an und haben früh frei, das ist bei uns schon lange so.\n"
            )
        };
        let title = |post: &str| judged("a.txt", &advert(post));
        assert_eq!(title("einen Bäcker"), Some(("Bäcker".to_owned(), Form::Masculine)));
        assert_eq!(title("einen Bäcker (m/w/d)"), Some(("Bäcker (m/w/d)".to_owned(), Form::Third)));
        let headed = format!("# Backstube in Vollzeit\n\n{}", advert("einen Bäcker"));
        assert_eq!(judged("a.md", &headed).unwrap().1, Form::Neutral);
    }
}
