//! The program as a whole: help, completions and manual pages.

use openapi_fragment::Status;

use super::{Workspace, tree};

const VERBS: [&str; 9] = [
    "new",
    "codegen",
    "fragment",
    "upstream",
    "diff",
    "lint",
    "explain",
    "completions",
    "man",
];

#[test]
fn each_help_ends_with_the_exit_statuses() {
    let workspace = Workspace::new();
    let ends = |args: &[&str]| {
        let help = workspace.xtask(args).succeeds().stdout;
        let (_, last) = help.trim_end().rsplit_once("\n\n").unwrap();
        assert!(last.starts_with("Exit status: 0 "), "{args:?}: {help}");
    };
    ends(&["-h"]);
    ends(&["--help"]);
    ends(&["help"]);
    for verb in VERBS {
        ends(&[verb, "-h"]);
        ends(&[verb, "--help"]);
        ends(&["help", verb]);
    }
}

#[test]
fn typos_are_answered_with_suggestions() {
    let workspace = Workspace::new();
    for (args, suggestion) in [
        (&["codgen"][..], "'codegen'"),
        (&["codegen", "--chek"], "'--check'"),
        (&["lint", "--format", "jsn"], "'json'"),
        (&["completions", "bsh"], "'bash'"),
    ] {
        let ran = workspace.xtask(args).fails(Status::WrongCall, "tip: ");
        assert!(ran.stderr.contains(suggestion), "{}", ran.stderr);
    }
}

/// The usage of an invalid call is that of its verb.
#[test]
fn invalid_arguments_are_answered_with_the_usage_of_the_verb() {
    let workspace = Workspace::new();
    let ran = workspace.xtask(&["codegen", "no-such-client"]);
    ran.fails(Status::WrongCall, "\nUsage: cargo xtask codegen [OPTIONS]");
}

#[test]
fn colours_can_be_set_for_any_verb() {
    let workspace = Workspace::new();
    workspace.xtask(&["--color", "never", "explain"]).succeeds();
    workspace.xtask(&["explain", "--color=always"]).succeeds();
    let ran = workspace.xtask(&["explain", "--color", "sometimes"]);
    ran.fails(Status::WrongCall, "[possible values: auto, always, never]");
}

#[test]
fn completions_know_the_verbs_and_their_options() {
    let workspace = Workspace::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = workspace.xtask(&["completions", shell]).succeeds().stdout;
        for word in ["openapi-fragment", "upstream", "lenient"] {
            assert!(script.contains(word), "{shell}: {script}");
        }
    }
}

#[test]
fn there_is_a_manual_page_for_each_verb() {
    let workspace = Workspace::new();
    let page = workspace.xtask(&["man"]).succeeds().stdout;
    assert!(page.contains("openapi\\-fragment\\-codegen(1)"), "{page}");
    workspace.xtask(&["man", "pages"]).succeeds();
    let pages = tree(&workspace.path().join("pages"));
    for verb in VERBS {
        let page = &pages[&format!("openapi-fragment-{verb}.1")];
        assert!(page.contains("Exit status: 0 "), "{page}");
        assert!(!page.contains(&format!("cargo xtask {verb}")), "{page}");
    }
    assert!(pages.contains_key("openapi-fragment.1"));
    assert!(!pages.contains_key("openapi-fragment-corpus-one.1"));
}
