//! What comes with every client: the runtime, and the first files of a crate.

use crate::model::Model;
use crate::{File, Kind, Settings};
use include_dir::{Dir, include_dir};

static RUNTIME: Dir = include_dir!("$CARGO_MANIFEST_DIR/../generated/src/runtime");

/// The name of a package, as code spells it.
pub(crate) fn crate_name(package: &str) -> String {
    package.replace('-', "_")
}

/// The files beside `src/api`.
pub(crate) fn files(model: &Model, settings: &Settings) -> Vec<File> {
    let _ = (model, settings);
    let mut files = Vec::new();
    runtime(&RUNTIME, &mut files);
    files
}

fn runtime(dir: &Dir, files: &mut Vec<File>) {
    for file in dir.files() {
        let path = format!("src/runtime/{}", file.path().display()).replace('\\', "/");
        let text = file.contents_utf8().unwrap_or_default().to_owned();
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
