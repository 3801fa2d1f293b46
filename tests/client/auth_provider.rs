//! Credential providers.

use std::future::{Future, IntoFuture as _};
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::Duration;

use cloudflare_images::http::Response;
use cloudflare_images::{Applied, Auth, AuthRequest, Client, ErrorKind, Options, Retry};
use serde_json::json;

use crate::client::harness::{FakeClock, Mode, Run, block_on, documented_response, ids, ok, stub};
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

/// A provider that takes a few turns of the runtime, and counts how often it is asked.
async fn slow(asked: Arc<AtomicUsize>) -> Result<Auth, &'static str> {
    asked.fetch_add(1, Ordering::SeqCst);
    for _ in 0..5 {
        tokio::task::yield_now().await;
    }
    Ok(Auth::api_token("one"))
}

#[test]
fn calls_that_ask_at_the_same_time_share_an_answer() {
    let asked = Arc::new(AtomicUsize::new(0));
    let given = Arc::clone(&asked);
    let (account, image) = ids();
    let client = Client::builder()
        .transport(stub(|_, _| {
            Ok(Response::new(documented_response().to_string().into()))
        }))
        .auth_provider(move |_| slow(Arc::clone(&given)));
    let client = client.build().expect("the settings are valid");
    let edit = || client.images().v1().edit(&account, &image).send();
    block_on(async {
        let mut calls = tokio::task::JoinSet::new();
        (0..50).for_each(|_| drop(calls.spawn(edit().into_future())));
        for outcome in calls.join_all().await {
            outcome.expect("the call succeeds");
        }
        assert_eq!(asked.load(Ordering::SeqCst), 1);
        edit().await.expect("the call succeeds");
        assert_eq!(asked.load(Ordering::SeqCst), 2, "a later call asks again");
        // A call that is dropped while it asks leaves it to the next one.
        let mut dropped = Box::pin(edit().into_future());
        let poll = futures_poll(dropped.as_mut()).await;
        assert!(poll.is_pending());
        let waiting = tokio::spawn(edit().into_future());
        tokio::task::yield_now().await;
        drop(dropped);
        waiting.await.expect("no panic").expect("the call succeeds");
        assert_eq!(asked.load(Ordering::SeqCst), 4);
    });
}

/// Polls a future once.
async fn futures_poll<F: Future>(mut future: Pin<&mut F>) -> Poll<F::Output> {
    std::future::poll_fn(|context| Poll::Ready(future.as_mut().poll(context))).await
}

#[test]
fn a_secret_in_a_file_is_read_for_each_attempt() {
    for mode in Mode::ALL {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let path = folder.path().join("token");
        let (account, image) = ids();
        let (server, read_path) = (serve([unauthorized(), ok()]), path.clone());
        let client = Client::builder()
            .base_url(server.url())
            .auth_file(&path, move |token| {
                // Another program renews the token.
                std::fs::write(&read_path, "two\n").expect("the file can be written");
                Auth::ApiToken(token)
            });
        let client = client.build().expect("the settings are valid");
        let edit = || client.images().v1().edit(&account, &image);
        let error = mode.send(edit()).expect_err("there is no file");
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Config, 0));
        let source = std::error::Error::source(&error).expect("it has a source");
        assert!(source.to_string().contains("cannot be read"), "{source}");
        std::fs::write(&path, " one\n").expect("the file can be written");
        mode.succeed(edit());
        let requests = server.requests();
        let tokens = requests
            .iter()
            .flat_map(|request| request.header("authorization"));
        assert_eq!(tokens.collect::<Vec<_>>(), ["Bearer one", "Bearer two"]);
    }
}

#[test]
fn the_limits_of_a_call_end_a_provider() {
    let (account, image) = ids();
    let server = serve([ok()]);
    let builder = Client::builder().base_url(server.url());
    let builder = builder.auth_provider(|_| std::future::pending::<Result<Auth, &str>>());
    let client = builder.build().expect("the settings are valid");
    let short = Duration::from_millis(100);
    for mode in Mode::ALL {
        for options in [
            Options::new().timeout(short),
            Options::new().deadline(short),
        ] {
            let edit = client.images().v1().edit(&account, &image);
            let error = mode.send(edit.options(options));
            let error = error.expect_err("there are no credentials");
            assert_eq!(error.kind(), ErrorKind::Timeout, "{error:?}");
            assert_eq!(
                (error.applied(), error.attempts()),
                (Applied::No, 0),
                "{error:?}"
            );
        }
    }
    assert!(server.requests().is_empty());
}

#[test]
fn the_time_of_a_provider_is_part_of_the_attempt() {
    let (account, image) = ids();
    for mode in Mode::ALL {
        let clock = FakeClock::default();
        let slow = clock.clone();
        let provider = move |_| {
            slow.advance(Duration::from_secs(20));
            std::future::ready(Ok::<_, &str>(Auth::api_token("token")))
        };
        let client = Client::builder()
            .clock(clock)
            .auth_provider(provider)
            .transport(stub(|_, limits| {
                assert_eq!(limits.timeout, Duration::from_secs(40));
                assert_eq!(limits.deadline, Duration::from_secs(160));
                Ok(Response::new(documented_response().to_string().into()))
            }));
        let client = client.build().expect("the settings are valid");
        mode.succeed(client.images().v1().edit(&account, &image));
    }
}
