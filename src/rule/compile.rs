//! Makes concepts, formulas and guards of the strings in rule files, one language at a time.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use toml::Spanned;

use super::concept::{ConceptId, Listed};
use super::formula::{Formula, Guard, Reach, Term};
use crate::finding::{Mistake, Severity};
use crate::language::{Inflection, Language};
use crate::source::Span;
use crate::words::{Entry, SyntaxError, read};

/// The concepts that one file names, with their entries as written.
pub(super) type Named = BTreeMap<Spanned<String>, Vec<Spanned<String>>>;

/// A mistake and the number of the file it is in.
pub(super) type Placed = (usize, Mistake);

/// The concepts of one language under construction.
pub(super) struct Compiler<'f> {
    language: &'static Language,
    pub(super) entries: Vec<Listed>,
    /// How many entries each concept has.
    pub(super) sizes: Vec<u32>,
    /// Files of the language and the concepts they name; the first is shared by all.
    files: Vec<(usize, &'f Named)>,
    shared: Option<usize>,
    made: HashMap<(usize, String), ConceptId>,
    used: BTreeSet<(usize, String)>,
    pub(super) mistakes: Vec<Placed>,
}

/// A mistake at a span of a rule file.
pub(super) fn mistake(span: std::ops::Range<usize>, message: String, help: Option<String>) -> Mistake {
    // an empty span, as an unterminated string has, would show nothing
    let end = span.end.max(span.start + 1);
    Mistake { span: Span::new(span.start, end), message, help, severity: Severity::Error }
}

