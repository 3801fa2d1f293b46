//! `cargo xtask codegen`, from the command line to the disk.

use std::fs::{self, Metadata};
use std::path::Path;
use std::thread;

use openapi_fragment::Status;

use super::{LIBRARY, MANIFEST, Workspace, our_spec, tree, write};

const SPEC: &str = "spec/cloudflare-images.yaml";

#[test]
fn an_existing_crate_gets_its_api_and_the_runtime() {
    let workspace = Workspace::new();
    let ran = workspace.xtask(&["codegen", "-v"]).succeeds();
    assert_eq!(ran.stdout, "");
    assert!(
        ran.stderr.contains("Added generated/src/api/mod.rs\n"),
        "{}",
        ran.stderr
    );
    assert!(
        ran.stderr.contains(" 0 unchanged, 0 deleted in "),
        "{}",
        ran.stderr
    );
    let tree = tree(&workspace.path().join("generated"));
    assert_eq!(tree["Cargo.toml"], MANIFEST);
    assert_eq!(tree["src/lib.rs"], LIBRARY);
    assert!(tree.contains_key("src/runtime/mod.rs"));
    for (path, text) in tree.iter().filter(|(path, _)| path.starts_with("src/api/")) {
        let first = text.lines().next().unwrap();
        if path != "src/api/rustfmt.toml" {
            let header = format!("{} from {SPEC}.", generator::HEADER);
            assert_eq!(first, header, "{path}");
        }
        assert!(generator::is_generated(first.as_bytes()), "{path}");
    }
}

#[test]
fn a_second_run_touches_nothing() {
    let workspace = Workspace::generated();
    let folder = workspace.path().join("generated/src");
    let look = || -> Vec<_> {
        tree(&folder)
            .into_keys()
            .filter(|path| path != "lib.rs")
            .map(|path| identity(&folder.join(path)))
            .collect()
    };
    let before = look();
    let ran = workspace.xtask(&["codegen"]).succeeds();
    assert_eq!(look(), before);
    assert!(
        ran.stderr
            .contains(&format!("0 written, {} unchanged, 0 deleted", before.len())),
        "{}",
        ran.stderr
    );
}

#[cfg(unix)]
fn identity(path: &Path) -> impl PartialEq + std::fmt::Debug + use<> {
    use std::os::unix::fs::MetadataExt;

    let metadata: Metadata = fs::metadata(path).unwrap();
    (metadata.modified().unwrap(), metadata.ino())
}

#[cfg(not(unix))]
fn identity(path: &Path) -> impl PartialEq + std::fmt::Debug + use<> {
    let metadata: Metadata = fs::metadata(path).unwrap();
    metadata.modified().unwrap()
}

#[test]
fn files_that_are_no_longer_generated_are_deleted_with_their_folder() {
    let workspace = Workspace::new();
    workspace.write(
        SPEC,
        &our_spec().replace("x-resource: images.v1", "x-resource: pictures.v1"),
    );
    workspace.xtask(&["codegen"]).succeeds();
    assert!(workspace.path().join("generated/src/api/pictures").is_dir());
    workspace.write(SPEC, &our_spec());
    let ran = workspace.xtask(&["codegen"]).succeeds();
    assert!(!workspace.path().join("generated/src/api/pictures").exists());
    assert!(
        ran.stderr
            .contains("Deleted generated/src/api/pictures/v1.rs\n"),
        "{}",
        ran.stderr
    );
    assert_eq!(tree(workspace.path()), tree(Workspace::generated().path()));
}

#[test]
fn a_specification_with_errors_changes_nothing() {
    let workspace = Workspace::generated();
    let broken = [
        &b"openapi: 3.1.0\ninfo: {\n"[..],
        b"",
        b"openapi: 3.1.0\npaths:\n  \xff\n",
    ];
    for text in broken {
        fs::write(workspace.path().join(SPEC), text).unwrap();
        let before = tree(workspace.path());
        for args in [
            &["codegen"][..],
            &["codegen", "--check"],
            &["codegen", "--spec", SPEC, "--out", "new"],
        ] {
            let ran = workspace
                .xtask(args)
                .fails(Status::Failure, "; nothing was written");
            assert!(ran.stderr.contains(SPEC), "{}", ran.stderr);
        }
        assert_eq!(tree(workspace.path()), before);
    }
}

