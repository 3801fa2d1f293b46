//! Every code has a page. Its wrong fragment has only this problem, and its right one has none.

use std::collections::BTreeSet;

use generator::changes::Departures;
use generator::{Amount, CODES, Code, Diagnostic, Severity, Source, Sources, Style};

use super::harness::{completed, has, schemas};

/// The fragment under a heading: its info string, and its text.
fn fragment<'p>(page: &'p str, heading: &str) -> Option<(&'p str, &'p str)> {
    let (_, behind) = page.split_once(&format!("\n## {heading}\n\n```"))?;
    let (text, _) = behind.split_once("\n```\n")?;
    text.split_once('\n')
}

/// Codes without fragments: bugs of the generator, and problems of arguments and comparisons.
const ALONE: [&str; 4] = ["E070", "E072", "E099", "W070"];

/// Completes a fragment to a document.
fn document(info: &str, fragment: &str) -> String {
    match info {
        "yaml whole" => fragment.to_owned(),
        _ if has(fragment, "paths") || !schemas(fragment).is_empty() => completed(fragment),
        _ => completed(&format!("{fragment}\n{PATHS}")),
    }
}

/// The `paths` of a fragment without any.
const PATHS: &str = "paths: { /pets: { get: { operationId: pets.list, responses: { \"204\": { description: Done. } } } } }";

/// The diagnostics of a fragment, and its sources.
fn found(info: &str, fragment: &str) -> (Sources<'static>, Vec<Diagnostic>) {
    if info == "yaml overlay" {
        let document = Source::new("spec.yaml", completed(PATHS));
        let sources = Sources::new(document).with_overlays([Source::new("overlay.yaml", fragment)]);
        let found = generator::overlay::apply(&sources)
            .err()
            .unwrap_or_default();
        return (sources, found);
    }
    if info == "yaml departures" {
        let source = Source::new("departures.yaml", fragment);
        let found = Departures::read(&source).err().unwrap_or_default();
        return (source.into(), found);
    }
    let text = document(info, fragment);
    if info == "yaml bytes" {
        let bytes = text.replace("\\xE9", "\0").into_bytes();
        let bytes = bytes
            .into_iter()
            .map(|byte| if byte == 0 { 0xe9 } else { byte });
        let not_text = Source::from_bytes("spec.yaml", bytes.collect()).unwrap_err();
        return (not_text.source.into(), not_text.diagnostics);
    }
    let sources = Source::new("spec.yaml", text).into();
    let found = generator::lint(&sources);
    (sources, found)
}

/// The error in the page of a code, if any.
fn flaw(code: Code) -> Option<String> {
    let page = code.page();
    if !page.starts_with(&format!("# {code}: {}\n\n", code.title())) {
        return Some(format!("{code} has another title"));
    }
    let (Some(bad), Some(good)) = (fragment(page, "Wrong"), fragment(page, "Right")) else {
        return Some(format!("{code} lacks a fragment"));
    };
    let codes =
        |found: &[Diagnostic]| -> BTreeSet<Code> { found.iter().map(|it| it.code).collect() };
    let (_, bad) = found(bad.0, bad.1);
    if codes(&bad) != BTreeSet::from([code]) {
        return Some(format!("the wrong fragment of {code} has {bad:#?}"));
    }
    let (_, good) = found(good.0, good.1);
    (!good.is_empty()).then(|| format!("the right fragment of {code} has {good:#?}"))
}

#[test]
fn every_page_has_a_wrong_and_a_right_fragment() {
    let pages = CODES.iter().filter(|code| !ALONE.contains(&code.id()));
    let flaws: Vec<String> = pages.filter_map(|code| flaw(*code)).collect();
    assert!(flaws.is_empty(), "{}", flaws.join("\n"));
}

/// Snapshots of the diagnostics of all pages.
#[test]
fn the_diagnostics_of_pages_are_rendered() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("codes");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for code in CODES {
        if let Some((info, bad)) = fragment(code.page(), "Wrong") {
            let (source, found) = found(info, bad);
            let shown = generator::render(&source, &found, Style::Plain, Amount::All);
            settings.bind(|| insta::assert_snapshot!(code.id(), shown.trim_end()));
        }
    }
}

#[test]
fn codes_are_sorted_and_have_a_severity() {
    assert!(CODES.is_sorted_by(|a, b| a.id() < b.id()));
    for code in CODES {
        let letter = match code.severity() {
            Severity::Error => 'E',
            Severity::Warning => 'W',
        };
        assert!(
            code.id().starts_with(letter) && code.id().len() == 4,
            "{code}"
        );
        assert_eq!(Code::named(&code.id().to_lowercase()), Some(*code));
    }
    assert_eq!(Code::named("E000"), None);
}
