//! The names of status codes.

use crate::rust::names::Name;

/// The name of a status code, of a range such as `4XX`, or of `default`.
pub(in crate::lower) fn name(status: &str) -> Name {
    Name::new(match status {
        "200" => "ok",
        "201" => "created",
        "202" => "accepted",
        "203" => "non authoritative",
        "204" => "no content",
        "205" => "reset content",
        "206" => "partial content",
        "207" => "multi status",
        "2XX" => "success",
        "3XX" => "redirection",
        "400" => "bad request",
        "401" => "unauthorized",
        "402" => "payment required",
        "403" => "forbidden",
        "404" => "not found",
        "405" => "method not allowed",
        "406" => "not acceptable",
        "408" => "request timeout",
        "409" => "conflict",
        "410" => "gone",
        "412" => "precondition failed",
        "413" => "content too large",
        "415" => "unsupported media type",
        "422" => "unprocessable content",
        "423" => "locked",
        "424" => "failed dependency",
        "428" => "precondition required",
        "429" => "too many requests",
        "4XX" => "client error",
        "500" => "internal server error",
        "501" => "not implemented",
        "502" => "bad gateway",
        "503" => "service unavailable",
        "504" => "gateway timeout",
        "5XX" => "server error",
        "default" => "any other",
        other => return Name::new(format!("status {other}")),
    })
}
