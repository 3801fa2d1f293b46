use serde_json::{Value, json};

use super::{Change, Class, Departures, compare, compare_values};
use crate::diagnostic::pointer::Pointer;
use crate::input::source::Source;
use crate::input::sources::Sources;

fn base() -> Value {
    json!({
        "openapi": "3.0.3",
        "servers": [{"url": "https://api.example.com/v1"}],
        "security": [{"token": []}],
        "paths": {"/pets/{id}": {
            "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
            "put": {
                "operationId": "update",
                "parameters": [
                    {"name": "dry", "in": "query", "schema": {"type": "boolean"}},
                    {"name": "X-Trace", "in": "header", "schema": {"type": "string"}}
                ],
                "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Edit"}}}},
                "responses": {
                    "200": {"description": "Done", "content": {"application/json": {"schema": {
                        "allOf": [{"$ref": "#/components/schemas/Envelope"},
                                  {"properties": {"result": {"$ref": "#/components/schemas/Pet"}}}]}}}},
                    "4XX": {"description": "Failed"}
                }
            }
        }},
        "components": {
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer"},
                "key": {"type": "apiKey", "in": "header", "name": "X-Key"}
            },
            "schemas": {
                "Envelope": {"type": "object", "properties": {
                    "result": {"anyOf": [{"type": "object"}, {"type": "array", "items": {}}]}}},
                "Edit": {"type": "object", "required": ["name"], "properties": {
                    "name": {"type": "string", "maxLength": 10},
                    "kind": {"type": "string", "enum": ["cat", "dog"]},
                    "note": {"type": "string", "description": "A note."}}},
                "Pet": {"type": "object", "required": ["name"], "properties": {
                    "name": {"type": "string", "maxLength": 10},
                    "kind": {"type": "string", "enum": ["cat", "dog"]},
                    "born": {"type": "string", "format": "date-time"},
                    "age": {"type": "integer"},
                    "parents": {"type": "array", "items": {"$ref": "#/components/schemas/Pet"}}}}
            }
        }
    })
}

/// Sets a value, or removes it if the new value is `null`.
fn edit(document: &mut Value, pointer: &str, value: Value) {
    let at = Pointer::parse(pointer).unwrap();
    let parent = at.parent().unwrap().to_string();
    let holder = document.pointer_mut(&parent).expect(pointer);
    let key = at.last().unwrap();
    match holder {
        Value::Object(members) if value.is_null() => {
            members.shift_remove(key).expect(pointer);
        }
        Value::Object(members) => {
            members.insert(key.to_owned(), value);
        }
        Value::Array(items) if key == "-" => items.push(value),
        Value::Array(items) if value.is_null() => {
            items.remove(key.parse().unwrap());
        }
        _ => panic!("{pointer}"),
    }
}

fn shown(changes: &[Change]) -> Vec<String> {
    let shown = changes.iter().map(|change| {
        let class = match change.class {
            Class::Breaking => "!",
            Class::Addition => "+",
            Class::Documentation => "~",
        };
        format!("{class} {} @ {}", change.kind, change.places.join(", "))
    });
    shown.collect()
}

const OPERATION: &str = "/paths/~1pets~1{id}/put";
const EDIT: &str = "/components/schemas/Edit";
const PET: &str = "/components/schemas/Pet";

