//! Many entries at once, flat: classes of atoms, the steps of each entry, and by which class it is looked up.

use std::collections::HashMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};
use zerocopy::byteorder::little_endian::U32;

use super::atoms::Atoms;
use super::entry::{Atom, Entry, stands};
use super::frequency::Frequency;
use super::row::{Letters, Row, Rows};
use super::seen::{Pool, Seen};
use super::token::{Word, joined};

/// A step that is no class: any word, or a gap of up to so many.
const ANY: u32 = 1 << 30;
const GAP: u32 = 1 << 31;

/// A text that entries are looked for in.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    /// As written.
    pub prose: &'a str,
    /// Its folded twin.
    pub folded: &'a str,
    /// Its words.
    pub words: &'a [Word],
}

/// An entry that stands in a text.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    /// What the entry's owner gave with it.
    pub owner: (u32, u32),
    /// First and last word.
    pub words: (u32, u32),
    /// Whether the entry is an exception.
    pub exception: bool,
}

/// Numbers of an entry: its owner's two, start of its steps, how many there are with the anchor, first written string.
const FIELDS: usize = 5;
/// The entry is an exception.
const EXCEPTION: u32 = 1 << 31;
/// The entry must be written so.
const WRITTEN: u32 = 1 << 30;

/// Numbers of a group of entries that are looked up by one class: its guard, which must hold for any of them to stand,
/// and the first entry.
const GROUP: usize = 2;
/// A guard is the class that a word beside the anchor must meet, or none.
const UNGUARDED: u32 = u32::MAX;
/// The anchor is all that the entries ask for.
const ALONE: u32 = u32::MAX - 1;
/// The anchor is all that the entries ask for, if it is written so.
const SPELLED: u32 = u32::MAX - 2;
/// The word that must meet the class stands before the anchor.
const BEFORE: u32 = 1 << 31;
/// A gap lies beside the anchor: the word that must meet the class stands somewhere.
const SOMEWHERE: u32 = 1 << 30;
/// Anchor and guard are all that the entries ask for.
const PAIR: u32 = 1 << 29;
/// The class of a guard.
const CLASS: u32 = PAIR - 1;

/// Entries, looked up by the words of a text.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Index {
    atoms: Atoms,
    /// The classes that hold each atom, in order.
    classes: Rows,
    /// The groups of entries that each class looks up.
    lookup: Row,
    groups: Row,
    fields: Row,
    steps: Row,
    written: Letters,
    written_starts: Row,
    #[serde(skip)]
    pool: Pool,
}

/// Atoms and classes as they are collected, each once.
#[derive(Default)]
struct Collector<'e> {
    atoms: Vec<&'e Atom>,
    known: HashMap<&'e Atom, u32>,
    classes: Vec<Vec<u32>>,
    known_classes: HashMap<Vec<u32>, u32>,
}

impl<'e> Collector<'e> {
    fn step(&mut self, atom: &'e Atom) -> u32 {
        match atom {
            Atom::Any => ANY,
            Atom::Gap(most) => GAP | u32::from(*most),
            atom => {
                let mut class: Vec<u32> = atom.alternatives().iter().map(|atom| self.atom(atom)).collect();
                class.sort_unstable();
                let next = self.classes.len() as u32;
                *self.known_classes.entry(class).or_insert_with_key(|class| {
                    self.classes.push(class.clone());
                    next
                })
            }
        }
    }

    /// How often, in ten thousand words, one meets each class.
    fn often(&self, frequency: &Frequency) -> Vec<u32> {
        let atoms: Vec<u32> = self.atoms.iter().map(|atom| frequency.of(atom)).collect();
        self.classes.iter().map(|class| class.iter().map(|atom| atoms[*atom as usize]).sum()).collect()
    }

    fn atom(&mut self, atom: &'e Atom) -> u32 {
        let next = self.atoms.len() as u32;
        *self.known.entry(atom).or_insert_with(|| {
            self.atoms.push(atom);
            next
        })
    }
}

