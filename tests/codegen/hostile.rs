//! Malicious specifications: each results in an error with a place, or in code that parses.

use std::fmt::Write as _;

use serde_json::{Value, json};

use generator::{Output, Settings, Source, Sources};

use super::harness::completed;

/// The client of a document, or the distinct codes of its diagnostics.
fn generate_or_codes(name: &str, document: &str) -> Result<Output, Vec<String>> {
    let sources = Sources::new(Source::new(name, document));
    let settings = Settings {
        package: "hostile".to_owned(),
        ..Settings::default()
    };
    generator::generate(&sources, &settings).map_err(|found| {
        let errors = found.iter().filter(|it| it.is_error());
        let mut codes: Vec<String> = errors.map(|it| it.code.to_string()).collect();
        codes.dedup();
        codes
    })
}

/// The whole generated code of a piece.
#[track_caller]
fn code(piece: &str) -> String {
    let output = generate_or_codes("spec.yaml", &completed(piece))
        .unwrap_or_else(|codes| panic!("{codes:?}"));
    let files = output
        .files
        .iter()
        .filter(|it| it.path.starts_with("src/api/"));
    files.map(|file| file.text.as_str()).collect()
}

#[track_caller]
fn has_error(document: &str, code: &str) {
    for name in ["spec.yaml", "spec.json"] {
        match generate_or_codes(name, document) {
            Ok(_) => panic!("code was generated"),
            Err(codes) => assert_eq!(codes, [code]),
        }
    }
}

#[test]
fn aliases_that_explode() {
    let mut bomb = "x-0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..40 {
        let aliases = format!("*a{}, ", level - 1).repeat(9);
        let _ = writeln!(bomb, "x-{level}: &a{level} [{aliases}]");
    }
    has_error(&completed(&bomb), "E013");
}

#[test]
fn deeply_nested_brackets() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
        has_error(
            &format!("{{\"openapi\": \"3.1.0\", \"x\": {deep}}}"),
            "E014",
        );
        has_error(&format!("openapi: 3.1.0\nx: {deep}\n"), "E014");
    }
    let steps: String = (0..2_000).fold(String::new(), |mut text, depth| {
        let _ = writeln!(text, "{}a:", " ".repeat(depth));
        text
    });
    has_error(&steps, "E014");
}

#[test]
fn deeply_nested_schemas() {
    for (open, close) in [
        ("{ items: ", " }"),
        ("{ allOf: [", "] }"),
        ("{ properties: { a: ", " } }"),
        ("{ additionalProperties: ", " }"),
        ("{ oneOf: [{ type: \"null\" }, ", "] }"),
    ] {
        let levels = 120 / open.matches(['{', '[']).count();
        let deep = format!(
            "{}{{ type: string }}{}",
            open.repeat(levels),
            close.repeat(levels)
        );
        code(&format!("components:\n  schemas:\n    Deep: {deep}\n"));
    }
}

/// Long chains of schemas that refer to the next one, in several ways.
#[test]
fn long_chains_of_references() {
    for form in [
        "NEXT",
        "{ properties: { next: NEXT } }",
        "{ items: NEXT }",
        "{ additionalProperties: NEXT }",
        "{ allOf: [NEXT, { properties: { ofLEVEL: { type: string } } }] }",
        "{ oneOf: [NEXT, { type: integer }] }",
    ] {
        check_chain(600, form);
    }
    let deep = format!("{}NEXT{}", "{ items: ".repeat(100), " }".repeat(100));
    check_chain(6, &deep);
    let deep = format!(
        "{}NEXT{}",
        "{ properties: { a: ".repeat(50),
        " } }".repeat(50)
    );
    check_chain(6, &deep);
}

