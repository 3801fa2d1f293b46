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
fn a_dynamic_reference() {
    let piece = "
openapi: 3.1.0
components:
  schemas:
    Tree: { $dynamicAnchor: node, type: object, properties: { child: { $dynamicRef: '#node' } } }
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
