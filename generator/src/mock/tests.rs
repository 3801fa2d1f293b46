use super::{Request, Response, serve};
use crate::{Settings, Source};
use serde_json::{Value, json};

const SPEC: &str = r##"
openapi: 3.1.0
info: { title: Pets, version: "1" }
servers: [{ url: https://pets.example/v1 }]
security: [{ key: [] }]
paths:
  /pets:
    get:
      operationId: pets.list
      security: []
      parameters:
        - { name: limit, in: query, schema: { type: integer, maximum: 9 } }
        - { name: kinds, in: query, schema: { type: array, items: { enum: [cat, dog] } } }
        - { name: X-Trace, in: header, required: true, schema: { type: string } }
      responses:
        "200":
          description: ""
          content:
            application/json:
              schema: { type: array, items: { $ref: "#/components/schemas/Pet" } }
              examples: { none: { value: [] }, one: { value: [{ name: Rex }] } }
    post:
      operationId: pets.create
      requestBody:
        required: true
        content:
          application/json: { schema: { $ref: "#/components/schemas/Pet" } }
          application/x-www-form-urlencoded: { schema: { $ref: "#/components/schemas/Pet" } }
      responses:
        "201": { description: "", content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
        "409": { description: It exists., content: { application/json: { schema: { type: object, required: [why], properties: { why: { type: string } } } } } }
        "5XX": { description: It is down., content: { application/json: { schema: {} } } }
  /pets/mine: { get: { operationId: pets.mine, responses: { "204": { description: "" } } } }
  /pets/{id}.txt:
    get:
      operationId: pets.text
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses: { "200": { description: "", content: { text/plain: { schema: { type: string }, example: A pet. } } } }
  /pets/{id}:
    get:
      operationId: pets.get
      parameters: [{ name: id, in: path, required: true, schema: { $ref: "#/components/schemas/Id" } }]
      responses: { "302": { description: "", headers: { Location: { schema: { type: string } } } } }
components:
  securitySchemes: { key: { type: apiKey, in: header, name: X-Key } }
  schemas:
    Id: { type: string, maxLength: 2, examples: [long] }
    Pet: { type: object, required: [name], properties: { name: { type: string }, age: { type: integer } } }
"##;

/// The response to a request with a key.
fn respond(method: &str, target: &str, headers: &[(&str, &str)], body: &str) -> Response {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let key = [("x-key", "secret")];
    let headers = key.iter().chain(headers);
    let headers = headers.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let request = Request {
        method: method.to_owned(),
        path: path.to_owned(),
        query: query.to_owned(),
        headers: headers.collect(),
        body: body.as_bytes().to_vec(),
    };
    let sources = Source::new("pets.yaml", SPEC).into();
    serve(&sources, &Settings::default(), |mock| {
        mock.respond(&request)
    })
    .unwrap()
}

fn body(response: &Response) -> Value {
    serde_json::from_slice(&response.body).unwrap()
}

/// The status and the problems of a request that is refused.
fn refusal(method: &str, target: &str, headers: &[(&str, &str)], body: &str) -> (u16, String) {
    let response = respond(method, target, headers, body);
    (response.status, response.problems.join("\n"))
}

const JSON: (&str, &str) = ("content-type", "application/json; charset=utf-8");
const TRACE: (&str, &str) = ("x-trace", "1");

#[test]
fn a_valid_request_gets_the_example() {
    let listed = respond("GET", "/pets?limit=9&kinds=cat&kinds=dog", &[TRACE], "");
    assert_eq!((listed.status, body(&listed)), (200, json!([])));
    assert_eq!(listed.operation.as_deref(), Some("pets.list"));
    let prefer = ("prefer", "example=one");
    let listed = respond("GET", "/v1/pets", &[TRACE, prefer], "");
    assert_eq!(body(&listed), json!([{"name": "Rex"}]));
    let text = respond("GET", "/pets/1.txt", &[], "");
    assert_eq!(text.body, b"A pet.");
    assert_eq!(text.headers, [("content-type", "text/plain".to_owned())]);
}

#[test]
fn a_response_without_an_example_is_a_sample() {
    let created = respond("POST", "/pets", &[JSON], r#"{"name": "Rex"}"#);
    let sample = json!({"name": "string", "age": 1});
    assert_eq!((created.status, body(&created)), (201, sample));
    assert_eq!(respond("GET", "/pets/mine", &[], "").status, 204);
    let moved = respond("GET", "/pets/longer", &[], "");
    assert_eq!((moved.status, moved.headers[0].0), (302, "location"));
}

#[test]
fn prefer_chooses_the_status() {
    let create = |code| {
        let prefer = ("prefer", code);
        respond("POST", "/pets", &[JSON, prefer], r#"{"name": "Rex"}"#)
    };
    let exists = create("code=409");
    assert_eq!(
        (exists.status, body(&exists)),
        (409, json!({"why": "string"}))
    );
    assert_eq!(create("code=503").status, 503);
    let unknown = create("code=418");
    let problem = "the operation has no response with the status 418";
    assert_eq!(
        (unknown.status, unknown.problems.join("")),
        (400, problem.to_owned())
    );
}

#[test]
fn a_path_or_method_without_an_operation_is_refused() {
    let missing = (404, "no operation has the path `/dogs`".to_owned());
    assert_eq!(refusal("GET", "/dogs", &[], ""), missing);
    let missing = (405, "the path has no operation `PUT`".to_owned());
    assert_eq!(refusal("PUT", "/pets", &[], ""), missing);
}

#[test]
fn invalid_parameters_are_all_reported() {
    let problems = "the query parameter `limit` is invalid: `10` is greater than 9\n\
                    the query parameter `kinds` is invalid: the string `cow` is not one of the listed values\n\
                    the header parameter `X-Trace` is missing";
    let refused = refusal("GET", "/pets?limit=10&kinds=cow", &[], "");
    assert_eq!(refused, (400, problems.to_owned()));
    let problem = "the path parameter `id` is invalid: the string `x` is not of the type `integer`";
    assert_eq!(
        refusal("GET", "/pets/x.txt", &[], ""),
        (400, problem.to_owned())
    );
}

#[test]
fn an_invalid_body_is_refused() {
    let create = |headers: &[(&str, &str)], body| refusal("POST", "/pets", headers, body);
    let form = ("content-type", "application/x-www-form-urlencoded");
    assert_eq!(create(&[form], "name=Rex&age=3").0, 201);
    assert_eq!(create(&[], ""), (400, "the body is missing".to_owned()));
    let problem = "the body is invalid: `name` is missing";
    assert_eq!(create(&[JSON], "{}"), (400, problem.to_owned()));
    assert_eq!(create(&[form], "age=3"), (400, problem.to_owned()));
    let problem = "the body is invalid at `/age`: the string `old` is not of the type `integer`";
    assert_eq!(
        create(&[JSON], r#"{"name": "", "age": "old"}"#),
        (400, problem.to_owned())
    );
    assert!(create(&[JSON], "{").1.starts_with("the body is not JSON: "));
    assert_eq!(create(&[("content-type", "text/plain")], "a").0, 415);
}

#[test]
fn credentials_are_required() {
    let request = Request {
        method: "GET".to_owned(),
        path: "/pets/mine".to_owned(),
        ..Request::default()
    };
    let sources = Source::new("pets.yaml", SPEC).into();
    let refused = serve(&sources, &Settings::default(), |mock| {
        mock.respond(&request)
    })
    .unwrap();
    assert_eq!(refused.status, 401);
    assert_eq!(
        body(&refused),
        json!({"message": "credentials are missing: `key`"})
    );
}
