//! Properties of arbitrary input.

use std::mem;
use std::sync::{Arc, Mutex};

use cloudflare_images::bytes::Bytes;
use cloudflare_images::http::Response;
use cloudflare_images::{Auth, Client, Error, Image, ImageId, Message, Retry};
use percent_encoding::percent_decode_str;
use proptest::prelude::*;

use crate::client::harness::{FakeClock, Mode, TOKEN, documented_response, ids, stub};

/// The number of ids.
pub(crate) const IDS: u32 = 100_000;

/// The number of bodies.
pub(crate) const BODIES: u32 = 5_000;

/// A client without a network, and its next response.
struct Canned {
    client: Client,
    next: Arc<Mutex<Response<Bytes>>>,
}

impl Canned {
    fn new() -> Self {
        let next: Arc<Mutex<Response<Bytes>>> = Arc::default();
        let said = Arc::clone(&next);
        let builder = Client::builder()
            .auth(Auth::api_token(TOKEN))
            .transport(stub(move |_, _| Ok(mem::take(&mut *said.lock().unwrap()))));
        let builder = builder.clock(FakeClock::default()).retry(Retry::never());
        let client = builder.build().expect("the settings are valid");
        Self { client, next }
    }

    /// Makes an edit with this response.
    fn edit(
        &self,
        mode: Mode,
        status: u16,
        is_packed: bool,
        body: Vec<u8>,
    ) -> Result<Image, Error> {
        let mut response = Response::builder().status(status);
        if is_packed {
            response = response.header("content-encoding", "gzip");
        }
        *self.next.lock().unwrap() = response.body(body.into()).expect("the status is one");
        let (account, image) = ids();
        let edit = self.client.images().v1().edit(&account, &image);
        mode.send(edit).map(cloudflare_images::Response::into_value)
    }
}

/// A configuration with this number of cases, or with `PROPTEST_CASES`.
pub(crate) fn with(cases: u32) -> ProptestConfig {
    let asked_for = std::env::var("PROPTEST_CASES").ok();
    ProptestConfig {
        cases: asked_for
            .and_then(|cases| cases.parse().ok())
            .unwrap_or(cases),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Strings, mostly of characters with a meaning in paths.
fn text() -> impl Strategy<Value = String> {
    let special = prop::sample::select(vec![
        ".", "..", "/", "\\", "%", "%2e", "?", "#", ";", "a", "é", "\0", " ",
    ]);
    prop_oneof![
        prop::collection::vec(special, 0..6).prop_map(|parts| parts.concat()),
        any::<String>(),
    ]
}

#[test]
fn any_string_is_one_segment_of_a_path_or_is_refused() {
    let client = Canned::new().client;
    let (account, _) = ids();
    proptest!(with(IDS), |(text in text())| {
        let Ok(image) = text.parse::<ImageId>() else {
            prop_assert!(["", ".", ".."].contains(&text.as_str()), "{text:?} is refused");
            return Ok(());
        };
        let request = client.images().v1().edit(&account, &image).to_request();
        let uri = request.expect("the value is valid").uri().to_string();
        // A normalised URL.
        let url = reqwest::Url::parse(&uri).expect("it is a URL");
        let segments: Vec<_> = url.path_segments().into_iter().flatten().collect();
        prop_assert_eq!(segments.len(), 7);
        prop_assert_eq!(url.query(), None);
        let decoded = percent_decode_str(segments[6]).decode_utf8_lossy();
        prop_assert_eq!(decoded, text);
    });
}

#[test]
fn any_bytes_are_a_value_or_an_error() {
    let canned = Canned::new();
    let damaged = (any::<Vec<u8>>(), any::<prop::sample::Index>()).prop_map(|(bytes, at)| {
        let mut body = documented_response().to_string().into_bytes();
        let at = at.index(body.len());
        let end = (at + bytes.len()).min(body.len());
        body.splice(at..end, bytes);
        body
    });
    let body = prop_oneof![any::<Vec<u8>>(), damaged];
    proptest!(with(BODIES), |(body in body, is_packed: bool, status in 100_u16..1000)| {
        let outcomes = Mode::ALL.map(|mode| canned.edit(mode, status, is_packed, body.clone()));
        for outcome in &outcomes {
            if let Err(error) = outcome {
                let _ = (error.to_string(), format!("{error:?}"), error.errors());
                let _ = (error.errors_as::<Message>(), error.messages_as::<Message>());
            }
        }
        let [first, second] = outcomes.map(|outcome| outcome.map_err(|error| error.to_string()));
        prop_assert_eq!(first, second);
    });
}

#[test]
fn an_error_message_is_short_and_has_one_line() {
    let canned = Canned::new();
    proptest!(with(1_000), |(message: String, code: i64)| {
        let body = serde_json::json!({"errors": [{"code": code, "message": message.repeat(20)}]});
        for mode in Mode::ALL {
            let error = canned.edit(mode, 400, false, body.to_string().into());
            let error = error.expect_err("it is refused").to_string();
            prop_assert!(error.len() < 3000, "{error}");
            prop_assert!(!error.contains(char::is_control), "{error:?}");
        }
    });
}
