// Written by `cargo xtask codegen`, the same for every API.

//! Idempotency keys, by which an API recognizes a request that it has applied already.

use http::header::HeaderName;
use http::{HeaderMap, HeaderValue};

use crate::runtime::random;

/// Adds a key to the headers, unless they have one or the program has removed it. Returns whether
/// they have one.
pub(crate) fn ensure(
    headers: &mut HeaderMap,
    header: Option<&'static str>,
    custom_headers: &[HeaderName],
) -> bool {
    let Some(name) = header.and_then(|name| HeaderName::try_from(name).ok()) else {
        return false;
    };
    if !headers.contains_key(&name)
        && !custom_headers.contains(&name)
        && let Ok(key) = HeaderValue::try_from(new_key())
    {
        headers.insert(&name, key);
    }
    headers.contains_key(&name)
}

/// A random UUID (RFC 9562, version 4).
fn new_key() -> String {
    let bits = u128::from(random::bits()) << 64 | u128::from(random::bits());
    // The version and the variant.
    let bits = bits & !(0xf000_u128 << 64 | 0xc << 60) | 0x4000_u128 << 64 | 0x8 << 60;
    let digits = format!("{bits:032x}");
    [
        &digits[..8],
        &digits[8..12],
        &digits[12..16],
        &digits[16..20],
        &digits[20..],
    ]
    .join("-")
}
