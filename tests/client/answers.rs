//! What the client makes of answers.

use std::io::Write as _;

use cloudflare_images::{Applied, ErrorKind, Image, Message, Timestamp};
use serde_json::{Value, json};

use crate::client::door::{Seen, documented, edit, failure, ok};
use crate::client::server::Answer;

/// One answer, one edit, sent in both ways.
fn check_edit(answer: &Answer, expect: impl Fn(&Seen)) {
    edit([answer.clone()]).check(expect);
}

fn wrapped(result: &Value) -> Value {
    json!({"errors": [], "messages": [], "result": result, "success": true})
}

#[test]
fn the_documented_answer_becomes_an_image() {
    check_edit(&ok(), |seen| {
        let image = seen.image();
        assert_eq!(image.id.as_ref().map(AsRef::as_ref), Some("id"));
        assert_eq!(image.filename.as_deref(), Some("logo.png"));
        assert_eq!(image.require_signed_urls, Some(true));
        assert_eq!(
            image.uploaded.map(Timestamp::as_millisecond),
            Some(1_388_629_200_123)
        );
        assert_eq!(image.variants.as_ref().map(Vec::len), Some(3));
    });
}

#[test]
fn the_documented_answer_survives_being_read_and_written() {
    let result = documented()["result"].take();
    let image: Image = serde_json::from_value(result.clone()).expect("it is an image");
    assert_eq!(
        serde_json::to_value(image).expect("an image is JSON"),
        result
    );
}

