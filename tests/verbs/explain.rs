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
fn words_search_the_titles() {
    let ran = Workspace::new().xtask(&["explain", "Duplicated", "key"]);
    assert_eq!(ran.succeeds().stdout, "E007  a key is duplicated\n");
}

#[test]
fn an_unknown_code_is_an_invalid_argument_with_similar_codes() {
    let workspace = Workspace::new();
    for (given, similar) in [
        ("E000", "E001  "),
        ("7", "E007  "),
        ("e7", "E007  "),
        ("E03", "W003  "),
        ("E018", "W018  "),
        ("E700", "E070  "),
    ] {
        let ran = workspace.xtask(&["explain", given]);
        let ran = ran.fails(Status::WrongCall, &format!("there is no code `{given}`"));
        let listed = ran.stderr.lines().filter(|line| line.starts_with("  "));
        assert!((1..=6).contains(&listed.clone().count()), "{}", ran.stderr);
        let found = listed
            .map(str::trim_start)
            .any(|it| it.starts_with(similar));
        assert!(found, "{}", ran.stderr);
    }
    let reason = "no code and no title of a code contains `zebra`";
    workspace
        .xtask(&["explain", "zebra"])
        .fails(Status::WrongCall, reason);
}
