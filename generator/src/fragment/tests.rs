use serde_json::{Value, json};

use super::{Fragment, OperationFilter, contents, cut, yaml};
use crate::input::source::Source;
use crate::input::syntax;

const PETS: &str = r##"
info: {title: Pets, version: 2024-08-01, description: "All\nof it.\n"}
openapi: 3.0.3
tags:
  - name: pets
  - name: shops
x-navigation: {of: everything}
x-request-id-header: x-ray
security: [{token: []}]
paths:
  /pets:
    parameters:
      - $ref: "#/components/parameters/Trace"
    get:
      operationId: list
      tags: [pets]
      responses:
        200:
          description: All
          content:
            application/json:
              schema: {type: array, items: {$ref: "#/components/schemas/Pet"}}
              examples:
                one: {$ref: "#/components/examples/One"}
    post:
      operationId: add
      tags: [shops]
      security: [{key: []}]
      responses: {}
  /shops:
    get:
      tags: [shops]
      responses:
        default: {$ref: "#/components/responses/Any"}
components:
  examples:
    One: {value: [{$ref: "#/components/schemas/NoReference"}]}
  parameters:
    Unused: {name: u, in: query, schema: {type: string}}
    Trace: {name: trace, in: header, schema: {$ref: "#/components/schemas/TraceId"}}
  responses:
    Any: {description: Anything}
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    token: {type: http, scheme: bearer}
  schemas:
    Shop: {type: object}
    TraceId: {type: string, default: {$ref: "#/components/schemas/Shop"}}
    Pet:
      discriminator: {propertyName: kind}
      properties:
        example: {$ref: "#/components/schemas/Example"}
    Example: {type: string}
    Dog: {allOf: [{$ref: "#/components/schemas/Pet"}, {type: object}]}
"##;

fn filter(operations: &[&str]) -> OperationFilter {
    OperationFilter {
        operations: operations.iter().map(ToString::to_string).collect(),
        ..OperationFilter::default()
    }
}

#[track_caller]
fn fragment(text: &str, filter: &OperationFilter) -> Fragment {
    match cut(&Source::new("pets.yaml", text).into(), filter) {
        Ok(fragment) => fragment,
        Err(problems) => panic!("{problems:?}"),
    }
}

#[track_caller]
fn problems(text: &str, filter: &OperationFilter) -> Vec<(String, Option<String>)> {
    let problems = cut(&Source::new("pets.yaml", text).into(), filter).unwrap_err();
    problems
        .into_iter()
        .map(|it| (it.message, it.help))
        .collect()
}

fn keys(value: &Value) -> Vec<&str> {
    let members = value.as_object().unwrap();
    members.keys().map(String::as_str).collect()
}

#[test]
fn only_what_an_operation_refers_to_is_kept_in_order() {
    let fragment = fragment(PETS, &filter(&["list"]));
    let value = fragment.value();
    assert_eq!(
        keys(value),
        [
            "openapi",
            "info",
            "x-provenance",
            "x-request-id-header",
            "security",
            "tags",
            "paths",
            "components"
        ]
    );
    assert_eq!(value["tags"], json!([{"name": "pets"}]));
    assert_eq!(keys(&value["paths"]), ["/pets"]);
    assert_eq!(keys(&value["paths"]["/pets"]), ["parameters", "get"]);
    let components = &value["components"];
    assert_eq!(
        keys(components),
        ["examples", "parameters", "securitySchemes", "schemas"]
    );
    assert_eq!(keys(&components["parameters"]), ["Trace"]);
    assert_eq!(keys(&components["securitySchemes"]), ["token"]);
    assert_eq!(
        keys(&components["schemas"]),
        ["TraceId", "Pet", "Example", "Dog"]
    );
    assert_eq!(fragment.left_out, ["x-navigation"]);
    assert_eq!((fragment.operations, fragment.components), (1, 7));
}

#[test]
fn a_fragment_has_its_provenance() {
    let fragment = fragment(PETS, &filter(&["get /shops", "add"]));
    let provenance = &fragment.value()["x-provenance"];
    assert_eq!(provenance["source"], "pets.yaml");
    assert_eq!(provenance["version"], "2024-08-01");
    assert_eq!(provenance["operations"], json!(["add", "GET /shops"]));
    let digest = provenance["sha256"].as_str().unwrap();
    assert_eq!((digest.len(), &digest[..8]), (64, "4921444c"));
}

