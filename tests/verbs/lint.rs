//! `cargo xtask lint`: output formats and exit statuses.

use insta::assert_snapshot;
use openapi_fragment::Status;
use serde_json::Value;

use super::Workspace;

/// A specification with one error and one warning.
const WRONG: &str = r##"openapi: 3.1.0
info: { title: Pets, version: "1" }
paths:
  /pets:
    get:
      operationId: pets.list
      colour: red
      responses: { "200": { $ref: "#/components/responses/Pets" } }
"##;

/// A specification with this number of warnings with the same code.
fn doubtful(colours: usize) -> String {
    let colours: Vec<String> = (0..colours)
        .map(|number| format!("      colour{number}: red\n"))
        .collect();
    WRONG
        .replace("      colour: red\n", &colours.concat())
        .replace(
            "$ref: \"#/components/responses/Pets\"",
            "description: Pets.",
        )
}

#[test]
fn our_specification_has_no_warnings() {
    let ran = Workspace::new().xtask(&["lint", "--deny", "warnings"]);
    let ran = ran.succeeds();
    assert_eq!(ran.stdout, "");
    assert!(
        ran.stderr
            .ends_with("Finished 1 specification: 0 errors, 0 warnings\n"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_reader_sees_every_problem_at_once() {
    let workspace = Workspace::new();
    workspace.write("spec/pets.yaml", WRONG);
    let ran = workspace.xtask(&["lint", "spec/pets.yaml"]);
    let ran = ran.fails(Status::Failure, "1 specification: 1 error, 1 warning");
    assert_snapshot!(ran.stderr);
}

#[test]
fn a_program_gets_a_line_for_each() {
    let workspace = Workspace::new();
    workspace.write("pets.yaml", WRONG);
    let ran = workspace.xtask(&["lint", "--format", "json", "pets.yaml"]);
    let ran = ran.ends(Status::Failure);
    assert_snapshot!(ran.stdout);
    for line in ran.stdout.lines() {
        let object: Value = serde_json::from_str(line).unwrap();
        assert_eq!(object["file"], "pets.yaml");
    }
    let ran = workspace.xtask(&["lint", "--format", "github", "pets.yaml"]);
    let ran = ran.ends(Status::Failure);
    assert_snapshot!(ran.stdout);
}

#[test]
fn denied_warnings_are_fatal() {
    let workspace = Workspace::new();
    workspace.write("pets.yaml", &doubtful(1));
    let ran = workspace.xtask(&["lint", "pets.yaml"]).succeeds();
    assert!(ran.stderr.contains("warning[W001]"), "{}", ran.stderr);
    workspace
        .xtask(&["lint", "--deny", "warnings", "pets.yaml"])
        .fails(Status::Failure, "0 errors, 1 warning");
}

#[test]
fn a_few_warnings_per_code_are_shown_without_all() {
    let workspace = Workspace::new();
    workspace.write("pets.yaml", &doubtful(50));
    let few = workspace.xtask(&["lint", "pets.yaml"]).succeeds().stderr;
    assert_eq!(few.matches("warning[W001]").count(), 3);
    assert!(few.contains("note: and 47 more like this"), "{few}");
    assert!(few.contains("0 errors, 50 warnings"), "{few}");
    let all = workspace.xtask(&["lint", "--all", "pets.yaml"]);
    let all = all.succeeds().stderr;
    assert_eq!(all.matches("warning[W001]").count(), 50);
}

#[test]
fn invalid_utf8_is_reported() {
    let workspace = Workspace::new();
    std::fs::write(workspace.path().join("latin.yaml"), b"info: Caf\xe9\n").unwrap();
    let ran = workspace.xtask(&["lint", "latin.yaml"]);
    ran.fails(Status::Failure, "error[E001]: the text is not UTF-8");
}

#[test]
fn missing_files_and_invalid_arguments_are_errors() {
    let workspace = Workspace::new();
    let ran = workspace.xtask(&["lint", "none.yaml"]);
    ran.fails(Status::Failure, "cannot read none.yaml");
    let ran = workspace.xtask(&["lint", "--format", "xml"]);
    ran.fails(Status::WrongCall, "invalid value 'xml'");
    let ran = workspace.xtask(&["lint", "--deny", "errors"]);
    ran.fails(Status::WrongCall, "invalid value 'errors'");
}
