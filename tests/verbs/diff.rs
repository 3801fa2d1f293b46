//! `cargo xtask diff`.

use std::process::Command;

use xtask::Status;

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

/// A workspace whose crate is committed, and whose specification has then changed.
fn changed(from: &str, to: &str) -> Workspace {
    let workspace = Workspace::new();
    workspace.write(
        "generated/Cargo.toml",
        "[package]\nname = \"cloudflare-images\"\nversion = \"0.1.0\"\n",
    );
    workspace.xtask(&["codegen"]).succeeds();
    git(&workspace, &["init", "-q"]);
    git(&workspace, &["add", "-A"]);
    git(&workspace, &["commit", "-qm", "first"]);
    let spec = workspace.read(SPEC);
    assert!(spec.contains(from));
    workspace.write(SPEC, &spec.replacen(from, to, 1));
    workspace
}

#[test]
fn nothing_changes_nothing() {
    let ran = changed("a", "a")
        .xtask(&["diff", "--allow", "none"])
        .succeeds();
    assert_eq!(ran.stdout, "");
    assert_eq!(
        ran.stderr.trim_start(),
        "Finished changes nothing for those who depend on the client\n"
    );
}

#[test]
fn what_breaks_asks_for_the_next_version() {
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
fn a_check_says_it_in_a_line() {
    let workspace = changed(
        "        metadata:\n",
        "        more:\n          type: boolean\n        metadata:\n",
    );
    let ran = workspace
        .xtask(&["codegen", "--check"])
        .ends(Status::Failure);
    let expected = "note: the specification since the last commit asks for a minor version, 0.1.0 to 0.1.1: \
                    0 on the wire, 0 in the API, 1 additive, 0 of words only\n";
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
            .contains("client::images::v1::edit::more: the setter is new\n"),
        "{}",
        ran.stdout
    );
}

#[test]
fn a_generator_that_writes_otherwise_is_told() {
    let workspace = changed("a", "a");
    workspace.write("generated/src/api/mod.rs", "// older\n");
    git(&workspace, &["commit", "-qam", "older"]);
    let ran = workspace.xtask(&["diff"]).succeeds();
    let expected = "note: the generator writes 1 file otherwise than at HEAD; what that means is not in the list\n";
    assert!(ran.stderr.ends_with(expected), "{}", ran.stderr);
}

#[test]
fn a_revision_that_git_does_not_know_is_told() {
    let workspace = changed("a", "a");
    let reason = "git has no spec/cloudflare-images.yaml at v9: fatal: ";
    workspace
        .xtask(&["diff", "--against", "v9"])
        .fails(Status::Failure, reason);
    workspace
        .xtask(&["diff", "--against=--output=x"])
        .fails(Status::Failure, "git has no");
    workspace.write(SPEC, "openapi: 3.1.0\n");
    workspace
        .xtask(&["diff"])
        .fails(Status::Failure, "it cannot be used");
}
