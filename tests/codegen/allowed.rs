//! What is allowed in place, and what lint sees that no operation leads to.

use generator::{Settings, Source};

use super::doors::completed;

/// The codes and pointers of all that is told of a piece.
fn told(piece: &str) -> Vec<String> {
    let source = Source::new("spec.yaml", completed(piece));
    let found = generator::lint(&source.clone().into())
        .into_iter()
        .map(|found| {
            let pointer = found.place.pointer().map(ToString::to_string);
            format!("{} {}", found.code, pointer.unwrap_or_default())
        });
    found.collect()
}

/// A schema whose example is too long, with something in front.
fn piece(before: &str) -> String {
    format!(
        "{before}\ncomponents:\n  schemas:\n    Pet: {{ type: object, properties: {{ name: {{ type: string, maxLength: 3, examples: [Bello] }} }} }}\n"
    )
}

#[test]
fn a_warning_is_allowed_at_its_object_and_at_all_around_it() {
    let name = "/components/schemas/Pet/properties/name";
    assert_eq!(told(&piece("")), [format!("W012 {name}/examples/0")]);
    let reason = "{ W012: The vendor says so. }";
    assert!(told(&piece(&format!("x-allow: {reason}"))).is_empty());
    for (at, with) in [
        ("type: string", format!("x-allow: {reason}, type: string")),
        ("type: object", format!("x-allow: {reason}, type: object")),
    ] {
        assert!(told(&piece("").replace(at, &with)).is_empty(), "{at}");
    }
}

#[test]
fn a_warning_about_two_places_is_allowed_at_either() {
    let piece = r##"
components:
  schemas:
    Pet: { type: object, properties: { name: { $ref: "#/components/schemas/Name" } }, example: { name: Bello } }
    Name: { type: string, maxLength: 3 }
"##;
    assert_eq!(told(piece), ["W012 /components/schemas/Pet/example/name"]);
    let allow = "x-allow: { W012: The vendor says so. }";
    assert!(told(&piece.replace("maxLength", &format!("{allow}, maxLength"))).is_empty());
    assert!(told(&piece.replace("example:", &format!("{allow}, example:"))).is_empty());
}

#[test]
fn an_allowance_needs_a_reason_a_code_and_a_warning() {
    let allow = |what: &str| told(&piece(&format!("x-allow: {what}")));
    let example = "W012 /components/schemas/Pet/properties/name/examples/0";
    assert_eq!(allow("{ W012: \" \" }"), [example, "W020 /x-allow/W012"]);
    assert_eq!(allow("{ W012: }"), [example, "W020 /x-allow/W012"]);
    assert_eq!(allow("{ W013: Why. }"), [example, "W021 /x-allow/W013"]);
    assert_eq!(allow("{ W999: Why. }"), [example, "W021 /x-allow/W999"]);
    assert_eq!(allow("{ E007: Why. }"), [example, "W021 /x-allow/E007"]);
    // In an example it is a property like any other.
    assert_eq!(
        told(
            "x-any: { example: { x-allow: { W013: Why. } } }\npaths: { /p: { get: { operationId: p, responses: { \"204\": { description: Done. } } } } }"
        ),
        Vec::<String>::new()
    );
}

#[test]
fn lint_sees_the_whole_document_and_codegen_what_it_reaches() {
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
        told(piece),
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
