// Written by hand, unlike `src/api`.

//! cloudflare-images

#[rustfmt::skip]
#[cfg_attr(
    not(any(feature = "async", feature = "blocking")),
    allow(dead_code, reason = "without a client nothing reaches the calls")
)]
mod api;
mod runtime;

pub use crate::api::types::*;
pub use crate::api::*;
pub use crate::runtime::{
    Applied, Call, ClientBuilder, Clock, Credentials, Error, ErrorKind, Fault, Limits, Map, Method,
    Response, Retry, SecretString, Timestamp, Value, Violation,
};
#[cfg(feature = "async")]
pub use crate::runtime::{Client, Transport};

/// The client whose calls block the thread.
#[cfg(feature = "blocking")]
pub mod blocking {
    pub use crate::runtime::blocking::{Client, Transport};
}