impl Index {
    /// An index of entries with two numbers of their owner's, looked up by their rarer words.
    pub fn new<'e>(entries: impl IntoIterator<Item = ((u32, u32), &'e Entry)>, frequency: &Frequency) -> Self {
        let mut collector = Collector::default();
        let collected: Vec<_> = entries
            .into_iter()
            .map(|(owner, entry)| {
                let steps: Vec<u32> = entry.atoms.iter().map(|atom| collector.step(atom)).collect();
                (owner, entry, steps)
            })
            .collect();
        let often = collector.often(frequency);
        let mut order: Vec<_> = collected
            .into_iter()
            .map(|(owner, entry, steps)| {
                let anchor = anchor(entry, &steps, &often);
                (steps[anchor], guard(entry, &steps, anchor, &often), anchor, owner, entry, steps)
            })
            .collect();
        order.sort_by_key(|(class, guard, ..)| (*class, *guard));
        let mut lookup = vec![0; collector.classes.len() + 1];
        let (mut groups, mut fields) = (Vec::new(), Vec::new());
        let (mut all_steps, mut known_steps) = (Vec::new(), HashMap::new());
        let (mut written, mut written_starts) = (String::new(), vec![0]);
        let mut group = None;
        for (number, (class, guard, anchor, owner, entry, steps)) in order.iter().enumerate() {
            if group.replace((class, guard)) != Some((class, guard)) {
                lookup[*class as usize + 1] += 1;
                groups.extend([*guard, number as u32]);
            }
            let flags =
                if entry.exception { EXCEPTION } else { 0 } | if entry.written.is_empty() { 0 } else { WRITTEN };
            let counts = flags | (steps.len() as u32) << 8 | *anchor as u32;
            // many concepts hold the same words
            let first_step = *known_steps.entry(steps).or_insert_with(|| {
                all_steps.extend(steps);
                (all_steps.len() - steps.len()) as u32
            });
            fields.extend([owner.0, owner.1, first_step, counts, written_starts.len() as u32 - 1]);
            for (letters, atom) in entry.written.iter().zip(&entry.atoms) {
                written.push(manner(atom));
                written.push_str(letters);
                written_starts.push(written.len() as u32);
            }
        }
        groups.extend([UNGUARDED, order.len() as u32]);
        for class in 1..lookup.len() {
            lookup[class] += lookup[class - 1];
        }
        let mut holders = vec![Vec::new(); collector.atoms.len()];
        for (number, class) in collector.classes.iter().enumerate() {
            class.iter().for_each(|atom| holders[*atom as usize].push(number as u32));
        }
        holders.iter_mut().for_each(Vec::dedup);
        Self {
            atoms: Atoms::new(&collector.atoms),
            classes: holders.into_iter().collect(),
            lookup: lookup.into_iter().collect(),
            groups: groups.into_iter().collect(),
            fields: fields.into_iter().collect(),
            steps: all_steps.into_iter().collect(),
            written: written.into(),
            written_starts: written_starts.into_iter().collect(),
            pool: Pool::default(),
        }
    }

    /// Hands over every entry that stands in a text without running across what `parts` tells apart.
    pub fn scan(&self, text: &Text<'_>, parts: impl Fn(u32, u32) -> bool, mut found: impl FnMut(Found)) {
        let mut seen = self.pool.take();
        seen.read(self, text);
        for at in 0..text.words.len() {
            for group in seen.groups(at) {
                let guard = self.groups.get(group * GROUP);
                if !holds(guard, &seen, at) {
                    continue;
                }
                let entries = self.groups.get(group * GROUP + 1)..self.groups.get((group + 1) * GROUP + 1);
                for entry in entries.map(|entry| entry as usize) {
                    let words = match guard {
                        ALONE => Some((at, at)),
                        SPELLED => self.written_so(entry, 1, text, at).then_some((at, at)),
                        _ if guard != UNGUARDED && guard & PAIR != 0 => {
                            pair(text, if guard & BEFORE == 0 { at } else { at - 1 })
                        }
                        _ => self.stands(entry, text, &seen, at),
                    };
                    let Some((first, last)) = words.map(|(first, last)| (first as u32, last as u32)) else { continue };
                    if !parts(first, last) {
                        let field = |number| self.fields.get(entry * FIELDS + number);
                        let exception = field(3) & EXCEPTION != 0;
                        found(Found { owner: (field(0), field(1)), words: (first, last), exception });
                    }
                }
            }
        }
        self.pool.give_back(seen);
    }

    /// How many classes there are.
    pub(super) fn classes(&self) -> usize {
        self.lookup.len().saturating_sub(1)
    }

    /// Tells the classes that a word meets, in order; `atoms` is room for its atoms.
    pub(super) fn met_by(&self, word: &str, atoms: &mut Vec<u32>, classes: &mut Vec<u32>) {
        atoms.clear();
        self.atoms.met_by(word, atoms);
        classes.clear();
        for atom in atoms {
            classes.extend(self.classes.of(*atom as usize).iter().map(|class| class.get()));
        }
        classes.sort_unstable();
        classes.dedup();
    }

    /// The groups of entries that a class looks up.
    pub(super) fn lookup(&self, class: u32) -> Range<usize> {
        self.lookup.range(class as usize)
    }

    /// The words of an entry, if it stands so that the word `at` is its anchor.
    fn stands(&self, entry: usize, text: &Text<'_>, seen: &Seen, at: usize) -> Option<(usize, usize)> {
        let field = |number| self.fields.get(entry * FIELDS + number);
        let counts = field(3);
        let (count, anchor) = ((counts >> 8 & 0xffff) as usize, (counts & 0xff) as usize);
        let first_step = field(2) as usize;
        let steps = self.steps.slice(first_step..first_step + count);
        let gap = |step: &U32| (step.get() & GAP != 0).then(|| step.get() as u8);
        let meets = |step: &U32, word: usize| step.get() == ANY || seen.meets(word, step.get());
        let words = stands(steps, anchor, text.folded, text.words, at, &gap, &meets)?;
        (counts & WRITTEN == 0 || self.written_so(entry, count, text, words.0)).then_some(words)
    }

    /// Whether the words from `first` on are written as the entry asks.
    fn written_so(&self, entry: usize, count: usize, text: &Text<'_>, first: usize) -> bool {
        let from = self.fields.get(entry * FIELDS + 4) as usize;
        (0..count).all(|step| {
            let Some((manner, letters)) = self.written.of(self.written_starts.range(from + step)).split_first() else {
                return true;
            };
            let word = text.words[first + step].of(text.prose).as_bytes();
            match manner {
                b'=' => word == letters,
                b'<' => word.starts_with(letters),
                b'>' => word.ends_with(letters),
                b'~' => memchr::memmem::find(word, letters).is_some(),
                _ => true,
            }
        })
    }
}

