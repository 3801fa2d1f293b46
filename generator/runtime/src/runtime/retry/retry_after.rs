// Written by hand. Codegen copies it into clients.

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

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use http::{HeaderMap, HeaderName, HeaderValue};

    use super::retry_after;

    #[track_caller]
    fn check(headers: &[(&'static str, &'static str)], expect: Option<f64>) {
        let map: HeaderMap = headers
            .iter()
            .map(|(name, value)| {
                (
                    HeaderName::from_static(name),
                    HeaderValue::from_static(value),
                )
            })
            .collect();
        let noon = httpdate::parse_http_date("Mon, 23 Nov 2026 12:00:00 GMT");
        let asked = retry_after(&map, noon.unwrap_or(SystemTime::UNIX_EPOCH));
        assert_eq!(asked, expect.map(Duration::from_secs_f64), "{headers:?}");
    }

    #[test]
    fn seconds_may_have_a_fraction() {
        check(&[("retry-after", "2")], Some(2.0));
        check(&[("retry-after", " 0.3 ")], Some(0.3));
        check(&[("retry-after", "0")], Some(0.0));
    }

    #[test]
    fn valid_milliseconds_take_precedence() {
        check(
            &[("retry-after", "2"), ("retry-after-ms", "300")],
            Some(0.3),
        );
        check(
            &[("retry-after", "2"), ("retry-after-ms", "soon")],
            Some(2.0),
        );
    }

    #[test]
    fn a_date_is_relative_to_the_date_of_the_response() {
        let in_a_minute = ("retry-after", "Mon, 23 Nov 2026 12:01:00 GMT");
        check(&[in_a_minute], Some(60.0));
        check(
            &[in_a_minute, ("date", "Mon, 23 Nov 2026 12:00:58 GMT")],
            Some(2.0),
        );
        check(
            &[in_a_minute, ("date", "Mon, 23 Nov 2026 12:02:00 GMT")],
            Some(0.0),
        );
        check(&[in_a_minute, ("date", "today")], Some(60.0));
    }

    #[test]
    fn invalid_values_are_ignored() {
        for value in [
            "-1",
            "nan",
            "inf",
            "1e3",
            "+1",
            "soon",
            "",
            ".",
            "1.2.3",
            "Mon, 99 Nov 2026",
        ] {
            check(&[("retry-after", value)], None);
        }
    }

    #[test]
    fn a_delay_that_is_too_long_is_the_maximum() {
        let value = HeaderValue::from_static("99999999999999999999999999");
        let headers = HeaderMap::from_iter([(http::header::RETRY_AFTER, value)]);
        assert_eq!(
            retry_after(&headers, SystemTime::now()),
            Some(Duration::MAX)
        );
    }
}
