//! Which bytes of the text as given each byte of the prose comes from.

use crate::source::{Prose, Raw, Span};

/// A stretch of prose and the stretch of raw text behind it; both advance together when they are equally long.
#[derive(Clone, Copy, Debug)]
struct Piece {
    prose: u32,
    prose_len: u32,
    raw: u32,
    raw_len: u32,
}

/// The way from prose to raw text and back, built while reading and never searched for afterwards.
#[derive(Debug, Default)]
pub struct Map {
    pieces: Vec<Piece>,
}

impl Map {
    /// Notes that the next `prose_len` bytes of prose stand for `raw`.
    pub(super) fn push(&mut self, prose_len: usize, raw: Span<Raw>) {
        let prose = self.end();
        let next = Piece { prose, prose_len: prose_len as u32, raw: raw.start, raw_len: raw.len() as u32 };
        if let Some(last) = self.pieces.last_mut() {
            let runs_on = last.raw + last.raw_len == next.raw;
            if runs_on && last.prose_len == last.raw_len && next.prose_len == next.raw_len {
                last.prose_len += next.prose_len;
                last.raw_len += next.raw_len;
                return;
            }
        }
        self.pieces.push(next);
    }

    /// Takes the last `bytes` of prose back; they must be of the last piece.
    pub(super) fn pop(&mut self, bytes: usize) {
        let mut left = bytes as u32;
        while let Some(last) = self.pieces.last_mut().filter(|_| left > 0) {
            let cut = left.min(last.prose_len);
            if cut < last.prose_len && last.prose_len == last.raw_len {
                last.prose_len -= cut;
                last.raw_len -= cut;
            } else {
                self.pieces.pop();
            }
            left -= cut;
        }
    }

    fn end(&self) -> u32 {
        self.pieces.last().map_or(0, |last| last.prose + last.prose_len)
    }

    /// The piece that holds the prose byte `at`.
    fn piece(&self, at: u32) -> Option<&Piece> {
        let next = self.pieces.partition_point(|piece| piece.prose <= at);
        self.pieces[..next].last()
    }

    /// The smallest raw span behind a span of prose; markup inside it is included, markup around it is not.
    pub fn raw(&self, span: Span<Prose>) -> Span<Raw> {
        let Some(first) = self.piece(span.start) else { return Span::at(0) };
        let start = first.raw + first.inside(span.start - first.prose, 0);
        if span.is_empty() {
            return Span::at(start as usize);
        }
        let Some(last) = self.piece(span.end - 1) else { return Span::at(start as usize) };
        let end = last.raw + last.inside(span.end - last.prose, last.raw_len);
        Span::new(start as usize, end.max(start) as usize)
    }

    /// The prose that a raw span was read into.
    pub fn prose(&self, span: Span<Raw>) -> Span<Prose> {
        let touched = |piece: &&Piece| piece.raw < span.end && span.start < piece.raw + piece.raw_len;
        let Some(first) = self.pieces.iter().find(touched) else { return Span::at(self.end() as usize) };
        let last = self.pieces.iter().rfind(touched).unwrap_or(first);
        let start = first.prose + first.back(span.start.saturating_sub(first.raw), 0);
        let end = last.prose + last.back((span.end - last.raw).min(last.raw_len), last.prose_len);
        Span::new(start as usize, end.max(start) as usize)
    }

    /// The raw stretches behind a span of prose, without the markup between them.
    pub fn pieces(&self, span: Span<Prose>) -> impl Iterator<Item = Span<Raw>> + '_ {
        let from = self.pieces.partition_point(|piece| piece.prose + piece.prose_len <= span.start);
        self.pieces[from..].iter().take_while(move |piece| piece.prose < span.end).map(move |piece| {
            let start = span.start.max(piece.prose) - piece.prose;
            let end = (span.end - piece.prose).min(piece.prose_len);
            let raw = piece.raw + piece.inside(start, 0);
            Span::new(raw as usize, (piece.raw + piece.inside(end, piece.raw_len)).max(raw) as usize)
        })
    }
}

impl Piece {
    /// The raw byte for the prose byte `at` of this piece; a piece that changed its length is left at `edge` or whole.
    fn inside(&self, at: u32, edge: u32) -> u32 {
        if self.prose_len == self.raw_len { at.min(self.raw_len) } else { edge }
    }

    fn back(&self, at: u32, edge: u32) -> u32 {
        if self.prose_len == self.raw_len { at.min(self.prose_len) } else { edge }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        // raw: `**Team**player &amp; x`, prose: `Teamplayer & x`
        let mut map = Map::default();
        map.push(4, Span::new(2, 6));
        map.push(7, Span::new(8, 15));
        map.push(1, Span::new(15, 20));
        map.push(2, Span::new(20, 22));
        assert_eq!(map.raw(Span::new(0, 10)), Span::new(2, 14));
        assert_eq!(map.raw(Span::new(11, 12)), Span::new(15, 20));
        assert_eq!(map.prose(Span::new(2, 14)), Span::new(0, 10));
        assert_eq!(map.pieces(Span::new(0, 10)).collect::<Vec<_>>(), [Span::new(2, 6), Span::new(8, 14)]);
    }
}
