//! One folder for each construct: what it becomes, word by word.
//!
//! A folder of `tests/fixtures` holds
//!
//! - `spec.yaml`: a piece of a specification. What a document needs besides, the doors add: to a
//!   piece of schemas alone, a call for each that sends and receives it.
//! - `output.snap`: the code that it becomes, and `warnings.snap`: what is said about it.
//! - `beside/`: the files that the piece refers to.
//! - `values.yaml`, beside schemas: for each the JSON values that its type accepts without loss,
//!   and those that it refuses.
//! - `calls.rs`, beside paths: calls as a user writes them, and `calls.snap`: what they send and
//!   return.
//!
//! `goldens` compiles all of them, and puts the values and the calls to use.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use generator::Output;

use super::doors::{self, Files};

/// Declares a test for each folder of `tests/fixtures`.
macro_rules! fixtures {
    ($($name:ident)*) => {
        /// The names of all fixtures.
        pub(super) const ALL: &[&str] = &[$(stringify!($name)),*];

        $(
            #[test]
            fn $name() {
                check_fixture(stringify!($name));
            }
        )*
    };
}

fixtures! {
    additional_properties
    aliases
    all_of_contradictions
    all_of_merged
    all_of_one_reference
    answers
    arrays
    body_fields
    call_names
    components
    deprecated
    descriptions
    directions
    envelope
    equal_types
    failures
    field_docs
    field_names
    fields
    formats
    form_encodings
    forms
    header_parameters
    inline_types
    nullable_3_0
    nullable_3_1
    nullable_unsaid
    one_way_properties
    optional_body
    other_enums
    pages
    parameter_styles
    path_parameters
    path_templates
    pattern_properties
    placement
    prefix_items
    query_parameters
    recursive_types
    references
    references_files
    required_undeclared
    response_headers
    security_alternatives
    security_by_hand
    security_none
    security_one
    security_places
    servers
    streams
    string_enums
    subtypes
    type_names
    unions_beside_properties
    unions_of_each_other
    unions_of_one_type
    unions_of_subtypes
    unions_shared_texts
    unions_tagged
    unions_tagged_by_constants
    unions_untagged
    untyped_objects
    uploads
    webhooks_and_callbacks
    whole_bodies
}

/// A fixture.
pub(super) struct Fixture {
    pub(super) name: &'static str,
    pub(super) folder: PathBuf,
    /// The piece of a specification that it is about.
    pub(super) spec: String,
    /// The files that it refers to.
    files: Files,
}

impl Fixture {
    #[track_caller]
    pub(super) fn read(name: &'static str) -> Self {
        let folder = folder().join(name);
        let spec = fs::read_to_string(folder.join("spec.yaml")).unwrap();
        let files = Files(files(&folder.join("beside"), ""));
        Self {
            name,
            folder,
            spec,
            files,
        }
    }

    /// What its package is made of.
    #[track_caller]
    pub(super) fn generated(&self, package: &str) -> Output {
        self.whole(package, &doors::completed(&self.spec))
    }

    /// What a document becomes that refers to the same files.
    #[track_caller]
    pub(super) fn whole(&self, package: &str, document: &str) -> Output {
        doors::whole_beside(package, document, &self.files)
    }

    /// The public names of its crate.
    pub(super) fn surface(&self) -> Vec<String> {
        doors::surface_beside(&doors::completed(&self.spec), &self.files)
    }

    /// The calls that are made of it, in Rust.
    pub(super) fn calls(&self) -> Option<String> {
        fs::read_to_string(self.folder.join("calls.rs")).ok()
    }

    /// Whether it is about schemas alone.
    pub(super) fn is_schemas(&self) -> bool {
        !doors::has(&self.spec, "paths")
    }

    /// The name of its package.
    pub(super) fn package(&self) -> String {
        self.name.replace('_', "-")
    }
}

/// The files in a folder and below it.
pub(super) fn files(folder: &Path, within: &str) -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let of_entry = |entry: fs::DirEntry| {
        let name = format!("{within}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            return files(&entry.path(), &format!("{name}/"));
        }
        let text = fs::read_to_string(entry.path()).unwrap();
        BTreeMap::from([(name, text)])
    };
    entries.flat_map(|entry| of_entry(entry.unwrap())).collect()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

#[track_caller]
fn check_fixture(name: &'static str) {
    let fixture = Fixture::read(name);
    let output = fixture.generated(&fixture.package());
    check_snapshot(&fixture, "output", &doors::told(&fixture.spec, &output));
    check_snapshot(
        &fixture,
        "warnings",
        &doors::warnings(&fixture.spec, &output),
    );
}

/// Compares a text with the snapshot of this name in the fixture's folder.
/// There is none for an empty text.
#[track_caller]
pub(super) fn check_snapshot(fixture: &Fixture, name: &str, text: &str) {
    let path = fixture.folder.join(format!("{name}.snap"));
    if text.is_empty() {
        assert!(!path.exists(), "{} is out of date", path.display());
        return;
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(&fixture.folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

#[test]
fn every_folder_is_a_test() {
    let folders = fs::read_dir(folder()).unwrap();
    let folders: BTreeSet<String> = folders
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(folders, ALL.iter().map(ToString::to_string).collect());
}
