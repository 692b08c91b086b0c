//! Entries: `jung* {,und }Team*`, read into atoms that match words.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::token::{Word, joined, words};
use crate::fold::fold;

/// More alternatives than this in one entry are taken for a mistake.
pub const MAX_ALTERNATIVES: usize = 20_000;

/// What one position of an entry asks of the text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub enum Atom {
    /// The word itself.
    Exact(Box<str>),
    /// A word that starts so.
    Prefix(Box<str>),
    /// A word that ends so.
    Suffix(Box<str>),
    /// A word that holds these letters.
    Infix(Box<str>),
    /// Any one word.
    Any,
    /// Up to so many words.
    Gap(u8),
    /// A word that meets one of these.
    OneOf(Box<[Atom]>),
    /// A number in this range with these letters behind it (`20s`, `1st`); with an open range and no letters, any one
    /// letter may follow (`9b`).
    Number(u32, u32, Box<str>),
}

/// An entry without alternatives: atoms that must follow each other.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Entry {
    /// At least one, the first and the last never a gap.
    pub atoms: Box<[Atom]>,
    /// `=…`: the letters that the text must have as written, one string for each atom; empty when case does not matter.
    pub written: Box<[Box<str>]>,
    /// `!…`: what overlaps this is not found.
    pub exception: bool,
}

/// Why an entry cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SyntaxError {
    /// No word is left.
    Empty,
    /// `{` without `}` or the other way round.
    Braces,
    /// A gap at an end, where it would match anything.
    OpenEnd,
    /// A gap in an entry that must be written exactly so.
    ExactGap,
    /// Neither number nor range behind `#`.
    Range(String),
    /// More than [`MAX_ALTERNATIVES`].
    TooMany,
    /// Nothing that could be looked up: only gaps and wildcards.
    Nothing,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "this entry or one of its alternatives holds no word"),
            Self::Braces => write!(f, "`{{` and `}}` do not match"),
            Self::OpenEnd => write!(f, "`..` needs a word on both sides"),
            Self::ExactGap => write!(f, "an entry with `=` cannot hold `..`"),
            Self::Range(text) => write!(f, "`{text}` is no number range; write `#` or `#18-65`"),
            Self::TooMany => write!(f, "this entry stands for more than {MAX_ALTERNATIVES} alternatives"),
            Self::Nothing => write!(f, "an entry needs at least one word or number of its own"),
        }
    }
}

impl Entry {
    /// An entry of these atoms.
    pub(super) fn new(atoms: Vec<Atom>, written: Vec<Box<str>>, exception: bool) -> Result<Self, SyntaxError> {
        match (atoms.first(), atoms.last()) {
            (Some(Atom::Gap(_)), _) | (_, Some(Atom::Gap(_))) => return Err(SyntaxError::OpenEnd),
            (None, _) => return Err(SyntaxError::Empty),
            _ if !written.is_empty() && atoms.iter().any(|atom| matches!(atom, Atom::Gap(_))) => {
                return Err(SyntaxError::ExactGap);
            }
            _ if !atoms.iter().any(Atom::is_definite) => return Err(SyntaxError::Nothing),
            _ => {}
        }
        Ok(Self { atoms: atoms.into(), written: written.into(), exception })
    }

    /// An entry that must be written as it is, its alternatives written out already.
    pub(super) fn exact(text: &str, exception: bool) -> Result<Self, SyntaxError> {
        let mut atoms = Vec::new();
        let mut written = Vec::new();
        for piece in text.trim_start_matches('=').split_whitespace() {
            read_piece(piece, &mut atoms, &mut written)?;
        }
        Self::new(atoms, written, exception)
    }

    /// Whether the entry stands so that its atom number `anchor` matches word `at`; the words it covers, both ends
    /// included.
    pub fn stands(&self, folded: &str, words: &[Word], at: usize, anchor: usize) -> Option<(usize, usize)> {
        if !self.atoms[anchor].matches(words[at].of(folded)) {
            return None;
        }
        let gap = |atom: &Atom| if let Atom::Gap(most) = atom { Some(*most) } else { None };
        stands(&self.atoms, anchor, folded, words, at, &gap, &|atom, word| atom.matches(words[word].of(folded)))
    }

    /// The atom by which the entry is looked up: the longest word.
    pub fn anchor(&self) -> usize {
        (0..self.atoms.len()).max_by_key(|&at| (self.atoms[at].weight(), usize::MAX - at)).unwrap_or(0)
    }
}

impl Atom {
    /// How well the atom serves to look an entry up: the longer the word, the rarer.
    fn weight(&self) -> usize {
        match self {
            Self::Exact(letters) => letters.len() * 2 + 1,
            Self::Prefix(letters) | Self::Suffix(letters) => letters.len() * 2,
            Self::Infix(letters) => letters.len(),
            Self::OneOf(atoms) => atoms.iter().map(Self::weight).min().unwrap_or(0),
            Self::Number(..) => 1,
            Self::Any | Self::Gap(_) => 0,
        }
    }

