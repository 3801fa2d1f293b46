//! The files of a client beside `src/api`: the runtime, and the first files of a crate.

mod manifest;
mod runtime;
#[cfg(test)]
mod tests;

use crate::model::Model;
use crate::rust::{format, items};
use crate::{File, Kind, Settings};

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

/// The runtime for the code of an API, `Cargo.toml` and `src/lib.rs`.
pub(crate) fn files(api: &[File], model: &Model, settings: &Settings) -> Result<Vec<File>, String> {
    let mut files = runtime::files(api);
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
