//! The test harness: each request is sent by `send` and by `send_blocking`.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use cloudflare_images::bytes::Bytes;
use cloudflare_images::images::v1::Edit;
use cloudflare_images::{
    AccountId, Auth, Client, ClientBuilder, Clock, Error, Image, ImageId, Limits, Response,
    Transport, TransportError, http,
};
use serde_json::{Value, json};

use crate::client::server::{MockResponse, Request, serve};

/// The token of most tests.
pub(crate) const TOKEN: &str = "canary-token-6b1f0c";

/// The request target of an edit with [`ids`].
pub(crate) const TARGET: &str = "/client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/images/v1/107b9558dd064bbd5fef9c2c16bb7900";

/// How a request is sent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Mode {
    /// By `send`, in a runtime of its own.
    Async,
    /// By `send_blocking`.
    Blocking,
}

impl Mode {
    pub(crate) const ALL: [Self; 2] = [Self::Async, Self::Blocking];

    /// Sends an edit.
    pub(crate) fn send(self, edit: Edit) -> Result<Response<Image>, Error> {
        match self {
            Self::Async => block_on(edit.send_with_response()),
            Self::Blocking => edit.send_with_response_blocking(),
        }
    }

    /// Sends an edit that must succeed.
    #[track_caller]
    pub(crate) fn succeed(self, edit: Edit) {
        let outcome = self.send(edit);
        assert!(outcome.is_ok(), "{self:?}: {outcome:?}");
    }
}

/// One run of an [`EditTest`].
pub(crate) struct Run {
    pub(crate) mode: Mode,
    pub(crate) result: Result<Response<Image>, Error>,
    /// The requests that the server received.
    pub(crate) requests: Vec<Request>,
    /// The delays between attempts.
    pub(crate) delays: Vec<Duration>,
}

impl Run {
    #[track_caller]
    pub(crate) fn image(&self) -> &Image {
        match &self.result {
            Ok(response) => response.value(),
            Err(error) => panic!("{:?}: the call fails: {error:?}", self.mode),
        }
    }

    #[track_caller]
    pub(crate) fn error(&self) -> &Error {
        match &self.result {
            Ok(response) => panic!("{:?}: the call succeeds: {response:?}", self.mode),
            Err(error) => error,
        }
    }

    /// The only request.
    #[track_caller]
    pub(crate) fn request(&self) -> &Request {
        assert_eq!(self.requests.len(), 1, "{:?}: requests", self.mode);
        &self.requests[0]
    }
}

/// A test that makes an edit in both modes, each time with a new client and a new server, which
/// sends these responses:
///
///     edit([ok()])
///         .client(|builder| builder.timeout(SHORT))
///         .request(|edit| edit.creator("me"))
///         .check(|run| assert!(run.result.is_ok()));
///
/// `client` and `request` change the defaults.
pub(crate) fn edit<'t>(responses: impl IntoIterator<Item = MockResponse>) -> EditTest<'t> {
    EditTest {
        responses: responses.into_iter().collect(),
        auth: Some(Auth::api_token(TOKEN)),
        client: Box::new(|builder| builder),
        request: Box::new(|edit| edit),
    }
}

/// See [`edit`].
#[must_use = "nothing is sent before `check`"]
pub(crate) struct EditTest<'t> {
    responses: Vec<MockResponse>,
    auth: Option<Auth>,
    client: Box<dyn Fn(ClientBuilder) -> ClientBuilder + 't>,
    request: Box<dyn Fn(Edit) -> Edit + 't>,
}

impl<'t> EditTest<'t> {
    /// Removes the token of the client.
    pub(crate) fn without_credentials(mut self) -> Self {
        self.auth = None;
        self
    }

    /// Configures the client.
    pub(crate) fn client(
        mut self,
        configure: impl Fn(ClientBuilder) -> ClientBuilder + 't,
    ) -> Self {
        self.client = Box::new(configure);
        self
    }

    /// Configures the request.
    pub(crate) fn request(mut self, configure: impl Fn(Edit) -> Edit + 't) -> Self {
        self.request = Box::new(configure);
        self
    }

    /// Makes the edit in both modes, and checks each run.
    pub(crate) fn check(&self, check: impl Fn(&Run)) {
        for mode in Mode::ALL {
            check(&self.run(mode));
        }
    }

