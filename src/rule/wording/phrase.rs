//! The words before a person noun: what they say about its number and case.

use crate::document::Document;
use crate::language::agreement::{Readings, Role};

/// What a reading of the phrase rests on; a lower one is less certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Footing {
    /// Nothing but the noun itself.
    Bare,
    /// The words before another noun of the list, or the noun whose genitive this is.
    Shared,
    /// Words of its own.
    Firm,
}

/// A person noun with the words before it that agree with it.
#[derive(Debug)]
pub(super) struct Phrase {
    /// Numbers and cases that are possible.
    pub(super) readings: Readings,
    /// Whether an adjective in its place is declined weakly.
    pub(super) is_weak: bool,
    /// What the reading rests on.
    pub(super) footing: Footing,
    /// der, ein, unsere
    pub(super) determiner: Option<u32>,
    /// Nearest to the noun first.
    pub(super) adjectives: Vec<u32>,
    /// mit, für
    pub(super) has_preposition: bool,
    /// als, pro
    pub(super) has_particle: bool,
    /// "Sie sind Teamleiter": the noun says what somebody is.
    pub(super) is_predicate: bool,
    /// The noun is the first word of its sentence.
    pub(super) is_first: bool,
    /// The noun stands beside another word for the same: Leiter/Koordinator, Team- und Abteilungsleiter.
    pub(super) is_split: bool,
    /// The noun stands in a list of nouns.
    pub(super) is_linked: bool,
    /// First and last word of the noun: "IT" and "Berater" in "IT-Berater".
    pub(super) words: (u32, u32),
}

impl Phrase {
    /// The phrase of the noun at `word`, whose form may be read as `form`.
    pub(super) fn of(document: &Document, word: u32, form: Readings) -> Self {
        let mut first = word;
        while before(document, first).is_some_and(|_| gap(document, first) == "-") {
            first -= 1;
        }
        let ahead = &document.prose[..document.words[first as usize].start as usize];
        let behind = &document.prose[document.words[word as usize].end as usize..];
        let mut phrase = Self {
            readings: form,
            is_weak: false,
            footing: Footing::Bare,
            determiner: None,
            adjectives: Vec::new(),
            has_preposition: false,
            has_particle: false,
            is_predicate: false,
            is_first: before(document, first).is_none(),
            is_split: behind.trim_start().starts_with('/') || ahead.trim_end().ends_with('/') || suspends(ahead),
            is_linked: false,
            words: (first, word),
        };
        phrase.look(document, first);
        if phrase.footing == Footing::Bare {
            phrase.share(document);
        }
        let outer =
            phrase.adjectives.last().copied().filter(|_| phrase.determiner.is_none() && !phrase.has_preposition);
        if let Some(left) = outer.and_then(|outer| before(document, outer).filter(|_| gap(document, outer) == " "))
            && phrase.footing == Footing::Firm
        {
            phrase.genitive(document, left);
        }
        phrase.linked(document);
        phrase.alone(document);
        phrase
    }

    /// Reads the words before `at`, from right to left.
    fn look(&mut self, document: &Document, mut at: u32) {
        let agreement = &document.language.agreement;
        while let Some(word) = before(document, at) {
            let gap = gap(document, at);
            self.is_split |= gap.contains('/') || gap.contains("- ");
            let folded = document.folded(word);
            let known = agreement.before(folded);
            let lists_adjectives = gap == ", " && !self.adjectives.is_empty();
            if !gap.trim().is_empty() && !lists_adjectives {
                return;
            }
            match known.map(|known| (known.role, known.readings, known.weak)) {
                Some((Role::Determiner, readings, weak)) => return self.determined(document, word, readings, weak),
                Some((Role::Preposition, readings, _)) => {
                    self.has_preposition = true;
                    return self.narrow(readings, Footing::Firm);
                }
                Some((Role::Particle, readings, _)) => {
                    self.has_particle = true;
                    return self.narrow(readings, Footing::Firm);
                }
                Some((Role::Copula, ..)) => {
                    self.is_predicate = true;
                    return self.narrow(Readings::NOMINATIVE, Footing::Firm);
                }
                Some((Role::Link, ..)) if !self.adjectives.is_empty() => {}
                Some(_) => return,
                None => {}
            }
            let starts_sentence = before(document, word).is_none();
            let is_small = document.written(word).chars().next().is_some_and(char::is_lowercase);
            let Some(readings) = agreement.adjective(folded).filter(|_| known.is_none()) else {
                if known.is_some_and(|known| known.role == Role::Link) {
                    at = word;
                    continue;
                }
                return;
            };
            if !(is_small || starts_sentence && folded.ends_with('e')) {
                return;
            }
            if self.adjectives.is_empty() && !readings.is_empty() && (self.readings & readings) != self.readings {
                self.narrow(readings, if is_small { Footing::Firm } else { Footing::Shared });
            }
            self.adjectives.push(word);
            at = word;
        }
    }

