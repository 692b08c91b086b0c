//! Alternatives of an entry: `{a,b c,}` written out, or kept together where each is one word.

use super::entry::{Atom, Entry, MAX_ALTERNATIVES, SyntaxError, read_piece};

/// Reads an entry with its alternatives. Alternatives of one word share an entry; others need one each.
///
/// # Errors
/// Any [`SyntaxError`].
pub fn read(text: &str) -> Result<Vec<Entry>, SyntaxError> {
    let text = text.trim();
    let (exception, text) = match text.strip_prefix('!') {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text),
    };
    if text.starts_with('=') {
        // capitals are compared word by word, so every alternative stands for itself
        return expand(text)?.iter().map(|text| Entry::exact(text, exception)).collect();
    }
    let mut out: Vec<Vec<Atom>> = vec![Vec::new()];
    for piece in pieces(text) {
        let choices = choices(piece)?;
        if out.len() * choices.len() > MAX_ALTERNATIVES {
            return Err(SyntaxError::TooMany);
        }
        out = out.iter().flat_map(|head| choices.iter().map(move |choice| [&head[..], &choice[..]].concat())).collect();
    }
    out.into_iter().map(|atoms| Entry::new(atoms, Vec::new(), exception)).collect()
}

/// The parts of an entry between blanks that stand in no brace.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0;
    text.split(move |c: char| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        depth == 0 && c.is_whitespace()
    })
    .filter(|piece| !piece.is_empty())
}

/// What one piece may be: all its single words together, and each longer or empty alternative by itself.
fn choices(piece: &str) -> Result<Vec<Vec<Atom>>, SyntaxError> {
    let mut single = Vec::new();
    let mut out = Vec::new();
    for text in expand(piece)? {
        let mut atoms = Vec::new();
        for part in text.split_whitespace() {
            read_piece(part, &mut atoms, &mut Vec::new())?;
        }
        match &atoms[..] {
            [atom] if atom.is_definite() => {
                if !single.contains(atom) {
                    single.push(atom.clone());
                }
            }
            _ => out.push(atoms),
        }
    }
    match single.len() {
        0 => {}
        1 => out.push(single),
        _ => out.push(vec![Atom::OneOf(single.into())]),
    }
    Ok(out)
}

/// Writes out the alternatives of `{a,b}`; braces may nest.
fn expand(text: &str) -> Result<Vec<String>, SyntaxError> {
    let mut out = vec![String::new()];
    let mut rest = text;
    while let Some(open) = rest.find(['{', '}']) {
        if rest.as_bytes()[open] == b'}' {
            return Err(SyntaxError::Braces);
        }
        let close = closing(&rest[open..]).ok_or(SyntaxError::Braces)? + open;
        let mut choices = Vec::new();
        for choice in alternatives(&rest[open + 1..close]) {
            choices.extend(expand(choice)?);
        }
        if out.len() * choices.len() > MAX_ALTERNATIVES {
            return Err(SyntaxError::TooMany);
        }
        out = out
            .iter()
            .flat_map(|head| choices.iter().map(move |choice| format!("{head}{}{choice}", &rest[..open])))
            .collect();
        rest = &rest[close + 1..];
    }
    out.iter_mut().for_each(|head| head.push_str(rest));
    Ok(out)
}

/// Where the brace that opens `text` closes.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0;
    text.bytes().position(|byte| {
        depth += i32::from(byte == b'{') - i32::from(byte == b'}');
        depth == 0
    })
}

/// The parts between commas that stand in no inner brace.
fn alternatives(text: &str) -> Vec<&str> {
    let (mut out, mut depth, mut from) = (Vec::new(), 0, 0);
    for (at, byte) in text.bytes().enumerate() {
        depth += i32::from(byte == b'{') - i32::from(byte == b'}');
        if byte == b',' && depth == 0 {
            out.push(&text[from..at]);
            from = at + 1;
        }
    }
    out.push(&text[from..]);
    out
}
