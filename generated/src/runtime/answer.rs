// Written by hand, unlike `src/api`.

//! What came back: the head and the whole, unpacked body of an HTTP response.

use std::io::Read as _;

use bytes::Bytes;
use flate2::read::MultiGzDecoder;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use http::{HeaderMap, Response, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::api::API;
use crate::runtime::transport::Fault;

/// An answer, whatever its status.
#[derive(Clone)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    /// Unpacks what a transport received. At most `limit` bytes are unpacked.
    pub(crate) fn receive(response: Response<Bytes>, limit: usize) -> Result<Self, Fault> {
        let (mut head, mut body) = response.into_parts();
        if is_gzip(&head.headers, &body) {
            match gunzip(&body, limit) {
                Ok(unpacked) => {
                    body = unpacked;
                    // They describe the packed body, which nobody gets to see.
                    head.headers.remove(CONTENT_ENCODING);
                    head.headers.remove(CONTENT_LENGTH);
                }
                Err(error) if head.status.is_success() => {
                    return Err(Fault::transport(error).with_head(head.status, head.headers));
                }
                // An error must not be lost to its own form: the caller gets it as it came.
                Err(_) => {}
            }
        }
        if body.len() > limit {
            return Err(Fault::body_too_large().with_head(head.status, head.headers));
        }
        Ok(Self {
            status: head.status,
            headers: head.headers,
            body,
        })
    }
}

/// What names the request in the vendor's logs, by the headers of its answer.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    headers.get(API.request_id_header?)?.to_str().ok()
}

/// Reads a body leniently: bytes that are not UTF-8 are replaced, and what is
/// not JSON is null.
pub(crate) fn lenient(body: &[u8]) -> Value {
    let text = String::from_utf8_lossy(body);
    serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap_or_default()
}

/// The entries of the list at `key` that have the form of a `T`.
pub(crate) fn entries<T: DeserializeOwned>(body: &[u8], key: &str) -> Vec<T> {
    let Value::Object(mut body) = lenient(body) else {
        return Vec::new();
    };
    let Some(Value::Array(entries)) = body.remove(key) else {
        return Vec::new();
    };
    entries
        .into_iter()
        .filter_map(|entry| serde_json::from_value(entry).ok())
        .collect()
}

/// A transport that unpacks by itself may leave the header standing, so the
/// first two bytes of the body have a say: no JSON begins with them.
fn is_gzip(headers: &HeaderMap, body: &[u8]) -> bool {
    let says_so = |value: &http::HeaderValue| {
        let value = value.as_bytes().trim_ascii();
        value.eq_ignore_ascii_case(b"gzip") || value.eq_ignore_ascii_case(b"x-gzip")
    };
    headers.get(CONTENT_ENCODING).is_some_and(says_so) && body.starts_with(&[0x1f, 0x8b])
}

/// Unpacks the body; of one that is too large, one byte more than the limit.
fn gunzip(packed: &[u8], limit: usize) -> std::io::Result<Bytes> {
    let mut body = Vec::new();
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    MultiGzDecoder::new(packed)
        .take(most)
        .read_to_end(&mut body)?;
    Ok(body.into())
}