/// Edits of the vendor, and the resulting changes.
#[rustfmt::skip]
fn table() -> Vec<(&'static str, &'static str, Value, &'static [&'static str])> {
    vec![
        (OPERATION, "/description", json!("New."), &["~ documentation @ "]),
        (OPERATION, "/deprecated", json!(true), &["+ operation-deprecated @ "]),
        (OPERATION, "/parameters/-", json!({"name": "n", "in": "query", "schema": {}}), &["+ parameter-added @ query n"]),
        (OPERATION, "/parameters/-", json!({"name": "n", "in": "query", "required": true}), &["! parameter-added @ query n"]),
        (OPERATION, "/parameters/0", json!(null), &["! parameter-removed @ query dry"]),
        (OPERATION, "/parameters/0/required", json!(true), &["! parameter-required @ query dry"]),
        (OPERATION, "/parameters/0/style", json!("pipeDelimited"), &["! style @ query dry"]),
        (OPERATION, "/parameters/0/explode", json!(true), &[]),
        (OPERATION, "/parameters/0/schema/type", json!("string"), &["! type @ query dry"]),
        (OPERATION, "/parameters/1/name", json!("x-trace"), &[]),
        (OPERATION, "/requestBody", json!(null), &["! body-removed @ request"]),
        (OPERATION, "/requestBody/required", json!(true), &["! body-required @ request"]),
        (OPERATION, "/requestBody/content/text~1plain", json!({}), &["+ media-type-added @ request"]),
        (OPERATION, "/requestBody/content/application~1json", json!(null), &["! media-type-removed @ request"]),
        (OPERATION, "/responses/404", json!({"description": "None"}), &[]),
        (OPERATION, "/responses/201", json!({"description": "New"}), &["+ response-added @ response 201"]),
        (OPERATION, "/responses/200", json!(null), &["! response-removed @ response 200"]),
        (OPERATION, "/security", json!([{"key": []}]), &["! security-removed @ security", "+ security-added @ security"]),
        (OPERATION, "/security", json!([{"key": []}, {"token": []}]), &["+ security-added @ security"]),
        (OPERATION, "/security", json!([{"key": [], "token": []}]), &["! security-removed @ security", "+ security-added @ security"]),
        (OPERATION, "/security", json!([{}]), &["+ security-added @ security"]),
        ("", "/servers/-", json!({"url": "https://eu.example.com/v1"}), &[]),
        ("", "/servers", json!([{"url": "https://api.example.com/v2"}]), &["! server @ "]),
        ("", "/components/securitySchemes/token/scheme", json!("Bearer"), &[]),
        (EDIT, "/properties/creator", json!({"type": "string"}), &["+ property-added @ request creator"]),
        (PET, "/properties/creator", json!({"type": "string"}), &["+ property-added @ response 200 result.creator, response 200 result.parents[].creator"]),
        (EDIT, "/properties/creator", json!({"type": "string", "readOnly": true}), &[]),
        (EDIT, "/properties/note", json!(null), &["! property-removed @ request note"]),
        (PET, "/properties/age", json!(null), &["! property-removed @ response 200 result.age, response 200 result.parents[].age"]),
        (EDIT, "/required", json!(["name", "note"]), &["! property-required @ request note"]),
        (EDIT, "/required", json!([]), &["+ property-optional @ request name"]),
        (PET, "/required", json!([]), &["! property-optional @ response 200 result.name, response 200 result.parents[].name"]),
        (PET, "/required", json!(["name", "age"]), &["+ property-required @ response 200 result.age, response 200 result.parents[].age"]),
        (EDIT, "/properties/name/type", json!("integer"), &["! type @ request name"]),
        (PET, "/properties/age/type", json!("number"), &["! type @ response 200 result.age, response 200 result.parents[].age"]),
        (EDIT, "/properties/name/nullable", json!(true), &["+ nullable @ request name"]),
        (PET, "/properties/name/nullable", json!(true), &["! nullable @ response 200 result.name, response 200 result.parents[].name"]),
        (EDIT, "/properties/kind/enum", json!(["cat"]), &["! value-removed @ request kind"]),
        (EDIT, "/properties/kind/enum", json!(["cat", "dog", "cow"]), &["+ value-added @ request kind"]),
        (PET, "/properties/kind/enum", json!(["cat", "dog", "cow"]), &["+ value-added @ response 200 result.kind, response 200 result.parents[].kind"]),
        (EDIT, "/properties/kind/enum", json!(null), &["+ values-open @ request kind"]),
        (EDIT, "/properties/note/enum", json!(["a"]), &["! values-closed @ request note"]),
        (PET, "/properties/born/format", json!(null), &["! format @ response 200 result.born, response 200 result.parents[].born"]),
        (EDIT, "/properties/note/format", json!("uri"), &["~ format @ request note"]),
        (EDIT, "/properties/name/maxLength", json!(5), &["! constraint @ request name"]),
        (EDIT, "/properties/name/maxLength", json!(50), &["+ constraint @ request name"]),
        (PET, "/properties/name/maxLength", json!(5), &["~ constraint @ response 200 result.name, response 200 result.parents[].name"]),
        (EDIT, "/properties/note/default", json!("x"), &["+ default @ request note"]),
        (EDIT, "/properties/note/description", json!("A  note."), &[]),
        (EDIT, "/properties/note/description", json!("A word."), &["~ documentation @ request note"]),
        (EDIT, "/properties/note/deprecated", json!(true), &["+ deprecated @ request note"]),
        (EDIT, "/properties/note/example", json!("x"), &[]),
    ]
}

