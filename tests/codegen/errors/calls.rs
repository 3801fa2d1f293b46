//! Calls: paths, parameters, bodies and answers.

use insta::assert_snapshot;

use crate::codegen::doors::check_error;

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
    error[E040]: the path has `{pet_id}`, but no parameter of that name
     --> spec.yaml:3:5
      |
    3 |     get:
      |     ^^^
      |
      = pointer: /paths/~1owners~1{owner_id}~1pets~1{pet_id}/get
      = help: declare `- { name: pet_id, in: path, required: true, schema: { type: string } }`
    ");
}

#[test]
fn a_path_parameter_without_a_place() {
    let piece = r##"
paths:
  /pets:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get: { operationId: pets.get, responses: { "204": { description: Done. } } }
"##;
    assert_snapshot!(check_error(piece), @r"
    error[E041]: the path has no `{id}`
     --> spec.yaml:3:26
      |
    3 |     parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      |                          ^^
      |
      = pointer: /paths/~1pets/parameters/0/name
    ");
}

#[test]
fn a_path_parameter_that_may_be_left_out() {
    let piece = r##"
paths:
  /pets/{id}:
    parameters: [{ name: id, in: path, schema: { type: string } }]
    get: { operationId: pets.get, responses: { "204": { description: Done. } } }
"##;
    assert_snapshot!(check_error(piece), @r"
    error[E042]: a path parameter has to be `required: true`
     --> spec.yaml:3:18
      |
    3 |     parameters: [{ name: id, in: path, schema: { type: string } }]
      |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /paths/~1pets~1{id}/parameters/0
    ");
}

#[test]
fn a_parameter_without_name_and_place() {
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
    error[E022]: a parameter needs `in`
     --> spec.yaml:6:11
      |
    6 |         - { schema: { type: string } }
      |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /paths/~1pets/get/parameters/0

    error[E022]: a parameter needs `name`
     --> spec.yaml:6:11
      |
    6 |         - { schema: { type: string } }
      |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /paths/~1pets/get/parameters/0
    ");
}

#[test]
fn a_parameter_in_no_place() {
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
    error[E024]: there is no place `body` for a parameter
     --> spec.yaml:6:26
      |
    6 |         - { name: q, in: body, schema: { type: string } }
      |                          ^^^^
      |
      = pointer: /paths/~1pets/get/parameters/0/in
      = help: the places are `path`, `query`, `header` and `cookie`
    ");
}

#[test]
fn a_style_that_does_not_exist() {
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
    error[E024]: `query` has no style `fancy`
     --> spec.yaml:6:40
      |
    6 |         - { name: q, in: query, style: fancy, schema: { type: string } }
      |                                        ^^^^^
      |
      = pointer: /paths/~1pets/get/parameters/0/style
      = help: leave it out for `form`
    ");
}

#[test]
fn a_name_of_a_call_given_twice() {
    let piece = r##"
paths:
  /pets:
    get: { operationId: pets.list, responses: { "204": { description: Done. } } }
    put: { operationId: pets.list, responses: { "204": { description: Done. } } }
"##;
    assert_snapshot!(check_error(piece), @r#"
    error[E043]: a second operation has the `operationId` `pets.list`
     --> spec.yaml:4:25
      |
    3 |     get: { operationId: pets.list, responses: { "204": { description: Done. } } }
      |                         --------- the first is here
    4 |     put: { operationId: pets.list, responses: { "204": { description: Done. } } }
      |                         ^^^^^^^^^
      |
      = pointer: /paths/~1pets/put/operationId
    "#);
}
