//! What the generator goes on from, and what it says: perhaps it is not what was meant.

use insta::assert_snapshot;

use super::doors::check_warning;

#[test]
fn a_word_that_nobody_knows() {
    let piece = r#"
components:
  schemas:
    Pet: { type: object, colour: red }
"#;
    assert_snapshot!(check_warning(piece), @r"
    warning[W001]: a schema has no `colour`: it is ignored
     --> spec.yaml:3:26
      |
    3 |     Pet: { type: object, colour: red }
      |                          ^^^^^^
      |
      = pointer: /components/schemas/Pet/colour
      = help: an extension's name begins with `x-`
    ");
}

#[test]
fn an_example_against_its_own_limits() {
    let piece = r#"
components:
  schemas:
    Pet: { type: object, properties: { name: { type: string, maxLength: 3, examples: [Bello] } } }
"#;
    assert_snapshot!(check_warning(piece), @r"
    warning[W012]: the example is refused by its own schema: the text `Bello` has 5 characters, and at most 3 are allowed
     --> spec.yaml:3:87
      |
    3 |     Pet: { type: object, properties: { name: { type: string, maxLength: 3, examples: [Bello] } } }
      |                                                                         - by this     ^^^^^
      |
      = pointer: /components/schemas/Pet/properties/name/examples/0
      = help: mend the one that is wrong, or say by `x-allow` why both are right
    ");
}

#[test]
fn required_as_openapi_2_had_it() {
    let piece = r#"
components:
  schemas:
    Pet: { type: object, properties: { name: { type: string, required: true } } }
"#;
    assert_snapshot!(check_warning(piece), @r"
    warning[W004]: `required` lists the names of properties: a boolean is ignored
     --> spec.yaml:3:72
      |
    3 |     Pet: { type: object, properties: { name: { type: string, required: true } } }
      |                                                                        ^^^^
      |
      = pointer: /components/schemas/Pet/properties/name/required
    ");
}
