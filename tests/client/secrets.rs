//! No secret shows up where it does not belong.

use std::error::Error as _;
use std::fmt::{Debug, Write as _};
use std::time::Duration;

use cloudflare_images::{Auth, Client, Error, ErrorKind, Options};
use serde_json::json;

use crate::client::door::{Seen, edit, failure, ids, ok};
use crate::client::server::Answer;

/// Every secret of these tests begins like this.
pub(crate) const CANARY: &str = "canary";

#[track_caller]
fn check_silent(value: &impl Debug) {
    let text = format!("{value:?} {value:#?}");
    assert!(!text.contains(CANARY), "{text}");
}

#[track_caller]
fn check_error_is_silent(error: &Error) {
    check_silent(error);
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let _ = write!(text, " {cause} {cause:?}");
        source = cause.source();
    }
    assert!(!text.contains(CANARY), "{text}");
}

#[track_caller]
fn check_seen_is_silent(seen: &Seen) {
    match &seen.result {
        Ok(response) => check_silent(response),
        Err(error) => check_error_is_silent(error),
    }
}

#[test]
fn no_debug_shows_a_secret() {
    let auth = Auth::ApiEmailAndApiKey {
        api_email: "canary@example.com".into(),
        api_key: "canary-key".into(),
    };
    check_silent(&auth);
    let (account, image) = ids();
    let builder = Client::builder()
        .auth(auth)
        .auth(Auth::api_token("canary-token"))
        .header("authorization", "Bearer canary")
        .query("q", "canary")
        .proxy("http://user:canary@localhost:1");
    check_silent(&builder);
    let client = builder.build().expect("it is complete");
    check_silent(&client);
    let edit = client
        .images()
        .v1()
        .edit(&account, &image)
        .metadata([("pii", "canary")]);
    check_silent(&edit);
    let options = Options::new()
        .header("Cookie", "canary")
        .header("X-Auth-Key", "canary")
        .query("q", "canary")
        .body_field("pii", "canary");
    check_silent(&options);
    check_silent(&options.clone().body(json!({"pii": "canary"})));
    let edit = edit.options(options);
    check_silent(&edit);
    check_silent(&edit.to_request().map(|request| request.headers().clone()));
    check_silent(&edit.send());
}

#[test]
fn no_error_shows_a_secret_even_if_the_server_echoes_it() {
    let echo = |status| {
        let message =
            "canary-token-6b1f0c is no good, canary-key is no better, \u{1b}[31m\r\nforged";
        let body = json!({"errors": [{"code": 1, "message": message}], "success": false});
        Answer::json(status, &body)
            .header("cf-ray", "canary-key")
            .header("x-echo", "canary-token-6b1f0c")
            .header("location", "/?token=canary-key")
    };
    let faults = [
        echo(200),
        echo(307),
        echo(400),
        echo(500),
        failure(429).body("canary-key"),
        Answer::new(200).body("canary-key"),
        Answer::new(200).body(r#"{"success":true,"result":{"id":["canary-key"]}}"#),
        Answer::new(200).body(r#"{"success":true,"result":{"variants":"canary-key"}}"#),
        Answer::new(200).body(r#"{"success":true,"result":{"uploaded":"canary-key"}}"#),
        Answer::new(200).body(r#"{"success":"canary-key"}"#),
        echo(200).closes_after(40),
        ok().closes_after(0),
        ok().stalls_after(5),
    ];
    for fault in faults {
        let options = Options::new()
            .header("x-auth-key", "canary-key")
            .timeout(Duration::from_millis(150));
        let further = options
            .clone()
            .header("Authorization", "Bearer canary-token-6b1f0c")
            .query("q", "canary-key");
        edit([fault.clone()])
            .request(|edit| {
                edit.metadata([("pii", "canary-token-6b1f0c")])
                    .options(further.clone())
            })
            .check(|seen| {
                assert!(seen.result.is_err());
                check_seen_is_silent(seen);
            });
        edit([fault])
            .request(|edit| edit.options(options.clone()))
            .check(check_seen_is_silent);
    }
}

#[test]
fn what_the_api_says_stays_on_one_line() {
    let body = json!({"errors": [{"code": 1, "message": "a\r\nb\u{1b}[31m"}, {"message": "x".repeat(10_000)}]});
    edit([Answer::json(400, &body)]).check(|seen| {
        let text = seen.error().to_string();
        assert!(text.contains(r"1: a\r\nb\u{1b}[31m"), "{text}");
        assert!(text.len() < 1000, "{}", text.len());
    });
}

#[test]
fn refused_settings_are_not_shown() {
    for header in ["a\ncanary", "canary\u{e9}"] {
        edit([ok()])
            .request(|edit| edit.options(Options::new().header("x-a", header)))
            .check(check_seen_is_silent);
    }
    edit([ok()])
        .client(|builder| {
            builder
                .proxy("canary:canary@[")
                .base_url("https://example.com")
        })
        .check(|seen| {
            assert_eq!(seen.error().kind(), ErrorKind::Config);
            check_seen_is_silent(seen);
        });
}