    fn run(&self, mode: Mode) -> Run {
        let server = serve(self.responses.clone());
        let clock = FakeClock::default();
        let mut builder = Client::builder();
        if let Some(auth) = &self.auth {
            builder = builder.auth(auth.clone());
        }
        let builder = builder.base_url(server.url()).clock(clock.clone());
        let (account, image) = ids();
        let result = (self.client)(builder).build().and_then(|client| {
            let edit = client.images().v1().edit(&account, &image);
            mode.send((self.request)(edit))
        });
        Run {
            mode,
            result,
            requests: server.requests(),
            delays: clock.delays(),
        }
    }
}

/// The ids in the examples of the specification.
pub(crate) fn ids() -> (AccountId, ImageId) {
    let account = "023e105f4ecef8ad9ca31a8372d0c353".parse();
    let image = "107b9558dd064bbd5fef9c2c16bb7900".parse();
    (
        account.expect("the value is valid"),
        image.expect("the value is valid"),
    )
}

pub(crate) fn block_on<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("the runtime starts")
        .block_on(future)
}

/// The example response of the specification.
pub(crate) fn documented_response() -> Value {
    let note = json!({
        "code": 1000,
        "message": "message",
        "documentation_url": "documentation_url",
        "source": {"pointer": "pointer"},
    });
    json!({
        "errors": [note],
        "messages": [note],
        "result": {
            "id": "id",
            "creator": "107b9558-dd06-4bbd-5fef-9c2c16bb7900",
            "filename": "logo.png",
            "meta": {"key": "value"},
            "requireSignedURLs": true,
            "uploaded": "2014-01-02T02:20:00.123Z",
            "variants": [
                "https://imagedelivery.net/MTt4OTd0b0w5aj/107b9558-dd06-4bbd-5fef-9c2c16bb7900/thumbnail",
                "https://imagedelivery.net/MTt4OTd0b0w5aj/107b9558-dd06-4bbd-5fef-9c2c16bb7900/hero",
                "https://imagedelivery.net/MTt4OTd0b0w5aj/107b9558-dd06-4bbd-5fef-9c2c16bb7900/original",
            ],
        },
        "success": true,
    })
}

pub(crate) fn ok() -> MockResponse {
    MockResponse::json(200, &documented_response())
}

/// An error response of the API.
pub(crate) fn failure(status: u16) -> MockResponse {
    let body = json!({
        "errors": [{"code": 5400, "message": "Bad request", "source": {"pointer": "/metadata"}}],
        "messages": [],
        "result": null,
        "success": false,
    });
    MockResponse::json(status, &body).header("cf-ray", "8f0000000000abcd-SIN")
}

/// A clock that moves only by delays, which it skips. So no test sleeps.
#[derive(Clone)]
pub(crate) struct FakeClock {
    start: Instant,
    delays: Arc<Mutex<Vec<Duration>>>,
    random: f64,
}

impl Default for FakeClock {
    fn default() -> Self {
        Self::with_random(0.0)
    }
}

impl FakeClock {
    /// With 0 every delay has its full length.
    pub(crate) fn with_random(random: f64) -> Self {
        Self {
            start: Instant::now(),
            delays: Arc::default(),
            random,
        }
    }

    /// Moves the clock.
    pub(crate) fn advance(&self, duration: Duration) {
        let mut delays = self.delays.lock().expect("the lock is not poisoned");
        delays.push(duration);
    }

    pub(crate) fn delays(&self) -> Vec<Duration> {
        self.delays
            .lock()
            .expect("the lock is not poisoned")
            .clone()
    }
}

impl Clock for FakeClock {
    fn now(&self) -> Instant {
        self.start + self.delays().iter().sum::<Duration>()
    }

    fn random(&self) -> f64 {
        self.random
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        self.advance(duration);
        Box::pin(std::future::ready(()))
    }
}

/// A transport without a network.
pub(crate) fn stub<F>(respond: F) -> impl Transport
where
    F: Fn(&http::Request<Bytes>, Limits) -> Result<http::Response<Bytes>, TransportError>
        + Send
        + Sync
        + 'static,
{
    Stub(respond)
}

struct Stub<F>(F);

impl<F> Transport for Stub<F>
where
    F: Fn(&http::Request<Bytes>, Limits) -> Result<http::Response<Bytes>, TransportError>
        + Send
        + Sync
        + 'static,
{
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Pin<Box<dyn Future<Output = Result<http::Response<Bytes>, TransportError>> + Send + '_>>
    {
        Box::pin(std::future::ready((self.0)(&request, limits)))
    }
}
