//! Any bytes: nothing panics, every span lies on character borders, and prose maps to raw text and back.

use advert_lint::check::Checker;
use advert_lint::document::{Document, Format};
use advert_lint::finding::{Safety, Severity};
use advert_lint::fix::{Mending, mend};
use advert_lint::source::{Prose, Source, Span};
use proptest::prelude::*;

/// Pieces that adverts are made of, and what trips readers up.
const PIECES: [&str; 50] = [
    "unsere Mitarbeiter",
    "die Kollegen und Kunden",
    "# Koch (m/w)\n",
    "TVöD",
    "| Bürger |\n|---|\n",
    "## Bewerbung\n",
    "Kolleg*innen",
    "**Team**player",
    "\\*innen",
    "&amp;",
    "&shy;",
    "\u{ad}",
    "ü",
    "u\u{308}",
    "\u{a0}",
    "–",
    "„",
    "“",
    "’",
    "\n",
    "\n\n",
    "\r\n",
    "  \n",
    "- ",
    "• ",
    "1. ",
    "# ",
    "## Ihr Profil\n",
    "**Profil**\n",
    "| a | b |\n|---|---|\n",
    "`code`",
    "```\n",
    "<!-- lint: allow(de/age/young-team) x -->",
    "<br>",
    "<p>",
    "[^1]",
    "[^1]: ",
    "---\ntitle: x\n---\n",
    "+++\n",
    "(m/w/d)",
    "Muttersprache",
    "junges Team",
    "https://a.b/c",
    "a@b.de",
    "👩🏽‍💻",
    "\u{feff}",
    ":",
    ".",
    " ",
    "x",
];

fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => proptest::sample::select(&PIECES[..]).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn formats() -> impl Strategy<Value = Format> {
    proptest::sample::select(&[Format::Markdown, Format::Plain, Format::Html][..])
}

fn holds(document: &Document) {
    let text = document.source.text();
    assert_eq!(document.prose.len(), document.folded.len());
    for block in &document.blocks {
        assert!(document.prose.get(block.span.range()).is_some());
    }
    for sentence in &document.sentences {
        assert!(document.prose.get(sentence.span.range()).is_some());
    }
    for word in &document.words {
        let prose: Span<Prose> = Span::new(word.start as usize, word.end as usize);
        let raw = document.raw(prose);
        assert!(text.get(raw.range()).is_some(), "{raw:?} is no piece of {text:?}");
        let back = document.map.prose(raw);
        assert!(back.contains(prose), "{prose:?} came back as {back:?} in {text:?}");
        assert!(!document.quote(prose).is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_advert_is_read_with_exact_places(text in texts(), format in formats()) {
        holds(&Document::read_as(Source::new("a.md", text), format, None));
    }

    #[test]
    fn any_bytes_are_text_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(source) = Source::decode("a.txt", bytes) {
            holds(&Document::read(source));
        }
    }
}

#[test]
fn any_advert_is_checked() {
    let checker = Checker::builtin().unwrap();
    let config = ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() };
    proptest::test_runner::TestRunner::new(config)
        .run(&texts(), |text| {
            let document = Document::read(Source::new("a.md", text));
            for finding in checker.check(&document).findings {
                assert!(document.source.text().get(finding.span.range()).is_some());
                for edit in finding.fixes.iter().flat_map(|fix| &fix.edits) {
                    assert!(document.source.text().get(edit.span.range()).is_some());
                }
            }
            let mending = Mending { least: Safety::Unsafe, min_severity: Severity::Info };
            if let Some(mended) = mend(&checker, &document, mending) {
                assert!(!mended.done.is_empty());
            }
            Ok(())
        })
        .unwrap();
}
