//! Every code has a page, whose bad fragment has this problem and no other, and whose good
//! one has none.

use std::collections::BTreeSet;

use generator::{CODES, Code, Diagnostic, Severity, Source};

use super::doors::{completed, has, problems, schemas};

/// The fragment under a heading: its language and what else is said of it, and its text.
fn fragment<'p>(page: &'p str, heading: &str) -> Option<(&'p str, &'p str)> {
    let (_, behind) = page.split_once(&format!("\n## {heading}\n\n```"))?;
    let (text, _) = behind.split_once("\n```\n")?;
    text.split_once('\n')
}

/// All that is found in a fragment.
fn found(info: &str, fragment: &str) -> Vec<Diagnostic> {
    let text = match info {
        "yaml whole" => fragment.to_owned(),
        _ if has(fragment, "paths") || !schemas(fragment).is_empty() => completed(fragment),
        _ => completed(&format!(
            "{fragment}\npaths: {{ /pets: {{ get: {{ operationId: pets.list, responses: {{ \"204\": {{ description: Done. }} }} }} }} }}"
        )),
    };
    if info == "yaml bytes" {
        let bytes = text.replace("\\xE9", "\0").into_bytes();
        let bytes = bytes
            .into_iter()
            .map(|byte| if byte == 0 { 0xe9 } else { byte });
        return Source::from_bytes("page.yaml", bytes.collect())
            .unwrap_err()
            .diagnostics;
    }
    problems(&text)
}

/// What is wrong with the page of a code.
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
    let bad = found(bad.0, bad.1);
    if codes(&bad) != BTreeSet::from([code]) {
        return Some(format!("the wrong fragment of {code} has {bad:#?}"));
    }
    let good = found(good.0, good.1);
    (!good.is_empty()).then(|| format!("the right fragment of {code} has {good:#?}"))
}

#[test]
fn every_page_shows_its_problem_and_the_way_out() {
    // No specification shows a bug of the generator.
    let pages = CODES.iter().filter(|code| code.id() != "E099");
    let flaws: Vec<String> = pages.filter_map(|code| flaw(*code)).collect();
    assert!(flaws.is_empty(), "{}", flaws.join("\n"));
}

#[test]
fn codes_are_in_order_and_say_how_much_they_matter() {
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
