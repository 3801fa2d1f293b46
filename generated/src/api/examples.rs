// Written by `cargo xtask codegen` from spec/cloudflare-images.yaml.
// Edits here are lost: change the specification and run it again.

//! The examples of the specification: each is read, written, and compared.

use crate::api::types::{AccountId, Image, ImageId};
use crate::runtime::round_trip::check;
use jiff::Timestamp;
use serde_json::{Map, Value};

#[test]
fn examples_of_account_id() {
    let check = check::<AccountId>;
    check("/components/schemas/AccountId/examples/0", r#""023e105f4ecef8ad9ca31a8372d0c353""#);
    check(
        "/paths/~1accounts~1{account_id}~1images~1v1~1{image_id}/parameters/0/example",
        r#""023e105f4ecef8ad9ca31a8372d0c353""#,
    );
}

#[test]
fn examples_of_image_id() {
    let check = check::<ImageId>;
    check("/components/schemas/ImageId/examples/0", r#""107b9558-dd06-4bbd-5fef-9c2c16bb7900""#);
    check(
        "/paths/~1accounts~1{account_id}~1images~1v1~1{image_id}/parameters/1/example",
        r#""107b9558-dd06-4bbd-5fef-9c2c16bb7900""#,
    );
}

#[test]
fn examples_of_bool() {
    let check = check::<bool>;
    check("/components/schemas/ImageEdit/properties/requireSignedURLs/examples/0", r#"true"#);
    check("/components/schemas/Image/properties/requireSignedURLs/examples/0", r#"true"#);
}

#[test]
fn examples_of_string() {
    let check = check::<String>;
    check(
        "/components/schemas/Image/properties/creator/examples/0",
        r#""107b9558-dd06-4bbd-5fef-9c2c16bb7900""#,
    );
    check("/components/schemas/Image/properties/filename/examples/0", r#""logo.png""#);
}

#[test]
fn examples_of_map_string_value() {
    let check = check::<Map<String, Value>>;
    check("/components/schemas/Image/properties/meta/examples/0", r#"{"key":"value"}"#);
}

#[test]
fn examples_of_timestamp() {
    let check = check::<Timestamp>;
    check(
        "/components/schemas/Image/properties/uploaded/examples/0",
        r#""2014-01-02T02:20:00.123Z""#,
    );
}

#[test]
fn examples_of_vec_string() {
    let check = check::<Vec<String>>;
    check(
        "/components/schemas/Image/properties/variants/examples/0",
        r#"["https://imagedelivery.net/MTt4OTd0b0w5aj/107b9558-dd06-4bbd-5fef-9c2c16bb7900/thumbnail","https://imagedelivery.net/MTt4OTd0b0w5aj/107b9558-dd06-4bbd-5fef-9c2c16bb7900/hero","https://imagedelivery.net/MTt4OTd0b0w5aj/107b9558-dd06-4bbd-5fef-9c2c16bb7900/original"]"#,
    );
}

#[test]
fn examples_of_image() {
    let check = check::<Image>;
    check(
        "/paths/~1accounts~1{account_id}~1images~1v1~1{image_id}/patch/responses/200/content/application~1json/example/result",
        r#"{"id":"id","creator":"107b9558-dd06-4bbd-5fef-9c2c16bb7900","filename":"logo.png","meta":{"key":"value"},"requireSignedURLs":true,"uploaded":"2014-01-02T02:20:00.123Z","variants":["https://imagedelivery.net/MTt4OTd0b0w5aj/107b9558-dd06-4bbd-5fef-9c2c16bb7900/thumbnail","https://imagedelivery.net/MTt4OTd0b0w5aj/107b9558-dd06-4bbd-5fef-9c2c16bb7900/hero","https://imagedelivery.net/MTt4OTd0b0w5aj/107b9558-dd06-4bbd-5fef-9c2c16bb7900/original"]}"#,
    );
}
