//! No output shows a secret.

use std::error::Error as _;
use std::fmt::{Debug, Write as _};
use std::time::Duration;

use cloudflare_images::{Auth, Client, Error, ErrorKind, Options};
use serde_json::json;

use crate::client::harness::{EditTest, Run, edit, failure, ids, ok};
use crate::client::server::MockResponse;

/// The beginning of every secret in these tests.
pub(crate) const CANARY: &str = "canary";

#[track_caller]
fn check_shows_no_secret(value: &impl Debug) {
    let text = format!("{value:?} {value:#?}");
    assert!(!text.contains(CANARY), "{text}");
}

#[track_caller]
fn check_error_shows_no_secret(error: &Error) {
    check_shows_no_secret(error);
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let _ = write!(text, " {cause} {cause:?}");
        source = cause.source();
    }
    assert!(!text.contains(CANARY), "{text}");
}

#[track_caller]
fn check_run_shows_no_secret(run: &Run) {
    match &run.result {
        Ok(response) => check_shows_no_secret(response),
        Err(error) => check_error_shows_no_secret(error),
    }
}

#[test]
fn no_debug_shows_a_secret() {
    let auth = Auth::ApiEmailAndApiKey {
        api_email: "canary@example.com".into(),
        api_key: "canary-key".into(),
    };
    check_shows_no_secret(&auth);
    let (account, image) = ids();
    let builder = Client::builder()
        .auth(auth)
        .auth(Auth::api_token("canary-token"))
        .header("authorization", "Bearer canary")
        .query("q", "canary")
        .proxy("http://user:canary@localhost:1");
    check_shows_no_secret(&builder);
    let client = builder.build().expect("the settings are valid");
    check_shows_no_secret(&client);
    let edit = client
        .images()
        .v1()
        .edit(&account, &image)
        .metadata([("pii", "canary")]);
    check_shows_no_secret(&edit);
    let options = Options::new()
        .header("Cookie", "canary")
        .header("X-Auth-Key", "canary")
        .query("q", "canary")
        .body_field("pii", "canary");
    check_shows_no_secret(&options);
    check_shows_no_secret(&options.clone().body(json!({"pii": "canary"})));
    let edit = edit.options(options);
    check_shows_no_secret(&edit);
    check_shows_no_secret(&edit.to_request().map(|request| request.headers().clone()));
    check_shows_no_secret(&edit.send());
}

#[test]
fn no_error_shows_a_secret_even_if_the_server_echoes_it() {
    let echo = |status| {
        let message =
            "canary-token-6b1f0c is no good, canary-key is no better, \u{1b}[31m\r\nforged";
        let body = json!({"errors": [{"code": 1, "message": message}], "success": false});
        MockResponse::json(status, &body)
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
        MockResponse::new(200).body("canary-key"),
        MockResponse::new(200).body(r#"{"success":true,"result":{"id":["canary-key"]}}"#),
        MockResponse::new(200).body(r#"{"success":true,"result":{"variants":"canary-key"}}"#),
        MockResponse::new(200).body(r#"{"success":true,"result":{"uploaded":["canary-key"]}}"#),
        MockResponse::new(200).body(r#"{"success":"canary-key"}"#),
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
            .check(|run| {
                assert!(run.result.is_err());
                check_run_shows_no_secret(run);
            });
        edit([fault])
            .request(|edit| edit.options(options.clone()))
            .check(check_run_shows_no_secret);
    }
}

/// An edit with these credentials, to which the API responds with this message.
fn edit_with_message<'t>(auth: Auth, message: &str) -> EditTest<'t> {
    let body = json!({"errors": [{"message": message}]});
    edit([MockResponse::json(404, &body)])
        .without_credentials()
        .client(move |builder| builder.auth(auth.clone()))
}

#[test]
fn no_error_shows_a_secret_that_is_encoded() {
    const TOKEN: &str = r#"canary/"6b1f0c" 77"#;
    for echo in [
        "canary%2F%226b1f0c%22%2077",
        "canary%2f%226b1f0c%22+77",
        r#"canary\/\"6b1f0c\" 77"#,
        r"canary/\u00226b1f0c\u0022\u002077",
    ] {
        edit_with_message(Auth::api_token(TOKEN), echo).check(|run| {
            check_run_shows_no_secret(run);
            assert!(run.error().to_string().ends_with(": [redacted]"));
        });
    }
}

#[test]
fn a_short_secret_does_not_change_messages() {
    edit_with_message(Auth::api_token("t"), "Image not found").check(|run| {
        assert!(run.error().to_string().ends_with(": Image not found"));
    });
}

#[test]
fn messages_of_the_api_are_shown_on_one_line() {
    let body = json!({"errors": [{"code": 1, "message": "a\r\nb\u{1b}[31m"}, {"message": "x".repeat(10_000)}]});
    edit([MockResponse::json(400, &body)]).check(|run| {
        let text = run.error().to_string();
        assert!(text.contains(r"a\r\nb\u{1b}[31m (1)"), "{text}");
        assert!(text.len() < 1000, "{}", text.len());
    });
}

#[test]
fn refused_settings_are_not_shown() {
    for header in ["a\ncanary", "canary\u{e9}"] {
        edit([ok()])
            .request(|edit| edit.options(Options::new().header("x-a", header)))
            .check(check_run_shows_no_secret);
    }
    edit([ok()])
        .client(|builder| {
            builder
                .proxy("canary:canary@[")
                .base_url("https://example.com")
        })
        .check(|run| {
            assert_eq!(run.error().kind(), ErrorKind::Config);
            check_run_shows_no_secret(run);
        });
}
