// Written by hand, unlike `src/api`.

//! Everything a generated client needs that does not depend on its API.
//!
//! `src/api` says *what* the API is, as data ([`Operation`]s, alternatives of
//! credentials, the envelope) and as types; the modules here know *how* a call
//! is made, and no API in particular. The one thing they read from `src/api`
//! is [`API`](crate::api::API).
//!
//! A call passes through them in this order:
//!
//! 1. [`call`] collects what is to be sent into a [`draft`], which is a value;
//! 2. [`draft`] makes an `http::Request` of it ([`path`], [`json`]);
//! 3. [`exchange`] adds the credentials ([`auth`]), hands out one attempt after
//!    another, and decides after each of them ([`retry`]);
//! 4. [`client`] and [`blocking`] are two thin loops around the exchange, which
//!    send each attempt through a [`transport`];
//! 5. [`decode`] makes the operation's type of the answer, or [`error`] says why not.
//!
//! Only 1 and 5 are generic over the type of the answer.

#![allow(
    dead_code,
    unused_imports,
    unused_macros,
    reason = "one runtime serves every API: one has no envelope, another no path parameter"
)]

#[cfg(all(target_family = "wasm", any(feature = "async", feature = "blocking")))]
compile_error!("the clients need sockets, which WebAssembly does not have");

mod answer;
mod api;
mod auth;
mod base_url;
#[cfg(feature = "blocking")]
pub(crate) mod blocking;
mod body;
mod builder;
mod call;
#[cfg(feature = "async")]
mod client;
mod clock;
mod contents;
mod declare;
pub(crate) mod decode;
mod draft;
mod error;
mod exchange;
mod failure;
mod feed;
pub(crate) mod given;
pub(crate) mod head;
mod json;
mod multipart;
pub(crate) mod object;
mod observer;
mod open_enum;
mod outgoing;
pub(crate) mod page;
mod path;
mod payload;
mod provider;
mod redact;
mod response;
mod retry;
#[cfg(all(test, feature = "round-trip"))]
pub(crate) mod round_trip;
mod settings;
pub(crate) mod stream;
mod style;
mod text;
mod trace;
mod transport;
pub(crate) mod union;
mod ways;
mod wrapper;

pub(crate) use self::answer::Answer;
pub(crate) use self::api::{Api, Envelope, Operation, Repeat};
pub(crate) use self::auth::{Alternative, NOTHING, Part, Place};
pub(crate) use self::body::{Body, Encoding};
pub(crate) use self::declare::{call, client, place, resource};
pub(crate) use self::decode::Undecoded;
pub(crate) use self::failure::Failure;
pub(crate) use self::given::given;
pub(crate) use self::object::{key, object, received, rest, sent};
pub(crate) use self::open_enum::open_enum;
pub(crate) use self::page::{Next, Slot};
pub(crate) use self::stream::frames::Framing;
pub(crate) use self::style::Style;
pub(crate) use self::text::text;
pub(crate) use self::union::{tagged_union, union};
pub(crate) use self::ways::ways;
pub(crate) use self::wrapper::wrapper;

pub use self::auth::Credentials;
pub use self::builder::ClientBuilder;
pub use self::call::Call;
#[cfg(feature = "async")]
pub use self::client::{Client, Sending};
pub use self::clock::Clock;
pub use self::contents::Contents;
pub use self::error::{Applied, Error, ErrorKind};
pub use self::multipart::File;
pub use self::observer::{Observed, Observer};
pub use self::outgoing::Outgoing;
pub use self::page::Paged;
#[cfg(feature = "async")]
pub use self::page::streaming::{ItemStream, PageStream};
pub use self::provider::Demand;
pub use self::response::Response;
pub use self::retry::Retry;
#[cfg(feature = "async")]
pub use self::stream::pieces::Incoming;
#[cfg(feature = "async")]
pub use self::stream::streaming::Streaming;
pub use self::stream::{ServerSentEvent, Streamed};
pub use self::text::Violation;
#[cfg(feature = "async")]
pub use self::transport::Transport;
pub use self::transport::{Fault, Limits};
pub use bytes::Bytes;
pub use http::{HeaderMap, Method};
pub use jiff::Timestamp;
pub use secrecy::SecretString;
pub use serde_json::{Map, Value};
