//! Invalid arguments, and help.

use std::process::ExitCode;

use openapi_fragment::{PackageName, Status};

use super::{Workspace, tree};

#[test]
fn invalid_arguments_change_nothing_and_exit_with_status_2() {
    let workspace = Workspace::new();
    let before = tree(workspace.path());
    for args in [
        &[][..],
        &["codgen"],
        &["codegen", "--chek"],
        &["codegen", "spec.yaml"],
        &["codegen", "--spec", "spec/cloudflare-images.yaml"],
        &["codegen", "--out", "new"],
        &["codegen", "--package", "new"],
        &[
            "codegen",
            "--spec",
            "spec/cloudflare-images.yaml",
            "--out",
            "new",
            "--package",
            "1st",
        ],
        &[
            "codegen",
            "--spec",
            "spec/cloudflare-images.yaml",
            "--out",
            "no name",
        ],
        &[
            "codegen",
            "--spec",
            "spec/cloudflare-images.yaml",
            "--out",
            "generated",
            "--package",
            "other",
        ],
        &["ci", "--skip", "nothing"],
        &["ci", "--skip", "fmt", "--only", "fmt"],
    ] {
        workspace.xtask(args).fails(Status::WrongCall, "");
    }
    assert_eq!(tree(workspace.path()), before);
}

#[test]
fn statuses_have_exit_codes() {
    for (status, code) in [
        (Status::Success, 0),
        (Status::Failure, 1),
        (Status::WrongCall, 2),
    ] {
        assert_eq!(ExitCode::from(status), ExitCode::from(code));
    }
}

#[test]
fn help_goes_to_standard_output() {
    let workspace = Workspace::new();
    for (args, text) in [
        (&["--help"][..], "codegen"),
        (&["codegen", "--help"], "git apply"),
        (&["ci", "--help"], "cargo test --workspace"),
    ] {
        let ran = workspace.xtask(args).succeeds();
        assert!(ran.stdout.contains(text), "{}", ran.stdout);
        assert_eq!(ran.stderr, "");
    }
}

#[test]
fn package_names_are_validated() {
    let longest = "a".repeat(64);
    let valid = "a petstore petstore-client a_b-c2 Petstore api client com10 runtime types union";
    for name in valid.split(' ').chain([&*longest]) {
        assert_eq!(name.parse::<PackageName>().unwrap().as_str(), name);
    }
    let long = "a".repeat(65);
    for (name, reason) in [
        ("", "empty"),
        (&*long, "longer than 64"),
        ("1st", "start with a letter"),
        ("-a", "start with a letter"),
        ("_", "start with a letter"),
        ("a b", "' '"),
        ("a/b", "'/'"),
        ("a\"b", "'\"'"),
        ("a\nb", "'\\n'"),
        ("größe", "'ö'"),
        ("日本", "start with a letter"),
        ("crate", "keyword"),
        ("Self", "keyword"),
        ("self", "keyword"),
        ("async", "keyword"),
        ("gen", "keyword"),
        ("str", "always in scope"),
        ("u8", "always in scope"),
        ("Option", "always in scope"),
        ("aux", "Windows reserves"),
        ("Com1", "Windows reserves"),
        ("std", "comes with Rust"),
        ("core", "comes with Rust"),
        ("alloc", "comes with Rust"),
        ("proc-macro", "comes with Rust"),
        ("serde", "a dependency"),
        ("futures-core", "a dependency"),
    ] {
        let error = name.parse::<PackageName>().unwrap_err().to_string();
        assert!(error.contains(reason), "{name:?}: {error}");
    }
}
