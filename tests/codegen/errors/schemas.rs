//! Schemas.

use insta::assert_snapshot;

use crate::codegen::harness::check_error;

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
    error[E047]: a document can have only one `x-envelope`
      --> spec.yaml:10:19
       |
     6 |       x-envelope: { success: ok, result: data, errors: faults }
       |                   --------------------------------------------- first declared here
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

    error[E023]: `x-envelope` has no keyword `mesages`
     --> spec.yaml:6:64
      |
    6 |       x-envelope: { success: ok, result: data, errors: faults, mesages: m }
      |                                                                ^^^^^^^
      |
      = pointer: /components/schemas/A/x-envelope/mesages
      = help: did you mean `messages`?
    ");
}