#[test]
fn every_change_has_a_class_and_a_place() {
    for (parent, pointer, value, expected) in table() {
        let mut new = base();
        edit(&mut new, &format!("{parent}{pointer}"), value.clone());
        let changes = compare_values(&base(), &new);
        assert_eq!(shown(&changes), expected, "{parent}{pointer} = {value}");
    }
}

#[test]
fn equivalent_specifications_are_equal() {
    let mut new = base();
    let pet = new.pointer(PET).unwrap().clone();
    edit(&mut new, "/components/schemas/Animal", pet);
    edit(
        &mut new,
        "/components/schemas/Pet",
        json!({"allOf": [{"$ref": "#/components/schemas/Animal"}]}),
    );
    let item = new.pointer("/paths/~1pets~1{id}").unwrap().clone();
    edit(&mut new, "/paths/~1pets~1{pet_id}", item);
    edit(&mut new, "/paths/~1pets~1{id}", json!(null));
    edit(
        &mut new,
        "/paths/~1pets~1{pet_id}/parameters/0/name",
        json!("pet_id"),
    );
    edit(
        &mut new,
        "/paths/~1pets~1{pet_id}/put/operationId",
        json!("pets-update"),
    );
    edit(
        &mut new,
        "/components/schemas/Edit/properties/note",
        json!({"anyOf": [
        {"type": "string", "description": "A note."}, {"type": "string", "description": "Another."}]}),
    );
    let changes = compare_values(&base(), &new);
    assert_eq!(shown(&changes), Vec::<String>::new());
}

#[test]
fn a_removed_or_moved_operation_is_reported() {
    let mut new = base();
    let item = new.pointer("/paths/~1pets~1{id}").unwrap().clone();
    edit(&mut new, "/paths/~1animals~1{id}", item);
    edit(&mut new, "/paths/~1pets~1{id}", json!(null));
    let changes = compare_values(&base(), &new);
    assert_eq!(
        shown(&changes),
        [
            "! operation-moved @ ",
            "! parameter-removed @ path id",
            "! parameter-added @ path id"
        ]
    );
    edit(
        &mut new,
        "/paths/~1animals~1{id}/put/operationId",
        json!("other"),
    );
    let changes = compare_values(&base(), &new);
    assert_eq!(shown(&changes), ["! operation-removed @ "]);
    assert_eq!(changes[0].message, "PUT /pets/{id} was removed");
}

