//! The code of a fragment is the same as that of the whole specification.

use generator::fragment::cut;
use generator::{Kind, OperationFilter, Settings, Source};

use super::harness::our_spec;

/// The generated files of a specification.
fn code(text: String, filter: &OperationFilter) -> Vec<(String, String)> {
    let settings = Settings {
        package: "client".to_owned(),
        filter: filter.clone(),
        ..Settings::default()
    };
    let output = generator::generate(&Source::new("spec.yaml", text).into(), &settings).unwrap();
    let api = output
        .files
        .into_iter()
        .filter(|file| file.kind == Kind::Api);
    api.map(|file| (file.path, file.text)).collect()
}

#[track_caller]
fn check(text: &str, filter: &OperationFilter) {
    let fragment = cut(&Source::new("spec.yaml", text).into(), filter).unwrap();
    let expected = code(text.to_owned(), filter);
    for text in [fragment.to_yaml(), fragment.to_json()] {
        assert_eq!(code(text, &OperationFilter::default()), expected);
    }
}

#[test]
fn a_fragment_with_all_operations_has_the_same_code() {
    let filter = OperationFilter {
        paths: vec!["/accounts/{account_id}/images/v1/{image_id}".to_owned()],
        ..OperationFilter::default()
    };
    check(&our_spec(), &filter);
}

/// Operations with shared types, colliding names, and their own security requirements.
const PETS: &str = r##"
openapi: 3.1.0
info: { title: Pets, version: "1" }
servers: [{ url: "https://pets.example" }]
security: [{ token: [] }]
paths:
  /pets/{pet}:
    parameters:
      - $ref: "#/components/parameters/Pet"
    get:
      operationId: pets.find
      tags: [pets]
      responses:
        "200": { $ref: "#/components/responses/Pet" }
    put:
      operationId: pets.replace
      security: [{ key: [] }]
      requestBody:
        content: { application/json: { schema: { $ref: "#/components/schemas/NewPet" } } }
      responses:
        "200": { $ref: "#/components/responses/Pet" }
  /shops:
    get:
      operationId: shops.all
      tags: [shops]
      responses:
        "200":
          description: All of them.
          content: { application/json: { schema: { $ref: "#/components/schemas/pet" } } }
components:
  parameters:
    Pet: { name: pet, in: path, required: true, schema: { type: string } }
  responses:
    Pet:
      description: A pet.
      content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } }
  securitySchemes:
    token: { type: http, scheme: bearer }
    key: { type: apiKey, in: header, name: X-Key }
  schemas:
    pet: { type: object, properties: { shop: { type: string } } }
    NewPet: { type: object, properties: { name: { type: string }, mother: { $ref: "#/components/schemas/Pet" } } }
    Pet: { type: object, required: [id], properties: { id: { type: string }, friends: { type: array, items: { $ref: "#/components/schemas/Pet" } } } }
"##;

#[test]
fn the_code_of_a_fragment_is_that_of_its_operations() {
    for operations in [
        &["pets.find"][..],
        &["pets.replace"],
        &["shops.all", "pets.find"],
    ] {
        let filter = OperationFilter {
            operations: operations.iter().map(ToString::to_string).collect(),
            ..OperationFilter::default()
        };
        check(PETS, &filter);
    }
    let tagged = OperationFilter {
        tags: vec!["pets".to_owned()],
        ..OperationFilter::default()
    };
    check(PETS, &tagged);
}
