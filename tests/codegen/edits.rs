//! The changes of the code after an edit of our specification are minimal.

use std::fmt::Write as _;

use generator::{Kind, Output};

use super::harness::{our_spec, ours};

/// Compares the changes of the code after replacing text in the specification with a snapshot.
#[track_caller]
fn check_edit(name: &str, edits: &[(&str, &str)]) {
    let before = our_spec();
    let mut after = before.clone();
    for (old, new) in edits {
        assert_eq!(after.matches(old).count(), 1, "{old:?} is there once");
        after = after.replace(old, new);
    }
    let diff = diff(&ours(&before), &ours(&after));
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("edits");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, diff));
}

/// The diff of `src/api`.
fn diff(before: &Output, after: &Output) -> String {
    let text = |output: &Output, path: &str| {
        let file = output.files.iter().find(|file| file.path == path);
        file.map(|file| file.text.clone()).unwrap_or_default()
    };
    let mut paths: Vec<&str> = [before, after]
        .iter()
        .flat_map(|output| &output.files)
        .filter(|file| file.kind == Kind::Api)
        .map(|file| file.path.as_str())
        .collect();
    paths.sort_unstable();
    paths.dedup();
    let mut told = String::new();
    for path in paths {
        let (before, after) = (text(before, path), text(after, path));
        let diff = similar::TextDiff::from_lines(&before, &after);
        if before != after {
            let hunks = diff.unified_diff().context_radius(2).to_string();
            let _ = writeln!(told, "{path}\n{hunks}");
        }
    }
    told
}

#[test]
fn a_description() {
    let edits = [(
        "description: Image file name.",
        "description: What the file is called.",
    )];
    check_edit("a_description", &edits);
}

#[test]
fn an_optional_field() {
    let field = "        requireSignedURLs:
          description: >-
            Indicates whether the image can be accessed using";
    let with_another =
        format!("        altText:\n          type: string\n          examples: [A cat]\n{field}");
    check_edit("an_optional_field", &[(field, &with_another)]);
}

#[test]
fn a_required_field() {
    let edits = [(
        "      description: What to change about an image.\n      type: object\n",
        "      description: What to change about an image.\n      type: object\n      required: [creator]\n",
    )];
    check_edit("a_required_field", &edits);
}

#[test]
fn a_required_field_of_a_response() {
    let edits = [(
        "      description: An image, as it is after the call.\n      type: object\n",
        "      description: An image, as it is after the call.\n      type: object\n      required: [id]\n",
    )];
    check_edit("a_required_field_of_a_response", &edits);
}

#[test]
fn a_renamed_type() {
    let edits = [
        (
            "result:\n                        $ref: \"#/components/schemas/Image\"",
            "result:\n                        $ref: \"#/components/schemas/Picture\"",
        ),
        ("    Image:\n", "    Picture:\n"),
    ];
    check_edit("a_renamed_type", &edits);
}

#[test]
fn a_second_operation_of_the_path() {
    let get = "
    get:
      operationId: get
      summary: Image details
      responses:
        \"200\":
          description: Image details response
          content:
            application/json:
              schema:
                allOf:
                  - $ref: \"#/components/schemas/Envelope\"
                  - type: object
                    properties:
                      result:
                        $ref: \"#/components/schemas/Image\"

    patch:
";
    check_edit("a_second_operation_of_the_path", &[("\n    patch:\n", get)]);
}

#[test]
fn another_path() {
    let path = "
  /accounts/{account_id}/images/v1/stats:
    x-resource: images.v1.stats
    get:
      operationId: get
      parameters:
        - name: account_id
          in: path
          required: true
          schema:
            $ref: \"#/components/schemas/AccountId\"
      responses:
        \"204\":
          description: Fine.

components:
";
    check_edit("another_path", &[("\ncomponents:\n", path)]);
}

#[test]
fn no_envelope() {
    let mark = "      x-envelope:
        success: success
        result: result
        errors: errors
        messages: messages
        code: code
        message: message
";
    check_edit("no_envelope", &[(mark, "")]);
}

#[test]
fn one_security_requirement() {
    check_edit(
        "one_security_requirement",
        &[("  - apiEmail: []\n    apiKey: []\n", "")],
    );
}