#[test]
fn security_of_the_document_is_kept_only_if_it_is_used() {
    let alone = fragment(PETS, &filter(&["add"]));
    assert_eq!(alone.value().get("security"), None);
    let schemes = &alone.value()["components"]["securitySchemes"];
    assert_eq!(keys(schemes), ["key"]);
    let both = fragment(PETS, &filter(&["add", "list"]));
    let schemes = &both.value()["components"]["securitySchemes"];
    assert_eq!(keys(schemes), ["key", "token"]);
}

#[test]
fn tags_and_paths_select_all_their_operations() {
    let by_tag = OperationFilter {
        tags: vec!["shops".to_owned()],
        ..OperationFilter::default()
    };
    let by_tag = fragment(PETS, &by_tag);
    assert_eq!(keys(&by_tag.value()["paths"]), ["/pets", "/shops"]);
    let by_path = OperationFilter {
        paths: vec!["/pets".to_owned()],
        ..OperationFilter::default()
    };
    let by_path = fragment(PETS, &by_path);
    assert_eq!(
        keys(&by_path.value()["paths"]["/pets"]),
        ["parameters", "get", "post"]
    );
}

#[test]
fn all_patterns_without_matches_are_reported() {
    let filter = OperationFilter {
        operations: vec!["lsit".to_owned(), "PUT /pets".to_owned()],
        tags: vec!["pet".to_owned()],
        paths: vec!["/pest".to_owned()],
    };
    let help = |text: &str| Some(text.to_owned());
    assert_eq!(
        problems(PETS, &filter),
        [
            (
                "no operation matches `lsit`".to_owned(),
                help("did you mean `list`?")
            ),
            (
                "no operation matches `PUT /pets`".to_owned(),
                help("declared: `list`, `add`, `GET /shops`")
            ),
            (
                "no operation has the tag `pet`".to_owned(),
                help("did you mean `pets`?")
            ),
            (
                "no operation has the path `/pest`".to_owned(),
                help("did you mean `/pets`?")
            ),
        ]
    );
    let none = problems(PETS, &OperationFilter::default());
    assert_eq!(none[0].0, "no operations are selected");
}

#[test]
fn unresolved_references_and_references_to_other_files_are_errors() {
    let text = PETS
        .replace("#/components/schemas/TraceId", "other.yaml#/TraceId")
        .replace(
            "#/components/schemas/Example",
            "#/components/schemas/Exmaple",
        );
    let problems = problems(&text, &filter(&["list"]));
    assert_eq!(
        problems,
        [
            (
                "`other.yaml#/TraceId` is in another file; a fragment is a single file".to_owned(),
                Some("bundle the specification into one file first".to_owned())
            ),
            (
                "unresolved reference `#/components/schemas/Exmaple`".to_owned(),
                Some("did you mean `Example`?".to_owned())
            ),
        ]
    );
}

#[test]
fn a_reference_into_another_operation_adds_that_operation() {
    let text = PETS.replace(
        "default: {$ref: \"#/components/responses/Any\"}",
        "default: {$ref: \"#/paths/~1pets/get/responses/200\"}",
    );
    let fragment = fragment(&text, &filter(&["GET /shops"]));
    assert_eq!(
        keys(&fragment.value()["paths"]["/pets"]),
        ["parameters", "get"]
    );
    assert_eq!(
        fragment.warnings[0].message,
        "this is a part of `list`, so the fragment contains that operation, too"
    );
}

#[test]
fn a_fragment_of_a_fragment_differs_only_in_its_provenance() {
    let first = fragment(PETS, &filter(&["list"]));
    let mut second = fragment(&first.to_yaml(), &filter(&["list"]))
        .value()
        .clone();
    second["x-provenance"] = first.value()["x-provenance"].clone();
    assert_eq!(&second, first.value());
}

