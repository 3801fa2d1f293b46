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
//! The calls, their types and [`Auth`] are generated from an `OpenAPI`
//! description; everything else is written by hand.
//!
//! # Calls
//!
//! A call is a value. Nothing happens before it is sent, and a clone of it can
//! be sent again. What an operation's own setters cannot say, its `options` can:
//! headers, query parameters, further fields of the body, time limits, retries
//! (see [`Call`]). They also give the request as a plain `http::Request`, which
//! takes no network, and the [`Response`] around the value.
//!
//! # Credentials
//!
//! [`Client::from_env`] reads them from the environment. [`ClientBuilder`] takes
//! them from the program, as an [`Auth`] or by a method for each of its variants;
//! those go before the environment's. They join a request as it is sent, are kept
//! out of every `Debug`, message and log, and are replaced by [`Client::set_auth`].
//!
//! # Errors
//!
//! There is one [`Error`]. It says what [kind](ErrorKind) of thing went wrong,
//! whether the call has [taken effect](Error::applied) all the same, what the
//! API had to say, and where in an answer decoding failed.
//!
//! # What the client does by itself
//!
//! An attempt may take 60 s, of which connecting may take 10 s; a call may take
//! 180 s; an answer may have 8 MiB. Redirects are never followed. `http://` is
//! accepted on loopback only. What is sent a second time is said at [`Retry`]:
//! for a call that changes something, only what has surely not been applied.
//!
//! What it promises, and how many cases are behind each promise, is on a page of
//! its own: [`promises`].
//!
//! # Features
//!
//! - `async` (default): [`Client`], on `reqwest` and tokio.
//! - `blocking`: `blocking::Client`, on the same, with a thread of its own. The
//!   same calls without `.await`.
//! - `tracing`: one span for each call, with the operation, the status, the
//!   number of attempts and the time it took.
//! - `round-trip`: what the API only sends can be written, too, and what it only
//!   takes can be read. It is for tests, and for what is kept in a file.
//!
//! TLS is `rustls` with the roots of the platform. Proxies are those of the
//! environment.
//!
//! # Stability
//!
//! Types of `http` 1, `http-body` 1, `bytes` 1, `futures-core` 0.3, `tokio` 1, `jiff` 1, `secrecy` 0.10 and `serde_json` 1 are
//! part of this crate's own: a new major version of one of them is one of this
//! crate. `reqwest` 0.13 is only where a [`ClientBuilder`] takes a builder of
//! its. It builds with Rust 1.88 and later; that may rise with a minor
//! version. `WebAssembly` is refused with a message.

#![cfg_attr(
    not(feature = "async"),
    allow(
        rustdoc::broken_intra_doc_links,
        reason = "the links are those of the default features"
    )
)]

#[rustfmt::skip]
#[cfg_attr(
    not(any(feature = "async", feature = "blocking")),
    allow(dead_code, unused_imports, reason = "without a client nothing reaches the calls")
)]
mod api;
mod runtime;

pub use crate::api::*;
pub use crate::runtime::{
    Applied, Bytes, Call, ClientBuilder, Clock, Contents, Credentials, Demand, Error, ErrorKind,
    Fault, File, HeaderMap, Limits, Map, Method, Observed, Observer, Outgoing, Paged, Response,
    Retry, SecretString, ServerSentEvent, Streamed, Timestamp, Value, Violation,
};
#[cfg(feature = "async")]
pub use crate::runtime::{Client, Incoming, ItemStream, PageStream, Sending, Streaming, Transport};

pub use bytes;
pub use http;

#[doc = include_str!("../PROMISES.md")]
pub mod promises {}

/// The client whose calls block the thread.
#[cfg(feature = "blocking")]
pub mod blocking {
    pub use crate::runtime::blocking::{
        Client, Incoming, ItemIter, PageIter, Streaming, Transport,
    };
}
