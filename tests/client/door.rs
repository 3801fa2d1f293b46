//! The doors that the tests of the client go through: each opens twice, once for
//! the async and once for the blocking client.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use cloudflare_images::{AccountId, Clock, Error, Image, ImageId, Response};
use serde_json::{Value, json};

use crate::client::server::{Answer, Request};

/// A token that must never show up where it does not belong.
pub(crate) const TOKEN: &str = "canary-token-6b1f0c";

/// The path of the edit that the doors make.
pub(crate) const TARGET: &str = "/client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/images/v1/107b9558-dd06-4bbd-5fef-9c2c16bb7900";

/// What became of an edit.
pub(crate) struct Seen {
    /// Which client made it.
    pub(crate) client: &'static str,
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
            Err(error) => panic!("the {} client has no image: {error:?}", self.client),
        }
    }

    #[track_caller]
    pub(crate) fn error(&self) -> &Error {
        match &self.result {
            Ok(response) => panic!("the {} client has no error: {response:?}", self.client),
            Err(error) => error,
        }
    }

    /// The one request that was made.
    #[track_caller]
    pub(crate) fn request(&self) -> &Request {
        assert_eq!(
            self.requests.len(),
            1,
            "requests of the {} client",
            self.client
        );
        &self.requests[0]
    }
}

/// Makes an edit with each client, against a server of its own, and shows what
/// became of it:
///
///     edit!([answers], |builder| builder, |edit| edit.options(), |seen| assert!(…))
///
/// Builder and edit are as the tests mostly want them; the closures may change that.
macro_rules! edit {
    ($answers:expr, |$seen:ident| $check:expr) => {
        edit!(
            $answers,
            |builder| builder,
            |edit| edit.options(),
            |$seen| $check
        )
    };
    ($answers:expr, |$edit:ident| $call:expr, |$seen:ident| $check:expr) => {
        edit!($answers, |builder| builder, |$edit| $call, |$seen| $check)
    };
    ($answers:expr, |$builder:ident| $client:expr, |$edit:ident| $call:expr, |$seen:ident| $check:expr) => {{
        let (account, image) = $crate::client::door::ids();
        {
            let server = $crate::client::server::serve($answers);
            let clock = $crate::client::door::StillClock::default();
            let $builder = ::cloudflare_images::Client::builder()
                .api_token($crate::client::door::TOKEN)
                .base_url(server.url())
                .clock(clock.clone());
            let result = match $client.build() {
                Ok(client) => {
                    let $edit = client.images().v1().edit(&account, &image);
                    $crate::client::door::block_on($call.send_with_response())
                }
                Err(error) => Err(error),
            };
            let $seen = $crate::client::door::Seen {
                client: "async",
                result,
                requests: server.heard(),
                waits: clock.waits(),
            };
            $check;
        }
        {
            let server = $crate::client::server::serve($answers);
            let clock = $crate::client::door::StillClock::default();
            let $builder = ::cloudflare_images::blocking::Client::builder()
                .api_token($crate::client::door::TOKEN)
                .base_url(server.url())
                .clock(clock.clone());
            let result = match $client.build() {
                Ok(client) => {
                    let $edit = client.images().v1().edit(&account, &image);
                    $call.send_with_response()
                }
                Err(error) => Err(error),
            };
            let $seen = $crate::client::door::Seen {
                client: "blocking",
                result,
                requests: server.heard(),
                waits: clock.waits(),
            };
            $check;
        }
    }};
}

pub(crate) use edit;

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

    fn pause(&self, duration: Duration) {
        self.waits
            .lock()
            .expect("no thread has panicked")
            .push(duration);
    }

    fn pause_async(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        self.pause(duration);
        Box::pin(std::future::ready(()))
    }
}
