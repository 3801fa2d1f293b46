//! Parameters of the client in `codegen.toml`.

use xtask::Status;

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
    workspace.write("pets/codegen.toml", config);
    workspace
}

const CODEGEN: [&str; 7] = [
    "codegen",
    "--spec",
    "pets/api.yaml",
    "--out",
    "client",
    "--package",
    "pets-client",
];

const LINT: [&str; 4] = ["lint", "pets/api.yaml", "--deny", "warnings"];

#[test]
fn lint_proposes_a_parameter_of_most_operations() {
    let workspace = workspace("");
    let ran = workspace.xtask(&LINT).ends(Status::Failure);
    for part in [
        "warning[W029]: 10 of 12 operations have the parameter `Api-Version`",
        "add `client_parameters = [\"Api-Version\"]` to `codegen.toml`",
    ] {
        assert!(ran.stderr.contains(part), "{}", ran.stderr);
    }
    // A credential is set once anyway.
    assert!(!ran.stderr.contains("`X-Key`"), "{}", ran.stderr);
    let ran = workspace.xtask(&CODEGEN).succeeds();
    assert!(!ran.stderr.contains("W029"), "{}", ran.stderr);
    workspace.write(
        "pets/codegen.toml",
        "client_parameters = [\"Api-Version\"]\n",
    );
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
        " --> `client_parameters` of codegen.toml:8:7\n",
    ] {
        assert!(ran.stderr.contains(part), "{}", ran.stderr);
    }
    // It may be for operations that are not selected.
    workspace.write(
        "pets/codegen.toml",
        "client_parameters = [\"Api-Version\"]\n",
    );
    let selected = [&CODEGEN[..], &["--operation", "status.get"]].concat();
    workspace.xtask(&selected).succeeds();
}
