//! `--overlay` of all verbs that have it.

use openapi_fragment::Status;

use super::Workspace;

const PETS: &str = "\
openapi: 3.1.0
info: {title: Pets, version: '1'}
paths:
  /pets:
    get:
      operationId: list
      responses:
        '200':
          description: All of them.
          content: {application/json: {schema: {type: array, items: {type: string}}}}
";

const NAMES: &str = "\
overlay: 1.0.0
info: {title: Names, version: '1'}
actions:
  - target: $.paths['/pets'].get
    update: {operationId: animals.all, description: Every pet.}
";

fn workspace(overlay: &str) -> Workspace {
    let workspace = Workspace::new();
    workspace.write("pets.yaml", PETS);
    workspace.write("fixes/names.overlay.yaml", overlay);
    workspace
}

const CODEGEN: [&str; 9] = [
    "codegen",
    "--spec",
    "pets.yaml",
    "--out",
    "pets",
    "--package",
    "pets",
    "--overlay",
    "fixes/names.overlay.yaml",
];

#[test]
fn a_client_is_generated_from_the_overlaid_specification() {
    let workspace = workspace(NAMES);
    workspace.xtask(&CODEGEN).succeeds();
    let code = workspace.read("pets/src/api/animals.rs");
    assert!(
        code.contains("pub fn all(") && code.contains("Every pet."),
        "{code}"
    );
    let check = [&CODEGEN[..], &["--check"]].concat();
    workspace.xtask(&check).succeeds();
    workspace.write(
        "fixes/names.overlay.yaml",
        &NAMES.replace("animals", "beasts"),
    );
    let ran = workspace.xtask(&check).ends(Status::Failure);
    let help = "--package pets --overlay fixes/names.overlay.yaml`\n";
    assert!(ran.stderr.ends_with(help), "{}", ran.stderr);
}

#[test]
fn errors_caused_by_an_overlay_are_shown_in_the_overlay() {
    let workspace = workspace(&NAMES.replace("description: Every pet.", "desription: [1]"));
    let ran = workspace.xtask(&CODEGEN).ends(Status::Failure);
    insta::assert_snapshot!(ran.stderr);
    let lint = ["lint", "pets.yaml", "--overlay", "fixes/names.overlay.yaml"];
    let ran = workspace.xtask(&lint).ends(Status::Failure);
    assert!(
        ran.stderr.contains("--> fixes/names.overlay.yaml:5:40\n"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_target_that_selects_nothing_is_an_error() {
    let workspace = workspace(&NAMES.replace("'/pets'", "'/pet'"));
    let ran = workspace.xtask(&CODEGEN).ends(Status::Failure);
    insta::assert_snapshot!(ran.stderr);
}

#[test]
fn a_fragment_is_cut_out_of_the_overlaid_specification() {
    let workspace = workspace(NAMES);
    let call = [
        "fragment",
        "--from",
        "pets.yaml",
        "--overlay",
        "fixes/names.overlay.yaml",
        "--operation",
        "animals.all",
        "--out",
        "cut.yaml",
    ];
    workspace.xtask(&call).succeeds();
    let cut = workspace.read("cut.yaml");
    assert!(cut.contains("  overlays: [names.overlay.yaml]\n"), "{cut}");
    assert!(cut.contains("description: Every pet.\n"), "{cut}");
}

#[test]
fn the_project_file_lists_overlays() {
    let workspace = workspace(NAMES);
    workspace.write("pets/api.yaml", PETS);
    let fixes = "\"fixes/names.overlay.yaml\"";
    workspace.list_pets(&format!("overlays = [{fixes}]\n"));
    workspace.xtask(&["codegen"]).succeeds();
    assert!(
        workspace
            .read("client/src/api/animals.rs")
            .contains("pub fn all(")
    );
    workspace.write("later.overlay.yaml", &NAMES.replace(".all", ".each"));
    workspace.list_pets(&format!("overlays = [{fixes}, \"later.overlay.yaml\"]\n"));
    workspace.xtask(&["codegen"]).succeeds();
    let code = workspace.read("client/src/api/animals.rs");
    assert!(
        code.contains("pub fn each(") && code.contains("Every pet."),
        "{code}"
    );
    // Lint applies them, too, also if it is called for the specification.
    workspace.write(
        "fixes/names.overlay.yaml",
        &NAMES.replace("description: Every pet.", "desription: [1]"),
    );
    for args in [&["lint"][..], &["lint", "pets/api.yaml"]] {
        let ran = workspace.xtask(args).ends(Status::Failure);
        assert!(
            ran.stderr.contains("--> fixes/names.overlay.yaml:5:40\n"),
            "{}",
            ran.stderr
        );
    }
}
