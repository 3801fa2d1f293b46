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
    let mut workspace = Workspace::empty(&format!("book-{}", page.trim_end_matches(".md")));
    workspace.put(
        "Cargo.toml",
        "[workspace]\nresolver = \"3\"\nmembers = [\"clients/*\"]\n",
    );
    let mut programs = Vec::new();
    let mut functions = String::new();
    for Block {
        language,
        path,
        text,
    } in blocks(&read(page))
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

/// Compiles programs as examples of the only client of the workspace.
#[track_caller]
fn check(workspace: &mut Workspace, programs: &[String]) {
    let clients = fs::read_dir(workspace.folder().join("clients")).unwrap();
    let client = clients.last().unwrap().unwrap().path();
    let manifest: toml::Table = fs::read_to_string(client.join("Cargo.toml"))
        .unwrap()
        .parse()
        .unwrap();
    let package = manifest["package"]["name"].as_str().unwrap().to_owned();
    let folder = client.file_name().unwrap().to_str().unwrap().to_owned();
    for (number, program) in programs.iter().enumerate() {
        let text = program.replace("CLIENT", &package.replace('-', "_"));
        workspace.put(&format!("clients/{folder}/examples/book{number}.rs"), &text);
    }
    workspace.cargo(&["check", "--package", &package, "--examples"], "");
}

/// Runs a command of a page.
#[track_caller]
fn run_line(workspace: &Workspace, line: &str) {
    let (command, comment) = line.split_once(" # ").unwrap_or((line, ""));
    let mut words = command.split_whitespace();
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

#[test]
fn the_table_of_contents_lists_all_pages() {
    let summary = read("SUMMARY.md");
    let listed = summary
        .split("](")
        .skip(1)
        .filter_map(|it| Some(it.split_once(')')?.0));
    let listed: BTreeSet<String> = listed.map(str::to_owned).collect();
    let files = fs::read_dir(DOCS)
        .unwrap()
        .map(|entry| entry.unwrap().file_name());
    let names = files.map(|name| name.into_string().unwrap());
    let pages: BTreeSet<String> = names
        .filter(|name| name.ends_with(".md") && name != "SUMMARY.md")
        .collect();
    assert_eq!(listed, pages);
}

macro_rules! pages {
    ($($name:ident: $page:literal,)*) => {
        $(
            #[test]
            fn $name() {
                run($page);
            }
        )*

        #[test]
        fn all_pages_run() {
            let pages: BTreeSet<&str> = [$($page),*].into();
            let summary = read("SUMMARY.md");
            let missing = pages.iter().filter(|page| !summary.contains(**page)).count();
            assert_eq!((missing, pages.len()), (0, summary.matches("](").count()));
        }
    };
}

pages! {
    the_page_on_operations_runs: "operations.md",
    the_page_on_overlays_runs: "overlays.md",
    the_page_on_pagination_runs: "pagination.md",
    the_page_on_errors_runs: "errors.md",
    the_page_on_ci_runs: "ci.md",
    the_page_on_upgrading_runs: "upgrading.md",
}