/// Strings that YAML treats specially.
const TEXTS: &[&str] = &[
    "",
    " ",
    "~",
    "null",
    "Null",
    "true",
    "no",
    "On",
    "y",
    "1",
    "-1",
    "+1",
    "0x1f",
    "0o17",
    "1e3",
    ".5",
    ".inf",
    ".nan",
    "1_000",
    "12:30",
    "2014-01-02",
    "2014-01-02T02:20:00.123Z",
    "4.0.0",
    "<<",
    "=",
    "-",
    "- a",
    "?",
    "? a",
    "a: b",
    "a:",
    ":a",
    "a #b",
    "#a",
    "&a",
    "*a",
    "!a",
    "!!str",
    "|",
    ">",
    "%a",
    "@a",
    "`a",
    "'a'",
    "\"a\"",
    "a\\b",
    "[a]",
    "{a}",
    "a, b",
    "a\nb",
    "a\n",
    "a\n\n",
    "\na",
    " a\nb",
    "a\n  b\nc",
    "a \nb ",
    "\ta",
    "a\tb",
    "a\tb\nc",
    "a\rb",
    "a\r\nb",
    "\u{85}",
    "a\u{2028}b",
    "\u{feff}a",
    "\u{7f}",
    "\u{0}",
    "\u{202e}abc",
    "é",
    "😀",
    "---",
    "--- a",
    "...",
    "a\n---\nb",
    "a\n...\n",
    "   ",
    "\n",
    "\n\n",
    "$ref",
    "/pets/{id}",
    "200",
    "*/*",
    "x: |\n  y\n",
    "A long description with words enough to be folded over more than just the one line it has.",
    "A long text with two  spaces in the middle of it, which must be there after it was read again.",
    "A long text that ends in a space, which has to be there again after it was read from YAML.  ",
    "Alongword:withoutanyspacesinitthatistoolongforthelineitisonandthatcannotbefoldedinanyway#ok",
    "# A long text that starts like a comment and goes on for more than one line, as it happens.",
    "Words and then: a colon, #a hash, - a dash, and so on until the line is too long for one line.",
];

#[test]
fn every_string_survives_a_round_trip() {
    let check = |value: Value| {
        let text = yaml::write(&value);
        let read = syntax::read(&Source::new("a.yaml", text.clone()));
        assert_eq!(read.map(|it| it.value), Ok(value), "{text}");
    };
    for text in TEXTS {
        check(json!({"a": text, "b": [text, [text, [[text]]], {(*text): text, "d": text}]}));
        check(json!({(*text): {(*text): [], "x": {}}, "y": [[], {}, null, 1.5, -3, true]}));
        check(json!({"long": [text, text, text, text, text, text, text, text, text, text]}));
    }
    for (one, other) in TEXTS.iter().zip(TEXTS.iter().skip(1)) {
        let both = [one, other].map(ToString::to_string);
        check(json!({"a": both.join(" "), "b": both.join("\n"), "c": both.concat()}));
    }
}

#[test]
fn only_ambiguous_strings_are_quoted() {
    let value = json!({
        "200": "2014-01-02", "a": "12:30", "no": "4.0.0", "b": "023e105f4ecef8ad9ca31a8372d0c353",
        "c": "A text, as it is.", "d": "one\ntwo\n", "e": ["a", 1, true], "f": [{"g": "h"}],
    });
    assert_eq!(
        yaml::write(&value),
        "\"200\": \"2014-01-02\"\na: \"12:30\"\n\"no\": \"4.0.0\"\n\
         b: 023e105f4ecef8ad9ca31a8372d0c353\nc: A text, as it is.\nd: |\n  one\n  two\n\
         e: [a, 1, true]\nf:\n  - g: h\n"
    );
}

#[test]
fn contents_list_the_operations() {
    let contents = contents(&Source::new("pets.yaml", PETS).into()).unwrap();
    assert_eq!(contents.title, "Pets");
    let operations = contents.operations.iter();
    let operations: Vec<_> = operations.map(|it| (&*it.name, &*it.call)).collect();
    let expected = [
        ("list", "GET /pets"),
        ("add", "POST /pets"),
        ("GET /shops", "GET /shops"),
    ];
    assert!(operations.starts_with(&expected), "{operations:?}");
}
