//! The cases whose instructions are counted.

use std::future::{Future, ready};
use std::hint::black_box;
use std::pin::Pin;

use bytes::Bytes;
use cloudflare_images::{
    AccountId, Auth, Client, ImageId, Limits, Transport, TransportError, http,
};
use generator::{Settings, Source, Sources};
use serde_json::json;

/// A name, a function that makes so many runs, and how many runs are counted.
pub(crate) type Case = (&'static str, fn(u32), u32);

pub(crate) const CASES: [Case; 2] = [("generate", generate, 1), ("call", call, 50)];

const FRAGMENT: &str = include_str!("../../../spec/cloudflare-images.yaml");

const RESPONSE: &[u8] = br#"{"result":{"id":"107b9558-dd06-4bbd-5fef-9c2c16bb7900","filename":"logo.png","meta":{"key":"value"},"requireSignedURLs":true,"uploaded":"2014-01-02T02:20:00.123Z","variants":["https://imagedelivery.net/MTt4OTd0b0w5aj/107b9558-dd06-4bbd-5fef-9c2c16bb7900/thumbnail"]},"success":true,"errors":[],"messages":[]}"#;

/// Generates the client of our fragment.
fn generate(count: u32) {
    let sources = Sources::new(Source::new("spec.yaml", FRAGMENT.to_owned()));
    let settings = Settings {
        package: "bench".to_owned(),
        ..Settings::default()
    };
    for _ in 0..count {
        let output = generator::generate(black_box(&sources), &settings);
        black_box(output.expect("the fragment has no errors"));
    }
}

/// A transport that responds itself.
struct Local;

impl Transport for Local {
    fn send(
        &self,
        _: http::Request<Bytes>,
        _: Limits,
    ) -> Pin<Box<dyn Future<Output = Result<http::Response<Bytes>, TransportError>> + Send + '_>>
    {
        Box::pin(ready(Ok(http::Response::new(Bytes::from_static(RESPONSE)))))
    }
}

/// Edits an image.
fn call(count: u32) {
    let client = Client::builder()
        .auth(Auth::api_token("8M7wS6hCpXVc-DoRnPPY_UCWPgy8aea4Wy6kCe5T"))
        .transport(Local)
        .build()
        .expect("the settings are valid");
    let account: AccountId = "023e105f4ecef8ad9ca31a8372d0c353".parse().expect("an id");
    let image: ImageId = "107b9558-dd06-4bbd-5fef-9c2c16bb7900"
        .parse()
        .expect("an id");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("there is a runtime");
    runtime.block_on(async {
        for _ in 0..count {
            let edit = client.images().v1().edit(&account, &image);
            let edit = edit.metadata(json!({"source": "catalog-42"}));
            let image = edit.require_signed_urls(true).send().await;
            black_box(image.expect("the transport responds"));
        }
    });
}
