//! Setters, and options that are given to any request.

use cloudflare_images::{Auth, Client, ErrorKind, Map, Options, Value};
use serde_json::json;

use crate::client::door::{TARGET, TOKEN, Way, edit, ids, ok};
use crate::client::server::serve;

#[test]
fn none_leaves_a_field_absent_whatever_was_set_before() {
    edit([ok()])
        .request(|edit| {
            edit.creator(None::<String>)
                .metadata(None)
                .require_signed_urls(None)
        })
        .check(|seen| assert_eq!(seen.request().json(), json!({})));
    edit([ok()])
        .request(|edit| {
            edit.creator("me")
                .metadata([("a", 1)])
                .require_signed_urls(true)
                .creator(None::<&str>)
                .metadata(None)
                .require_signed_urls(None)
        })
        .check(|seen| assert_eq!(seen.request().json(), json!({})));
}

#[test]
fn of_two_calls_of_a_setter_the_later_one_counts() {
    edit([ok()])
        .request(|edit| {
            edit.metadata([("a", 1)])
                .creator("me")
                .creator(None::<String>)
                .creator(Some("you"))
                .metadata(json!({"b": 2}))
        })
        .check(|seen| {
            let body = json!({"creator": "you", "metadata": {"b": 2}});
            assert_eq!(seen.request().json(), body);
        });
}

#[test]
fn a_setter_takes_what_a_program_has_at_hand() {
    let owned = "me".to_owned();
    let map: Map<String, Value> = [("a".to_owned(), 1.into())].into_iter().collect();
    let (account, image) = ids();
    let client = Client::builder().build().expect("it is complete");
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
        let request = edit.to_request().expect("it can be sent");
        let body: Value = serde_json::from_slice(request.body()).expect("it is JSON");
        assert_eq!(body, json!({"creator": "me", "metadata": {"a": 1}}));
    }
}

#[test]
fn setters_follow_after_options() {
    edit([ok()])
        .request(|edit| {
            edit.creator("me")
                .options(Options::new().header("x-a", "b").body_field("new", true))
                .creator("you")
                .require_signed_urls(true)
        })
        .check(|seen| {
            assert_eq!(seen.request().header("x-a"), ["b"]);
            let body = json!({"creator": "you", "requireSignedURLs": true, "new": true});
            assert_eq!(seen.request().json(), body);
        });
}

#[test]
fn options_can_be_kept_and_used_for_two_calls() {
    let server = serve([ok()]);
    let client = Client::builder()
        .auth(Auth::api_token(TOKEN))
        .base_url(server.url())
        .build()
        .expect("it is complete");
    let options = Options::new()
        .header("x-a", "b")
        .query("c", "d")
        .body_field("new", true);
    let (account, image) = ids();
    for (way, creator) in Way::BOTH.into_iter().zip(["me", "you"]) {
        let edit = client.images().v1().edit(&account, &image);
        let edit = edit.options(options.clone()).creator(creator);
        way.succeed(edit);
    }
    let heard = server.heard();
    for (request, creator) in heard.iter().zip(["me", "you"]) {
        assert_eq!(request.header("x-a"), ["b"]);
        assert_eq!(request.target, format!("{TARGET}?c=d"));
        assert_eq!(request.json(), json!({"creator": creator, "new": true}));
    }
    assert_eq!(heard.len(), 2);
}

#[test]
fn options_that_are_given_twice_add_up_and_the_later_ones_win() {
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
        .check(|seen| {
            assert_eq!(seen.request().header("x-a"), ["special"]);
            assert_eq!(seen.request().header("x-b"), ["usual"]);
            assert_eq!(seen.request().json(), json!({"a": "special", "b": "usual"}));
        });
    edit([ok()])
        .client(|builder| builder.header("x-b", "client"))
        .request(|edit| {
            let special = Options::new().remove_header("x-a").remove_header("x-b");
            edit.options(usual.clone()).options(special)
        })
        .check(|seen| {
            assert!(seen.request().header("x-a").is_empty());
            assert!(seen.request().header("x-b").is_empty());
        });
}

#[test]
fn further_fields_say_null_and_take_the_place_of_typed_ones() {
    edit([ok()])
        .request(|edit| {
            let options = Options::new()
                .body_field("creator", Value::Null)
                .body_field("metadata", json!({"b": 2}))
                .body_field("new", true);
            edit.creator("me").metadata([("a", 1)]).options(options)
        })
        .check(|seen| {
            let body = json!({"creator": null, "metadata": {"b": 2}, "new": true});
            assert_eq!(seen.request().json(), body);
        });
}

#[test]
fn a_body_of_ones_own_takes_the_place_of_all_fields() {
    edit([ok()])
        .request(|edit| {
            let options = Options::new().body(json!({"a": 1})).body_field("b", 2);
            edit.creator("me").options(options)
        })
        .check(|seen| assert_eq!(seen.request().json(), json!({"a": 1, "b": 2})));
    edit([ok()])
        .request(|edit| edit.creator("me").options(Options::new().without_body()))
        .check(|seen| {
            assert!(seen.request().body.is_empty());
            assert!(seen.request().header("content-type").is_empty());
        });
    edit([ok()])
        .request(|edit| edit.options(Options::new().body(json!([1])).body_field("b", 2)))
        .check(|seen| {
            assert_eq!(seen.error().kind(), ErrorKind::Config);
            assert_eq!(seen.error().attempts(), 0);
            assert!(seen.requests.is_empty(), "nothing is sent");
        });
}
