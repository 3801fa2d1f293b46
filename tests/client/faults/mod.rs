//! Faults of the network and the server, for async and blocking calls and both kinds of
//! credentials. The tests check the error of the client, that no edit is committed twice, and that
//! no secret is shown.
//!
//! Most faults are a line of [`table`]. Others are:
//!
//! - closed and disturbed connections, cancelled futures, DNS timeouts, 1,000 concurrent calls:
//!   [`connections`];
//! - a refused connection: `retries::a_refused_connection_sends_nothing`;
//! - more than 8 MiB, compressed: `responses::a_body_has_at_most_eight_mebibytes`;
//! - CR, LF, NUL and other characters in credentials:
//!   `auth::credentials_that_cannot_be_sent_are_refused_and_not_shown`; in a
//!   header: `requests::headers_that_cannot_be_sent_are_refused`;
//! - ids: `properties::any_string_is_one_segment_of_a_path_or_is_refused`;
//! - base URLs: `requests::unsafe_base_urls_are_refused`;
//! - every form of `Retry-After`: `retries::the_client_waits_for_the_full_retry_after`
//!   and `retries::a_retry_after_above_the_limit_is_returned_to_the_caller`;
//! - invalid results: `responses::a_result_that_does_not_match_the_specification_was_applied`;
//! - an observer that panics: `observers::a_panic_of_an_observer_does_not_affect_the_call`.

pub(crate) mod connections;
pub(crate) mod faulty_server;
pub(crate) mod table;

use std::error::Error as _;
use std::fmt::Write as _;
use std::time::Duration;

use cloudflare_images::{
    Applied, Auth, Client, ClientBuilder, Error, ErrorKind, Image, Options, Response,
};

use crate::client::faults::faulty_server::{FaultyResponse, FaultyServer, faulty_server};
use crate::client::harness::{FakeClock, Mode, ids, ok};
use crate::client::logs::{has_connections, log_of};
use crate::client::secrets::CANARY;
use crate::client::server::serve;

/// The time limit for slow faults.
const SHORT_TIMEOUT: Duration = Duration::from_millis(250);

/// The expected outcome of a fault.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Expected {
    /// `None` if the call succeeds.
    kind: Option<ErrorKind>,
    applied: Applied,
    commits: usize,
    attempts: u32,
}

/// An error after one attempt.
pub(crate) fn error(kind: ErrorKind, applied: Applied, commits: usize) -> Expected {
    Expected {
        kind: Some(kind),
        applied,
        commits,
        attempts: 1,
    }
}

/// An image after one attempt.
pub(crate) fn success() -> Expected {
    Expected {
        kind: None,
        applied: Applied::Yes,
        commits: 1,
        attempts: 1,
    }
}

impl Expected {
    pub(crate) fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }
}

type Outcome = Result<Response<Image>, Error>;

/// Each mode of sending with each kind of credentials.
pub(crate) const VARIANTS: [(Mode, Credentials, &str); 4] = [
    (Mode::Async, token, TOKEN),
    (Mode::Async, pair, PAIR),
    (Mode::Blocking, token, TOKEN),
    (Mode::Blocking, pair, PAIR),
];

const TOKEN: &str = "canary-token-6b1f0c";
const PAIR: &str = "canary-key-77ad01 canary@example.com";

type Credentials = fn() -> Auth;

pub(crate) fn token() -> Auth {
    Auth::ApiToken("canary-token-6b1f0c".into())
}

pub(crate) fn pair() -> Auth {
    Auth::ApiEmailAndApiKey {
        api_email: "canary@example.com".into(),
        api_key: "canary-key-77ad01".into(),
    }
}

pub(crate) fn configure(builder: ClientBuilder, url: &str, auth: Auth) -> ClientBuilder {
    let builder = builder.auth(auth).base_url(url);
    builder.clock(FakeClock::default())
}

/// Makes an edit. Returns the outcome, and the `Debug` output of client and request.
fn edit(mode: Mode, url: &str, auth: Auth, timeout: Option<Duration>) -> (Outcome, String) {
    let (account, image) = ids();
    let client = configure(Client::builder(), url, auth)
        .build()
        .expect("the settings are valid");
    let mut edit = client.images().v1().edit(&account, &image);
    if let Some(timeout) = timeout {
        edit = edit.options(Options::new().timeout(timeout));
    }
    let debug = format!("{client:?} {edit:?}");
    (mode.send(edit), debug)
}

/// Makes an edit in each [variant](VARIANTS), and checks the outcome.
///
/// In the response, `{secret}` stands for the credentials of the request, and `{other}` for the URL
/// of another server, to which the client must not connect.
#[track_caller]
pub(crate) fn check(fault: &FaultyResponse, expected: Expected) {
    for (number, (mode, auth, secret)) in VARIANTS.into_iter().enumerate() {
        let other = serve([ok()]);
        let server: FaultyServer = faulty_server(
            fault
                .clone()
                .with("{other}", &other.url())
                .with("{secret}", secret),
        );
        let timeout = fault.is_slow().then_some(SHORT_TIMEOUT);
        let mut run = None;
        let log = log_of(|| run = Some(edit(mode, &server.url(), auth(), timeout)));
        let (outcome, debug) = run.expect("the edit has run");
        let text = debug + &log + &all_text(&outcome);
        let found = Expected {
            kind: outcome.as_ref().err().map(Error::kind),
            applied: outcome
                .as_ref()
                .map_or_else(Error::applied, |_| Applied::Yes),
            commits: server.commits().len(),
            attempts: outcome
                .as_ref()
                .map_or_else(Error::attempts, Response::attempts),
        };
        assert_eq!(found, expected, "variant {number}: {outcome:?}");
        assert_eq!(
            other.connections(),
            0,
            "variant {number} connects to another origin"
        );
        assert!(
            has_connections(&log, mode),
            "variant {number}: the log is on"
        );
        let shown = text.lines().find(|line| line.contains(CANARY));
        assert_eq!(shown, None, "variant {number} shows a secret or a body");
    }
}

/// All output of `Display` and `Debug` of an outcome.
pub(crate) fn all_text(outcome: &Outcome) -> String {
    let error = match outcome {
        Ok(response) => return format!("{response:?} {response:#?}"),
        Err(error) => error,
    };
    let mut text = format!("{error} {error:?} {error:#?}");
    let mut source = error.source();
    while let Some(cause) = source {
        let _ = write!(text, " {cause} {cause:?}");
        source = cause.source();
    }
    text
}
