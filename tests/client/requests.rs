//! What the client sends.

use cloudflare_images::{AccountId, Client, ErrorKind, ImageId, Value, Violation, blocking};
use serde_json::json;

use crate::client::door::{Seen, TARGET, TOKEN, block_on, edit, ids, ok};
use crate::client::server::serve;

#[track_caller]
fn check_refused(seen: &Seen) {
    assert_eq!(seen.error().kind(), ErrorKind::Config);
    assert_eq!(seen.error().attempts(), 0);
    assert!(seen.requests.is_empty(), "nothing is sent");
}

#[test]
fn with_nothing_set_the_body_is_an_empty_object() {
    edit!([ok()], |seen| {
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
    edit!(
        [ok()],
        |edit| edit
            .creator("me")
            .metadata([
                ("n", Value::from(9_007_199_254_740_993_u64)),
                ("t", "é😀".into())
            ])
            .require_signed_urls(false)
            .options(),
        |seen| {
            let body = json!({
                "creator": "me",
                "metadata": {"n": 9_007_199_254_740_993_u64, "t": "é😀"},
                "requireSignedURLs": false,
            });
            assert_eq!(seen.request().json(), body);
        }
    );
}

#[test]
fn further_fields_say_null_and_take_the_place_of_typed_ones() {
    edit!(
        [ok()],
        |edit| edit
            .creator("me")
            .metadata([("a", 1)])
            .options()
            .body_field("creator", Value::Null)
            .body_field("metadata", json!({"b": 2}))
            .body_field("new", true),
        |seen| {
            let body = json!({"creator": null, "metadata": {"b": 2}, "new": true});
            assert_eq!(seen.request().json(), body);
        }
    );
}

#[test]
fn a_body_of_ones_own_takes_the_place_of_all_fields() {
    edit!(
        [ok()],
        |edit| edit
            .creator("me")
            .options()
            .body(json!({"a": 1}))
            .body_field("b", 2),
        |seen| assert_eq!(seen.request().json(), json!({"a": 1, "b": 2}))
    );
    edit!(
        [ok()],
        |edit| edit.creator("me").options().without_body(),
        |seen| {
            assert!(seen.request().body.is_empty());
            assert!(seen.request().header("content-type").is_empty());
        }
    );
    edit!(
        [ok()],
        |edit| edit.options().body(json!([1])).body_field("b", 2),
        |seen| check_refused(&seen)
    );
}

#[test]
fn headers_of_the_call_go_before_those_of_the_client_whatever_their_case() {
    edit!(
        [ok()],
        |builder| builder.header("X-One", "client").header("x-two", "client"),
        |edit| edit
            .options()
            .header("x-ONE", "call")
            .header("User-Agent", "me/1"),
        |seen| {
            assert_eq!(seen.request().header("x-one"), ["call"]);
            assert_eq!(seen.request().header("x-two"), ["client"]);
            assert_eq!(seen.request().header("user-agent"), ["me/1"]);
        }
    );
}

#[test]
fn a_header_can_be_removed() {
    edit!(
        [ok()],
        |builder| builder.header("X-One", "client"),
        |edit| edit
            .options()
            .remove_header("x-one")
            .remove_header("User-Agent")
            .remove_header("Authorization"),
        |seen| {
            assert!(seen.request().header("x-one").is_empty());
            assert!(seen.request().header("user-agent").is_empty());
            assert!(seen.request().header("authorization").is_empty());
        }
    );
}

#[test]
fn a_header_can_be_removed_for_all_calls_and_set_for_one() {
    edit!(
        [ok()],
        |builder| builder
            .remove_header("user-agent")
            .remove_header("accept-encoding"),
        |edit| edit.options().header("User-Agent", "me/1"),
        |seen| {
            assert_eq!(seen.request().header("user-agent"), ["me/1"]);
            assert!(seen.request().header("accept-encoding").is_empty());
        }
    );
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
        edit!([ok()], |edit| edit.options().header(name, value), |seen| {
            check_refused(&seen);
        });
        edit!(
            [ok()],
            |builder| builder.header(name, value),
            |edit| edit.options(),
            |seen| check_refused(&seen)
        );
    }
}

#[test]
fn query_parameters_are_encoded_and_those_of_the_call_go_first() {
    edit!(
        [ok()],
        |builder| builder.query("a", "client").query("b", "1"),
        |edit| edit.options().query("a", "x y&z=ü").query("a", "2"),
        |seen| assert_eq!(
            seen.request().target,
            format!("{TARGET}?b=1&a=x%20y%26z%3D%C3%BC&a=2")
        )
    );
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
            .api_token(TOKEN)
            .base_url(server.url())
            .build()
            .expect("it is complete");
        block_on(client.images().v1().edit(&account, &image).send()).expect("it is sent");
        let client = blocking::Client::builder()
            .api_token(TOKEN)
            .base_url(server.url())
            .build()
            .expect("it is complete");
        client
            .images()
            .v1()
            .edit(&account, &image)
            .send()
            .expect("it is sent");
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
            .api_token(TOKEN)
            .build()
            .expect("it is complete");
        let error = client
            .images()
            .v1()
            .edit(&account, &image)
            .options()
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
        .api_token(TOKEN)
        .build()
        .expect("it is complete");
    let call = client
        .images()
        .v1()
        .edit(&account, &image)
        .creator("me")
        .options()
        .header("x-a", "b");
    for _ in 0..2 {
        let request = call.clone().to_request().expect("it can be sent");
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
    /// By each of the clients.
    const CALLS: usize = 10;
    let (account, image) = ids();
    let server = serve([ok()]);
    let client = blocking::Client::builder()
        .api_token(TOKEN)
        .base_url(server.url())
        .build()
        .expect("it is complete");
    for _ in 0..CALLS {
        client
            .clone()
            .images()
            .v1()
            .edit(&account, &image)
            .send()
            .expect("it is sent");
    }
    let client = Client::builder()
        .api_token(TOKEN)
        .base_url(server.url())
        .build()
        .expect("it is complete");
    block_on(async {
        for _ in 0..CALLS {
            client
                .clone()
                .images()
                .v1()
                .edit(&account, &image)
                .send()
                .await
                .expect("it is sent");
        }
    });
    assert_eq!(server.heard().len(), 2 * CALLS);
    // A connection is free again a moment after its answer has been read, so a call that follows
    // at once may open another one on a busy machine. Without sharing, each of them would.
    assert!(server.connections() <= CALLS, "{}", server.connections());
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
