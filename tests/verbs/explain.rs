//! `cargo xtask explain`.

use xtask::Status;

use super::Workspace;

#[test]
fn a_code_is_explained_in_whichever_case() {
    let workspace = Workspace::new();
    let ran = workspace.xtask(&["explain", "e007"]).succeeds();
    assert!(
        ran.stdout.starts_with("# E007: a key is given twice\n"),
        "{}",
        ran.stdout
    );
    assert_eq!(ran.stderr, "");
}

#[test]
fn without_a_code_all_are_listed() {
    let ran = Workspace::new().xtask(&["explain"]).succeeds();
    assert_eq!(ran.stdout.lines().count(), generator::CODES.len());
    assert!(
        ran.stdout
            .contains("E030  a reference stands for nothing\n"),
        "{}",
        ran.stdout
    );
}

#[test]
fn what_is_no_code_is_a_wrong_call() {
    let ran = Workspace::new().xtask(&["explain", "E000"]);
    ran.fails(Status::WrongCall, "invalid value 'E000'");
}
