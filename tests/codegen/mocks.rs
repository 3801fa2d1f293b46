//! The responses of the mock: examples of the specification, and samples of types.

use std::fmt::Write as _;

use insta::assert_snapshot;

use super::harness::{body, file, generated};

/// The responses of the mock of a specification.
fn responses(piece: &str) -> String {
    let output = generated("pieces", piece);
    let text = body(file(&output, "src/api/mock.rs"));
    let (_, responses) = text
        .split_once("&[MockOperation] = ")
        .expect("it has a list");
    responses.trim().to_owned()
}

#[test]
fn an_example_is_used_if_the_client_accepts_it() {
    let piece = r##"
paths:
  /pets:
    get:
      operationId: pets.list
      responses:
        "200":
          description: ""
          content:
            application/json:
              schema: { type: array, items: { $ref: "#/components/schemas/Pet" } }
              example: [{ name: Rex, age: 1, unknown: true }]
  /pet:
    get:
      operationId: pets.get
      responses:
        "200":
          description: ""
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Pet" }
              example: { name: Rex, age: old }
components:
  schemas:
    Pet:
      type: object
      required: [name, age]
      properties:
        name: { type: string, example: Luna }
        age: { type: integer, minimum: 3 }
"##;
    assert_snapshot!(responses(piece), @r###"
    &[
        MockOperation {
            name: "pets.list",
            builder: "pets::List",
            example: Some(r#"[{"name": "Rex", "age": 1, "unknown": true}]"#),
            ..MockOperation::JSON
        },
        MockOperation {
            name: "pets.get",
            builder: "pets::Get",
            example: Some(r#"{"name": "Luna", "age": 3}"#),
            ..MockOperation::JSON
        },
    ];
    "###);
}

#[test]
fn a_sample_is_made_of_the_type() {
    let piece = r##"
paths:
  /pets:
    post:
      operationId: pets.create
      responses:
        "201": { description: "", content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
components:
  schemas:
    Pet:
      type: object
      required: [kind, id, home, age]
      properties:
        kind: { type: string, enum: [cat, dog] }
        id: { type: string, format: uuid }
        age: { anyOf: [{ type: integer }, { type: string }] }
        code: { type: string, minLength: 8 }
        color: { type: string, default: red }
        parent: { $ref: "#/components/schemas/Pet" }
        children: { type: array, items: { $ref: "#/components/schemas/Pet" } }
        home: { $ref: "#/components/schemas/Home" }
        secret: { type: string, writeOnly: true }
        tags: { type: object, additionalProperties: { type: number } }
    Home:
      oneOf:
        - { $ref: "#/components/schemas/House" }
        - { $ref: "#/components/schemas/Boat" }
      discriminator: { propertyName: type, mapping: { house: House, boat: Boat } }
    House: { type: object, required: [type], properties: { type: { type: string }, rooms: { $ref: "#/components/schemas/Rooms" } } }
    Rooms: { type: object, required: [count], properties: { count: { type: integer }, largest: { type: integer } } }
    Boat: { type: object, required: [type], properties: { type: { type: string } } }
"##;
    assert_snapshot!(responses(piece), @r###"
    &[
        MockOperation {
            name: "pets.create",
            builder: "pets::Create",
            status: 201,
            example: Some(
                r#"{
      "kind": "cat",
      "id": "107b9558-dd06-4bbd-5fef-9c2c16bb7900",
      "age": 1,
      "code": "stringst",
      "color": "red",
      "children": [],
      "home": {"type": "house", "rooms": {"count": 1}},
      "tags": {"key": 1.5}
    }"#,
            ),
            ..MockOperation::JSON
        },
    ];
    "###);
}

#[test]
fn responses_have_the_form_that_the_client_expects() {
    let piece = r##"
paths:
  /delete: { delete: { operationId: delete, responses: { "204": { description: "" } } } }
  /text: { get: { operationId: text, responses: { "200": { description: "", content: { text/csv: { schema: { type: string } } } } } } }
  /image: { get: { operationId: image, responses: { "200": { description: "", content: { image/*: {} } } } } }
  /optional: { get: { operationId: optional, responses: { "200": { description: "", content: { application/json: { schema: { type: integer } } } }, "204": { description: "" } } } }
  /either:
    get:
      operationId: either
      responses:
        "200": { description: "", content: { application/json: { schema: { type: integer } } } }
        "202": { description: "", content: { application/vnd.later+json: { schema: { type: string }, example: later } } }
  /moved: { get: { operationId: moved, responses: { "303": { description: "", headers: { Location: { schema: { type: string } } } } } } }
  /events: { get: { operationId: events, responses: { "200": { description: "", content: { text/event-stream: { schema: { type: object, required: [id], properties: { id: { type: integer } } } } } } } } }
"##;
    assert_snapshot!(responses(piece), @r###"
    &[
        MockOperation {
            name: "delete.delete",
            builder: "delete::DeleteCall",
            ..MockOperation::EMPTY
        },
        MockOperation {
            name: "text.text",
            builder: "text::TextCall",
            content_type: "text/csv",
            example: Some(r#""string\n""#),
            ..MockOperation::TEXT
        },
        MockOperation {
            name: "image.image",
            builder: "image::ImageCall",
            content_type: "image/png",
            example: Some(r#""string""#),
            ..MockOperation::TEXT
        },
        MockOperation {
            name: "optional.optional",
            builder: "optional::OptionalCall",
            example: Some("1"),
            ..MockOperation::OPTIONAL_JSON
        },
        MockOperation {
            name: "either.either",
            builder: "either::EitherCall",
            status: 202,
            content_type: "application/vnd.later+json",
            example: Some(r#""later""#),
            ..MockOperation::JSON
        },
        MockOperation {
            name: "moved.moved",
            builder: "moved::MovedCall",
            status: 303,
            ..MockOperation::REDIRECT
        },
        MockOperation {
            name: "events.events",
            builder: "events::EventsCall",
            content_type: "text/event-stream",
            example: Some(r#""data: {\"id\": 1}\n\n""#),
            ..MockOperation::TEXT
        },
    ];
    "###);
}

#[test]
fn the_result_in_an_envelope_leads_to_no_further_page() {
    let piece = r##"
paths:
  /pets:
    get:
      operationId: pets.list
      x-pagination: { cursor: cursor, next: result.next, items: result.pets }
      parameters: [{ name: cursor, in: query, schema: { type: string } }]
      responses: { "200": { description: "", content: { application/json: { schema: { $ref: "#/components/schemas/Page" } } } } }
components:
  schemas:
    Page:
      allOf:
        - { $ref: "#/components/schemas/Envelope" }
        - { type: object, properties: { result: { type: object, properties: { next: { type: string }, pets: { type: array, items: { type: string } } } } } }
    Envelope:
      x-envelope: { success: success, result: result, errors: errors }
      type: object
      required: [success, errors]
      properties: { success: { type: boolean }, errors: { type: array, items: { type: object, properties: { message: { type: string } } } } }
"##;
    assert_snapshot!(responses(piece), @r###"
    &[
        MockOperation {
            name: "pets.list",
            builder: "pets::List",
            example: Some(r#"{"pets": ["string"]}"#),
            ..MockOperation::ENVELOPED
        },
    ];
    "###);
}

#[test]
fn types_that_contain_one_another_have_an_end() {
    let piece = r##"
paths:
  /each:
    get:
      operationId: each
      responses: { "200": { description: "", content: { application/json: { schema: { $ref: "#/components/schemas/One" }, example: [] } } } }
  /itself:
    get:
      operationId: itself
      responses: { "200": { description: "", content: { application/json: { schema: { $ref: "#/components/schemas/Itself" } } } } }
components:
  schemas:
    One: { anyOf: [{ $ref: "#/components/schemas/Other" }, { type: string }] }
    Other: { anyOf: [{ $ref: "#/components/schemas/One" }, { type: integer }] }
    Itself: { type: object, required: [self], properties: { self: { $ref: "#/components/schemas/Itself" } } }
"##;
    assert_snapshot!(responses(piece), @r###"
    &[
        MockOperation {
            name: "each.each",
            builder: "each::EachCall",
            example: Some("1"),
            ..MockOperation::JSON
        },
        MockOperation {
            name: "itself.itself",
            builder: "itself::ItselfCall",
            ..MockOperation::JSON
        },
    ];
    "###);
}

/// Each of 3 types has 10 properties of the next, and each of 40 further types one.
#[test]
fn samples_have_a_limit() {
    let mut piece = r##"
paths:
  /wide:
    get:
      operationId: wide
      responses: { "200": { description: "", content: { application/json: { schema: { $ref: "#/components/schemas/T0" } } } } }
  /deep:
    get:
      operationId: deep
      responses: { "200": { description: "", content: { application/json: { schema: { $ref: "#/components/schemas/T3" } } } } }
components:
  schemas:
    T43: { type: string }
"##
    .to_owned();
    for number in 0..43 {
        let count = if number < 3 { 10 } else { 1 };
        let next = format!("{{ $ref: \"#/components/schemas/T{}\" }}", number + 1);
        let names: Vec<String> = (0..count).map(|it| format!("p{it}")).collect();
        let properties: Vec<String> = names.iter().map(|it| format!("{it}: {next}")).collect();
        let _ = writeln!(
            piece,
            "    T{number}: {{ type: object, required: [{}], properties: {{ {} }} }}",
            names.join(", "),
            properties.join(", ")
        );
    }
    assert!(!responses(&piece).contains("example"));
}
