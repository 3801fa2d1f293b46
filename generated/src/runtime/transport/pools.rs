// Written by hand, unlike `src/api`.

//! The connection pools of a client: one for async calls, and one for blocking calls.
//!
//! Each pool belongs to the runtime that drives its connections, so the two share none.

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

/// The transport that the program configures.
#[derive(Clone)]
pub(crate) enum Backend {
    /// `reqwest` with a configuration.
    Reqwest(Configure),
    /// A custom transport, for async and blocking calls.
    Custom(Arc<dyn Transport>),
}

/// The connection pools of a client.
pub(crate) struct Pools {
    /// The pool of async calls. Without the feature `async` it is that of blocking calls.
    first: Arc<dyn Transport>,
    #[cfg(feature = "blocking")]
    blocking: Mutex<Option<BlockingPool>>,
    /// The configuration of a second pool. `None` with a custom transport, which all calls use.
    second: Option<(Option<Configure>, Route)>,
}

/// The pool of blocking calls, and the runtime that drives its connections.
#[cfg(feature = "blocking")]
#[derive(Clone)]
pub(crate) struct BlockingPool {
    pub(crate) background: Arc<Background>,
    pub(crate) transport: Arc<dyn Transport>,
}

impl Pools {
    /// Builds the first pool, so that invalid settings are reported before the first call.
    pub(crate) fn new(backend: Option<Backend>, route: Route) -> Result<Self, Error> {
        let configure = match backend {
            Some(Backend::Custom(transport)) => return Ok(Self::with_first(transport, None)),
            Some(Backend::Reqwest(configure)) => Some(configure),
            None => None,
        };
        let first = Reqwest::new(configure.as_ref(), &route)?;
        Ok(Self::with_first(Arc::new(first), Some((configure, route))))
    }

    fn with_first(first: Arc<dyn Transport>, second: Option<(Option<Configure>, Route)>) -> Self {
        Self {
            first,
            #[cfg(feature = "blocking")]
            blocking: Mutex::new(None),
            second,
        }
    }

    /// The transport of async calls.
    #[cfg(feature = "async")]
    pub(crate) fn async_transport(&self) -> &dyn Transport {
        &*self.first
    }

    /// The pool of blocking calls. The first of them builds it.
    #[cfg(feature = "blocking")]
    pub(crate) fn blocking(&self, api: &Api) -> Result<BlockingPool, Error> {
        let mut blocking = self.blocking.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(pool) = &*blocking {
            return Ok(pool.clone());
        }
        let pool = BlockingPool {
            transport: self.blocking_transport()?,
            background: Arc::new(Background::start(api)?),
        };
        Ok(blocking.insert(pool).clone())
    }

    #[cfg(feature = "blocking")]
    fn blocking_transport(&self) -> Result<Arc<dyn Transport>, Error> {
        Ok(match &self.second {
            Some((configure, route)) if cfg!(feature = "async") => {
                Arc::new(Reqwest::new(configure.as_ref(), route)?)
            }
            _ => Arc::clone(&self.first),
        })
    }
}
