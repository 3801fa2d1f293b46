//! The table of faults.

use cloudflare_images::Applied::{Maybe, No, Yes};
use cloudflare_images::ErrorKind::{
    Api, BodyTooLarge, Decode, Redirect, Status, Timeout, Transport,
};

use crate::client::faults::faulty_server::FaultyResponse;
use crate::client::faults::{check, error, success};

/// The beginning of a head, which echoes the credentials.
const HEAD: &str = "HTTP/1.1 200 OK\r\nx-echo: {secret}\r\ncf-ray: 8f0-{secret}\r\n";

/// A valid body.
const FINE: &str = r#"{"success":true,"errors":[],"messages":[],"result":{"id":"x"}}"#;

/// A body with an error that echoes the credentials.
const ECHO: &str = r#"{"success":false,"errors":[{"code":1,"message":"{secret}"}],"result":null}"#;

fn after_head(rest: &str) -> FaultyResponse {
    FaultyResponse::raw(format!("{HEAD}{rest}"))
}

fn response(status: u16, body: &str) -> FaultyResponse {
    FaultyResponse::new(status, "cf-ray: 8f0-{secret}\r\n", body)
}

/// A redirect to `location`.
fn redirects(status: u16, location: &str) -> FaultyResponse {
    FaultyResponse::new(status, &format!("location: {location}\r\n"), ECHO)
}

fn retry_after(value: &str) -> FaultyResponse {
    FaultyResponse::new(429, &format!("retry-after: {value}\r\n"), ECHO)
}

fn nested() -> String {
    format!(
        r#"{{"success":true,"result":{{"meta":{}"#,
        "[".repeat(100_000)
    )
}

/// Each line is a test. `promises` checks their number against the documentation.
macro_rules! faults {
    ($($name:ident: $fault:expr => $expected:expr;)*) => {
        $(#[test]
        fn $name() {
            check(&$fault, $expected);
        })*

        pub(crate) const CASES: usize = [$(stringify!($name)),*].len();
    };
}

