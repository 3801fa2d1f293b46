//! A fixture for each construct, with the generated code.
//!
//! A folder of `tests/fixtures` contains
//!
//! - `spec.yaml`: a part of a specification. The harness completes it. If it has only schemas, the
//!   harness adds an operation for each that sends and receives it.
//! - `output.snap`: the generated code, and `warnings.snap`: the warnings.
//! - `beside/`: files that the specification refers to.
//! - `values.yaml`: for each schema, JSON values that its type preserves, and values that it rejects.
//! - `calls.rs`: calls in Rust, and `calls.snap`: their requests and results.
//!
//! `goldens` compiles all of them, and runs the values and calls.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use generator::Output;

use super::harness::{self, Files};

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
    additional_operations
    additional_properties
    aliases
    all_of_contradictions
    all_of_merged
    all_of_one_reference
    answers
    arrays
    body_fields
    call_names
    client_parameters
    components
    date_times
    deprecated
    descriptions
    directions
    discriminator_mappings
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
    integer_enums
    media_types
    method_names
    nested_values
    nullable_3_0
    nullable_3_1
    nullable_by_any
    nullable_unsaid
    numbers
    one_way_properties
    operation_docs
    optional_body
    other_enums
    page_rules
    pages
    parameter_styles
    path_parameters
    path_templates
    pattern_properties
    placement
    prefix_items
    query_parameters
    query_strings
    received_bodies
    recursive_types
    redirects
    references
    references_anywhere
    references_files
    repetition
    required_setters
    required_undeclared
    response_headers
    security_alternatives
    security_by_hand
    security_none
    security_one
    security_places
    servers
    streams
    shared_types
    string_enums
    subtypes
    type_names
    unions_beside_properties
    unions_of_each_other
    unions_of_one_type
    unions_of_subtypes
    unions_of_unions
    unions_shared_texts
    unions_tagged
    unions_tagged_by_constants
    unions_untagged
    unnamed_operations
    unions_with_default
    untyped_objects
    uploads
    webhooks_and_callbacks
    whole_bodies
}

/// A fixture.
pub(super) struct Fixture {
    pub(super) name: &'static str,
    pub(super) folder: PathBuf,
    /// `spec.yaml`
    pub(super) spec: String,
    /// The files in `beside/`.
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

    /// Generates its package.
    #[track_caller]
    pub(super) fn generated(&self, package: &str) -> Output {
        self.whole(package, &harness::completed(&self.spec))
    }

    /// Generates a package from another document that refers to the same files.
    #[track_caller]
    pub(super) fn whole(&self, package: &str, document: &str) -> Output {
        harness::whole_beside(package, document, &self.files)
    }

    /// The public items of its crate.
    pub(super) fn public_items(&self) -> Vec<String> {
        harness::public_items_beside(&harness::completed(&self.spec), &self.files)
    }

    /// `calls.rs`
    pub(super) fn calls(&self) -> Option<String> {
        fs::read_to_string(self.folder.join("calls.rs")).ok()
    }

    /// Whether it has only schemas.
    pub(super) fn is_schemas(&self) -> bool {
        !harness::has(&self.spec, "paths")
    }

    /// The name of its package.
    pub(super) fn package(&self) -> String {
        self.name.replace('_', "-")
    }
}

/// The files in and below a folder.
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
    check_snapshot(&fixture, "output", &harness::told(&fixture.spec, &output));
    check_snapshot(
        &fixture,
        "warnings",
        &harness::warnings(&fixture.spec, &output),
    );
}

/// Compares a text with a snapshot in the folder of the fixture. An empty text has no snapshot.
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
