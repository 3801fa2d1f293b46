//! Parameters of the client in the project file.

use openapi_fragment::Status;

use super::Workspace;

/// Ten of twelve operations have the parameter `Api-Version`, and all have the key.
fn spec() -> String {
    let resource = |name: &str, parameter: &str| {
        let operations = ["get", "put", "post", "patch", "delete"];
        let operations = operations.map(|method| {
            format!("    {method}: {{ operationId: {name}.{method}, responses: {{ \"204\": {{ description: Done. }} }} }}\n")
        });
        format!(
            "  /{name}:\n    parameters: [{parameter}{{ name: X-Key, in: header, schema: {{ type: string }} }}]\n{}",
            operations.concat()
        )
    };
    let version = "{ name: Api-Version, in: header, schema: { type: string } }, ";
    let status = resource("status", "");
    let status = status.lines().take(4).collect::<Vec<_>>().join("\n");
    format!(
        "openapi: 3.1.0\ninfo: {{ title: Pets, version: '1' }}\nsecurity: [{{ key: [] }}]\npaths:\n{}{}{status}\n\
         components: {{ securitySchemes: {{ key: {{ type: apiKey, in: header, name: X-Key }} }} }}\n",
        resource("cats", version),
        resource("dogs", version),
    )
}

fn workspace(config: &str) -> Workspace {
    let workspace = Workspace::new();
    workspace.write("pets/api.yaml", &spec());
    workspace.list_pets(config);
    workspace
}

const CODEGEN: [&str; 1] = ["codegen"];

const LINT: [&str; 4] = ["lint", "pets/api.yaml", "--deny", "warnings"];

#[test]
fn lint_proposes_a_parameter_of_most_operations() {
    let workspace = workspace("");
    let ran = workspace.xtask(&LINT).ends(Status::Failure);
    for part in [
        "warning[W029]: 10 of 12 operations have the parameter `Api-Version`",
        "add `client_parameters = [\"Api-Version\"]` to the client in `codegen.toml`",
    ] {
        assert!(ran.stderr.contains(part), "{}", ran.stderr);
    }
    // A credential is set once anyway.
    assert!(!ran.stderr.contains("`X-Key`"), "{}", ran.stderr);
    let ran = workspace.xtask(&CODEGEN).succeeds();
    assert!(!ran.stderr.contains("W029"), "{}", ran.stderr);
    workspace.list_pets("client_parameters = [\"Api-Version\"]\n");
    workspace.xtask(&LINT).succeeds();
    workspace.xtask(&CODEGEN).succeeds();
    let builder = workspace.read("client/src/api/client_builder.rs");
    assert!(builder.contains("pub fn api_version("), "{builder}");
}

#[test]
fn a_parameter_that_no_operation_has_is_an_error_with_its_place() {
    let workspace = workspace("client_parameters = [\"Api-Version\", \"Api-Versoin\"]\n");
    let ran = workspace.xtask(&CODEGEN).ends(Status::Failure);
    for part in [
        "error[E051]: no operation has a parameter `Api-Versoin`",
        " --> codegen.toml:5:37\n",
    ] {
        assert!(ran.stderr.contains(part), "{}", ran.stderr);
    }
    // It may be for operations that are not selected.
    workspace.list_pets("client_parameters = [\"Api-Version\"]\noperations = [\"status.get\"]\n");
    workspace.xtask(&CODEGEN).succeeds();
}