faults! {
    no_fault: response(200, FINE) => success();

    no_head: FaultyResponse::raw("").stalls() => error(Timeout, Maybe, 1);
    slow_head: FaultyResponse::raw("HTTP/1.1 200 OK\r\nx-a:").drips() => error(Timeout, Maybe, 1);
    slow_body: after_head("content-length: 500\r\n\r\n{").stalls() => error(Timeout, Yes, 1);
    dripped_body: after_head("content-length: 50000\r\n\r\n{").drips() => error(Timeout, Yes, 1);
    slow_chunks: after_head("transfer-encoding: chunked\r\n\r\n1\r\n{\r\n").stalls() => error(Timeout, Yes, 1);

    closed_before_the_head: FaultyResponse::raw("").closes() => error(Transport, Maybe, 1);
    truncated_head: FaultyResponse::raw("HTTP/1.1 200 OK\r\nx-a: b").closes() => error(Transport, Maybe, 1);
    truncated_body: after_head("content-length: 500\r\n\r\n{\"success\":true").closes() => error(Transport, Yes, 1);
    truncated_error: FaultyResponse::raw("HTTP/1.1 500 E\r\ncontent-length: 500\r\n\r\n{{secret}").closes() => error(Transport, Maybe, 1);
    truncated_chunks: after_head("transfer-encoding: chunked\r\n\r\n5\r\n{\"suc\r\n").closes() => error(Transport, Yes, 1);
    invalid_chunk: after_head("transfer-encoding: chunked\r\n\r\n{secret}\r\n").closes() => error(Transport, Yes, 1);
    length_unknown: after_head(&format!("\r\n{FINE}")).closes() => success();

    reset_before_the_request_is_read: FaultyResponse::resets_before_reading() => error(Transport, Maybe, 0);
    reset_before_the_head: FaultyResponse::raw("").resets() => error(Transport, Maybe, 1);
    reset_during_the_head: FaultyResponse::raw("HTTP/1.1 200").resets() => error(Transport, Maybe, 1);
    reset_after_the_response: response(200, FINE).resets() => success();
    reset_during_the_body: after_head("content-length: 500\r\n\r\n{").resets() => error(Transport, Yes, 1);

    not_http: FaultyResponse::raw("SSH-2.0-{secret}\r\n").closes() => error(Transport, Maybe, 1);
    invalid_status_line: FaultyResponse::raw("HTTP/1.1 {secret}\r\n\r\n").closes() => error(Transport, Maybe, 1);
    invalid_header: FaultyResponse::raw("HTTP/1.1 200 OK\r\n{secret}: \0\r\n\r\n").closes() => error(Transport, Maybe, 1);
    endless_head: FaultyResponse::raw(format!("HTTP/1.1 200 OK\r\n{}", "x-a: {secret}\r\n".repeat(50_000))).closes() => error(Transport, Maybe, 1);
    too_many_headers: after_head(&format!("{}\r\n", "x-a: {secret}\r\n".repeat(300))).closes() => error(Transport, Maybe, 1);
    two_lengths: after_head("content-length: 3\r\ncontent-length: 4\r\n\r\n{}  ").closes() => error(Transport, Maybe, 1);
    negative_length: after_head("content-length: -1\r\n\r\n{}").closes() => error(Transport, Maybe, 1);
    overflowing_length: after_head("content-length: 99999999999999999999999\r\n\r\n{}").closes() => error(Transport, Maybe, 1);
    a_length_and_chunks: after_head(&format!("content-length: 3\r\ntransfer-encoding: chunked\r\n\r\n{:x}\r\n{FINE}\r\n0\r\n\r\n", FINE.len())).closes() => success();
    closed_after_the_response: FaultyResponse::new(200, "", FINE).closes() => success();

    body_too_large: response(200, &" ".repeat((8 << 20) + 1)).closes() => error(BodyTooLarge, Yes, 1);
    body_too_large_of_an_error: response(500, &" ".repeat((8 << 20) + 1)).closes() => error(BodyTooLarge, Maybe, 1);
    announced_body_too_large: after_head("content-length: 9999999999\r\n\r\n{").closes() => error(Transport, Yes, 1);
    deep_nesting: response(200, &nested()) => error(Decode, Yes, 1);
    deep_nesting_in_an_error: response(400, &nested()) => error(Status, No, 0);
    invalid_utf_8: FaultyResponse::new(200, "", b"{\"result\":{\"id\":\"{secret}\xff\"}}") => error(Decode, Yes, 1);
    invalid_utf_8_in_an_error: FaultyResponse::new(400, "", b"{\"errors\":[{\"code\":1,\"message\":\"{secret}\xff\"}]}") => error(Status, No, 0);
    invalid_gzip: FaultyResponse::new(200, "content-encoding: gzip\r\n", b"\x1f\x8b{secret}") => error(Transport, Yes, 1);
    html: response(502, "<html>{secret}</html>") => error(Status, Maybe, 1);

    redirect_301: redirects(301, "/client/v4/elsewhere?{secret}") => error(Redirect, Maybe, 1);
    redirect_302: redirects(302, "/client/v4/elsewhere?{secret}") => error(Redirect, Maybe, 1);
    redirect_303: redirects(303, "/client/v4/elsewhere?{secret}") => error(Redirect, Maybe, 1);
    redirect_307: redirects(307, "/client/v4/elsewhere?{secret}") => error(Redirect, Maybe, 1);
    redirect_308: redirects(308, "/client/v4/elsewhere?{secret}") => error(Redirect, Maybe, 1);
    redirect_to_another_origin_301: redirects(301, "{other}?{secret}") => error(Redirect, Maybe, 1);
    redirect_to_another_origin_302: redirects(302, "{other}?{secret}") => error(Redirect, Maybe, 1);
    redirect_to_another_origin_303: redirects(303, "{other}?{secret}") => error(Redirect, Maybe, 1);
    redirect_to_another_origin_307: redirects(307, "{other}?{secret}") => error(Redirect, Maybe, 1);
    redirect_to_another_origin_308: redirects(308, "{other}?{secret}") => error(Redirect, Maybe, 1);
    redirect_without_location: FaultyResponse::new(307, "", ECHO) => error(Redirect, Maybe, 1);

    status_101: FaultyResponse::raw("HTTP/1.1 101 Switching\r\nupgrade: canary\r\nconnection: upgrade\r\n\r\n").closes() => error(Status, Maybe, 1);
    status_204: FaultyResponse::raw("HTTP/1.1 204 No Content\r\n\r\n") => error(Decode, Yes, 1);
    status_205: FaultyResponse::raw("HTTP/1.1 205 Reset\r\ncontent-length: 0\r\n\r\n") => error(Decode, Yes, 1);
    status_304: FaultyResponse::raw("HTTP/1.1 304 Not Modified\r\n\r\n") => error(Status, Maybe, 1);
    status_400: response(400, ECHO) => error(Status, No, 0);
    status_500: response(500, ECHO) => error(Status, Maybe, 1);
    status_999: response(999, ECHO) => error(Status, Maybe, 1);

    unsuccessful_envelope: response(200, ECHO) => error(Api, Maybe, 1);
    missing_result: response(200, r#"{"success":true,"{secret}":1}"#) => error(Decode, Yes, 1);
    null_result: response(200, r#"{"success":true,"result":null}"#) => error(Decode, Yes, 1);
    mistyped_result: response(200, r#"{"success":true,"result":{"id":{"{secret}":1}}}"#) => error(Decode, Yes, 1);

    too_many_requests: response(429, ECHO) => error(Status, No, 0).attempts(3);
    retry_after_negative: retry_after("-1") => error(Status, No, 0).attempts(3);
    retry_after_malformed: retry_after("{secret}") => error(Status, No, 0).attempts(3);
    retry_after_overflow: retry_after("99999999999999999999") => error(Status, No, 0);
    retry_after_on_a_503: FaultyResponse::new(503, "retry-after: 1\r\n", ECHO) => error(Status, Maybe, 1);
}
