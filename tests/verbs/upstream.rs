//! `cargo xtask upstream`.

use openapi_fragment::Status;

use super::Workspace;

const OURS: &str = "\
openapi: 3.1.0
info: {title: Pets, version: '1'}
paths:
  /pets/{pet}:
    get:
      operationId: find
      parameters:
        - {name: pet, in: path, required: true, schema: {type: string}}
      responses:
        '200':
          description: A pet.
          content:
            application/json:
              schema:
                type: object
                properties:
                  name: {type: string}
                  age: {type: integer}
";

/// A workspace with a fragment, and the vendor's specification with these edits.
fn workspace(edits: &[(&str, &str)]) -> Workspace {
    let workspace = Workspace::new();
    let theirs = edits.iter().fold(OURS.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replace(from, to)
    });
    workspace.write("ours.yaml", OURS);
    workspace.write("theirs.yaml", &theirs);
    workspace
}

const CALL: [&str; 5] = ["upstream", "--from", "theirs.yaml", "--spec", "ours.yaml"];

/// `creator` is added, `age` is removed, and a description is changed.
const EDITS: &[(&str, &str)] = &[
    ("age: {type: integer}", "creator: {type: string}"),
    ("description: A pet.", "description: One pet."),
];

#[test]
fn equal_specifications_have_no_differences() {
    let ran = workspace(&[]).xtask(&CALL).succeeds();
    assert_eq!(ran.stdout, "");
    let expected = "0 breaking, 0 additions, 0 documentation only; 0 intended\n";
    assert!(ran.stderr.ends_with(expected), "{}", ran.stderr);
}

#[test]
fn differences_are_printed_with_both_places() {
    let ran = workspace(EDITS).xtask(&CALL).ends(Status::Failure);
    insta::assert_snapshot!(ran.stdout);
}

#[test]
fn differences_are_printed_as_json() {
    let call = [&CALL[..], &["--format", "json"]].concat();
    let ran = workspace(EDITS).xtask(&call).ends(Status::Failure);
    insta::assert_snapshot!(ran.stdout);
}

#[test]
fn fail_on_determines_the_status() {
    let addition = [(
        "age: {type: integer}",
        "age: {type: integer}\n                  creator: {}",
    )];
    let words = [("A pet.", "One pet.")];
    let ends = |edits: &[(&str, &str)], fail_on: &str, status: Status| {
        let call = [&CALL[..], &["--fail-on", fail_on]].concat();
        workspace(edits).xtask(&call).ends(status);
    };
    ends(&addition, "breaking", Status::Success);
    ends(&addition, "addition", Status::Failure);
    ends(&words, "addition", Status::Success);
    ends(&words, "documentation", Status::Failure);
    ends(EDITS, "breaking", Status::Failure);
}

#[test]
fn intended_differences_are_ignored_until_they_are_stale() {
    let list = "\
departures:
  - {place: response 200 age, change: property-removed, reason: The page has it.}
";
    let departed = workspace(&EDITS[..1]);
    departed.write("ours.departures.yaml", list);
    let ran = departed.xtask(&CALL).succeeds();
    assert!(!ran.stdout.contains("age"), "{}", ran.stdout);
    let verbose = departed.xtask(&[&CALL[..], &["-v"]].concat()).succeeds();
    assert!(
        verbose.stdout.contains("reason: The page has it.\n"),
        "{}",
        verbose.stdout
    );

    let fixed = workspace(&[]);
    fixed.write("ours.departures.yaml", list);
    let ran = fixed.xtask(&CALL).ends(Status::Failure);
    let expected = "error[E072]: this departure matches no difference\n \
                    --> ours.departures.yaml:2:13\n";
    assert!(ran.stderr.contains(expected), "{}", ran.stderr);
}

#[test]
fn a_file_with_errors_is_reported() {
    let broken = workspace(&[]);
    broken.write("theirs.yaml", "a: [\n");
    let ran = broken.xtask(&CALL).ends(Status::Failure);
    let expected = "error: theirs.yaml has 1 error; it cannot be used\n";
    assert!(ran.stderr.ends_with(expected), "{}", ran.stderr);
    broken
        .xtask(&["upstream"])
        .fails(Status::WrongCall, "--from");
}

/// The place of a difference that an overlay causes is in the overlay.
#[test]
fn overlays_are_applied_first() {
    let overlaid = workspace(&EDITS[..1]);
    let name =
        "$.paths['/pets/{pet}'].get.responses['200'].content['application/json'].schema.properties";
    let overlay = format!(
        "overlay: 1.0.0\ninfo: {{title: Fix, version: '1'}}\nactions:\n\
         - {{target: \"{name}.age\", remove: true}}\n\
         - target: \"{name}\"\n  update:\n    creator: {{type: integer}}\n"
    );
    overlaid.write("fix.overlay.yaml", &overlay);
    let check = |ran: super::Ran| {
        assert!(!ran.stdout.contains("age"), "{}", ran.stdout);
        let place = "--> fix.overlay.yaml:7 /actions/1/update/creator\n";
        assert!(ran.stdout.contains(place), "{}", ran.stdout);
    };
    let call = [&CALL[..], &["--overlay", "fix.overlay.yaml"]].concat();
    check(overlaid.xtask(&call).ends(Status::Failure));
    let client = "[[client]]\nspec = \"ours.yaml\"\nout = \"client\"\n\
                  overlays = [\"fix.overlay.yaml\"]\n";
    overlaid.write("codegen.toml", client);
    check(overlaid.xtask(&CALL[..3]).ends(Status::Failure));

    overlaid.write("fix.overlay.yaml", &overlay.replace(".age", ".old"));
    let ran = overlaid.xtask(&call).ends(Status::Failure);
    let expected = "--> fix.overlay.yaml:4:12\n";
    assert!(ran.stderr.contains(expected), "{}", ran.stderr);
}