#[test]
fn a_missing_specification_is_named() {
    let workspace = Workspace::new();
    workspace
        .xtask(&["codegen", "--spec", "spec/none.yaml", "--out", "new"])
        .fails(Status::Failure, "cannot read spec/none.yaml: ");
    assert!(!workspace.path().join("new").exists());
}

#[test]
fn a_new_crate_is_complete_and_has_the_same_api() {
    let workspace = Workspace::generated();
    workspace
        .xtask(&["codegen", "--spec", SPEC, "--out", "deep/new-client"])
        .succeeds();
    let crate_ = workspace.path().join("deep/new-client");
    let manifest = fs::read_to_string(crate_.join("Cargo.toml")).unwrap();
    assert!(manifest.contains("name = \"new-client\""), "{manifest}");
    assert!(crate_.join("src/lib.rs").is_file() && crate_.join("src/runtime/mod.rs").is_file());
}

#[test]
fn the_api_does_not_depend_on_the_folder() {
    let workspace = Workspace::generated();
    let elsewhere = tempfile::tempdir().unwrap();
    let out = elsewhere.path().join("x");
    let args = [
        "--out",
        out.to_str().unwrap(),
        "--package",
        "cloudflare-images",
    ];
    workspace
        .xtask_in(
            "spec",
            &[&["codegen", "--spec", "cloudflare-images.yaml"], &args[..]].concat(),
        )
        .succeeds();
    assert_eq!(
        tree(&out.join("src/api")),
        tree(&workspace.path().join("generated/src/api"))
    );
}

#[test]
fn a_scaffold_is_written_once_and_owned_by_the_user() {
    let workspace = Workspace::new();
    let args = [
        "codegen",
        "--spec",
        SPEC,
        "--out",
        "new",
        "--package",
        "first-name",
    ];
    workspace.xtask(&args).succeeds();
    workspace.write("new/src/lib.rs", "// mine\n");
    workspace.write("new/Cargo.toml", "[package]\nname = \"second-name\"\n");
    workspace
        .xtask(&args)
        .fails(Status::WrongCall, "`second-name`");
    workspace.xtask(&args[..5]).succeeds();
    let page = workspace.read("new/src/api/images/v1.rs");
    assert!(page.contains("client: second_name::Client"), "{page}");
    assert_eq!(workspace.read("new/src/lib.rs"), "// mine\n");
    workspace
        .xtask(&["codegen", "--check", "--spec", SPEC, "--out", "new"])
        .succeeds();
}

/// The manifest belongs to the user, so codegen prints what is missing in it.
#[test]
fn missing_entries_of_a_manifest_are_reported() {
    let workspace = Workspace::new();
    let args = ["codegen", "--spec", SPEC, "--out", "crates/other"];
    workspace.xtask(&args).succeeds();
    let path = workspace.path().join("crates/other/Cargo.toml");
    let whole = fs::read_to_string(&path).unwrap();
    let is_kept = |line: &&str| !line.contains("httpdate") && !line.starts_with("round-trip");
    let kept: Vec<&str> = whole.lines().filter(is_kept).collect();
    write(&path, &kept.join("\n"));
    let expected = "\
warning: crates/other/Cargo.toml lacks entries that the generated code needs
help: add to `[features]`:
    round-trip = []
help: also add new features to `default`, unless users should have to enable them
warning: crates/other/Cargo.toml lacks entries that the generated code needs
help: add to `[dependencies]`:
    httpdate = ";
    let ran = workspace.xtask(&args).succeeds();
    assert!(ran.stderr.contains(expected), "{}", ran.stderr);
    let check = [&args[..], &["--check"]].concat();
    let ran = workspace.xtask(&check).succeeds();
    assert!(ran.stderr.contains(expected), "{}", ran.stderr);
    assert_eq!(fs::read_to_string(&path).unwrap(), kept.join("\n"));
}

