//! Paths, parameters, bodies and responses.

use insta::assert_snapshot;

use crate::codegen::harness::check_error;

#[test]
fn a_path_parameter_that_is_not_declared() {
    let piece = r##"
paths:
  /owners/{owner_id}/pets/{pet_id}:
    get:
      operationId: pets.get
      parameters: [{ name: owner_id, in: path, required: true, schema: { type: string } }]
      responses: { "204": { description: Done. } }
"##;
    assert_snapshot!(check_error(piece), @r"
    error[E040]: path parameter `pet_id` is not declared
     --> spec.yaml:3:5
      |
    3 |     get:
      |     ^^^
      |
      = pointer: /paths/~1owners~1{owner_id}~1pets~1{pet_id}/get
      = help: add `- { name: pet_id, in: path, required: true, schema: { type: string } }` to `parameters`
    ");
}

#[test]
fn a_path_parameter_that_is_not_in_the_path() {
    let piece = r##"
paths:
  /pets:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get: { operationId: pets.get, responses: { "204": { description: Done. } } }
"##;
    assert_snapshot!(check_error(piece), @r"
    error[E041]: the path does not contain `{id}`
     --> spec.yaml:3:26
      |
    3 |     parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      |                          ^^
      |
      = pointer: /paths/~1pets/parameters/0/name
    ");
}

#[test]
fn an_optional_path_parameter() {
    let piece = r##"
paths:
  /pets/{id}:
    parameters: [{ name: id, in: path, schema: { type: string } }]
    get: { operationId: pets.get, responses: { "204": { description: Done. } } }
"##;
    assert_snapshot!(check_error(piece), @r"
    error[E042]: a path parameter must have `required: true`
     --> spec.yaml:3:18
      |
    3 |     parameters: [{ name: id, in: path, schema: { type: string } }]
      |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /paths/~1pets~1{id}/parameters/0
    ");
}

#[test]
fn a_parameter_without_name_and_location() {
    let piece = r##"
paths:
  /pets:
    get:
      operationId: pets.list
      parameters:
        - { schema: { type: string } }
      responses: { "204": { description: Done. } }
"##;
    assert_snapshot!(check_error(piece), @r"
    error[E022]: a parameter requires `in`
     --> spec.yaml:6:11
      |
    6 |         - { schema: { type: string } }
      |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /paths/~1pets/get/parameters/0

    error[E022]: a parameter requires `name`
     --> spec.yaml:6:11
      |
    6 |         - { schema: { type: string } }
      |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /paths/~1pets/get/parameters/0
    ");
}

#[test]
fn a_parameter_with_an_unknown_location() {
    let piece = r##"
paths:
  /pets:
    get:
      operationId: pets.list
      parameters:
        - { name: q, in: body, schema: { type: string } }
      responses: { "204": { description: Done. } }
"##;
    assert_snapshot!(check_error(piece), @r"
    error[E024]: unknown parameter location `body`
     --> spec.yaml:6:26
      |
    6 |         - { name: q, in: body, schema: { type: string } }
      |                          ^^^^
      |
      = pointer: /paths/~1pets/get/parameters/0/in
      = help: the locations are `path`, `query`, `querystring`, `header` and `cookie`
    ");
}

#[test]
fn an_operation_that_is_no_mapping() {
    let piece = r##"
paths:
  /pets:
    get: 5
    put: { operationId: pets.put, responses: { "204": { description: Done. } } }
"##;
    assert_snapshot!(check_error(piece), @r"
    error[E021]: expected a mapping (an operation), found a number
     --> spec.yaml:3:10
      |
    3 |     get: 5
      |          ^
      |
      = pointer: /paths/~1pets/get
    ");
}

#[test]
fn a_method_that_cannot_be_sent() {
    let piece = r##"
openapi: 3.2.0
paths:
  /pets:
    get: { operationId: pets.list, responses: { "204": { description: Done. } } }
    additionalOperations:
      "COPY ALL": { operationId: pets.copy, responses: { "204": { description: Done. } } }
"##;
    assert_snapshot!(check_error(piece), @r#"
    error[E024]: `COPY ALL` is not an HTTP method
     --> spec.yaml:6:7
      |
    6 |       "COPY ALL": { operationId: pets.copy, responses: { "204": { description: Done. } } }
      |       ^^^^^^^^^^
      |
      = pointer: /paths/~1pets/additionalOperations/COPY ALL
      = help: a method consists of letters, digits, `-` and `_`, such as `COPY`
    "#);
}

#[test]
fn an_unknown_style() {
    let piece = r##"
paths:
  /pets:
    get:
      operationId: pets.list
      parameters:
        - { name: q, in: query, style: fancy, schema: { type: string } }
      responses: { "204": { description: Done. } }
"##;
    assert_snapshot!(check_error(piece), @r"
    error[E024]: style `fancy` is not allowed in `query`
     --> spec.yaml:6:40
      |
    6 |         - { name: q, in: query, style: fancy, schema: { type: string } }
      |                                        ^^^^^
      |
      = pointer: /paths/~1pets/get/parameters/0/style
      = help: the default is `form`
    ");
}

#[test]
fn a_duplicate_operation_id() {
    let piece = r##"
paths:
  /pets:
    get: { operationId: pets.list, responses: { "204": { description: Done. } } }
    put: { operationId: pets.list, responses: { "204": { description: Done. } } }
"##;
    assert_snapshot!(check_error(piece), @r#"
    error[E043]: duplicate `operationId` `pets.list`
     --> spec.yaml:4:25
      |
    3 |     get: { operationId: pets.list, responses: { "204": { description: Done. } } }
      |                         --------- first used here
    4 |     put: { operationId: pets.list, responses: { "204": { description: Done. } } }
      |                         ^^^^^^^^^
      |
      = pointer: /paths/~1pets/put/operationId
    "#);
}
