//! Many entries at once, flat: classes of atoms, the steps of each entry, and by which class it is looked up.

use std::borrow::Cow;
use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use zerocopy::byteorder::little_endian::U32;

use super::atoms::Atoms;
use super::entry::{Atom, Entry, stands};
use super::row::{Row, Rows};
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

/// Numbers of an entry: its owner's two, start of its steps, how many there are with the anchor, first written string,
/// and the class that the word beside the anchor must meet.
const FIELDS: usize = 6;
/// No class must be met beside the anchor.
const UNGUARDED: u32 = u32::MAX;
/// The word that must meet it stands before the anchor.
const BEFORE: u32 = 1 << 31;
/// A gap lies beside the anchor: the word that must meet it stands somewhere.
const SOMEWHERE: u32 = 1 << 30;
/// The entry is an exception.
const EXCEPTION: u32 = 1 << 31;
/// The entry must be written so.
const WRITTEN: u32 = 1 << 30;

/// Entries, looked up by the words of a text.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Index {
    atoms: Atoms,
    /// The classes that hold each atom, in order.
    classes: Rows,
    /// The entries that each class looks up.
    entries: Row,
    fields: Row,
    steps: Row,
    written: Cow<'static, str>,
    written_starts: Row,
    #[serde(skip)]
    pool: Pool,
}

/// An entry that a word meets all by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Alone {
    owner: (u32, u32),
    exception: bool,
}

/// An entry that asks for more than a word that meets its anchor.
#[derive(Clone, Copy, Debug)]
pub(super) struct Longer {
    entry: u32,
    /// The class that the word beside the anchor must meet.
    guard: u32,
    /// The two words are all that the entry asks for.
    is_pair: bool,
}

/// What can be said of a word wherever it stands.
#[derive(Debug, Default)]
pub(super) struct Lesson {
    /// The classes that it meets, in order.
    pub(super) classes: Vec<u32>,
    pub(super) alone: Vec<Alone>,
    pub(super) longer: Vec<Longer>,
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

