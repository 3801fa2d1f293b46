//! The harness of the tests of the generator.
//!
//! A test provides a part of a specification, a *piece*. The harness appends what a valid document
//! needs besides, so that line numbers stay the same.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use generator::{
    Amount, Diagnostic, File, HEADER, Kind, LoadError, Loader, Output, Settings, Source, Sources,
    Style,
};
use serde_json::{Value, json};

/// The file name of the piece in diagnostics.
const NAME: &str = "spec.yaml";

/// Generates a package from a piece without errors.
#[track_caller]
pub(super) fn generated(package: &str, piece: &str) -> Output {
    whole(package, &completed(piece))
}

/// Like [`whole`], for a document that refers to other files.
#[track_caller]
pub(super) fn whole_beside(package: &str, document: &str, files: &Files) -> Output {
    let sources = Sources::new(source(document)).with_loader(files);
    generate(&sources, package).unwrap_or_else(|found| panic!("{}", shown(&sources, &found)))
}

/// The public items of the client of a whole document.
pub(super) fn public_items(document: &str) -> Vec<String> {
    generator::semver::items(&source(document).into()).unwrap()
}

/// Like [`public_items`], for a document that refers to other files.
pub(super) fn public_items_beside(document: &str, files: &Files) -> Vec<String> {
    generator::semver::items(&Sources::new(source(document)).with_loader(files)).unwrap()
}

/// The files that a piece refers to, by path.
#[derive(Default)]
pub(super) struct Files(pub(super) BTreeMap<String, String>);

impl Loader for Files {
    fn load(&self, path: &str) -> Result<Vec<u8>, LoadError> {
        let text = self.0.get(path).ok_or(LoadError::Missing)?;
        Ok(text.clone().into_bytes())
    }
}

/// The diagnostics of a piece that refers to other files, which are given by path and text.
#[track_caller]
pub(super) fn check_files_error(piece: &str, files: &[(&str, &str)]) -> String {
    let files = files
        .iter()
        .map(|(path, text)| ((*path).to_owned(), without_first_end(text).to_owned()));
    let files = Files(files.collect());
    let sources = Sources::new(source(&completed(piece))).with_loader(&files);
    match generate(&sources, "pieces") {
        Ok(_) => panic!("code was generated"),
        Err(found) => shown(&sources, &found),
    }
}

/// Generates a package from a whole document without errors.
#[track_caller]
pub(super) fn whole(package: &str, document: &str) -> Output {
    generate(&source(document).into(), package)
        .unwrap_or_else(|found| panic!("{}", rendered(document, &found)))
}

/// Generates our own client from its specification, or from an edited one.
#[track_caller]
pub(super) fn ours(document: &str) -> Output {
    let source = Source::new("spec/cloudflare-images.yaml", document);
    generate(&source.into(), "cloudflare-images")
        .unwrap_or_else(|found| panic!("{}", rendered(document, &found)))
}

fn generate(sources: &Sources, package: &str) -> Result<Output, Vec<Diagnostic>> {
    let package = package.to_owned();
    generator::generate(
        sources,
        &Settings {
            package,
            ..Settings::default()
        },
    )
}

/// The code of a piece: only the types if it has only schemas, else all of `src/api`.
#[track_caller]
pub(super) fn check(piece: &str) -> String {
    told(piece, &generated("pieces", piece))
}

/// The diagnostics of a piece with errors.
#[track_caller]
pub(super) fn check_error(piece: &str) -> String {
    refused(&completed(piece))
}

/// The diagnostics of a whole document with errors.
#[track_caller]
pub(super) fn refused(document: &str) -> String {
    let document = without_first_end(document);
    match generate(&source(document).into(), "pieces") {
        Ok(_) => panic!("code was generated"),
        Err(found) => rendered(document, &found),
    }
}

/// The warnings of a piece without errors.
#[track_caller]
pub(super) fn check_warning(piece: &str) -> String {
    warnings(piece, &generated("pieces", piece))
}

/// The warnings of an output.
pub(super) fn warnings(piece: &str, output: &Output) -> String {
    rendered(&completed(piece), &output.warnings)
}

