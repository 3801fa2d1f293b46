//! References that lead nowhere, or where they must not.

use insta::assert_snapshot;

use crate::codegen::doors::check_error;

#[test]
fn a_reference_to_nothing_suggests_the_nearest_name() {
    let piece = r##"
paths:
  /pets:
    get:
      operationId: pets.list
      responses:
        "200": { description: Pets., content: { application/json: { schema: { $ref: "#/components/schemas/Pets" } } } }
components:
  schemas:
    Pet: { type: object }
"##;
    assert_snapshot!(check_error(piece), @r##"
    error[E030]: `#/components/schemas/Pets` stands for nothing
     --> spec.yaml:6:85
      |
    6 |         "200": { description: Pets., content: { application/json: { schema: { $ref: "#/components/schemas/Pets" } } } }
      |                                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /paths/~1pets/get/responses/200/content/application~1json/schema/$ref
      = help: did you mean `Pet`?
    "##);
}

#[test]
fn a_reference_to_nothing_like_anything() {
    let piece = r##"
paths:
  /pets:
    get:
      operationId: pets.list
      responses:
        "200": { description: Pets., content: { application/json: { schema: { $ref: "#/components/schemas/Xylophone" } } } }
components:
  schemas:
    Pet: { type: object }
"##;
    assert_snapshot!(check_error(piece), @r##"
    error[E030]: `#/components/schemas/Xylophone` stands for nothing
     --> spec.yaml:6:85
      |
    6 |         "200": { description: Pets., content: { application/json: { schema: { $ref: "#/components/schemas/Xylophone" } } } }
      |                                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /paths/~1pets/get/responses/200/content/application~1json/schema/$ref
      = help: declared are `Pet`
    "##);
}

#[test]
fn a_reference_to_a_header_that_is_none() {
    let piece = r##"
paths:
  /pets:
    get:
      operationId: pets.list
      responses:
        "204": { description: Done., headers: { X-Left: { $ref: "#/components/headers/Lift" } } }
components:
  headers:
    Left: { schema: { type: integer } }
"##;
    assert_snapshot!(check_error(piece), @r##"
    error[E030]: `#/components/headers/Lift` stands for nothing
     --> spec.yaml:6:65
      |
    6 |         "204": { description: Done., headers: { X-Left: { $ref: "#/components/headers/Lift" } } }
      |                                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /paths/~1pets/get/responses/204/headers/X-Left/$ref
      = help: did you mean `Left`?
    "##);
}

#[test]
fn a_reference_onto_the_network() {
    let piece = r##"
paths:
  /pets:
    get:
      operationId: pets.list
      responses:
        "200": { description: Pets., content: { application/json: { schema: { $ref: "https://example.com/pets.yaml#/Pet" } } } }
components:
  schemas:
    Pet: { type: object }
"##;
    assert_snapshot!(check_error(piece), @r#"
    error[E032]: `https://example.com/pets.yaml#/Pet` is a URL, and nothing is ever fetched
     --> spec.yaml:6:85
      |
    6 |         "200": { description: Pets., content: { application/json: { schema: { $ref: "https://example.com/pets.yaml#/Pet" } } } }
      |                                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /paths/~1pets/get/responses/200/content/application~1json/schema/$ref
      = help: save it beside the specification, and refer to the file
    "#);
}

#[test]
fn a_reference_to_another_file() {
    let piece = r##"
paths:
  /pets:
    get:
      operationId: pets.list
      responses:
        "200": { description: Pets., content: { application/json: { schema: { $ref: "../pets.yaml#/Pet" } } } }
components:
  schemas:
    Pet: { type: object }
"##;
    assert_snapshot!(check_error(piece), @r#"
    error[E033]: `../pets.yaml#/Pet` lies outside of the folder of the specification
     --> spec.yaml:6:85
      |
    6 |         "200": { description: Pets., content: { application/json: { schema: { $ref: "../pets.yaml#/Pet" } } } }
      |                                                                                     ^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /paths/~1pets/get/responses/200/content/application~1json/schema/$ref
      = help: only files in that folder or below it are read
    "#);
}

#[test]
fn a_reference_to_a_file_at_its_root() {
    let piece = r##"
paths:
  /pets:
    get:
      operationId: pets.list
      responses:
        "200": { description: Pets., content: { application/json: { schema: { $ref: "file:///etc/passwd" } } } }
components:
  schemas:
    Pet: { type: object }
"##;
    assert_snapshot!(check_error(piece), @r#"
    error[E032]: `file:///etc/passwd` is a URL, and nothing is ever fetched
     --> spec.yaml:6:85
      |
    6 |         "200": { description: Pets., content: { application/json: { schema: { $ref: "file:///etc/passwd" } } } }
      |                                                                                     ^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /paths/~1pets/get/responses/200/content/application~1json/schema/$ref
      = help: save it beside the specification, and refer to the file
    "#);
}

#[test]
fn a_reference_into_the_middle_of_a_schema() {
    let piece = r##"
paths:
  /pets:
    get:
      operationId: pets.list
      responses:
        "200": { description: Pets., content: { application/json: { schema: { $ref: "#/components/schemas/Pet/properties/name" } } } }
components:
  schemas:
    Pet: { type: object }
"##;
    assert_snapshot!(check_error(piece), @r##"
    error[E030]: `#/components/schemas/Pet/properties/name` stands for nothing
     --> spec.yaml:6:85
      |
    6 |         "200": { description: Pets., content: { application/json: { schema: { $ref: "#/components/schemas/Pet/properties/name" } } } }
      |                                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /paths/~1pets/get/responses/200/content/application~1json/schema/$ref
      = help: there is no `/components/schemas/Pet/properties`
    "##);
}

#[test]
fn a_reference_to_a_component_of_another_kind() {
    let piece = r##"
paths:
  /pets:
    get:
      operationId: pets.list
      responses:
        "200": { description: Pets., content: { application/json: { schema: { $ref: "#/components/responses/Pet" } } } }
components:
  schemas:
    Pet: { type: object }
  responses:
    Pet: { description: A pet. }
"##;
    assert_snapshot!(check_error(piece), @r##"
    error[E034]: `#/components/responses/Pet` lies in `#/components/responses`, where a schema is needed
     --> spec.yaml:6:85
      |
    6 |         "200": { description: Pets., content: { application/json: { schema: { $ref: "#/components/responses/Pet" } } } }
      |                                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /paths/~1pets/get/responses/200/content/application~1json/schema/$ref
    "##);
}

#[test]
fn a_reference_that_is_none() {
    let piece = r##"
paths:
  /pets:
    get:
      operationId: pets.list
      responses:
        "200": { description: Pets., content: { application/json: { schema: { $ref: Pet } } } }
components:
  schemas:
    Pet: { type: object }
"##;
    assert_snapshot!(check_error(piece), @r#"
    error[E035]: `Pet`: there is no such file
     --> spec.yaml:6:85
      |
    6 |         "200": { description: Pets., content: { application/json: { schema: { $ref: Pet } } } }
      |                                                                                     ^^^
      |
      = pointer: /paths/~1pets/get/responses/200/content/application~1json/schema/$ref
      = help: a path is relative to the file that the reference stands in; a reference into the same file begins with `#/`
    "#);
}

#[test]
fn a_reference_that_is_no_text() {
    let piece = r##"
paths:
  /pets:
    get:
      operationId: pets.list
      responses:
        "200": { description: Pets., content: { application/json: { schema: { $ref: 3 } } } }
components:
  schemas:
    Pet: { type: object }
"##;
    assert_snapshot!(check_error(piece), @r#"
    error[E035]: `3`: there is no such file
     --> spec.yaml:6:85
      |
    6 |         "200": { description: Pets., content: { application/json: { schema: { $ref: 3 } } } }
      |                                                                                     ^
      |
      = pointer: /paths/~1pets/get/responses/200/content/application~1json/schema/$ref
      = help: a path is relative to the file that the reference stands in; a reference into the same file begins with `#/`
    "#);
}

#[test]
fn references_that_lead_only_to_each_other() {
    let piece = r##"
components:
  schemas:
    A: { $ref: "#/components/schemas/B" }
    B: { $ref: "#/components/schemas/A" }
    Own: { $ref: "#/components/schemas/Own" }
"##;
    assert_snapshot!(check_error(piece), @r##"
    error[E031]: references that lead only to each other stand for nothing
     --> spec.yaml:3:16
      |
    3 |     A: { $ref: "#/components/schemas/B" }
      |                ^^^^^^^^^^^^^^^^^^^^^^^^
    4 |     B: { $ref: "#/components/schemas/A" }
      |                ------------------------ and this leads back to the first
      |
      = pointer: /components/schemas/A/$ref

    error[E031]: references that lead only to each other stand for nothing
     --> spec.yaml:5:18
      |
    5 |     Own: { $ref: "#/components/schemas/Own" }
      |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /components/schemas/Own/$ref
    "##);
}

#[test]
fn components_that_lead_only_to_each_other() {
    let piece = r##"
paths:
  /pets:
    parameters: [{ $ref: "#/components/parameters/A" }]
    get: { operationId: pets.list, responses: { "204": { $ref: "#/components/responses/A" } } }
components:
  parameters: { A: { $ref: "#/components/parameters/B" }, B: { $ref: "#/components/parameters/A" } }
  responses: { A: { $ref: "#/components/responses/A" } }
"##;
    assert_snapshot!(check_error(piece), @r##"
    error[E031]: references that lead only to each other stand for nothing
     --> spec.yaml:6:28
      |
    6 |   parameters: { A: { $ref: "#/components/parameters/B" }, B: { $ref: "#/components/parameters/A" } }
      |                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^               --------------------------- and this leads back to the first
      |
      = pointer: /components/parameters/A/$ref

    error[E031]: references that lead only to each other stand for nothing
     --> spec.yaml:7:27
      |
    7 |   responses: { A: { $ref: "#/components/responses/A" } }
      |                           ^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /components/responses/A/$ref
    "##);
}

#[test]
fn a_path_behind_a_reference() {
    let piece = r##"
paths:
  /pets: { $ref: "#/components/pathItems/Pets" }
components: { pathItems: { Pets: {} } }
"##;
    assert_snapshot!(check_error(piece), @r##"
    error[E044]: there is no operation to write a client for
     --> spec.yaml:2:3
      |
    2 |   /pets: { $ref: "#/components/pathItems/Pets" }
      |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /paths
      = help: operations stand under `paths`, each by its path and its method
    "##);
}
