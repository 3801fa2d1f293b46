// Written by hand. Codegen copies it into clients.

//! Credential providers: functions of the program that return credentials when they are needed.

#[cfg(any(feature = "async", feature = "blocking"))]
use std::collections::HashMap;
use std::error::Error as StdError;
#[cfg(any(feature = "async", feature = "blocking"))]
use std::future::Future;
#[cfg(any(feature = "async", feature = "blocking"))]
use std::pin::Pin;
use std::sync::Arc;
#[cfg(any(feature = "async", feature = "blocking"))]
use std::sync::atomic::{AtomicU64, Ordering};
#[cfg(any(feature = "async", feature = "blocking"))]
use std::sync::{Mutex, PoisonError};

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
pub(crate) type ProviderResult = Result<Credentials, Arc<dyn StdError + Send + Sync>>;

/// A function that returns credentials.
#[cfg(any(feature = "async", feature = "blocking"))]
pub(crate) type Provide =
    Box<dyn Fn(AuthRequest) -> Pin<Box<dyn Future<Output = ProviderResult> + Send>> + Send + Sync>;

/// A credential provider. Calls of one operation that ask at the same time share one answer.
#[cfg(any(feature = "async", feature = "blocking"))]
pub(crate) struct Provider {
    provide: Provide,
    /// By operation, since a provider may distinguish them.
    answers: Mutex<HashMap<&'static str, Arc<Answers>>>,
}

/// The answers of a provider to the calls of one operation.
#[cfg(any(feature = "async", feature = "blocking"))]
#[derive(Default)]
struct Answers {
    /// The number of answers so far.
    count: AtomicU64,
    /// The last request and its answer. It is locked while the provider is asked.
    last: tokio::sync::Mutex<Option<(AuthRequest, ProviderResult)>>,
}

#[cfg(any(feature = "async", feature = "blocking"))]
impl Provider {
    pub(crate) fn new(provide: Provide) -> Self {
        Self {
            provide,
            answers: Mutex::default(),
        }
    }

    /// Asks for credentials, or waits for the answer to another call that is asking already.
    ///
    /// If the future of that call is dropped, the next call asks. After a 401 an answer to a call
    /// that has had no 401 is of no use.
    pub(crate) async fn credentials(&self, request: AuthRequest) -> ProviderResult {
        let answers = self.answers(request.operation);
        let known = answers.count.load(Ordering::Acquire);
        let mut last = answers.last.lock().await;
        if answers.count.load(Ordering::Acquire) > known
            && let Some((asked, answer)) = &*last
            && (asked.after_unauthorized || !request.after_unauthorized)
        {
            return answer.clone();
        }
        let answer = (self.provide)(request).await;
        *last = Some((request, answer.clone()));
        answers.count.fetch_add(1, Ordering::Release);
        answer
    }

    fn answers(&self, operation: &'static str) -> Arc<Answers> {
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(answers.entry(operation).or_default())
    }
}

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
