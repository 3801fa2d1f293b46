//! What the client sends.

use cloudflare_images::{AccountId, Auth, Client, ErrorKind, ImageId, Options, Value, Violation};
use serde_json::json;

use crate::client::door::{Seen, TARGET, TOKEN, Way, block_on, edit, ids, ok};
use crate::client::server::serve;

#[track_caller]
fn check_refused(seen: &Seen) {
    assert_eq!(seen.error().kind(), ErrorKind::Config);
    assert_eq!(seen.error().attempts(), 0);
    assert!(seen.requests.is_empty(), "nothing is sent");
}

#[test]
fn with_nothing_set_the_body_is_an_empty_object() {
    edit([ok()]).check(|seen| {
        let request = seen.request();
        assert_eq!(request.method, "PATCH");
        assert_eq!(request.target, TARGET);
        assert_eq!(request.body, b"{}");
        assert_eq!(request.header("content-type"), ["application/json"]);
        assert_eq!(request.header("accept"), ["application/json"]);
        assert_eq!(request.header("accept-encoding"), ["gzip"]);
        assert_eq!(request.header("authorization"), [format!("Bearer {TOKEN}")]);
        assert_eq!(request.header("user-agent"), ["cloudflare-images/0.1.0"]);
    });
}

#[test]
fn what_is_set_is_sent_under_its_name_on_the_wire() {
    edit([ok()])
        .request(|edit| {
            edit.creator("me")
                .metadata([
                    ("n", Value::from(9_007_199_254_740_993_u64)),
                    ("t", "é😀".into()),
                ])
                .require_signed_urls(false)
        })
        .check(|seen| {
            let body = json!({
                "creator": "me",
                "metadata": {"n": 9_007_199_254_740_993_u64, "t": "é😀"},
                "requireSignedURLs": false,
            });
            assert_eq!(seen.request().json(), body);
        });
}

#[test]
fn headers_of_the_call_go_before_those_of_the_client_whatever_their_case() {
    edit([ok()])
        .client(|builder| builder.header("X-One", "client").header("x-two", "client"))
        .request(|edit| {
            let options = Options::new()
                .header("x-ONE", "call")
                .header("User-Agent", "me/1");
            edit.options(options)
        })
        .check(|seen| {
            assert_eq!(seen.request().header("x-one"), ["call"]);
            assert_eq!(seen.request().header("x-two"), ["client"]);
            assert_eq!(seen.request().header("user-agent"), ["me/1"]);
        });
}

