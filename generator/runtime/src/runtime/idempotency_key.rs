// Written by hand. Codegen copies it into clients.

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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use http::HeaderMap;
    use http::header::{HeaderName, HeaderValue};

    use super::{ensure, new_key};

    #[test]
    fn a_key_is_a_random_uuid() {
        let keys: BTreeSet<String> = (0..100).map(|_| new_key()).collect();
        assert_eq!(keys.len(), 100);
        for key in keys {
            let lengths: Vec<usize> = key.split('-').map(str::len).collect();
            assert_eq!(lengths, [8, 4, 4, 4, 12], "{key}");
            assert_eq!(&key[14..15], "4", "{key}");
            assert!("89ab".contains(&key[19..20]), "{key}");
        }
    }

    #[test]
    fn a_key_of_the_program_is_kept_and_a_removed_one_stays_away() {
        const NAME: &str = "idempotency-key";
        let mut headers = HeaderMap::new();
        assert!(!ensure(&mut headers, None, &[]));
        assert!(headers.is_empty());
        let removed = [HeaderName::from_static(NAME)];
        assert!(!ensure(&mut headers, Some("Idempotency-Key"), &removed));
        assert!(headers.is_empty());
        assert!(ensure(&mut headers, Some("Idempotency-Key"), &[]));
        assert_eq!(headers[NAME].len(), 36);
        headers.insert(NAME, HeaderValue::from_static("mine"));
        assert!(ensure(&mut headers, Some("Idempotency-Key"), &removed));
        assert_eq!(headers[NAME], "mine");
    }
}