    /// The atom itself, or its alternatives.
    pub fn alternatives(&self) -> &[Self] {
        match self {
            Self::OneOf(atoms) => atoms,
            atom => std::slice::from_ref(atom),
        }
    }

    /// Whether a word meets this atom.
    pub fn matches(&self, word: &str) -> bool {
        match self {
            Self::Exact(letters) => word == &**letters,
            Self::Prefix(letters) => word.starts_with(&**letters),
            Self::Suffix(letters) => word.ends_with(&**letters),
            Self::Infix(letters) => word.contains(&**letters),
            Self::Any => true,
            Self::Gap(_) => false,
            Self::OneOf(atoms) => atoms.iter().any(|atom| atom.matches(word)),
            Self::Number(low, high, letters) => number_in(word, *low, *high, letters),
        }
    }

    pub(super) fn is_definite(&self) -> bool {
        !matches!(self, Self::Any | Self::Gap(_))
    }
}

/// Whether a word is a number in a range with `letters` behind it; with an open range and no letters, one may follow.
pub fn number_in(word: &str, low: u32, high: u32, letters: &str) -> bool {
    number(word).is_some_and(|number| is_within(number, low, high, letters.as_bytes()))
}

/// Whether a number and what stands behind it are in a range and these letters.
pub(super) fn is_within((number, behind): (u32, &str), low: u32, high: u32, letters: &[u8]) -> bool {
    let fits = behind.as_bytes() == letters || letters.is_empty() && high == u32::MAX && behind.len() == 1;
    fits && (low..=high).contains(&number)
}

/// The value of a word that begins with a number, without its decimals, and what stands behind it. A point or comma
/// before three digits divides thousands, any other decimals.
pub(super) fn number(word: &str) -> Option<(u32, &str)> {
    let digits = word.bytes().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',')).count();
    let (number, behind) = word.split_at(digits);
    let mut parts = number.split(['.', ',']);
    let mut value: u32 = parts.next()?.parse().ok()?;
    for part in parts.take_while(|part| part.len() == 3) {
        value = value.checked_mul(1000)?.checked_add(part.parse().ok()?)?;
    }
    Some((value, behind))
}

/// Reads one blank-separated piece into atoms and their letters as written; `24/7` gives two.
pub(super) fn read_piece(piece: &str, out: &mut Vec<Atom>, written: &mut Vec<Box<str>>) -> Result<(), SyntaxError> {
    let bare = if piece == "_" {
        Some(Atom::Any)
    } else if let Some(count) = piece.strip_prefix("..") {
        let count = if count.is_empty() { Ok(4) } else { count.parse() };
        Some(Atom::Gap(count.map_err(|_| SyntaxError::Range(piece.to_owned()))?))
    } else if let Some(range) = piece.strip_prefix('#') {
        Some(range_of(range).ok_or_else(|| SyntaxError::Range(piece.to_owned()))?)
    } else {
        None
    };
    if let Some(atom) = bare {
        out.push(atom);
        written.push("".into());
        return Ok(());
    }
    let open_start = piece.len() > 1 && piece.starts_with('*');
    let open_end = piece.len() > 1 && piece.ends_with('*');
    let letters = piece.trim_matches('*');
    let folded = fold(letters);
    let mut parts = Vec::new();
    words(&folded, 0, folded.len(), &mut parts);
    for (number, part) in parts.iter().enumerate() {
        let word: Box<str> = part.of(&folded).into();
        let (start, end) = (open_start && number == 0, open_end && number + 1 == parts.len());
        out.push(match (start, end) {
            (true, true) => Atom::Infix(word),
            (true, false) => Atom::Suffix(word),
            (false, true) => Atom::Prefix(word),
            (false, false) => Atom::Exact(word),
        });
        written.push(part.of(letters).into());
    }
    Ok(())
}

/// Reads what follows `#`: nothing, `18-65`, `s`, `20-60s`.
fn range_of(text: &str) -> Option<Atom> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let letters: Box<str> = text[digits.len()..].to_ascii_lowercase().into();
    if digits.is_empty() {
        return Some(Atom::Number(0, u32::MAX, letters));
    }
    let (low, high) = digits.split_once('-').unwrap_or((digits, digits));
    Some(Atom::Number(low.parse().ok()?, high.parse().ok()?, letters))
}

#[derive(Clone, Copy)]
enum Direction {
    Right,
    Left,
}

/// What may stand between two neighbouring words.
type Passes = fn(&str) -> bool;

/// Whether `steps` stand so that the one numbered `anchor` falls on word `at`, which meets it; the words they cover,
/// both ends included. `gap` tells how many words a step may skip, `meets` whether a word meets a step.
pub fn stands<S>(
    steps: &[S],
    anchor: usize,
    folded: &str,
    words: &[Word],
    at: usize,
    gap: &impl Fn(&S) -> Option<u8>,
    meets: &impl Fn(&S, usize) -> bool,
) -> Option<(usize, usize)> {
    let walker = Walker { folded, words, gap, meets };
    let last = walker.walk(&steps[anchor + 1..], at, Direction::Right, joined)?;
    let first = walker.walk(&steps[..anchor], at, Direction::Left, joined)?;
    Some((first, last))
}

