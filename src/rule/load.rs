//! Loads rule files into a rule set and finds every mistake in them, each with its place.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use toml::Spanned;

use super::compile::{Compiler, Named, Placed, mistake, shared};
use super::file::{ExampleShape, RuleShape, SetFile, SourcesFile, StatementShape};
use super::kind::jargon::Glossary;
use super::kind::{Kind, title};
use super::persons::Roll;
use super::profile::Applies;
use super::vocabulary::{NameSigns, StatementRule, Vocabulary};
use super::{Example, Kept, Message, Rule, RuleSet, SetInfo};
use crate::finding::{Citation, Mark, Mistake, Severity};
use crate::language::{self, Language};
use crate::source::{Source, Span};

/// Rule files that cannot be used, and why.
#[derive(Debug)]
pub struct Refused {
    /// Every mistake with the file it is in.
    pub mistakes: Vec<(Arc<Source>, Mistake)>,
}

/// What the loader warns of, with the file it is in.
pub type Warnings = Vec<(Arc<Source>, Mistake)>;

/// Loads rule files; `sources.toml` among them holds the sources. Warnings come with the set.
///
/// # Errors
/// [`Refused`] with every mistake of every file.
pub fn load(files: Vec<Arc<Source>>) -> Result<(RuleSet, Warnings), Refused> {
    let mut loader = Loader { mistakes: Vec::new(), sources: HashMap::new() };
    let mut shapes: Vec<(usize, &'static Language, SetFile)> = Vec::new();
    for (number, file) in files.iter().enumerate() {
        if file.name().ends_with("sources.toml") {
            loader.sources(number, file.text());
        } else if let Some(shape) = loader.parse::<SetFile>(number, file.text()) {
            match language::named(shape.set.language.get_ref()) {
                Some(language) => shapes.push((number, language, shape)),
                None => loader.unknown_language(number, &shape.set.language),
            }
        }
    }
    // a set of the same name stands in for the one before: who brings "de/age" means another "de/age"
    let replaced: Vec<bool> = shapes
        .iter()
        .enumerate()
        .map(|(at, (.., shape))| {
            shapes[at + 1..].iter().any(|(.., later)| later.set.name.get_ref() == shape.set.name.get_ref())
        })
        .collect();
    let mut gone = replaced.into_iter();
    shapes.retain(|_| !gone.next().unwrap_or(false));
    let sets = shapes
        .iter()
        .map(|(_, _, shape)| SetInfo { name: shape.set.name.get_ref().clone(), about: shape.set.about.clone() })
        .collect();

    let mut vocabularies = Vec::new();
    for language in language::all() {
        let own: Vec<&(usize, _, SetFile)> =
            shapes.iter().filter(|(_, other, _)| other.name == language.name).collect();
        vocabularies.push(loader.language(language, &own));
    }
    loader.doubles(&vocabularies);
    let place = |(file, mistake): Placed| (files[file].clone(), mistake);
    let (refused, warned): (Vec<_>, Vec<_>) =
        loader.mistakes.into_iter().partition(|(_, mistake)| mistake.severity == Severity::Error);
    if !refused.is_empty() {
        return Err(Refused { mistakes: refused.into_iter().map(place).collect() });
    }
    let warned = warned.into_iter().map(place).collect();
    let fingerprint = fingerprint(files.iter().map(|file| file.text()));
    Ok((RuleSet { files, sets, vocabularies, fingerprint }, warned))
}

/// A hash over texts, eight bytes at a time; the texts of a program do not choose their words to collide.
fn fingerprint<'t>(texts: impl Iterator<Item = &'t str>) -> u64 {
    let mix = |hash: u64, part: &[u8]| {
        let number = part.iter().rev().fold(part.len() as u64, |number, byte| number << 8 ^ u64::from(*byte));
        (hash.rotate_left(5) ^ number).wrapping_mul(0x517c_c1b7_2722_0a95)
    };
    texts.flat_map(|text| text.as_bytes().chunks(8).chain([&b""[..]])).fold(0xcbf2_9ce4_8422_2325, mix)
}

