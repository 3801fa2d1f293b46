// Written by hand, unlike `src/api`.

//! Time and chance.

use std::future::Future;
use std::hash::{BuildHasher as _, RandomState};
use std::pin::Pin;
use std::time::{Duration, Instant, SystemTime};

/// Time and chance, as retries and deadlines see them.
///
/// A client has one of its own; a test brings another, so as not to wait. All
/// methods have the behaviour of the real world by default.
pub trait Clock: Send + Sync + 'static {
    /// The time that deadlines are measured by.
    fn now(&self) -> Instant {
        Instant::now()
    }

    /// The time of day, which a date in a `Retry-After` is held against when
    /// the answer does not say when it was sent.
    fn wall(&self) -> SystemTime {
        SystemTime::now()
    }

    /// A number from 0 up to, but not including, 1: what spreads the retries of
    /// many clients.
    fn random(&self) -> f64 {
        // Every `RandomState` has keys of its own, which is all the chance it takes.
        let bits = u32::try_from(RandomState::new().hash_one(()) >> 32).unwrap_or_default();
        f64::from(bits) / (f64::from(u32::MAX) + 1.0)
    }

    /// Waits between two attempts of a blocking call.
    fn pause(&self, duration: Duration) {
        std::thread::sleep(duration);
    }

    /// Waits between two attempts of an async call.
    fn pause_async(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        #[cfg(feature = "async")]
        return Box::pin(tokio::time::sleep(duration));
        #[cfg(not(feature = "async"))]
        return Box::pin(async move { self.pause(duration) });
    }
}

/// The real world.
pub(crate) struct SystemClock;

impl Clock for SystemClock {}
