// Written by hand. Codegen copies it into clients.

//! Time and randomness.

use std::future::Future;
use std::pin::Pin;
use std::time::{Duration, Instant, SystemTime};

use crate::runtime::random;

/// Time and randomness, for retries and deadlines.
///
/// By default all methods use the system's. Tests can replace them in order not to wait.
pub trait Clock: Send + Sync + 'static {
    /// The monotonic time, which deadlines are measured by.
    fn now(&self) -> Instant {
        Instant::now()
    }

    /// The time of day. A date in `Retry-After` is compared with it if the response has no `Date`.
    fn system_time(&self) -> SystemTime {
        SystemTime::now()
    }

    /// A random number in `0.0..1.0`, which spreads the retries of many clients.
    fn random(&self) -> f64 {
        let bits = u32::try_from(random::bits() >> 32).unwrap_or_default();
        f64::from(bits) / (f64::from(u32::MAX) + 1.0)
    }

    /// Waits between two attempts. For a blocking call, the client's background runtime polls the
    /// future; tokio's timers are available there.
    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        #[cfg(any(feature = "async", feature = "blocking"))]
        return Box::pin(tokio::time::sleep(duration));
        #[cfg(not(any(feature = "async", feature = "blocking")))]
        return Box::pin(async move { std::thread::sleep(duration) });
    }
}

/// The clock of the system.
pub(crate) struct SystemClock;

impl Clock for SystemClock {}
