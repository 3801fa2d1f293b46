//! `Cargo.toml` of a new client.

use std::fmt;

use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, Value};

use crate::SharedRuntime;

/// The manifest of a client without a name and a description. A test compares its dependencies with
/// those that this workspace tests the runtime with.
const MANIFEST: &str = include_str!("../../runtime/client.toml");

/// The manifest of a package.
pub(super) struct Manifest(DocumentMut);

impl Manifest {
    /// The manifest of a package with the runtime.
    pub(super) fn new(package: &str, description: &str) -> Result<Self, String> {
        let manifest = MANIFEST.parse::<DocumentMut>();
        let mut manifest = manifest
            .map_err(|error| format!("the embedded manifest is not valid TOML: {error}"))?;
        manifest["package"]["name"] = toml_edit::value(package);
        manifest["package"]["description"] = toml_edit::value(description);
        Ok(Self(manifest))
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
                    let own = enables.as_array().into_iter().flat_map(Array::iter);
                    let own = own.filter_map(Value::as_str).map(str::to_owned);
                    let own = own.filter(|enabled| !enabled.contains([':', '/']));
                    *enables = toml_edit::value(own.chain([of_runtime]).collect::<Array>());
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

    pub(super) fn remove_dependencies<'n>(&mut self, names: impl IntoIterator<Item = &'n str>) {
        if let Some(dependencies) = self.table("dependencies") {
            for name in names {
                dependencies.remove(name);
            }
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
        assert!(
            text.contains("\nmock = [\"round-trip\", \"our-runtime/mock\"]\n"),
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
