//! `cargo xtask mutate`.

use super::Workspace;

#[test]
fn mutated_specifications_cause_errors_with_places_or_valid_code() {
    let ran = Workspace::new().xtask(&["mutate"]).succeeds();
    assert!(ran.stderr.contains("2000 cases in "), "{}", ran.stderr);
    assert!(ran.stderr.contains(", 0 failures\n"), "{}", ran.stderr);
}

#[test]
fn cases_are_deterministic() {
    let workspace = Workspace::new();
    let shown = |case: &str| workspace.xtask(&["mutate", "--show", case]).succeeds();
    let first = shown("7").stdout;
    assert!(!first.is_empty());
    assert_eq!(shown("7").stdout, first);
    assert_ne!(shown("8").stdout, first);
}
