//! The lines that `cargo xtask codegen` prints about changed files, and its last line.

use super::{Ran, Workspace};

const CODEGEN: [&str; 5] = ["codegen", "--spec", "pets.yaml", "--out", "client"];

/// A specification with this number of resources, each of which is a file.
fn spec(resources: usize) -> String {
    let operation = |number| {
        format!(
            "  /r{number}: {{ get: {{ operationId: list{number}, tags: [r{number}], \
             responses: {{ '204': {{ description: Done. }} }} }} }}\n"
        )
    };
    let paths: String = (0..resources).map(operation).collect();
    format!("openapi: 3.1.0\ninfo: {{ title: Pets, version: '1' }}\npaths:\n{paths}")
}

/// Adds resources to a client with one, so that as many files, `mod.rs` and `mock.rs` change.
fn add_resources(added: usize, args: &[&str]) -> Ran {
    let workspace = Workspace::new();
    workspace.write("pets.yaml", &spec(1));
    workspace.xtask(&CODEGEN).succeeds();
    workspace.write("pets.yaml", &spec(1 + added));
    let ran = workspace.xtask(&[&CODEGEN[..], args].concat()).succeeds();
    let written = format!("Finished client: {} written, ", added + 2);
    assert!(ran.stderr.contains(&written), "{}", ran.stderr);
    ran
}

/// The number of files that are listed as added or changed.
fn listed(ran: &Ran) -> usize {
    let lines = ran.stderr.lines().map(str::trim_start);
    let files = lines.filter(|line| line.starts_with("Added ") || line.starts_with("Changed "));
    files.count()
}

#[test]
fn up_to_8_changed_files_are_listed() {
    assert_eq!(listed(&add_resources(6, &[])), 8);
    assert_eq!(listed(&add_resources(7, &[])), 0);
}

#[test]
fn all_changed_files_are_listed_with_verbose() {
    assert_eq!(listed(&add_resources(7, &["-v"])), 9);
    assert_eq!(listed(&add_resources(7, &["--verbose"])), 9);
}

/// The last line of a run for this schema.
fn last_line(schema: &str) -> String {
    let workspace = Workspace::new();
    let paths = "  /pets: { get: { operationId: get, tags: [pets], responses: { '200': { \
        description: One., content: { application/json: { schema: { \
        $ref: '#/components/schemas/Pet' } } } } } } }";
    let schemas = format!("components: {{ schemas: {{ Pet: {schema} }} }}\n");
    let head = "openapi: 3.1.0\ninfo: { title: Pets, version: '1' }\npaths:\n";
    workspace.write("pets.yaml", &format!("{head}{paths}\n{schemas}"));
    let ran = workspace.xtask(&CODEGEN).succeeds();
    ran.stderr.lines().next_back().unwrap().to_owned()
}

#[test]
fn the_last_line_counts_warnings() {
    let none = last_line("{ type: object, properties: { a: { type: string } } }");
    assert!(
        none.ends_with(": 1 operation, 1 type, 0 warnings"),
        "{none}"
    );
    let one = last_line("{ type: object, properties: { a: { type: string, format: x } } }");
    assert!(one.ends_with(": 1 operation, 1 type, 1 warning"), "{one}");
    let two = last_line(
        "{ type: object, properties: { a: { type: string, format: x }, b: { type: string, format: y } } }",
    );
    assert!(two.ends_with(": 1 operation, 1 type, 2 warnings"), "{two}");
}

/// Up to 8 warnings are shown, more of them only with `--verbose`.
#[test]
fn many_warnings_are_counted_by_code() {
    let run = |warnings: usize, args: &[&str]| {
        let workspace = Workspace::new();
        let formats = (1..warnings).map(|it| format!("a{it}: {{ type: string, format: f{it} }}"));
        let formats = formats.collect::<Vec<_>>().join(", ");
        let schema = format!(
            "{{ type: object, properties: {{ {formats}, b: {{ type: string, zebra: 1 }} }} }}"
        );
        workspace.write(
            "pets.yaml",
            &format!(
                "openapi: 3.1.0\ninfo: {{ title: Pets, version: '1' }}\npaths:\n  /pets: {{ post: {{ \
                 operationId: add, requestBody: {{ content: {{ application/json: {{ schema: {schema} \
                 }} }} }}, responses: {{ '204': {{ description: Done. }} }} }} }}\n"
            ),
        );
        let ran = workspace.xtask(&[&CODEGEN[..], args].concat()).succeeds();
        let counted = format!(", {warnings} warnings\n");
        assert!(ran.stderr.contains(&counted), "{}", ran.stderr);
        ran.stderr
    };
    let few = run(8, &[]);
    assert!(few.contains("--> pets.yaml:4:"), "{few}");
    let many = run(9, &[]);
    assert!(!many.contains("-->"), "{many}");
    let (_, counts) = many.split_once("warning: ").unwrap();
    let (counts, _) = counts.split_once("    Finished").unwrap();
    insta::assert_snapshot!(counts);
    assert!(run(9, &["-v"]).contains("--> pets.yaml:4:"));
}

/// A line that is missing in an existing `Cargo.toml` is a warning, too.
#[test]
fn the_last_line_counts_missing_dependencies() {
    let workspace = Workspace::new();
    workspace.write("pets.yaml", &spec(1));
    workspace.write("client/Cargo.toml", "[package]\nname = \"pets\"\n");
    let ran = workspace.xtask(&CODEGEN).succeeds();
    let last = ran.stderr.lines().next_back().unwrap();
    let warnings = ran.stderr.matches("warning: ").count();
    assert!(warnings > 0, "{}", ran.stderr);
    let counted = [
        format!(", {warnings} warning"),
        format!(", {warnings} warnings"),
    ];
    assert!(
        counted.iter().any(|it| last.ends_with(it)),
        "{}",
        ran.stderr
    );
}
