//! Adverts in Word files: what is read from them, what is refused, and how places and findings come out.

mod program;

use std::fs;
use std::io::{Cursor, Write};

use advert_lint::document::{BlockKind, Document};
use advert_lint::input::word::{Broken, read};
use advert_lint::source::Source;
use program::lint;
use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const MOST: u64 = 1 << 20;

/// An archive of these parts.
fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn body(content: &str) -> String {
    let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"{space}\"><w:body>{content}</w:body></w:document>")
}

/// A Word file with this in its body.
fn word(content: &str) -> Vec<u8> {
    archive(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", body(content).as_bytes())])
}

fn text(content: &str) -> String {
    read(&word(content), MOST).unwrap()
}

/// A paragraph of one run.
fn p(properties: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn item(level: u8, text: &str) -> String {
    p(&format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"1\"/></w:numPr>"), text)
}

#[test]
fn headings_lists_and_tables_are_read() {
    let styles = "<w:styles><w:style w:styleId=\"Rubrik\"><w:name w:val=\"Rubrik\"/><w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr></w:style>\
        <w:style w:styleId=\"Punkte\"><w:pPr><w:numPr><w:numId w:val=\"2\"/></w:numPr></w:pPr></w:style></w:styles>";
    let content = [
        p("<w:pStyle w:val=\"Titel\"/>", "Köchin oder Koch"),
        p("", ""),
        p("<w:pStyle w:val=\"Rubrik\"/>", "Aufgaben"),
        item(0, "Kochen"),
        item(1, "für Große"),
        item(3, "und Kleine"),
        p("<w:pStyle w:val=\"Punkte\"/>", "Backen"),
        p("<w:pStyle w:val=\"berschrift3\"/>", "Geld"),
        format!(
            "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>",
            p("", "Entgelt"),
            p("", "E 5 &amp; Zulage &#8364;")
        ),
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Profil</w:t><w:br/></w:r><w:r><w:t>Freude am Essen.</w:t></w:r></w:p>"
            .to_owned(),
        p("", "- getippt"),
    ];
    let word =
        archive(&[("word/document.xml", body(&content.concat()).as_bytes()), ("word/styles.xml", styles.as_bytes())]);
    let text = read(&word, MOST).unwrap();
    assert_eq!(
        text,
        "# Köchin oder Koch\n\n## Aufgaben\n\n- Kochen\n  - für Große\n    - und Kleine\n- Backen\n\n### Geld\n\nEntgelt\n\n\
         E 5 & Zulage €\n\n**Profil**  \nFreude am Essen.\n\n- getippt\n"
    );
    let document = Document::read(Source::new("a.docx", text));
    let kinds: Vec<BlockKind> = document.blocks.iter().map(|block| block.kind).collect();
    use BlockKind::{Heading, Item, Paragraph};
    let expected =
        [Heading(1), Heading(2), Item, Item, Item, Item, Heading(3), Paragraph, Paragraph, Heading(7), Paragraph, Item];
    assert_eq!(kinds, expected);
}

#[test]
fn tracked_changes_are_accepted() {
    let content = "<w:p><w:pPr><w:pPrChange><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr></w:pPrChange></w:pPr>\
        <w:r><w:t xml:space=\"preserve\">Wir suchen </w:t></w:r>\
        <w:del><w:r><w:delText>einen Koch</w:delText><w:t>alt</w:t></w:r></w:del>\
        <w:ins><w:r><w:t>eine Person</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>weg</w:t></w:r></w:moveFrom></w:p>\
        <w:p><w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr><w:r><w:t xml:space=\"preserve\">Erste Hälfte, </w:t></w:r></w:p>\
        <w:p><w:r><w:t>zweite Hälfte.</w:t></w:r></w:p>";
    assert_eq!(text(content), "Wir suchen eine Person\n\nErste Hälfte, zweite Hälfte.\n");
}

#[test]
fn what_is_not_printed_is_not_read() {
    let content = "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr>\
        <w:r><w:t>Ort:</w:t><w:tab/><w:t>Köl</w:t><w:softHyphen/><w:t>n</w:t><w:noBreakHyphen/><w:t>Süd</w:t></w:r>\
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>geheim</w:t></w:r>\
        <w:hyperlink><w:r><w:instrText> HYPERLINK x </w:instrText></w:r><w:r><w:t xml:space=\"preserve\"> mit Karte</w:t></w:r></w:hyperlink></w:p>\
        <w:p><w:r><w:AlternateContent><w:Choice><w:txbxContent><w:p><w:r><w:t>Kasten</w:t></w:r></w:p></w:txbxContent></w:Choice>\
        <w:Fallback><w:p><w:r><w:t>Kasten</w:t></w:r></w:p></w:Fallback></w:AlternateContent></w:r><w:r><w:t>Rand</w:t></w:r></w:p>";
    assert_eq!(text(content), "Ort:\tKöln-Süd mit Karte\n\nKasten\n\nRand\n");
}

#[test]
fn broken_files_are_refused() {
    assert_eq!(read(b"", MOST), Err(Broken::Damaged));
    assert_eq!(read(b"PK\x03\x04 and no more", MOST), Err(Broken::Damaged));
    assert_eq!(read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more", MOST), Err(Broken::Locked));
    assert_eq!(read(&archive(&[("mimetype", b"x")]), MOST), Err(Broken::NoText));
    for xml in ["<w:document><w:body>", "<a></b>", "</a>", "<a>&nbsp;</a>", "<a>&#0;</a>", "<a", "\0"] {
        let broken = read(&archive(&[("word/document.xml", xml.as_bytes())]), MOST);
        assert_eq!(broken, Err(Broken::Malformed), "{xml}");
    }
    let mut damaged = word(&p("", "Deutsch als Muttersprache"));
    let middle = damaged.windows(9).position(|name| name == b"document.").unwrap() + 30;
    damaged[middle..middle + 40].fill(0xff);
    assert_eq!(read(&damaged, MOST), Err(Broken::Damaged));
}

#[test]
fn what_unpacks_to_too_much_is_refused() {
    let bomb = word(&p("", &" ".repeat(2 << 20)));
    assert!(bomb.len() < 64 << 10);
    assert_eq!(read(&bomb, MOST), Err(Broken::TooLarge(MOST)));
    assert!(read(&bomb, 4 << 20).is_ok());
}

fn said(args: &[&str]) -> (i32, String, String) {
    let done = lint(args, b"");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (done.status.code().unwrap(), text(done.stdout), text(done.stderr))
}

#[test]
fn a_word_file_is_linted_and_never_written() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = word(&[p("<w:pStyle w:val=\"Titel\"/>", "Koch (m/w)"), item(0, "Deutsch als Muttersprache")].concat());
    fs::write(folder.path().join("koch.docx"), &bytes).unwrap();
    fs::write(folder.path().join("~$koch.docx"), b"lock").unwrap();
    let path = folder.path().to_str().unwrap();
    let with = |flags: &[&str]| {
        let args = ["--no-config", "--ui-language", "en", "--only", "de/origin/mother-tongue,title"];
        said(&[&args[..], flags, &[path]].concat())
    };
    let (code, out, err) = with(&["--format", "short"]);
    assert!(code == 1 && out.contains("koch.docx:3:3: warning:") && out.contains("mother-tongue"), "{out}{err}");
    assert!(err.contains("in the text read from them"), "{err}");
    let (_, out, _) = with(&["--format", "human"]);
    assert!(out.contains("(m/w/d)") && !out.contains("--fix"), "{out}");
    let (_, out, _) = with(&["--format", "jsonl"]);
    assert!(out.contains("\"safety\":\"suggestion\",\"edits\":[]"), "{out}");
    for flag in ["--fix", "--diff"] {
        let (code, out, err) = with(&[flag]);
        assert!(code == 2 && out.is_empty() && err.contains("koch.docx: Word files are read only"), "{out}{err}");
        assert_eq!(fs::read(folder.path().join("koch.docx")).unwrap(), bytes);
    }
}

#[test]
fn the_way_out_is_told_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("koch.docx");
    let told = |bytes: &[u8], language: &str| {
        fs::write(&path, bytes).unwrap();
        let (code, _, err) =
            said(&["--no-config", "--ui-language", language, "--max-size", "1", path.to_str().unwrap()]);
        assert_eq!(code, 2, "{err}");
        err
    };
    assert!(told(b"no zip", "en").contains("koch.docx: is no Word file"));
    assert!(told(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "de").contains("durch ein Kennwort geschützt"));
    assert!(told(&archive(&[("a", b"")]), "de").contains("kein Text darin"));
    assert!(told(&word("<"), "en").contains("its XML is not well-formed"));
    assert!(
        told(&word(&" ".repeat(2 << 20)), "en").contains("unpacked, larger than 1 MB; --max-size raises the limit")
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = read(&bytes, MOST);
    }

    #[test]
    fn any_damage_is_read_or_refused(at in 0_usize..500, byte in any::<u8>()) {
        let mut bytes = word(&[p("", "Koch"), item(1, "Suppe")].concat());
        let at = at % bytes.len();
        bytes[at] = byte;
        let _ = read(&bytes, MOST);
    }

    #[test]
    fn any_xml_is_read_or_refused(pieces in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..40)) {
        let _ = read(&word(&pieces.concat()), MOST);
    }

    #[test]
    fn any_paragraph_reads_back_as_its_words(line in "[ -~äß\u{a0}–„“]{0,40}") {
        let escaped = line.replace('&', "&amp;").replace('<', "&lt;");
        let document = Document::read(Source::new("a.docx", text(&p("<w:pStyle w:val=\"Heading2\"/>", &escaped))));
        let words = |text: &str| text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect::<Vec<_>>();
        prop_assert_eq!(words(&document.prose), words(&line));
    }
}

/// Pieces that bodies are made of, in any order.
const PIECES: [&str; 24] = [
    "<w:p>",
    "</w:p>",
    "<w:r>",
    "</w:r>",
    "<w:t>",
    "</w:t>",
    "<w:pPr>",
    "</w:pPr>",
    "<w:del>",
    "</w:del>",
    "<w:del/>",
    "<w:br/>",
    "<w:tab/>",
    "<w:b/>",
    "<w:numPr><w:numId w:val=\"9\"/></w:numPr>",
    "<w:ilvl w:val=\"999\"/>",
    "<w:outlineLvl w:val=\"8\"/>",
    "<w:pStyle/>",
    "&amp;",
    "&#x1F469;",
    "<![CDATA[<b>]]>",
    "Köchin",
    "# - *",
    "<!-- x -->",
];