#[test]
fn a_hand_written_runtime_is_not_replaced() {
    let workspace = Workspace::generated();
    workspace.write(
        "generated/src/runtime/mod.rs",
        "// GeneratedCrate by hand, unlike `src/api`.\n",
    );
    let before = tree(workspace.path());
    workspace.xtask(&["codegen"]).fails(
        Status::Failure,
        "  generated/src/runtime/mod.rs is not marked as generated",
    );
    assert_eq!(tree(workspace.path()), before);
}

#[test]
fn the_current_folder_does_not_matter() {
    let workspace = Workspace::new();
    let ran = workspace.xtask_in("generated", &["codegen", "-v"]);
    let ran = ran.succeeds();
    let added = "Added src/api/mod.rs\n";
    assert!(ran.stderr.contains(added), "{}", ran.stderr);
    let before = tree(&workspace.path().join("generated"));
    let ran = workspace
        .xtask_in("spec", &["codegen", "--check"])
        .succeeds();
    assert!(
        ran.stderr.contains("Finished ../generated is up to date\n"),
        "{}",
        ran.stderr
    );
    assert_eq!(tree(&workspace.path().join("generated")), before);
    assert!(
        !ran.stderr.contains(workspace.path().to_str().unwrap()),
        "{}",
        ran.stderr
    );
}

#[test]
fn files_contain_only_the_name_of_an_external_specification() {
    let workspace = Workspace::new();
    let elsewhere = tempfile::tempdir().unwrap();
    let spec = elsewhere.path().join("fragment.yaml");
    let args = ["codegen", "--spec", spec.to_str().unwrap(), "--out", "new"];
    write(&spec, &our_spec());
    workspace.xtask(&args).succeeds();
    let first = format!("{} from fragment.yaml.\n", generator::HEADER);
    assert!(workspace.read("new/src/api/mod.rs").starts_with(&first));

    write(&spec, "openapi: 3.1.0\ninfo: {\n");
    workspace
        .xtask(&args)
        .fails(Status::Failure, &format!("--> {}:", spec.display()));
}

#[test]
fn the_name_of_a_specification_cannot_end_a_comment() {
    let workspace = Workspace::new();
    workspace.write("spec/a\nmod b;.yaml", &our_spec());
    workspace
        .xtask(&["codegen", "--spec", "spec/a\nmod b;.yaml", "--out", "new"])
        .fails(Status::Failure, "control characters");
}

#[test]
fn a_path_may_contain_missing_folders() {
    let workspace = Workspace::new();
    workspace
        .xtask(&["codegen", "--spec", SPEC, "--out", "none/../new"])
        .succeeds();
    assert!(workspace.path().join("new/Cargo.toml").is_file());
    assert!(!workspace.path().join("none").exists());
}

#[test]
fn an_unwritable_output_folder_is_named() {
    let workspace = Workspace::new();
    write(&workspace.path().join("file"), "");
    let before = tree(workspace.path());
    workspace
        .xtask(&["codegen", "--spec", SPEC, "--out", "file/new"])
        .fails(Status::Failure, "cannot write to file/new: ");
    assert_eq!(tree(workspace.path()), before);
}

#[test]
fn concurrent_runs_succeed() {
    let workspace = Workspace::new();
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| workspace.xtask(&["codegen"]).succeeds());
        }
    });
    assert_eq!(tree(workspace.path()), tree(Workspace::generated().path()));
}

/// A specification whose only schema is in another file.
fn spec_beside(target: &str) -> String {
    format!(
        "openapi: 3.1.0\ninfo: {{ title: Pets, version: '1' }}\npaths:\n  /pets:\n    get:\n      \
         responses: {{ '200': {{ description: Pets., content: {{ application/json: \
         {{ schema: {{ $ref: '{target}' }} }} }} }} }}\n"
    )
}

const CODEGEN_PETS: &[&str] = &["codegen", "--spec", "pets/api.yaml", "--out", "client"];

