// Written by hand, unlike `src/api`.

//! Credentials that the caller's program has as they are needed: a token that
//! is fetched and renewed, for one.

use std::error::Error as StdError;
#[cfg(feature = "async")]
use std::future::Future;
#[cfg(feature = "async")]
use std::pin::Pin;
use std::sync::Arc;

use crate::runtime::auth::Credentials;

/// What credentials are asked for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Demand {
    /// The call that needs them: `pets.list`.
    pub operation: &'static str,
    /// Whether those given for the same call a moment ago were refused with a
    /// 401, so that it is time for others.
    pub is_refused: bool,
}

/// What a provider gives.
pub(crate) type Provided = Result<Credentials, Box<dyn StdError + Send + Sync>>;

/// What gives credentials to the async client.
#[cfg(feature = "async")]
pub(crate) type Provider =
    Arc<dyn Fn(Demand) -> Pin<Box<dyn Future<Output = Provided> + Send>> + Send + Sync>;

/// What gives credentials to the blocking client.
#[cfg(feature = "blocking")]
pub(crate) type BlockingProvider = Arc<dyn Fn(Demand) -> Provided + Send + Sync>;

/// The credentials of one call, as far as a provider gives them.
#[derive(Default)]
pub(crate) struct Handed {
    /// Those that the next attempt carries.
    pub(crate) current: Option<Credentials>,
    /// Whether others have been asked for since they were refused: once only.
    pub(crate) is_renewed: bool,
    /// The refusal, which stands if there are no others.
    pub(crate) refusal: Option<crate::runtime::error::Error>,
}
