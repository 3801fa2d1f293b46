// Written by hand. Codegen copies it into clients.

//! The part of a generated client that does not depend on its API.
//!
//! It refers to nothing outside of itself. `src/api` contains the types of the API and describes it
//! in constants: [`Api`], [`Operation`], [`SecurityRequirement`], [`Pagination`], [`StreamFormat`].
//!
//! A call passes through the modules in this order:
//!
//! 1. `request` has the setters and the send methods.
//! 2. `request_builder` collects parameters and body, and builds an `http::Request`
//!    (`parameter_set`, `body_builder`, `path`, `style`).
//! 3. `exchange` adds credentials (`auth`) and decides after each attempt (`retry`).
//! 4. `send` is the loop over the attempts, which a `transport` sends. There is one loop, and it is
//!    async: `background` runs it for blocking calls.
//! 5. `undecoded_response` decodes the response (`raw_response`, `decode`) or returns an `error`.
//!
//! Only 1 and 5 are generic over the type of the response.

#![allow(
    dead_code,
    unused_imports,
    unused_macros,
    reason = "each API uses a part of the runtime: one has no envelope, another no path parameter"
)]
#![allow(
    unreachable_pub,
    reason = "the module is private in a generated crate, and public in a crate of its own"
)]

#[cfg(all(target_family = "wasm", any(feature = "async", feature = "blocking")))]
compile_error!("the clients need sockets, which WebAssembly does not have");

mod api;
mod auth;
mod auth_provider;
#[cfg(feature = "blocking")]
mod background;
mod base_url;
mod body;
mod body_builder;
mod body_source;
#[cfg(any(feature = "async", feature = "blocking"))]
mod calls;
mod cause;
mod client;
mod client_builder;
mod client_parameter;
mod clock;
mod contents;
mod date_time;
mod decimal;
mod decode;
mod direction;
mod error;
mod error_entry;
mod exchange;
mod file;
mod from_response;
mod headers;
mod idempotency_key;
mod integer_enum;
mod into;
mod json;
mod json_newtype;
mod media_type;
#[doc(hidden)]
pub mod mismatch;
#[cfg(all(feature = "mock", any(feature = "async", feature = "blocking")))]
mod mock;
mod multipart;
mod nullable;
#[doc(hidden)]
pub mod object;
mod observer;
mod operation;
mod options;
mod page;
mod parameter_set;
mod path;
mod random;
mod raw_response;
mod raw_value;
mod redact;
mod redirect;
mod request;
mod request_body;
mod request_builder;
mod response;
mod retry;
#[cfg(feature = "round-trip")]
mod round_trip;
mod secret_location;
#[cfg(any(feature = "async", feature = "blocking"))]
mod send;
#[cfg(any(feature = "async", feature = "blocking"))]
mod sending;
mod settings;
mod stream;
mod string_enum;
mod string_newtype;
mod style;
#[cfg(any(feature = "async", feature = "blocking"))]
mod throttle;
mod trace;
mod transport;
mod undecoded_response;
#[doc(hidden)]
pub mod union;
mod version;

pub use self::api::{Api, Envelope};
pub use self::auth::{Credentials, NO_CREDENTIALS, Security, SecurityRequirement};
pub use self::auth_provider::AuthRequest;
pub use self::body::{Body, Encoding};
pub use self::client::ClientCore;
pub use self::client_builder::ClientBuilderCore;
pub use self::client_parameter::ClientParameter;
pub use self::clock::Clock;
pub use self::contents::Contents;
pub use self::date_time::{Date, DateTime, Timestamp};
pub use self::decimal::{Decimal, ParseDecimalError};
pub use self::decode::DecodeError;
pub use self::error::{Applied, Error, ErrorKind};
pub use self::error_entry::ErrorEntry;
pub use self::file::File;
pub use self::from_response::FromResponse;
pub use self::headers::ResponseHeaders;
pub use self::integer_enum::IntegerEnum;
pub use self::into::IntoOption;
#[cfg(all(feature = "mock", any(feature = "async", feature = "blocking")))]
pub use self::mock::{MockCore, MockFormat, MockOperation, MockReply, SentRequest};
pub use self::nullable::{IntoNullable, Nullable};
pub use self::object::UnknownProperties;
pub use self::observer::{CallEvent, Observer};
pub use self::operation::{Call, Method, Operation, Required};
pub use self::options::Options;
#[cfg(feature = "blocking")]
pub use self::page::blocking::{ItemIter, PageIter};
#[cfg(feature = "async")]
pub use self::page::streaming::{ItemStream, PageStream};
pub use self::page::{NextPage, PageParameter, Paginated, Pagination};
pub use self::raw_response::RawResponse;
pub use self::redirect::Redirect;
pub use self::request::Request;
pub use self::request_body::RequestBody;
pub use self::response::Response;
pub use self::retry::Retry;
pub use self::secret_location::SecretLocation;
#[cfg(feature = "async")]
pub use self::sending::Sending;
#[cfg(feature = "blocking")]
pub use self::stream::blocking::ResponseIter;
pub use self::stream::frames::{Frame, Framing};
#[cfg(feature = "async")]
pub use self::stream::streaming::ResponseStream;
pub use self::stream::{ServerSentEvent, StreamFormat, Streamed};
pub use self::string_enum::StringEnum;
pub use self::string_newtype::{Violation, check_length};
pub use self::style::Style;
#[cfg(any(feature = "async", feature = "blocking"))]
pub use self::throttle::RateLimit;
#[cfg(any(feature = "async", feature = "blocking"))]
pub use self::transport::Transport;
#[cfg(any(feature = "async", feature = "blocking"))]
pub use self::transport::response_body::ResponseBody;
pub use self::transport::{Limits, TransportError};
pub use bytes::Bytes;
pub use http::{HeaderMap, Request as HttpRequest, StatusCode};
#[cfg(any(feature = "async", feature = "blocking"))]
pub use reqwest::ClientBuilder as ReqwestBuilder;
pub use secrecy::SecretString;
pub use serde_json::{Map, Value};

// For the leaf macros, and for the tests of examples.
#[doc(hidden)]
pub use self::direction::by_direction;
#[doc(hidden)]
pub use self::headers::{response_header, response_headers};
#[doc(hidden)]
pub use self::integer_enum::integer_enum;
#[doc(hidden)]
pub use self::json_newtype::json_newtype;
#[doc(hidden)]
pub use self::object::json_object;
#[cfg(feature = "round-trip")]
#[doc(hidden)]
pub use self::round_trip::{round_trip, round_trip_loosely};
#[doc(hidden)]
pub use self::string_enum::string_enum;
#[doc(hidden)]
pub use self::string_newtype::{check_path_segment, string_newtype};
#[doc(hidden)]
pub use self::union::{tagged_union, union_from, untagged_union};
#[doc(hidden)]
pub use self::version::runtime_version;
#[doc(hidden)]
pub use serde;
