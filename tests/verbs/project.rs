//! The project file, and folders without one.

use openapi_fragment::{Context, Status};
use tempfile::TempDir;

use super::{Ran, Workspace, tree, write, xtask};

/// A specification with one operation.
fn spec(resource: &str) -> String {
    format!(
        "openapi: 3.1.0\ninfo: {{ title: Pets, version: '1' }}\npaths:\n  /{resource}:\n    get:\n      \
         operationId: {resource}.list\n      responses: {{ '204': {{ description: None. }} }}\n"
    )
}

const OVERLAY: &str = "\
overlay: 1.0.0
info: {title: Names, version: '1'}
actions:
  - target: $.paths['/cats'].get
    update: {operationId: felines.all}
";

const THREE: &str = r#"
[[client]]
spec = "spec/cats.yaml"
out = "crates/cats"
overlays = ["spec/names.overlay.yaml"]

[[client]]
spec = "spec/dogs.yaml"
out = "crates/dogs"
package = "dogs-client"

[[client]]
spec = "spec/owls.yaml"
out = "crates/owls"
"#;

/// A folder outside of this workspace with these files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        write(&folder.path().join(path), text);
    }
    folder
}

fn three_clients() -> TempDir {
    folder(&[
        ("codegen.toml", THREE),
        ("spec/cats.yaml", &spec("cats")),
        ("spec/names.overlay.yaml", OVERLAY),
        ("spec/dogs.yaml", &spec("dogs")),
        ("spec/owls.yaml", &spec("owls")),
    ])
}

/// Runs a verb in a folder whose project file has an error at this place.
#[track_caller]
fn fails_at(text: &str, expected: &str) {
    let folder = three_clients();
    write(&folder.path().join("codegen.toml"), text);
    let before = tree(folder.path());
    let ran = xtask(folder.path(), &["codegen"]);
    let ran = ran.fails(Status::Failure, &format!("error: codegen.toml:{expected}"));
    assert_eq!(tree(folder.path()), before, "{}", ran.stderr);
}

#[test]
fn a_crate_is_generated_in_any_folder() {
    let folder = folder(&[("pets.yaml", &spec("pets"))]);
    let args = [
        "codegen",
        "--spec",
        "pets.yaml",
        "--out",
        "client",
        "--package",
        "pets",
    ];
    let ran = xtask(folder.path(), &args).succeeds();
    assert!(ran.stderr.contains("Finished pets: "), "{}", ran.stderr);
    let pets = folder.path().join("client/src/api/pets.rs");
    let header = format!("{} from pets.yaml.\n", generator::HEADER);
    assert!(std::fs::read_to_string(pets).unwrap().starts_with(&header));
    xtask(folder.path(), &["--help"]).succeeds();
    xtask(folder.path(), &["explain", "E030"]).succeeds();
    xtask(folder.path(), &["lint", "pets.yaml"]).succeeds();
    for verb in [
        &["codegen"][..],
        &["diff"],
        &["lint"],
        &["upstream", "--from", "pets.yaml"],
    ] {
        let reason = "neither this folder nor one above it has a codegen.toml with a `[[client]]`";
        xtask(folder.path(), verb).fails(Status::Failure, reason);
    }
}

/// The output depends on the project file, not on the folder that the verb runs in.
#[test]
fn without_a_project_file_the_current_folder_does_not_matter() {
    let folder = folder(&[("spec/pets.yaml", &spec("pets"))]);
    let args = |spec, out| ["codegen", "--spec", spec, "--out", out, "--package", "pets"];
    xtask(folder.path(), &args("spec/pets.yaml", "one")).succeeds();
    let nested = folder.path().join("spec");
    xtask(&nested, &args("pets.yaml", "../two")).succeeds();
    assert_eq!(
        tree(&folder.path().join("one")),
        tree(&folder.path().join("two"))
    );
}

