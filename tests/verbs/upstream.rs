//! `cargo xtask upstream`.

use xtask::Status;

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

/// A workspace with our specification, and the vendor's with this replaced.
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

/// `creator` is new, `age` is gone, and a description is another.
const EDITS: &[(&str, &str)] = &[
    ("age: {type: integer}", "creator: {type: string}"),
    ("description: A pet.", "description: One pet."),
];

#[test]
fn what_is_the_same_is_nothing() {
    let ran = workspace(&[]).xtask(&CALL).succeeds();
    assert_eq!(ran.stdout, "");
    let expected = "0 breaking, 0 worth adding, 0 of words only; 0 departures meant\n";
    assert!(ran.stderr.ends_with(expected), "{}", ran.stderr);
}

#[test]
fn what_has_changed_is_told_with_both_places() {
    let ran = workspace(EDITS).xtask(&CALL).ends(Status::Failure);
    insta::assert_snapshot!(ran.stdout);
}

#[test]
fn what_has_changed_is_told_to_programs() {
    let call = [&CALL[..], &["--format", "json"]].concat();
    let ran = workspace(EDITS).xtask(&call).ends(Status::Failure);
    insta::assert_snapshot!(ran.stdout);
}

#[test]
fn the_status_says_whether_there_is_what_one_cares_for() {
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
    ends(&words, "words", Status::Failure);
    ends(EDITS, "breaking", Status::Failure);
}

#[test]
fn a_departure_that_is_meant_is_left_out_until_it_is_none() {
    let list = "\
departures:
  - {place: response 200 age, change: field-gone, reason: The page has it.}
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

    let mended = workspace(&[]);
    mended.write("ours.departures.yaml", list);
    let ran = mended.xtask(&CALL).ends(Status::Failure);
    let expected = "error[E072]: this departure is none any more: nothing there is different\n \
                    --> ours.departures.yaml:2:13\n";
    assert!(ran.stderr.contains(expected), "{}", ran.stderr);
}

#[test]
fn a_file_that_cannot_be_read_is_told() {
    let broken = workspace(&[]);
    broken.write("theirs.yaml", "a: [\n");
    let ran = broken.xtask(&CALL).ends(Status::Failure);
    let expected = "error: theirs.yaml has 1 error; it cannot be used\n";
    assert!(ran.stderr.ends_with(expected), "{}", ran.stderr);
    broken
        .xtask(&["upstream"])
        .fails(Status::WrongCall, "--from");
}
