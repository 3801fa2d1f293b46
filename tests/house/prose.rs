//! What the pages say about the code.

use std::collections::BTreeSet;

use super::{code, read, sources};

/// Every text in `text` that stands between these two.
fn between<'t>(text: &'t str, start: &'t str, end: char) -> impl Iterator<Item = &'t str> {
    let rests = text.split(start).skip(1);
    rests.filter_map(move |rest| Some(rest.split_once(end)?.0))
}

#[test]
fn the_architecture_names_tests_that_exist() {
    let tests: BTreeSet<String> = sources("tests", &["rs"])
        .iter()
        .flat_map(|(path, text)| {
            let module = path.trim_start_matches("tests/").trim_end_matches(".rs");
            let module = module.trim_end_matches("/mod").replace('/', "::");
            let names = between(text, "#[test]\nfn ", '(');
            names.map(move |name| format!("{module}::{name}"))
        })
        .collect();
    let page = read("ARCHITECTURE.md");
    let named: Vec<_> = page
        .split('`')
        .filter(|it| it.contains("::") && !it.contains(' '))
        .filter(|it| {
            ["house::", "verbs::", "codegen::", "client::"]
                .iter()
                .any(|m| it.starts_with(m))
        })
        .collect();
    assert!(named.len() > 10, "{named:?}");
    for name in named {
        assert!(tests.contains(name), "there is no test {name}");
    }
}

#[test]
fn every_extension_is_on_the_page_about_them() {
    let read_by_code: BTreeSet<String> = ["generator/src/openapi/parse", "generator/src/lint"]
        .iter()
        .flat_map(|folder| sources(folder, &["rs"]))
        .flat_map(|(_, text)| {
            text.lines()
                .map(|line| code(line).to_owned())
                .collect::<Vec<_>>()
        })
        .flat_map(|line| {
            between(&line, "\"x-", '"')
                .map(|it| format!("x-{it}"))
                .collect::<Vec<_>>()
        })
        .filter(|it| it != "x-")
        .collect();
    let page = read("spec/README.md");
    let on_the_page: BTreeSet<String> = page
        .lines()
        .filter_map(|line| {
            Some(format!(
                "x-{}",
                line.strip_prefix("| `x-")?.split_once('`')?.0
            ))
        })
        .collect();
    assert_eq!(on_the_page, read_by_code);
}

#[test]
fn ci_and_the_pages_call_the_same_tests() {
    let step = xtask::ci::STEPS
        .iter()
        .find(|step| step.name == "test")
        .unwrap();
    for page in ["README.md", "CONTRIBUTING.md", ".ci/run"] {
        let has_it = read(page)
            .lines()
            .any(|line| line.starts_with(&step.to_string()));
        assert!(has_it, "{page} does not call `{step}`");
    }
}