/// What must hold beside the anchor: the rarer of the classes of its neighbours; where there is none, the rarest that some
/// other word must meet.
fn guard(entry: &Entry, steps: &[u32], anchor: usize, often: &[u32]) -> u32 {
    let class = |at: usize| steps.get(at).copied().filter(|step| *step < ANY);
    let rarer = |class: &u32| often[(class & CLASS) as usize];
    let before = || anchor.checked_sub(1).and_then(class).map(|class| class | BEFORE);
    let beside = class(anchor + 1).into_iter().chain(before()).min_by_key(rarer);
    let others = || (0..steps.len()).filter(|at| *at != anchor).filter_map(class);
    match beside {
        _ if steps.len() == 1 && entry.written.is_empty() => ALONE,
        _ if steps.len() == 1 => SPELLED,
        Some(guard) if steps.len() == 2 && entry.written.is_empty() => guard | PAIR,
        Some(guard) => guard,
        None => others().min_by_key(rarer).map_or(UNGUARDED, |class| class | SOMEWHERE),
    }
}

/// Whether a guard lets the entries of its group stand with the word `at` as their anchor.
#[inline]
fn holds(guard: u32, seen: &Seen, at: usize) -> bool {
    match guard {
        ALONE | SPELLED | UNGUARDED => true,
        _ if guard & SOMEWHERE != 0 => seen.stands_somewhere(guard & CLASS),
        _ if guard & BEFORE != 0 => at > 0 && seen.meets(at - 1, guard & CLASS),
        _ => seen.meets(at + 1, guard & CLASS),
    }
}

/// A word and the next, if nothing stands between them.
fn pair(text: &Text<'_>, first: usize) -> Option<(usize, usize)> {
    let between = text.words[first].end as usize..text.words[first + 1].start as usize;
    joined(&text.folded[between]).then_some((first, first + 1))
}

