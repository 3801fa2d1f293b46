// Written by `cargo xtask codegen` from spec/cloudflare-images.yaml.
// Edits here are lost: change the specification and run it again.

//! Cloudflare Images.
//!
//! One corner of the Cloudflare API: updating an image.
//!
//! The facts are those of the vendor's page "Update image". This directory's README says
//! where this description departs from the vendor's own one.
//!
//! Version: 4.0.0. Licence: MIT OR Apache-2.0.
#![allow(clippy::missing_errors_doc, reason = "errors are documented on `Error`")]

mod auth;
mod client_builder;
#[cfg(all(test, feature = "round-trip"))]
mod examples;
pub mod images;
#[cfg(all(feature = "mock", any(feature = "async", feature = "blocking")))]
pub mod mock;
pub mod types;

pub use self::auth::Auth;
pub use self::client_builder::ClientBuilder;
pub use self::types::*;
pub use crate::runtime::{
    Applied, Call, CallEvent, Clock, DateTime, Error, ErrorEntry, ErrorKind, HeaderMap,
    IntoOption, Map, Observer, Options, Response, Retry, SecretString, StatusCode,
    Timestamp, Value, Violation,
};
#[cfg(feature = "async")]
pub use crate::runtime::Sending;
#[cfg(any(feature = "async", feature = "blocking"))]
pub use crate::runtime::{
    AuthRequest, Limits, RateLimit, RequestBody, ResponseBody, Transport, TransportError,
};

use crate::runtime::{Api, ClientBuilderCore, ClientCore, Envelope};
#[cfg(any(feature = "async", feature = "blocking"))]
use std::time::Duration;

crate::runtime::runtime_version!(1);

/// The description of this API for the runtime.
static API: Api = Api {
    package: env!("CARGO_PKG_NAME"),
    version: env!("CARGO_PKG_VERSION"),
    server: "https://api.cloudflare.com/client/v4",
    server_variable: Some("CLOUDFLARE_BASE_URL"),
    request_id_header: Some("cf-ray"),
    security_requirements: auth::SECURITY_REQUIREMENTS,
    default_security: auth::SECURITY_REQUIREMENTS,
    refused: &[400..=400, 403..=403, 404..=404, 410..=410, 422..=422],
    envelope: Some(Envelope {
        success: "success",
        result: "result",
        errors: "errors",
        messages: Some("messages"),
        error_code: Some("code"),
        error_message: Some("message"),
    }),
};

/// The rate limit of the API: 1200 requests in any 300 seconds. Pass it to
/// [`ClientBuilder::rate_limit`] to keep it.
#[cfg(any(feature = "async", feature = "blocking"))]
pub const RATE_LIMIT: RateLimit = RateLimit::new(1200, Duration::from_secs(300));

/// A client of the API.
///
/// It is cheap to clone: clones share connections, credentials and the retry budget.
#[derive(Clone, Debug)]
pub struct Client(ClientCore);

impl Client {
    /// Creates a client with credentials and the base URL from the environment.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) if one part of a credential is set
    /// and another is not, or if a value is invalid. Without any credentials, calls fail
    /// instead.
    pub fn from_env() -> Result<Self, Error> {
        ClientCore::from_env(&API).map(Self)
    }

    /// Returns a builder of a client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder(ClientBuilderCore::new(&API))
    }

    /// Returns the base URL, without a trailing slash.
    #[must_use]
    pub fn base_url(&self) -> &str {
        self.0.base_url()
    }

    /// Replaces the credentials of the client and of all its clones, from the next call on.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) if they cannot be sent. The previous
    /// credentials are then kept.
    pub fn set_auth(&self, auth: Auth) -> Result<(), Error> {
        self.0.set_auth(auth)
    }

    /// Refuses further calls of the client and of all its clones, and waits until those in
    /// flight have ended. A streamed response ends when it is read to its end, or dropped.
    ///
    /// Calls that are made later fail with
    /// [`ErrorKind::Config`](crate::ErrorKind::Config).
    #[cfg(feature = "async")]
    pub async fn shutdown(&self) {
        self.0.shutdown().await;
    }

    /// Like `shutdown`, and blocks the thread.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) in async code, which must not be
    /// blocked.
    #[cfg(feature = "blocking")]
    pub fn shutdown_blocking(&self) -> Result<(), Error> {
        self.0.shutdown_blocking()
    }

    /// Operations of images.
    #[must_use]
    pub fn images(&self) -> images::Images {
        images::Images(self.0.clone())
    }
}
