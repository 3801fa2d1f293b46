//! `cargo xtask explain`.

use openapi_fragment::Status;

use super::Workspace;

#[test]
fn codes_are_case_insensitive() {
    let workspace = Workspace::new();
    let ran = workspace.xtask(&["explain", "e007"]).succeeds();
    assert!(
        ran.stdout.starts_with("# E007: a key is duplicated\n"),
        "{}",
        ran.stdout
    );
    assert_eq!(ran.stderr, "");
}

#[test]
fn without_a_code_all_codes_are_listed() {
    let ran = Workspace::new().xtask(&["explain"]).succeeds();
    assert_eq!(ran.stdout.lines().count(), generator::CODES.len());
    assert!(
        ran.stdout.contains("E030  a reference is unresolved\n"),
        "{}",
        ran.stdout
    );
}

#[test]
fn an_unknown_code_is_an_invalid_argument() {
    let ran = Workspace::new().xtask(&["explain", "E000"]);
    ran.fails(Status::WrongCall, "invalid value 'E000'");
}
