// Written by `cargo xtask codegen` from spec/cloudflare-images.yaml.
// Edits here are lost: change the specification and run it again.

//! The examples of the specification: each is read, written, and compared. A value that
//! stands in several places is tried once for each type, where it comes first.

use crate::api::types::{AccountId, Image, ImageId};
use crate::runtime::round_trip::examples;
use jiff::Timestamp;
use serde_json::{Map, Value};

examples! {
    check examples_of_account_id: AccountId {
        "/components/schemas/AccountId/examples/0" => r#""023e105f4ecef8ad9ca31a8372d0c353""#,
    }
    check examples_of_image_id: ImageId {
        "/components/schemas/ImageId/examples/0" => r#""107b9558-dd06-4bbd-5fef-9c2c16bb7900""#,
    }
    check examples_of_bool: bool {
        "/components/schemas/ImageEdit/properties/requireSignedURLs/examples/0" => "true",
    }
    check examples_of_string: String {
        "/components/schemas/Image/properties/creator/examples/0" =>
            r#""107b9558-dd06-4bbd-5fef-9c2c16bb7900""#,
        "/components/schemas/Image/properties/filename/examples/0" => r#""logo.png""#,
    }
    check examples_of_map_string_value: Map<String, Value> {
        "/components/schemas/Image/properties/meta/examples/0" => r#"{"key": "value"}"#,
    }
    check examples_of_timestamp: Timestamp {
        "/components/schemas/Image/properties/uploaded/examples/0" =>
            r#""2014-01-02T02:20:00.123Z""#,
    }
    check examples_of_vec_string: Vec<String> {
        "/components/schemas/Image/properties/variants/examples/0" =>
            r#"[
              "https://imagedelivery.net/MTt4OTd0b0w5aj/107b9558-dd06-4bbd-5fef-9c2c16bb7900/thumbnail",
              "https://imagedelivery.net/MTt4OTd0b0w5aj/107b9558-dd06-4bbd-5fef-9c2c16bb7900/hero",
              "https://imagedelivery.net/MTt4OTd0b0w5aj/107b9558-dd06-4bbd-5fef-9c2c16bb7900/original"
            ]"#,
    }
    check examples_of_image: Image {
        "/paths/~1accounts~1{account_id}~1images~1v1~1{image_id}/patch/responses/200/content/application~1json/example/result" =>
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
    }
}