struct Walker<'a, G, M> {
    folded: &'a str,
    words: &'a [Word],
    gap: &'a G,
    meets: &'a M,
}

impl<G, M> Walker<'_, G, M> {
    /// Follows `steps` from word `at` in a direction; the last word covered.
    fn walk<S>(&self, steps: &[S], at: usize, direction: Direction, passes: Passes) -> Option<usize>
    where
        G: Fn(&S) -> Option<u8>,
        M: Fn(&S, usize) -> bool,
    {
        let (next_step, rest) = match (direction, steps) {
            (_, []) => return Some(at),
            (Direction::Right, [first, rest @ ..]) => (first, rest),
            (Direction::Left, [rest @ .., last]) => (last, rest),
        };
        if let Some(most) = (self.gap)(next_step) {
            let mut here = at;
            for _ in 0..=most {
                if let Some(end) = self.walk(rest, here, direction, same_sentence) {
                    return Some(end);
                }
                here = self.neighbour(here, direction).filter(|next| self.passes(here, *next, same_sentence))?;
            }
            return None;
        }
        // the word is asked first: it is seldom the one
        let next = self.neighbour(at, direction).filter(|next| (self.meets)(next_step, *next))?;
        if self.passes(at, next, passes) { self.walk(rest, next, direction, joined) } else { None }
    }

    fn neighbour(&self, at: usize, direction: Direction) -> Option<usize> {
        match direction {
            Direction::Right => Some(at + 1).filter(|next| *next < self.words.len()),
            Direction::Left => at.checked_sub(1),
        }
    }

    /// Whether what stands between two neighbours passes.
    fn passes(&self, one: usize, other: usize, passes: Passes) -> bool {
        let (left, right) = (one.min(other), one.max(other));
        passes(&self.folded[self.words[left].end as usize..self.words[right].start as usize])
    }
}

/// Whether a gap may run across: anything but the end of a block or a clause.
fn same_sentence(between: &str) -> bool {
    !between.bytes().any(|byte| matches!(byte, b'\n' | b'!' | b'?' | b';'))
}

#[cfg(test)]
mod tests {
    use super::super::alternatives::read;
    use super::*;

    fn found(entry: &str, text: &str) -> Option<String> {
        let folded = fold(text);
        let mut cut = Vec::new();
        words(&folded, 0, folded.len(), &mut cut);
        for entry in read(entry).unwrap() {
            for at in 0..cut.len() {
                if let Some((first, last)) = entry.stands(&folded, &cut, at, entry.anchor()) {
                    return Some(text[cut[first].start as usize..cut[last].end as usize].to_owned());
                }
            }
        }
        None
    }

    #[test]
    fn words_endings_alternatives() {
        let team = "jung* {,und }{,dynamisch* }Team*";
        assert_eq!(found(team, "ein junges, dynamisches Team").as_deref(), Some("junges, dynamisches Team"));
        assert_eq!(found(team, "unser junges Teamgefüge").as_deref(), Some("junges Teamgefüge"));
        assert_eq!(found(team, "wir sind jung; Team heißt"), None);
        assert_eq!(found("*team", "ein Kita-Team"), Some("Team".into()));
    }

    #[test]
    fn alternatives_of_one_word_share_an_entry() {
        assert_eq!(read("{a,b,c} {d*,*e} {f,g h}").unwrap().len(), 2);
        assert_eq!(
            found("{,sehr }gut* {Deutsch,Englisch}", "sehr gutes Englisch").as_deref(),
            Some("sehr gutes Englisch")
        );
        assert_eq!(
            found("{Migrations,Flucht}{geschichte,hintergr*}", "mit Fluchthintergrund").as_deref(),
            Some("Fluchthintergrund")
        );
    }

    #[test]
    fn gaps_and_numbers() {
        assert_eq!(
            found("nicht ..3 älter als #18-80", "nicht viel älter als 40 Jahre").as_deref(),
            Some("nicht viel älter als 40")
        );
        assert_eq!(found("unter #20-65", "unter 12"), None);
        assert_eq!(found("E #", "E 9b TV-L").as_deref(), Some("E 9b"));
        assert_eq!(found("#3000-4000 Euro", "rund 3.600,50 Euro").as_deref(), Some("3.600,50 Euro"));
        assert_eq!(found("#38 Stunden", "38,5 Stunden").as_deref(), Some("38,5 Stunden"));
        assert_eq!(found("24/7", "rund 24/7 da").as_deref(), Some("24/7"));
    }

    #[test]
    fn mistakes() {
        assert_eq!(read("{a,b"), Err(SyntaxError::Braces));
        assert_eq!(read(".. a"), Err(SyntaxError::OpenEnd));
        assert_eq!(read("_ _"), Err(SyntaxError::Nothing));
        assert_eq!(read("{a,} {b,}"), Err(SyntaxError::Empty));
    }
}
