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

/// What the requests of a client are sent with, if the program sets it.
#[derive(Clone)]
pub(crate) enum Backend {
    /// `reqwest`, with changes to its builder.
    Reqwest(Configure),
    /// A transport of the program, which serves async and blocking calls.
    Custom(Arc<dyn Transport>),
}

/// The connection pools of a client.
pub(crate) struct Pools {
    /// The pool of async calls. With the feature `blocking` alone it is that of blocking calls.
    first: Arc<dyn Transport>,
    #[cfg(feature = "blocking")]
    blocking: Mutex<Option<BlockingPool>>,
    /// How a second pool is made, unless all calls go over a custom transport.
    second: Option<(Option<Configure>, Route)>,
}

/// The pool of blocking calls, and the runtime that drives it.
#[cfg(feature = "blocking")]
#[derive(Clone)]
pub(crate) struct BlockingPool {
    pub(crate) background: Arc<Background>,
    pub(crate) transport: Arc<dyn Transport>,
}

impl Pools {
    /// Makes the pool of async calls, or the only one. So settings that cannot be used are found
    /// before the first call.
    pub(crate) fn new(backend: Option<Backend>, route: Route) -> Result<Self, Error> {
        let configure = match backend {
            Some(Backend::Custom(transport)) => return Ok(Self::over(transport, None)),
            Some(Backend::Reqwest(configure)) => Some(configure),
            None => None,
        };
        let first = Reqwest::new(configure.as_ref(), &route)?;
        Ok(Self::over(Arc::new(first), Some((configure, route))))
    }

    fn over(first: Arc<dyn Transport>, second: Option<(Option<Configure>, Route)>) -> Self {
        Self {
            first,
            #[cfg(feature = "blocking")]
            blocking: Mutex::new(None),
            second,
        }
    }

    /// The transport of async calls.
    #[cfg(feature = "async")]
    pub(crate) fn shared(&self) -> &dyn Transport {
        &*self.first
    }

    /// The pool of blocking calls, which is made with the first of them.
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
