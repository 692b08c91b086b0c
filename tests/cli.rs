//! The binary end to end: the README's own examples, and what bad input is answered with.

#[test]
fn transcripts_hold() {
    trycmd::TestCases::new().env("LC_ALL", "C").env("NO_COLOR", "1").case("README.md").case("tests/cmd/*.trycmd");
}
