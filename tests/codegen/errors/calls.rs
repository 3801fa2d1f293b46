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
    assert_snapshot!(check_error(piece), @"");
}

#[test]
fn a_path_parameter_without_a_place() {
    let piece = r##"
paths:
  /pets:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get: { operationId: pets.get, responses: { "204": { description: Done. } } }
"##;
    assert_snapshot!(check_error(piece), @"");
}

#[test]
fn a_path_parameter_that_may_be_left_out() {
    let piece = r##"
paths:
  /pets/{id}:
    parameters: [{ name: id, in: path, schema: { type: string } }]
    get: { operationId: pets.get, responses: { "204": { description: Done. } } }
"##;
    assert_snapshot!(check_error(piece), @"");
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
    assert_snapshot!(check_error(piece), @"");
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
    assert_snapshot!(check_error(piece), @"");
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
    assert_snapshot!(check_error(piece), @"");
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
    assert_snapshot!(check_error(piece), @"");
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
    assert_snapshot!(check_error(piece), @"");
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
    assert_snapshot!(check_error(piece), @"");
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
    assert_snapshot!(check_error(piece), @"");
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
    assert_snapshot!(check_error(piece), @"");
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
    assert_snapshot!(check_error(piece), @"");
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
    assert_snapshot!(check_error(piece), @"");
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
    assert_snapshot!(check_error(piece), @"");
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
    assert_snapshot!(check_error(piece), @"");
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
    assert_snapshot!(check_error(piece), @"");
}

#[test]
fn a_name_of_a_call_given_twice() {
    let piece = r##"
paths:
  /pets:
    get: { operationId: pets.list, responses: { "204": { description: Done. } } }
    put: { operationId: pets.list, responses: { "204": { description: Done. } } }
"##;
    assert_snapshot!(check_error(piece), @"");
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
    assert_snapshot!(check_error(piece), @"");
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
    assert_snapshot!(check_error(piece), @"");
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
    assert_snapshot!(check_error(piece), @"");
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
    assert_snapshot!(check_error(piece), @"");
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
    assert_snapshot!(check_error(piece), @"");
}
