// Written by hand. Codegen copies it into clients.

//! The settings that all clones of a client share.

use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use http::HeaderValue;

use crate::runtime::api::Api;
use crate::runtime::auth::{CredentialStore, Credentials};
#[cfg(any(feature = "async", feature = "blocking"))]
use crate::runtime::auth_provider::Provider;
use crate::runtime::base_url::BaseUrl;
#[cfg(any(feature = "async", feature = "blocking"))]
use crate::runtime::calls::Calls;
use crate::runtime::client_parameter::ClientParameters;
use crate::runtime::clock::Clock;
use crate::runtime::error::Error;
use crate::runtime::observer::ObserverHandle;
use crate::runtime::parameter_set::ParameterSet;
use crate::runtime::redact::Redactor;
use crate::runtime::retry::Retry;
use crate::runtime::retry::budget::Budget;
#[cfg(any(feature = "async", feature = "blocking"))]
use crate::runtime::throttle::Throttle;
#[cfg(any(feature = "async", feature = "blocking"))]
use crate::runtime::transport::client_transport::ClientTransport;

/// The default limit on one attempt.
pub(crate) const DEFAULT_TIMEOUT: Duration = Duration::from_secs(60);

/// The default limit on a call.
pub(crate) const DEFAULT_DEADLINE: Duration = Duration::from_secs(180);

/// The maximum limit on an attempt: adding `Duration::MAX` to an `Instant` would panic.
pub(crate) const MAX_TIMEOUT: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// The default limit on the size of a decompressed response body: 8 MiB.
pub(crate) const DEFAULT_BODY_LIMIT: usize = 8 << 20;

/// The settings of a client.
pub(crate) struct Settings {
    pub(crate) api: &'static Api,
    pub(crate) user_agent: HeaderValue,
    pub(crate) base: BaseUrl,
    pub(crate) parameters: ParameterSet,
    pub(crate) client_parameters: ClientParameters,
    pub(crate) credentials: RwLock<CredentialStore>,
    pub(crate) timeout: Duration,
    pub(crate) deadline: Duration,
    pub(crate) body_limit: usize,
    pub(crate) retry: Retry,
    /// `None` if retries are not limited.
    pub(crate) budget: Option<Budget>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) observer: ObserverHandle,
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub(crate) provider: Option<Arc<Provider>>,
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub(crate) throttle: Throttle,
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub(crate) calls: Arc<Calls>,
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub(crate) transport: ClientTransport,
}

impl Settings {
    /// A redactor of all secrets of the client.
    pub(crate) fn redactor(&self) -> Redactor {
        let store = self.credentials.read();
        let store = store.unwrap_or_else(PoisonError::into_inner);
        store.redactor.clone()
    }

    /// Replaces all credentials of the client.
    pub(crate) fn set_auth(&self, credentials: Credentials) -> Result<(), Error> {
        credentials.check()?;
        // The store is replaced as a whole, so a panic of another thread cannot leave it
        // incomplete.
        let mut store = self
            .credentials
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        *store = CredentialStore::new(vec![credentials], Vec::new(), store.is_anonymous);
        Ok(())
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.base.as_str())
            .field("timeout", &self.timeout)
            .field("deadline", &self.deadline)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}