#[track_caller]
fn check_chain(levels: usize, form: &str) {
    let mut document = r##"
paths: { /deep: { get: { responses: { "200": { description: "", content: {
  application/json: { schema: { $ref: "#/components/schemas/S0" } } } } } } } }
components:
  schemas:
"##
    .to_owned();
    for level in 0..levels {
        let next = format!("{{ $ref: '#/components/schemas/S{}' }}", level + 1);
        let schema = form
            .replace("NEXT", &next)
            .replace("LEVEL", &level.to_string());
        let _ = writeln!(document, "    S{level}: {schema}");
    }
    let _ = writeln!(
        document,
        "    S{levels}: {{ properties: {{ last: {{ type: string }} }} }}"
    );
    let code = code(&document);
    assert!(code.contains("last: Option<String>"), "{form}");
}

#[test]
fn a_very_long_enum() {
    let values: Vec<String> = (0..5_000).map(|number| format!("value-{number}")).collect();
    let values = values.join(", ");
    let code = code(&format!(
        "components:\n  schemas:\n    Huge: {{ type: string, enum: [{values}] }}\n"
    ));
    assert!(code.contains("Value4999"));
}

#[test]
fn names_that_all_collide() {
    let marks = ["!", "?", "*", "+", "<", ">", "~", "^", "|", "&", "%", ";"];
    let mut names = Vec::new();
    for a in marks {
        for b in marks {
            names.extend(marks.iter().map(|c| format!("'{a}{b}{c}'")));
        }
    }
    let properties: Vec<String> = names
        .iter()
        .map(|name| format!("{name}: {{ type: string }}"))
        .collect();
    let (names, properties) = (names.join(", "), properties.join(", "));
    code(&format!(
        "components:\n  schemas:\n    Marks: {{ type: string, enum: [{names}] }}\n    Fields: {{ type: object, properties: {{ {properties} }} }}\n"
    ));
}

#[test]
fn names_of_punctuation() {
    code(
        r##"
tags: [{ name: "..." }]
paths:
  /-/{$}/{...}/:
    parameters:
      - { name: $, in: path, required: true, schema: { type: string } }
      - { name: ..., in: path, required: true, schema: { $ref: "#/components/schemas/-" } }
    post:
      operationId: "///"
      tags: ["..."]
      parameters:
        - { name: "[]", in: query, schema: { type: string } }
        - { name: "*/", in: header, schema: { type: string } }
      requestBody: { content: { application/json: { schema: { type: object, properties: { "": {}, "\"": {}, "\\": {}, "{": {} } } } } }
      responses: { "200": { description: "*/", content: { application/json: { schema: { $ref: "#/components/schemas/_" } } } } }
    get: { operationId: "", responses: { "204": { description: "" } } }
components:
  schemas:
    "-": { type: string, maxLength: 3 }
    _: { type: object, required: ["#"], properties: { "#": { type: string, enum: ["#!", "//"] } } }
"##,
    );
}

#[test]
fn reference_cycles_of_all_kinds() {
    for schemas in [
        "A: { allOf: [{ $ref: '#/components/schemas/A' }] }",
        "A: { oneOf: [{ $ref: '#/components/schemas/A' }, { type: string }] }",
        "A: { anyOf: [{ $ref: '#/components/schemas/B' }] }\n    B: { anyOf: [{ $ref: '#/components/schemas/A' }] }",
        "A: { allOf: [{ $ref: '#/components/schemas/B' }] }\n    B: { allOf: [{ $ref: '#/components/schemas/A' }] }",
        "A: { type: array, items: { $ref: '#/components/schemas/A' } }",
        "A: { type: object, additionalProperties: { $ref: '#/components/schemas/A' } }",
        "A: { type: object, required: [a], properties: { a: { $ref: '#/components/schemas/A' } } }",
        "A: { type: object, properties: { a: { allOf: [{ $ref: '#/components/schemas/A' }], properties: { b: { type: string } } } } }",
        "A: { type: object, properties: { a: { allOf: [{ $ref: '#/components/schemas/A' }, { properties: { a: { properties: { c: { type: string } } } } }] } } }",
        "A: { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }], discriminator: { propertyName: k } }\n    B: { allOf: [{ $ref: '#/components/schemas/A' }], required: [k], properties: { k: { type: string } } }",
        "A: { type: object, properties: { a: { type: array, items: { anyOf: [{ $ref: '#/components/schemas/A' }, { type: array, items: { $ref: '#/components/schemas/A' } }] } } }, example: { a: [{ a: [] }] } }",
    ] {
        let document = completed(&format!("components:\n  schemas:\n    {schemas}\n"));
        let _ = generator::lint(&Sources::new(Source::new("spec.yaml", &*document)));
        if let Err(codes) = generate_or_codes("spec.yaml", &document) {
            assert!(
                codes.iter().all(|code| code == "E031"),
                "{schemas}: {codes:?}"
            );
        }
    }
}

