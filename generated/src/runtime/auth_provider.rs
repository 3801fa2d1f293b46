// Written by hand, unlike `src/api`.

//! Credential providers: functions of the program that return credentials when they are needed.

use std::error::Error as StdError;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use crate::runtime::auth::Credentials;
use crate::runtime::error::Error;

/// A request to a credential provider.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct AuthRequest {
    /// The operation that needs the credentials: `pets.list`.
    pub operation: &'static str,
    /// Whether the API has answered the last attempt with a 401 (Unauthorized).
    pub after_unauthorized: bool,
}

/// The result of a provider.
pub(crate) type ProviderResult = Result<Credentials, Box<dyn StdError + Send + Sync>>;

/// A credential provider.
pub(crate) type Provider =
    Arc<dyn Fn(AuthRequest) -> Pin<Box<dyn Future<Output = ProviderResult> + Send>> + Send + Sync>;

/// The provider's credentials for one call.
#[derive(Default)]
pub(crate) struct ProviderState {
    /// The credentials of the next attempt.
    pub(crate) current: Option<Credentials>,
    /// Whether the provider has been asked again after a 401, which happens once.
    pub(crate) was_renewed: bool,
    /// The 401. It is the error of the call if the provider returns the same credentials again.
    pub(crate) rejection: Option<Error>,
}
