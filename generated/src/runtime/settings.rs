// Written by hand, unlike `src/api`.

//! What all clones of a client share.

use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use crate::runtime::auth::{Credentials, Keyring};
use crate::runtime::base_url::BaseUrl;
use crate::runtime::clock::Clock;
use crate::runtime::draft::Layer;
use crate::runtime::error::Error;
use crate::runtime::observer::Observers;
use crate::runtime::retry::Retry;
use crate::runtime::retry::budget::Budget;

/// The limit on one attempt, unless the caller sets one.
pub(crate) const TIMEOUT: Duration = Duration::from_secs(60);

/// The limit on a call, unless the caller sets one.
pub(crate) const DEADLINE: Duration = Duration::from_secs(180);

/// What an attempt is given at most, whatever the caller says: clocks end, and
/// adding `Duration::MAX` to one of them is a panic.
pub(crate) const FOREVER: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// The largest body that is read, unpacked: 8 MiB.
pub(crate) const BODY: usize = 8 << 20;

pub(crate) struct Settings {
    pub(crate) base: BaseUrl,
    pub(crate) layer: Layer,
    pub(crate) keyring: RwLock<Keyring>,
    pub(crate) timeout: Duration,
    pub(crate) deadline: Duration,
    pub(crate) retry: Retry,
    pub(crate) budget: Budget,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) observers: Observers,
}

impl Settings {
    /// From now on these are the client's only credentials.
    pub(crate) fn set_auth(&self, credentials: Credentials) -> Result<(), Error> {
        credentials.check()?;
        // A keyring is replaced as a whole, so a panic elsewhere leaves it whole.
        let mut keyring = self.keyring.write().unwrap_or_else(PoisonError::into_inner);
        *keyring = Keyring {
            explicit: vec![credentials],
            ambient: Vec::new(),
        };
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