#[test]
fn a_header_can_be_removed() {
    edit([ok()])
        .client(|builder| builder.header("X-One", "client"))
        .request(|edit| {
            let options = Options::new()
                .remove_header("x-one")
                .remove_header("User-Agent")
                .remove_header("Authorization");
            edit.options(options)
        })
        .check(|seen| {
            assert!(seen.request().header("x-one").is_empty());
            assert!(seen.request().header("user-agent").is_empty());
            assert!(seen.request().header("authorization").is_empty());
        });
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
        .check(|seen| {
            assert_eq!(seen.request().header("user-agent"), ["me/1"]);
            assert!(seen.request().header("accept-encoding").is_empty());
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
fn query_parameters_are_encoded_and_those_of_the_call_go_first() {
    edit([ok()])
        .client(|builder| builder.query("a", "client").query("b", "1"))
        .request(|edit| edit.options(Options::new().query("a", "x y&z=ü").query("a", "2")))
        .check(|seen| {
            assert_eq!(
                seen.request().target,
                format!("{TARGET}?b=1&a=x%20y%26z%3D%C3%BC&a=2")
            );
        });
}

#[test]
fn any_id_becomes_one_segment() {
    let (account, _) = ids();
    for (id, segment) in [
        ("a/b", "a%2Fb"),
        ("a?b#c", "a%3Fb%23c"),
        ("100%", "100%25"),
        ("%2e%2e", "%252e%252e"),
        ("../x", "..%2Fx"),
        ("...", "..."),
        (" ", "%20"),
        ("a\0b", "a%00b"),
        ("a;b,c=d&e+f:g@h", "a;b,c=d&e+f:g@h"),
        ("a|b^c`{d}\\", "a%7Cb%5Ec%60%7Bd%7D%5C"),
        ("café中😀", "caf%C3%A9%E4%B8%AD%F0%9F%98%80"),
        ("{account_id}", "%7Baccount_id%7D"),
    ] {
        let server = serve([ok()]);
        let image: ImageId = id.parse().expect("it can be sent");
        let client = Client::builder()
            .auth(Auth::api_token(TOKEN))
            .base_url(server.url())
            .build()
            .expect("it is complete");
        let edit = client.images().v1().edit(&account, &image);
        block_on(edit.clone().send()).expect("it is sent");
        edit.send_blocking().expect("it is sent");
        for request in server.heard() {
            assert_eq!(
                request.target,
                format!("/client/v4/accounts/{account}/images/v1/{segment}")
            );
        }
        assert_eq!(server.heard().len(), 2);
    }
}

#[test]
fn an_id_that_a_path_would_lose_is_refused_when_it_is_made() {
    assert_eq!("".parse::<ImageId>(), Err(Violation::Empty));
    assert_eq!(".".parse::<ImageId>(), Err(Violation::Dots));
    assert_eq!(AccountId::try_from(".."), Err(Violation::Dots));
}

#[test]
fn an_id_that_came_from_elsewhere_is_refused_when_it_is_sent() {
    let (account, _) = ids();
    for id in ["", ".", ".."] {
        let image: ImageId =
            serde_json::from_value(id.into()).expect("ids from answers are not checked");
        let client = Client::builder()
            .auth(Auth::api_token(TOKEN))
            .build()
            .expect("it is complete");
        let error = client
            .images()
            .v1()
            .edit(&account, &image)
            .to_request()
            .expect_err("it cannot be sent");
        assert_eq!(error.kind(), ErrorKind::Config);
        assert!(error.to_string().contains("image_id"), "{error}");
    }
}

#[test]
fn limits_of_the_specification_are_checked_on_demand_only() {
    let (account, image) = ids();
    assert_eq!(account.validate(), Ok(()));
    assert_eq!(
        image.validate(),
        Err(Violation::TooLong {
            most: 32,
            length: 36
        })
    );
}

#[test]
fn a_request_is_a_value_without_credentials() {
    let (account, image) = ids();
    let client = Client::builder()
        .auth(Auth::api_token(TOKEN))
        .build()
        .expect("it is complete");
    let edit = client
        .images()
        .v1()
        .edit(&account, &image)
        .creator("me")
        .options(Options::new().header("x-a", "b"));
    for _ in 0..2 {
        let request = edit.to_request().expect("it can be sent");
        assert_eq!(request.method(), "PATCH");
        assert_eq!(request.uri().host(), Some("api.cloudflare.com"));
        assert_eq!(request.uri().path(), TARGET);
        assert_eq!(request.headers()["x-a"], "b");
        assert!(!request.headers().contains_key("authorization"));
        assert_eq!(request.body().as_ref(), br#"{"creator":"me"}"#);
    }
}

#[test]
fn connections_are_kept_and_shared_by_clones() {
    /// In each of the ways.
    const CALLS: usize = 10;
    let (account, image) = ids();
    let server = serve([ok()]);
    let client = Client::builder()
        .auth(Auth::api_token(TOKEN))
        .base_url(server.url())
        .build()
        .expect("it is complete");
    let edit = || client.clone().images().v1().edit(&account, &image);
    for _ in 0..CALLS {
        edit().send_blocking().expect("it is sent");
    }
    block_on(async {
        for _ in 0..CALLS {
            edit().send().await.expect("it is sent");
        }
    });
    assert_eq!(server.heard().len(), 2 * CALLS);
    // A connection is free again a moment after its answer has been read, so a call that follows
    // at once may open another one on a busy machine. Without sharing, each of them would.
    assert!(server.connections() <= CALLS, "{}", server.connections());
}

#[test]
fn each_way_of_sending_has_a_pool_of_its_own() {
    let (account, image) = ids();
    let server = serve([ok()]);
    let client = Client::builder()
        .auth(Auth::api_token(TOKEN))
        .base_url(server.url())
        .build()
        .expect("it is complete");
    let edit = client.images().v1().edit(&account, &image);
    // The runtime of each `send` ends with it, and its connections with the runtime.
    for _ in 0..3 {
        for way in Way::BOTH {
            way.succeed(edit.clone());
        }
    }
    assert_eq!(server.heard().len(), 6);
    // In one runtime, neither way takes the connection of the other.
    let server = serve([ok()]);
    let client = Client::builder()
        .auth(Auth::api_token(TOKEN))
        .base_url(server.url())
        .build()
        .expect("it is complete");
    let edit = client.images().v1().edit(&account, &image);
    block_on(async {
        edit.clone().send().await.expect("it is sent");
        let blocking = tokio::task::spawn_blocking(|| edit.send_blocking());
        blocking.await.expect("no panic").expect("it is sent");
    });
    assert_eq!(server.connections(), 2);
}

#[test]
fn base_urls_that_would_betray_credentials_or_the_path_are_refused() {
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
