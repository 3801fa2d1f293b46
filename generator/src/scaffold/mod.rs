//! The files of a client beside `src/api`: the runtime, and the first files of a crate.

mod manifest;
#[cfg(test)]
mod tests;

use crate::model::Model;
use crate::rust::{format, items};
use crate::{File, Kind, Settings};
use include_dir::{Dir, include_dir};

static RUNTIME: Dir = include_dir!("$CARGO_MANIFEST_DIR/../generated/src/runtime");

/// The first line of a file that codegen writes only once.
const SCAFFOLD_HEADER: &str =
    "// Written once by openapi-fragment; from now on this file is yours.";

/// The name of a package in code.
pub(crate) fn crate_name(package: &str) -> String {
    package.replace('-', "_")
}

/// The names of the crates that every client depends on, as in code. A client cannot have one of
/// these names, since its documentation tests could not tell them apart.
#[must_use]
pub fn dependencies() -> Vec<String> {
    manifest::dependencies()
}

/// The runtime, `Cargo.toml` and `src/lib.rs`.
pub(crate) fn files(model: &Model, settings: &Settings) -> Result<Vec<File>, String> {
    let mut files = Vec::new();
    push_runtime(&RUNTIME, &mut files);
    let crate_root = items::crate_root(model, &crate_name(&settings.package));
    let scaffold = [
        (
            "Cargo.toml",
            manifest::manifest(&settings.package, &model.title, &model.features())?,
        ),
        (
            "src/lib.rs",
            format::format("src/lib.rs", crate_root, SCAFFOLD_HEADER)?.0,
        ),
    ];
    files.extend(scaffold.map(|(path, text)| File {
        path: path.to_owned(),
        text,
        kind: Kind::Scaffold,
    }));
    Ok(files)
}

/// Copies the runtime. The first line of each file says that codegen wrote it.
fn push_runtime(dir: &Dir, files: &mut Vec<File>) {
    for file in dir.files() {
        let path = format!("src/runtime/{}", file.path().display()).replace('\\', "/");
        let source = file.contents_utf8().unwrap_or_default();
        let body = source.split_once('\n').map_or(source, |(_, body)| body);
        let body = without_tests(body);
        let text = format!("{}, the same for every API.\n{body}", crate::HEADER);
        files.push(File {
            path,
            text,
            kind: Kind::Runtime,
        });
    }
    for dir in dir.dirs() {
        push_runtime(dir, files);
    }
}

/// Removes the unit tests of a module: they may use crates that a client does not depend on.
///
/// The source is formatted, so an item ends at the first line that is only a brace, or that is not
/// indented and ends with a semicolon.
fn without_tests(source: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut lines = source.lines();
    while let Some(line) = lines.next() {
        if line == "#[cfg(test)]" {
            let is_end =
                |line: &&str| *line == "}" || line.ends_with(';') && !line.starts_with(' ');
            lines.by_ref().find(is_end);
            kept.pop_if(|line| line.is_empty());
        } else {
            kept.push(line);
        }
    }
    kept.join("\n") + "\n"
}
