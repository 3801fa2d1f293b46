//! The table.

use cloudflare_images::Applied::{Maybe, No, Yes};
use cloudflare_images::ErrorKind::{
    Api, BodyTooLarge, Decode, Redirect, Status, Timeout, Transport,
};

use crate::client::faults::rogue::Fault;
use crate::client::faults::{expect, fault, fine};

/// A head that echoes the credentials, and is not complete.
const HEAD: &str = "HTTP/1.1 200 OK\r\nx-echo: {secret}\r\ncf-ray: 8f0-{secret}\r\n";

/// An answer that would be fine.
const FINE: &str = r#"{"success":true,"errors":[],"messages":[],"result":{"id":"x"}}"#;

/// Errors that echo the credentials.
const ECHO: &str = r#"{"success":false,"errors":[{"code":1,"message":"{secret}"}],"result":null}"#;

fn after_head(rest: &str) -> Fault {
    Fault::says(format!("{HEAD}{rest}"))
}

fn answers(status: u16, body: &str) -> Fault {
    Fault::answers(status, "cf-ray: 8f0-{secret}\r\n", body)
}

/// A redirect to `location`, which takes the credentials along.
fn redirects(status: u16, location: &str) -> Fault {
    Fault::answers(status, &format!("location: {location}\r\n"), ECHO)
}

fn retry_after(value: &str) -> Fault {
    Fault::answers(429, &format!("retry-after: {value}\r\n"), ECHO)
}

fn deep() -> String {
    format!(
        r#"{{"success":true,"result":{{"meta":{}"#,
        "[".repeat(100_000)
    )
}

/// Each line is a test, and the number of lines stands on a page of the
/// documentation.
macro_rules! faults {
    ($($name:ident: $fault:expr => $expected:expr;)*) => {
        $(#[test]
        fn $name() {
            fault(&$fault, $expected);
        })*

        pub(crate) const LINES: usize = [$(stringify!($name)),*].len();
    };
}

