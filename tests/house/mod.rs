//! The rules of the house that a compiler does not know: those of ARCHITECTURE.md.

pub(crate) mod leaves;
mod prose;
mod readme;
mod support;

use std::fs;
use std::path::{Path, PathBuf};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(path)).unwrap()
}

/// The files with one of these endings in a folder or below it, by their path in the workspace.
fn sources(folder: &str, endings: &[&str]) -> Vec<(String, String)> {
    let mut sources = Vec::new();
    let mut folders = vec![Path::new(ROOT).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if endings
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

/// A line without what is said in a comment.
fn code(line: &str) -> &str {
    line.split("//").next().unwrap_or_default().trim()
}

/// Asserts that no line of code has one of these words in any file of a folder whose path is meant.
#[track_caller]
fn check_absent(folder: &str, words: &[&str], is_meant: impl Fn(&str) -> bool) {
    let files = sources(folder, &["rs"]);
    assert!(!files.is_empty(), "{folder} has moved");
    for (path, text) in files.iter().filter(|(path, _)| is_meant(path)) {
        for (number, line) in text.lines().enumerate() {
            let word = words.iter().find(|word| code(line).contains(**word));
            assert!(word.is_none(), "{path}:{}: {word:?}: {line}", number + 1);
        }
    }
}

#[test]
fn the_generator_knows_no_disk_no_clock_and_no_environment() {
    let words = [
        "std::fs",
        "fs::read",
        "fs::write",
        "std::io",
        "std::env",
        "env::var",
        "std::net",
        "std::process",
        "std::thread",
        "Instant::now",
        "SystemTime",
    ];
    check_absent("generator/src", &words, |_| true);
}

#[test]
fn one_module_makes_names() {
    check_absent("generator/src", &["heck::"], |path| {
        !path.starts_with("generator/src/rust/names")
    });
}

#[test]
fn the_model_knows_no_tokens_and_no_formats() {
    check_absent(
        "generator/src",
        &["quote", "serde", "proc_macro2"],
        |path| path.starts_with("generator/src/model"),
    );
}

#[test]
fn emitting_sees_only_the_model() {
    let words = ["crate::input", "crate::lower", "crate::openapi"];
    check_absent("generator/src", &words, |path| {
        path.starts_with("generator/src/rust")
    });
}

/// The tree shows the pipeline: a phase is a folder.
#[test]
fn the_generator_has_few_rooms() {
    let folder = Path::new(ROOT).join("generator/src");
    let rooms: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    assert!(rooms.len() <= 14, "{rooms:?}");
}

#[test]
fn the_verbs_have_one_door_to_the_disk() {
    let words = ["std::fs", "fs::", "File::", "tempfile"];
    check_absent("xtask/src", &words, |path| {
        !path.starts_with("xtask/src/disk/")
    });
}

#[test]
fn the_runtime_knows_no_api() {
    for (path, text) in sources("generated/src/runtime", &["rs"]) {
        assert!(!text.to_lowercase().contains("cloudflare"), "{path}");
    }
}

#[test]
fn a_file_by_hand_is_short() {
    for folder in ["generator", "generated/src/runtime", "xtask", "tests"] {
        for (path, text) in sources(folder, &["rs"]) {
            let lines = text.lines().filter(|line| !code(line).is_empty()).count();
            assert!(lines <= 400, "{path} has {lines} lines of code");
        }
    }
}

#[test]
fn a_generated_call_reads_as_if_by_hand() {
    for (path, text) in sources("generated/src/api", &["rs"]) {
        // What can go wrong with a call is said once, at `Error`.
        let meant = "[allow(clippy::missing_errors_doc,";
        let allowed = text.matches("[allow").count();
        let is_silent = allowed > text.matches(meant).count();
        assert!(!is_silent, "{path} silences the compiler");
        let lines = text.lines().filter(|line| !code(line).is_empty()).count();
        assert!(lines < 450, "{path} has {lines} lines of code");
    }
}

#[test]
fn what_is_committed_names_no_place_on_a_machine() {
    let endings = ["rs", "toml", "md", "yaml", "snap"];
    for folder in ["generator/src", "generated/src", "spec", "xtask/src"] {
        for (path, text) in sources(folder, &endings) {
            for place in ["/home/", "/Users/", "C:\\Users"] {
                assert!(!text.contains(place), "{path} has {place}");
            }
        }
    }
}
