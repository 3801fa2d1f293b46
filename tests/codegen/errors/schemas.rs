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
    assert_snapshot!(check_error(piece), @"");
}

#[test]
fn a_tuple() {
    let piece = r##"
components:
  schemas:
    Pet: { type: array, prefixItems: [{ type: string }, { type: integer }] }
"##;
    assert_snapshot!(check_error(piece), @"");
}

#[test]
fn schemas_that_depend_on_properties() {
    let piece = r##"
components:
  schemas:
    Pet: { type: object, properties: { a: { type: string } }, dependentSchemas: { a: { required: [b] } } }
"##;
    assert_snapshot!(check_error(piece), @"");
}

#[test]
fn a_schema_that_nothing_satisfies() {
    let piece = r##"
components:
  schemas:
    Pet: { type: object, properties: { never: false } }
"##;
    assert_snapshot!(check_error(piece), @"");
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
    assert_snapshot!(check_error(piece), @"");
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
    assert_snapshot!(check_error(piece), @"");
}
