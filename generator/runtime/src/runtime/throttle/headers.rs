// Written by hand. Codegen copies it into clients.

//! The response headers with which an API states its rate limit.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::{HeaderMap, StatusCode};

use crate::runtime::retry::retry_after::retry_after;

/// How long the API accepts no further requests: after a 429 or 503 the delay that it asks for, and
/// after any response the time until its rate limit is reset, if nothing of it is left.
///
/// `RateLimit` is that of the IETF's draft "`RateLimit` header fields for HTTP", such as
/// `"default";r=0;t=30`. `RateLimit-Remaining` and `RateLimit-Reset` are those of its earlier
/// versions, with or without `X-`. The time of a reset is in seconds from now, or since 1970.
pub(super) fn pause(status: StatusCode, headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let is_refused = matches!(
        status,
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE
    );
    let asked = is_refused.then(|| retry_after(headers, now)).flatten();
    [
        asked,
        policies(headers),
        fields(headers, now, "ratelimit-remaining", "ratelimit-reset"),
        fields(headers, now, "x-ratelimit-remaining", "x-ratelimit-reset"),
    ]
    .into_iter()
    .max()?
}

/// The longest time until one of the policies in `RateLimit` is reset that has nothing left.
fn policies(headers: &HeaderMap) -> Option<Duration> {
    let values = headers.get_all("ratelimit").iter();
    let policies = values.filter_map(|value| value.to_str().ok());
    let policies = policies.flat_map(|value| value.split(','));
    let resets = policies.filter_map(|policy| {
        let parameter = |name: &str| {
            let mut parameters = policy.split(';').map(str::trim);
            parameters.find_map(|it| {
                it.strip_prefix(name)?
                    .strip_prefix('=')?
                    .parse::<u64>()
                    .ok()
            })
        };
        parameter("t").filter(|_| parameter("r") == Some(0))
    });
    resets.max().map(Duration::from_secs)
}

/// The time until the reset, if nothing is left.
fn fields(headers: &HeaderMap, now: SystemTime, remaining: &str, reset: &str) -> Option<Duration> {
    /// A larger number is a time since 1970.
    const LONGEST_DELAY: u64 = 1_000_000_000;
    let number = |name: &str| headers.get(name)?.to_str().ok()?.trim().parse::<u64>().ok();
    let reset = number(reset).filter(|_| number(remaining) == Some(0))?;
    if reset < LONGEST_DELAY {
        return Some(Duration::from_secs(reset));
    }
    let at = UNIX_EPOCH.checked_add(Duration::from_secs(reset))?;
    at.duration_since(now).ok()
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

    use super::pause;

    #[track_caller]
    fn check(status: u16, headers: &[(&'static str, &'static str)], expect: Option<u64>) {
        let map: HeaderMap = headers
            .iter()
            .map(|(name, value)| {
                let name = HeaderName::from_static(name);
                (name, HeaderValue::from_static(value))
            })
            .collect();
        let status = StatusCode::from_u16(status).expect("it is a status");
        let now = UNIX_EPOCH + Duration::from_secs(2_000_000_000);
        let expect = expect.map(Duration::from_secs);
        assert_eq!(pause(status, &map, now), expect, "{headers:?}");
    }

    #[test]
    fn a_refusal_with_a_delay_is_a_pause() {
        check(429, &[("retry-after", "7")], Some(7));
        check(503, &[("retry-after", "7")], Some(7));
        check(500, &[("retry-after", "7")], None);
        check(429, &[], None);
    }

    #[test]
    fn an_exhausted_limit_is_a_pause_until_its_reset() {
        check(200, &[("ratelimit", "\"default\";r=0;t=30")], Some(30));
        check(200, &[("ratelimit", "\"default\";r=50;t=30")], None);
        let two = "\"burst\";r=0;t=5, \"daily\"; r=0; t=40";
        check(200, &[("ratelimit", two)], Some(40));
        let remaining = ("ratelimit-remaining", "0");
        check(200, &[remaining, ("ratelimit-reset", "9")], Some(9));
        check(
            200,
            &[("ratelimit-remaining", "1"), ("ratelimit-reset", "9")],
            None,
        );
        let remaining = ("x-ratelimit-remaining", "0");
        check(
            403,
            &[remaining, ("x-ratelimit-reset", "2000000060")],
            Some(60),
        );
        check(403, &[remaining, ("x-ratelimit-reset", "1999999999")], None);
    }

    #[test]
    fn values_that_are_no_numbers_are_ignored() {
        check(200, &[("ratelimit", "r=0;t")], None);
        check(200, &[("ratelimit", "")], None);
        check(
            200,
            &[("ratelimit-remaining", "0"), ("ratelimit-reset", "soon")],
            None,
        );
    }
}