#[test]
fn a_base_whose_union_lists_its_extensions() {
    let names = (0..30).map(|number| format!("S{number}"));
    let branches = names
        .clone()
        .map(|name| json!({ "$ref": format!("#/components/schemas/{name}") }));
    let base = json!({
        "type": "object",
        "required": ["kind"],
        "properties": { "kind": { "type": "string" } },
        "oneOf": branches.collect::<Vec<_>>(),
        "discriminator": { "propertyName": "kind" },
    });
    let extended = names.map(|name| {
        let own = json!({ "type": "object", "properties": { &name: { "type": "string" } } });
        (
            name,
            json!({ "allOf": [{ "$ref": "#/components/schemas/Base" }, own] }),
        )
    });
    let mut schemas: serde_json::Map<String, Value> = extended.collect();
    schemas.insert("Base".to_owned(), base);
    let code = code(&format!("components: {}", json!({ "schemas": schemas })));
    let types = code.matches("pub struct S").count() + code.matches("pub enum Base").count();
    assert_eq!(types, 31);
}

#[test]
fn members_that_extend_the_whole() {
    let names: Vec<String> = (0..5).map(|number| format!("A{number}")).collect();
    let reference = |name: &String| json!({ "$ref": format!("#/components/schemas/{name}") });
    let all: Vec<Value> = names.iter().map(reference).collect();
    let whole =
        json!({ "type": "object", "properties": { "a": { "allOf": all }, "b": { "allOf": all } } });
    let wholes = names.iter().map(|name| (name.clone(), whole.clone()));
    let schemas: serde_json::Map<String, Value> = wholes.collect();
    // Nothing changes below the second level.
    let code = code(&format!("components: {}", json!({ "schemas": schemas })));
    assert!(code.matches("pub struct ").count() < 20, "{code}");
}

#[test]
fn aliases_of_each_other() {
    for schemas in [
        "A: { anyOf: [{ $ref: '#/components/schemas/B' }] }\n    B: { allOf: [{ $ref: '#/components/schemas/A' }] }",
        "A: { allOf: [{ $ref: '#/components/schemas/B' }] }\n    B: { anyOf: [{ $ref: '#/components/schemas/A' }] }",
        "A: { oneOf: [{ $ref: '#/components/schemas/B' }, { type: 'null' }] }\n    B: { oneOf: [{ $ref: '#/components/schemas/A' }] }",
        "A: { oneOf: [{ $ref: '#/components/schemas/A' }, { type: 'null' }] }",
        "A: { properties: { a: { anyOf: [{ $ref: '#/components/schemas/A/properties/a' }] } } }",
    ] {
        let document = completed(&format!(
            r##"
paths:
  /a:
    get:
      operationId: a
      parameters:
        - {{ name: q, in: query, schema: {{ $ref: "#/components/schemas/A" }} }}
      responses:
        "200": {{ description: A., content: {{ application/json: {{ schema: {{ $ref: "#/components/schemas/A" }} }} }} }}
components:
  schemas:
    {schemas}
"##
        ));
        has_error(&document, "E031");
    }
}

