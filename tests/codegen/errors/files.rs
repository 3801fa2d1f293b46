//! Invalid references to other files.

use insta::assert_snapshot;

use crate::codegen::harness::check_files_error;

/// A piece with a schema that refers to a target.
fn piece(target: &str) -> String {
    format!(
        "\
components:
  schemas:
    Pet: {{ $ref: '{target}' }}
"
    )
}

#[test]
fn a_missing_file() {
    assert_snapshot!(check_files_error(&piece("common/pets.yaml#/Pet"), &[]), @r"
    error[E035]: `common/pets.yaml#/Pet`: file not found
     --> spec.yaml:3:18
      |
    3 |     Pet: { $ref: 'common/pets.yaml#/Pet' }
      |                  ^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /components/schemas/Pet/$ref
      = help: a path is relative to the file that contains the reference; a reference to the same file starts with `#/`
    ");
}

#[test]
fn a_file_outside_of_the_folder() {
    assert_snapshot!(check_files_error(&piece("common/../../pets.yaml"), &[]), @r"
    error[E033]: `common/../../pets.yaml` is outside of the root folder
     --> spec.yaml:3:18
      |
    3 |     Pet: { $ref: 'common/../../pets.yaml' }
      |                  ^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /components/schemas/Pet/$ref
      = help: the root folder is that of the specification; `--root DIR` sets a folder above it
    ");
    assert_snapshot!(check_files_error(&piece("/etc/passwd"), &[]), @r"
    error[E033]: `/etc/passwd` is outside of the root folder
     --> spec.yaml:3:18
      |
    3 |     Pet: { $ref: '/etc/passwd' }
      |                  ^^^^^^^^^^^^^
      |
      = pointer: /components/schemas/Pet/$ref
      = help: the root folder is that of the specification; `--root DIR` sets a folder above it
    ");
    assert_snapshot!(check_files_error(&piece("%2e%2e/pets.yaml"), &[]), @r"
    error[E033]: `%2e%2e/pets.yaml` is outside of the root folder
     --> spec.yaml:3:18
      |
    3 |     Pet: { $ref: '%2e%2e/pets.yaml' }
      |                  ^^^^^^^^^^^^^^^^^^
      |
      = pointer: /components/schemas/Pet/$ref
      = help: the root folder is that of the specification; `--root DIR` sets a folder above it
    ");
}

#[test]
fn a_file_on_the_network() {
    assert_snapshot!(check_files_error(&piece("//example.com/pets.yaml"), &[]), @r"
    error[E032]: `//example.com/pets.yaml` is a URL; remote references are not supported
     --> spec.yaml:3:18
      |
    3 |     Pet: { $ref: '//example.com/pets.yaml' }
      |                  ^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /components/schemas/Pet/$ref
      = help: save the file in the folder of the specification, and refer to that
    ");
    assert_snapshot!(check_files_error(&piece("urn:example:pet"), &[]), @r"
    error[E032]: `urn:example:pet` is a URL; remote references are not supported
     --> spec.yaml:3:18
      |
    3 |     Pet: { $ref: 'urn:example:pet' }
      |                  ^^^^^^^^^^^^^^^^^
      |
      = pointer: /components/schemas/Pet/$ref
      = help: save the file in the folder of the specification, and refer to that
    ");
}

#[test]
fn a_windows_path() {
    assert_snapshot!(check_files_error(&piece(r".\common\pets.yaml"), &[]), @r"
    error[E035]: `.\common\pets.yaml` contains a backslash
     --> spec.yaml:3:18
      |
    3 |     Pet: { $ref: '.\common\pets.yaml' }
      |                  ^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /components/schemas/Pet/$ref
      = help: use `/` as the path separator on every system
    ");
}

#[test]
fn errors_in_another_file_are_shown_there() {
    let pets = "
Pet:
  type: object
  properties:
    name: { type: strin }
    owner: { $ref: 'people/owner.yaml#/Ownr' }
";
    let owner = "
Owner: { type: object }
";
    let files = [
        ("common/pets.yaml", pets),
        ("common/people/owner.yaml", owner),
    ];
    assert_snapshot!(check_files_error(&piece("common/pets.yaml#/Pet"), &files), @r"
    error[E024]: unknown type `strin`
     --> common/pets.yaml:4:19
      |
    4 |     name: { type: strin }
      |                   ^^^^^
      |
      = pointer: /Pet/properties/name/type
      = help: the types are `string`, `number`, `integer`, `boolean`, `array`, `object` and `null`

    error[E030]: unresolved reference `people/owner.yaml#/Ownr`
     --> common/pets.yaml:5:20
      |
    5 |     owner: { $ref: 'people/owner.yaml#/Ownr' }
      |                    ^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /Pet/properties/owner/$ref
      = help: did you mean `Owner`?
    ");
}

#[test]
fn another_file_with_a_syntax_error() {
    let files = [("pets.yaml", "Pet: {\n")];
    assert_snapshot!(check_files_error(&piece("pets.yaml#/Pet"), &files), @r"
    error[E002]: not valid YAML: unclosed bracket '{'
     --> pets.yaml:1:6
      |
    1 | Pet: {
      |      ^
    ");
}

#[test]
fn another_file_with_a_duplicate_key() {
    let files = [("pets.json", "{\"Pet\": {}, \"Pet\": {}}")];
    assert_snapshot!(check_files_error(&piece("pets.json#/Pet"), &files), @r#"
    error[E007]: duplicate key `Pet`
     --> pets.json:1:13
      |
    1 | {"Pet": {}, "Pet": {}}
      |  -----      ^^^^^ repeated here
      |  |
      |  first defined here
      |
      = pointer: /Pet
    "#);
}

#[test]
fn a_reference_cycle_between_files() {
    let files = [
        ("a.yaml", "A: { $ref: 'b/b.yaml#/B' }\n"),
        (
            "b/b.yaml",
            "B: { $ref: '../spec.yaml#/components/schemas/Pet' }\n",
        ),
    ];
    assert_snapshot!(check_files_error(&piece("a.yaml#/A"), &files), @r"
    error[E031]: reference cycle: these references resolve only to each other
     --> spec.yaml:3:18
      |
    3 |     Pet: { $ref: 'a.yaml#/A' }
      |                  ^^^^^^^^^^^
      |
     ::: a.yaml:1:12
      |
    1 | A: { $ref: 'b/b.yaml#/B' }
      |            ------------- which refers to this
      |
     ::: b/b.yaml:1:12
      |
    1 | B: { $ref: '../spec.yaml#/components/schemas/Pet' }
      |            -------------------------------------- which refers back to the first
      |
      = pointer: /components/schemas/Pet/$ref
    ");
}

#[test]
fn an_unresolved_anchor() {
    assert_snapshot!(check_files_error(&piece("#pet"), &[]), @r"
    error[E030]: unresolved reference `#pet`
     --> spec.yaml:3:18
      |
    3 |     Pet: { $ref: '#pet' }
      |                  ^^^^^^
      |
      = pointer: /components/schemas/Pet/$ref
      = help: no schema has the `$anchor` `pet`; a JSON Pointer starts with `#/`
    ");
}

#[test]
fn an_invalid_pointer() {
    assert_snapshot!(check_files_error(&piece("#/components/schemas/~2"), &[]), @r"
    error[E030]: `#/components/schemas/~2` is not a valid JSON Pointer
     --> spec.yaml:3:18
      |
    3 |     Pet: { $ref: '#/components/schemas/~2' }
      |                  ^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /components/schemas/Pet/$ref
      = help: write `~` as `~0`, and `/` in a key as `~1`
    ");
}
