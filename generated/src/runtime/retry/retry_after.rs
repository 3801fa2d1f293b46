// Written by `cargo xtask codegen`, the same for every API.

//! The delay that an API asks for.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::{DATE, RETRY_AFTER};

/// The delay that the headers of a response ask for: `retry-after-ms`, or `Retry-After` (RFC 9110,
/// 10.2.3) in seconds, which may have a fraction, or as a date.
///
/// A date is relative to the `Date` of the response, since clocks of two machines differ, or to
/// `now` if there is none. A date in the past is a delay of zero. A value that cannot be parsed or
/// is negative is ignored. A delay that is too long for a `Duration` becomes `Duration::MAX`.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = |name: http::HeaderName| Some(headers.get(name)?.to_str().ok()?.trim());
    let milliseconds = text(http::HeaderName::from_static("retry-after-ms"));
    if let Some(milliseconds) = milliseconds.and_then(number) {
        return Some(seconds(milliseconds / 1000.0));
    }
    let asked = text(RETRY_AFTER)?;
    if let Some(number) = number(asked) {
        return Some(seconds(number));
    }
    let date = httpdate::parse_http_date(asked).ok()?;
    let sent = text(DATE).and_then(|date| httpdate::parse_http_date(date).ok());
    Some(date.duration_since(sent.unwrap_or(now)).unwrap_or_default())
}

/// Parses digits with at most one point. `f64` also accepts `inf`, `nan`, signs and exponents.
fn number(text: &str) -> Option<f64> {
    let plain = text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    text.parse().ok().filter(|_| plain)
}

fn seconds(number: f64) -> Duration {
    Duration::try_from_secs_f64(number).unwrap_or(Duration::MAX)
}
