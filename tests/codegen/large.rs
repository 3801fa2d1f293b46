//! A client with many operations has features, so that users compile only the resources they need.

use std::fmt::Write as _;

use super::harness::{self, generated};

/// A specification of cats and dogs, with enough operations for a feature for each.
pub(super) fn spec() -> String {
    let mut spec = "x-client-parameters: [version]\npaths:\n".to_owned();
    for (one, kind) in [("cats", "Cat"), ("dogs", "Dog")] {
        for number in 0..51 {
            let _ = write!(
                spec,
                r##"
  /{one}/{number}:
    get:
      operationId: {one}.get{number}
      responses: {{ "200": {{ description: One., content: {{ application/json: {{ schema: {{ $ref: "#/components/schemas/{kind}" }} }} }} }} }}
"##
            );
        }
        let _ = write!(
            spec,
            r##"
  /{one}:
    patch:
      operationId: {one}.edit
      requestBody: {{ content: {{ application/json: {{ schema: {{ $ref: "#/components/schemas/{kind}Edit" }} }} }} }}
      responses: {{ "204": {{ description: Done. }} }}
"##
        );
    }
    spec.push_str(
        r##"
  /fish:
    patch:
      operationId: fish.edit
      parameters: [{ name: version, in: query, schema: { type: string, enum: [v1] } }]
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/FishEdit" } } } }
      responses: { "204": { description: Done. } }
"##,
    );
    spec.push_str("components:\n  schemas:\n    Owner: { type: object, properties: { since: { type: string, format: date-time } } }\n");
    spec.push_str("    Toys: { type: array, items: { $ref: \"#/components/schemas/Toy\" } }\n    Toy: { type: object, properties: { name: { type: string } } }\n");
    spec.push_str("    FishEdit: { type: object, properties: { name: { type: string } } }\n");
    for kind in ["Cat", "Dog"] {
        let _ = write!(
            spec,
            r##"
    {kind}: {{ type: object, properties: {{ owner: {{ $ref: "#/components/schemas/Owner" }}, size: {{ type: string, enum: [big, small] }}, born: {{ type: string, format: date }} }} }}
    {kind}Edit: {{ type: object, properties: {{ home: {{ $ref: "#/components/schemas/{kind}Home" }} }} }}
    {kind}Home: {{ type: object, required: [city], properties: {{ city: {{ type: string }}, toys: {{ $ref: "#/components/schemas/Toys" }} }} }}
"##
        );
    }
    spec
}

#[test]
fn types_of_one_resource_are_in_its_module() {
    let output = generated("large", &spec());
    let text = |path| harness::body(harness::file(&output, path)).to_owned();
    let types = text("src/api/types.rs");
    assert!(
        types.contains("#[cfg(feature = \"cats\")]\npub use crate::api::cats::types::*;"),
        "{types}"
    );
    let aside = "#[cfg(feature = \"fish\")]\n#[cfg(feature = \"round-trip\")]\npub use crate::api::fish::types::*;";
    assert!(types.contains(aside), "{types}");
    assert!(types.contains("pub struct Owner {"), "{types}");
    assert!(!types.contains("pub struct Cat {"), "{types}");
    let cats = text("src/api/cats/types.rs");
    assert!(
        cats.contains("pub struct Cat {") && cats.contains("pub struct CatHome {"),
        "{cats}"
    );
    // The constructor does not depend on the types of optional fields.
    assert!(
        cats.contains("use crate::api::types::{Owner, Toys};"),
        "{cats}"
    );
    let edit = text("src/api/cats/types/round_trip.rs");
    assert!(edit.contains("pub struct CatEdit {"), "{edit}");
    let manifest = &harness::file(&output, "Cargo.toml").text;
    assert!(
        manifest.contains("cats = []\ndogs = []\nfish = []\n"),
        "{manifest}"
    );
    assert!(
        manifest.contains(
            "default = [\n    \"async\",\n    \"round-trip\",\n    \"cats\",\n    \"dogs\",\n    \"fish\",\n]"
        ),
        "{manifest}"
    );
}

#[test]
fn a_small_client_has_no_features() {
    let output = harness::ours(&harness::our_spec());
    let manifest = &harness::file(&output, "Cargo.toml").text;
    assert!(
        manifest.contains("default = [\"async\", \"round-trip\"]"),
        "{manifest}"
    );
    assert!(!manifest.contains("images = []"), "{manifest}");
}