#[test]
fn branches_are_compared_with_matching_branches() {
    let union = |branches: Value| {
        let mut document = base();
        edit(
            &mut document,
            "/components/schemas/Edit/properties/note",
            json!({"oneOf": branches}),
        );
        document
    };
    let a = json!({"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}});
    let b = json!({"type": "object", "required": ["b"], "properties": {"b": {"type": "integer"}}});
    let c = json!({"type": "boolean"});
    let all = union(json!([a, b, c]));
    let both = union(json!([a, b]));
    assert_eq!(
        shown(&compare_values(&both, &union(json!([b, a])))),
        Vec::<String>::new()
    );
    let removed = compare_values(&all, &union(json!([c, b])));
    assert!(
        shown(&removed).contains(&"! branch-removed @ request note|0".to_owned()),
        "{removed:?}"
    );
    let added = compare_values(&both, &union(json!([a, b, {"type": "string"}])));
    assert_eq!(shown(&added), ["+ branch-added @ request note|2"]);
}

#[test]
fn default_branches_are_compared() {
    let union = |schema: &str, default: Option<&str>| {
        let mut discriminator = json!({"propertyName": "kind"});
        if let Some(default) = default {
            discriminator["defaultMapping"] = json!(default);
        }
        let branches = json!([{"type": "object", "properties": {"kind": {"type": "string"}}}]);
        let value = json!({"oneOf": branches, "discriminator": discriminator});
        let mut document = base();
        edit(&mut document, &format!("{schema}/properties/kind"), value);
        document
    };
    let changes = |schema: &str, old: Option<&str>, new: Option<&str>| {
        let changes = compare_values(&union(schema, old), &union(schema, new));
        let class_and_message = changes.iter().map(|it| (it.class, it.message.clone()));
        class_and_message.collect::<Vec<_>>()
    };
    let added = "the default branch `Cat` was added".to_owned();
    let removed = "the default branch `Cat` was removed".to_owned();
    let changed = "the default branch changed from `Cat` to `Dog`".to_owned();
    let (cat, dog) = (Some("Cat"), Some("#/components/schemas/Dog"));
    assert_eq!(changes(EDIT, None, cat), [(Class::Addition, added.clone())]);
    assert_eq!(changes(PET, None, cat), [(Class::Breaking, added)]);
    assert_eq!(changes(EDIT, cat, None), [(Class::Breaking, removed)]);
    assert_eq!(changes(EDIT, cat, dog), [(Class::Breaking, changed)]);
    let same = changes(EDIT, cat, Some("#/components/schemas/Cat"));
    assert_eq!(same, []);
}

#[test]
fn departures_match_by_place_and_can_be_stale() {
    let mut new = base();
    edit(
        &mut new,
        "/components/schemas/Pet/properties/age",
        json!(null),
    );
    edit(
        &mut new,
        "/components/schemas/Edit/properties/note",
        json!(null),
    );
    let changes = compare_values(&base(), &new);
    let list = Source::new(
        "d.yaml",
        "departures:\n\
        - {place: '* result*.age', change: property-removed, reason: The page has it.}\n\
        - {place: request note, change: type, reason: Not this change.}\n\
        - {operation: other, place: request note, reason: Not this operation.}\n",
    );
    let result = Departures::read(&list).unwrap().classify(changes);
    assert_eq!(
        shown(&result.unexpected),
        ["! property-removed @ request note"]
    );
    assert_eq!(result.accepted[0].1, "The page has it.");
    let stale: Vec<_> = result
        .stale
        .iter()
        .map(|it| it.place.pointer().unwrap().to_string())
        .collect();
    assert_eq!(stale, ["/departures/1/place", "/departures/2/place"]);
}

#[test]
fn departures_require_a_reason() {
    let list = Source::new(
        "d.yaml",
        "departures:\n- {place: x, raeson: y}\n- {reason: z}\n",
    );
    let problems = Departures::read(&list).unwrap_err();
    let messages: Vec<_> = problems.iter().map(|it| it.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "a departure has no `raeson`",
            "a departure requires `reason`, a string",
            "a departure requires `place`, a string"
        ]
    );
}

#[test]
fn recursive_schemas_are_compared() {
    let recursive = |ty: &str| {
        let mut document = base();
        edit(
            &mut document,
            "/components/schemas/Edit/properties/name",
            json!({
            "type": "object", "properties": {
                "a": {"$ref": "#/components/schemas/Edit"},
                "b": {"allOf": [{"$ref": "#/components/schemas/Edit"}, {"$ref": "#/components/schemas/Loop"}]},
                "c": {"type": ty}}}),
        );
        edit(
            &mut document,
            "/components/schemas/Loop",
            json!({"$ref": "#/components/schemas/Loop"}),
        );
        document
    };
    let changes = compare_values(&recursive("string"), &recursive("integer"));
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].kind, "type");
    let sources: [Sources; 2] = [recursive("string"), recursive("integer")]
        .map(|it| Source::new("a.json", it.to_string()).into());
    assert_eq!(compare(&sources[0], &sources[1]), Ok(changes));
}
