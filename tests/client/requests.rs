//! Requests. `behaviours/table.yaml` has most cases.

use cloudflare_images::{AccountId, Auth, Client, Error, ErrorKind, ImageId, Options, Violation};

use crate::client::harness::{Mode, Run, TARGET, TOKEN, block_on, edit, ids, ok};
use crate::client::server::serve;

#[track_caller]
fn check_refused(run: &Run) {
    assert_eq!(run.error().kind(), ErrorKind::Config);
    assert_eq!(run.error().attempts(), 0);
    assert!(run.requests.is_empty(), "nothing is sent");
}

#[test]
fn a_header_can_be_removed_for_all_calls_and_set_for_one() {
    edit([ok()])
        .client(|builder| {
            builder
                .remove_header("user-agent")
                .remove_header("accept-encoding")
        })
        .request(|edit| edit.options(Options::new().header("User-Agent", "me/1")))
        .check(|run| {
            assert_eq!(run.request().header("user-agent"), ["me/1"]);
            assert!(run.request().header("accept-encoding").is_empty());
        });
}

#[test]
fn headers_that_cannot_be_sent_are_refused() {
    for (name, value) in [
        ("x-a", "a\r\nx-b: c"),
        ("x-a", "a\0"),
        ("x-a", "caf\u{e9}"),
        ("x a", "b"),
        ("", "b"),
        ("content-length", "3"),
    ] {
        edit([ok()])
            .request(|edit| edit.options(Options::new().header(name, value)))
            .check(check_refused);
        edit([ok()])
            .client(|builder| builder.header(name, value))
            .check(check_refused);
    }
}

#[test]
fn query_parameters_of_a_request_override_those_of_the_client() {
    edit([ok()])
        .client(|builder| builder.query("a", "client").query("b", "1"))
        .request(|edit| edit.options(Options::new().query("a", "x y&z=ü").query("a", "2")))
        .check(|run| {
            assert_eq!(
                run.request().target,
                format!("{TARGET}?b=1&a=x%20y%26z%3D%C3%BC&a=2")
            );
        });
}

#[test]
fn ids_that_cannot_be_path_segments_are_refused() {
    let empty = "".parse::<ImageId>().expect_err("it is empty");
    assert_eq!(empty, Violation::Empty { name: "ImageId" });
    assert!(
        Error::from(empty)
            .to_string()
            .contains("the `ImageId` is empty")
    );
    let dots = |name| Violation::Dots { name };
    assert_eq!(".".parse::<ImageId>(), Err(dots("ImageId")));
    assert_eq!(AccountId::try_from(".."), Err(dots("AccountId")));
}

#[test]
fn deserialized_ids_are_checked_when_they_are_sent() {
    let (account, _) = ids();
    for id in ["", ".", ".."] {
        let image: ImageId =
            serde_json::from_value(id.into()).expect("ids from responses are not checked");
        let client = Client::builder()
            .auth(Auth::api_token(TOKEN))
            .build()
            .expect("the settings are valid");
        let error = client
            .images()
            .v1()
            .edit(&account, &image)
            .to_request()
            .expect_err("the value is invalid");
        assert_eq!(error.kind(), ErrorKind::Config);
        assert!(error.to_string().contains("image_id"), "{error}");
    }
}

#[test]
fn constraints_are_checked_by_validate_alone() {
    let (account, _) = ids();
    assert_eq!(account.validate(), Ok(()));
    // Ids of real images are longer than the limit of the specification.
    let image: ImageId = "107b9558-dd06-4bbd-5fef-9c2c16bb7900".parse().unwrap();
    assert_eq!(
        image.validate(),
        Err(Violation::TooLong {
            most: 32,
            length: 36
        })
    );
}

#[test]
fn to_request_has_no_credentials() {
    let (account, image) = ids();
    let client = Client::builder()
        .auth(Auth::api_token(TOKEN))
        .build()
        .expect("the settings are valid");
    let edit = client
        .images()
        .v1()
        .edit(&account, &image)
        .creator("me")
        .options(Options::new().header("x-a", "b"));
    for _ in 0..2 {
        let request = edit.to_request().expect("the value is valid");
        assert_eq!(request.method(), "PATCH");
        assert_eq!(request.uri().host(), Some("api.cloudflare.com"));
        assert_eq!(request.uri().path(), TARGET);
        assert_eq!(request.headers()["x-a"], "b");
        assert!(!request.headers().contains_key("authorization"));
        assert_eq!(request.body().as_ref(), br#"{"creator":"me"}"#);
    }
}

#[test]
fn clones_share_connections() {
    /// In each mode.
    const CALLS: usize = 10;
    let (account, image) = ids();
    let server = serve([ok()]);
    let client = Client::builder()
        .auth(Auth::api_token(TOKEN))
        .base_url(server.url())
        .build()
        .expect("the settings are valid");
    let edit = || client.clone().images().v1().edit(&account, &image);
    for _ in 0..CALLS {
        edit().send_blocking().expect("the call succeeds");
    }
    block_on(async {
        for _ in 0..CALLS {
            edit().send().await.expect("the call succeeds");
        }
    });
    assert_eq!(server.requests().len(), 2 * CALLS);
    // A connection becomes free shortly after its response has been read, so the next call may open
    // another one on a busy machine. Without sharing, each call would open one.
    assert!(server.connections() <= CALLS, "{}", server.connections());
}

#[test]
fn async_and_blocking_calls_have_separate_pools() {
    let (account, image) = ids();
    let server = serve([ok()]);
    let client = Client::builder()
        .auth(Auth::api_token(TOKEN))
        .base_url(server.url())
        .build()
        .expect("the settings are valid");
    let edit = client.images().v1().edit(&account, &image);
    // The connections of each `send` end with its runtime.
    for _ in 0..3 {
        for mode in Mode::ALL {
            mode.succeed(edit.clone());
        }
    }
    assert_eq!(server.requests().len(), 6);
    // In one runtime, neither mode uses the connection of the other.
    let server = serve([ok()]);
    let client = Client::builder()
        .auth(Auth::api_token(TOKEN))
        .base_url(server.url())
        .build()
        .expect("the settings are valid");
    let edit = client.images().v1().edit(&account, &image);
    block_on(async {
        edit.clone().send().await.expect("the call succeeds");
        let blocking = tokio::task::spawn_blocking(|| edit.send_blocking());
        blocking
            .await
            .expect("no panic")
            .expect("the call succeeds");
    });
    assert_eq!(server.connections(), 2);
}

#[test]
fn unsafe_base_urls_are_refused() {
    for url in [
        "not a url",
        "",
        "/client/v4",
        "ftp://example.com",
        "http://example.com",
        "http://127.0.0.1.example.com",
        "https://user@example.com",
        "https://user:canary@example.com",
        "https://example.com/?k=canary",
        "https://example.com/#canary",
        "mailto:a@example.com",
    ] {
        let error = Client::builder().base_url(url).build().expect_err(url);
        assert_eq!(error.kind(), ErrorKind::Config);
        assert!(
            !format!("{error} {error:?}").contains("canary"),
            "{error:?}"
        );
    }
    for url in [
        "http://localhost:1/",
        "http://[::1]/a",
        "HTTP://127.0.0.2",
        "https://example.com/a%2Fb/c d",
    ] {
        assert!(Client::builder().base_url(url).build().is_ok(), "{url}");
    }
    assert!(
        Client::builder()
            .base_url("http://example.com")
            .allow_http()
            .build()
            .is_ok()
    );
}
