//! Documents that are none, and words that OpenAPI does not have.

use insta::assert_snapshot;

use crate::codegen::doors::{check_error, refused};

#[test]
fn an_empty_document() {
    let piece = r#""#;
    assert_snapshot!(refused(piece), @"");
}

#[test]
fn a_document_that_is_no_mapping() {
    let piece = r#"- openapi: 3.1.0"#;
    assert_snapshot!(refused(piece), @"");
}

#[test]
fn no_version() {
    let piece = r##"
info: { title: t, version: "1" }
paths: {}
"##;
    assert_snapshot!(refused(piece), @"");
}

#[test]
fn swagger() {
    let piece = r##"
swagger: "2.0"
info: { title: t, version: "1" }
paths: {}
"##;
    assert_snapshot!(refused(piece), @"");
}

#[test]
fn a_version_that_does_not_exist_yet() {
    let piece = r##"
openapi: 4.0.0
info: { title: t, version: "1" }
paths: {}
"##;
    assert_snapshot!(refused(piece), @"");
}

#[test]
fn no_info_and_no_title() {
    let piece = r##"
openapi: 3.1.0
paths: {}
"##;
    assert_snapshot!(refused(piece), @"");
}

#[test]
fn not_yaml() {
    let piece = r##"
openapi: 3.1.0
info: { title: t
paths: {}
"##;
    assert_snapshot!(refused(piece), @"");
}

#[test]
fn tabs() {
    let piece = r##"
openapi: 3.1.0
info:
	title: t
"##;
    assert_snapshot!(refused(piece), @"");
}

#[test]
fn not_json() {
    let piece = r#"{"openapi": "3.1.0", "info": {"title": }}"#;
    assert_snapshot!(refused(piece), @"");
}

#[test]
fn two_documents() {
    let piece = r##"
openapi: 3.1.0
---
openapi: 3.1.0
"##;
    assert_snapshot!(refused(piece), @"");
}

#[test]
fn a_key_given_twice() {
    let piece = r##"
components:
  schemas:
    Pet: { type: object }
    Owner: { type: object }
    Pet: { type: string }
"##;
    assert_snapshot!(check_error(piece), @"");
}

#[test]
fn a_misspelled_keyword() {
    let piece = r##"
paths:
  /pets:
    post:
      operationId: pets.add
      requestbody: { content: {} }
      responses: {}
"##;
    assert_snapshot!(check_error(piece), @"");
}

#[test]
fn misspelled_keywords_of_schemas() {
    let piece = r##"
components:
  schemas:
    Pet:
      type: object
      propertys:
        name: { type: string, maxLenght: 3, descripton: What it is called. }
      require: [name]
"##;
    assert_snapshot!(check_error(piece), @"");
}

#[test]
fn values_of_the_wrong_type() {
    let piece = r##"
paths:
  /pets:
    post:
      operationId: [pets]
      deprecated: yes
      tags: pets
      parameters: { name: q }
      requestBody:
      responses: []
"##;
    assert_snapshot!(check_error(piece), @"");
}

#[test]
fn values_of_the_wrong_type_in_schemas() {
    let piece = r##"
components:
  schemas:
    Pet:
      type: objet
      required: name
      properties:
        name: string
        age: { type: integer, minimum: one, maxLength: -1 }
        tags: { type: array, items: [{ type: string }] }
        kind: { type: string, enum: cat }
"##;
    assert_snapshot!(check_error(piece), @"");
}

#[test]
fn several_problems_at_once() {
    let piece = r##"
paths:
  /pets/{id}:
    get:
      operationId: pets.get
      parametres: []
      responses:
        "200": { description: A pet., content: { application/json: { schema: { $ref: "#/components/schemas/Pett" } } } }
    put:
      operationId: pets.get
      security: [{ tokn: [] }]
      responses: { "204": { description: Done. } }
components:
  securitySchemes: { token: { type: http, scheme: bearer } }
  schemas:
    Pet: { type: object, properties: { name: { type: sting } } }
"##;
    assert_snapshot!(check_error(piece), @"");
}