/// The step by which an entry is looked up: the rarest. Around a gap it matters which step comes first, so there it is
/// the longest word.
fn anchor(entry: &Entry, steps: &[u32], often: &[u32]) -> usize {
    if steps.iter().any(|step| step & GAP != 0) {
        return entry.anchor();
    }
    let classes = (0..steps.len()).filter(|at| steps[*at] < ANY);
    classes.min_by_key(|at| often[steps[*at] as usize]).unwrap_or_else(|| entry.anchor())
}

/// A sign for how a word must be written to meet an atom.
fn manner(atom: &Atom) -> char {
    match atom {
        Atom::Exact(_) => '=',
        Atom::Prefix(_) => '<',
        Atom::Suffix(_) => '>',
        Atom::Infix(_) => '~',
        Atom::Any | Atom::Gap(_) | Atom::Number(..) | Atom::OneOf(_) => '?',
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::super::{read, words};
    use super::*;
    use crate::fold::fold;

    const ENTRIES: [&str; 14] = [
        "team",
        "=IT",
        "=IT Team",
        "jung* Team",
        "junges und starkes Team",
        "wir sind jung",
        "{wir,ihr} ..2 jung*",
        "sind ..3 Team*",
        "_ Team",
        "*team",
        "#20-40 Jahre",
        "und und",
        "bis # Jahre alt",
        "{alt,jung} und {alt,jung,neu}",
    ];

    const TEXT: &str = "Wir sind jung und alt. Das IT Team, ein junges Team: sind wir jung? It-Team, Kitateam, junges \
                        und starkes Team; 25 Jahre bis 30 Jahre alt und und und neu, wir sind ein Team";

    /// The folded text and its words.
    fn cut() -> (String, Vec<Word>) {
        let folded = fold(TEXT);
        let mut cut = Vec::new();
        words(&folded, 0, folded.len(), &mut cut);
        (folded, cut)
    }

    /// What stands in the text, as an index finds it that thinks these words frequent.
    fn found(frequent: &[&str]) -> Vec<(u32, (u32, u32))> {
        let entries: Vec<_> = (0..).zip(ENTRIES).flat_map(|(number, text)| all_of(number, text)).collect();
        let lists = [(900, frequent.iter().map(|word| (*word).to_owned()).collect())].into();
        let index = Index::new(entries.iter().map(|(owner, entry)| (*owner, entry)), &Frequency::new(&lists));
        let (folded, cut) = cut();
        let mut out = Vec::new();
        let text = Text { prose: TEXT, folded: &folded, words: &cut };
        index.scan(&text, |_, _| false, |one| out.push((one.owner.0, one.words)));
        out.sort_unstable();
        out.dedup();
        out
    }

    fn all_of(number: u32, text: &str) -> impl Iterator<Item = ((u32, u32), Entry)> {
        read(text).unwrap().into_iter().map(move |entry| ((number, 0), entry))
    }

    #[test]
    fn every_entry_is_found_whatever_is_frequent() {
        let (folded, cut) = cut();
        let mut alone = Vec::new();
        for ((number, _), entry) in (0..).zip(ENTRIES).flat_map(|(number, text)| all_of(number, text)) {
            let places = (0..cut.len()).filter_map(|at| entry.stands(&folded, &cut, at, entry.anchor()));
            let spelled = |(first, last): &(usize, usize)| {
                let written = TEXT[cut[*first].start as usize..cut[*last].end as usize].split(' ');
                entry.written.is_empty() || written.eq(entry.written.iter().map(|word| &**word))
            };
            alone.extend(places.filter(spelled).map(|(first, last)| (number, (first as u32, last as u32))));
        }
        alone.sort_unstable();
        alone.dedup();
        for frequent in [&[] as &[&str], &["team", "und"], &["jung", "wir", "it", "jahre"], &["sind", "starkes", "alt"]]
        {
            assert_eq!(found(frequent), alone, "{frequent:?}");
        }
        assert_eq!(ENTRIES.len(), alone.iter().map(|(number, _)| number).collect::<HashSet<_>>().len());
    }
}