#[test]
fn a_workspace_may_have_an_xtask_of_its_own() {
    let folder = folder(&[
        ("Cargo.toml", "[workspace]\nmembers = [\"xtask\"]\n"),
        ("xtask/Cargo.toml", "[package]\nname = \"xtask\"\n"),
        ("spec/pets.yaml", &spec("pets")),
        (
            "codegen.toml",
            "[[client]]\nspec = \"spec/pets.yaml\"\nout = \"pets\"\n",
        ),
    ]);
    let ran = xtask(&folder.path().join("xtask"), &["codegen", "-v"]).succeeds();
    assert!(
        ran.stderr.contains("Added ../pets/src/api/pets.rs\n"),
        "{}",
        ran.stderr
    );
    let pets = folder.path().join("pets/src/api/pets.rs");
    let header = format!("{} from spec/pets.yaml.\n", generator::HEADER);
    assert!(std::fs::read_to_string(pets).unwrap().starts_with(&header));
}

#[test]
fn one_command_generates_all_clients() {
    let folder = three_clients();
    let ran = xtask(folder.path(), &["codegen"]).succeeds();
    for package in ["cats", "dogs-client", "owls"] {
        let expected = format!("Finished {package}: ");
        assert_eq!(ran.stderr.matches(&expected).count(), 1, "{}", ran.stderr);
    }
    assert!(
        folder
            .path()
            .join("crates/cats/src/api/felines.rs")
            .is_file()
    );
    assert!(folder.path().join("crates/dogs/src/api/dogs.rs").is_file());
    let ran = xtask(folder.path(), &["lint"]).succeeds();
    assert!(
        ran.stderr.contains("3 specifications: 0 errors"),
        "{}",
        ran.stderr
    );
    let ran = xtask(folder.path(), &["codegen", "--check"]).succeeds();
    assert_eq!(ran.stdout, "");
}

#[test]
fn packages_select_clients() {
    let folder = three_clients();
    xtask(folder.path(), &["codegen", "dogs-client", "owls"]).succeeds();
    assert!(folder.path().join("crates/dogs/Cargo.toml").is_file());
    assert!(folder.path().join("crates/owls/Cargo.toml").is_file());
    assert!(!folder.path().join("crates/cats").exists());
    let ran = xtask(folder.path(), &["codegen", "--check", "cats"]).ends(Status::Failure);
    let help = "help: run `cargo xtask codegen cats`\n";
    assert!(ran.stderr.ends_with(help), "{}", ran.stderr);
    let unknown = xtask(folder.path(), &["codegen", "dogs"]);
    let reason = "no client `dogs`, but `cats`, `dogs-client`, `owls`";
    unknown.fails(Status::WrongCall, reason);
}

#[test]
fn a_check_reports_all_clients_that_are_out_of_date() {
    let folder = three_clients();
    xtask(folder.path(), &["codegen"]).succeeds();
    for name in ["dogs", "owls"] {
        let path = folder.path().join(format!("spec/{name}.yaml"));
        write(&path, &spec(name).replace("None.", "Nothing."));
    }
    let before = tree(folder.path());
    // The diff applies to the folder of the project file.
    let ran = xtask(&folder.path().join("spec"), &["codegen", "--check"]).ends(Status::Failure);
    assert_eq!(tree(folder.path()), before);
    for part in [
        "--- a/crates/dogs/src/api/dogs.rs\n",
        "--- a/crates/owls/src/api/owls.rs\n",
    ] {
        assert!(ran.stdout.contains(part), "{}", ran.stdout);
    }
    for part in [
        "Finished ../crates/cats is up to date\n",
        "error: ../crates/dogs is not up to date\n",
        "error: ../crates/owls is not up to date\nhelp: run `cargo xtask codegen`\n",
    ] {
        assert!(ran.stderr.contains(part), "{}", ran.stderr);
    }
}

#[test]
fn errors_in_a_specification_do_not_affect_other_clients() {
    let folder = three_clients();
    write(&folder.path().join("spec/cats.yaml"), "openapi: 3.1.0\n");
    let ran = xtask(folder.path(), &["codegen"]).ends(Status::Failure);
    assert!(
        ran.stderr.contains("spec/cats.yaml has 3 errors"),
        "{}",
        ran.stderr
    );
    assert!(!folder.path().join("crates/cats").exists());
    assert!(folder.path().join("crates/owls/Cargo.toml").is_file());
}

