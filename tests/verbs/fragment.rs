//! `cargo xtask fragment`.

use openapi_fragment::Status;

use super::{Workspace, tree};

const PETS: &str = r##"
openapi: 3.1.0
info: {title: Pets, version: "7"}
paths:
  /pets:
    get:
      operationId: list
      responses:
        "200":
          description: All of them.
          content: {application/json: {schema: {$ref: "#/components/schemas/Pets"}}}
    post: {operationId: add, responses: {"204": {description: Added.}}}
components:
  schemas:
    Pets: {type: array, items: {type: string}}
    Other: {type: object}
"##;

const CALL: [&str; 7] = [
    "fragment",
    "--from",
    "pets.yaml",
    "--operation",
    "list",
    "--out",
    "spec/cut/pets.yaml",
];

fn workspace() -> Workspace {
    let workspace = Workspace::new();
    workspace.write("pets.yaml", PETS);
    workspace
}

#[test]
fn a_fragment_is_written_and_replaced() {
    let workspace = workspace();
    let ran = workspace.xtask(&CALL).succeeds();
    let expected = "spec/cut/pets.yaml with 1 operation and 1 component in ";
    assert!(ran.stderr.contains(expected), "{}", ran.stderr);
    let text = workspace.read("spec/cut/pets.yaml");
    insta::assert_snapshot!(text);
    workspace.xtask(&CALL).succeeds();
    workspace.write("pets.yaml", &PETS.replace("All of them.", "All pets."));
    workspace.xtask(&CALL).succeeds();
    let text = workspace.read("spec/cut/pets.yaml");
    assert!(text.contains("description: All pets.\n"), "{text}");
}

#[test]
fn a_json_fragment_is_written_and_replaced() {
    let workspace = workspace();
    let call = CALL.map(|arg| {
        if arg.ends_with("cut/pets.yaml") {
            "pets.json"
        } else {
            arg
        }
    });
    workspace.xtask(&call).succeeds();
    assert!(
        workspace
            .read("pets.json")
            .starts_with("{\n  \"openapi\": \"3.1.0\",\n")
    );
    workspace.write("pets.yaml", &PETS.replace("All of them.", "All pets."));
    workspace.xtask(&call).succeeds();
    assert!(workspace.read("pets.json").contains("All pets."));
}

#[test]
fn a_file_of_the_user_is_replaced_only_with_force() {
    let workspace = workspace();
    workspace.write("spec/cut/pets.yaml", "openapi: 3.1.0\n");
    let before = tree(workspace.path());
    let reason = "this verb did not write spec/cut/pets.yaml; use `--force` to replace it";
    workspace.xtask(&CALL).fails(Status::Failure, reason);
    assert_eq!(tree(workspace.path()), before);
    workspace
        .xtask(&[&CALL[..], &["--force"]].concat())
        .succeeds();
    assert!(
        workspace
            .read("spec/cut/pets.yaml")
            .starts_with("# Cut by openapi-fragment")
    );
}

/// The first line named a command that not every workspace has.
#[test]
fn a_fragment_with_the_former_first_line_is_replaced() {
    let workspace = workspace();
    let former = "# Cut by `cargo xtask fragment` from pets.yaml.\n";
    workspace.write("spec/cut/pets.yaml", former);
    workspace.xtask(&CALL).succeeds();
}

#[test]
#[cfg(unix)]
fn links_are_not_written_through() {
    let workspace = workspace();
    workspace.write("mine.yaml", "mine: 1\n");
    let link = workspace.path().join("spec/cut.yaml");
    std::os::unix::fs::symlink("../mine.yaml", link).unwrap();
    let call = CALL.map(|arg| {
        if arg.ends_with("cut/pets.yaml") {
            "spec/cut.yaml"
        } else {
            arg
        }
    });
    // The path is resolved, so the error is about the target of the link.
    workspace
        .xtask(&call)
        .fails(Status::Failure, "this verb did not write");
    assert_eq!(workspace.read("mine.yaml"), "mine: 1\n");
}

#[test]
fn errors_change_nothing() {
    let workspace = workspace();
    let before = tree(workspace.path());
    let call = CALL.map(|arg| if arg == "list" { "lst" } else { arg });
    let ran = workspace.xtask(&call).ends(Status::Failure);
    assert_eq!(
        ran.stderr,
        "error[E070]: no operation matches `lst`\n--> pets.yaml\n = help: did you mean `list`?\n\n\
         error: pets.yaml has 1 error; nothing was written\n"
    );
    workspace
        .xtask(&CALL[..3])
        .fails(Status::WrongCall, "--operation");
    assert_eq!(tree(workspace.path()), before);
}
