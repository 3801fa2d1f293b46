//! The files of a client beside `src/api`: the runtime, and the first files of a crate. And the crate
//! of a runtime that several clients share.

mod manifest;
mod runtime;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use self::manifest::Manifest;
use crate::model::Model;
use crate::rust::{docs, format, items};
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
    let mut manifest = Manifest::new(
        &settings.package,
        &format!("{}: a typed client.", docs::single_line(&model.title)),
    )?;
    let mut files = if let Some(shared) = &settings.runtime {
        manifest.depend_on(shared);
        vec![runtime::reexport(&crate_name(&shared.package))]
    } else {
        let omitted = runtime::omitted(api);
        manifest.remove_dependencies(runtime::unused_dependencies(&omitted));
        runtime::files(&omitted)
    };
    manifest.add_resource_features(&model.features());
    let crate_root = items::crate_root(model, &crate_name(&settings.package));
    let crate_root = format::format("src/lib.rs", |_| crate_root, SCAFFOLD_HEADER)?.0;
    files.push(scaffold("Cargo.toml", manifest.to_string()));
    files.push(scaffold("src/lib.rs", crate_root));
    Ok(files)
}

/// The files of a crate with the whole runtime, for several clients.
///
/// # Errors
///
/// Fails only if there is a bug in the generator.
pub fn shared_runtime(package: &str) -> Result<Vec<File>, String> {
    let mut files = runtime::files(&BTreeSet::new());
    let manifest = Manifest::new(package, "The runtime of generated clients.")?;
    files.push(scaffold("Cargo.toml", manifest.to_string()));
    let crate_root = format!(
        "{SCAFFOLD_HEADER}\n\n\
         //! The runtime of generated clients. They export what their users need of it.\n\n\
         #[rustfmt::skip]\n\
         pub mod runtime;\n"
    );
    files.push(scaffold("src/lib.rs", crate_root));
    Ok(files)
}

fn scaffold(path: &str, text: String) -> File {
    File {
        path: path.to_owned(),
        text,
        kind: Kind::Scaffold,
    }
}
