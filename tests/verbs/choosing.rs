//! Writing a client of some of the operations that a specification has.

use xtask::Status;

use super::Workspace;

/// Two resources, of which the second is broken.
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
fn what_is_not_chosen_stops_nothing() {
    let workspace = workspace();
    workspace.xtask(&codegen(&[])).fails(
        Status::Failure,
        "`#/components/schemas/Pat` stands for nothing",
    );
    let choices: [&[&str]; 4] = [
        &["--tag", "pets"],
        &["--operation", "pets.*"],
        &["--operation", "get /pets", "--operation", "pets.create"],
        &["--path", "/p*"],
    ];
    for choice in choices {
        workspace.xtask(&codegen(choice)).succeeds();
        let pets = workspace.read("client/src/api/pets.rs");
        assert!(pets.contains("pub fn list("), "{pets}");
        assert!(pets.contains("pub fn create("), "{pets}");
        assert!(!workspace.path().join("client/src/api/owners.rs").exists());
    }
}

#[test]
fn only_what_the_chosen_operations_reach_is_written() {
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
            "`#/components/schemas/Pat` stands for nothing",
        );
}

#[test]
fn what_is_not_there_cannot_be_chosen() {
    let workspace = workspace();
    let choose = |choice: &[&str], reason| {
        workspace
            .xtask(&codegen(choice))
            .fails(Status::Failure, reason);
    };
    choose(&["--operation", "pets.lst"], "did you mean `pets.list`?");
    choose(&["--tag", "pet"], "did you mean `pets`?");
    choose(
        &["--path", "/owners/*/cars"],
        "there is no operation on the path `/owners/*/cars`",
    );
}

#[test]
fn a_choice_can_stand_beside_the_specification() {
    let workspace = workspace();
    workspace.write("pets/codegen.toml", "operations = [\"pets.create\"]\n");
    workspace.xtask(&codegen(&[])).succeeds();
    workspace.xtask(&codegen(&["--check"])).succeeds();
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
}

#[test]
fn a_choice_that_says_something_else_is_refused() {
    let workspace = workspace();
    workspace.write(
        "pets/codegen.toml",
        "tags = [\"pets\"]\npath = [\"/pets\"]\n",
    );
    let ran = workspace.xtask(&codegen(&[])).ends(Status::Failure);
    for part in [
        "cannot use pets/codegen.toml",
        "line 2, column 1",
        "unknown field `path`",
    ] {
        assert!(ran.stderr.contains(part), "{}", ran.stderr);
    }
}
