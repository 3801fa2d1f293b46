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
    assert_snapshot!(check_error(piece), @"");
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
    assert_snapshot!(check_error(piece), @"");
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
    assert_snapshot!(check_error(piece), @"");
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
    assert_snapshot!(check_error(piece), @"");
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
    assert_snapshot!(check_error(piece), @"");
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
    assert_snapshot!(check_error(piece), @"");
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
"##;
    assert_snapshot!(check_error(piece), @"");
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
    assert_snapshot!(check_error(piece), @"");
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
    assert_snapshot!(check_error(piece), @"");
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
    assert_snapshot!(check_error(piece), @"");
}

#[test]
fn a_schema_that_is_all_of_itself() {
    let piece = r##"
components:
  schemas:
    Pet:
      allOf: [{ $ref: "#/components/schemas/Pet" }, { type: object, properties: { name: { type: string } } }]
"##;
    assert_snapshot!(check_error(piece), @"");
}

#[test]
fn a_union_of_itself() {
    let piece = r##"
components:
  schemas:
    Pet:
      oneOf: [{ $ref: "#/components/schemas/Pet" }, { type: string }]
"##;
    assert_snapshot!(check_error(piece), @"");
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
    assert_snapshot!(check_error(piece), @"");
}

#[test]
fn a_path_behind_a_reference() {
    let piece = r##"
paths:
  /pets: { $ref: "#/components/pathItems/Pets" }
components: { pathItems: { Pets: {} } }
"##;
    assert_snapshot!(check_error(piece), @"");
}
