// Written by `cargo xtask codegen`, the same for every API.

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
