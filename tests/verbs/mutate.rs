//! `cargo xtask mutate`: the specifications that it breaks are refused in place, or understood.

use super::Workspace;

#[test]
fn broken_specifications_are_refused_in_place_or_understood() {
    let ran = Workspace::new().xtask(&["mutate"]).succeeds();
    assert!(ran.stderr.contains("2000 cases in "), "{}", ran.stderr);
    assert!(ran.stderr.contains(", 0 flaws\n"), "{}", ran.stderr);
}

#[test]
fn a_case_is_always_the_same() {
    let workspace = Workspace::new();
    let shown = |case: &str| workspace.xtask(&["mutate", "--show", case]).succeeds();
    let first = shown("7").stdout;
    assert!(!first.is_empty());
    assert_eq!(shown("7").stdout, first);
    assert_ne!(shown("8").stdout, first);
}
