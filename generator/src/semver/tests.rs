use super::{Bump, Effect, compare};
use crate::Settings;
use crate::input::source::Source;
use crate::input::sources::Sources;

const OLD: &str = r##"
openapi: 3.1.0
info: {title: Pets, version: "1"}
servers: [{url: "https://pets.example/v1"}]
security: [{token: []}]
paths:
  /pets/{pet_id}:
    parameters:
      - {name: pet_id, in: path, required: true, schema: {$ref: "#/components/schemas/PetId"}}
    put:
      operationId: pets.update
      summary: Update a pet.
      parameters:
        - {name: dry, in: query, schema: {type: boolean}}
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: "#/components/schemas/Edit"}
      responses:
        "200": {description: The pet., content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}}
  /toys:
    post:
      operationId: toys.add
      requestBody:
        content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Toy"}}}}
      responses: {"204": {description: Done.}}
components:
  securitySchemes:
    token: {type: http, scheme: bearer}
    key: {type: apiKey, in: header, name: X-Key}
  schemas:
    PetId: {type: string, maxLength: 9}
    Kind: {type: string, enum: [cat, dog]}
    Edit:
      type: object
      properties:
        note: {type: string, description: A note.}
        kind: {$ref: "#/components/schemas/Kind"}
    Pet:
      type: object
      required: [name]
      properties:
        name: {type: string}
        age: {type: integer}
    Toy:
      type: object
      required: [name]
      properties: {name: {type: string}, size: {type: integer}}
"##;

/// A change of the specification, its effects, and the version increment from the compiler's point of
/// view, which is what `cargo semver-checks` determines.
pub(super) struct Case {
    pub(super) name: &'static str,
    from: &'static str,
    to: &'static str,
    expected: &'static [&'static str],
    api: Bump,
}

const fn case(
    name: &'static str,
    [from, to]: [&'static str; 2],
    expected: &'static [&'static str],
    api: Bump,
) -> Case {
    Case {
        name,
        from,
        to,
        expected,
        api,
    }
}

/// Compared with `cargo semver-checks` 0.51, each row as two crates with all features: it determines
/// the same version in 21 of the 33 rows, and a smaller increment in 12. It does not compare the types
/// of fields (`field_type`, `field_optional`, `field_required`) and return types (`response`), and
/// requires no increment for additions (rows that end in `_added`).
#[rustfmt::skip]
const CASES: &[Case] = &[
    case("nothing", ["", ""], &[], Bump::None),
    case("description", ["A note.", "Some note."], &["documentation client::pets::update::note"], Bump::Patch),
    case("summary", ["Update a pet.", "Update the pet."], &["documentation client::pets::update"], Bump::Patch),
    case("constraint", ["maxLength: 9", "maxLength: 8"], &["documentation PetId", "documentation client::pets::update"], Bump::Patch),
    case("no_constraint", ["{type: string, maxLength: 9}", "{type: string}"], &["api PetId::validate", "documentation PetId", "documentation client::pets::update"], Bump::Major),
    case("setter_added", ["note: {", "more: {type: boolean}\n        note: {"], &["additive client::pets::update::more"], Bump::Minor),
    case("setter_removed", ["        note: {type: string, description: A note.}\n", ""],
        &["wire pets.update request note", "api client::pets::update::note"], Bump::Major),
    case("setter_renamed", ["note: {", "memo: {"],
        &["wire pets.update request note", "api client::pets::update::note", "additive client::pets::update::memo"], Bump::Major),
    case("setter_required", ["    Edit:\n", "    Edit:\n      required: [note]\n"],
        &["wire pets.update request note", "api client::pets::update", "api client::pets::update::note", "documentation client::pets::update"], Bump::Major),
    case("query_added", ["- {name: dry,", "- {name: wet, in: query, schema: {type: boolean}}\n        - {name: dry,"],
        &["additive client::pets::update::wet"], Bump::Minor),
    case("query_removed", ["      parameters:\n        - {name: dry, in: query, schema: {type: boolean}}\n", ""],
        &["wire pets.update query dry", "api client::pets::update::dry"], Bump::Major),
    case("query_required", ["{name: dry, in: query,", "{name: dry, in: query, required: true,"],
        &["wire pets.update query dry", "api client::pets::update", "api client::pets::update::dry", "documentation client::pets::update"], Bump::Major),
    case("query_style", ["{name: dry, in: query,", "{name: dry, in: header,"],
        &["wire pets.update query dry"], Bump::None),
    case("field_added", ["age: {type", "weight: {type: number}\n        age: {type"], &["additive Pet::weight"], Bump::Minor),
    case("field_removed", ["        age: {type: integer}\n", ""], &["wire pets.update response 200 age", "api Pet::age"], Bump::Major),
    case("field_type", ["age: {type: integer}", "age: {type: string}"], &["wire pets.update response 200 age", "api Pet::age"], Bump::Major),
    case("field_optional", ["      required: [name]\n      properties:\n        name", "      properties:\n        name"],
        &["wire pets.update response 200 name", "api Pet::name"], Bump::Major),
    case("field_required", ["required: [name]\n      properties:\n        name", "required: [name, age]\n      properties:\n        name"],
        &["api Pet::age"], Bump::Major),
    case("constructor", ["required: [name]\n      properties: {name", "required: [name, size]\n      properties: {name"],
        &["wire toys.add request [].size", "api Toy::size", "api Toy::new"], Bump::Major),
    case("variant_added", ["[cat, dog]", "[cat, dog, cow]"], &["additive Kind::Cow"], Bump::Minor),
    case("variant_removed", ["[cat, dog]", "[cat]"], &["wire pets.update request kind", "api Kind::Dog"], Bump::Major),
    case("type_renamed", ["schemas/Toy\"", "schemas/Thing\""], &["api Toy", "additive Thing", "api client::toys::add::body"], Bump::Major),
    case("operation_added", ["  /toys:\n", "  /toys:\n    get: {operationId: toys.list, responses: {\"204\": {description: None.}}}\n"],
        &["additive client::toys::list"], Bump::Minor),
    case("operation_removed", ["    post:\n      operationId: toys.add", "    x-post:\n      operationId: toys.add"],
        &["wire toys.add", "api Toy", "api client::toys"], Bump::Major),
    case("operation_renamed", ["toys.add", "toys.put"], &["api client::toys::add", "additive client::toys::put"], Bump::Major),
    case("operation_deprecated", ["operationId: toys.add", "operationId: toys.add\n      deprecated: true"], &["additive client::toys::add"], Bump::Minor),
    case("path_moved", ["/toys:", "/things:"], &["wire toys.add"], Bump::None),
    case("response", ["\"204\": {description: Done.}", "\"200\": {description: Done., content: {application/json: {schema: {type: string}}}}"],
        &["wire toys.add response 204", "api client::toys::add"], Bump::Major),
    case("headers_added", ["{description: The pet., ", "{description: The pet., headers: {X-Left: {schema: {type: integer}}}, "],
        &["additive PetsUpdateHeaders", "additive client::pets::update::response_headers"], Bump::Minor),
    case("error_response_added", ["{\"204\": {description: Done.}}", "{\"204\": {description: Done.}, \"404\": {description: None., content: {application/json: {schema: {$ref: \"#/components/schemas/Pet\"}}}}}"],
        &["additive client::toys::add::error_details"], Bump::Minor),
    case("server", ["/v1\"", "/v2\""], &["wire pets.update", "wire toys.add"], Bump::None),
    case("security_added", ["[{token: []}]", "[{token: []}, {key: []}]"], &["additive Auth::Key"], Bump::Minor),
    case("security_removed", ["[{token: []}]", "[{key: []}]"],
        &["wire pets.update security", "wire toys.add security", "api Auth::Token", "additive Auth::Key"], Bump::Major),
];

