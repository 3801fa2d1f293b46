//! A runtime that several clients share.

use std::fs;
use std::path::Path;
use std::process::Command;

use openapi_fragment::Status;
use tempfile::TempDir;

use super::{tree, write, xtask};

const CLIENTS: &str = "
[[client]]
spec = \"cats.yaml\"
out = \"crates/cats\"

[[client]]
spec = \"owls.yaml\"
out = \"owls\"
";

/// Calls of both clients fail with the same type of error.
const BOTH: &str = "
pub async fn both(cats: &cats::Client, owls: &owls::Client) -> Result<cats::Page, owls::Error> {
    owls.owls().list().send().await?;
    let options: owls::Options = cats::Options::new();
    cats.cats().get().options(options).send().await
}
";

const CATS: &str = "
openapi: 3.1.0
info: { title: Cats, version: '1' }
paths:
  /cats:
    get:
      operationId: cats.get
      responses: { '200': { description: Some., content: { application/json: { schema: { $ref: '#/components/schemas/Page' } } } } }
components:
  schemas:
    Cat: { type: object, properties: { name: { type: string } } }
    Page: { oneOf: [{ type: array, items: { $ref: '#/components/schemas/Cat' } }, { type: string }] }
";

const OWLS: &str = "
openapi: 3.1.0
info: { title: Owls, version: '1' }
paths:
  /owls: { get: { operationId: owls.list, responses: { '204': { description: None. } } } }
";

/// A workspace with two clients, and a crate that uses both.
fn workspace() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let files = [
        (
            "Cargo.toml",
            "[workspace]\nresolver = \"3\"\nmembers = [\"both\", \"crates/*\", \"owls\"]\n",
        ),
        ("Cargo.lock", include_str!("../../Cargo.lock")),
        (
            "codegen.toml",
            &format!("runtime = \"crates/runtime\"\n{CLIENTS}"),
        ),
        ("cats.yaml", CATS),
        ("owls.yaml", OWLS),
        ("both/src/lib.rs", BOTH),
        (
            "both/Cargo.toml",
            "[package]\nname = \"both\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n\
             cats = { path = \"../crates/cats\" }\nowls = { path = \"../owls\" }\n",
        ),
    ];
    for (path, text) in files {
        write(&folder.path().join(path), text);
    }
    folder
}

/// Compiles a workspace without warnings, and returns the messages of cargo.
fn check(folder: &Path, args: &[&str]) -> Result<(), String> {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["check", "--quiet", "--workspace"])
        .args(args)
        .env("CARGO_NET_OFFLINE", "true")
        .env("CARGO_TARGET_DIR", target)
        .current_dir(folder)
        .output()
        .unwrap();
    let messages = String::from_utf8_lossy(&output.stderr).into_owned();
    let is_clean = output.status.success() && !messages.contains("warning");
    is_clean.then_some(()).ok_or(messages)
}

#[test]
fn errors_of_two_clients_are_one_type() {
    let folder = workspace();
    let path = folder.path();
    let ran = xtask(path, &["codegen"]).succeeds();
    assert!(
        ran.stderr.contains("Finished client-runtime: "),
        "{}",
        ran.stderr
    );
    let files = tree(&path.join("owls/src/runtime"));
    assert_eq!(files.keys().collect::<Vec<_>>(), ["mod.rs"]);
    for features in [
        &[][..],
        &["--all-features"],
        &["--no-default-features", "--exclude", "both"],
    ] {
        check(path, features).unwrap();
    }
    xtask(path, &["codegen", "--check"]).succeeds();

    // Back to a runtime for each client.
    write(&path.join("codegen.toml"), CLIENTS);
    let ran = xtask(path, &["codegen"]).succeeds();
    let missing = "warning: owls/Cargo.toml lacks entries that the generated code needs\n\
                   help: add to `[features]`:\n    async = [\"dep:futures-core\",";
    assert!(ran.stderr.contains(missing), "{}", ran.stderr);
    for folder in ["crates/cats", "owls"] {
        assert!(path.join(folder).join("src/runtime/client.rs").exists());
        fs::remove_file(path.join(folder).join("Cargo.toml")).unwrap();
    }
    xtask(path, &["codegen"]).succeeds();
    check(path, &["--exclude", "both"]).unwrap();
    let errors = check(path, &[]).unwrap_err();
    assert!(errors.contains("mismatched types"), "{errors}");
}

#[test]
fn an_existing_client_is_told_to_depend_on_the_runtime() {
    let folder = workspace();
    let path = folder.path();
    write(&path.join("codegen.toml"), CLIENTS);
    xtask(path, &["codegen"]).succeeds();
    write(
        &path.join("codegen.toml"),
        &format!("runtime = \"crates/runtime\"\n{CLIENTS}"),
    );
    let ran = xtask(path, &["codegen", "owls"]).succeeds();
    for expected in [
        "    async = [\"client-runtime/async\"]\n",
        "    mock = [\"round-trip\", \"client-runtime/mock\"]\n",
        "help: add to `[dependencies]`:\n    \
         client-runtime = { path = \"../crates/runtime\", default-features = false }\n",
    ] {
        assert!(ran.stderr.contains(expected), "{}", ran.stderr);
    }
    assert!(!path.join("owls/src/runtime/client.rs").exists());
}

#[test]
fn a_check_includes_the_shared_runtime() {
    let folder = workspace();
    let path = folder.path();
    xtask(path, &["codegen"]).succeeds();
    let file = path.join("crates/runtime/src/runtime/clock.rs");
    let text = fs::read_to_string(&file).unwrap();
    write(&file, &format!("{text}// Changed.\n"));
    let ran = xtask(path, &["codegen", "--check", "owls"]).ends(Status::Failure);
    assert!(
        ran.stdout
            .contains("--- a/crates/runtime/src/runtime/clock.rs\n")
    );
    assert!(
        ran.stderr
            .contains("error: crates/runtime is not up to date")
    );
}
