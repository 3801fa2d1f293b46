// Written by hand, unlike `src/api` and `src/runtime`.

//! A typed client for one operation of Cloudflare's API: [updating an image](images::v1::Edit).
//!
//! ```no_run
//! # #[cfg(feature = "async")]
//! # async fn run() -> Result<(), cloudflare_images::Error> {
//! use cloudflare_images::{AccountId, Client, ImageId};
//!
//! let client = Client::from_env()?;
//! let account: AccountId = "023e105f4ecef8ad9ca31a8372d0c353".parse()?;
//! let image: ImageId = "107b9558dd064bbd5fef9c2c16bb7900".parse()?;
//!
//! let image = client
//!     .images().v1()
//!     .edit(&account, &image)
//!     .metadata([("source", "catalog-42")])
//!     .require_signed_urls(true)
//!     .send()
//!     .await?;
//! println!("{:?}", image.id);
//! # Ok(())
//! # }
//! ```
//!
//! # Installation
//!
//! ```toml
//! [dependencies]
//! cloudflare-images = "0.1"
//! tokio = { version = "1", features = ["macros", "rt-multi-thread"] }
//! ```
//!
//! For blocking calls, without tokio:
//! `cloudflare-images = { version = "0.1", default-features = false, features = ["blocking", "round-trip"] }`.
//! The crate is not published yet; use a path or git dependency.
//!
//! [`Client`], request builders, types and [`Auth`] are plain Rust, generated from an `OpenAPI`
//! description. The code that builds, sends and retries requests is written by hand.
//!
//! # Calls
//!
//! Each operation has a request builder, such as [`Edit`](images::v1::Edit). Nothing is sent before
//! `send` is called, and a clone can be sent again. Setters take a value or an `Option` of it, and
//! `None` leaves the property absent. [`Options`] do not depend on the operation: headers, query
//! parameters, further properties of the body, time limits, retries.
//!
//! `send()` returns a future. With the feature `blocking`, `send_blocking()` blocks the thread.
//! `send_with_response()` returns a [`Response`], with status and headers. `to_request()` returns
//! an `http::Request` and sends nothing.
//!
//! # Credentials
//!
//! [`Client::from_env`] reads credentials from the environment. [`ClientBuilder::auth`] sets them,
//! and takes precedence over the environment. [`Client::set_auth`] replaces them. They are added to
//! a request when it is sent, and appear in no `Debug` output, message or log.
//!
//! # Errors
//!
//! All failures are an [`Error`]. It has the [kind](ErrorKind) of the failure, whether the API has
//! [applied](Error::applied) the request, the [errors](Error::errors) that the API reported, and
//! the [path](Error::path) in the response where decoding failed.
//!
//! # Defaults
//!
//! The limits are 60 s for an attempt, 10 s for connecting, 180 s for a call, and 8 MiB for a
//! response. The builder can change them. Redirects are never followed. `http://` is accepted for loopback only. [`Retry`] is
//! the retry policy: a request with a method that is not idempotent is repeated only if the API has
//! certainly not applied it.
//!
//! The page [`promises`] lists the guarantees of the client, and the number of test cases for each.
//!
//! # Testing
//!
//! With the feature `mock`, [`Mock`](mock::Mock) replies in the tests of your program instead of the
//! API. Requests are built, retried and decoded as usual.
//!
//! ```
//! # #[cfg(all(feature = "mock", feature = "async"))]
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), cloudflare_images::Error> {
//! use cloudflare_images::images::v1::Edit;
//! use cloudflare_images::mock::Mock;
//! use cloudflare_images::{AccountId, Image, ImageId, StatusCode};
//! use serde_json::json;
//!
//! let mock = Mock::new();
//! let images = mock.client().images().v1();
//! let (account, id): (AccountId, ImageId) = ("a".parse()?, "b".parse()?);
//!
//! let mut image = Image::default();
//! image.filename = Some("logo.png".to_owned());
//! mock.on::<Edit>().fail(StatusCode::TOO_MANY_REQUESTS, "Slow down");
//! mock.on::<Edit>().reply(&image);
//!
//! // The first attempt fails and is repeated. The mock's client does not wait before that.
//! let edited = images.edit(&account, &id).creator("me").send().await?;
//! assert_eq!(edited, image);
//!
//! let sent = mock.sent::<Edit>();
//! assert_eq!(sent.len(), 2);
//! assert_eq!(sent[1].json(), json!({"creator": "me"}));
//! # Ok(())
//! # }
//! # #[cfg(not(all(feature = "mock", feature = "async")))]
//! # fn main() {}
//! ```
//!
//! [`example`](mock::MockReply::example) replies with the example of the specification, and there
//! are replies of other status and media types, delays and broken connections. Enable the feature
//! for tests only: `cloudflare-images = { version = "…", features = ["mock"] }` in
//! `[dev-dependencies]`.
//!
//! # Features
//!
//! - `async` (default): async calls, with `reqwest` and tokio.
//! - `blocking`: blocking calls, which use a background thread.
//! - `bundled-roots`: the CA certificates of Mozilla, in addition to those of the system, which a
//!   container may lack.
//! - `mock`: replies without a server, for tests. It enables `round-trip`.
//! - `tracing`: one span for each call, with the operation, the status, the number of attempts and
//!   the elapsed time.
//! - `round-trip` (default): all JSON types implement `Serialize` and `Deserialize`. Without it,
//!   response-only types implement `Deserialize` alone and request-only types `Serialize` alone.
//!
//! With neither `async` nor `blocking`, `to_request()` builds requests, which another library can
//! send.
//!
//! TLS is `rustls` with the CA certificates of the system, of
//! [`ca_certificates`](ClientBuilder::ca_certificates) and of `bundled-roots`. The environment sets
//! proxies, for the host of each request.
//!
//! # Stability
//!
//! Types of `http` 1, `http-body` 1, `bytes` 1, `futures-core` 0.3, `tokio` 1, `jiff` 1, `secrecy`
//! 0.10 and `serde_json` 1 are part of the public API: a new major version of one of them is a new
//! major version of this crate. `reqwest` 0.13 appears only in [`ClientBuilder::reqwest`]. The
//! minimum Rust version is 1.88; a minor version may raise it. `WebAssembly` is not supported, and
//! a compile error says so.

#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(
    not(all(feature = "mock", any(feature = "async", feature = "blocking"))),
    allow(
        rustdoc::broken_intra_doc_links,
        reason = "some links lead to items that require one of the features"
    )
)]

#[rustfmt::skip]
mod api;
mod runtime;

pub use crate::api::*;

pub use bytes;
pub use http;

#[doc = include_str!("../PROMISES.md")]
pub mod promises {}