    /// A determiner decides; of two ("die vielen") the first does.
    fn determined(&mut self, document: &Document, word: u32, readings: Readings, weak: bool) {
        let agreement = &document.language.agreement;
        let left = before(document, word).filter(|_| gap(document, word).trim().is_empty());
        // a number before an article is a date
        let is_word = |word: &u32| document.folded(*word).starts_with(char::is_alphabetic);
        let outer = left.filter(is_word);
        let known = outer.and_then(|left| Some((left, agreement.before(document.folded(left))?)));
        let (word, readings, weak, left) = match known {
            Some((first, known)) if known.role == Role::Determiner => {
                self.adjectives.push(word);
                (first, known.readings, known.weak, before(document, first))
            }
            _ => (word, readings, weak, left),
        };
        // an adjective's ending told the number of a noun without determiner; there is one
        self.is_weak = weak;
        self.determiner = Some(word);
        self.narrow(readings, Footing::Firm);
        let Some(left) = left.filter(|_| gap(document, word).trim().is_empty()) else { return };
        match agreement.before(document.folded(left)) {
            Some(known) if known.role == Role::Preposition => self.narrow(known.readings, Footing::Firm),
            None => self.genitive(document, left),
            Some(_) => {}
        }
    }

    /// Right behind another noun this one is its genitive, and then in the plural: "die Führung der Mitarbeiter".
    fn genitive(&mut self, document: &Document, before: u32) {
        let is_noun = document.written(before).chars().next().is_some_and(char::is_uppercase);
        let is_open = self.readings.meets(Readings::GENITIVE_PLURAL) && !self.readings.only(Readings::PLURAL);
        if is_noun && is_open {
            self.readings = Readings::GENITIVE_PLURAL;
            self.footing = Footing::Shared;
        }
    }

    /// Takes the words before the first noun of a list for this one too: "unsere Kunden und Mitarbeiter".
    fn share(&mut self, document: &Document) {
        let nearest = self.adjectives.last().copied().unwrap_or(self.words.0);
        let Some(link) = before(document, nearest) else { return };
        let is_comma = gap(document, nearest) == ", ";
        let agreement = &document.language.agreement;
        let is_link = agreement.before(document.folded(link)).is_some_and(|known| known.role == Role::Link);
        let noun = if is_comma { Some(link) } else { before(document, link).filter(|_| is_link) };
        let Some(noun) = noun.filter(|noun| document.written(*noun).chars().next().is_some_and(char::is_uppercase))
        else {
            return;
        };
        let other = Self::of(document, noun, Readings::ANY);
        if other.has_particle {
            self.has_particle = true;
            self.narrow(other.readings, Footing::Shared);
            return;
        }
        let has_preposition = other.has_preposition && other.determiner.is_none();
        if has_preposition || other.footing == Footing::Firm && other.readings.only(Readings::PLURAL) {
            self.has_preposition = has_preposition;
            self.is_weak = other.is_weak;
            self.narrow(other.readings, Footing::Shared);
        }
    }

    /// Tells where a noun without words of its own says less than it seems: behind a name, and in a list of what somebody
    /// is ("als Maurer, Mechaniker oder Wärter").
    fn alone(&mut self, document: &Document) {
        if self.footing > Footing::Bare || !self.adjectives.is_empty() {
            return;
        }
        let name = before(document, self.words.0).filter(|word| before(document, *word).is_some());
        let is_name = |word: u32| document.written(word).starts_with(char::is_uppercase);
        self.is_split |= name.is_some_and(|word| is_name(word) && gap(document, self.words.0) == " ");
        let sentence = &document.sentences[document.sentence_of(self.words.0) as usize].words;
        let is_particle = |word: u32| {
            let known = document.language.agreement.before(document.folded(word));
            known.is_some_and(|known| known.role == Role::Particle)
        };
        self.has_particle |= self.is_linked && (sentence.start..self.words.0).any(is_particle);
    }

    /// Tells whether nouns stand beside it in a list.
    fn linked(&mut self, document: &Document) {
        let is_link = |word: u32| {
            let known = document.language.agreement.before(document.folded(word));
            known.is_some_and(|known| known.role == Role::Link)
        };
        let last = self.words.1;
        let next = (last as usize + 1 < document.words.len()).then_some(last + 1);
        let joined = |word: u32| !gap(document, word).contains(['\n', '.']);
        self.is_linked = before(document, self.words.0)
            .is_some_and(|word| is_link(word) || gap(document, self.words.0) == ", ")
            || next.is_some_and(|next| joined(next) && (is_link(next) || gap(document, next) == ", "));
    }

    fn narrow(&mut self, readings: Readings, footing: Footing) {
        let narrowed = self.readings & readings;
        // words that fit nothing were misread
        if !narrowed.is_empty() {
            self.readings = narrowed;
            self.footing = self.footing.max(footing);
        }
    }
}

/// Whether a text ends in a suspended compound: "Ver- und ", "Team-, ".
fn suspends(text: &str) -> bool {
    let text = text.trim_end();
    let before = text.rsplit_once(' ').map_or("", |(before, _)| before);
    text.ends_with("-,") || before.ends_with('-')
}

/// The word before another in the same sentence.
fn before(document: &Document, word: u32) -> Option<u32> {
    let sentence = &document.sentences[document.sentence_of(word) as usize];
    word.checked_sub(1).filter(|before| sentence.words.contains(before))
}

/// What stands between a word and the one before it.
fn gap(document: &Document, word: u32) -> &str {
    let from = document.words[word as usize - 1].end as usize;
    &document.prose[from..document.words[word as usize].start as usize]
}
