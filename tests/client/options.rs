//! Setters and `Options`.

use cloudflare_images::{Auth, Client, ErrorKind, Map, Options, Value};
use serde_json::json;

use crate::client::harness::{Mode, TARGET, TOKEN, edit, ids, ok};
use crate::client::server::serve;

#[test]
fn none_removes_an_earlier_value() {
    edit([ok()])
        .request(|edit| {
            edit.creator(None::<String>)
                .metadata(None)
                .require_signed_urls(None)
        })
        .check(|run| assert_eq!(run.request().json(), json!({})));
    edit([ok()])
        .request(|edit| {
            edit.creator("me")
                .metadata([("a", 1)])
                .require_signed_urls(true)
                .creator(None::<&str>)
                .metadata(None)
                .require_signed_urls(None)
        })
        .check(|run| assert_eq!(run.request().json(), json!({})));
}

#[test]
fn the_last_call_of_a_setter_counts() {
    edit([ok()])
        .request(|edit| {
            edit.metadata([("a", 1)])
                .creator("me")
                .creator(None::<String>)
                .creator(Some("you"))
                .metadata(json!({"b": 2}))
        })
        .check(|run| {
            let body = json!({"creator": "you", "metadata": {"b": 2}});
            assert_eq!(run.request().json(), body);
        });
}

#[test]
fn setters_convert_their_arguments() {
    let owned = "me".to_owned();
    let map: Map<String, Value> = [("a".to_owned(), 1.into())].into_iter().collect();
    let (account, image) = ids();
    let client = Client::builder().build().expect("the settings are valid");
    let edit = client.images().v1().edit(&account, &image);
    let edits = [
        edit.clone().creator("me").metadata([("a", 1)]),
        edit.clone().creator(&owned).metadata(vec![("a", 1)]),
        edit.clone().creator(owned.clone()).metadata(map.clone()),
        edit.clone()
            .creator(Some("me"))
            .metadata(Some(Value::Object(map))),
        edit.creator(Some(owned)).metadata(json!({"a": 1})),
    ];
    for edit in edits {
        let request = edit.to_request().expect("the value is valid");
        let body: Value = serde_json::from_slice(request.body()).expect("the body is JSON");
        assert_eq!(body, json!({"creator": "me", "metadata": {"a": 1}}));
    }
}

#[test]
fn setters_can_follow_options() {
    edit([ok()])
        .request(|edit| {
            edit.creator("me")
                .options(Options::new().header("x-a", "b").body_field("new", true))
                .creator("you")
                .require_signed_urls(true)
        })
        .check(|run| {
            assert_eq!(run.request().header("x-a"), ["b"]);
            let body = json!({"creator": "you", "requireSignedURLs": true, "new": true});
            assert_eq!(run.request().json(), body);
        });
}

#[test]
fn options_can_be_used_for_several_requests() {
    let server = serve([ok()]);
    let client = Client::builder()
        .auth(Auth::api_token(TOKEN))
        .base_url(server.url())
        .build()
        .expect("the settings are valid");
    let options = Options::new()
        .header("x-a", "b")
        .query("c", "d")
        .body_field("new", true);
    let (account, image) = ids();
    for (mode, creator) in Mode::ALL.into_iter().zip(["me", "you"]) {
        let edit = client.images().v1().edit(&account, &image);
        let edit = edit.options(options.clone()).creator(creator);
        mode.succeed(edit);
    }
    let requests = server.requests();
    for (request, creator) in requests.iter().zip(["me", "you"]) {
        assert_eq!(request.header("x-a"), ["b"]);
        assert_eq!(request.target, format!("{TARGET}?c=d"));
        assert_eq!(request.json(), json!({"creator": creator, "new": true}));
    }
    assert_eq!(requests.len(), 2);
}

#[test]
fn later_options_override_earlier_ones_by_setting() {
    let usual = Options::new()
        .header("x-a", "usual")
        .header("x-b", "usual")
        .body_field("a", "usual")
        .body_field("b", "usual");
    edit([ok()])
        .request(|edit| {
            let special = Options::new()
                .header("X-A", "special")
                .body_field("a", "special");
            edit.options(usual.clone()).options(special)
        })
        .check(|run| {
            assert_eq!(run.request().header("x-a"), ["special"]);
            assert_eq!(run.request().header("x-b"), ["usual"]);
            assert_eq!(run.request().json(), json!({"a": "special", "b": "usual"}));
        });
    edit([ok()])
        .client(|builder| builder.header("x-b", "client"))
        .request(|edit| {
            let special = Options::new().remove_header("x-a").remove_header("x-b");
            edit.options(usual.clone()).options(special)
        })
        .check(|run| {
            assert!(run.request().header("x-a").is_empty());
            assert!(run.request().header("x-b").is_empty());
        });
}

#[test]
fn a_body_of_the_options_replaces_all_fields() {
    edit([ok()])
        .request(|edit| {
            let options = Options::new().body(json!({"a": 1})).body_field("b", 2);
            edit.creator("me").options(options)
        })
        .check(|run| assert_eq!(run.request().json(), json!({"a": 1, "b": 2})));
    edit([ok()])
        .request(|edit| edit.creator("me").options(Options::new().without_body()))
        .check(|run| {
            assert!(run.request().body.is_empty());
            assert!(run.request().header("content-type").is_empty());
        });
    edit([ok()])
        .request(|edit| edit.options(Options::new().body(json!([1])).body_field("b", 2)))
        .check(|run| {
            assert_eq!(run.error().kind(), ErrorKind::Config);
            assert_eq!(run.error().attempts(), 0);
            assert!(run.requests.is_empty(), "nothing is sent");
        });
}
