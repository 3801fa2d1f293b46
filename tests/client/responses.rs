//! Responses. `behaviours/table.yaml` and `faults/table.rs` have most cases.

use std::io::Write as _;

use cloudflare_images::{Applied, ErrorKind, Image, Message, Timestamp};
use serde_json::{Value, json};

use crate::client::harness::{Run, documented_response, edit, failure, ok};
use crate::client::server::MockResponse;

/// Makes an edit in both modes, with one response.
fn check_edit(response: &MockResponse, expect: impl Fn(&Run)) {
    edit([response.clone()]).check(expect);
}

fn enveloped(result: &Value) -> Value {
    json!({"errors": [], "messages": [], "result": result, "success": true})
}

#[test]
fn the_example_response_is_decoded() {
    check_edit(&ok(), |run| {
        let image = run.image();
        assert_eq!(image.id.as_ref().map(AsRef::as_ref), Some("id"));
        assert_eq!(image.filename.as_deref(), Some("logo.png"));
        assert_eq!(image.require_signed_urls, Some(true));
        let uploaded = image.uploaded.as_ref().map(|at| at.to_timestamp().unwrap());
        let uploaded = uploaded.map(Timestamp::as_millisecond);
        assert_eq!(uploaded, Some(1_388_629_200_123));
        assert_eq!(image.variants.as_ref().map(Vec::len), Some(3));
    });
}

#[test]
fn the_example_response_round_trips() {
    let result = documented_response()["result"].take();
    let image: Image = serde_json::from_value(result.clone()).expect("the call succeeds");
    assert_eq!(
        serde_json::to_value(image).expect("an image is JSON"),
        result
    );
}

#[test]
fn a_response_has_the_errors_and_messages_of_the_envelope() {
    check_edit(&ok().header("cf-ray", "8f0-SIN"), |run| {
        let Ok(response) = &run.result else {
            panic!("{:?}", run.result);
        };
        assert_eq!(response.status(), 200);
        assert_eq!(response.request_id(), Some("8f0-SIN"));
        assert_eq!(response.attempts(), 1);
        assert_eq!(response.errors_as::<Message>()[0].code, 1000);
        let source = response.messages_as::<Message>().remove(0).source;
        assert_eq!(
            source.and_then(|source| source.pointer).as_deref(),
            Some("pointer")
        );
        assert!(response.body().starts_with(b"{"));
    });
}

#[test]
fn an_error_has_the_errors_of_the_api() {
    for status in [400, 401, 403, 404, 409, 422, 451] {
        check_edit(&failure(status), |run| {
            let error = run.error();
            assert_eq!(error.kind(), ErrorKind::Status);
            assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
            assert_eq!(error.errors()[0].code(), Some("5400"));
            assert_eq!(error.errors_as::<Message>()[0].code, 5400);
            assert_eq!(error.request_id(), Some("8f0000000000abcd-SIN"));
            let text = error.to_string();
            let status_line = error.status().map(|status| status.to_string());
            let want = format!(
                "images.v1.edit: {}: Bad request (5400) [",
                status_line.unwrap_or_default()
            );
            assert!(text.starts_with(&want), "{text}");
            assert!(text.contains("8f0000000000abcd-SIN"), "{text}");
        });
    }
}

#[test]
fn unknown_properties_of_an_error_are_kept() {
    let chain = json!([{"code": 6111, "message": "Invalid format"}]);
    let body = json!({"errors": [{"code": 10000, "message": "Authentication error", "error_chain": chain}]});
    check_edit(&MockResponse::json(403, &body), |run| {
        let error = &run.error().errors_as::<Message>()[0];
        assert_eq!(error.additional_properties["error_chain"], chain);
        assert_eq!(run.error().errors()[0].value()["error_chain"], chain);
    });
}

