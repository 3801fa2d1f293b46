//! What comes with every client: the runtime, and the first files of a crate.

mod manifest;

use crate::model::Model;
use crate::rust::format;
use crate::rust::items;
use crate::{File, Kind, Settings};
use include_dir::{Dir, include_dir};

static RUNTIME: Dir = include_dir!("$CARGO_MANIFEST_DIR/../generated/src/runtime");

/// What begins the tests of a module, which are its end.
const TESTS: &str = "\n#[cfg(test)]\nmod tests {";

/// What a user is told on the first line of a file that is theirs.
const YOURS: &str = "// Written once by `cargo xtask codegen`; from now on this file is yours.";

/// The name of a package, as code spells it.
pub(crate) fn crate_name(package: &str) -> String {
    package.replace('-', "_")
}

/// The files beside `src/api`.
pub(crate) fn files(model: &Model, settings: &Settings) -> Result<Vec<File>, String> {
    let mut files = Vec::new();
    runtime(&RUNTIME, &mut files);
    let library = items::crate_root(model, &crate_name(&settings.package));
    let scaffold = [
        (
            "Cargo.toml",
            manifest::manifest(&settings.package, &model.title, &model.features())?,
        ),
        ("src/lib.rs", format::format("src/lib.rs", library, YOURS)?),
    ];
    files.extend(scaffold.map(|(path, text)| File {
        path: path.to_owned(),
        text,
        kind: Kind::Scaffold,
    }));
    Ok(files)
}

/// In a crate of its own the runtime is written by codegen like the rest, and
/// says so on its first line.
fn runtime(dir: &Dir, files: &mut Vec<File>) {
    for file in dir.files() {
        let path = format!("src/runtime/{}", file.path().display()).replace('\\', "/");
        let text = file.contents_utf8().unwrap_or_default();
        let body = text.split_once('\n').map_or(text, |(_, body)| body);
        // Its own tests are run where it is written, and need what no client does.
        let body = body.split(TESTS).next().unwrap_or(body);
        let text = format!("{}, the same for every API.\n{body}", crate::HEADER);
        files.push(File {
            path,
            text,
            kind: Kind::Runtime,
        });
    }
    for dir in dir.dirs() {
        runtime(dir, files);
    }
}
