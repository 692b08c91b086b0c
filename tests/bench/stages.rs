//! What each stage costs on the adverts of `tests/adverts`: `cargo bench --bench stages`.

use std::hint::black_box;
use std::path::Path;

use advert_lint::check::{Checker, Knowledge, Settings};
use advert_lint::document::Document;
use advert_lint::fold::fold;
use advert_lint::output::json::JsonLines;
use advert_lint::output::{Checked, Reporter};
use advert_lint::source::Source;
use advert_lint::statement;
use criterion::{Criterion, Throughput};

fn adverts() -> Vec<(String, String)> {
    let files = walkdir::WalkDir::new(Path::new("tests/adverts")).sort_by_file_name().into_iter().flatten();
    files
        .filter(|file| file.path().extension().is_some_and(|ending| ending == "md" || ending == "txt"))
        .map(|file| (file.path().display().to_string(), std::fs::read_to_string(file.path()).expect("an advert")))
        .collect()
}

fn stages(criterion: &mut Criterion) {
    let adverts = adverts();
    let read = |(name, text): &(String, String)| Document::read(Source::new(name.clone(), text.clone()));
    let documents: Vec<Document> = adverts.iter().map(read).collect();
    let knowledge = Knowledge::builtin().expect("the built-in rules load");
    let checker = Checker::new(knowledge.clone(), Settings::default());
    let checked: Vec<Checked> = adverts
        .iter()
        .map(read)
        .map(|document| Checked { verdict: checker.check(&document), document, knowledge: knowledge.clone() })
        .collect();

    let mut group = criterion.benchmark_group("stages");
    group.throughput(Throughput::Bytes(adverts.iter().map(|(_, text)| text.len() as u64).sum()));
    group.bench_function("fold", |b| b.iter(|| documents.iter().map(|one| fold(&one.prose)).for_each(drop_all)));
    group.bench_function("read", |b| b.iter(|| adverts.iter().map(read).for_each(drop_all)));
    group.bench_function("scan", |b| b.iter(|| documents.iter().map(|one| knowledge.scan(one)).for_each(drop_all)));
    let scans: Vec<_> = documents.iter().map(|document| knowledge.scan(document)).collect();
    group.bench_function("statements", |b| {
        b.iter(|| {
            for (document, scan) in documents.iter().zip(&scans) {
                let (_, vocabulary) = knowledge.rules.vocabulary(document.language).expect("a language with rules");
                black_box(statement::said(document, scan, vocabulary));
            }
        });
    });
    for kind in ["phrase", "cooccurrence", "pattern", "missing", "jargon", "nouns", "title", "balance", "limit"] {
        let of_kind = knowledge.rules.rules().filter(|rule| rule.kind.name() == kind);
        let only = of_kind.map(|rule| rule.id.to_string()).collect();
        let checker = Checker::new(knowledge.clone(), Settings { only, ..Settings::default() });
        group.bench_function(format!("scan, statements, {kind}"), |b| {
            b.iter(|| documents.iter().map(|document| checker.check(document)).for_each(drop_all));
        });
    }
    group.bench_function("output", |b| b.iter(|| checked.iter().map(|one| JsonLines.alone(one)).for_each(drop_all)));
    group.finish();
}

fn drop_all<T>(value: T) {
    black_box(value);
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    stages(&mut criterion);
    criterion.final_summary();
}
