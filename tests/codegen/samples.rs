//! The examples of a specification, and the types that must accept them.

use insta::assert_snapshot;

use super::harness::{generated, our_spec, ours};

/// A line for each example.
fn samples(output: &generator::Output) -> String {
    let samples = output.samples.iter();
    let lines = samples.map(|it| format!("{}: {} = {}", it.pointer, it.ty, it.json));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn an_example_of_a_form_as_text_is_not_a_sample() {
    let piece = r##"
paths:
  /pets:
    post:
      operationId: add pet
      requestBody:
        content:
          multipart/form-data: { schema: { type: object }, example: "name=Rex&born=2024" }
      responses: { "204": { description: "" } }
"##;
    assert_eq!(samples(&generated("pieces", piece)), "");
}

#[test]
fn examples_of_all_objects_are_samples() {
    let piece = r##"
paths:
  /pets/{pet}:
    parameters:
      - { name: pet, in: path, required: true, example: rex, schema: { type: string } }
    put:
      operationId: replace pet
      parameters:
        - name: tags
          in: query
          schema: { type: array, items: { type: string, examples: [big] } }
          examples: { both: { value: [big, old] }, shared: { $ref: "#/components/examples/Tags" } }
      requestBody:
        content:
          application/json:
            schema: { $ref: "#/components/schemas/NewPet" }
            example: { name: Rex, born: "2020-02-29", weight: 9 }
      responses:
        "200":
          description: ""
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Pet" }
              examples: { rex: { value: { name: Rex } }, elsewhere: { externalValue: rex.json } }
        "404":
          description: ""
          content:
            application/json:
              schema: { type: object, properties: { why: { type: string } } }
              example: { why: gone }
components:
  examples:
    Tags: { value: [small] }
  schemas:
    NewPet:
      type: object
      properties:
        name: { type: string, example: Bello }
        born: { type: string, format: date }
      example: { name: Lassie }
    Pet:
      type: object
      properties: { name: { type: string }, mother: { $ref: "#/components/schemas/Pet" } }
      examples: [{ name: Bello, mother: { name: Lassie } }]
    Unused: { type: object, properties: { a: { type: string } }, example: { a: b } }
"##;
    assert_snapshot!(samples(&generated("pieces", piece)), @r#"
    /paths/~1pets~1{pet}/parameters/0/example: String = "rex"
    /paths/~1pets~1{pet}/put/parameters/0/schema/items/examples/0: String = "big"
    /paths/~1pets~1{pet}/put/parameters/0/examples/both/value: Vec<String> = ["big","old"]
    /components/examples/Tags/value: Vec<String> = ["small"]
    /components/schemas/NewPet/properties/name/example: String = "Bello"
    /components/schemas/NewPet/example/name: String = "Lassie"
    /paths/~1pets~1{pet}/put/requestBody/content/application~1json/example/name: String = "Rex"
    /paths/~1pets~1{pet}/put/requestBody/content/application~1json/example/born: pieces::Date = "2020-02-29"
    /components/schemas/NewPet/example: pieces::types::NewPet = {"name":"Lassie"}
    /components/schemas/Pet/examples/0: pieces::types::Pet = {"name":"Bello","mother":{"name":"Lassie"}}
    /paths/~1pets~1{pet}/put/responses/200/content/application~1json/examples/rex/value: pieces::types::Pet = {"name":"Rex"}
    /paths/~1pets~1{pet}/put/responses/404/content/application~1json/example: pieces::types::ReplacePetError = {"why":"gone"}
    "#);
}

#[test]
fn the_sample_of_an_envelope_is_the_result() {
    assert_snapshot!(samples(&ours(&our_spec())), @r#"
    /components/schemas/AccountId/examples/0: cloudflare_images::types::AccountId = "023e105f4ecef8ad9ca31a8372d0c353"
    /paths/~1accounts~1{account_id}~1images~1v1~1{image_id}/parameters/0/example: cloudflare_images::types::AccountId = "023e105f4ecef8ad9ca31a8372d0c353"
    /components/schemas/ImageId/examples/0: cloudflare_images::types::ImageId = "107b9558dd064bbd5fef9c2c16bb7900"
    /paths/~1accounts~1{account_id}~1images~1v1~1{image_id}/parameters/1/example: cloudflare_images::types::ImageId = "107b9558dd064bbd5fef9c2c16bb7900"
    /components/schemas/ImageEdit/properties/requireSignedURLs/examples/0: bool = true
    /components/schemas/Image/properties/creator/examples/0: String = "107b9558-dd06-4bbd-5fef-9c2c16bb7900"
    /components/schemas/Image/properties/filename/examples/0: String = "logo.png"
    /components/schemas/Image/properties/meta/examples/0: serde_json::Map<String, serde_json::Value> = {"key":"value"}
    /components/schemas/Image/properties/requireSignedURLs/examples/0: bool = true
    /components/schemas/Image/properties/uploaded/examples/0: cloudflare_images::DateTime = "2014-01-02T02:20:00.123Z"
    /components/schemas/Image/properties/variants/examples/0: Vec<String> = ["https://imagedelivery.net/MTt4OTd0b0w5aj/107b9558-dd06-4bbd-5fef-9c2c16bb7900/thumbnail","https://imagedelivery.net/MTt4OTd0b0w5aj/107b9558-dd06-4bbd-5fef-9c2c16bb7900/hero","https://imagedelivery.net/MTt4OTd0b0w5aj/107b9558-dd06-4bbd-5fef-9c2c16bb7900/original"]
    /paths/~1accounts~1{account_id}~1images~1v1~1{image_id}/patch/responses/200/content/application~1json/example/result: cloudflare_images::types::Image = {"id":"id","creator":"107b9558-dd06-4bbd-5fef-9c2c16bb7900","filename":"logo.png","meta":{"key":"value"},"requireSignedURLs":true,"uploaded":"2014-01-02T02:20:00.123Z","variants":["https://imagedelivery.net/MTt4OTd0b0w5aj/107b9558-dd06-4bbd-5fef-9c2c16bb7900/thumbnail","https://imagedelivery.net/MTt4OTd0b0w5aj/107b9558-dd06-4bbd-5fef-9c2c16bb7900/hero","https://imagedelivery.net/MTt4OTd0b0w5aj/107b9558-dd06-4bbd-5fef-9c2c16bb7900/original"]}
    "#);
}

/// Only the first violation of an example is reported, so no part of it is a sample.
#[test]
fn no_part_of_an_invalid_example_is_a_sample() {
    let piece = r#"
paths:
  /pets:
    post:
      operationId: add pet
      requestBody:
        content:
          application/json:
            schema: { type: object, properties: { a: { type: integer }, b: { type: integer } } }
            examples: { good: { value: { a: 1, b: 2 } }, bad: { value: { a: x, b: y } } }
      responses: { "204": { description: "" } }
"#;
    let output = generated("pieces", piece);
    let refused = output
        .samples
        .iter()
        .map(|it| (it.pointer.to_string(), it.is_invalid));
    let refused: Vec<_> = refused
        .map(|(at, refused)| (at.contains("/bad/"), refused))
        .collect();
    assert_eq!(
        refused,
        [(false, false), (true, true), (false, false), (true, true)]
    );
}

/// A schema next to a union, or in an `allOf`, that has another type than the example has no sample.
#[test]
fn an_example_of_several_schemas_is_a_sample_of_the_whole() {
    let piece = r##"
paths:
  /items:
    get:
      operationId: list items
      responses:
        "200":
          description: ""
          content:
            application/json:
              schema:
                type: array
                items: { allOf: [{ type: object, properties: { ip: { type: string } } }, { $ref: "#/components/schemas/Ip" }] }
components:
  schemas:
    Ip: { type: string, example: 10.0.0.1 }
"##;
    assert_snapshot!(samples(&generated("pieces", piece)), @"");
}
