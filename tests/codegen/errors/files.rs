//! References into other files that lead nowhere, or where they must not.

use insta::assert_snapshot;

use crate::codegen::doors::check_files_error;

/// A piece with a schema that refers to this.
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
fn a_file_that_is_not_there() {
    assert_snapshot!(check_files_error(&piece("common/pets.yaml#/Pet"), &[]), @r"
    error[E035]: `common/pets.yaml#/Pet`: there is no such file
     --> spec.yaml:3:18
      |
    3 |     Pet: { $ref: 'common/pets.yaml#/Pet' }
      |                  ^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /components/schemas/Pet/$ref
      = help: a path is relative to the file that the reference stands in; a reference into the same file begins with `#/`
    ");
}

#[test]
fn a_file_outside_of_the_folder() {
    assert_snapshot!(check_files_error(&piece("common/../../pets.yaml"), &[]), @r"
    error[E033]: `common/../../pets.yaml` lies outside of the folder of the specification
     --> spec.yaml:3:18
      |
    3 |     Pet: { $ref: 'common/../../pets.yaml' }
      |                  ^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /components/schemas/Pet/$ref
      = help: only files in that folder or below it are read
    ");
    assert_snapshot!(check_files_error(&piece("/etc/passwd"), &[]), @r"
    error[E033]: `/etc/passwd` lies outside of the folder of the specification
     --> spec.yaml:3:18
      |
    3 |     Pet: { $ref: '/etc/passwd' }
      |                  ^^^^^^^^^^^^^
      |
      = pointer: /components/schemas/Pet/$ref
      = help: only files in that folder or below it are read
    ");
    assert_snapshot!(check_files_error(&piece("%2e%2e/pets.yaml"), &[]), @r"
    error[E033]: `%2e%2e/pets.yaml` lies outside of the folder of the specification
     --> spec.yaml:3:18
      |
    3 |     Pet: { $ref: '%2e%2e/pets.yaml' }
      |                  ^^^^^^^^^^^^^^^^^^
      |
      = pointer: /components/schemas/Pet/$ref
      = help: only files in that folder or below it are read
    ");
}

#[test]
fn a_file_on_the_network() {
    assert_snapshot!(check_files_error(&piece("//example.com/pets.yaml"), &[]), @r"
    error[E032]: `//example.com/pets.yaml` is a URL, and nothing is ever fetched
     --> spec.yaml:3:18
      |
    3 |     Pet: { $ref: '//example.com/pets.yaml' }
      |                  ^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /components/schemas/Pet/$ref
      = help: save it beside the specification, and refer to the file
    ");
    assert_snapshot!(check_files_error(&piece("urn:example:pet"), &[]), @r"
    error[E032]: `urn:example:pet` is a URL, and nothing is ever fetched
     --> spec.yaml:3:18
      |
    3 |     Pet: { $ref: 'urn:example:pet' }
      |                  ^^^^^^^^^^^^^^^^^
      |
      = pointer: /components/schemas/Pet/$ref
      = help: save it beside the specification, and refer to the file
    ");
}

#[test]
fn a_path_as_on_windows() {
    assert_snapshot!(check_files_error(&piece(r".\common\pets.yaml"), &[]), @r"
    error[E035]: `.\common\pets.yaml` has a backslash in it
     --> spec.yaml:3:18
      |
    3 |     Pet: { $ref: '.\common\pets.yaml' }
      |                  ^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /components/schemas/Pet/$ref
      = help: a reference is written with `/` on every system
    ");
}

#[test]
fn what_is_wrong_in_another_file_is_shown_there() {
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
    error[E024]: there is no type `strin`
     --> common/pets.yaml:4:19
      |
    4 |     name: { type: strin }
      |                   ^^^^^
      |
      = pointer: /Pet/properties/name/type
      = help: the types are `string`, `number`, `integer`, `boolean`, `array`, `object` and `null`

    error[E030]: `people/owner.yaml#/Ownr` stands for nothing
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
fn another_file_with_a_slip_of_syntax() {
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
fn another_file_with_a_key_twice() {
    let files = [("pets.json", "{\"Pet\": {}, \"Pet\": {}}")];
    assert_snapshot!(check_files_error(&piece("pets.json#/Pet"), &files), @r#"
    error[E007]: the key `Pet` is given twice
     --> pets.json:1:13
      |
    1 | {"Pet": {}, "Pet": {}}
      |  -----      ^^^^^ given again here
      |  |
      |  first given here
      |
      = pointer: /Pet
    "#);
}

#[test]
fn files_that_lead_only_to_each_other() {
    let files = [
        ("a.yaml", "A: { $ref: 'b/b.yaml#/B' }\n"),
        (
            "b/b.yaml",
            "B: { $ref: '../spec.yaml#/components/schemas/Pet' }\n",
        ),
    ];
    assert_snapshot!(check_files_error(&piece("a.yaml#/A"), &files), @r"
    error[E031]: references that lead only to each other stand for nothing
     --> spec.yaml:3:18
      |
    3 |     Pet: { $ref: 'a.yaml#/A' }
      |                  ^^^^^^^^^^^
      |
     ::: a.yaml:1:12
      |
    1 | A: { $ref: 'b/b.yaml#/B' }
      |            ------------- which leads here
      |
     ::: b/b.yaml:1:12
      |
    1 | B: { $ref: '../spec.yaml#/components/schemas/Pet' }
      |            -------------------------------------- and this leads back to the first
      |
      = pointer: /components/schemas/Pet/$ref
    ");
}

#[test]
fn an_anchor_that_nothing_has() {
    assert_snapshot!(check_files_error(&piece("#pet"), &[]), @r"
    error[E030]: `#pet` stands for nothing
     --> spec.yaml:3:18
      |
    3 |     Pet: { $ref: '#pet' }
      |                  ^^^^^^
      |
      = pointer: /components/schemas/Pet/$ref
      = help: no schema has the `$anchor` `pet`; a JSON pointer begins with `#/`
    ");
}

#[test]
fn a_pointer_that_is_none() {
    assert_snapshot!(check_files_error(&piece("#/components/schemas/~2"), &[]), @r"
    error[E030]: `#/components/schemas/~2` is not a JSON pointer
     --> spec.yaml:3:18
      |
    3 |     Pet: { $ref: '#/components/schemas/~2' }
      |                  ^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /components/schemas/Pet/$ref
      = help: `~` is written `~0`, and `/` in a key `~1`
    ");
}
