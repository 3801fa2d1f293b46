//! Invalid documents.

use insta::assert_snapshot;

use crate::codegen::harness::{check_error, refused};

#[test]
fn an_empty_document() {
    let piece = r#""#;
    assert_snapshot!(refused(piece), @r"
    error[E004]: the document is empty
    --> spec.yaml
    ");
}

#[test]
fn a_document_that_is_not_a_mapping() {
    let piece = r#"- openapi: 3.1.0"#;
    assert_snapshot!(refused(piece), @r"
    error[E005]: a specification must be a mapping
     --> spec.yaml:1:1
      |
    1 | - openapi: 3.1.0
      | ^^^^^^^^^^^^^^^^ this is a sequence
    ");
}

#[test]
fn no_version() {
    let piece = r##"
info: { title: t, version: "1" }
paths: {}
"##;
    assert_snapshot!(refused(piece), @r#"
    error[E022]: an OpenAPI document requires `openapi`
     --> spec.yaml:1:1
      |
    1 | info: { title: t, version: "1" }
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    "#);
}

#[test]
fn swagger() {
    let piece = r##"
swagger: "2.0"
info: { title: t, version: "1" }
paths: {}
"##;
    assert_snapshot!(refused(piece), @r#"
    error[E020]: Swagger 2.0 is not supported
     --> spec.yaml:1:10
      |
    1 | swagger: "2.0"
      |          ^^^^^
      |
      = pointer: /swagger
      = help: convert it: `npx swagger2openapi --patch --outfile openapi.yaml swagger.yaml`
    "#);
}

#[test]
fn an_unknown_version() {
    let piece = r##"
openapi: 4.0.0
info: { title: t, version: "1" }
paths: {}
"##;
    assert_snapshot!(refused(piece), @r"
    error[E020]: OpenAPI `4.0.0` is not supported
     --> spec.yaml:1:10
      |
    1 | openapi: 4.0.0
      |          ^^^^^
      |
      = pointer: /openapi
      = help: supported versions are 3.0, 3.1 and 3.2
    ");
}

#[test]
fn no_info_and_no_title() {
    let piece = r##"
openapi: 3.1.0
paths: {}
"##;
    assert_snapshot!(refused(piece), @r"
    error[E022]: an OpenAPI document requires `info`
     --> spec.yaml:1:1
      |
    1 | openapi: 3.1.0
      | ^^^^^^^^^^^^^^

    error[E044]: the specification has no operations
     --> spec.yaml:2:8
      |
    2 | paths: {}
      |        ^^
      |
      = pointer: /paths
      = help: add operations to `paths`, each under its path and its method
    ");
}

#[test]
fn not_yaml() {
    let piece = r##"
openapi: 3.1.0
info: { title: t
paths: {}
"##;
    assert_snapshot!(refused(piece), @r"
    error[E002]: not valid YAML: while parsing a flow mapping, did not find expected ',' or '}'
     --> spec.yaml:3:6
      |
    3 | paths: {}
      |      ^
    ");
}

#[test]
fn tabs() {
    let piece = r##"
openapi: 3.1.0
info:
	title: t
"##;
    assert_snapshot!(refused(piece), @r"
    error[E003]: YAML is not indented with tabs
     --> spec.yaml:3:1
      |
    3 |     title: t
      | ^
      |
      = help: use spaces
    ");
}

#[test]
fn not_json() {
    let piece = r#"{"openapi": "3.1.0", "info": {"title": }}"#;
    assert_snapshot!(refused(piece), @r#"
    error[E044]: the specification has no operations
     --> spec.yaml:1:1
      |
    1 | {"openapi": "3.1.0", "info": {"title": }}
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /paths
      = help: add operations to `paths`, each under its path and its method

    error[E021]: expected a string, found null
     --> spec.yaml:1:31
      |
    1 | {"openapi": "3.1.0", "info": {"title": }}
      |                               ^^^^^^^
      |
      = pointer: /info/title
    "#);
}

#[test]
fn two_documents() {
    let piece = r##"
openapi: 3.1.0
---
openapi: 3.1.0
"##;
    assert_snapshot!(refused(piece), @r"
    error[E006]: a specification is a single document
     --> spec.yaml:2:1
      |
    2 | ---
      | ^^^ a second document starts here
      |
      = help: write each document to a file of its own
    ");
}

#[test]
fn a_duplicate_key() {
    let piece = r##"
components:
  schemas:
    Pet: { type: object }
    Owner: { type: object }
    Pet: { type: string }
"##;
    assert_snapshot!(check_error(piece), @r"
    error[E007]: duplicate key `Pet`
     --> spec.yaml:5:5
      |
    3 |     Pet: { type: object }
      |     --- first defined here
    4 |     Owner: { type: object }
    5 |     Pet: { type: string }
      |     ^^^ repeated here
      |
      = pointer: /components/schemas/Pet
    ");
}