impl<'f> Compiler<'f> {
    pub(super) fn new(language: &'static Language, files: Vec<(usize, &'f Named)>, shared: Option<usize>) -> Self {
        Self {
            language,
            entries: Vec::new(),
            sizes: Vec::new(),
            files,
            shared,
            made: HashMap::new(),
            used: BTreeSet::new(),
            mistakes: Vec::new(),
        }
    }

    /// Concepts that no rule uses.
    pub(super) fn unused(&self) -> Vec<Placed> {
        let mut out = Vec::new();
        for (file, named) in &self.files {
            for name in named.keys() {
                if !self.used.contains(&(*file, name.get_ref().clone())) {
                    let message = format!("no rule uses the concept `{}`", name.get_ref());
                    let mut unused = mistake(name.span(), message, Some("remove it, or use it as `@name`".to_owned()));
                    unused.severity = Severity::Warning;
                    out.push((*file, unused));
                }
            }
        }
        out
    }

    /// A concept that holds entries of several strings, each under a tag.
    pub(super) fn concept<'s>(
        &mut self,
        file: usize,
        strings: impl IntoIterator<Item = (u32, &'s Spanned<String>)>,
    ) -> ConceptId {
        let concept = self.fresh();
        for (tag, text) in strings {
            self.add(file, concept, tag, text);
        }
        concept
    }

    /// A concept of entries that were checked elsewhere.
    pub(super) fn concept_of(&mut self, entries: impl IntoIterator<Item = (u32, Entry)>) -> ConceptId {
        let concept = self.fresh();
        self.entries.extend(entries.into_iter().map(|(tag, entry)| Listed { concept, tag, entry }));
        concept
    }

    /// A concept of plain strings, as language files hold them; what is no entry is left out.
    pub(super) fn concept_of_words(&mut self, words: &[String]) -> ConceptId {
        let entries: Vec<_> =
            words.iter().filter_map(|text| read(text).ok()).flatten().map(|entry| (0, entry)).collect();
        self.concept_of(entries)
    }

    fn fresh(&mut self) -> ConceptId {
        self.sizes.push(0);
        ConceptId(self.sizes.len() as u32 - 1)
    }

    fn add(&mut self, file: usize, concept: ConceptId, tag: u32, text: &Spanned<String>) {
        match self.entries_of(file, text.get_ref(), &mut Vec::new()) {
            Ok(entries) if entries.is_empty() => self.refuse(file, text, SyntaxError::Empty.to_string()),
            Ok(entries) => {
                self.sizes[concept.0 as usize] += entries.len() as u32;
                self.entries.extend(entries.into_iter().map(|entry| Listed { concept, tag, entry }));
            }
            Err(message) => self.refuse(file, text, message),
        }
    }

    fn refuse(&mut self, file: usize, text: &Spanned<String>, message: String) {
        self.mistakes.push((file, mistake(text.span(), message, None)));
    }

    /// The entries that a string stands for; `@name` alone stands for the whole concept with its exceptions.
    fn entries_of(&mut self, file: usize, text: &str, open: &mut Vec<String>) -> Result<Vec<Entry>, String> {
        if let Some(name) = text.trim().strip_prefix('@').filter(|name| is_name(name)) {
            let strings = self.strings(file, name, open)?;
            let mut out = Vec::new();
            for text in strings {
                out.extend(self.entries_of(file, &text, open)?);
            }
            open.pop();
            return Ok(out);
        }
        let mut exceptions = Vec::new();
        let filled = self.filled(file, text, open, &mut exceptions)?;
        let mut out = read(&filled).map_err(|error| error.to_string())?;
        for text in exceptions {
            out.extend(read(&text).map_err(|error| error.to_string())?);
        }
        Ok(out)
    }

    /// `text` with every `@name` inside replaced by the alternatives that the concept stands for; the concept's exceptions,
    /// which hold for the entry as well, are added to `exceptions`.
    fn filled(
        &mut self,
        file: usize,
        text: &str,
        open: &mut Vec<String>,
        exceptions: &mut Vec<String>,
    ) -> Result<String, String> {
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, from)) = rest.split_once('@') {
            let length = from.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(from.len());
            let strings = self.strings(file, &from[..length], open)?;
            let mut choices = Vec::new();
            for text in &strings {
                let filled = self.filled(file, text.trim_start_matches('='), open, exceptions)?;
                if text.starts_with('!') { exceptions.push(filled) } else { choices.push(filled) }
            }
            open.pop();
            out.push_str(before);
            out.push_str(&format!("{{{}}}", choices.join(",")));
            rest = &from[length..];
        }
        out.push_str(rest);
        Ok(out)
    }

    /// The strings of a concept of the file, or one that its language shares; `open` tells which are being read.
    fn strings(&mut self, file: usize, name: &str, open: &mut Vec<String>) -> Result<Vec<String>, String> {
        if open.iter().any(|other| other == name) {
            return Err(format!("the concept `@{name}` holds itself"));
        }
        let Some((number, named)) = self.owner(file, name) else { return Err(self.unknown(file, name)) };
        self.used.insert((number, name.to_owned()));
        open.push(name.to_owned());
        let list = named.iter().find(|(key, _)| key.get_ref() == name).map(|(_, list)| list);
        Ok(list.map(|list| list.iter().map(|text| text.get_ref().clone()).collect()).unwrap_or_default())
    }

    /// The file that names a concept as seen from `file`: itself before the shared one.
    fn owner(&self, file: usize, name: &str) -> Option<(usize, &'f Named)> {
        let holds = |(number, named): &&(usize, &'f Named)| {
            (*number == file || Some(*number) == self.shared) && named.keys().any(|key| key.get_ref() == name)
        };
        self.files.iter().filter(holds).min_by_key(|(number, _)| *number != file).copied()
    }

    fn unknown(&self, file: usize, name: &str) -> String {
        let visible = self.files.iter().filter(|(number, _)| *number == file || Some(*number) == self.shared);
        let mut names: Vec<&str> =
            visible.flat_map(|(_, named)| named.keys().map(|key| key.get_ref().as_str())).collect();
        names.sort_by_key(|known| super::distance(known, name));
        names.truncate(3);
        format!("there is no concept `@{name}`; the nearest are {}", names.join(", "))
    }

    /// The concept that a term of a formula or a guard names; a named one is made once.
    fn term(&mut self, file: usize, text: &Spanned<String>, words: &str) -> ConceptId {
        let name = words.trim().strip_prefix('@').filter(|name| is_name(name));
        let key = name.map(|name| (self.owner(file, name).map_or(file, |(number, _)| number), name.to_owned()));
        if let Some(made) = key.as_ref().and_then(|key| self.made.get(key)) {
            return *made;
        }
        let concept = self.fresh();
        self.add(file, concept, 0, &Spanned::new(text.span(), words.trim().to_owned()));
        if let Some(key) = key {
            self.made.insert(key, concept);
        }
        concept
    }

    /// The formulas of a list: entries and concepts that stand alone become one, so that exceptions hold for all.
    pub(super) fn formulas(&mut self, file: usize, list: &[Spanned<String>], gap: Option<u16>) -> Vec<Formula> {
        let mut out = Vec::new();
        let mut alone = Vec::new();
        for text in list {
            match split(text.get_ref()) {
                Some(members) if members.len() > 1 => {
                    let terms = members
                        .into_iter()
                        .map(|(words, ordered, own_gap)| Term {
                            concept: self.term(file, text, &words),
                            ordered,
                            gap: own_gap.or(gap),
                        })
                        .collect();
                    out.push(Formula { terms });
                }
                Some(_) => alone.push((0, text)),
                None => self.refuse(file, text, "a word or concept is missing beside `+` or `>`".to_owned()),
            }
        }
        if alone.iter().any(|(_, text)| !text.get_ref().starts_with('!')) {
            let concept = match alone[..] {
                [(_, text)] => self.term(file, text, text.get_ref()),
                _ => self.concept(file, alone),
            };
            out.insert(0, Formula { terms: vec![Term { concept, ordered: false, gap: None }] });
        }
        out
    }

    /// Guards of a list: `@legal`, `nicht before 3`.
    pub(super) fn guards(&mut self, file: usize, list: &[Spanned<String>]) -> Vec<Guard> {
        list.iter()
            .map(|text| {
                let (words, reach) = reach(text.get_ref());
                if reach == Reach::Unit && self.language.is_stop_word(words) {
                    let message = format!("the guard `{words}` is so common that it would silence true findings");
                    let help = "give it a distance, such as `before 3`".to_owned();
                    let warning = Mistake { severity: Severity::Warning, ..mistake(text.span(), message, Some(help)) };
                    self.mistakes.push((file, warning));
                }
                Guard { concept: self.term(file, text, words), reach }
            })
            .collect()
    }

    /// Concepts of a list, one for each string.
    pub(super) fn each(&mut self, file: usize, list: &[Spanned<String>]) -> Vec<ConceptId> {
        list.iter().map(|text| self.term(file, text, text.get_ref())).collect()
    }

    /// An inflection class of the language.
    pub(super) fn inflection(&self, class: &str) -> Option<&'static Inflection> {
        self.language.inflection.get(class)
    }

    /// The names of the language's inflection classes.
    pub(super) fn classes(&self) -> Vec<&'static str> {
        self.language.inflection.keys().map(String::as_str).collect()
    }
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// The members of a formula, each with whether it must follow and its own gap; `None` when one is empty.
fn split(text: &str) -> Option<Vec<(String, bool, Option<u16>)>> {
    let mut out = vec![(String::new(), false, None)];
    let mut depth = 0;
    for token in text.split_whitespace() {
        if let Some(link) = link(token).filter(|_| depth == 0) {
            out.push((String::new(), link.0, link.1));
        } else {
            depth += token.matches('{').count() as i32 - token.matches('}').count() as i32;
            let last = out.len() - 1;
            if !out[last].0.is_empty() {
                out[last].0.push(' ');
            }
            out[last].0.push_str(token);
        }
    }
    out.iter().all(|(words, ..)| !words.is_empty()).then_some(out)
}

