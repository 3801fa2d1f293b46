//! `cargo xtask new`, in folders outside of this workspace.

use std::fs;
use std::path::Path;
use std::process::Command;

use openapi_fragment::Status;
use tempfile::TempDir;

use super::{Ran, root, tree, write, xtask};

const PETS: &str = r##"
openapi: 3.1.0
info: {title: Pets, version: "7"}
servers: [{url: "https://pets.example"}]
paths:
  /pets/{name}:
    get:
      operationId: pets.get
      parameters: [{name: name, in: path, required: true, schema: {type: string}}]
      responses:
        "200":
          description: One.
          content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}
    delete: {operationId: pets.remove, responses: {"204": {description: Gone.}}}
  /pets:
    put:
      operationId: pets.replace
      requestBody:
        required: true
        content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Pet"}}}}
      responses: {"204": {description: Done.}}
  /owners:
    get: {operationId: owners.list, tags: [owners], responses: {"204": {description: None.}}}
components:
  schemas:
    Pet: {type: object, properties: {name: {type: string}}}
"##;

const CALL: [&str; 7] = [
    "new",
    "--spec",
    "api.yaml",
    "--operation",
    "pets.get",
    "--package",
    "pets-client",
];

/// A folder with the vendor's specification and these files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("api.yaml"), PETS);
    for (path, text) in files {
        write(&folder.path().join(path), text);
    }
    folder
}

fn new(folder: &TempDir, args: &[&str]) -> Ran {
    xtask(folder.path(), &[&CALL[..], args].concat())
}

fn read(folder: &TempDir, path: &str) -> String {
    fs::read_to_string(folder.path().join(path)).unwrap()
}

/// Fails without an effect on the folder.
#[track_caller]
fn changes_nothing(folder: &TempDir, args: &[&str], status: Status) -> String {
    let before = tree(folder.path());
    let ran = xtask(folder.path(), args).fails(status, "error");
    assert_eq!(tree(folder.path()), before, "{}", ran.stderr);
    ran.stderr
}

#[test]
fn an_empty_folder_becomes_a_workspace() {
    let folder = folder(&[]);
    let ran = new(&folder, &[]).succeeds();
    insta::assert_snapshot!("a_new_client", ran.stdout);
    for line in [
        "Added crates/pets-client/ with ",
        "Added spec/pets-client.yaml\n",
        "Added Cargo.toml\n",
        "Added codegen.toml\n",
        ": 1 operation, 1 type, 0 warnings\n",
    ] {
        assert!(ran.stderr.contains(line), "{}", ran.stderr);
    }
    assert_eq!(
        read(&folder, "Cargo.toml"),
        "[workspace]\nresolver = \"3\"\nmembers = [\"crates/pets-client\"]\n"
    );
    assert_eq!(
        read(&folder, "codegen.toml"),
        "# The clients of this workspace: see `cargo xtask codegen --help`.\n\n\
         [[client]]\nspec = \"spec/pets-client.yaml\"\nout = \"crates/pets-client\"\n"
    );
    let program = read(&folder, "crates/pets-client/examples/first_call.rs");
    assert_eq!(ran.stdout.trim(), program.trim());
    let check = xtask(folder.path(), &["codegen", "--check"]).succeeds();
    assert!(check.stderr.contains("is up to date"), "{}", check.stderr);
    let error = changes_nothing(&folder, &CALL, Status::Failure);
    let expected =
        "there is already a client `pets-client` in crates/pets-client, at codegen.toml:3:1";
    assert!(error.contains(expected), "{error}");
}