#[test]
fn invisible_characters() {
    let code = code(
        "
components:
  schemas:
    \"P\\u202eet\":
      description: \"safe \\u202e } \\u2066 if true { \\u2069 \\u200b\"
      type: object
      required: [\"\\u202ea\"]
      properties:
        \"\\u202ea\": { type: string, description: \"\\u2028*/ \\u0000 \\ufeff\" }
        \"n\\u0430me\": { type: string, enum: [\"a\\u2066\", \"\\u200b\", \"\\u0000\"] }
        name: { type: string }
",
    );
    let is_hidden = |c: &char| matches!(c, '\u{200b}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\0');
    let hidden: Vec<char> = code.chars().filter(is_hidden).collect();
    assert!(hidden.is_empty(), "{hidden:?}");
}

/// An object with one string property.
fn object(property: &str) -> Value {
    json!({ "type": "object", "properties": { property: { "type": "string" } } })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

#[test]
fn schemas_that_all_merge_with_each_other() {
    let names: Vec<String> = (0..20).map(|number| format!("S{number}")).collect();
    let schemas = names.iter().map(|name| {
        let others = names.iter().filter(|other| *other != name);
        let mut members: Vec<Value> = others.map(|it| reference(it)).collect();
        members.push(object(&format!("of_{name}")));
        (name.clone(), json!({ "allOf": members }))
    });
    let schemas: serde_json::Map<String, Value> = schemas.collect();
    let code = code(&format!("components: {}", json!({ "schemas": schemas })));
    assert_eq!(code.matches("pub of_s19: Option<String>").count(), 20);
}

#[test]
fn unions_whose_branches_merge_into_each_other() {
    let schemas = json!({
        "U": { "type": "object", "properties": { "u": {} },
               "oneOf": [{ "allOf": [reference("V"), object("w")] }] },
        "V": { "type": "object", "properties": { "v": {} },
               "oneOf": [{ "allOf": [reference("U"), object("z")] }, object("k")] },
    });
    let code = code(&format!("components: {}", json!({ "schemas": schemas })));
    assert!(code.matches("pub struct ").count() < 12, "{code}");
}

#[test]
fn properties_that_merge_in_more_ways_than_there_are_schemas() {
    // A subset of the states is a number of this many bits.
    const STATES: usize = 30;
    let mut schemas = serde_json::Map::new();
    let first = json!({ "allOf": [reference("N0"), reference("N1")] });
    let all = json!({ "type": "object", "properties": { "a": first, "b": reference("N0") } });
    schemas.insert("N0".to_owned(), all);
    for state in 1..STATES {
        let next = reference(&format!("N{}", state + 1));
        let both = json!({ "type": "object", "properties": { "a": next, "b": next } });
        schemas.insert(format!("N{state}"), both);
    }
    schemas.insert(format!("N{STATES}"), object("end"));
    let document = format!("components: {}", json!({ "schemas": schemas }));
    let output = generate_or_codes("spec.yaml", &completed(&document)).unwrap();
    let limited = output.warnings.iter().filter(|it| it.code.id() == "W011");
    assert!(limited.count() > 0);
}

#[test]
fn unions_within_unions_that_all_have_properties() {
    let nested = (0..30).fold(object("leaf"), |inner, level| {
        let mut union = object(&format!("at_{level}"));
        union["oneOf"] = json!([inner, object(&format!("or_{level}"))]);
        union
    });
    let code = code(&format!(
        "components: {}",
        json!({ "schemas": { "U": nested } })
    ));
    assert!(code.matches("pub struct ").count() < 100, "{code}");
}

#[test]
fn sections_that_refer_to_themselves() {
    let document = r##"
openapi: 3.1.0
info: { title: Pets, version: "1" }
paths: { /p: { get: { operationId: p, responses: { "200": { description: A., content: { application/json: { schema: { $ref: "#/components/schemas/A" } } } } } } } }
components: { schemas: { $ref: "#/components/schemas/B" } }
"##;
    // The number of lookups grows linearly with the references, not exponentially.
    let Err(codes) = generate_or_codes("spec.yaml", document) else {
        panic!("code was generated");
    };
    assert!(codes.contains(&"E030".to_owned()), "{codes:?}");
}