#[test]
fn errors_and_messages_beside_a_result_are_within_reach() {
    check_edit(&ok().header("cf-ray", "8f0-SIN"), |seen| {
        let Ok(response) = &seen.result else {
            panic!("{:?}", seen.result);
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
fn a_refusal_has_the_errors_of_the_api() {
    for status in [400, 401, 403, 404, 409, 422, 451] {
        check_edit(&failure(status), |seen| {
            let error = seen.error();
            assert_eq!(error.kind(), ErrorKind::Status);
            assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
            assert_eq!(error.errors()[0].code(), Some("5400"));
            assert_eq!(error.errors_as::<Message>()[0].code, 5400);
            assert_eq!(error.request_id(), Some("8f0000000000abcd-SIN"));
            assert_eq!(error.applied(), Applied::Maybe);
            let text = error.to_string();
            assert!(text.contains("5400: Bad request"), "{text}");
            assert!(text.contains("8f0000000000abcd-SIN"), "{text}");
        });
    }
}

#[test]
fn success_false_on_a_200_is_an_error() {
    check_edit(&failure(200), |seen| {
        let error = seen.error();
        assert_eq!(error.kind(), ErrorKind::Api);
        assert_eq!(error.errors()[0].message(), Some("Bad request"));
        assert!(!error.is_retryable());
    });
}

#[test]
fn what_else_an_error_says_is_kept() {
    let chain = json!([{"code": 6111, "message": "Invalid format"}]);
    let body = json!({"errors": [{"code": 10000, "message": "Authentication error", "error_chain": chain}]});
    check_edit(&Answer::json(403, &body), |seen| {
        let error = &seen.error().errors_as::<Message>()[0];
        assert_eq!(error.additional_properties["error_chain"], chain);
        assert_eq!(seen.error().errors()[0].value()["error_chain"], chain);
    });
}

#[test]
fn an_error_is_not_lost_to_its_form() {
    for body in [
        "<html>502</html>",
        "",
        "[1]",
        "null",
        r#"{"errors": null}"#,
        r#"{"errors": {"code": 1}}"#,
    ] {
        check_edit(&Answer::new(403).body(body), |seen| {
            let error = seen.error();
            assert_eq!(error.kind(), ErrorKind::Status);
            assert_eq!(error.body(), body.as_bytes());
            assert!(error.errors().is_empty());
            assert!(!error.to_string().contains("html"), "{error}");
        });
    }
}

#[test]
fn entries_of_another_form_do_not_take_the_others_along() {
    let list = json!(["what?", {"code": 1, "message": "m"}, {"message": "no code"}, 7]);
    check_edit(&Answer::json(400, &json!({"errors": list})), |seen| {
        let errors = seen.error().errors_as::<Message>();
        assert_eq!(errors.len(), 1);
        assert_eq!(errors[0].code, 1);
    });
}

#[test]
fn an_entry_of_any_form_is_kept_as_it_came() {
    let list = json!([
        {"code": "E7", "message": "m", "more": [1]},
        {"message": "no code"},
        {"code": 7},
        "what?",
        7,
    ]);
    check_edit(&Answer::json(400, &json!({"errors": list})), |seen| {
        let errors = seen.error().errors();
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
fn notes_beside_an_error_can_be_read_as_their_type() {
    let body = json!({"success": false, "errors": [], "messages": [{"code": 3, "message": "m"}]});
    check_edit(&Answer::json(400, &body), |seen| {
        assert!(seen.error().errors().is_empty());
        assert_eq!(seen.error().messages_as::<Message>()[0].code, 3);
        assert_eq!(seen.error().messages_as::<Value>()[0]["message"], "m");
    });
}

#[test]
fn an_error_body_that_is_not_utf_8_is_read_all_the_same() {
    let body = b"\xef\xbb\xbf{\"errors\":[{\"code\":1,\"message\":\"\xff\"}]}";
    check_edit(&Answer::new(400).body(*body), |seen| {
        assert_eq!(seen.error().errors()[0].message(), Some("\u{fffd}"));
    });
}

#[test]
fn an_error_body_can_be_read_as_another_type() {
    check_edit(&Answer::json(400, &json!({"reason": 7})), |seen| {
        let body: Value = seen.error().body_as().expect("it is JSON");
        assert_eq!(body["reason"], 7);
        let wrong = seen
            .error()
            .body_as::<Vec<u8>>()
            .expect_err("it is no list");
        assert_eq!(wrong.kind(), ErrorKind::Decode);
    });
}

#[test]
fn an_answer_that_is_not_what_was_promised_was_applied_all_the_same() {
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
            b"{\"success\":true,\"result\":{\"uploaded\":\"yesterday\"}}",
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
            &Answer::new(200).body(body).header("cf-ray", "8f0-SIN"),
            |seen| {
                let error = seen.error();
                assert_eq!(error.kind(), ErrorKind::Decode, "{error:?}");
                assert_eq!(error.path(), path, "{error}");
                assert_eq!(error.applied(), Applied::Yes);
                assert_eq!(error.body(), body);
                assert_eq!(error.request_id(), Some("8f0-SIN"));
                assert!(!error.to_string().contains("yesterday"), "{error}");
                assert_eq!(seen.requests.len(), 1, "it is not asked again");
            },
        );
    }
}

#[test]
fn an_envelope_need_not_be_complete() {
    for body in [
        json!({"result": {"id": "x"}}),
        json!({"result": {"id": "x", "new": [1]}, "success": true, "result_info": {}}),
        json!({"result": {"id": "x", "creator": null}, "errors": null, "messages": null, "success": true}),
    ] {
        check_edit(&Answer::json(200, &body), |seen| {
            assert_eq!(seen.image().id.as_ref().map(AsRef::as_ref), Some("x"));
            assert_eq!(seen.image().creator, None);
        });
    }
}

#[test]
fn names_may_be_written_with_escapes() {
    let body = r#"{"succ\u0065ss": true, "a\"b": 1, "r\u0065sult": {"\u0069d": "x"}}"#;
    check_edit(&Answer::new(200).body(body), |seen| {
        assert_eq!(seen.image().id.as_ref().map(AsRef::as_ref), Some("x"));
    });
}

#[test]
fn json_is_recognised_without_its_content_type_and_behind_a_byte_order_mark() {
    let body = format!("\u{feff}{}", wrapped(&json!({"id": "x"})));
    check_edit(&Answer::new(202).body(body), |seen| {
        assert_eq!(seen.image().id.as_ref().map(AsRef::as_ref), Some("x"));
    });
}

#[test]
fn numbers_in_metadata_stay_exact() {
    let body = r#"{"success":true,"result":{"meta":{"n":9007199254740993}}}"#;
    check_edit(&Answer::new(200).body(body), |seen| {
        let meta = seen.image().meta.as_ref().expect("there is metadata");
        assert_eq!(meta["n"], 9_007_199_254_740_993_u64);
    });
}

#[test]
fn a_body_may_be_packed_and_an_error_too() {
    for (status, body) in [
        (200, wrapped(&json!({"id": "x"}))),
        (400, json!({"errors": [{"code": 1, "message": "m"}]})),
    ] {
        let answer = Answer::new(status)
            .header("content-encoding", "gzip")
            .body(gzip(body.to_string().as_bytes()));
        check_edit(&answer, |seen| match &seen.result {
            Ok(response) => assert_eq!(response.body(), body.to_string().as_bytes()),
            Err(error) => assert_eq!(error.errors()[0].code(), Some("1")),
        });
    }
}

#[test]
fn a_packed_body_that_is_broken_is_an_error_with_its_status() {
    let mut packed = gzip(documented().to_string().as_bytes());
    packed.truncate(40);
    for (status, kind) in [(200, ErrorKind::Transport), (400, ErrorKind::Status)] {
        let answer = Answer::new(status).header("content-encoding", "gzip");
        check_edit(&answer.body(packed.clone()), |seen| {
            assert_eq!(seen.error().kind(), kind);
            assert_eq!(
                seen.error().status().map(|status| status.as_u16()),
                Some(status)
            );
            assert_eq!(seen.requests.len(), 1);
        });
    }
}

#[test]
fn eight_mebibytes_are_read_and_no_byte_more() {
    const LIMIT: usize = 8 << 20;
    let full = |size: usize| {
        let (head, tail) = (r#"{"success":true,"result":{"filename":""#, r#""}}"#);
        let filler = "x".repeat(size - head.len() - tail.len());
        format!("{head}{filler}{tail}").into_bytes()
    };
    check_edit(&Answer::new(200).body(full(LIMIT)), |seen| {
        assert!(seen.image().filename.is_some());
    });
    let packed = gzip(&full(LIMIT + 1));
    for answer in [
        Answer::new(200).body(full(LIMIT + 1)),
        Answer::new(200)
            .header("content-encoding", "gzip")
            .body(packed),
    ] {
        check_edit(&answer, |seen| {
            assert_eq!(seen.error().kind(), ErrorKind::BodyTooLarge);
            assert_eq!(seen.error().applied(), Applied::Yes);
        });
    }
}

#[test]
fn a_body_without_end_is_not_waited_for() {
    let answer = Answer::new(200).body(vec![b' '; 9 << 20]);
    let at = answer.head_length() + (8 << 20) + (64 << 10);
    check_edit(&answer.stalls_after(at), |seen| {
        assert_eq!(seen.error().kind(), ErrorKind::BodyTooLarge);
    });
}

#[test]
fn nesting_without_end_is_an_error_and_no_crash() {
    let deep = "[".repeat(100_000);
    for status in [200, 400] {
        check_edit(
            &Answer::new(status).body(format!(r#"{{"success":true,"result":{{"meta":{deep}"#)),
            |seen| {
                assert!(seen.result.is_err());
            },
        );
    }
}

#[test]
fn redirects_are_reported_and_not_followed() {
    for status in [301, 302, 303, 307, 308] {
        for location in ["/client/v4/elsewhere", "http://127.0.0.1:9/"] {
            check_edit(&Answer::new(status).header("location", location), |seen| {
                assert_eq!(seen.error().kind(), ErrorKind::Redirect);
                assert_eq!(
                    seen.error().status().map(|status| status.as_u16()),
                    Some(status)
                );
                assert_eq!(seen.requests.len(), 1);
            });
        }
    }
}

#[test]
fn statuses_without_a_meaning_here_are_errors() {
    for status in [101, 204, 205, 300, 304, 999] {
        check_edit(&Answer::new(status), |seen| {
            let kind = if (200..300).contains(&status) {
                ErrorKind::Decode
            } else {
                ErrorKind::Status
            };
            assert_eq!(seen.error().kind(), kind, "{status}");
        });
    }
}

#[test]
fn an_answer_that_breaks_off_was_applied_if_its_status_says_so() {
    let at = ok().head_length() + 10;
    check_edit(&ok().closes_after(at), |seen| {
        assert_eq!(
            seen.error().kind(),
            ErrorKind::Transport,
            "{:?}",
            seen.error()
        );
        assert_eq!(seen.error().applied(), Applied::Yes);
        assert_eq!(
            seen.error().status().map(|status| status.as_u16()),
            Some(200)
        );
        assert_eq!(seen.requests.len(), 1);
    });
    check_edit(&ok().closes_after(0), |seen| {
        assert_eq!(
            seen.error().kind(),
            ErrorKind::Transport,
            "{:?}",
            seen.error()
        );
        assert_eq!(seen.error().applied(), Applied::Maybe);
        assert_eq!(seen.requests.len(), 1);
    });
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("memory can be written to");
    encoder.finish().expect("memory can be written to")
}