#[test]
fn errors_in_the_project_file_have_a_place() {
    fails_at("[[client]]\nspec = \n", "2:8: ");
    fails_at(
        "[[client]]\nspec = \"a.yaml\"\n",
        "1:1: missing field `out`",
    );
    fails_at(
        "[[client]]\nspec = 'a'\nout = 'b'\n  tag = ['c']\n",
        "4:3: unknown field `tag`",
    );
    fails_at(
        "[[client]]\nspec = 'a'\nout = 'b'\npackage = '1st'\n",
        "4:11: \"1st\" is not a valid package name: it does not start with a letter",
    );
    fails_at(
        "[[client]]\nspec = 'a'\nout = 'no name'\n",
        "1:1: the name of the folder, \"no name\", is not a valid package name",
    );
    fails_at(
        "\n[[client]]\nspec = 'none.yaml'\nout = 'b'\n",
        "2:1: cannot read none.yaml",
    );
    let twice = |second: &str| {
        format!("[[client]]\nspec = 'a'\nout = 'b'\n[[client]]\nspec = 'a'\n{second}")
    };
    fails_at(
        &twice("out = './b'\npackage = 'c'"),
        "4:1: `out` is also that of the client at codegen.toml:1:1",
    );
    fails_at(
        &twice("out = 'c'\npackage = 'b'"),
        "4:1: the package `b` is also that",
    );
}

#[test]
fn errors_about_a_shared_runtime_have_a_place() {
    fails_at("runtime = 1\n[[client]]\nspec = 'a'\nout = 'b'\n", "1:11: ");
    let client = |out: &str| format!("runtime = 'b'\n[[client]]\nspec = 'spec/dogs.yaml'\n{out}\n");
    fails_at(
        &client("out = './b'"),
        "2:1: `out` is also the folder of the runtime at codegen.toml:1:11",
    );
    fails_at(
        &client("out = 'c'\npackage = 'client-runtime'"),
        "2:1: the package `client-runtime` is also that of the runtime at codegen.toml:1:11",
    );
}

#[test]
fn a_runtime_that_is_not_a_package_is_an_error() {
    let folder = three_clients();
    write(
        &folder.path().join("codegen.toml"),
        &format!("runtime = 'b'\n{THREE}"),
    );
    write(&folder.path().join("b/Cargo.toml"), "[package]\n");
    let reason = "error: codegen.toml:1:11: cannot use b/Cargo.toml: `package.name` is missing";
    xtask(folder.path(), &["codegen"]).fails(Status::Failure, reason);
}

#[test]
fn the_project_file_in_the_help_is_valid() {
    let folder = three_clients();
    let help = xtask(folder.path(), &["codegen", "--help"])
        .succeeds()
        .stdout;
    let (_, example) = help.split_once("  [[client]]\n").unwrap();
    let (example, _) = example.split_once("\n\n").unwrap();
    let text = format!("[[client]]\n{example}\n");
    fails_at(&text, "1:1: cannot read names.overlay.yaml");
}

#[test]
fn a_file_without_clients_is_not_a_project_file() {
    let folder = three_clients();
    write(&folder.path().join("spec/codegen.toml"), "lenient = true\n");
    xtask(&folder.path().join("spec"), &["codegen"]).succeeds();
    let explicit = ["codegen", "--spec", "spec/dogs.yaml", "--out", "new"];
    xtask(folder.path(), &explicit).fails(
        Status::Failure,
        "spec/codegen.toml has no `[[client]]`; make it a project file, or move its lines to",
    );
}

#[test]
fn upstream_compares_the_specification_of_a_client() {
    let folder = three_clients();
    let from = ["upstream", "--from", "spec/owls.yaml"];
    let choice = "choose one of the clients: `cats`, `dogs-client`, `owls`";
    xtask(folder.path(), &from).fails(Status::WrongCall, choice);
    xtask(folder.path(), &[&from[..], &["owls"]].concat()).succeeds();
    let ran = xtask(folder.path(), &[&from[..], &["dogs-client"]].concat());
    assert!(ran.ends(Status::Failure).stdout.contains("spec/dogs.yaml:"));
}

