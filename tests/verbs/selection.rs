//! Generating a client for selected operations.

use openapi_fragment::Status;

use super::Workspace;

/// Two resources, the second of which has errors.
const SPEC: &str = r##"
openapi: 3.1.0
info: { title: Pets, version: "1" }
paths:
  /pets:
    get: { operationId: pets.list, tags: [pets], responses: { "200": { description: Pets., content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } } } }
    post: { operationId: pets.create, tags: [pets], responses: { "204": { description: Done. } } }
  /owners/{id}:
    parameters: [{ name: id, in: nowhere }]
    get: { operationId: owners.get, tags: [people], responses: { "200": { $ref: "#/components/responses/Owner" } } }
components:
  responses: { Owner: { description: One., content: { application/json: { schema: { $ref: "#/components/schemas/Owner" } } } } }
  schemas:
    Pet: { type: object, properties: { name: { type: string } } }
    Owner: { type: object, properties: { pet: { $ref: "#/components/schemas/Pat" } } }
"##;

fn workspace() -> Workspace {
    let workspace = Workspace::new();
    workspace.write("pets/api.yaml", SPEC);
    workspace
}

fn codegen<'a>(options: &[&'a str]) -> Vec<&'a str> {
    let all = [
        "codegen",
        "--spec",
        "pets/api.yaml",
        "--out",
        "client",
        "--package",
        "pets-client",
    ];
    [&all, options].concat()
}

#[test]
fn errors_in_unselected_operations_are_ignored() {
    let workspace = workspace();
    workspace.xtask(&codegen(&[])).fails(
        Status::Failure,
        "unresolved reference `#/components/schemas/Pat`",
    );
    let selections: [&[&str]; 4] = [
        &["--tag", "pets"],
        &["--operation", "pets.*"],
        &["--operation", "get /pets", "--operation", "pets.create"],
        &["--path", "/p*"],
    ];
    for selection in selections {
        workspace.xtask(&codegen(selection)).succeeds();
        let pets = workspace.read("client/src/api/pets.rs");
        assert!(pets.contains("pub fn list("), "{pets}");
        assert!(pets.contains("pub fn create("), "{pets}");
        assert!(!workspace.path().join("client/src/api/owners.rs").exists());
    }
}

#[test]
fn only_types_of_selected_operations_are_generated() {
    let workspace = workspace();
    workspace
        .xtask(&codegen(&["--operation", "pets.create"]))
        .succeeds();
    let pets = workspace.read("client/src/api/pets.rs");
    assert!(!pets.contains("pub fn list("), "{pets}");
    assert!(!workspace.path().join("client/src/api/types.rs").exists());
    workspace
        .xtask(&codegen(&["--path", "/owners/{id}"]))
        .fails(
            Status::Failure,
            "unresolved reference `#/components/schemas/Pat`",
        );
}

#[test]
fn patterns_without_matches_are_errors() {
    let workspace = workspace();
    let select = |selection: &[&str], reason| {
        workspace
            .xtask(&codegen(selection))
            .fails(Status::Failure, reason);
    };
    select(&["--operation", "pets.lst"], "did you mean `pets.list`?");
    select(&["--tag", "pet"], "did you mean `pets`?");
    select(
        &["--path", "/owners/*/cars"],
        "no operation has the path `/owners/*/cars`",
    );
}

#[test]
fn the_project_file_selects_operations() {
    let workspace = workspace();
    workspace.list_pets("operations = [\"pets.create\"]\n");
    workspace.xtask(&["codegen"]).succeeds();
    workspace.xtask(&["codegen", "--check"]).succeeds();
    let pets = workspace.read("client/src/api/pets.rs");
    assert!(!pets.contains("pub fn list("), "{pets}");
    let ran = workspace
        .xtask(&codegen(&["--check", "--operation", "pets.list"]))
        .ends(Status::Failure);
    assert!(ran.stdout.contains("+    pub fn list("), "{}", ran.stdout);
    assert!(
        ran.stderr
            .contains("--package pets-client --operation pets.list`"),
        "{}",
        ran.stderr
    );
    workspace
        .xtask(&["codegen", "--operation", "pets.list"])
        .fails(Status::WrongCall, "require `--spec`");
}