/// The second program needs a value for which there is no literal.
#[test]
fn crates_and_their_programs_compile() {
    let folder = folder(&[]);
    for (operation, package) in [("pets.get", "one"), ("pets.replace", "two")] {
        let call = CALL.map(|it| match it {
            "pets.get" => operation,
            "pets-client" => package,
            it => it,
        });
        xtask(folder.path(), &call).succeeds();
        let manifest = format!("crates/{package}/Cargo.toml");
        let text = read(&folder, &manifest) + "\n[lints.rust]\nwarnings = \"deny\"\n";
        write(&folder.path().join(manifest), &text);
    }
    let program = read(&folder, "crates/two/examples/first_call.rs");
    assert!(program.contains("= placeholder();"), "{program}");
    fs::copy(root().join("Cargo.lock"), folder.path().join("Cargo.lock")).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["check", "--quiet", "--offline", "--workspace", "--examples"])
        .current_dir(folder.path())
        .env(
            "CARGO_TARGET_DIR",
            Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap(),
        )
        .output()
        .unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
}

#[test]
fn existing_manifests_keep_their_comments_and_layout() {
    let folder = folder(&[
        (
            "Cargo.toml",
            "[workspace] # Ours.\nmembers = [\n    \"app\", # The app.\n]\n",
        ),
        ("app/Cargo.toml", "[package]\nname = \"app\"\n"),
        (
            "codegen.toml",
            "# Vets.\n[[client]]\nspec = 'vets.yaml' # By hand.\nout = 'vets'\n# End.\n",
        ),
    ]);
    new(&folder, &["--out", "clients/pets"]).succeeds();
    insta::assert_snapshot!(
        "changed_manifests",
        read(&folder, "Cargo.toml") + "\n---\n" + &read(&folder, "codegen.toml")
    );
    xtask(folder.path(), &["codegen", "pets-client", "--check"]).succeeds();
}

#[test]
fn a_member_that_a_pattern_covers_is_not_listed() {
    let manifest = "[workspace]\nmembers = [\"crates/*\"]\n";
    let folder = folder(&[("Cargo.toml", manifest)]);
    new(&folder, &[]).succeeds();
    assert_eq!(read(&folder, "Cargo.toml"), manifest);
}

#[test]
fn a_package_becomes_the_root_of_a_workspace() {
    let folder = folder(&[("Cargo.toml", "[package]\nname = \"app\"\n")]);
    new(&folder, &[]).succeeds();
    assert_eq!(
        read(&folder, "Cargo.toml"),
        "[package]\nname = \"app\"\n\n[workspace]\nmembers = [\"crates/pets-client\"]\n"
    );
}

/// The project file belongs into the root of the workspace, wherever the verb runs.
#[test]
fn the_nearest_workspace_gets_the_client() {
    let folder = folder(&[("Cargo.toml", "[workspace]\n"), ("app/src/api.yaml", PETS)]);
    xtask(&folder.path().join("app/src"), &CALL).succeeds();
    assert!(folder.path().join("codegen.toml").is_file());
    assert!(
        folder
            .path()
            .join("crates/pets-client/Cargo.toml")
            .is_file()
    );
    assert!(folder.path().join("spec/pets-client.yaml").is_file());
}

#[test]
fn all_files_in_the_way_are_reported() {
    let folder = folder(&[
        ("spec/pets-client.yaml", "mine: 1\n"),
        (
            "crates/pets-client/Cargo.toml",
            "[package]\nname = \"pets-client\"\n",
        ),
    ]);
    let error = changes_nothing(&folder, &CALL, Status::Failure);
    for path in ["spec/pets-client.yaml", "crates/pets-client/Cargo.toml"] {
        assert!(
            error.contains(&format!("\n  {path} exists already\n")),
            "{error}"
        );
    }
}

#[test]
fn a_killed_run_can_be_repeated() {
    let folder = folder(&[]);
    new(&folder, &[]).succeeds();
    let complete = tree(folder.path());
    fs::remove_file(folder.path().join("codegen.toml")).unwrap();
    fs::remove_file(folder.path().join("crates/pets-client/src/lib.rs")).unwrap();
    new(&folder, &[]).succeeds();
    assert_eq!(tree(folder.path()), complete);
}

