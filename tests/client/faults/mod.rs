//! Everything that can go wrong on the way, for both ways of sending and both kinds
//! of credentials: what the client says of it, that nothing is applied twice, and
//! that no secret shows.
//!
//! Most faults are a line in a table, in [`table`]. The others are these:
//!
//! - half-closed connections, cancelled futures, a slow name, 1,000 calls at once:
//!   [`connections`];
//! - a refused connection: `retries::a_connection_that_was_refused_has_sent_nothing`;
//! - 8 MiB and one byte, packed: `answers::eight_mebibytes_are_read_and_no_byte_more`;
//! - CR, LF, NUL and other letters in a token, an email or a key:
//!   `auth::credentials_that_cannot_be_sent_are_refused_and_not_shown`; in a
//!   header: `requests::headers_that_cannot_be_sent_are_refused`;
//! - ids: `requests::any_id_becomes_one_segment`,
//!   `requests::an_id_that_a_path_would_lose_is_refused_when_it_is_made` and
//!   `properties::any_text_is_one_segment_of_a_path_or_is_refused`;
//! - base URLs: `requests::base_urls_that_would_betray_credentials_or_the_path_are_refused`;
//! - every form of `Retry-After`: `retries::a_wait_that_is_asked_for_is_kept_to_the_millisecond`
//!   and `retries::a_wait_that_is_too_long_is_the_callers_to_decide_about`;
//! - every form of a result: `answers::an_answer_that_is_not_what_was_promised_was_applied_all_the_same`;
//! - an observer that panics: `observers::an_observer_that_panics_changes_nothing`.

pub(crate) mod connections;
pub(crate) mod rogue;
pub(crate) mod table;

use std::error::Error as _;
use std::fmt::Write as _;
use std::time::Duration;

use cloudflare_images::{
    Applied, Auth, Client, ClientBuilder, Error, ErrorKind, Image, Options, Response,
};

use crate::client::door::{StillClock, Way, ids, ok};
use crate::client::faults::rogue::{Fault, Rogue, rogue};
use crate::client::logs::log_of;
use crate::client::secrets::CANARY;
use crate::client::server::serve;

/// How long a client waits for a server that only a time limit ends.
const PATIENCE: Duration = Duration::from_millis(250);

/// What a client makes of a fault.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Expected {
    /// `None`: there is an image all the same.
    kind: Option<ErrorKind>,
    applied: Applied,
    commits: usize,
    attempts: u32,
}

/// An error, after one attempt.
pub(crate) fn expect(kind: ErrorKind, applied: Applied, commits: usize) -> Expected {
    Expected {
        kind: Some(kind),
        applied,
        commits,
        attempts: 1,
    }
}

/// An image.
pub(crate) fn fine() -> Expected {
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

/// How an edit is made: each way of sending, with each kind of credentials.
pub(crate) const WAYS: [(Way, Credentials, &str); 4] = [
    (Way::Async, token, TOKEN),
    (Way::Async, pair, PAIR),
    (Way::Blocking, token, TOKEN),
    (Way::Blocking, pair, PAIR),
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
    builder.clock(StillClock::default())
}

/// Makes an edit; what became of it, and the `Debug` of client and request.
fn edit(way: Way, url: &str, auth: Auth, timeout: Option<Duration>) -> (Outcome, String) {
    let (account, image) = ids();
    let client = configure(Client::builder(), url, auth)
        .build()
        .expect("it is complete");
    let mut edit = client.images().v1().edit(&account, &image);
    if let Some(timeout) = timeout {
        edit = edit.options(Options::new().timeout(timeout));
    }
    let debug = format!("{client:?} {edit:?}");
    (way.send(edit), debug)
}

/// The door: an edit in each [way](WAYS), against a server with this fault.
///
/// In what the server says, `{secret}` is the credentials that it was sent, and
/// `{other}` the address of another server, which must not hear a byte.
#[track_caller]
pub(crate) fn fault(fault: &Fault, expected: Expected) {
    for (number, (way, auth, secret)) in WAYS.into_iter().enumerate() {
        let other = serve([ok()]);
        let server: Rogue = rogue(
            fault
                .clone()
                .with("{other}", &other.url())
                .with("{secret}", secret),
        );
        let timeout = fault.is_slow().then_some(PATIENCE);
        let mut seen = None;
        let log = log_of(|| seen = Some(edit(way, &server.url(), auth(), timeout)));
        let (outcome, debug) = seen.expect("an edit was made");
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
        assert_eq!(found, expected, "way {number}: {outcome:?}");
        assert_eq!(other.connections(), 0, "way {number}: to another origin");
        assert!(log.contains("hyper"), "way {number}: the log is on");
        let shown = text.lines().find(|line| line.contains(CANARY));
        assert_eq!(shown, None, "way {number} shows a secret or a body");
    }
}

/// All that an outcome shows of itself.
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
