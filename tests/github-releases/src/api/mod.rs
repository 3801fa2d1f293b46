// Written by `cargo xtask codegen` from spec/github-releases.yaml.
// Edits here are lost: change the specification and run it again.

//! GitHub Releases.
//!
//! One corner of the GitHub API: publishing releases with their files, and putting issues
//! into their milestone.
//!
//! The facts are those of the vendor's pages "Releases", "Release assets" and "Issues".
//!
//! Version: 2022-11-28. Licence: MIT OR Apache-2.0.
#![allow(clippy::missing_errors_doc, reason = "errors are documented on `Error`")]

mod auth;
mod client_builder;
#[cfg(all(test, feature = "round-trip"))]
mod examples;
pub mod issues;
#[cfg(all(feature = "mock", any(feature = "async", feature = "blocking")))]
pub mod mock;
pub mod releases;
pub mod types;

pub use self::auth::Auth;
pub use self::client_builder::ClientBuilder;
pub use self::types::*;
pub use crate::runtime::{
    Applied, Bytes, Call, CallEvent, Clock, Contents, DateTime, Error, ErrorEntry,
    ErrorKind, HeaderMap, IntoNullable, IntoOption, Map, Nullable, Observer, Options,
    Paginated, Redirect, Response, Retry, SecretString, StatusCode, Streamed, Timestamp,
    Value,
};
#[cfg(feature = "async")]
pub use crate::runtime::{ItemStream, PageStream, ResponseStream, Sending};
#[cfg(feature = "blocking")]
pub use crate::runtime::{ItemIter, PageIter, ResponseIter};
#[cfg(any(feature = "async", feature = "blocking"))]
pub use crate::runtime::{
    AuthRequest, Limits, RateLimit, RequestBody, ResponseBody, Transport, TransportError,
};

use crate::runtime::{Api, ClientBuilderCore, ClientCore};
#[cfg(any(feature = "async", feature = "blocking"))]
use std::time::Duration;

crate::runtime::runtime_version!(1);

/// The description of this API for the runtime.
static API: Api = Api {
    package: env!("CARGO_PKG_NAME"),
    version: env!("CARGO_PKG_VERSION"),
    server: "https://api.github.com",
    server_variable: None,
    request_id_header: Some("x-github-request-id"),
    security_requirements: auth::SECURITY_REQUIREMENTS,
    default_security: auth::SECURITY_REQUIREMENTS,
    refused: &[400..=400, 403..=403, 404..=404, 410..=410, 422..=422],
    envelope: None,
};

/// The rate limit of the API: 5000 requests in any 3600 seconds. Pass it to
/// [`ClientBuilder::rate_limit`] to keep it.
#[cfg(any(feature = "async", feature = "blocking"))]
pub const RATE_LIMIT: RateLimit = RateLimit::new(5000, Duration::from_secs(3600));

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

    /// Operations of releases.
    #[must_use]
    pub fn releases(&self) -> releases::Releases {
        releases::Releases(self.0.clone())
    }

    /// Operations of issues.
    #[must_use]
    pub fn issues(&self) -> issues::Issues {
        issues::Issues(self.0.clone())
    }
}
