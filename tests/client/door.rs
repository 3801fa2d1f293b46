//! The doors that the tests of the client go through: each request is sent in
//! both ways, by `send` and by `send_blocking`.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use cloudflare_images::bytes::Bytes;
use cloudflare_images::images::v1::Edit;
use cloudflare_images::{
    AccountId, Auth, Client, ClientBuilder, Clock, Error, TransportError, Image, ImageId, Limits, Response,
    Transport, http,
};
use serde_json::{Value, json};

use crate::client::server::{Answer, Request, serve};

/// A token that must never show up where it does not belong.
pub(crate) const TOKEN: &str = "canary-token-6b1f0c";

/// The path of the edit that the doors make.
pub(crate) const TARGET: &str = "/client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/images/v1/107b9558-dd06-4bbd-5fef-9c2c16bb7900";

/// The two ways to send a request.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Way {
    /// `send`, in a runtime that lasts for this one request.
    Async,
    /// `send_blocking`.
    Blocking,
}

impl Way {
    pub(crate) const BOTH: [Self; 2] = [Self::Async, Self::Blocking];

    /// Sends this edit.
    pub(crate) fn send(self, edit: Edit) -> Result<Response<Image>, Error> {
        match self {
            Self::Async => block_on(edit.send_with_response()),
            Self::Blocking => edit.send_with_response_blocking(),
        }
    }

    /// Sends this edit, which is to succeed.
    #[track_caller]
    pub(crate) fn succeed(self, edit: Edit) {
        let outcome = self.send(edit);
        assert!(outcome.is_ok(), "{self:?}: {outcome:?}");
    }
}

/// What became of an edit.
pub(crate) struct Seen {
    /// How it was sent.
    pub(crate) way: Way,
    pub(crate) result: Result<Response<Image>, Error>,
    /// What the server heard.
    pub(crate) requests: Vec<Request>,
    /// How long the client waited between its attempts.
    pub(crate) waits: Vec<Duration>,
}

impl Seen {
    #[track_caller]
    pub(crate) fn image(&self) -> &Image {
        match &self.result {
            Ok(response) => response.value(),
            Err(error) => panic!("{:?}: there is no image: {error:?}", self.way),
        }
    }

    #[track_caller]
    pub(crate) fn error(&self) -> &Error {
        match &self.result {
            Ok(response) => panic!("{:?}: there is no error: {response:?}", self.way),
            Err(error) => error,
        }
    }

    /// The one request that was made.
    #[track_caller]
    pub(crate) fn request(&self) -> &Request {
        assert_eq!(self.requests.len(), 1, "{:?}: requests", self.way);
        &self.requests[0]
    }
}

/// An edit that is made in both ways, each time by a new client and against a
/// new server, which has these responses:
///
///     edit([ok()])
///         .client(|builder| builder.timeout(SHORT))
///         .request(|edit| edit.creator("me"))
///         .check(|seen| assert!(seen.result.is_ok()));
///
/// Client and request are as most tests want them; the functions change that.
pub(crate) fn edit<'t>(answers: impl IntoIterator<Item = Answer>) -> Edits<'t> {
    Edits {
        answers: answers.into_iter().collect(),
        auth: Some(Auth::api_token(TOKEN)),
        client: Box::new(|builder| builder),
        request: Box::new(|edit| edit),
    }
}

/// See [`edit`].
#[must_use = "nothing is sent before `check`"]
pub(crate) struct Edits<'t> {
    answers: Vec<Answer>,
    auth: Option<Auth>,
    client: Box<dyn Fn(ClientBuilder) -> ClientBuilder + 't>,
    request: Box<dyn Fn(Edit) -> Edit + 't>,
}

impl<'t> Edits<'t> {
    /// Without the token that the client has otherwise.
    pub(crate) fn without_credentials(mut self) -> Self {
        self.auth = None;
        self
    }

    /// With a client that is set up further.
    pub(crate) fn client(mut self, set_up: impl Fn(ClientBuilder) -> ClientBuilder + 't) -> Self {
        self.client = Box::new(set_up);
        self
    }

    /// With a request that has something set.
    pub(crate) fn request(mut self, set: impl Fn(Edit) -> Edit + 't) -> Self {
        self.request = Box::new(set);
        self
    }

    /// Makes the edit, and shows what became of it.
    pub(crate) fn check(&self, check: impl Fn(&Seen)) {
        for way in Way::BOTH {
            check(&self.see(way));
        }
    }

    fn see(&self, way: Way) -> Seen {
        let server = serve(self.answers.clone());
        let clock = StillClock::default();
        let mut builder = Client::builder();
        if let Some(auth) = &self.auth {
            builder = builder.auth(auth.clone());
        }
        let builder = builder.base_url(server.url()).clock(clock.clone());
        let (account, image) = ids();
        let result = (self.client)(builder).build().and_then(|client| {
            let edit = client.images().v1().edit(&account, &image);
            way.send((self.request)(edit))
        });
        Seen {
            way,
            result,
            requests: server.heard(),
            waits: clock.waits(),
        }
    }
}

/// The ids that the documentation of the call shows.
pub(crate) fn ids() -> (AccountId, ImageId) {
    let account = "023e105f4ecef8ad9ca31a8372d0c353".parse();
    let image = "107b9558-dd06-4bbd-5fef-9c2c16bb7900".parse();
    (
        account.expect("it can be sent"),
        image.expect("it can be sent"),
    )
}

pub(crate) fn block_on<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("there is a runtime")
        .block_on(future)
}

/// The answer that the documentation of the call shows.
pub(crate) fn documented() -> Value {
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

pub(crate) fn ok() -> Answer {
    Answer::json(200, &documented())
}

/// An answer that says what is wrong, as the API does.
pub(crate) fn failure(status: u16) -> Answer {
    let body = json!({
        "errors": [{"code": 5400, "message": "Bad request", "source": {"pointer": "/metadata"}}],
        "messages": [],
        "result": null,
        "success": false,
    });
    Answer::json(status, &body).header("cf-ray", "8f0000000000abcd-SIN")
}

/// A clock that stands still while nobody waits, and then jumps: no test sleeps.
#[derive(Clone)]
pub(crate) struct StillClock {
    start: Instant,
    waits: Arc<Mutex<Vec<Duration>>>,
    chance: f64,
}

impl Default for StillClock {
    fn default() -> Self {
        Self::with_chance(0.0)
    }
}

impl StillClock {
    /// Without chance (0) every wait has its full length.
    pub(crate) fn with_chance(chance: f64) -> Self {
        Self {
            start: Instant::now(),
            waits: Arc::default(),
            chance,
        }
    }

    /// Jumps ahead, as if somebody had waited.
    pub(crate) fn advance(&self, duration: Duration) {
        let mut waits = self.waits.lock().expect("no thread has panicked");
        waits.push(duration);
    }

    pub(crate) fn waits(&self) -> Vec<Duration> {
        self.waits.lock().expect("no thread has panicked").clone()
    }
}

impl Clock for StillClock {
    fn now(&self) -> Instant {
        self.start + self.waits().iter().sum::<Duration>()
    }

    fn random(&self) -> f64 {
        self.chance
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        self.advance(duration);
        Box::pin(std::future::ready(()))
    }
}

/// A transport that has a response at once, and no network.
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
    ) -> Pin<Box<dyn Future<Output = Result<http::Response<Bytes>, TransportError>> + Send + '_>> {
        Box::pin(std::future::ready((self.0)(&request, limits)))
    }
}