faults! {
    nothing_wrong: answers(200, FINE) => fine();

    no_head: Fault::says("").stalls() => expect(Timeout, Maybe, 1);
    slow_head: Fault::says("HTTP/1.1 200 OK\r\nx-a:").drips() => expect(Timeout, Maybe, 1);
    slow_body: after_head("content-length: 500\r\n\r\n{").stalls() => expect(Timeout, Yes, 1);
    dripped_body: after_head("content-length: 50000\r\n\r\n{").drips() => expect(Timeout, Yes, 1);
    slow_chunks: after_head("transfer-encoding: chunked\r\n\r\n1\r\n{\r\n").stalls() => expect(Timeout, Yes, 1);

    closed_without_a_word: Fault::says("").closes() => expect(Transport, Maybe, 1);
    truncated_head: Fault::says("HTTP/1.1 200 OK\r\nx-a: b").closes() => expect(Transport, Maybe, 1);
    truncated_body: after_head("content-length: 500\r\n\r\n{\"success\":true").closes() => expect(Transport, Yes, 1);
    truncated_error: Fault::says("HTTP/1.1 500 E\r\ncontent-length: 500\r\n\r\n{{secret}").closes() => expect(Transport, Maybe, 1);
    truncated_chunks: after_head("transfer-encoding: chunked\r\n\r\n5\r\n{\"suc\r\n").closes() => expect(Transport, Yes, 1);
    bad_chunk: after_head("transfer-encoding: chunked\r\n\r\n{secret}\r\n").closes() => expect(Transport, Yes, 1);
    length_unknown: after_head(&format!("\r\n{FINE}")).closes() => fine();

    reset_before_the_request_is_read: Fault::resets_at_once() => expect(Transport, Maybe, 0);
    reset_before_the_answer: Fault::says("").resets() => expect(Transport, Maybe, 1);
    reset_during_the_head: Fault::says("HTTP/1.1 200").resets() => expect(Transport, Maybe, 1);
    reset_after_the_answer: answers(200, FINE).resets() => fine();
    reset_during_the_body: after_head("content-length: 500\r\n\r\n{").resets() => expect(Transport, Yes, 1);

    no_http: Fault::says("SSH-2.0-{secret}\r\n").closes() => expect(Transport, Maybe, 1);
    bad_status_line: Fault::says("HTTP/1.1 {secret}\r\n\r\n").closes() => expect(Transport, Maybe, 1);
    bad_header: Fault::says("HTTP/1.1 200 OK\r\n{secret}: \0\r\n\r\n").closes() => expect(Transport, Maybe, 1);
    head_without_end: Fault::says(format!("HTTP/1.1 200 OK\r\n{}", "x-a: {secret}\r\n".repeat(50_000))).closes() => expect(Transport, Maybe, 1);
    two_lengths: after_head("content-length: 3\r\ncontent-length: 4\r\n\r\n{}  ").closes() => expect(Transport, Maybe, 1);
    negative_length: after_head("content-length: -1\r\n\r\n{}").closes() => expect(Transport, Maybe, 1);
    absurd_length: after_head("content-length: 99999999999999999999999\r\n\r\n{}").closes() => expect(Transport, Maybe, 1);
    a_length_and_chunks: after_head(&format!("content-length: 3\r\ntransfer-encoding: chunked\r\n\r\n{:x}\r\n{FINE}\r\n0\r\n\r\n", FINE.len())).closes() => fine();
    an_answer_and_another: Fault::answers(200, "", FINE).closes() => fine();

    one_byte_too_many: answers(200, &" ".repeat((8 << 20) + 1)).closes() => expect(BodyTooLarge, Yes, 1);
    one_byte_too_many_of_an_error: answers(500, &" ".repeat((8 << 20) + 1)).closes() => expect(BodyTooLarge, Maybe, 1);
    a_promise_of_too_much: after_head("content-length: 9999999999\r\n\r\n{").closes() => expect(Transport, Yes, 1);
    nesting_without_end: answers(200, &deep()) => expect(Decode, Yes, 1);
    nesting_without_end_in_an_error: answers(400, &deep()) => expect(Status, Maybe, 1);
    invalid_utf_8: Fault::answers(200, "", b"{\"result\":{\"id\":\"{secret}\xff\"}}") => expect(Decode, Yes, 1);
    invalid_utf_8_in_an_error: Fault::answers(400, "", b"{\"errors\":[{\"code\":1,\"message\":\"{secret}\xff\"}]}") => expect(Status, Maybe, 1);
    packed_badly: Fault::answers(200, "content-encoding: gzip\r\n", b"\x1f\x8b{secret}") => expect(Transport, Yes, 1);
    html: answers(502, "<html>{secret}</html>") => expect(Status, Maybe, 1);

    moved_301: redirects(301, "/client/v4/elsewhere?{secret}") => expect(Redirect, Maybe, 1);
    moved_302: redirects(302, "/client/v4/elsewhere?{secret}") => expect(Redirect, Maybe, 1);
    moved_303: redirects(303, "/client/v4/elsewhere?{secret}") => expect(Redirect, Maybe, 1);
    moved_307: redirects(307, "/client/v4/elsewhere?{secret}") => expect(Redirect, Maybe, 1);
    moved_308: redirects(308, "/client/v4/elsewhere?{secret}") => expect(Redirect, Maybe, 1);
    moved_away_301: redirects(301, "{other}?{secret}") => expect(Redirect, Maybe, 1);
    moved_away_302: redirects(302, "{other}?{secret}") => expect(Redirect, Maybe, 1);
    moved_away_303: redirects(303, "{other}?{secret}") => expect(Redirect, Maybe, 1);
    moved_away_307: redirects(307, "{other}?{secret}") => expect(Redirect, Maybe, 1);
    moved_away_308: redirects(308, "{other}?{secret}") => expect(Redirect, Maybe, 1);
    moved_nowhere: Fault::answers(307, "", ECHO) => expect(Redirect, Maybe, 1);

    status_101: Fault::says("HTTP/1.1 101 Switching\r\nupgrade: canary\r\nconnection: upgrade\r\n\r\n").closes() => expect(Status, Maybe, 1);
    status_204: Fault::says("HTTP/1.1 204 No Content\r\n\r\n") => expect(Decode, Yes, 1);
    status_205: Fault::says("HTTP/1.1 205 Reset\r\ncontent-length: 0\r\n\r\n") => expect(Decode, Yes, 1);
    status_304: Fault::says("HTTP/1.1 304 Not Modified\r\n\r\n") => expect(Status, Maybe, 1);
    status_400: answers(400, ECHO) => expect(Status, Maybe, 1);
    status_500: answers(500, ECHO) => expect(Status, Maybe, 1);
    status_999: answers(999, ECHO) => expect(Status, Maybe, 1);

    a_200_that_failed: answers(200, ECHO) => expect(Api, Maybe, 1);
    no_result: answers(200, r#"{"success":true,"{secret}":1}"#) => expect(Decode, Yes, 1);
    null_result: answers(200, r#"{"success":true,"result":null}"#) => expect(Decode, Yes, 1);
    wrong_result: answers(200, r#"{"success":true,"result":{"id":{"{secret}":1}}}"#) => expect(Decode, Yes, 1);

    too_hasty: answers(429, ECHO) => expect(Status, No, 0).attempts(3);
    retry_after_negative: retry_after("-1") => expect(Status, No, 0).attempts(3);
    retry_after_malformed: retry_after("{secret}") => expect(Status, No, 0).attempts(3);
    retry_after_absurd: retry_after("99999999999999999999") => expect(Status, No, 0);
    retry_after_on_a_503: Fault::answers(503, "retry-after: 1\r\n", ECHO) => expect(Status, Maybe, 1);
}
