// Written by `cargo xtask codegen` from spec/cloudflare-images.yaml.
// Edits here are lost: change the specification and run it again.

//! Tests that each example of the specification is the same after deserialization and
//! serialization. A value that occurs several times is tested once for each type, at its
//! first occurrence.

use crate::api::types::{AccountId, Image, ImageId};
use crate::runtime::{DateTime, Map, Value, round_trip};

#[test]
fn examples_of_account_id() {
    let examples = [
        (
            "/components/schemas/AccountId/examples/0",
            r#""023e105f4ecef8ad9ca31a8372d0c353""#,
        ),
    ];
    round_trip::<AccountId>(&examples);
}

#[test]
fn examples_of_image_id() {
    let examples = [
        (
            "/components/schemas/ImageId/examples/0",
            r#""107b9558dd064bbd5fef9c2c16bb7900""#,
        ),
    ];
    round_trip::<ImageId>(&examples);
}

#[test]
fn examples_of_bool() {
    let examples = [
        ("/components/schemas/ImageEdit/properties/requireSignedURLs/examples/0", "true"),
    ];
    round_trip::<bool>(&examples);
}

#[test]
fn examples_of_string() {
    let examples = [
        (
            "/components/schemas/Image/properties/creator/examples/0",
            r#""107b9558-dd06-4bbd-5fef-9c2c16bb7900""#,
        ),
        ("/components/schemas/Image/properties/filename/examples/0", r#""logo.png""#),
    ];
    round_trip::<String>(&examples);
}

#[test]
fn examples_of_map_string_value() {
    let examples = [
        ("/components/schemas/Image/properties/meta/examples/0", r#"{"key": "value"}"#),
    ];
    round_trip::<Map<String, Value>>(&examples);
}

#[test]
fn examples_of_datetime() {
    let examples = [
        (
            "/components/schemas/Image/properties/uploaded/examples/0",
            r#""2014-01-02T02:20:00.123Z""#,
        ),
    ];
    round_trip::<DateTime>(&examples);
}

#[test]
fn examples_of_vec_string() {
    let examples = [
        (
            "/components/schemas/Image/properties/variants/examples/0",
            r#"[
  "https://imagedelivery.net/MTt4OTd0b0w5aj/107b9558-dd06-4bbd-5fef-9c2c16bb7900/thumbnail",
  "https://imagedelivery.net/MTt4OTd0b0w5aj/107b9558-dd06-4bbd-5fef-9c2c16bb7900/hero",
  "https://imagedelivery.net/MTt4OTd0b0w5aj/107b9558-dd06-4bbd-5fef-9c2c16bb7900/original"
]"#,
        ),
    ];
    round_trip::<Vec<String>>(&examples);
}

#[test]
fn examples_of_image() {
    let examples = [
        (
            "/paths/~1accounts~1{account_id}~1images~1v1~1{image_id}/patch/responses/200/content/application~1json/example/result",
            r#"{
  "id": "id",
  "creator": "107b9558-dd06-4bbd-5fef-9c2c16bb7900",
  "filename": "logo.png",
  "meta": {"key": "value"},
  "requireSignedURLs": true,
  "uploaded": "2014-01-02T02:20:00.123Z",
  "variants": [
    "https://imagedelivery.net/MTt4OTd0b0w5aj/107b9558-dd06-4bbd-5fef-9c2c16bb7900/thumbnail",
    "https://imagedelivery.net/MTt4OTd0b0w5aj/107b9558-dd06-4bbd-5fef-9c2c16bb7900/hero",
    "https://imagedelivery.net/MTt4OTd0b0w5aj/107b9558-dd06-4bbd-5fef-9c2c16bb7900/original"
  ]
}"#,
        ),
    ];
    round_trip::<Image>(&examples);
}