#[test]
fn a_specification_may_refer_to_files_in_its_folder() {
    let workspace = Workspace::new();
    workspace.write("pets/api.yaml", &spec_beside("./schemas/pet.yaml#/Pet"));
    workspace.write(
        "pets/schemas/pet.yaml",
        "Pet: { type: object, properties: { tag: { $ref: ../tag.json } } }\n",
    );
    workspace.write(
        "pets/tag.json",
        r#"{"type": "object", "properties": {"text": {"type": "string"}}}"#,
    );
    workspace.xtask(CODEGEN_PETS).succeeds();
    let types = workspace.read("client/src/api/types.rs");
    assert!(types.contains("pub struct Pet {"), "{types}");
    assert!(types.contains("pub tag: Option<Tag>,"), "{types}");
}

#[test]
fn errors_in_referenced_files_are_shown_there() {
    let workspace = Workspace::new();
    workspace.write("pets/api.yaml", &spec_beside("schemas/pet.yaml"));
    workspace.write(
        "pets/schemas/pet.yaml",
        "type: object\nproperties:\n  tag: { type: txt }\n",
    );
    let ran = workspace.xtask(CODEGEN_PETS).ends(Status::Failure);
    assert!(
        ran.stderr.contains("--> pets/schemas/pet.yaml:3:16"),
        "{}",
        ran.stderr
    );
}

#[test]
#[cfg(unix)]
fn files_outside_of_the_folder_are_not_read() {
    let workspace = Workspace::new();
    workspace.write("secret.yaml", "type: object\n");
    workspace.write("pets/inside.yaml", "type: object\n");
    let link = |from: &str, to: &str| {
        std::os::unix::fs::symlink(to, workspace.path().join("pets").join(from)).unwrap();
    };
    link("out.yaml", "../secret.yaml");
    link("up", "..");
    link("in.yaml", "inside.yaml");
    let outside = "is outside of the root folder";
    for target in [
        "out.yaml",
        "up/secret.yaml",
        "../secret.yaml",
        "up/pets/../secret.yaml",
    ] {
        workspace.write("pets/api.yaml", &spec_beside(target));
        workspace
            .xtask(CODEGEN_PETS)
            .fails(Status::Failure, outside);
    }
    workspace.write("pets/api.yaml", &spec_beside("in.yaml"));
    workspace.xtask(CODEGEN_PETS).succeeds();
    workspace.write("pets/api.yaml", &spec_beside("up"));
    workspace
        .xtask(CODEGEN_PETS)
        .fails(Status::Failure, outside);
}

#[test]
fn a_root_folder_contains_the_files_of_a_specification() {
    let workspace = Workspace::new();
    let schema = "{ type: object, properties: { own: { $ref: '../pets/own.yaml' } } }\n";
    workspace.write("shared/pet.yaml", schema);
    workspace.write("pets/own.yaml", "type: txt\n");
    workspace.write("pets/api.yaml", &spec_beside("../shared/pet.yaml"));
    let outside = "help: the root folder is that of the specification; `--root DIR` sets";
    let ran = workspace.xtask(CODEGEN_PETS).ends(Status::Failure);
    assert!(ran.stderr.contains(outside), "{}", ran.stderr);

    let with_root = |root| workspace.xtask(&[CODEGEN_PETS, &["--root", root]].concat());
    let ran = with_root(".").ends(Status::Failure);
    assert!(
        ran.stderr.contains("--> pets/own.yaml:1:7"),
        "{}",
        ran.stderr
    );
    with_root("shared").fails(Status::Failure, "shared does not contain the specification");

    workspace.write("pets/own.yaml", "type: string\n");
    with_root(".").succeeds();
    fs::remove_dir_all(workspace.path().join("client")).unwrap();
    workspace.list_pets("root = \".\"\n");
    workspace.xtask(&["codegen"]).succeeds();
    workspace.xtask(&["lint", "pets/api.yaml"]).succeeds();
}

#[test]
fn a_reference_to_a_folder_is_an_error() {
    let workspace = Workspace::new();
    workspace.write("pets/api.yaml", &spec_beside("schemas"));
    workspace.write("pets/schemas/pet.yaml", "type: object\n");
    workspace
        .xtask(CODEGEN_PETS)
        .fails(Status::Failure, "cannot read `schemas`: it is not a file");
}