#[test]
fn an_error_body_may_have_any_shape() {
    for body in [
        "<html>502</html>",
        "",
        "[1]",
        "null",
        r#"{"errors": null}"#,
        r#"{"result": {"code": 1}}"#,
    ] {
        check_edit(&MockResponse::new(403).body(body), |run| {
            let error = run.error();
            assert_eq!(error.kind(), ErrorKind::Status);
            assert_eq!(error.body(), body.as_bytes());
            assert!(error.errors().is_empty());
            assert!(!error.to_string().contains("html"), "{error}");
        });
    }
}

#[test]
fn entries_of_another_type_are_left_out() {
    let list = json!(["what?", {"code": 1, "message": "m"}, {"message": "no code"}, 7]);
    check_edit(&MockResponse::json(400, &json!({"errors": list})), |run| {
        let errors = run.error().errors_as::<Message>();
        assert_eq!(errors.len(), 1);
        assert_eq!(errors[0].code, 1);
    });
}

#[test]
fn error_entries_of_any_shape_are_kept() {
    let list = json!([
        {"code": "E7", "message": "m", "more": [1]},
        {"message": "no code"},
        {"code": 7},
        "what?",
        7,
    ]);
    check_edit(&MockResponse::json(400, &json!({"errors": list})), |run| {
        let errors = run.error().errors();
        let values: Value = errors.iter().map(|entry| entry.value().clone()).collect();
        assert_eq!(values, list);
        let texts: Vec<_> = errors[..3]
            .iter()
            .map(|entry| (entry.code(), entry.message()))
            .collect();
        assert_eq!(
            texts,
            [
                (Some("E7"), Some("m")),
                (None, Some("no code")),
                (Some("7"), None)
            ]
        );
        assert_eq!(errors[3].code(), None);
    });
}

#[test]
fn an_error_has_the_messages_of_the_envelope() {
    let body = json!({"success": false, "errors": [], "messages": [{"code": 3, "message": "m"}]});
    check_edit(&MockResponse::json(400, &body), |run| {
        assert!(run.error().errors().is_empty());
        assert_eq!(run.error().messages_as::<Message>()[0].code, 3);
        assert_eq!(run.error().messages_as::<Value>()[0]["message"], "m");
    });
}

#[test]
fn an_error_body_need_not_be_utf_8() {
    let body = b"\xef\xbb\xbf{\"errors\":[{\"code\":1,\"message\":\"\xff\"}]}";
    check_edit(&MockResponse::new(400).body(*body), |run| {
        assert_eq!(run.error().errors()[0].message(), Some("\u{fffd}"));
    });
}

#[test]
fn an_error_body_can_be_decoded_as_another_type() {
    check_edit(&MockResponse::json(400, &json!({"reason": 7})), |run| {
        let body: Value = run.error().body_as().expect("the body is JSON");
        assert_eq!(body["reason"], 7);
        let wrong = run.error().body_as::<Vec<u8>>().expect_err("it is no list");
        assert_eq!(wrong.kind(), ErrorKind::Decode);
    });
}

#[test]
fn a_result_that_does_not_match_the_specification_was_applied() {
    let cases: [(&[u8], Option<&str>); 11] = [
        (b"<html>hello</html>", None),
        (b"", None),
        (b"[1]", None),
        (b"null", None),
        (b"\"s\"", None),
        (b"{\"result\": {\"id\": ", None),
        (b"{\"success\":true}", Some("result")),
        (b"{\"success\":true,\"result\":null}", Some("result")),
        (
            b"{\"success\":true,\"result\":{\"uploaded\":7}}",
            Some("result.uploaded"),
        ),
        (
            b"{\"success\":true,\"result\":{\"variants\":[\"a\",1]}}",
            Some("result.variants[1]"),
        ),
        (b"{\"success\":true,\"result\":{\"id\":\"caf\xe9\"}}", None),
    ];
    for (body, path) in cases {
        check_edit(
            &MockResponse::new(200)
                .body(body)
                .header("cf-ray", "8f0-SIN"),
            |run| {
                let error = run.error();
                assert_eq!(error.kind(), ErrorKind::Decode, "{error:?}");
                assert_eq!(error.path(), path, "{error}");
                assert_eq!(error.applied(), Applied::Yes);
                assert_eq!(error.body(), body);
                assert_eq!(error.request_id(), Some("8f0-SIN"));
                assert!(!error.to_string().contains("yesterday"), "{error}");
                assert_eq!(run.requests.len(), 1, "the request is not repeated");
            },
        );
    }
}