/// Rules and sources under construction.
pub(super) struct Loader {
    mistakes: Vec<Placed>,
    sources: HashMap<String, Arc<Citation>>,
}

impl Loader {
    fn parse<T: serde::de::DeserializeOwned>(&mut self, file: usize, text: &str) -> Option<T> {
        match toml::from_str(text) {
            Ok(shape) => Some(shape),
            Err(error) => {
                let span = error.span().unwrap_or(0..0);
                let mut lines = error.message().splitn(2, '\n');
                let message = lines.next().unwrap_or_default().to_owned();
                self.mistakes.push((file, mistake(span, message, lines.next().map(str::to_owned))));
                None
            }
        }
    }

    pub(super) fn refuse(
        &mut self,
        file: usize,
        span: std::ops::Range<usize>,
        message: impl Into<String>,
        help: Option<String>,
    ) {
        self.mistakes.push((file, mistake(span, message.into(), help)));
    }

    fn unknown_language(&mut self, file: usize, name: &Spanned<String>) {
        let known: Vec<&str> = language::all().iter().map(|language| language.name.as_str()).collect();
        let message = format!("the language `{}` is not known", name.get_ref());
        self.refuse(file, name.span(), message, Some(format!("known are: {}", known.join(", "))));
    }

    fn sources(&mut self, file: usize, text: &str) {
        let Some(shapes) = self.parse::<SourcesFile>(file, text) else { return };
        let mut here = HashSet::new();
        for shape in shapes.source {
            let (id, span) = (shape.id.get_ref().clone(), shape.id.span());
            let (kind, title, url, mark) = (shape.kind, shape.title, shape.url, shape.mark);
            let citation = Arc::new(Citation { id: id.clone(), kind, title, url, mark });
            self.sources.insert(id.clone(), citation);
            if !here.insert(id.clone()) {
                self.refuse(file, span, format!("the source `{id}` stands here twice"), None);
            }
        }
    }

    /// Two rules must not share an id.
    fn doubles(&mut self, vocabularies: &[Vocabulary]) {
        let mut seen = HashMap::new();
        for rule in vocabularies.iter().flat_map(|vocabulary| &vocabulary.rules).map(|kept| &kept.rule) {
            if seen.insert(rule.id.clone(), ()).is_some() {
                self.refuse(rule.file, rule.place.range(), format!("the rule `{}` stands here twice", rule.id), None);
            }
        }
    }

