//! `x-allow`, and problems in parts that no operation uses.

use generator::{Settings, Source};

use super::harness::completed;

/// The codes and pointers of all diagnostics of a piece.
fn reported(piece: &str) -> Vec<String> {
    let source = Source::new("spec.yaml", completed(piece));
    let found = generator::lint(&source.clone().into())
        .into_iter()
        .map(|found| {
            let pointer = found.place.pointer().map(ToString::to_string);
            format!("{} {}", found.code, pointer.unwrap_or_default())
        });
    found.collect()
}

/// A schema whose example is too long, with additional keywords.
fn piece(before: &str) -> String {
    format!(
        "{before}\ncomponents:\n  schemas:\n    Pet: {{ type: object, properties: {{ name: {{ type: string, maxLength: 3, examples: [Bello] }} }} }}\n"
    )
}

#[test]
fn a_warning_can_be_allowed_in_every_enclosing_object() {
    let name = "/components/schemas/Pet/properties/name";
    assert_eq!(reported(&piece("")), [format!("W012 {name}/examples/0")]);
    let reason = "{ W012: The vendor says so. }";
    assert!(reported(&piece(&format!("x-allow: {reason}"))).is_empty());
    for (at, with) in [
        ("type: string", format!("x-allow: {reason}, type: string")),
        ("type: object", format!("x-allow: {reason}, type: object")),
    ] {
        assert!(reported(&piece("").replace(at, &with)).is_empty(), "{at}");
    }
}

#[test]
fn a_warning_about_two_places_can_be_allowed_at_either() {
    let piece = r##"
components:
  schemas:
    Pet: { type: object, properties: { name: { $ref: "#/components/schemas/Name" } }, example: { name: Bello } }
    Name: { type: string, maxLength: 3 }
"##;
    assert_eq!(
        reported(piece),
        ["W012 /components/schemas/Pet/example/name"]
    );
    let allow = "x-allow: { W012: The vendor says so. }";
    assert!(reported(&piece.replace("maxLength", &format!("{allow}, maxLength"))).is_empty());
    assert!(reported(&piece.replace("example:", &format!("{allow}, example:"))).is_empty());
}

#[test]
fn an_allowance_requires_a_reason_a_code_and_a_warning() {
    let allow = |what: &str| reported(&piece(&format!("x-allow: {what}")));
    let example = "W012 /components/schemas/Pet/properties/name/examples/0";
    assert_eq!(allow("{ W012: \" \" }"), [example, "W020 /x-allow/W012"]);
    assert_eq!(allow("{ W012: }"), [example, "W020 /x-allow/W012"]);
    assert_eq!(allow("{ W013: Why. }"), [example, "W021 /x-allow/W013"]);
    assert_eq!(allow("{ W999: Why. }"), [example, "W021 /x-allow/W999"]);
    assert_eq!(allow("{ E007: Why. }"), [example, "W021 /x-allow/E007"]);
    // In an example, `x-allow` is data.
    assert_eq!(
        reported(
            "x-any: { example: { x-allow: { W013: Why. } } }\npaths: { /p: { get: { operationId: p, responses: { \"204\": { description: Done. } } } } }"
        ),
        Vec::<String>::new()
    );
}

#[test]
fn lint_checks_the_whole_document_and_codegen_what_it_uses() {
    let piece = r##"
paths: { /p: { get: { operationId: p, responses: { "204": { description: Done. } } } } }
components:
  schemas:
    Pet: { type: object, propertys: {}, properties: { age: { type: strin }, owner: { $ref: "#/components/schemas/Ownr" } } }
  parameters:
    Pet: { in: query, schema: { type: string } }
"##;
    let pet = "/components/schemas/Pet";
    assert_eq!(
        reported(piece),
        [
            format!("E024 {pet}/properties/age/type"),
            format!("E023 {pet}/propertys"),
            "E022 /components/parameters/Pet".to_owned(),
            format!("E030 {pet}/properties/owner/$ref"),
            format!("W017 {pet}"),
            "W017 /components/parameters/Pet".to_owned(),
        ]
    );
    let package = "pieces".to_owned();
    let source = Source::new("spec.yaml", completed(piece));
    let output = generator::generate(
        &source.clone().into(),
        &Settings {
            package,
            ..Settings::default()
        },
    )
    .unwrap();
    assert!(output.warnings.is_empty(), "{:?}", output.warnings);
}