/// The part of the output that depends on the piece.
pub(super) fn told(piece: &str, output: &Output) -> String {
    // The client builder is the same in all crates, except for `auth`. The test `mocks` is about the
    // mock.
    let is_told = |file: &&File| {
        let is_code = file.kind == Kind::Api && file.path != "src/api/rustfmt.toml";
        let is_own = !["src/api/client_builder.rs", "src/api/mock.rs"].contains(&&*file.path);
        is_code && is_own && (has(piece, "paths") || file.path == "src/api/types.rs")
    };
    let mut files: Vec<&File> = output.files.iter().filter(is_told).collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let mut text = String::new();
    for file in files {
        let _ = write!(text, "// {}\n\n{}\n", file.path, body(file));
    }
    text.trim_end().to_owned()
}

/// The text of a file without its header.
#[track_caller]
pub(super) fn body(file: &File) -> &str {
    assert!(file.text.starts_with(HEADER), "{} has no header", file.path);
    let body = file.text.splitn(3, '\n').nth(2).unwrap_or_default();
    body.trim_start_matches('\n')
}

/// The specification of our own client.
pub(super) fn our_spec() -> String {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../spec/cloudflare-images.yaml"
    );
    std::fs::read_to_string(path).unwrap()
}

/// The file with this path.
#[track_caller]
pub(super) fn file<'o>(output: &'o Output, path: &str) -> &'o File {
    let file = output.files.iter().find(|file| file.path == path);
    file.unwrap_or_else(|| panic!("there is no {path}"))
}

/// Completes a piece to a document.
pub(super) fn completed(piece: &str) -> String {
    let mut text = format!("{}\n", without_first_end(piece).trim_end());
    if !has(piece, "openapi") {
        text.push_str("openapi: 3.1.0\n");
    }
    if !has(piece, "info") {
        text.push_str("info: { title: Pieces, version: \"1\" }\n");
    }
    if !has(piece, "paths") {
        let names = schemas(piece).into_iter().enumerate();
        let paths: serde_json::Map<String, Value> = names
            .map(|(number, name)| (format!("/{number}"), exchange(number, &name)))
            .collect();
        let _ = writeln!(text, "paths: {}", Value::Object(paths));
    }
    text
}

/// Removes the newline at the start of a literal.
fn without_first_end(text: &str) -> &str {
    text.strip_prefix('\n').unwrap_or(text)
}

/// An operation that sends and receives a schema, without additional types. Its name contains the
/// number of the schema, which is unique.
fn exchange(number: usize, schema: &str) -> Value {
    let list =
        json!({"type": "array", "items": {"$ref": format!("#/components/schemas/{schema}")}});
    let content = json!({"application/json": {"schema": list}});
    json!({
        "post": {
            "operationId": format!("exchange {number}"),
            "tags": ["pieces"],
            "requestBody": {"content": content},
            "responses": {"200": {"description": "", "content": content}},
        }
    })
}

/// The names of the schemas of a piece, in order.
pub(super) fn schemas(piece: &str) -> Vec<String> {
    let document: serde_yaml::Value = serde_yaml::from_str(piece).unwrap_or_default();
    let schemas = document["components"]["schemas"].as_mapping();
    let names = schemas.into_iter().flat_map(serde_yaml::Mapping::keys);
    names
        .filter_map(|name| name.as_str().map(str::to_owned))
        .collect()
}

/// Whether the root of a piece has a key.
pub(super) fn has(piece: &str, key: &str) -> bool {
    piece.lines().any(|line| {
        line.strip_prefix(key)
            .is_some_and(|rest| rest.starts_with(':'))
    })
}

fn source(text: &str) -> Source {
    Source::new(NAME, text)
}

fn rendered(text: &str, found: &[Diagnostic]) -> String {
    shown(&source(text).into(), found)
}

fn shown(sources: &Sources, found: &[Diagnostic]) -> String {
    generator::render(sources, found, Style::Plain, Amount::All)
        .trim_end()
        .to_owned()
}