    /// How often each class may be met for nothing, told by how many steps ask for its atoms and how short these are.
    fn costs<'s>(&self, steps: impl Iterator<Item = &'s u32>) -> Vec<u64> {
        let mut uses = vec![0; self.classes.len()];
        steps.filter(|step| **step < ANY).for_each(|class| uses[*class as usize] += 1);
        let mut asked = vec![0; self.atoms.len()];
        for (class, uses) in self.classes.iter().zip(uses) {
            class.iter().for_each(|atom| asked[*atom as usize] += uses);
        }
        let cost = |atom: &u32| asked[*atom as usize] * commonness(self.atoms[*atom as usize]);
        self.classes.iter().map(|class| class.iter().map(cost).sum()).collect()
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
    /// An index of entries with two numbers of their owner's.
    pub fn new<'e>(entries: impl IntoIterator<Item = ((u32, u32), &'e Entry)>) -> Self {
        let mut collector = Collector::default();
        let collected: Vec<_> = entries
            .into_iter()
            .map(|(owner, entry)| {
                let steps: Vec<u32> = entry.atoms.iter().map(|atom| collector.step(atom)).collect();
                (owner, entry, steps)
            })
            .collect();
        let costs = collector.costs(collected.iter().flat_map(|(_, _, steps)| steps));
        let mut order: Vec<_> = collected
            .into_iter()
            .map(|(owner, entry, steps)| {
                let anchor = anchor(entry, &steps, &costs);
                (steps[anchor], anchor, owner, entry, steps)
            })
            .collect();
        order.sort_by_key(|(class, ..)| *class);
        let mut entries = vec![0; collector.classes.len() + 1];
        let (mut fields, mut all_steps) = (Vec::new(), Vec::new());
        let (mut written, mut written_starts) = (String::new(), vec![0]);
        for (class, anchor, owner, entry, steps) in &order {
            entries[*class as usize + 1] += 1;
            let flags =
                if entry.exception { EXCEPTION } else { 0 } | if entry.written.is_empty() { 0 } else { WRITTEN };
            let counts = flags | (steps.len() as u32) << 8 | *anchor as u32;
            fields.extend([owner.0, owner.1, all_steps.len() as u32, counts, written_starts.len() as u32 - 1]);
            fields.push(guard(steps, *anchor, &costs));
            all_steps.extend(steps);
            for (letters, atom) in entry.written.iter().zip(&entry.atoms) {
                written.push(manner(atom));
                written.push_str(letters);
                written_starts.push(written.len() as u32);
            }
        }
        for class in 1..entries.len() {
            entries[class] += entries[class - 1];
        }
        let mut holders = vec![Vec::new(); collector.atoms.len()];
        for (number, class) in collector.classes.iter().enumerate() {
            class.iter().for_each(|atom| holders[*atom as usize].push(number as u32));
        }
        holders.iter_mut().for_each(Vec::dedup);
        Self {
            atoms: Atoms::new(&collector.atoms),
            classes: holders.into_iter().collect(),
            entries: entries.into_iter().collect(),
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
            let known = seen.at(at);
            for alone in seen.alone(known) {
                found(Found { owner: alone.owner, words: (at as u32, at as u32), exception: alone.exception });
            }
            for longer in seen.longer(known) {
                let is_possible = match longer.guard {
                    UNGUARDED => true,
                    class if class & SOMEWHERE != 0 => seen.stands_somewhere(class & !SOMEWHERE),
                    class if class & BEFORE != 0 => at > 0 && seen.meets(at - 1, class & !BEFORE),
                    class => seen.meets(at + 1, class),
                };
                let one = match longer.is_pair {
                    _ if !is_possible => None,
                    true => self.pair(longer, text, at),
                    false => self.entry(longer.entry as usize, text, &seen, at),
                };
                if let Some(one) = one.filter(|one| !parts(one.words.0, one.words.1)) {
                    found(one);
                }
            }
        }
        self.pool.give_back(seen);
    }

    /// How many classes there are.
    pub(super) fn classes(&self) -> usize {
        self.entries.len().saturating_sub(1)
    }

    /// What a word not seen before may be part of.
    pub(super) fn learn(&self, word: &str) -> Lesson {
        let mut atoms = Vec::new();
        self.atoms.met_by(word, &mut atoms);
        let mut lesson = Lesson::default();
        lesson.classes.extend(atoms.iter().flat_map(|atom| self.classes.of(*atom as usize)).map(|class| class.get()));
        lesson.classes.sort_unstable();
        lesson.classes.dedup();
        for entry in lesson.classes.iter().flat_map(|class| self.entries.range(*class as usize)) {
            let field = |number| self.fields.get(entry * FIELDS + number);
            let counts = field(3);
            if counts & WRITTEN == 0 && steps_in(counts) == 1 {
                lesson.alone.push(Alone { owner: (field(0), field(1)), exception: counts & EXCEPTION != 0 });
            } else {
                let guard = field(FIELDS - 1);
                let is_pair = guard & SOMEWHERE == 0 && counts & WRITTEN == 0 && steps_in(counts) == 2;
                lesson.longer.push(Longer { entry: entry as u32, guard, is_pair });
            }
        }
        lesson
    }

    /// The entry of two words that are both met, if nothing stands between them.
    fn pair(&self, longer: &Longer, text: &Text<'_>, at: usize) -> Option<Found> {
        let first = if longer.guard & BEFORE != 0 { at - 1 } else { at };
        let between = text.words[first].end as usize..text.words[first + 1].start as usize;
        let field = |number| self.fields.get(longer.entry as usize * FIELDS + number);
        joined(&text.folded[between]).then(|| Found {
            owner: (field(0), field(1)),
            words: (first as u32, first as u32 + 1),
            exception: field(3) & EXCEPTION != 0,
        })
    }

    /// The entry of this number, if it stands so that the word `at` is its anchor.
    fn entry(&self, entry: usize, text: &Text<'_>, seen: &Seen, at: usize) -> Option<Found> {
        let field = |number| self.fields.get(entry * FIELDS + number);
        let counts = field(3);
        let (count, anchor) = (steps_in(counts), (counts & 0xff) as usize);
        let first_step = field(2) as usize;
        let steps = self.steps.slice(first_step..first_step + count);
        let gap = |step: &U32| (step.get() & GAP != 0).then(|| step.get() as u8);
        let meets = |step: &U32, word: usize| step.get() == ANY || seen.meets(word, step.get());
        let (first, last) = stands(steps, anchor, text.folded, text.words, at, &gap, &meets)?;
        let fits = counts & WRITTEN == 0 || self.written_so(field(4) as usize, count, text, first);
        fits.then(|| Found {
            owner: (field(0), field(1)),
            words: (first as u32, last as u32),
            exception: counts & EXCEPTION != 0,
        })
    }

    /// Whether the words from `first` on are written as the entry asks.
    fn written_so(&self, from: usize, count: usize, text: &Text<'_>, first: usize) -> bool {
        (0..count).all(|step| {
            let (manner, letters) = self.written[self.written_starts.range(from + step)].split_at(1);
            let word = text.words[first + step].of(text.prose);
            match manner {
                "=" => word == letters,
                "<" => word.starts_with(letters),
                ">" => word.ends_with(letters),
                "~" => word.contains(letters),
                _ => true,
            }
        })
    }
}

/// The class that the word beside the anchor must meet; where there is none, the rarest that some other word must.
fn guard(steps: &[u32], anchor: usize, costs: &[u64]) -> u32 {
    let class = |at: usize| steps.get(at).copied().filter(|step| *step < ANY);
    let before = || anchor.checked_sub(1).and_then(class).map(|class| class | BEFORE);
    let others = || (0..steps.len()).filter(|at| *at != anchor).filter_map(class);
    let somewhere = || others().min_by_key(|class| costs[*class as usize]).map(|class| class | SOMEWHERE);
    class(anchor + 1).or_else(before).or_else(somewhere).unwrap_or(UNGUARDED)
}

/// How many steps an entry has, as its numbers tell.
fn steps_in(counts: u32) -> usize {
    (counts >> 8 & 0xffff) as usize
}

/// How common words are that meet an atom, as far as its length tells.
fn commonness(atom: &Atom) -> u64 {
    let short = |letters: &str| 1 << 7_usize.saturating_sub(letters.len()).min(6);
    match atom {
        Atom::Exact(letters) => short(letters),
        Atom::Prefix(letters) | Atom::Suffix(letters) | Atom::Infix(letters) => 2 * short(letters),
        Atom::Any | Atom::Gap(_) | Atom::OneOf(_) | Atom::Number(..) => 64,
    }
}

/// The step by which an entry is looked up: the one that costs least. Around a gap it matters which step comes first,
/// so there it is the longest word, as anywhere else.
fn anchor(entry: &Entry, steps: &[u32], costs: &[u64]) -> usize {
    if steps.iter().any(|step| step & GAP != 0) {
        return entry.anchor();
    }
    let classes = (0..steps.len()).filter(|at| steps[*at] < ANY);
    classes.min_by_key(|at| costs[steps[*at] as usize]).unwrap_or_else(|| entry.anchor())
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
