//! Warnings.

use insta::assert_snapshot;

use super::harness::check_warning;

#[test]
fn an_unknown_keyword() {
    let piece = r#"
components:
  schemas:
    Pet: { type: object, colour: red }
"#;
    assert_snapshot!(check_warning(piece), @r"
    warning[W001]: a schema has no keyword `colour`: it is ignored
     --> spec.yaml:3:26
      |
    3 |     Pet: { type: object, colour: red }
      |                          ^^^^^^
      |
      = pointer: /components/schemas/Pet/colour
      = help: the names of extensions start with `x-`
    ");
}

#[test]
fn an_example_that_violates_a_constraint() {
    let piece = r#"
components:
  schemas:
    Pet: { type: object, properties: { name: { type: string, maxLength: 3, examples: [Bello] } } }
"#;
    assert_snapshot!(check_warning(piece), @r"
    warning[W012]: the example does not match its schema: the string `Bello` has 5 characters, but the maximum is 3
     --> spec.yaml:3:87
      |
    3 |     Pet: { type: object, properties: { name: { type: string, maxLength: 3, examples: [Bello] } } }
      |                                                                         - constraint  ^^^^^
      |
      = pointer: /components/schemas/Pet/properties/name/examples/0
      = help: fix the value or the schema, or add an `x-allow` with a reason
    ");
}

#[test]
fn an_example_that_is_not_a_date_time() {
    let piece = r#"
components:
  schemas:
    Day: { type: string, format: date-time, examples: ['2024-01-02T03:04:05+01:00', 2024-01-02] }
"#;
    assert_snapshot!(check_warning(piece), @r"
    warning[W012]: the example does not match its schema: the string `2024-01-02` is not a valid `date-time`
     --> spec.yaml:3:85
      |
    3 |     Day: { type: string, format: date-time, examples: ['2024-01-02T03:04:05+01:00', 2024-01-02] }
      |                                  --------- constraint                               ^^^^^^^^^^
      |
      = pointer: /components/schemas/Day/examples/1
      = help: fix the value or the schema, or add an `x-allow` with a reason
    ");
}

#[test]
fn required_as_in_openapi_2() {
    let piece = r#"
components:
  schemas:
    Pet: { type: object, properties: { name: { type: string, required: true } } }
"#;
    assert_snapshot!(check_warning(piece), @r"
    warning[W004]: `required` is a list of property names: a boolean is ignored
     --> spec.yaml:3:72
      |
    3 |     Pet: { type: object, properties: { name: { type: string, required: true } } }
      |                                                                        ^^^^
      |
      = pointer: /components/schemas/Pet/properties/name/required
    ");
}

#[test]
fn a_schema_that_no_value_satisfies() {
    let piece = r##"
components:
  schemas:
    Pet: { type: object, required: [never], properties: { never: { not: {} }, gone: false } }
    Never: false
"##;
    assert_snapshot!(check_warning(piece), @r"
    warning[W005]: `not` is ignored: the type also accepts values that it rejects
     --> spec.yaml:3:68
      |
    3 |     Pet: { type: object, required: [never], properties: { never: { not: {} }, gone: false } }
      |                                                                    ^^^
      |
      = pointer: /components/schemas/Pet/properties/never/not

    warning[W010]: no value satisfies this schema: any value is accepted
     --> spec.yaml:4:12
      |
    4 |     Never: false
      |            ^^^^^
      |
      = pointer: /components/schemas/Never
    ");
}

#[test]
fn keywords_that_no_type_can_express() {
    let piece = r##"
components:
  schemas:
    Pet:
      type: object
      properties: { name: { type: string, if: { minLength: 3 }, then: { pattern: x } } }
      dependentRequired: { name: [age] }
      unevaluatedProperties: false
    Pets: { type: array, contains: { type: string } }
    Point: { type: array, prefixItems: [{ type: number }] }
    Headers: { type: object, patternProperties: { "^x-": { type: string } } }
"##;
    assert_snapshot!(check_warning(piece), @r#"
    warning[W005]: `if` is ignored: the type also accepts values that it rejects
     --> spec.yaml:5:43
      |
    5 |       properties: { name: { type: string, if: { minLength: 3 }, then: { pattern: x } } }
      |                                           ^^
      |
      = pointer: /components/schemas/Pet/properties/name/if

    warning[W005]: `dependentRequired` is ignored: the type also accepts values that it rejects
     --> spec.yaml:6:7
      |
    6 |       dependentRequired: { name: [age] }
      |       ^^^^^^^^^^^^^^^^^
      |
      = pointer: /components/schemas/Pet/dependentRequired

    warning[W005]: `unevaluatedProperties` is ignored: the type also accepts values that it rejects
     --> spec.yaml:7:7
      |
    7 |       unevaluatedProperties: false
      |       ^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /components/schemas/Pet/unevaluatedProperties

    warning[W005]: `contains` is ignored: the type also accepts values that it rejects
     --> spec.yaml:8:26
      |
    8 |     Pets: { type: array, contains: { type: string } }
      |                          ^^^^^^^^
      |
      = pointer: /components/schemas/Pets/contains

    warning[W005]: `prefixItems` is ignored: the type also accepts values that it rejects
     --> spec.yaml:9:27
      |
    9 |     Point: { type: array, prefixItems: [{ type: number }] }
      |                           ^^^^^^^^^^^
      |
      = pointer: /components/schemas/Point/prefixItems

    warning[W005]: `patternProperties` is ignored: the type also accepts values that it rejects
      --> spec.yaml:10:30
       |
    10 |     Headers: { type: object, patternProperties: { "^x-": { type: string } } }
       |                              ^^^^^^^^^^^^^^^^^
       |
       = pointer: /components/schemas/Headers/patternProperties
    "#);
}

#[test]
fn a_shared_example_that_lacks_a_read_only_property() {
    let piece = r##"
paths:
  /pets:
    get:
      operationId: pets.list
      responses:
        "200": { description: One., content: { application/json: { schema: { $ref: "#/components/schemas/Pet" }, examples: { rex: { $ref: "#/components/examples/Rex" } } } } }
    post:
      operationId: pets.add
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Pet" }, example: { name: Rex } } } }
      responses:
        "200": { description: One., content: { application/json: { schema: { $ref: "#/components/schemas/Pet" }, examples: { rex: { $ref: "#/components/examples/Rex" } } } } }
components:
  examples: { Rex: { value: { name: Rex } } }
  schemas: { Pet: { type: object, required: [id, name], properties: { id: { type: integer, readOnly: true }, name: { type: string } } } }
"##;
    assert_snapshot!(check_warning(piece), @r"
    warning[W012]: the example does not match its schema: `id` is missing
      --> spec.yaml:13:29
       |
    13 |   examples: { Rex: { value: { name: Rex } } }
       |                             ^^^^^^^^^^^^^
    14 |   schemas: { Pet: { type: object, required: [id, name], properties: { id: { type: integer, readOnly: true }, name: { type: string } ...
       |                                              -- constraint
       |
       = pointer: /components/examples/Rex/value
       = help: fix the value or the schema, or add an `x-allow` with a reason
    ");
}

#[test]
fn an_invalid_example_of_a_header() {
    let piece = r##"
paths:
  /pets:
    get:
      operationId: pets.list
      responses:
        "204": { description: Done., headers: { X-Left: { example: many, schema: { type: integer } }, X-All: { $ref: "#/components/headers/All" } } }
components:
  headers: { All: { schema: { type: integer, example: none } } }
"##;
    assert_snapshot!(check_warning(piece), @r##"
    warning[W012]: the example does not match its schema: the string `many` is not of the type `integer`
     --> spec.yaml:6:68
      |
    6 | ...   "204": { description: Done., headers: { X-Left: { example: many, schema: { type: integer } }, X-All: { $ref: "#/components/head...
      |                                                                  ^^^^                  ------- constraint
      |
      = pointer: /paths/~1pets/get/responses/204/headers/X-Left/example
      = help: fix the value or the schema, or add an `x-allow` with a reason

    warning[W012]: the example does not match its schema: the string `none` is not of the type `integer`
     --> spec.yaml:8:55
      |
    8 |   headers: { All: { schema: { type: integer, example: none } } }
      |                                     -------           ^^^^
      |                                     |
      |                                     constraint
      |
      = pointer: /components/headers/All/schema/example
      = help: fix the value or the schema, or add an `x-allow` with a reason
    "##);
}

#[test]
fn a_dynamic_reference_whose_target_is_overridden() {
    let piece = "
openapi: 3.1.0
components:
  schemas:
    Tree: { $dynamicAnchor: node, type: object, properties: { child: { $dynamicRef: '#node' } } }
    Named: { $dynamicAnchor: node, $ref: '#/components/schemas/Tree' }
";
    assert_snapshot!(check_warning(piece), @r"
    warning[W024]: `$dynamicRef` is treated as a `$ref`: schemas that override its target are ignored
     --> spec.yaml:4:72
      |
    4 |     Tree: { $dynamicAnchor: node, type: object, properties: { child: { $dynamicRef: '#node' } } }
      |                                                                        ^^^^^^^^^^^
      |
      = pointer: /components/schemas/Tree/properties/child/$dynamicRef
    ");
}

#[test]
fn a_recursive_reference_whose_target_is_overridden() {
    let piece = "
openapi: 3.1.0
components:
  schemas:
    Tree: { $recursiveAnchor: true, type: object, properties: { child: { $recursiveRef: '#' } } }
    Named: { $recursiveAnchor: true, allOf: [{ $ref: '#/components/schemas/Tree' }] }
";
    assert_snapshot!(check_warning(piece), @r"
    warning[W024]: `$recursiveRef` is treated as a `$ref`: schemas that override its target are ignored
     --> spec.yaml:4:74
      |
    4 |     Tree: { $recursiveAnchor: true, type: object, properties: { child: { $recursiveRef: '#' } } }
      |                                                                          ^^^^^^^^^^^^^
      |
      = pointer: /components/schemas/Tree/properties/child/$recursiveRef
    ");
}

#[test]
fn a_parameter_of_a_media_type_without_a_value() {
    let piece = r#"
paths:
  /pets: { get: { operationId: pets.list, responses: { "200": { description: Pets., content: { application/json;pretty: {} } } } } }
"#;
    assert_snapshot!(check_warning(piece), @r#"
    warning[W007]: `application/json;pretty` has a parameter without a value, which is left out
     --> spec.yaml:2:96
      |
    2 |   /pets: { get: { operationId: pets.list, responses: { "200": { description: Pets., content: { application/json;pretty: {} } } } } }
      |                                                                                                ^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /paths/~1pets/get/responses/200/content/application~1json;pretty
    "#);
}

#[test]
fn two_names_of_one_media_type() {
    let piece = r#"
paths:
  /pets:
    get:
      operationId: pets.list
      responses:
        "200":
          description: Pets.
          content:
            application/json: { schema: { type: string } }
            application/json; charset=utf-8: { schema: { type: integer } }
"#;
    assert_snapshot!(check_warning(piece), @r"
    warning[W006]: `application/json; charset=utf-8` is left out: to the client it is `application/json`
      --> spec.yaml:10:13
       |
    10 |             application/json; charset=utf-8: { schema: { type: integer } }
       |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = pointer: /paths/~1pets/get/responses/200/content/application~1json; charset=utf-8
    ");
}

#[test]
fn a_second_stream() {
    let piece = r#"
paths:
  /pets:
    get:
      operationId: pets.watch
      responses: { "200": { description: Pets., content: { text/event-stream: {}, application/jsonl: {} } } }
"#;
    assert_snapshot!(check_warning(piece), @r#"
    warning[W006]: `application/jsonl` is left out: the stream is `text/event-stream`
     --> spec.yaml:5:83
      |
    5 |       responses: { "200": { description: Pets., content: { text/event-stream: {}, application/jsonl: {} } } }
      |                                                                                   ^^^^^^^^^^^^^^^^^
      |
      = pointer: /paths/~1pets/get/responses/200/content/application~1jsonl
    "#);
}

#[test]
fn a_paginated_response_that_is_also_csv() {
    let piece = r#"
paths:
  /pets:
    get:
      operationId: pets.list
      x-pagination: { page: page }
      parameters: [{ name: page, in: query, schema: { type: integer } }]
      responses: { "200": { description: Pets., content: { text/csv: {}, application/json: { schema: { type: array, items: {} } } } } }
"#;
    assert_snapshot!(check_warning(piece), @r#"
    warning[W006]: `text/csv` is left out: pages are read as JSON
     --> spec.yaml:7:60
      |
    7 |       responses: { "200": { description: Pets., content: { text/csv: {}, application/json: { schema: { type: array, items: {} } } } } }
      |                                                            ^^^^^^^^
      |
      = pointer: /paths/~1pets/get/responses/200/content/text~1csv
    "#);
}

#[test]
fn an_extension_of_another_vendor() {
    let piece = r#"
paths:
  /pets:
    get:
      operationId: pets.list
      x-pagination: { limitParam: limit, resultsPath: data }
      responses: { "204": { description: Done. } }
"#;
    assert_snapshot!(check_warning(piece), @r#"
    warning[W006]: this `x-pagination` has another form than that of this generator: it is ignored
     --> spec.yaml:5:7
      |
    5 |       x-pagination: { limitParam: limit, resultsPath: data }
      |       ^^^^^^^^^^^^
      |
      = pointer: /paths/~1pets/get/x-pagination
    "#);
}

#[test]
fn a_second_type_of_a_webhook() {
    let piece = r#"
webhooks:
  added:
    post:
      requestBody:
        content:
          application/json: { schema: { type: object } }
          application/problem+json: { schema: { type: string } }
      responses: { "204": { description: Done. } }
paths:
  /pets: { get: { operationId: pets.list, responses: { "204": { description: Done. } } } }
"#;
    assert_snapshot!(check_warning(piece), @r"
    warning[W006]: no type is generated for the body `application/problem+json`: there is one for JSON of another media type
     --> spec.yaml:7:11
      |
    7 |           application/problem+json: { schema: { type: string } }
      |           ^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /webhooks/added/post/requestBody/content/application~1problem+json
    ");
}

#[test]
fn a_structured_response_that_is_no_json() {
    let piece = r#"
paths:
  /pets: { get: { operationId: pets.list, responses: { "200": { description: Pets., content: { multipart/form-data: { schema: { type: object } } } } } } }
"#;
    assert_snapshot!(check_warning(piece), @r#"
    warning[W009]: `multipart/form-data` is passed as bytes: the client does not support this media type
     --> spec.yaml:2:96
      |
    2 |   /pets: { get: { operationId: pets.list, responses: { "200": { description: Pets., content: { multipart/form-data: { schema: { type:...
      |                                                                                                ^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /paths/~1pets/get/responses/200/content/multipart~1form-data
    "#);
}
