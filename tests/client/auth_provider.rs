//! Credential providers.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use cloudflare_images::{Applied, Auth, AuthRequest, Client, ErrorKind, Retry};
use serde_json::json;

use crate::client::harness::{Mode, Run, ids, ok};
use crate::client::server::{MockResponse, serve};

/// A provider that returns these tokens in turn, and records the requests.
#[derive(Clone, Default)]
struct TokenSource {
    tokens: Arc<Mutex<Vec<Result<&'static str, &'static str>>>>,
    requests: Arc<Mutex<Vec<bool>>>,
}

impl TokenSource {
    fn with(tokens: &[Result<&'static str, &'static str>]) -> Self {
        let mut tokens = tokens.to_vec();
        tokens.reverse();
        Self {
            tokens: Arc::new(Mutex::new(tokens)),
            ..Self::default()
        }
    }

    fn next_token(&self, request: AuthRequest) -> Result<Auth, &'static str> {
        assert_eq!(request.operation, "images.v1.edit");
        self.requests
            .lock()
            .unwrap()
            .push(request.after_unauthorized);
        let token = self.tokens.lock().unwrap().pop();
        let token = token.expect("there is a further token")?;
        Ok(Auth::ApiToken(token.into()))
    }
}

/// Makes an edit in both modes, with a provider that returns these tokens.
fn check(
    tokens: &[Result<&'static str, &'static str>],
    responses: impl Fn() -> Vec<MockResponse>,
    check: impl Fn(&Run, &[bool]),
) {
    let (account, image) = ids();
    for mode in Mode::ALL {
        let source = TokenSource::with(tokens);
        let (server, given) = (serve(responses()), source.clone());
        let provider = move |request| {
            let given = given.clone();
            async move { given.next_token(request) }
        };
        let builder = Client::builder()
            .base_url(server.url())
            .retry(Retry::default().base_delay(Duration::ZERO))
            .auth_provider(provider);
        let client = builder.build().expect("the settings are valid");
        let run = Run {
            mode,
            result: mode.send(client.images().v1().edit(&account, &image)),
            requests: server.requests(),
            delays: Vec::new(),
        };
        let requests = source.requests.lock().unwrap().clone();
        check(&run, &requests);
    }
}

fn tokens(run: &Run) -> Vec<&str> {
    let requests = run.requests.iter();
    requests
        .flat_map(|request| request.header("authorization"))
        .collect()
}

fn unauthorized() -> MockResponse {
    let errors = json!([{"code": 10000, "message": "bad token number-one, bad token number-two"}]);
    MockResponse::json(401, &json!({"success": false, "errors": errors}))
}

#[test]
fn the_provider_is_called_when_a_request_is_sent() {
    check(
        &[Ok("one")],
        || vec![ok()],
        |run, requests| {
            run.image();
            assert_eq!(tokens(run), ["Bearer one"]);
            assert_eq!(requests, [false]);
        },
    );
}

#[test]
fn the_provider_is_called_before_every_attempt() {
    let responses = || vec![MockResponse::new(429), ok()];
    check(&[Ok("one"), Ok("two")], responses, |run, requests| {
        run.image();
        assert_eq!(tokens(run), ["Bearer one", "Bearer two"]);
        assert_eq!(requests, [false, false]);
    });
}

#[test]
fn credentials_are_renewed_once_after_a_401() {
    let responses = || vec![unauthorized(), ok()];
    check(
        &[Ok("number-one"), Ok("number-two")],
        responses,
        |run, requests| {
            run.image();
            assert_eq!(tokens(run), ["Bearer number-one", "Bearer number-two"]);
            assert_eq!(requests, [false, true]);
        },
    );
    let responses = || vec![unauthorized(), unauthorized()];
    check(
        &[Ok("number-one"), Ok("number-two")],
        responses,
        |run, requests| {
            assert_eq!(run.error().status().unwrap().as_u16(), 401);
            assert_eq!(run.error().attempts(), 2);
            assert_eq!(tokens(run).len(), 2, "a 401 does not loop");
            assert_eq!(requests, [false, true]);
            let shown = format!("{0} {0:?}", run.error());
            assert!(!shown.contains("number"), "{shown}");
        },
    );
}

#[test]
fn the_same_credentials_are_not_sent_again() {
    check(
        &[Ok("one"), Ok("one")],
        || vec![unauthorized()],
        |run, requests| {
            assert_eq!(run.error().status().unwrap().as_u16(), 401);
            assert_eq!(tokens(run), ["Bearer one"]);
            assert_eq!(requests, [false, true]);
        },
    );
}

#[test]
fn an_error_of_the_provider_ends_the_call() {
    check(
        &[Err("the key store is closed")],
        || vec![ok()],
        |run, _| {
            let error = run.error();
            assert_eq!(
                (error.kind(), error.applied()),
                (ErrorKind::Config, Applied::No)
            );
            let source = std::error::Error::source(error).expect("it has a source");
            assert_eq!(source.to_string(), "the key store is closed");
            assert!(run.requests.is_empty());
        },
    );
    check(
        &[Ok("line\nbreak")],
        || vec![ok()],
        |run, _| {
            assert_eq!(run.error().kind(), ErrorKind::Config);
            assert!(run.requests.is_empty());
        },
    );
}

#[test]
fn async_and_blocking_calls_share_a_provider() {
    let (account, image) = ids();
    let source = TokenSource::with(&[Ok("one"), Ok("two"), Ok("three")]);
    let (server, given) = (serve([ok()]), source.clone());
    let builder = Client::builder()
        .base_url(server.url())
        .auth_provider(move |request| {
            let given = given.clone();
            async move { given.next_token(request) }
        });
    let client = builder.build().expect("the settings are valid");
    for mode in [Mode::Async, Mode::Blocking, Mode::Async] {
        let edit = client.images().v1().edit(&account, &image);
        mode.succeed(edit);
    }
    let requests = server.requests();
    let tokens: Vec<_> = requests
        .iter()
        .flat_map(|request| request.header("authorization"))
        .collect();
    assert_eq!(tokens, ["Bearer one", "Bearer two", "Bearer three"]);
}
