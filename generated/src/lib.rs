// Written by hand, unlike `src/api`.

//! A typed client for one corner of Cloudflare's API: [updating an image](images::v1::Edit).
//!
//! ```no_run
//! # #[cfg(feature = "async")]
//! # async fn run() -> Result<(), cloudflare_images::Error> {
//! use cloudflare_images::{AccountId, Client, ImageId};
//!
//! let client = Client::from_env()?;
//! let account: AccountId = "023e105f4ecef8ad9ca31a8372d0c353".parse()?;
//! let image: ImageId = "107b9558-dd06-4bbd-5fef-9c2c16bb7900".parse()?;
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
//! [`Client`], the calls, their types and [`Auth`] are generated from an `OpenAPI` description as
//! plain Rust. How a request is made, sent and retried is written by hand.
//!
//! # Calls
//!
//! A call is a value. Nothing happens before it is sent, and a clone of it can be sent again.
//! Setters take a value or an `Option` of it, and `None` leaves the property absent. What can be
//! set on any request is an [`Options`] value: headers, query parameters, further properties of
//! the body, time limits, retries. The builder's own methods are still there after `.options(…)`.
//!
//! Each builder has `send()`, a future, and with the feature `blocking` also `send_blocking()`,
//! which blocks the thread. `send_with_response()` returns the [`Response`] around the value, with
//! its status and headers. `to_request()` makes a plain `http::Request` without a network.
//!
//! # Credentials
//!
//! [`Client::from_env`] reads them from the environment. [`ClientBuilder::auth`] takes them from
//! the program, as an [`Auth`]; those take precedence over the environment's. They are added to a
//! request when it is sent, appear in no `Debug`, message or log, and are replaced by
//! [`Client::set_auth`].
//!
//! # Errors
//!
//! There is one [`Error`]. It says what [kind](ErrorKind) of failure happened, whether the call was
//! [applied](Error::applied) all the same, what the API [reported](Error::errors), and where in a
//! response decoding failed.
//!
//! # Defaults
//!
//! An attempt may take 60 s, of which connecting may take 10 s; a call may take 180 s; a response
//! may have 8 MiB. Redirects are never followed. `http://` is accepted on loopback only. [`Retry`]
//! says which requests are sent again: of calls that change something, only those that were
//! certainly not applied.
//!
//! The page [`promises`] lists what the client promises, and how many test cases are behind each
//! promise.
//!
//! # Features
//!
//! - `async` (default): `send`, on `reqwest` and tokio.
//! - `blocking`: `send_blocking`, on the same client, with a background thread.
//! - `tracing`: one span for each call, with the operation, the status, the number of attempts and
//!   the elapsed time.
//! - `round-trip` (default): all JSON types implement `Serialize` and `Deserialize`. Without it,
//!   response-only types implement `Deserialize` alone and request-only types `Serialize` alone.
//!
//! With neither `async` nor `blocking`, a client can be built and `to_request()` makes requests for
//! another library to send.
//!
//! TLS is `rustls` with the roots of the platform. Proxies are those of the environment.
//!
//! # Stability
//!
//! Types of `http` 1, `http-body` 1, `bytes` 1, `futures-core` 0.3, `tokio` 1, `jiff` 1, `secrecy`
//! 0.10 and `serde_json` 1 are part of this crate's own API: a new major version of one of them is
//! a new major version of this crate. `reqwest` 0.13 appears only in [`ClientBuilder::reqwest`]. The crate
//! builds with Rust 1.88 and later; that may rise with a minor version. `WebAssembly` is refused
//! with a message.

#![cfg_attr(
    not(any(feature = "async", feature = "blocking")),
    allow(
        rustdoc::broken_intra_doc_links,
        reason = "some links lead to what only a client that can send has"
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
