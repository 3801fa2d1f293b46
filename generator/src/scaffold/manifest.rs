//! `Cargo.toml` of a new client: the manifest of the runtime, with the values inherited from the
//! workspace written out. So the dependencies of both are the same.

use std::fmt;

use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, Value};

use crate::SharedRuntime;

const MANIFEST: &str = include_str!("../../runtime/Cargo.toml");
const WORKSPACE: &str = include_str!("../../../Cargo.toml");

/// The sections that are copied.
const SECTIONS: [&str; 3] = ["package", "features", "dependencies"];

/// The manifest of a package.
pub(super) struct Manifest(DocumentMut);

impl Manifest {
    /// The manifest of a package with the runtime.
    pub(super) fn new(package: &str, description: &str) -> Result<Self, String> {
        let mut manifest: DocumentMut = MANIFEST.parse().map_err(|error| message(&error))?;
        let workspace: DocumentMut = WORKSPACE.parse().map_err(|error| message(&error))?;
        manifest.retain(|section, _| SECTIONS.contains(&section));
        let mut manifest = Self(manifest);
        if let Some(table) = manifest.table("package") {
            let inherited = &workspace["workspace"]["package"];
            set_package(table, inherited, package, description);
        }
        for (name, dependency) in manifest
            .table("dependencies")
            .into_iter()
            .flat_map(|table| table.iter_mut())
        {
            inline_inherited(
                dependency,
                &workspace["workspace"]["dependencies"][name.get()],
            );
        }
        Ok(manifest)
    }

    fn table(&mut self, name: &str) -> Option<&mut Table> {
        self.0.get_mut(name).and_then(Item::as_table_mut)
    }

    /// Replaces the dependencies by the crate of the runtime, whose features the features enable.
    pub(super) fn depend_on(&mut self, runtime: &SharedRuntime) {
        if let Some(features) = self.table("features") {
            for (feature, enables) in features.iter_mut() {
                if feature.get() != "default" {
                    let of_runtime = format!("{}/{}", runtime.package, feature.get());
                    *enables = toml_edit::value(Array::from_iter([of_runtime]));
                }
            }
        }
        if let Some(dependencies) = self.table("dependencies") {
            dependencies.clear();
            let dependency = InlineTable::from_iter([
                ("path", Value::from(&runtime.path)),
                ("default-features", Value::from(false)),
            ]);
            dependencies[&runtime.package] = toml_edit::value(dependency);
        }
    }

    /// Adds the features of the resources, all of them to the default features.
    pub(super) fn add_resource_features(&mut self, features: &[String]) {
        if let Some(table) = self.table("features") {
            add_features(table, features);
        }
    }
}

impl fmt::Display for Manifest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The names of the dependencies of every client, as in code.
pub(super) fn dependencies() -> Vec<String> {
    let manifest: DocumentMut = MANIFEST.parse().unwrap_or_default();
    let dependencies = manifest.get("dependencies").and_then(Item::as_table);
    let names = dependencies.into_iter().flat_map(Table::iter);
    names.map(|(name, _)| super::crate_name(name)).collect()
}

fn message(error: &toml_edit::TomlError) -> String {
    format!("the embedded manifest is not valid TOML: {error}")
}

/// Sets the name, version and description, and removes what is particular to our own client.
fn set_package(table: &mut Table, inherited: &Item, package: &str, description: &str) {
    table.retain(|key, _| {
        [
            "name",
            "version",
            "description",
            "edition",
            "rust-version",
            "metadata",
        ]
        .contains(&key)
    });
    table["name"] = toml_edit::value(package);
    table["version"] = toml_edit::value("0.1.0");
    table["description"] = toml_edit::value(description);
    for key in ["edition", "rust-version"] {
        table[key] = inherited[key].clone();
    }
}

/// Adds the features of the resources, all of them to the default features.
fn add_features(table: &mut Table, features: &[String]) {
    for feature in features {
        table[feature] = toml_edit::value(Array::new());
    }
    if let Some(first) = features.first()
        && let Some(mut key) = table.key_mut(first)
    {
        let comment = "# One for each top-level resource: without it, the resource and its types are omitted.\n";
        key.leaf_decor_mut().set_prefix(comment);
    }
    let default = table.get_mut("default").and_then(Item::as_array_mut);
    if let Some(default) = default.filter(|_| !features.is_empty()) {
        default.extend(features);
        for feature in default.iter_mut() {
            feature.decor_mut().set_prefix("\n    ");
        }
        default.set_trailing("\n");
        default.set_trailing_comma(true);
    }
}

/// Replaces `workspace = true` by the dependency of the workspace.
fn inline_inherited(dependency: &mut Item, shared: &Item) {
    let mut merged = match shared.as_value() {
        Some(Value::InlineTable(shared)) => shared.clone(),
        Some(version) => InlineTable::from_iter([("version", version.clone())]),
        None => return,
    };
    let own = dependency.as_table_like();
    let own = own
        .into_iter()
        .flat_map(|own| own.iter())
        .filter_map(|(key, item)| Some((key, item.as_value()?)));
    for (key, value) in own.filter(|(key, _)| *key != "workspace") {
        match (merged.get_mut(key), value) {
            (Some(Value::Array(shared)), Value::Array(own)) => shared.extend(own.iter().cloned()),
            _ => {
                merged.insert(key, value.clone());
            }
        }
    }
    merged.decor_mut().clear();
    merged.fmt();
    if let Some(Value::Array(features)) = merged.get_mut("features") {
        features.fmt();
    }
    *dependency = match merged.get("version") {
        Some(version) if merged.len() == 1 => Item::Value(without_decor(version)),
        _ => Item::Value(Value::InlineTable(merged)),
    };
}

fn without_decor(version: &Value) -> Value {
    let mut version = version.clone();
    version.decor_mut().clear();
    version
}

#[cfg(test)]
mod tests {
    use super::Manifest;
    use crate::SharedRuntime;

    fn manifest(runtime: Option<&SharedRuntime>) -> String {
        let mut manifest = Manifest::new("pet-store", "Pet \"Store\": a typed client.").unwrap();
        if let Some(runtime) = runtime {
            manifest.depend_on(runtime);
        }
        manifest.add_resource_features(&["pets".to_owned()]);
        manifest.to_string()
    }

    #[test]
    fn a_client_of_a_shared_runtime_depends_only_on_it() {
        let runtime = SharedRuntime {
            package: "our-runtime".to_owned(),
            path: "../runtime".to_owned(),
        };
        let text = manifest(Some(&runtime));
        let (_, dependencies) = text.split_once("[dependencies]\n").unwrap();
        assert_eq!(
            dependencies,
            "our-runtime = { path = \"../runtime\", default-features = false }\n"
        );
        assert!(
            text.contains("\nblocking = [\"our-runtime/blocking\"]\n"),
            "{text}"
        );
        assert!(text.contains("\npets = []\n"), "{text}");
    }

    #[test]
    fn a_manifest_does_not_depend_on_a_workspace() {
        let text = manifest(None);
        assert!(!text.contains("workspace"), "{text}");
        assert!(text.contains("name = \"pet-store\""), "{text}");
        assert!(
            text.contains("description = 'Pet \"Store\": a typed client.'"),
            "{text}"
        );
        assert!(
            text.contains("features = [\"float_roundtrip\", \"raw_value\"]"),
            "{text}"
        );
        assert!(
            text.contains("    \"async\",\n    \"round-trip\",\n    \"pets\",\n]"),
            "{text}"
        );
        assert!(text.contains("\npets = []\n"), "{text}");
    }
}
