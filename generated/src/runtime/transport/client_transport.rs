// Written by `cargo xtask codegen`, the same for every API.

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
