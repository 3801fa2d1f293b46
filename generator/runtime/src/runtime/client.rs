// Written by hand. Codegen copies it into clients.

//! The client that a generated `Client` wraps.

use std::fmt;
use std::sync::Arc;

use crate::runtime::api::Api;
use crate::runtime::auth::Credentials;
use crate::runtime::client_builder::ClientBuilderCore;
use crate::runtime::error::Error;
use crate::runtime::operation::Operation;
use crate::runtime::request::Request;
use crate::runtime::settings::Settings;

/// A client of an API. Clones share connections, credentials and the retry budget.
#[derive(Clone)]
pub struct ClientCore(Arc<Settings>);

impl ClientCore {
    pub(crate) fn new(settings: Settings) -> Self {
        Self(Arc::new(settings))
    }

    /// Builds a client with credentials and base URL from the environment.
    ///
    /// # Errors
    ///
    /// [`Config`](crate::runtime::ErrorKind::Config) if credentials are incomplete or cannot be
    /// sent, or if the base URL cannot be used. Without any credentials the client is built, and
    /// calls that need them fail.
    pub fn from_env(api: &'static Api) -> Result<Self, Error> {
        ClientBuilderCore::new(api).from_env().build()
    }

    /// The base URL, without a slash at its end.
    #[must_use]
    pub fn base_url(&self) -> &str {
        self.0.base.as_str()
    }

    /// Replaces the credentials of the client and of all its clones, from the next call on.
    ///
    /// # Errors
    ///
    /// [`Config`](crate::runtime::ErrorKind::Config) if the credentials cannot be sent. The client
    /// then keeps its credentials.
    pub fn set_auth(&self, auth: impl Into<Credentials>) -> Result<(), Error> {
        self.0.set_auth(auth.into())
    }

    /// Starts a request of an operation.
    pub fn request<T>(&self, operation: &'static Operation<T>) -> Request<T> {
        Request::new(self, operation)
    }

    pub(crate) fn settings(&self) -> &Arc<Settings> {
        &self.0
    }
}

impl fmt::Debug for ClientCore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