#[test]
fn a_response_may_have_hundreds_of_headers() {
    let response = (0..240).fold(ok(), |response, number| {
        response.header(&format!("x-{number}"), "value")
    });
    check_edit(&response, |run| {
        assert_eq!(run.image().filename.as_deref(), Some("logo.png"));
    });
}

#[test]
fn bodies_are_decompressed() {
    for (status, body) in [
        (200, enveloped(&json!({"id": "x"}))),
        (400, json!({"errors": [{"code": 1, "message": "m"}]})),
    ] {
        let response = MockResponse::new(status)
            .header("content-encoding", "gzip")
            .body(gzip(body.to_string().as_bytes()));
        check_edit(&response, |run| match &run.result {
            Ok(response) => assert_eq!(response.body(), body.to_string().as_bytes()),
            Err(error) => assert_eq!(error.errors()[0].code(), Some("1")),
        });
    }
}

#[test]
fn an_invalid_compressed_body_is_an_error_with_its_status() {
    let mut compressed = gzip(documented_response().to_string().as_bytes());
    compressed.truncate(40);
    for (status, kind) in [(200, ErrorKind::Transport), (400, ErrorKind::Status)] {
        let response = MockResponse::new(status).header("content-encoding", "gzip");
        check_edit(&response.body(compressed.clone()), |run| {
            assert_eq!(run.error().kind(), kind);
            assert_eq!(
                run.error().status().map(|status| status.as_u16()),
                Some(status)
            );
            assert_eq!(run.requests.len(), 1);
        });
    }
}

#[test]
fn a_body_has_at_most_eight_mebibytes() {
    const LIMIT: usize = 8 << 20;
    let full = |size: usize| {
        let (head, tail) = (r#"{"success":true,"result":{"filename":""#, r#""}}"#);
        let filler = "x".repeat(size - head.len() - tail.len());
        format!("{head}{filler}{tail}").into_bytes()
    };
    check_edit(&MockResponse::new(200).body(full(LIMIT)), |run| {
        assert!(run.image().filename.is_some());
    });
    let compressed = gzip(&full(LIMIT + 1));
    for response in [
        MockResponse::new(200).body(full(LIMIT + 1)),
        MockResponse::new(200)
            .header("content-encoding", "gzip")
            .body(compressed),
    ] {
        check_edit(&response, |run| {
            assert_eq!(run.error().kind(), ErrorKind::BodyTooLarge);
            assert_eq!(run.error().applied(), Applied::Yes);
        });
    }
}

#[test]
fn the_client_stops_reading_at_the_limit() {
    let response = MockResponse::new(200).body(vec![b' '; 9 << 20]);
    let at = response.head_length() + (8 << 20) + (64 << 10);
    check_edit(&response.stalls_after(at), |run| {
        assert_eq!(run.error().kind(), ErrorKind::BodyTooLarge);
    });
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("memory can be written to");
    encoder.finish().expect("memory can be written to")
}

#[test]
fn the_body_limit_can_be_set() {
    let length = documented_response().to_string().len();
    edit([ok()])
        .client(|builder| builder.body_limit(length))
        .check(|run| assert!(run.result.is_ok(), "{:?}", run.result));
    edit([ok()])
        .client(|builder| builder.body_limit(length - 1))
        .check(|run| assert_eq!(run.error().kind(), ErrorKind::BodyTooLarge));
}
