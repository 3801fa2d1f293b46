use serde_json::{Value, json};

use super::{Change, Class, Known, compare, compare_values};
use crate::input::pointer::Pointer;
use crate::input::source::Source;

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

/// Sets a value, or removes it where it is `null`.
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
            Class::Words => "~",
        };
        format!("{class} {} @ {}", change.kind, change.places.join(", "))
    });
    shown.collect()
}

const OPERATION: &str = "/paths/~1pets~1{id}/put";
const EDIT: &str = "/components/schemas/Edit";
const PET: &str = "/components/schemas/Pet";

/// What one edit of the vendor amounts to.
#[rustfmt::skip]
fn table() -> Vec<(&'static str, &'static str, Value, &'static [&'static str])> {
    vec![
        (OPERATION, "/description", json!("New."), &["~ words @ "]),
        (OPERATION, "/deprecated", json!(true), &["+ operation-deprecated @ "]),
        (OPERATION, "/parameters/-", json!({"name": "n", "in": "query", "schema": {}}), &["+ parameter-added @ query n"]),
        (OPERATION, "/parameters/-", json!({"name": "n", "in": "query", "required": true}), &["! parameter-added @ query n"]),
        (OPERATION, "/parameters/0", json!(null), &["! parameter-gone @ query dry"]),
        (OPERATION, "/parameters/0/required", json!(true), &["! parameter-required @ query dry"]),
        (OPERATION, "/parameters/0/style", json!("pipeDelimited"), &["! style @ query dry"]),
        (OPERATION, "/parameters/0/explode", json!(true), &[]),
        (OPERATION, "/parameters/0/schema/type", json!("string"), &["! type @ query dry"]),
        (OPERATION, "/parameters/1/name", json!("x-trace"), &[]),
        (OPERATION, "/requestBody", json!(null), &["! body-gone @ request"]),
        (OPERATION, "/requestBody/required", json!(true), &["! body-required @ request"]),
        (OPERATION, "/requestBody/content/text~1plain", json!({}), &["+ media-type-added @ request"]),
        (OPERATION, "/requestBody/content/application~1json", json!(null), &["! media-type-gone @ request"]),
        (OPERATION, "/responses/404", json!({"description": "None"}), &[]),
        (OPERATION, "/responses/201", json!({"description": "New"}), &["+ answer-added @ response 201"]),
        (OPERATION, "/responses/200", json!(null), &["! answer-gone @ response 200"]),
        (OPERATION, "/security", json!([{"key": []}]), &["! security-gone @ security", "+ security-added @ security"]),
        (OPERATION, "/security", json!([{"key": []}, {"token": []}]), &["+ security-added @ security"]),
        (OPERATION, "/security", json!([{"key": [], "token": []}]), &["! security-gone @ security", "+ security-added @ security"]),
        (OPERATION, "/security", json!([{}]), &["+ security-added @ security"]),
        ("", "/servers/-", json!({"url": "https://eu.example.com/v1"}), &[]),
        ("", "/servers", json!([{"url": "https://api.example.com/v2"}]), &["! server @ "]),
        ("", "/components/securitySchemes/token/scheme", json!("Bearer"), &[]),
        (EDIT, "/properties/creator", json!({"type": "string"}), &["+ field-added @ request creator"]),
        (PET, "/properties/creator", json!({"type": "string"}), &["+ field-added @ response 200 result.creator, response 200 result.parents[].creator"]),
        (EDIT, "/properties/creator", json!({"type": "string", "readOnly": true}), &[]),
        (EDIT, "/properties/note", json!(null), &["! field-gone @ request note"]),
        (PET, "/properties/age", json!(null), &["! field-gone @ response 200 result.age, response 200 result.parents[].age"]),
        (EDIT, "/required", json!(["name", "note"]), &["! field-required @ request note"]),
        (EDIT, "/required", json!([]), &["+ field-optional @ request name"]),
        (PET, "/required", json!([]), &["! field-optional @ response 200 result.name, response 200 result.parents[].name"]),
        (PET, "/required", json!(["name", "age"]), &["+ field-required @ response 200 result.age, response 200 result.parents[].age"]),
        (EDIT, "/properties/name/type", json!("integer"), &["! type @ request name"]),
        (PET, "/properties/age/type", json!("number"), &["! type @ response 200 result.age, response 200 result.parents[].age"]),
        (EDIT, "/properties/name/nullable", json!(true), &["+ nullable @ request name"]),
        (PET, "/properties/name/nullable", json!(true), &["! nullable @ response 200 result.name, response 200 result.parents[].name"]),
        (EDIT, "/properties/kind/enum", json!(["cat"]), &["! value-gone @ request kind"]),
        (EDIT, "/properties/kind/enum", json!(["cat", "dog", "cow"]), &["+ value-added @ request kind"]),
        (PET, "/properties/kind/enum", json!(["cat", "dog", "cow"]), &["+ value-added @ response 200 result.kind, response 200 result.parents[].kind"]),
        (EDIT, "/properties/kind/enum", json!(null), &["+ values-open @ request kind"]),
        (EDIT, "/properties/note/enum", json!(["a"]), &["! values-closed @ request note"]),
        (PET, "/properties/born/format", json!(null), &["! format @ response 200 result.born, response 200 result.parents[].born"]),
        (EDIT, "/properties/note/format", json!("uri"), &["~ format @ request note"]),
        (EDIT, "/properties/name/maxLength", json!(5), &["! limit @ request name"]),
        (EDIT, "/properties/name/maxLength", json!(50), &["+ limit @ request name"]),
        (PET, "/properties/name/maxLength", json!(5), &["~ limit @ response 200 result.name, response 200 result.parents[].name"]),
        (EDIT, "/properties/note/default", json!("x"), &["+ default @ request note"]),
        (EDIT, "/properties/note/description", json!("A  note."), &[]),
        (EDIT, "/properties/note/description", json!("A word."), &["~ words @ request note"]),
        (EDIT, "/properties/note/deprecated", json!(true), &["+ deprecated @ request note"]),
        (EDIT, "/properties/note/example", json!("x"), &[]),
    ]
}

