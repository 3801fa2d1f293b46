//! The pages of `docs/`: their commands run, and their Rust compiles.
//!
//! A page is read from top to bottom. A block after a paragraph that is only a path in backquotes
//! is the contents of that file. In `sh` blocks, each line is a command: a verb, or cargo. A comment
//! `# exits with 1` says that it fails. Blocks in Rust are bodies of async functions with a
//! `client`, or whole programs; both are compiled with the client that the page has generated.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anstream::StripStream;
use openapi_fragment::{Context, Status};

use crate::codegen::goldens::workspace::Workspace;

const DOCS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs");

/// A code block, with the path in the paragraph before it.
struct Block {
    language: String,
    path: Option<String>,
    text: String,
}

fn read(page: &str) -> String {
    fs::read_to_string(Path::new(DOCS).join(page)).unwrap()
}

fn blocks(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut paragraph = "";
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(language) = line.strip_prefix("```") {
            let text: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            let path = paragraph
                .strip_prefix('`')
                .and_then(|it| it.strip_suffix("`:"));
            blocks.push(Block {
                language: language.to_owned(),
                path: path.map(str::to_owned),
                text: text.join("\n") + "\n",
            });
            paragraph = "";
        } else if !line.is_empty() {
            paragraph = line;
        }
    }
    blocks
}

/// Runs a page in a workspace of its own.
#[track_caller]
fn run(page: &str) {
    // The verb `new` adds a client to the workspace around it, so this is outside of ours.
    let folder = tempfile::tempdir().unwrap();
    let mut workspace = Workspace::at(folder.path().to_owned());
    let page = read(page);
    // The verb `new` makes a workspace.
    if !page.contains("openapi-fragment new") {
        let manifest = "[workspace]\nresolver = \"3\"\nmembers = [\"clients/*\"]\n";
        workspace.put("Cargo.toml", manifest);
    }
    let mut programs = Vec::new();
    let mut functions = String::new();
    for Block {
        language,
        path,
        text,
    } in blocks(&page)
    {
        match (language.as_str(), path) {
            (_, Some(path)) => workspace.put(&path, &text),
            ("sh", None) => text.lines().for_each(|line| run_line(&workspace, line)),
            ("rust", None) if text.contains("fn main()") => programs.push(text),
            ("rust", None) => {
                let _ = writeln!(
                    functions,
                    "async fn block{}(client: CLIENT::Client) -> Result<(), Box<dyn std::error::Error>> {{\n{text}Ok(())\n}}",
                    text.len()
                );
            }
            _ => {}
        }
    }
    if !functions.is_empty() {
        programs.push(format!(
            "#![allow(dead_code, unused_variables, reason = \"parts of a page\")]\n{functions}fn main() {{}}\n"
        ));
    }
    if !programs.is_empty() {
        check(&mut workspace, &programs);
    }
}

/// Compiles programs as examples of the first client in the project file.
#[track_caller]
fn check(workspace: &mut Workspace, programs: &[String]) {
    let table = |path: &str| -> toml::Table {
        let text = fs::read_to_string(workspace.folder().join(path)).unwrap();
        text.parse().unwrap()
    };
    let folder = table("codegen.toml")["client"][0]["out"]
        .as_str()
        .unwrap()
        .to_owned();
    let manifest = table(&format!("{folder}/Cargo.toml"));
    let package = manifest["package"]["name"].as_str().unwrap();
    for (number, program) in programs.iter().enumerate() {
        let text = program.replace("CLIENT", &package.replace('-', "_"));
        workspace.put(&format!("{folder}/examples/book{number}.rs"), &text);
    }
    workspace.cargo(
        &[
            "check",
            "--package",
            package,
            "--examples",
            "--features",
            "mock",
        ],
        "",
    );
}

/// Runs a command of a page.
#[track_caller]
fn run_line(workspace: &Workspace, line: &str) {
    let (command, comment) = line.split_once(" # ").unwrap_or((line, ""));
    let mut words = command
        .split_whitespace()
        .map(|word| word.trim_matches('\''));
    match words.next() {
        None => {}
        Some("openapi-fragment") => {
            let expected = match comment {
                "exits with 1" => Status::Failure,
                _ => Status::Success,
            };
            let (mut stdout, mut stderr) = (StripStream::new(vec![]), StripStream::new(vec![]));
            let mut context = Context::new(workspace.folder().to_owned(), &mut stdout, &mut stderr);
            let args = ["openapi-fragment"]
                .into_iter()
                .chain(words)
                .map(Into::into);
            let status = openapi_fragment::run(args, &mut context);
            let stderr = String::from_utf8(stderr.into_inner()).unwrap();
            assert_eq!(status, expected, "{line}\n{stderr}");
        }
        Some("cargo") => {
            let args: Vec<&str> = words.collect();
            workspace.cargo(&args, "");
        }
        Some(_) => panic!("neither a verb nor cargo: {line}"),
    }
}

/// The pages that the table of contents lists.
fn pages() -> BTreeSet<String> {
    let summary = read("SUMMARY.md");
    let links = summary.split("](").skip(1);
    let pages = links.filter_map(|link| Some(link.split_once(')')?.0.to_owned()));
    pages.collect()
}

#[test]
fn the_table_of_contents_lists_all_pages() {
    let files = fs::read_dir(DOCS).unwrap();
    let paths = files.map(|file| file.unwrap().path());
    let paths = paths.filter(|path| path.extension().is_some_and(|it| it == "md"));
    let names = paths.map(|path| path.file_name().unwrap().to_str().unwrap().to_owned());
    assert_eq!(pages(), names.filter(|name| name != "SUMMARY.md").collect());
}

#[test]
fn every_page_runs() {
    for page in pages() {
        run(&page);
    }
}
