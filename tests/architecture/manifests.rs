//! The manifest of new clients, and those of this workspace, list the same.

use toml::{Table, Value};

use super::read;

/// The manifest that codegen writes.
const NEW: &str = "generator/runtime/client.toml";

fn table(path: &str, name: &str) -> Table {
    let mut manifest: Table = read(path).parse().unwrap();
    match manifest.remove(name) {
        Some(Value::Table(table)) => table,
        _ => panic!("{path} has no [{name}]"),
    }
}

/// A dependency as a table. What it inherits from the workspace is written out.
fn written_out(dependency: &Value, shared: Option<&Value>) -> Table {
    let as_table = |it: &Value| match it {
        Value::Table(table) => table.clone(),
        version => Table::from_iter([("version".to_owned(), version.clone())]),
    };
    let mut own = as_table(dependency);
    if own.remove("workspace").is_none() {
        return own;
    }
    let mut all = as_table(shared.unwrap());
    for (key, value) in own {
        match (all.get_mut(&key), value) {
            (Some(Value::Array(all)), Value::Array(own)) => all.extend(own),
            (_, value) => drop(all.insert(key, value)),
        }
    }
    all
}

#[test]
fn clients_depend_on_the_versions_that_the_runtime_is_tested_with() {
    let workspace = table("Cargo.toml", "workspace");
    let shared = workspace["dependencies"].as_table().unwrap();
    let dependencies = |path| -> Vec<(String, Table)> {
        let list = table(path, "dependencies").into_iter();
        list.map(|(name, it)| {
            let it = written_out(&it, shared.get(&name));
            (name, it)
        })
        .collect()
    };
    let new = dependencies(NEW);
    assert_eq!(new, dependencies("tests/runtime/Cargo.toml"));
    assert_eq!(new, dependencies("generated/Cargo.toml"));
    assert_eq!(new, dependencies("tests/github-releases/Cargo.toml"));
    let package = table(NEW, "package");
    for key in ["edition", "rust-version"] {
        assert_eq!(package[key], workspace["package"][key]);
    }
}

#[test]
fn all_clients_have_the_features_of_the_runtime() {
    let new = table(NEW, "features");
    assert_eq!(new, table("tests/runtime/Cargo.toml", "features"));
    assert_eq!(new, table("generated/Cargo.toml", "features"));
    assert_eq!(new, table("tests/github-releases/Cargo.toml", "features"));
}