/// Reads `+`, `+4`, `>`, `>3`.
fn link(token: &str) -> Option<(bool, Option<u16>)> {
    let ordered = match token.as_bytes()[0] {
        b'+' => false,
        b'>' => true,
        _ => return None,
    };
    let gap = &token[1..];
    if gap.is_empty() { Some((ordered, None)) } else { gap.parse().ok().map(|gap| (ordered, Some(gap))) }
}

/// The words of a guard and where it looks.
fn reach(text: &str) -> (&str, Reach) {
    let mut parts = text.rsplitn(3, ' ');
    if let (Some(count), Some(word), Some(rest)) = (parts.next(), parts.next(), parts.next())
        && let Ok(count) = count.parse()
    {
        match word {
            "before" => return (rest, Reach::Before(count)),
            "after" => return (rest, Reach::After(count)),
            "within" => return (rest, Reach::Within(count)),
            _ => {}
        }
    }
    (text, Reach::Unit)
}

/// Shares a string, so that many rules may hold it.
pub(super) fn shared(text: &str) -> Arc<str> {
    Arc::from(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_and_guards() {
        let members = split("@only +4 {a b,c} > gesucht").unwrap();
        assert_eq!(members[1], ("{a b,c}".to_owned(), false, Some(4)));
        assert_eq!(members[2], ("gesucht".to_owned(), true, None));
        assert_eq!(split("@a +"), None);
        assert_eq!(split("50+ Jahre").unwrap().len(), 1);
        assert_eq!(reach("@negation before 3"), ("@negation", Reach::Before(3)));
        assert_eq!(reach("jung und alt"), ("jung und alt", Reach::Unit));
    }
}