#[test]
fn errors_are_shown_in_the_specification_of_the_vendor() {
    let folder = folder(&[]);
    let unknown = CALL.map(|it| if it == "pets.get" { "pets.gt" } else { it });
    let error = changes_nothing(&folder, &unknown, Status::Failure);
    assert!(error.contains("did you mean `pets.get`?"), "{error}");

    // The path parameter is not declared, which is recoverable.
    let call = CALL.map(|it| if it == "pets.get" { "pets.remove" } else { it });
    let error = changes_nothing(&folder, &call, Status::Failure);
    assert!(error.contains("--> api.yaml:"), "{error}");
    assert!(error.contains("or use `--lenient`"), "{error}");
    xtask(folder.path(), &[&call[..], &["--lenient"]].concat()).succeeds();
    assert!(read(&folder, "codegen.toml").ends_with("\nlenient = true\n"));
    xtask(folder.path(), &["codegen", "--check"]).succeeds();
}

#[test]
fn without_a_terminal_all_missing_options_are_listed() {
    let folder = folder(&[]);
    let error = changes_nothing(&folder, &["new"], Status::WrongCall);
    let expected =
        "these are required: `--spec`; `--operation`, `--tag` or `--path`; `--package`\n";
    assert!(error.contains(expected), "{error}");
    assert!(error.contains("Usage: cargo xtask new "), "{error}");
}

#[test]
fn a_url_is_answered_with_the_download_command() {
    let folder = folder(&[]);
    for (url, name) in [
        ("https://pets.example/v1/api.json?raw=1", "api.json"),
        ("https://pets.example", "openapi.json"),
    ] {
        let error = changes_nothing(&folder, &["new", "--spec", url], Status::WrongCall);
        let expected = format!("curl --fail --location --output {name} '{url}'\n");
        assert!(error.contains(&expected), "{error}");
    }
}

#[test]
fn the_crate_has_to_be_below_the_project_file() {
    let folder = folder(&[]);
    for out in ["..", ".", "../elsewhere"] {
        let call = [&CALL[..], &["--out", out]].concat();
        let error = changes_nothing(&folder, &call, Status::WrongCall);
        assert!(
            error.contains("`--out` has to be a folder below"),
            "{error}"
        );
    }
}

#[test]
fn an_xtask_is_added() {
    let git = ["--xtask", "https://git.example/fragments"];
    let folder = folder(&[(".cargo/config.toml", "# Ours.\n[alias]\nt = \"test\"\n")]);
    let ran = new(&folder, &git).succeeds();
    assert!(
        ran.stderr.contains("  cargo xtask codegen --check\n"),
        "{}",
        ran.stderr
    );
    let files = [
        "Cargo.toml",
        "xtask/Cargo.toml",
        "xtask/src/main.rs",
        ".cargo/config.toml",
    ];
    let files = files.map(|path| format!("{path}:\n{}", read(&folder, path)));
    insta::assert_snapshot!("an_xtask", files.join("\n"));
}

#[test]
fn the_source_of_an_xtask_is_checked() {
    let folder = folder(&[(
        "vendor/fragments/Cargo.toml",
        "[package]\nname = \"openapi-fragment\"\n",
    )]);
    let call = [&CALL[..], &["--xtask", "vendor"]].concat();
    let error = changes_nothing(&folder, &call, Status::WrongCall);
    let expected = "is neither a folder with the package openapi-fragment nor a git URL";
    assert!(error.contains(expected), "{error}");
    new(&folder, &["--xtask", "vendor/fragments"]).succeeds();
    let manifest = read(&folder, "xtask/Cargo.toml");
    let expected = "openapi-fragment = { path = \"../vendor/fragments\" }\n";
    assert!(manifest.ends_with(expected), "{manifest}");

    let folder = self::folder(&[(".cargo/config.toml", "[alias]\nxtask = \"run -p x --\"\n")]);
    let call = [&CALL[..], &["--xtask", "https://git.example/x"]].concat();
    let error = changes_nothing(&folder, &call, Status::Failure);
    let expected = "cannot change .cargo/config.toml: it has another alias `xtask`";
    assert!(error.contains(expected), "{error}");
}