    fn language(&mut self, language: &'static Language, files: &[&(usize, &'static Language, SetFile)]) -> Vocabulary {
        let named: Vec<(usize, &Named)> = files.iter().map(|(number, _, shape)| (*number, &shape.concepts)).collect();
        let common = format!("{}/concepts", language.name);
        let shared_file =
            files.iter().find(|(_, _, shape)| *shape.set.name.get_ref() == common).map(|(number, ..)| *number);
        let mut compiler = Compiler::new(language, named, shared_file);
        let mut roll = Roll::default();
        let (mut rules, mut triggers) = (Vec::new(), Vec::new());
        let mut terms = Vec::new();
        let mut statements = Vec::new();
        for (file, _, shape) in files {
            statements.extend(shape.statement.iter().map(|shape| self.statement(*file, shape, &mut compiler)));
        }
        for (file, _, shape) in files {
            for rule in &shape.rule {
                let set = shape.set.name.get_ref();
                if let Some(rule) = self.rule(*file, set, rule, language, &mut compiler, &mut roll, &mut terms) {
                    let concepts = rule.kind.triggers(|concept| compiler.sizes[concept.0 as usize]);
                    triggers.push(concepts.iter().map(|concept| concept.0).collect());
                    rules.push(Kept { mend: rule.kind.mend(), rule: rule.into() });
                }
            }
        }
        self.statements_shown(files, &statements);
        self.statements_owed(files, &statements);
        let judge = title::Judge::new(&language.title, |words| compiler.concept_of_words(words));
        let names = NameSigns {
            before: compiler.concept_of_words(&language.explanation.before_name),
            behind: compiler.concept_of_words(&language.explanation.behind_name),
        };
        let persons = roll.finish(language, &mut compiler);
        self.mistakes.extend(compiler.unused());
        self.mistakes.append(&mut compiler.mistakes);
        Vocabulary {
            language,
            concepts: compiler.sizes.len(),
            entries: compiler.entries,
            statements: statements.into(),
            persons: persons.into(),
            judge: judge.into(),
            terms: terms.into(),
            names,
            rules,
            triggers: triggers.into_iter().collect(),
        }
    }

    /// Every kind of statement needs an example that says it and one that does not, in one of its blocks.
    fn statements_shown(&mut self, files: &[&(usize, &'static Language, SetFile)], made: &[StatementRule]) {
        for (file, _, shape) in files {
            for statement in &shape.statement {
                let kind = statement.kind.get_ref();
                let shown = |is_bad| {
                    let of_kind = made.iter().filter(|rule| *rule.kind == **kind);
                    of_kind.flat_map(|rule| &rule.examples).any(|example| example.is_bad == is_bad)
                };
                if !shown(true) || !shown(false) {
                    let help = Some("add [[statement.example]] with `says` and one with `silent`".to_owned());
                    let message = "a statement needs an example that says it and one that does not";
                    self.refuse(*file, statement.kind.span(), message, help);
                }
            }
        }
    }

    /// Every statement that a rule owes must be one that somebody recognises.
    fn statements_owed(&mut self, files: &[&(usize, &'static Language, SetFile)], known: &[StatementRule]) {
        for (file, _, shape) in files {
            let missing = shape.rule.iter().filter_map(|rule| rule.missing.as_ref());
            let owed = missing
                .flat_map(|missing| missing.statement.iter().chain(missing.groups.iter().map(|group| &group.kind)));
            for kind in owed.filter(|kind| !known.iter().any(|rule| *rule.kind == **kind.get_ref())) {
                let mut names: Vec<&str> = known.iter().map(|rule| &*rule.kind).collect();
                names.sort_unstable();
                names.dedup();
                let message = format!("no statement `{}` is recognised", kind.get_ref());
                self.refuse(*file, kind.span(), message, Some(format!("known are: {}", names.join(", "))));
            }
        }
    }

    fn statement(&mut self, file: usize, shape: &StatementShape, compiler: &mut Compiler<'_>) -> StatementRule {
        let mut examples = Vec::new();
        for example in &shape.example {
            let both = [(&example.says, true), (&example.silent, false)];
            for (text, is_bad) in both.into_iter().filter_map(|(text, is_bad)| Some((text.as_ref()?, is_bad))) {
                examples.push(read_example(text, is_bad, None));
            }
        }
        StatementRule {
            kind: shared(shape.kind.get_ref()),
            formulas: compiler.formulas(file, &shape.any, shape.gap),
            unless: compiler.guards(file, &shape.unless),
            within: shape.within.clone(),
            outside: shape.outside.clone(),
            pair: shape.pair.as_ref().and_then(|text| compiler.each(file, std::slice::from_ref(text)).pop()),
            shields: shape.shield,
            examples,
            file,
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the loader's tables, each filled by the rules of one language")]
    fn rule(
        &mut self,
        file: usize,
        set: &str,
        shape: &RuleShape,
        language: &'static Language,
        compiler: &mut Compiler<'_>,
        roll: &mut Roll,
        terms: &mut Vec<Arc<Glossary>>,
    ) -> Option<Rule> {
        let kind = self.kind(file, shape, compiler, roll, terms)?;
        let names = Kind::message_names(kind.name());
        let message = self.message(file, &shape.message, names);
        let help = self.message(file, &Spanned::new(shape.message.span(), shape.help.clone()), names);
        let sources = self.citations(file, shape);
        let is_error =
            shape.severity == super::Level::Error || shape.severity_in.values().any(|l| *l == super::Level::Error);
        if is_error && !sources.iter().any(|source| source.mark == Mark::Verified) {
            let help = Some("cite a source with mark V, or make it a warning".to_owned());
            self.refuse(file, shape.id.span(), "an error needs a source whose text was seen", help);
        }
        let examples: Vec<Example> = shape.example.iter().flat_map(examples_of).collect();
        let lacks = |is_bad| !examples.iter().any(|example| example.is_bad == is_bad);
        if lacks(true) || lacks(false) {
            let help = Some("add [[rule.example]] with `bad` and one with `good`".to_owned());
            self.refuse(
                file,
                shape.id.span(),
                "a rule needs an example that it finds and one that it leaves alone",
                help,
            );
        }
        Some(Rule {
            id: shared(&format!("{set}/{}", shape.id.get_ref())),
            was: shape.was.clone(),
            language,
            category: shape.category,
            level: shape.severity,
            level_in: shape.severity_in.iter().map(|(place, level)| (place.to_ascii_uppercase(), *level)).collect(),
            message: message.into(),
            help: help.into(),
            why: shape.why.clone().into(),
            sources: sources.into(),
            applies: shape.applies.as_ref().map(|applies| Applies {
                jurisdiction: applies.jurisdiction.iter().map(|place| place.to_ascii_uppercase()).collect(),
                employer: applies.employer.clone(),
                underrepresented: applies.underrepresented.clone(),
                part_time: applies.part_time,
            }),
            in_invitations: shape.in_invitations,
            within: shape.within.clone(),
            outside: shape.outside.clone(),
            unless: compiler.guards(file, &shape.unless),
            unless_document: compiler.each(file, &shape.unless_document),
            examples,
            kind: kind.into(),
            file,
            place: Span::new(shape.id.span().start, shape.id.span().end),
        })
    }

    fn message(&mut self, file: usize, text: &Spanned<String>, names: &[&str]) -> Message {
        match Message::read(text.get_ref(), names) {
            Ok(message) => message,
            Err(name) => {
                let help = Some(format!("known are: {}", names.join(", ")));
                self.refuse(file, text.span(), format!("nothing fills `{{{name}}}` in a rule of this kind"), help);
                Message::read("", names).unwrap_or_else(|_| unreachable!("an empty message names nothing"))
            }
        }
    }

    fn citations(&mut self, file: usize, shape: &RuleShape) -> Arc<[Arc<Citation>]> {
        if shape.sources.is_empty() {
            let help = Some("name at least one id of rules/sources.toml".to_owned());
            self.refuse(file, shape.id.span(), "a rule without a source does not load", help);
        }
        let mut out = Vec::new();
        for id in &shape.sources {
            match self.sources.get(id.get_ref()) {
                Some(source) => out.push(source.clone()),
                None => {
                    let nearest = self.sources.keys().min_by_key(|known| super::distance(known, id.get_ref())).cloned();
                    let help = nearest.map(|known| format!("the nearest is `{known}`"));
                    self.refuse(file, id.span(), format!("there is no source `{}`", id.get_ref()), help);
                }
            }
        }
        out.into()
    }
}

fn examples_of(shape: &ExampleShape) -> Vec<Example> {
    let both = [(&shape.bad, true), (&shape.good, false)];
    both.into_iter()
        .filter_map(|(text, is_bad)| Some(read_example(text.as_ref()?, is_bad, shape.profile.clone())))
        .collect()
}

/// Takes the marks ‹…› out of an example.
fn read_example(text: &Spanned<String>, is_bad: bool, profile: Option<super::profile::Profile>) -> Example {
    let mut plain = String::new();
    let mut marks = Vec::new();
    let mut start = 0;
    for c in text.get_ref().chars() {
        match c {
            '‹' => start = plain.len(),
            '›' => marks.push(start..plain.len()),
            c => plain.push(c),
        }
    }
    let place = Span::new(text.span().start, text.span().end);
    Example { text: plain, marks, is_bad, profile: profile.unwrap_or_default(), place }
}
