//! Schemas.

use insta::assert_snapshot;

use crate::codegen::doors::check_error;

#[test]
fn properties_by_pattern() {
    let piece = r##"
components:
  schemas:
    Pet: { type: object, patternProperties: { "^x-": { type: string } } }
"##;
    assert_snapshot!(check_error(piece), @r#"
    error[E060]: `patternProperties` is not supported yet
     --> spec.yaml:3:10
      |
    3 |     Pet: { type: object, patternProperties: { "^x-": { type: string } } }
      |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /components/schemas/Pet
    "#);
}

#[test]
fn a_tuple() {
    let piece = r##"
components:
  schemas:
    Pet: { type: array, prefixItems: [{ type: string }, { type: integer }] }
"##;
    assert_snapshot!(check_error(piece), @r"
    error[E060]: `prefixItems` is not supported yet
     --> spec.yaml:3:10
      |
    3 |     Pet: { type: array, prefixItems: [{ type: string }, { type: integer }] }
      |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /components/schemas/Pet
    ");
}

#[test]
fn schemas_that_depend_on_properties() {
    let piece = r##"
components:
  schemas:
    Pet: { type: object, properties: { a: { type: string } }, dependentSchemas: { a: { required: [b] } } }
"##;
    assert_snapshot!(check_error(piece), @r"
    error[E060]: `dependentSchemas` is not supported yet
     --> spec.yaml:3:10
      |
    3 |     Pet: { type: object, properties: { a: { type: string } }, dependentSchemas: { a: { required: [b] } } }
      |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /components/schemas/Pet
    ");
}

#[test]
fn a_schema_that_nothing_satisfies() {
    let piece = r##"
components:
  schemas:
    Pet: { type: object, properties: { never: false } }
"##;
    assert_snapshot!(check_error(piece), @r"
    error[E060]: a schema that nothing satisfies is not supported yet
     --> spec.yaml:3:47
      |
    3 |     Pet: { type: object, properties: { never: false } }
      |                                               ^^^^^
      |
      = pointer: /components/schemas/Pet/properties/never
    ");
}

#[test]
fn two_envelopes() {
    let piece = r##"
paths:
  /pets: { get: { operationId: pets.list, responses: { "204": { description: Done. } } } }
components:
  schemas:
    A:
      x-envelope: { success: ok, result: data, errors: faults }
      type: object
      properties: { ok: { type: boolean }, faults: { type: array } }
    B:
      x-envelope: { success: ok, result: data, errors: faults }
      type: object
      properties: { ok: { type: boolean }, faults: { type: array } }
"##;
    assert_snapshot!(check_error(piece), @r"
    error[E047]: a second `x-envelope` is not supported
      --> spec.yaml:10:19
       |
     6 |       x-envelope: { success: ok, result: data, errors: faults }
       |                   --------------------------------------------- the first is here
    ...
    10 |       x-envelope: { success: ok, result: data, errors: faults }
       |                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = pointer: /components/schemas/B/x-envelope
    ");
}

#[test]
fn an_envelope_without_its_properties() {
    let piece = r##"
paths:
  /pets: { get: { operationId: pets.list, responses: { "204": { description: Done. } } } }
components:
  schemas:
    A:
      x-envelope: { success: ok, result: data, errors: faults, mesages: m }
      type: object
      properties: { fine: { type: boolean } }
"##;
    assert_snapshot!(check_error(piece), @r"
    error[E047]: the envelope has no property `faults`
     --> spec.yaml:6:19
      |
    6 |       x-envelope: { success: ok, result: data, errors: faults, mesages: m }
      |                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /components/schemas/A/x-envelope

    error[E047]: the envelope has no property `ok`
     --> spec.yaml:6:19
      |
    6 |       x-envelope: { success: ok, result: data, errors: faults, mesages: m }
      |                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /components/schemas/A/x-envelope

    error[E023]: `x-envelope` has no `mesages`
     --> spec.yaml:6:64
      |
    6 |       x-envelope: { success: ok, result: data, errors: faults, mesages: m }
      |                                                                ^^^^^^^
      |
      = pointer: /components/schemas/A/x-envelope/mesages
      = help: did you mean `messages`?
    ");
}