#[test]
fn every_change_is_of_a_class_and_has_a_place() {
    for (parent, pointer, value, expected) in table() {
        let mut new = base();
        edit(&mut new, &format!("{parent}{pointer}"), value.clone());
        let changes = compare_values(&base(), &new);
        assert_eq!(shown(&changes), expected, "{parent}{pointer} = {value}");
    }
}

#[test]
fn the_same_in_other_words_is_the_same() {
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
fn an_operation_that_is_gone_or_elsewhere_is_told() {
    let mut new = base();
    let item = new.pointer("/paths/~1pets~1{id}").unwrap().clone();
    edit(&mut new, "/paths/~1animals~1{id}", item);
    edit(&mut new, "/paths/~1pets~1{id}", json!(null));
    let changes = compare_values(&base(), &new);
    assert_eq!(
        shown(&changes),
        [
            "! operation-moved @ ",
            "! parameter-gone @ path id",
            "! parameter-added @ path id"
        ]
    );
    edit(
        &mut new,
        "/paths/~1animals~1{id}/put/operationId",
        json!("other"),
    );
    let changes = compare_values(&base(), &new);
    assert_eq!(shown(&changes), ["! operation-gone @ "]);
    assert_eq!(changes[0].message, "PUT /pets/{id} is gone");
}

#[test]
fn forms_are_compared_with_those_that_are_like_them() {
    let forms = |forms: Value| {
        let mut document = base();
        edit(
            &mut document,
            "/components/schemas/Edit/properties/note",
            json!({"oneOf": forms}),
        );
        document
    };
    let a = json!({"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}});
    let b = json!({"type": "object", "required": ["b"], "properties": {"b": {"type": "integer"}}});
    let c = json!({"type": "boolean"});
    let all = forms(json!([a, b, c]));
    let both = forms(json!([a, b]));
    assert_eq!(
        shown(&compare_values(&both, &forms(json!([b, a])))),
        Vec::<String>::new()
    );
    let gone = compare_values(&all, &forms(json!([c, b])));
    assert!(
        shown(&gone).contains(&"! form-gone @ request note|0".to_owned()),
        "{gone:?}"
    );
    let added = compare_values(&both, &forms(json!([a, b, {"type": "string"}])));
    assert_eq!(shown(&added), ["+ form-added @ request note|2"]);
}

#[test]
fn departures_are_matched_by_place_and_go_stale() {
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
        - {place: '* result*.age', change: field-gone, reason: The page has it.}\n\
        - {place: request note, change: type, reason: Not this change.}\n\
        - {operation: other, place: request note, reason: Not this operation.}\n",
    );
    let result = Known::read(&list).unwrap().acknowledge(changes);
    assert_eq!(shown(&result.open), ["! field-gone @ request note"]);
    assert_eq!(result.known[0].1, "The page has it.");
    let stale: Vec<_> = result
        .stale
        .iter()
        .map(|it| it.place.pointer().unwrap().to_string())
        .collect();
    assert_eq!(stale, ["/departures/1/place", "/departures/2/place"]);
}

#[test]
fn a_list_of_departures_has_to_say_why() {
    let list = Source::new(
        "d.yaml",
        "departures:\n- {place: x, raeson: y}\n- {reason: z}\n",
    );
    let problems = Known::read(&list).unwrap_err();
    let messages: Vec<_> = problems.iter().map(|it| it.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "a departure has no `raeson`",
            "a departure needs a text `reason`",
            "a departure needs a text `place`"
        ]
    );
}

#[test]
fn schemas_in_circles_come_to_an_end() {
    let circle = |ty: &str| {
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
    let changes = compare_values(&circle("string"), &circle("integer"));
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].kind, "type");
    let sources =
        [circle("string"), circle("integer")].map(|it| Source::new("a.json", it.to_string()));
    assert_eq!(compare(&sources[0], &sources[1]), Ok(changes));
}
