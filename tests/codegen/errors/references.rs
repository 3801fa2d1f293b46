//! Invalid references.

use insta::assert_snapshot;

use crate::codegen::harness::check_error;

#[test]
fn an_unresolved_reference_suggests_a_similar_name() {
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
    error[E030]: unresolved reference `#/components/schemas/Pets`
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
fn an_unresolved_reference_without_a_similar_name() {
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
    error[E030]: unresolved reference `#/components/schemas/Xylophone`
     --> spec.yaml:6:85
      |
    6 |         "200": { description: Pets., content: { application/json: { schema: { $ref: "#/components/schemas/Xylophone" } } } }
      |                                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /paths/~1pets/get/responses/200/content/application~1json/schema/$ref
      = help: declared: `Pet`
    "##);
}

#[test]
fn an_unresolved_reference_to_a_header() {
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
    error[E030]: unresolved reference `#/components/headers/Lift`
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
fn a_remote_reference() {
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
    error[E032]: `https://example.com/pets.yaml#/Pet` is a URL; remote references are not supported
     --> spec.yaml:6:85
      |
    6 |         "200": { description: Pets., content: { application/json: { schema: { $ref: "https://example.com/pets.yaml#/Pet" } } } }
      |                                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /paths/~1pets/get/responses/200/content/application~1json/schema/$ref
      = help: save the file in the folder of the specification, and refer to that
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
    error[E033]: `../pets.yaml#/Pet` is outside of the root folder
     --> spec.yaml:6:85
      |
    6 |         "200": { description: Pets., content: { application/json: { schema: { $ref: "../pets.yaml#/Pet" } } } }
      |                                                                                     ^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /paths/~1pets/get/responses/200/content/application~1json/schema/$ref
      = help: the root folder is that of the specification; `--root DIR` sets a folder above it
    "#);
}

#[test]
fn a_reference_to_a_file_url() {
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
    error[E032]: `file:///etc/passwd` is a URL; remote references are not supported
     --> spec.yaml:6:85
      |
    6 |         "200": { description: Pets., content: { application/json: { schema: { $ref: "file:///etc/passwd" } } } }
      |                                                                                     ^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /paths/~1pets/get/responses/200/content/application~1json/schema/$ref
      = help: save the file in the folder of the specification, and refer to that
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
    error[E030]: unresolved reference `#/components/schemas/Pet/properties/name`
     --> spec.yaml:6:85
      |
    6 |         "200": { description: Pets., content: { application/json: { schema: { $ref: "#/components/schemas/Pet/properties/name" } } } }
      |                                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /paths/~1pets/get/responses/200/content/application~1json/schema/$ref
      = help: `/components/schemas/Pet/properties` does not exist
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
    error[E034]: `#/components/responses/Pet` is in `#/components/responses`; expected a schema
     --> spec.yaml:6:85
      |
    6 |         "200": { description: Pets., content: { application/json: { schema: { $ref: "#/components/responses/Pet" } } } }
      |                                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /paths/~1pets/get/responses/200/content/application~1json/schema/$ref
    "##);
}

#[test]
fn an_invalid_reference() {
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
    error[E035]: `Pet`: file not found
     --> spec.yaml:6:85
      |
    6 |         "200": { description: Pets., content: { application/json: { schema: { $ref: Pet } } } }
      |                                                                                     ^^^
      |
      = pointer: /paths/~1pets/get/responses/200/content/application~1json/schema/$ref
      = help: a path is relative to the file that contains the reference; a reference to the same file starts with `#/`
    "#);
}

#[test]
fn a_reference_that_is_not_a_string() {
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
    error[E035]: `3`: file not found
     --> spec.yaml:6:85
      |
    6 |         "200": { description: Pets., content: { application/json: { schema: { $ref: 3 } } } }
      |                                                                                     ^
      |
      = pointer: /paths/~1pets/get/responses/200/content/application~1json/schema/$ref
      = help: a path is relative to the file that contains the reference; a reference to the same file starts with `#/`
    "#);
}

#[test]
fn a_reference_cycle_of_schemas() {
    let piece = r##"
components:
  schemas:
    A: { $ref: "#/components/schemas/B" }
    B: { $ref: "#/components/schemas/A" }
    Own: { $ref: "#/components/schemas/Own" }
"##;
    assert_snapshot!(check_error(piece), @r##"
    error[E031]: reference cycle: these references resolve only to each other
     --> spec.yaml:3:16
      |
    3 |     A: { $ref: "#/components/schemas/B" }
      |                ^^^^^^^^^^^^^^^^^^^^^^^^
    4 |     B: { $ref: "#/components/schemas/A" }
      |                ------------------------ which refers back to the first
      |
      = pointer: /components/schemas/A/$ref

    error[E031]: reference cycle: these references resolve only to each other
     --> spec.yaml:5:18
      |
    5 |     Own: { $ref: "#/components/schemas/Own" }
      |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /components/schemas/Own/$ref
    "##);
}

#[test]
fn a_reference_cycle_in_place_of_an_operation() {
    let piece = r"
paths:
  /pets:
    get: { $ref: '#/x-first' }
    delete: { responses: { default: { description: Done } } }
x-first: { $ref: '#/x-second' }
x-second: { $ref: '#/x-first' }
";
    assert_snapshot!(check_error(piece), @r"
    warning[W025]: OpenAPI allows no `$ref` here: it is followed
     --> spec.yaml:3:12
      |
    3 |     get: { $ref: '#/x-first' }
      |            ^^^^
      |
      = pointer: /paths/~1pets/get/$ref
      = help: write its target here, for tools that do not follow it

    error[E031]: reference cycle: these references resolve only to each other
     --> spec.yaml:5:18
      |
    5 | x-first: { $ref: '#/x-second' }
      |                  ^^^^^^^^^^^^
    6 | x-second: { $ref: '#/x-first' }
      |                   ----------- which refers back to the first
      |
      = pointer: /x-first/$ref
    ");
}

#[test]
fn a_reference_cycle_of_components() {
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
    error[E031]: reference cycle: these references resolve only to each other
     --> spec.yaml:6:28
      |
    6 |   parameters: { A: { $ref: "#/components/parameters/B" }, B: { $ref: "#/components/parameters/A" } }
      |                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^               --------------------------- which refers back to the first
      |
      = pointer: /components/parameters/A/$ref

    error[E031]: reference cycle: these references resolve only to each other
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
    error[E044]: the specification has no operations
     --> spec.yaml:2:3
      |
    2 |   /pets: { $ref: "#/components/pathItems/Pets" }
      |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /paths
      = help: add operations to `paths`, each under its path and its method
    "##);
}
