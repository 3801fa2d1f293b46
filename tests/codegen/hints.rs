//! Warnings and their help: only what applies is reported, and the help does not make it worse.

use insta::assert_snapshot;

use super::harness::{check_error, check_warning};

#[test]
fn property_names_that_are_any_string() {
    let piece = r#"
components:
  schemas:
    Open: { type: object, propertyNames: { type: string, title: Key, minLength: 0 }, additionalProperties: true }
    Short: { type: object, propertyNames: { type: string, maxLength: 3 }, additionalProperties: true }
    Never: { type: object, propertyNames: false, additionalProperties: true }
"#;
    assert_snapshot!(check_warning(piece), @r"
    warning[W005]: `propertyNames` is ignored: the type also accepts values that it rejects
     --> spec.yaml:4:28
      |
    4 |     Short: { type: object, propertyNames: { type: string, maxLength: 3 }, additionalProperties: true }
      |                            ^^^^^^^^^^^^^
      |
      = pointer: /components/schemas/Short/propertyNames

    warning[W005]: `propertyNames` is ignored: the type also accepts values that it rejects
     --> spec.yaml:5:28
      |
    5 |     Never: { type: object, propertyNames: false, additionalProperties: true }
      |                            ^^^^^^^^^^^^^
      |
      = pointer: /components/schemas/Never/propertyNames
    ");
}

#[test]
fn a_keyword_of_schemas_in_a_parameter() {
    let piece = r#"
paths:
  /pets:
    get:
      operationId: pets.list
      parameters: [{ name: limit, in: query, type: integer }]
      responses: { "204": { description: Done. } }
"#;
    assert_snapshot!(check_error(piece), @r"
    error[E023]: a parameter has no keyword `type`
     --> spec.yaml:5:46
      |
    5 |       parameters: [{ name: limit, in: query, type: integer }]
      |                                              ^^^^
      |
      = pointer: /paths/~1pets/get/parameters/0/type
      = help: it is a keyword of `schema`
    ");
}

#[test]
fn listed_values_that_yaml_reads_as_other_types() {
    let piece = r#"
components:
  schemas:
    Pet: { type: object, properties: { age: { type: [string, "null"], description: "One of `1`, `no`, `old` or `null`." } } }
"#;
    assert_snapshot!(check_warning(piece), @r##"
    warning[W016]: the description lists 3 values, but the schema has no `enum`
     --> spec.yaml:3:71
      |
    3 |     Pet: { type: object, properties: { age: { type: [string, "null"], description: "One of `1`, `no`, `old` or `null`." } } }
      |                                                                       ^^^^^^^^^^^
      |
      = pointer: /components/schemas/Pet/properties/age/description
      = help: if the list is complete, add `enum: ["1", "no", "old", null]`
    "##);
}

#[test]
fn parts_of_openapi_3_2_that_are_ignored() {
    let piece = r#"
openapi: 3.2.0
paths:
  /{id}:
    get:
      operationId: get
      parameters:
        - { name: id, in: path, required: true, allowReserved: true, schema: { type: string } }
        - name: q
          in: querystring
          content:
            application/x-www-form-urlencoded:
              schema: { type: object, properties: { a: { type: array, items: { type: string } } } }
              encoding: { a: { explode: false } }
      requestBody:
        content: { multipart/mixed: { itemSchema: { type: object }, itemEncoding: { contentType: application/json } } }
      responses: { "204": { description: Done. } }
"#;
    assert_snapshot!(check_warning(piece), @r"
    warning[W006]: `allowReserved` is ignored in `path`: reserved characters are percent-encoded
     --> spec.yaml:7:49
      |
    7 |         - { name: id, in: path, required: true, allowReserved: true, schema: { type: string } }
      |                                                 ^^^^^^^^^^^^^
      |
      = pointer: /paths/~1{id}/get/parameters/0/allowReserved

    warning[W006]: `encoding` is ignored in a query: a list is a pair for each item, and an object is JSON
      --> spec.yaml:13:15
       |
    13 |               encoding: { a: { explode: false } }
       |               ^^^^^^^^
       |
       = pointer: /paths/~1{id}/get/parameters/1/content/application~1x-www-form-urlencoded/encoding

    warning[W006]: `itemEncoding` is ignored here: only `encoding` of the fields of a form is supported
      --> spec.yaml:15:69
       |
    15 |         content: { multipart/mixed: { itemSchema: { type: object }, itemEncoding: { contentType: application/json } } }
       |                                                                     ^^^^^^^^^^^^
       |
       = pointer: /paths/~1{id}/get/requestBody/content/multipart~1mixed/itemEncoding
    ");
}