pub(super) fn edited(case: &Case) -> String {
    assert!(OLD.contains(case.from), "{}", case.name);
    let text = OLD.replacen(case.from, case.to, if case.from.is_empty() { 0 } else { 9 });
    match case.name {
        "type_renamed" => text.replace("    Toy:", "    Thing:"),
        _ => text,
    }
}

#[test]
fn each_change_has_an_effect_and_a_version() {
    let mut wrong = Vec::new();
    for case in CASES {
        let sources = [OLD, &edited(case)].map(|text| Sources::new(Source::new("pets.yaml", text)));
        let release = compare(&sources[0], &sources[1], &Settings::default()).unwrap();
        let shown = release.changes.iter().map(|change| {
            let effect = match change.effect {
                Effect::Wire => "wire",
                Effect::Api => "api",
                Effect::Additive => "additive",
                Effect::Documentation => "documentation",
            };
            format!("{effect} {}", change.path)
        });
        let mut shown: Vec<_> = shown.collect();
        shown.sort();
        let mut expected = case.expected.to_vec();
        expected.sort_unstable();
        if shown != expected || release.api_bump() != case.api {
            wrong.push(format!(
                "{}: {:?} {:#?}",
                case.name,
                release.api_bump(),
                release.changes
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A variant without a property removes the accessor of that property.
#[test]
fn accessors_of_unions_are_public_items() {
    let spec = |branches: &str| {
        let text = format!(
            r##"
openapi: 3.1.0
info: {{title: Pets, version: "1"}}
paths:
  /pet: {{get: {{operationId: pets.get, responses: {{"200": {{description: A pet., content: {{application/json: {{schema: {{$ref: "#/components/schemas/Pet"}}}}}}}}}}}}}}
components:
  schemas:
    Pet: {{oneOf: [{branches}], discriminator: {{propertyName: kind}}}}
    Cat: {{type: object, required: [kind, name], properties: {{kind: {{type: string}}, name: {{type: string}}}}}}
    Dog: {{type: object, required: [kind, name], properties: {{kind: {{type: string}}, name: {{type: string}}}}}}
    Fish: {{type: object, required: [kind], properties: {{kind: {{type: string}}}}}}
"##
        );
        Sources::new(Source::new("pets.yaml", text))
    };
    let branch = |name: &str| format!("{{$ref: \"#/components/schemas/{name}\"}}");
    let old = spec(&["Cat", "Dog"].map(branch).join(", "));
    let new = spec(&["Cat", "Dog", "Fish"].map(branch).join(", "));
    let release = compare(&old, &new, &Settings::default()).unwrap();
    let removed = release.changes.iter().find(|it| it.path == "Pet::name");
    assert_eq!(removed.map(|it| it.effect), Some(Effect::Api));
}

#[test]
fn versions_are_incremented_like_in_cargo() {
    let next = |version: &str| {
        let bumps = [Bump::None, Bump::Patch, Bump::Minor, Bump::Major];
        bumps.map(|bump| bump.apply(version).unwrap())
    };
    assert_eq!(next("1.2.3"), ["1.2.3", "1.2.4", "1.3.0", "2.0.0"]);
    assert_eq!(next("0.2.3"), ["0.2.3", "0.2.4", "0.2.4", "0.3.0"]);
    assert_eq!(next("0.0.3"), ["0.0.3", "0.0.4", "0.0.4", "0.0.4"]);
    assert_eq!(Bump::Major.apply("one"), None);
}
