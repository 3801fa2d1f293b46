// Written by hand. Codegen copies it into clients.

//! The transport of a client, and the runtime of its blocking calls.

use std::sync::Arc;
#[cfg(feature = "blocking")]
use std::sync::{Mutex, PoisonError};

#[cfg(feature = "blocking")]
use crate::runtime::api::Api;
#[cfg(feature = "blocking")]
use crate::runtime::background::Background;
use crate::runtime::error::Error;
use crate::runtime::transport::Transport;
use crate::runtime::transport::reqwest::{Configure, Reqwest};
use crate::runtime::transport::route::Route;
use crate::runtime::transport::tls::Tls;

/// The transport that the program configures.
#[derive(Clone)]
pub(crate) enum Backend {
    /// `reqwest` with a configuration.
    Reqwest(Configure),
    /// A custom transport.
    Custom(Arc<dyn Transport>),
}

/// Wraps a transport in another one.
pub(crate) type Wrap = Arc<dyn Fn(Arc<dyn Transport>) -> Arc<dyn Transport> + Send + Sync>;

/// The transport of a client, for async and blocking calls.
pub(crate) struct ClientTransport {
    transport: Arc<dyn Transport>,
    /// Whether a transport of the program, such as a mock, may receive the requests.
    pub(crate) is_custom: bool,
    #[cfg(feature = "blocking")]
    background: Mutex<Option<Arc<Background>>>,
}

impl ClientTransport {
    pub(crate) fn new(
        backend: Option<Backend>,
        wraps: &[Wrap],
        tls: Tls,
        route: impl FnOnce() -> Result<Route, Error>,
    ) -> Result<Self, Error> {
        let is_custom = matches!(backend, Some(Backend::Custom(_))) || !wraps.is_empty();
        let transport = match backend {
            Some(Backend::Custom(transport)) => transport,
            Some(Backend::Reqwest(configure)) => {
                Arc::new(Reqwest::new(Some(configure), tls, route()?)?)
            }
            None => Arc::new(Reqwest::new(None, tls, route()?)?),
        };
        let transport = wraps.iter().fold(transport, |inner, wrap| wrap(inner));
        Ok(Self {
            transport,
            is_custom,
            #[cfg(feature = "blocking")]
            background: Mutex::new(None),
        })
    }

    pub(crate) fn get(&self) -> &dyn Transport {
        &*self.transport
    }

    /// The runtime of blocking calls. The first of them starts it, and the first of a forked
    /// process another one.
    #[cfg(feature = "blocking")]
    pub(crate) fn background(&self, api: &Api) -> Result<Arc<Background>, Error> {
        let background = self.background.lock();
        let mut background = background.unwrap_or_else(PoisonError::into_inner);
        if let Some(started) = background.as_ref().filter(|it| it.has_threads()) {
            return Ok(Arc::clone(started));
        }
        let started = Arc::new(Background::start(api)?);
        Ok(Arc::clone(background.insert(started)))
    }
}

#[cfg(test)]
#[cfg(feature = "blocking")]
mod tests {
    use std::sync::Arc;

    use super::ClientTransport;
    use crate::runtime::api::Api;
    use crate::runtime::background::Background;
    use crate::runtime::transport::proxy::ProxyRules;
    use crate::runtime::transport::route::Route;
    use crate::runtime::transport::tls::Tls;

    static API: Api = Api {
        package: "test",
        version: "1",
        server: "https://api.example",
        server_variable: None,
        request_id_header: None,
        security_requirements: &[],
        default_security: &[],
        refused: &[],
        envelope: None,
    };

    /// A runtime of the process before the fork.
    fn before_fork() -> Background {
        let mut background = Background::start(&API).expect("the runtime starts");
        background.process = background.process.wrapping_add(1);
        background
    }

    #[test]
    fn a_forked_process_starts_a_runtime_of_its_own() {
        let route = Route {
            origin: "http://localhost".parse().expect("a URL"),
            connect_timeout: std::time::Duration::from_secs(1),
            proxies: ProxyRules::default(),
            keeps_configured_proxies: false,
        };
        let client = ClientTransport::new(None, &[], Tls::default(), || Ok(route))
            .expect("the settings are valid");
        *client.background.lock().expect("no panic") = Some(Arc::new(before_fork()));
        let first = client.background(&API).expect("the runtime starts");
        assert_eq!(first.block_on(async { 1 }).ok(), Some(1));
        let second = client.background(&API).expect("the runtime runs");
        assert!(Arc::ptr_eq(&first, &second));
    }

    #[test]
    fn a_forked_process_does_not_wait_for_the_runtime_of_its_parent() {
        let outcome = before_fork().block_on(async {});
        assert!(outcome.is_err());
    }
}
