//! `cargo xtask codegen --check`.

use std::process::{Command, Stdio};

use openapi_fragment::Status;

use super::{Ran, Workspace, tree, write};

/// Checks a workspace that is out of date: nothing is written, and applying the diff updates it.
fn check(change: impl FnOnce(&Workspace)) -> Ran {
    let workspace = Workspace::generated();
    let expected = tree(workspace.path());
    change(&workspace);
    let before = tree(workspace.path());
    assert_ne!(before, expected);
    let ran = workspace
        .xtask(&["codegen", "--check"])
        .ends(Status::Failure);
    assert_eq!(tree(workspace.path()), before, "a check writes nothing");
    assert!(
        ran.stderr
            .ends_with("error: generated is not up to date\nhelp: run `cargo xtask codegen`\n"),
        "{}",
        ran.stderr
    );
    git_apply(&workspace, &ran.stdout);
    assert_eq!(tree(workspace.path()), expected, "{}", ran.stdout);
    ran
}

fn git_apply(workspace: &Workspace, diff: &str) {
    let mut git = Command::new("git")
        .args(["apply", "--whitespace=nowarn"])
        .current_dir(workspace.path())
        // Ignores the repository that contains this test.
        .env(
            "GIT_CEILING_DIRECTORIES",
            workspace.path().parent().unwrap(),
        )
        .env_remove("GIT_DIR")
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(&mut git.stdin.take().unwrap(), diff.as_bytes()).unwrap();
    assert!(git.wait().unwrap().success(), "{diff}");
}

#[test]
fn an_up_to_date_crate_passes() {
    let workspace = Workspace::generated();
    let ran = workspace.xtask(&["codegen", "--check"]).succeeds();
    assert_eq!(ran.stdout, "");
    assert!(
        ran.stderr.contains("generated is up to date"),
        "{}",
        ran.stderr
    );
}

#[test]
fn our_crates_are_up_to_date() {
    let ran = super::xtask(&super::root(), &["codegen", "--check"]).succeeds();
    assert_eq!(ran.stdout, "");
    for out in ["generated", "tests/github-releases"] {
        let expected = format!("Finished {out} is up to date\n");
        assert!(ran.stderr.contains(&expected), "{}", ran.stderr);
    }
    assert!(!ran.stderr.contains("warning"), "{}", ran.stderr);
}

#[test]
fn an_edit_is_reverted() {
    let ran = check(|workspace| {
        let path = "generated/src/api/mod.rs";
        workspace.write(path, &(workspace.read(path) + "pub struct Mine;\n"));
    });
    let start = "--- a/generated/src/api/mod.rs\n+++ b/generated/src/api/mod.rs\n@@ -";
    assert!(ran.stdout.starts_with(start), "{}", ran.stdout);
    assert!(
        ran.stdout.ends_with("\n-pub struct Mine;\n"),
        "{}",
        ran.stdout
    );
}

#[test]
fn a_missing_final_newline_is_restored() {
    let ran = check(|workspace| {
        let path = "generated/src/api/mod.rs";
        workspace.write(path, workspace.read(path).trim_end());
    });
    assert!(
        ran.stdout.contains("\\ No newline at end of file\n"),
        "{}",
        ran.stdout
    );
}

#[test]
fn a_missing_file_is_added() {
    let ran = check(|workspace| {
        std::fs::remove_file(workspace.path().join("generated/src/api/mod.rs")).unwrap();
    });
    assert!(
        ran.stdout
            .starts_with("--- /dev/null\n+++ b/generated/src/api/mod.rs\n"),
        "{}",
        ran.stdout
    );
}

#[test]
fn an_extra_file_is_deleted() {
    let ran = check(|workspace| {
        workspace.write(
            "generated/src/api/old.rs",
            &format!("{} from x.\n", generator::HEADER),
        );
    });
    assert!(
        ran.stdout
            .starts_with("--- a/generated/src/api/old.rs\n+++ /dev/null\n"),
        "{}",
        ran.stdout
    );
}

#[test]
fn the_fix_for_another_crate_names_it() {
    let workspace = Workspace::new();
    write(&workspace.path().join("my spec.yaml"), &super::our_spec());
    let args = [
        "codegen",
        "--check",
        "--spec",
        "my spec.yaml",
        "--out",
        "new crate",
        "--package",
        "new",
    ];
    let ran = workspace.xtask(&args).ends(Status::Failure);
    assert!(
        ran.stderr
            .ends_with("help: run `cargo xtask codegen --spec 'my spec.yaml' --out 'new crate' --package new`\n"),
        "{}",
        ran.stderr
    );
    assert!(
        ran.stdout.contains("+++ b/new crate/Cargo.toml\t\n"),
        "{}",
        ran.stdout
    );
    assert!(!workspace.path().join("new crate").exists());
    git_apply(&workspace, &ran.stdout);
    workspace.xtask(&args).succeeds();
}
