//! Rules for pages in the project file.

use openapi_fragment::Status;

use super::Workspace;

const SPEC: &str = r##"
openapi: 3.1.0
info: { title: Pets, version: "1" }
paths:
  /pets: { get: { operationId: pets.list, parameters: [{ $ref: "#/components/parameters/After" }], responses: { "200": { $ref: "#/components/responses/Pets" } } } }
  /cats: { get: { operationId: cats.list, parameters: [{ $ref: "#/components/parameters/After" }], responses: { "200": { $ref: "#/components/responses/Pets" } } } }
  /dogs: { get: { operationId: dogs.list, responses: { "200": { $ref: "#/components/responses/Pets" } } } }
components:
  parameters: { After: { name: after, in: query, schema: { type: string } } }
  responses:
    Pets: { description: Pets., content: { application/json: { schema: { type: object, properties: { pets: { type: array, items: { type: string } }, next_cursor: { type: string } } } } } }
"##;

const RULE: &str = "{ cursor = \"after\", next = \"next_cursor\" }";

fn workspace(rules: &str) -> Workspace {
    let workspace = Workspace::new();
    workspace.write("pets/api.yaml", SPEC);
    workspace.list_pets(rules);
    workspace
}

const CODEGEN: [&str; 1] = ["codegen"];

#[test]
fn rules_apply_to_the_operations_that_they_fit() {
    let workspace = workspace(&format!("pagination = [{RULE}]\n"));
    workspace.xtask(&CODEGEN).succeeds();
    let has_items = |resource: &str| {
        let code = workspace.read(&format!("client/src/api/{resource}.rs"));
        code.contains("pub fn items(self)")
    };
    assert!(has_items("pets") && has_items("cats") && !has_items("dogs"));
}

#[test]
fn lint_proposes_a_rule_with_the_number_of_operations() {
    let workspace = workspace("");
    let lint = ["lint", "pets/api.yaml", "--deny", "warnings"];
    let ran = workspace.xtask(&lint).ends(Status::Failure);
    for part in [
        "warning[W028]: 2 operations such as this return pages",
        RULE,
    ] {
        assert!(ran.stderr.contains(part), "{}", ran.stderr);
    }
    workspace.list_pets(&format!("pagination = [{RULE}]\n"));
    workspace.xtask(&lint).succeeds();
}

#[test]
fn a_rule_that_fits_no_operation_is_reported() {
    let workspace = workspace(&format!(
        "pagination = [{RULE}, {{ page = \"page\", total = \"total\" }}]\n"
    ));
    let ran = workspace.xtask(&CODEGEN).succeeds();
    for part in [
        "warning[W027]: ",
        " --> codegen.toml:5:59\n",
        "no operation has the parameter",
    ] {
        assert!(ran.stderr.contains(part), "{}", ran.stderr);
    }
    // It may be for operations that are not selected.
    workspace.list_pets(&format!(
        "pagination = [{RULE}]\noperations = [\"dogs.list\"]\n"
    ));
    let ran = workspace.xtask(&CODEGEN).succeeds();
    assert!(!ran.stderr.contains("W027"), "{}", ran.stderr);
}

#[test]
fn a_rule_without_a_way_to_the_next_page_is_an_error() {
    let workspace = workspace("pagination = [{ cursor = \"after\" }]\n");
    workspace
        .xtask(&CODEGEN)
        .fails(Status::Failure, "`cursor` requires `next`");
}