/// The name of the program in help and messages.
#[test]
fn an_installed_program_is_called_by_its_name() {
    let folder = three_clients();
    let run = |args: &[&str]| {
        let (mut stdout, mut stderr) = (vec![], vec![]);
        let mut context = Context {
            program: "openapi-fragment".to_owned(),
            ..Context::new(folder.path().to_owned(), &mut stdout, &mut stderr)
        };
        let args = ["openapi-fragment"].iter().chain(args).map(Into::into);
        let status = openapi_fragment::run(args, &mut context);
        let text = |stream| String::from_utf8(stream).unwrap();
        Ran {
            status,
            stdout: anstream::adapter::strip_str(&text(stdout)).to_string(),
            stderr: anstream::adapter::strip_str(&text(stderr)).to_string(),
        }
    };
    let version = run(&["--version"]).succeeds().stdout;
    assert_eq!(version, "openapi-fragment 0.1.0\n");
    for verb in ["codegen", "fragment", "upstream", "diff", "lint", "explain"] {
        let help = run(&[verb, "--help"]).succeeds().stdout;
        assert!(
            help.contains(&format!("Usage: openapi-fragment {verb} ")),
            "{help}"
        );
        assert!(!help.contains("cargo xtask"), "{help}");
        assert!(help.contains("Exit status: 0 "), "{help}");
    }
    let page = run(&["explain", "E050"]).succeeds().stdout;
    assert!(
        page.contains("`openapi-fragment codegen --lenient`"),
        "{page}"
    );
    let ran = run(&["codegen", "--check"]).ends(Status::Failure);
    assert!(
        ran.stderr
            .ends_with("help: run `openapi-fragment codegen`\n"),
        "{}",
        ran.stderr
    );
}

#[test]
fn diff_compares_each_client_with_its_settings() {
    let workspace = Workspace::new();
    let cats = spec("cats");
    let (_, cats) = cats.split_once("paths:\n").unwrap();
    workspace.write("pets/api.yaml", &(spec("pets") + cats));
    workspace.write("pets/names.overlay.yaml", OVERLAY);
    workspace.list_pets("operations = [\"pets.list\"]\noverlays = [\"pets/names.overlay.yaml\"]\n");
    let client = workspace.read("codegen.toml");
    workspace.write("codegen.toml", &format!("{client}\n{}", super::OUR_CLIENT));
    super::diff::commit(&workspace);
    // Neither a change of an operation that the client lacks, nor one that an overlay hides.
    let changed = workspace
        .read("pets/api.yaml")
        .replace("/cats:\n    get:", "/cats:\n    put:");
    workspace.write("pets/api.yaml", &changed);
    workspace.write("pets/names.overlay.yaml", &OVERLAY.replace(".get", ".put"));
    let ran = workspace.xtask(&["diff"]).succeeds();
    for package in ["pets-client", "cloudflare-images"] {
        let expected = format!("Finished {package}: no changes for users of the client\n");
        assert!(ran.stderr.contains(&expected), "{}", ran.stderr);
    }
    let renamed = OVERLAY
        .replace("'/cats'].get", "'/pets'].get")
        .replace("felines", "pets");
    workspace.write("pets/names.overlay.yaml", &renamed);
    let selected = workspace
        .read("codegen.toml")
        .replace("\"pets.list\"", "\"pets.*\"");
    workspace.write("codegen.toml", &selected);
    let ran = workspace.xtask(&["diff", "pets-client"]).succeeds();
    assert!(ran.stdout.contains("client::pets::list"), "{}", ran.stdout);
}

#[test]
fn diff_reads_referenced_files_at_the_revision() {
    let workspace = Workspace::new();
    let response = "description: Pets., content: { application/json: { schema: { $ref: 'schemas/pet.yaml' } } }";
    let text = spec("pets")
        .replace("204", "200")
        .replace("description: None.", response);
    workspace.write("pets/api.yaml", &text);
    let pet = "type: object\nproperties:\n  name: { type: string }\n";
    workspace.write("pets/schemas/pet.yaml", pet);
    workspace.list_pets("");
    super::diff::commit(&workspace);
    workspace.write("pets/schemas/pet.yaml", &pet.replace("name", "title"));
    let ran = workspace.xtask(&["diff"]).succeeds();
    assert!(
        ran.stdout.contains("Pet::name: the field was removed\n"),
        "{}",
        ran.stdout
    );
}
