// Written by `cargo xtask codegen`, the same for every API.

//! The clients of `reqwest`: one for each tokio runtime that makes calls.
//!
//! The tasks of a connection run on the runtime that opened it. A call on another runtime would
//! wait for them, possibly forever.

use std::sync::{Mutex, PoisonError};

use tokio::runtime::{Handle, Id};
use tokio::task::JoinHandle;

use crate::runtime::error::Error;
use crate::runtime::transport::TransportError;

/// Builds a client.
type Build = Box<dyn Fn() -> Result<reqwest::Client, Error> + Send + Sync>;

/// The clients of `reqwest`.
pub(crate) struct RuntimeClients {
    build: Build,
    state: Mutex<State>,
}

struct State {
    /// A client that no runtime uses yet.
    unused: Option<reqwest::Client>,
    used: Vec<RuntimeClient>,
}

/// The client of a runtime.
struct RuntimeClient {
    runtime: Id,
    client: reqwest::Client,
    /// A task that ends with the runtime.
    lifetime: JoinHandle<()>,
}

impl Drop for RuntimeClient {
    fn drop(&mut self) {
        self.lifetime.abort();
    }
}

impl RuntimeClients {
    /// Builds the first client, so that invalid settings are reported before the first call.
    pub(crate) fn new(
        build: impl Fn() -> Result<reqwest::Client, Error> + Send + Sync + 'static,
    ) -> Result<Self, Error> {
        let unused = Some(build()?);
        Ok(Self {
            build: Box::new(build),
            state: Mutex::new(State {
                unused,
                used: Vec::new(),
            }),
        })
    }

    /// The client of the current runtime.
    pub(crate) fn current(&self) -> Result<reqwest::Client, TransportError> {
        let Ok(runtime) = Handle::try_current() else {
            // tokio's timers would panic outside of a runtime.
            return Err(TransportError::no_runtime());
        };
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = state.used.iter().find(|it| it.runtime == runtime.id()) {
            return Ok(known.client.clone());
        }
        state.used.retain(|it| !it.lifetime.is_finished());
        let client = match state.unused.take() {
            Some(client) => client,
            None => (self.build)().map_err(TransportError::config)?,
        };
        state.used.push(RuntimeClient {
            runtime: runtime.id(),
            client: client.clone(),
            lifetime: runtime.spawn(std::future::pending()),
        });
        Ok(client)
    }
}
