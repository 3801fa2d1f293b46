// Written by `cargo xtask codegen`, the same for every API.

//! A transport in memory, for the tests of users.
//!
//! It replaces only the transport: requests are built, retried and decoded as usual. An extension of
//! the request says which operation it belongs to.

mod operation;
mod reply;
mod sent_request;

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{Request, Response};
use http_body::Body as _;
use tokio::runtime::Handle;
use tokio::time::sleep;

pub use self::operation::{MockFormat, MockOperation};
pub use self::reply::MockReply;
pub use self::sent_request::SentRequest;
use crate::runtime::api::Api;
use crate::runtime::client_builder::ClientBuilderCore;
use crate::runtime::clock::Clock;
use crate::runtime::operation::Call;
use crate::runtime::request_body::RequestBody;
use crate::runtime::transport::response_body::ResponseBody;
use crate::runtime::transport::{Limits, Transport, TransportError};

/// The server, if that of the API has no host.
const SERVER: &str = "https://mock.invalid";

/// The operation of a request: an extension of the request.
#[derive(Clone, Copy)]
struct OperationName(&'static str);

/// Marks a request with the name of its operation.
pub(crate) fn mark<B>(request: &mut Request<B>, operation: &'static str) {
    request.extensions_mut().insert(OperationName(operation));
}

/// The mock that a generated `Mock` wraps. Clones share replies and requests.
#[derive(Clone)]
pub struct MockCore {
    api: &'static Api,
    operations: &'static [MockOperation],
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    /// The replies by the names of the operations.
    replies: HashMap<&'static str, VecDeque<Reply>>,
    sent: Vec<(&'static str, SentRequest)>,
}

#[derive(Clone)]
struct Reply {
    delay: Duration,
    outcome: Outcome,
    is_used: bool,
}

#[derive(Clone)]
enum Outcome {
    Response(Response<Bytes>),
    Disconnect,
    /// The reply cannot be sent, for this reason.
    Invalid(String),
}

impl MockCore {
    /// A mock without replies.
    #[must_use]
    pub fn new(api: &'static Api, operations: &'static [MockOperation]) -> Self {
        Self {
            api,
            operations,
            state: Arc::default(),
        }
    }

    /// A builder of clients that send requests to the mock.
    pub fn client_builder(&self) -> ClientBuilderCore {
        let mut builder = ClientBuilderCore::new(self.api);
        if !self.api.server.contains("://") {
            builder = builder.base_url(SERVER);
        }
        builder
            .anonymous()
            .clock(MockClock::default())
            .transport(self.clone())
    }

    /// Starts a reply to an operation.
    pub fn on<C: Call>(&self) -> MockReply<'_, C> {
        MockReply::new(self)
    }

    /// The requests of an operation so far, with those of all attempts.
    #[must_use]
    pub fn sent<C: Call>(&self) -> Vec<SentRequest> {
        let state = self.state();
        let sent = state.sent.iter();
        let sent = sent.filter(|(operation, _)| *operation == C::OPERATION.name);
        sent.map(|(_, request)| request.clone()).collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn operation(&self, name: &str) -> Option<&'static MockOperation> {
        self.operations.iter().find(|it| it.name == name)
    }

    /// Records a request, and returns the reply to it.
    fn receive(&self, request: Request<Bytes>) -> Result<Reply, TransportError> {
        let Some(OperationName(name)) = request.extensions().get().copied() else {
            let why = "the request has no extensions: a wrapper of the mock has to keep them";
            return Err(TransportError::config(why));
        };
        let mut state = self.state();
        state.sent.push((name, SentRequest(request)));
        let replies = state.replies.entry(name).or_default();
        if replies.len() > 1 && replies[0].is_used {
            replies.pop_front();
        }
        let reply = replies.front_mut().map(|reply| {
            reply.is_used = true;
            reply.clone()
        });
        reply.ok_or_else(|| {
            let builder = self.operation(name).map_or("…", |it| it.builder);
            TransportError::config(format!(
                "the mock has no reply to `{name}`: add one, such as \
                 `mock.on::<{builder}>().example()`"
            ))
        })
    }

    async fn respond(
        &self,
        request: Request<Bytes>,
        limits: Limits,
    ) -> Result<Response<Bytes>, TransportError> {
        let reply = self.receive(request)?;
        if !reply.delay.is_zero() {
            Handle::try_current().map_err(|_| TransportError::no_runtime())?;
            sleep(reply.delay.min(limits.timeout)).await;
            if reply.delay >= limits.timeout {
                return Err(TransportError::timeout());
            }
        }
        match reply.outcome {
            Outcome::Response(response) => Ok(response),
            Outcome::Disconnect => Err(TransportError::transport("the mock disconnects")),
            Outcome::Invalid(why) => Err(TransportError::config(why)),
        }
    }
}

impl Transport for MockCore {
    fn send(
        &self,
        request: Request<Bytes>,
        limits: Limits,
    ) -> Pin<Box<dyn Future<Output = Result<Response<Bytes>, TransportError>> + Send + '_>> {
        Box::pin(self.respond(request, limits))
    }

    fn open(
        &self,
        request: Request<RequestBody>,
        limits: Limits,
    ) -> Pin<Box<dyn Future<Output = Result<Response<ResponseBody>, TransportError>> + Send + '_>>
    {
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let request = Request::from_parts(head, read(body).await?);
            let response = self.respond(request, limits).await?;
            Ok(response.map(ResponseBody::from))
        })
    }
}

/// The whole body of a request, which may be streamed.
async fn read(body: RequestBody) -> Result<Bytes, TransportError> {
    let mut body = pin!(body);
    let mut bytes = Vec::new();
    while let Some(frame) = poll_fn(|context| body.as_mut().poll_frame(context)).await {
        let frame = frame.map_err(TransportError::body_source)?;
        bytes.extend(frame.into_data().unwrap_or_default());
    }
    Ok(bytes.into())
}

impl fmt::Debug for MockCore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mock").finish_non_exhaustive()
    }
}

/// The clock of the mock's clients: the time of tokio, which tests can pause, and the waits between
/// attempts, which it skips.
#[derive(Default)]
struct MockClock {
    skipped: Mutex<Duration>,
}

impl MockClock {
    fn skipped(&self) -> MutexGuard<'_, Duration> {
        self.skipped.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for MockClock {
    fn now(&self) -> Instant {
        tokio::time::Instant::now().into_std() + *self.skipped()
    }

    /// Waits have their full length.
    fn random(&self) -> f64 {
        0.0
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        *self.skipped() += duration;
        Box::pin(std::future::ready(()))
    }
}
