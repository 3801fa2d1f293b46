//! `cargo xtask diff`.

use std::process::Command;

use openapi_fragment::Status;

use super::Workspace;

const SPEC: &str = "spec/cloudflare-images.yaml";

fn git(workspace: &Workspace, args: &[&str]) {
    let status = Command::new("git")
        .args(["-c", "user.name=n", "-c", "user.email=e@example.com"])
        .args(["-c", "commit.gpgsign=false", "-c", "core.hooksPath=none"])
        .args(args)
        .current_dir(workspace.path())
        .env_remove("GIT_DIR")
        .status();
    assert!(status.unwrap().success(), "{args:?}");
}

/// Commits all files to a new repository.
pub(super) fn commit(workspace: &Workspace) {
    git(workspace, &["init", "-q"]);
    git(workspace, &["add", "-A"]);
    git(workspace, &["commit", "-qm", "first"]);
}

/// A workspace whose specification was changed after a commit.
fn changed(from: &str, to: &str) -> Workspace {
    let workspace = Workspace::new();
    workspace.write(
        "generated/Cargo.toml",
        "[package]\nname = \"cloudflare-images\"\nversion = \"0.1.0\"\n",
    );
    workspace.xtask(&["codegen"]).succeeds();
    commit(&workspace);
    let spec = workspace.read(SPEC);
    assert!(spec.contains(from));
    workspace.write(SPEC, &spec.replacen(from, to, 1));
    workspace
}

#[test]
fn an_unchanged_specification_has_no_changes() {
    let ran = changed("a", "a")
        .xtask(&["diff", "--allow", "none"])
        .succeeds();
    assert_eq!(ran.stdout, "");
    assert_eq!(
        ran.stderr.trim_start(),
        "Finished cloudflare-images: no changes for users of the client\n"
    );
}

#[test]
fn a_breaking_change_requires_the_next_version() {
    let workspace = changed("        metadata:\n", "        labels:\n");
    let ran = workspace.xtask(&["diff"]).succeeds();
    insta::assert_snapshot!(ran.stdout + &ran.stderr);
    workspace
        .xtask(&["diff", "--allow", "minor"])
        .ends(Status::Failure);
    let json = workspace.xtask(&["diff", "--format", "json"]).succeeds();
    assert!(
        json.stdout
            .starts_with("{\"effect\":\"wire\",\"path\":\"edit request metadata\","),
        "{}",
        json.stdout
    );
}

#[test]
fn check_summarises_the_changes() {
    let workspace = changed(
        "        metadata:\n",
        "        more:\n          type: boolean\n        metadata:\n",
    );
    let ran = workspace
        .xtask(&["codegen", "--check"])
        .ends(Status::Failure);
    let expected = "note: changes of spec/cloudflare-images.yaml since the last commit: a minor version is required, 0.1.0 to 0.1.1: \
                    0 on the wire, 0 in the API, 1 additive, 0 documentation only\n";
    assert!(ran.stderr.contains(expected), "{}", ran.stderr);
    workspace.xtask(&["codegen"]).succeeds();
    git(&workspace, &["commit", "-qam", "second"]);
    let ran = workspace.xtask(&["codegen", "--check"]).succeeds();
    assert!(!ran.stderr.contains("last commit"), "{}", ran.stderr);
    let ran = workspace
        .xtask(&["diff", "--against", "HEAD~1", "--allow", "minor"])
        .succeeds();
    assert!(
        ran.stdout
            .contains("client::images::v1::edit::more: the setter was added\n"),
        "{}",
        ran.stdout
    );
}

#[test]
fn a_change_of_the_generator_is_noted() {
    let workspace = changed("a", "a");
    workspace.write("generated/src/api/mod.rs", "// older\n");
    git(&workspace, &["commit", "-qam", "older"]);
    let ran = workspace.xtask(&["diff"]).succeeds();
    let expected =
        "note: the generator has also changed 1 file since HEAD; these changes are not listed\n";
    assert!(ran.stderr.ends_with(expected), "{}", ran.stderr);
}

#[test]
fn an_unknown_revision_is_an_error() {
    let workspace = changed("a", "a");
    let reason = "cannot read spec/cloudflare-images.yaml at v9 from git: fatal: ";
    workspace
        .xtask(&["diff", "--against", "v9"])
        .fails(Status::Failure, reason);
    workspace
        .xtask(&["diff", "--against=--output=x"])
        .fails(Status::Failure, "cannot read");
    workspace.write(SPEC, "openapi: 3.1.0\n");
    workspace.xtask(&["diff"]).fails(
        Status::Failure,
        "no client can be generated from spec/cloudflare-images.yaml",
    );
}
