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
    error: the path has `{pet_id}`, but no parameter of that name
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
    error: the path has no `{id}`
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
    error: a path parameter has to be `required: true`
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
    error: a parameter needs `in`
     --> spec.yaml:6:11
      |
    6 |         - { schema: { type: string } }
      |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /paths/~1pets/get/parameters/0

    error: a parameter needs `name`
     --> spec.yaml:6:11
      |
    6 |         - { schema: { type: string } }
      |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /paths/~1pets/get/parameters/0

    error: there is no place `` for a parameter
     --> spec.yaml:6:11
      |
    6 |         - { schema: { type: string } }
      |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /paths/~1pets/get/parameters/0/in
      = help: the places are `path`, `query`, `header` and `cookie`
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
    error: there is no place `body` for a parameter
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
fn a_parameter_without_a_schema() {
    let piece = r##"
paths:
  /pets:
    get:
      operationId: pets.list
      parameters:
        - { name: q, in: query }
      responses: { "204": { description: Done. } }
"##;
    assert_snapshot!(check_error(piece), @r"
    error: a parameter without a `schema` is not supported yet
     --> spec.yaml:6:11
      |
    6 |         - { name: q, in: query }
      |           ^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /paths/~1pets/get/parameters/0
    ");
}

#[test]
fn a_parameter_with_content() {
    let piece = r##"
paths:
  /pets:
    get:
      operationId: pets.list
      parameters:
        - { name: q, in: query, content: { application/json: { schema: {} } } }
      responses: { "204": { description: Done. } }
"##;
    assert_snapshot!(check_error(piece), @r"
    error: a parameter with `content` is not supported yet
     --> spec.yaml:6:11
      |
    6 |         - { name: q, in: query, content: { application/json: { schema: {} } } }
      |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /paths/~1pets/get/parameters/0
    ");
}

#[test]
fn a_parameter_in_a_cookie() {
    let piece = r##"
paths:
  /pets:
    get:
      operationId: pets.list
      parameters:
        - { name: q, in: cookie, schema: { type: string } }
      responses: { "204": { description: Done. } }
"##;
    assert_snapshot!(check_error(piece), @r"
    error: a parameter in a cookie is not supported yet
     --> spec.yaml:6:11
      |
    6 |         - { name: q, in: cookie, schema: { type: string } }
      |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /paths/~1pets/get/parameters/0
    ");
}

#[test]
fn an_object_in_the_query() {
    let piece = r##"
paths:
  /pets:
    get:
      operationId: pets.list
      parameters:
        - { name: q, in: query, schema: { type: object, properties: { a: { type: string } } } }
      responses: { "204": { description: Done. } }
"##;
    assert_snapshot!(check_error(piece), @r"
    error: a parameter of this form is not supported yet
     --> spec.yaml:6:11
      |
    6 |         - { name: q, in: query, schema: { type: object, properties: { a: { type: string } } } }
      |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /paths/~1pets/get/parameters/0
    ");
}

#[test]
fn a_list_in_one_value() {
    let piece = r##"
paths:
  /pets:
    get:
      operationId: pets.list
      parameters:
        - { name: q, in: query, explode: false, schema: { type: array, items: { type: string } } }
      responses: { "204": { description: Done. } }
"##;
    assert_snapshot!(check_error(piece), @r"
    error: a parameter of this form is not supported yet
     --> spec.yaml:6:11
      |
    6 |         - { name: q, in: query, explode: false, schema: { type: array, items: { type: string } } }
      |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /paths/~1pets/get/parameters/0
    ");
}

#[test]
fn a_list_of_lists_in_the_query() {
    let piece = r##"
paths:
  /pets:
    get:
      operationId: pets.list
      parameters:
        - { name: q, in: query, schema: { type: array, items: { type: array } } }
      responses: { "204": { description: Done. } }
"##;
    assert_snapshot!(check_error(piece), @r"
    error: a parameter of this form is not supported yet
     --> spec.yaml:6:11
      |
    6 |         - { name: q, in: query, schema: { type: array, items: { type: array } } }
      |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /paths/~1pets/get/parameters/0
    ");
}

#[test]
fn a_list_in_a_header() {
    let piece = r##"
paths:
  /pets:
    get:
      operationId: pets.list
      parameters:
        - { name: X-Ids, in: header, schema: { type: array, items: { type: string } } }
      responses: { "204": { description: Done. } }
"##;
    assert_snapshot!(check_error(piece), @r"
    error: a parameter of this form is not supported yet
     --> spec.yaml:6:11
      |
    6 |         - { name: X-Ids, in: header, schema: { type: array, items: { type: string } } }
      |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /paths/~1pets/get/parameters/0
    ");
}

#[test]
fn null_in_the_query() {
    let piece = r##"
paths:
  /pets:
    get:
      operationId: pets.list
      parameters:
        - { name: q, in: query, schema: { type: [string, "null"] } }
      responses: { "204": { description: Done. } }
"##;
    assert_snapshot!(check_error(piece), @r#"
    error: a parameter of this form is not supported yet
     --> spec.yaml:6:11
      |
    6 |         - { name: q, in: query, schema: { type: [string, "null"] } }
      |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /paths/~1pets/get/parameters/0
    "#);
}

#[test]
fn a_style() {
    let piece = r##"
paths:
  /pets:
    get:
      operationId: pets.list
      parameters:
        - { name: q, in: query, style: deepObject, schema: { type: string } }
      responses: { "204": { description: Done. } }
"##;
    assert_snapshot!(check_error(piece), @r"
    error: this `style` is not supported yet
     --> spec.yaml:6:11
      |
    6 |         - { name: q, in: query, style: deepObject, schema: { type: string } }
      |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /paths/~1pets/get/parameters/0
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
    error: this `style` is not supported yet
     --> spec.yaml:6:11
      |
    6 |         - { name: q, in: query, style: fancy, schema: { type: string } }
      |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /paths/~1pets/get/parameters/0
    ");
}

#[test]
fn reserved_characters() {
    let piece = r##"
paths:
  /pets:
    get:
      operationId: pets.list
      parameters:
        - { name: q, in: query, allowReserved: true, schema: { type: string } }
      responses: { "204": { description: Done. } }
"##;
    assert_snapshot!(check_error(piece), @r"
    error: `allowReserved` is not supported yet
     --> spec.yaml:6:11
      |
    6 |         - { name: q, in: query, allowReserved: true, schema: { type: string } }
      |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /paths/~1pets/get/parameters/0
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
    error: a second operation has the `operationId` `pets.list`
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

#[test]
fn a_form() {
    let piece = r##"
paths:
  /pets:
    post:
      operationId: pets.add
      requestBody: { content: { application/x-www-form-urlencoded: { schema: { type: object } } } }
      responses: { "204": { description: Done. } }
"##;
    assert_snapshot!(check_error(piece), @r"
    error: `application/x-www-form-urlencoded` is not supported yet
     --> spec.yaml:5:33
      |
    5 |       requestBody: { content: { application/x-www-form-urlencoded: { schema: { type: object } } } }
      |                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /paths/~1pets/post/requestBody/content/application~1x-www-form-urlencoded
    ");
}

#[test]
fn a_form_of_parts() {
    let piece = r##"
paths:
  /pets:
    post:
      operationId: pets.add
      requestBody: { content: { multipart/form-data: { schema: { type: object } }, text/plain: {} } }
      responses: { "204": { description: Done. } }
"##;
    assert_snapshot!(check_error(piece), @r"
    error: `multipart/form-data` is not supported yet
     --> spec.yaml:5:33
      |
    5 |       requestBody: { content: { multipart/form-data: { schema: { type: object } }, text/plain: {} } }
      |                                 ^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /paths/~1pets/post/requestBody/content/multipart~1form-data
    ");
}

#[test]
fn a_body_without_content() {
    let piece = r##"
paths:
  /pets:
    post:
      operationId: pets.add
      requestBody: { content: {} }
      responses: { "204": { description: Done. } }
"##;
    assert_snapshot!(check_error(piece), @"");
}

#[test]
fn an_answer_that_is_no_json() {
    let piece = r##"
paths:
  /pets:
    get: { operationId: pets.list, responses: { "200": { description: Pets., content: { text/csv: { schema: { type: string } } } } } }
"##;
    assert_snapshot!(check_error(piece), @r#"
    error: `text/csv` is not supported yet
     --> spec.yaml:3:89
      |
    3 |     get: { operationId: pets.list, responses: { "200": { description: Pets., content: { text/csv: { schema: { type: string } } } } } }
      |                                                                                         ^^^^^^^^
      |
      = pointer: /paths/~1pets/get/responses/200/content/text~1csv
    "#);
}

#[test]
fn answers_of_several_types() {
    let piece = r##"
paths:
  /pets:
    put:
      operationId: pets.put
      responses:
        "200": { description: Put., content: { application/json: { schema: { type: string } } } }
        "201": { description: Added., content: { application/json: { schema: { type: integer } } } }
"##;
    assert_snapshot!(check_error(piece), @r"
    error: several answers of different types are not supported yet
     --> spec.yaml:5:7
      |
    5 |       responses:
      |       ^^^^^^^^^
      |
      = pointer: /paths/~1pets/put/responses
    ");
}

#[test]
fn an_answer_that_may_be_empty() {
    let piece = r##"
paths:
  /pets:
    put:
      operationId: pets.put
      responses:
        "200": { description: Put., content: { application/json: { schema: { type: string } } } }
        "204": { description: Nothing to do. }
"##;
    assert_snapshot!(check_error(piece), @r"
    error: several answers of different types are not supported yet
     --> spec.yaml:5:7
      |
    5 |       responses:
      |       ^^^^^^^^^
      |
      = pointer: /paths/~1pets/put/responses
    ");
}
