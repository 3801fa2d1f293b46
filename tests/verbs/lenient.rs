//! `--lenient`: generating a client despite recoverable errors.

use openapi_fragment::Status;

use super::Workspace;

/// Each operation has a recoverable error.
const SPEC: &str = r#"
openapi: 3.0.3
info: { title: Pets, version: "1" }
paths:
  /pets:
    get: { operationId: list, tags: [pets], responses: { "204": { description: Done. } } }
    post: { operationId: addPet, tags: [pets], responses: { "204": { description: Done. } } }
  /pets/{id}:
    put: { operationId: addPet, tags: [pets], requestbody: {}, responses: { "204": { description: Done. } } }
  /owners:
    get:
      operationId: list
      tags: [owners]
      x-pagination: { items: owners }
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
      responses: { "204": { description: Done. } }
"#;

const CODEGEN: [&str; 5] = ["codegen", "--spec", "pets/api.yaml", "--out", "client"];

/// The methods of a resource that create request builders: they precede the first builder.
fn methods(text: &str) -> Vec<&str> {
    let resource = text.split("#[must_use = ").next().unwrap_or(text);
    let methods = resource.lines().filter(|line| line.contains("pub fn"));
    methods.map(str::trim).collect()
}

#[test]
fn recoverable_errors_are_warnings_with_lenient() {
    let workspace = Workspace::new();
    workspace.write("pets/api.yaml", SPEC);
    workspace
        .xtask(&["lint", "pets/api.yaml"])
        .fails(Status::Failure, "error[E043]");
    workspace
        .xtask(&["lint", "pets/api.yaml"])
        .fails(Status::Failure, "error[E050]");
    workspace
        .xtask(&CODEGEN)
        .fails(Status::Failure, "fix them, or use `--lenient`");
    let lenient = [&CODEGEN[..], &["--lenient"]].concat();
    workspace.xtask(&lenient).succeeds();
    let pets = workspace.read("client/src/api/pets.rs");
    assert_eq!(
        methods(&pets),
        [
            "pub fn list(&self) -> List {",
            "pub fn post(&self) -> Post {",
            "pub fn put_by_id(&self, id: &str) -> PutById {",
        ]
    );
    let owners = workspace.read("client/src/api/owners.rs");
    assert_eq!(methods(&owners), ["pub fn list(&self) -> List {"]);
}

/// The parameter is sent, in the default style of its location.
#[test]
fn an_unknown_style_is_the_default_with_lenient() {
    let workspace = Workspace::new();
    let spec = r#"
openapi: 3.0.3
info: { title: Pets, version: "1" }
paths:
  /pets:
    get:
      operationId: list
      tags: [pets]
      parameters:
        - { name: ids, in: query, style: fancy, schema: { type: array, items: { type: string } } }
      responses: { "204": { description: Done. } }
"#;
    workspace.write("pets/api.yaml", spec);
    let lenient = [&CODEGEN[..], &["--lenient"]].concat();
    workspace.xtask(&lenient).succeeds();
    let pets = workspace.read("client/src/api/pets.rs");
    assert!(pets.contains("Style::FORM_EXPLODED"), "{pets}");
}

/// The project file can set the option, and names do not depend on the order of operations.
#[test]
fn names_for_duplicate_operation_ids_do_not_depend_on_the_order() {
    let workspace = Workspace::new();
    let (head, paths) = SPEC.split_once("paths:\n").unwrap();
    let (first, rest) = paths.split_once("  /pets/{id}:\n").unwrap();
    workspace.write(
        "pets/api.yaml",
        &format!("{head}paths:\n  /pets/{{id}}:\n{rest}{first}"),
    );
    workspace.list_pets("lenient = true\n");
    workspace.xtask(&["codegen"]).succeeds();
    let pets = workspace.read("client/src/api/pets.rs");
    let mut methods = methods(&pets);
    methods.sort_unstable();
    assert_eq!(
        methods,
        [
            "pub fn list(&self) -> List {",
            "pub fn post(&self) -> Post {",
            "pub fn put_by_id(&self, id: &str) -> PutById {",
        ]
    );
}

/// One operation has every kind of error, the other one none.
const BROKEN: &str = r##"
openapi: 3.0.3
info: { title: Pets, version: "1" }
paths:
  /pets:
    get:
      operationId: list
      tags: [pets]
      responses:
        "200": { description: Pets., content: { application/json: { schema: { type: array, items: { type: string } } } } }
    put:
      operationId: broken
      tags: [pets]
      security: [{ none: [] }]
      parameters:
        - { $ref: "#/components/parameters/none" }
        - { name: q, in: somewhere, schema: { type: string } }
      requestBody: null
      responses:
        "200": { description: A pet., content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
components:
  schemas:
    Pet:
      type: object
      properties:
        none: { $ref: "#/components/schemas/None" }
        response: { $ref: "#/components/responses/Pet" }
        elsewhere: { $ref: "https://example.com/pet.json" }
        outside: { $ref: "../../../pet.json" }
        missing: { $ref: "missing.json" }
        circle: { $ref: "#/components/schemas/Circle" }
        mapping: null
        file: { type: file }
        food:
          oneOf: [{ $ref: "#/components/schemas/Meat" }, { $ref: "#/components/schemas/Fish" }]
          discriminator: { propertyName: kind }
    Circle: { $ref: "#/components/schemas/Circle" }
    Meat: { type: object, required: [weight], properties: { weight: { type: integer } } }
    Fish: { type: object, required: [length], properties: { length: { type: integer } } }
  responses:
    Pet: { description: A pet. }
"##;

#[test]
fn errors_do_not_affect_other_operations() {
    let workspace = Workspace::new();
    workspace.write("pets/api.yaml", BROKEN);
    workspace.xtask(&CODEGEN).fails(Status::Failure, "E030");
    let lenient = [&CODEGEN[..], &["--lenient"]].concat();
    workspace.xtask(&lenient).succeeds();
    let pets = workspace.read("client/src/api/pets.rs");
    assert_eq!(
        methods(&pets),
        [
            "pub fn list(&self) -> List {",
            "pub fn broken(&self) -> Broken {",
        ]
    );
    let types = workspace.read("client/src/api/types.rs");
    for property in [
        "none",
        "response",
        "elsewhere",
        "outside",
        "missing",
        "circle",
        "file",
    ] {
        let field = format!("pub {property}: Option<Value>,\n");
        assert!(types.contains(&field), "{property}: {types}");
        let entry = format!("    {property} (nullable),\n");
        assert!(types.contains(&entry), "{property}: {types}");
    }
    assert!(types.contains("pub food: Option<PetFood>,"), "{types}");
    assert!(!types.contains("\ntagged_union!"), "{types}");
}
