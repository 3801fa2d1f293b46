//! The Markdown pages are consistent with the code.

use std::collections::BTreeSet;
use std::path::Path;

use super::{ROOT, code, read, sources};

/// Every part of `text` between `start` and `end`.
fn between<'t>(text: &'t str, start: &'t str, end: char) -> impl Iterator<Item = &'t str> {
    let rests = text.split(start).skip(1);
    rests.filter_map(move |rest| Some(rest.split_once(end)?.0))
}

#[test]
fn the_tests_named_in_architecture_md_exist() {
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
            ["architecture::", "verbs::", "codegen::", "client::"]
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
fn every_extension_is_documented() {
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
    let documented: BTreeSet<String> = page
        .lines()
        .filter_map(|line| {
            Some(format!(
                "x-{}",
                line.strip_prefix("| `x-")?.split_once('`')?.0
            ))
        })
        .collect();
    assert_eq!(documented, read_by_code);
}

#[test]
fn ci_and_the_pages_run_the_same_tests() {
    let step = openapi_fragment::ci::STEPS
        .iter()
        .find(|step| step.name == "test")
        .unwrap();
    for page in ["README.md", "CONTRIBUTING.md", ".ci/run"] {
        let has_it = read(page)
            .lines()
            .any(|line| line.starts_with(&step.to_string()));
        assert!(has_it, "{page} does not run `{step}`");
    }
}

#[test]
fn the_files_named_in_the_pages_exist() {
    let folders = ["generator/", "generated/", "xtask/", "tests/", "spec/"];
    let mut missing = Vec::new();
    for page in [
        "README.md",
        "ARCHITECTURE.md",
        "BENCHMARKS.md",
        "CONTRIBUTING.md",
    ] {
        let text = read(page);
        let code = text.split('`').skip(1).step_by(2);
        let is_path = |it: &&str| folders.iter().any(|folder| it.starts_with(folder));
        let is_plain = |it: &&str| !it.contains(['*', ' ', '\n']) && !it.contains("NAME");
        for path in code.filter(is_path).filter(is_plain) {
            if !Path::new(ROOT).join(path).exists() {
                missing.push(format!("{page}: {path}"));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}
