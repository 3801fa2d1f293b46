//! The invariants of ARCHITECTURE.md that the compiler does not check.

pub(crate) mod leaves;
mod manifests;
mod pages;
mod pictures;
mod readme;
mod support;

use std::fs;
use std::path::{Path, PathBuf};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(path)).unwrap()
}

/// The files in or below a folder with one of these extensions: path in the workspace, and text.
fn sources(folder: &str, extensions: &[&str]) -> Vec<(String, String)> {
    let mut sources = Vec::new();
    let mut folders = vec![Path::new(ROOT).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if extensions
                .iter()
                .any(|it| path.extension().is_some_and(|e| e == *it))
            {
                let name = path
                    .strip_prefix(ROOT)
                    .unwrap()
                    .to_string_lossy()
                    .replace('\\', "/");
                sources.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    sources.sort();
    sources
}

/// A line without its comment.
fn code(line: &str) -> &str {
    line.split("//").next().unwrap_or_default().trim()
}

/// Asserts that no line of code contains one of these words, in the files of a folder whose path
/// satisfies `applies`.
#[track_caller]
fn check_absent(folder: &str, words: &[&str], applies: impl Fn(&str) -> bool) {
    let files = sources(folder, &["rs"]);
    assert!(!files.is_empty(), "{folder} has moved");
    for (path, text) in files.iter().filter(|(path, _)| applies(path)) {
        for (number, line) in text.lines().enumerate() {
            let word = words.iter().find(|word| code(line).contains(**word));
            assert!(word.is_none(), "{path}:{}: {word:?}: {line}", number + 1);
        }
    }
}

#[test]
fn the_generator_does_no_io() {
    let words = [
        "std::fs",
        "fs::read",
        "fs::write",
        "std::io",
        "std::env",
        "env::var",
        "std::net",
        "std::process",
        "Instant::now",
        "SystemTime",
    ];
    check_absent("generator/src", &words, |_| true);
}

#[test]
fn only_one_module_uses_heck() {
    check_absent("generator/src", &["heck::"], |path| {
        !path.starts_with("generator/src/rust/names")
    });
}

#[test]
fn the_model_imports_neither_tokens_nor_serde() {
    check_absent(
        "generator/src",
        &["quote", "serde", "proc_macro2"],
        |path| path.starts_with("generator/src/model"),
    );
}

/// The folders of `generator/src`, ordered so that each depends only on earlier ones.
const FOLDERS: [&str; 15] = [
    "diagnostic",
    "model",
    "rust",
    "scaffold",
    "input",
    "render",
    "openapi",
    "schema",
    "lower",
    "lint",
    "fragment",
    "changes",
    "semver",
    "mock",
    "lib",
];

/// The model contains names (`rust::names`).
const EXCEPTIONS: [(&str, &str); 1] = [("model", "rust")];

#[test]
fn folders_depend_only_on_earlier_ones() {
    let position = |folder: &str| FOLDERS.iter().position(|it| *it == folder);
    let mut problems = Vec::new();
    for (path, text) in sources("generator/src", &["rs"]) {
        let relative = path.trim_start_matches("generator/src/");
        let folder = relative.split(['/', '.']).next().unwrap_or_default();
        let own = position(folder).unwrap_or_else(|| panic!("{folder} is not in FOLDERS"));
        for line in text.lines().map(code) {
            for name in line.split("crate::").skip(1) {
                let name = name
                    .split(|c: char| !c.is_alphanumeric() && c != '_')
                    .next();
                let other = name.and_then(position).unwrap_or_default();
                let is_exception = EXCEPTIONS.contains(&(folder, FOLDERS[other]));
                if other > own && !is_exception {
                    problems.push(format!("{path}: {line}"));
                }
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn only_one_folder_of_xtask_accesses_files() {
    let words = ["std::fs", "fs::", "File::", "tempfile"];
    check_absent("xtask/src", &words, |path| {
        !path.starts_with("xtask/src/disk/")
    });
}

#[test]
fn the_runtime_does_not_depend_on_an_api() {
    for (path, text) in sources("generator/runtime/src/runtime", &["rs"]) {
        assert!(!text.to_lowercase().contains("cloudflare"), "{path}");
    }
}

#[test]
fn hand_written_files_are_short() {
    let is_generated = |path: &str| path.starts_with("tests/github-releases/src/");
    for folder in ["generator", "xtask", "tests"] {
        let files = sources(folder, &["rs"]).into_iter();
        for (path, text) in files.filter(|(path, _)| !is_generated(path)) {
            let lines = text.lines().filter(|line| !code(line).is_empty()).count();
            assert!(lines <= 400, "{path} has {lines} lines of code");
        }
    }
}

#[test]
fn generated_files_are_short_and_silence_no_lints() {
    for (path, text) in sources("generated/src/api", &["rs"]) {
        // The errors of requests are documented once, at `Error`.
        let allowed = text.matches("[allow").count();
        let expected = text.matches("[allow(clippy::missing_errors_doc,").count();
        assert!(allowed == expected, "{path} silences a lint");
        let lines = text.lines().filter(|line| !code(line).is_empty()).count();
        assert!(lines < 450, "{path} has {lines} lines of code");
    }
}

#[test]
fn no_file_contains_an_absolute_path() {
    let extensions = ["rs", "toml", "md", "yaml", "snap"];
    for folder in ["generator/src", "generated/src", "spec", "xtask/src"] {
        for (path, text) in sources(folder, &extensions) {
            for place in ["/home/", "/Users/", "C:\\Users"] {
                assert!(!text.contains(place), "{path} has {place}");
            }
        }
    }
}
