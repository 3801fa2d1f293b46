//! Generation is deterministic.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;

use generator::{Kind, Output};

use super::fixtures::{ALL, Fixture};
use super::harness::{self, generated};

fn texts(output: &Output) -> Vec<(&str, &str)> {
    let files = output.files.iter();
    files.map(|file| (&*file.path, &*file.text)).collect()
}

#[test]
fn the_committed_files_are_up_to_date() {
    let output = harness::ours(&harness::our_spec());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated");
    let api = output.files.iter().filter(|file| file.kind == Kind::Api);
    for file in api.clone() {
        let committed = fs::read_to_string(folder.join(&file.path)).unwrap_or_default();
        assert!(
            committed == file.text,
            "{} is out of date: run `cargo xtask codegen`",
            file.path
        );
    }
    assert_eq!(count(&folder.join("src/api")), api.count());
}

/// The number of files in and below a folder.
fn count(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    entries
        .map(|entry| {
            if entry.file_type().unwrap().is_dir() {
                count(&entry.path())
            } else {
                1
            }
        })
        .sum()
}

/// Editors pass the text on standard input, or the file name, from within its folder.
#[test]
fn formatting_a_generated_file_changes_nothing() {
    let api = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated/src/api");
    for file in ["mod.rs", "client_builder.rs", "types.rs", "images/v1.rs"] {
        let path = api.join(file);
        let (folder, name) = (path.parent().unwrap(), path.file_name().unwrap());
        let rustfmt = || {
            let mut rustfmt = Command::new("rustfmt");
            rustfmt.args(["--edition", "2024"]).current_dir(folder);
            rustfmt
        };
        let checked = rustfmt().arg("--check").arg(name).output().unwrap();
        assert!(checked.status.success(), "{file}: {checked:?}");
        let input = fs::File::open(&path).unwrap();
        let formatted = rustfmt().stdin(input).output().unwrap();
        let committed = fs::read(&path).unwrap();
        assert!(formatted.stdout == committed, "{file}: {formatted:?}");
    }
}

/// Each `HashMap` has another seed, so an order that depended on one would differ.
#[test]
fn all_runs_have_the_same_output() {
    let specs = || ALL.iter().map(|name| Fixture::read(name));
    let first: Vec<Output> = specs().map(|it| it.generated("same")).collect();
    thread::scope(|scope| {
        let again = || specs().map(|it| it.generated("same")).collect::<Vec<_>>();
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(again)).collect();
        for thread in threads {
            for (first, again) in first.iter().zip(thread.join().unwrap()) {
                assert_eq!(texts(first), texts(&again));
                assert_eq!(first.warnings, again.warnings);
            }
        }
    });
}

#[test]
fn json_and_yaml_have_the_same_output() {
    // Documentation has the digits of the specification, and `serde_json` writes others there.
    for name in ALL.iter().filter(|name| **name != "numbers") {
        let fixture = Fixture::read(name);
        let document = harness::completed(&fixture.spec);
        let value: serde_json::Value = serde_yaml::from_str(&document).unwrap();
        let json = serde_json::to_string_pretty(&value).unwrap();
        let (yaml, json) = (fixture.generated("same"), fixture.whole("same", &json));
        assert_eq!(texts(&yaml), texts(&json), "{name}");
    }
}

/// A generated name depends only on the location of its schema.
#[test]
fn unrelated_schemas_do_not_change_names() {
    let pets = r#"
  /pets:
    get:
      operationId: pets.list
      responses:
        "200": { description: Pets., content: { application/json: { schema: { type: array, items: { type: object, properties: { tag: { type: object, properties: { name: { type: string } } } } } } } } }
"#;
    let shops = r#"
  /shops:
    get:
      operationId: shops.list
      responses:
        "200": { description: Shops., content: { application/json: { schema: { type: array, items: { type: object, properties: { tag: { type: object, properties: { name: { type: string } } } } } } } } }
"#;
    let alone = generated("same", &format!("paths:{pets}"));
    let pets_before = generated("same", &format!("paths:{pets}{shops}"));
    let pets_after = generated("same", &format!("paths:{shops}{pets}"));
    let file = |output| harness::file(output, "src/api/pets.rs").text.clone();
    assert_eq!(file(&alone), file(&pets_before));
    assert_eq!(file(&alone), file(&pets_after));
    let types = |output| harness::file(output, "src/api/types.rs").text.clone();
    assert_eq!(types(&pets_before), types(&pets_after));
    let structs = |output| -> Vec<String> {
        let lines = types(output);
        let lines = lines
            .lines()
            .filter(|line| line.trim_start().starts_with("pub struct"));
        lines.map(str::to_owned).collect()
    };
    let among_others = structs(&pets_after);
    assert!(structs(&alone).iter().all(|one| among_others.contains(one)));
    assert_eq!(structs(&alone).len(), 2);
}
