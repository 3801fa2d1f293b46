//! Credentials that the program gives as they are needed.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use cloudflare_images::{Applied, Auth, Client, AuthRequest, ErrorKind, Retry};
use serde_json::json;

use crate::client::door::{Seen, Way, ids, ok};
use crate::client::server::{Answer, serve};

/// What the program gives, one after another, and what it was asked.
#[derive(Clone, Default)]
struct Wallet {
    tokens: Arc<Mutex<Vec<Result<&'static str, &'static str>>>>,
    demands: Arc<Mutex<Vec<bool>>>,
}

impl Wallet {
    fn with(tokens: &[Result<&'static str, &'static str>]) -> Self {
        let mut tokens = tokens.to_vec();
        tokens.reverse();
        Self {
            tokens: Arc::new(Mutex::new(tokens)),
            ..Self::default()
        }
    }

    fn give(&self, demand: AuthRequest) -> Result<Auth, &'static str> {
        assert_eq!(demand.operation, "images.v1.edit");
        self.demands.lock().unwrap().push(demand.after_unauthorized);
        let token = self.tokens.lock().unwrap().pop();
        let token = token.expect("there is nothing left to give")?;
        Ok(Auth::ApiToken(token.into()))
    }
}

/// Makes an edit in both ways, with a program that gives these tokens.
fn check(
    tokens: &[Result<&'static str, &'static str>],
    answers: impl Fn() -> Vec<Answer>,
    check: impl Fn(&Seen, &[bool]),
) {
    let (account, image) = ids();
    for way in Way::BOTH {
        let wallet = Wallet::with(tokens);
        let (server, given) = (serve(answers()), wallet.clone());
        let provider = move |demand| {
            let given = given.clone();
            async move { given.give(demand) }
        };
        let builder = Client::builder()
            .base_url(server.url())
            .retry(Retry::default().base_delay(Duration::ZERO))
            .auth_provider(provider);
        let client = builder.build().expect("it is complete");
        let seen = Seen {
            way,
            result: way.send(client.images().v1().edit(&account, &image)),
            requests: server.heard(),
            waits: Vec::new(),
        };
        let demands = wallet.demands.lock().unwrap().clone();
        check(&seen, &demands);
    }
}

fn tokens(seen: &Seen) -> Vec<&str> {
    let requests = seen.requests.iter();
    requests
        .flat_map(|request| request.header("authorization"))
        .collect()
}

fn unauthorized() -> Answer {
    let errors = json!([{"code": 10000, "message": "bad token one, bad token two"}]);
    Answer::json(401, &json!({"success": false, "errors": errors}))
}

#[test]
fn a_program_is_asked_when_a_request_is_sent() {
    check(
        &[Ok("one")],
        || vec![ok()],
        |seen, demands| {
            seen.image();
            assert_eq!(tokens(seen), ["Bearer one"]);
            assert_eq!(demands, [false]);
        },
    );
}

#[test]
fn a_program_is_asked_before_every_attempt() {
    let answers = || vec![Answer::new(429), ok()];
    check(&[Ok("one"), Ok("two")], answers, |seen, demands| {
        seen.image();
        assert_eq!(tokens(seen), ["Bearer one", "Bearer two"]);
        assert_eq!(demands, [false, false]);
    });
}

#[test]
fn refused_credentials_are_renewed_once() {
    let answers = || vec![unauthorized(), ok()];
    check(&[Ok("one"), Ok("two")], answers, |seen, demands| {
        seen.image();
        assert_eq!(tokens(seen), ["Bearer one", "Bearer two"]);
        assert_eq!(demands, [false, true]);
    });
    let answers = || vec![unauthorized(), unauthorized()];
    check(&[Ok("one"), Ok("two")], answers, |seen, demands| {
        assert_eq!(seen.error().status().unwrap().as_u16(), 401);
        assert_eq!(seen.error().attempts(), 2);
        assert_eq!(tokens(seen).len(), 2, "a 401 does not loop");
        assert_eq!(demands, [false, true]);
        let shown = format!("{0} {0:?}", seen.error());
        assert!(
            !shown.contains("token one") && !shown.contains("token two"),
            "{shown}"
        );
    });
}

#[test]
fn the_same_credentials_are_not_tried_again() {
    check(
        &[Ok("one"), Ok("one")],
        || vec![unauthorized()],
        |seen, demands| {
            assert_eq!(seen.error().status().unwrap().as_u16(), 401);
            assert_eq!(tokens(seen), ["Bearer one"]);
            assert_eq!(demands, [false, true]);
        },
    );
}

#[test]
fn a_program_that_has_none_ends_the_call() {
    check(
        &[Err("the key store is closed")],
        || vec![ok()],
        |seen, _| {
            let error = seen.error();
            assert_eq!(
                (error.kind(), error.applied()),
                (ErrorKind::Config, Applied::No)
            );
            let source = std::error::Error::source(error).expect("it says why");
            assert_eq!(source.to_string(), "the key store is closed");
            assert!(seen.requests.is_empty());
        },
    );
    check(
        &[Ok("line\nbreak")],
        || vec![ok()],
        |seen, _| {
            assert_eq!(seen.error().kind(), ErrorKind::Config);
            assert!(seen.requests.is_empty());
        },
    );
}

#[test]
fn one_provider_serves_both_ways_of_sending() {
    let (account, image) = ids();
    let wallet = Wallet::with(&[Ok("one"), Ok("two"), Ok("three")]);
    let (server, given) = (serve([ok()]), wallet.clone());
    let builder = Client::builder()
        .base_url(server.url())
        .auth_provider(move |demand| {
            let given = given.clone();
            async move { given.give(demand) }
        });
    let client = builder.build().expect("it is complete");
    for way in [Way::Async, Way::Blocking, Way::Async] {
        let edit = client.images().v1().edit(&account, &image);
        way.succeed(edit);
    }
    let heard = server.heard();
    let tokens: Vec<_> = heard
        .iter()
        .flat_map(|request| request.header("authorization"))
        .collect();
    assert_eq!(tokens, ["Bearer one", "Bearer two", "Bearer three"]);
}
