// Written by hand. Codegen copies it into clients.

//! A response before decoding: status, headers, and the whole body, decompressed.

use std::fmt;
use std::io::Read as _;

use bytes::Bytes;
use flate2::read::MultiGzDecoder;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use http::{HeaderMap, Response, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::runtime::api::Api;
use crate::runtime::decode::{self, DecodeError, malformed};
use crate::runtime::from_response::FromResponse;
use crate::runtime::json::WholeNumbers;
use crate::runtime::media_type;
use crate::runtime::redirect::Redirect;
use crate::runtime::transport::TransportError;

/// A response of any status, before its body is decoded.
#[derive(Clone)]
pub struct RawResponse {
    pub(crate) api: &'static Api,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// The location of a redirect that is a result of the call.
    pub(crate) location: Option<String>,
}

impl RawResponse {
    /// Decompresses the body of a response. At most `limit` bytes are decompressed.
    pub(crate) fn decompress(
        api: &'static Api,
        response: Response<Bytes>,
        limit: usize,
    ) -> Result<Self, TransportError> {
        let (mut head, mut body) = response.into_parts();
        if is_gzip(&head.headers, &body) {
            match gunzip(&body, limit) {
                Ok(decompressed) => {
                    body = decompressed;
                    // These headers describe the compressed body.
                    head.headers.remove(CONTENT_ENCODING);
                    head.headers.remove(CONTENT_LENGTH);
                }
                Err(error) if head.status.is_success() => {
                    return Err(
                        TransportError::transport(error).with_head(head.status, head.headers)
                    );
                }
                // The status of the API is more useful than the error of decompression.
                Err(_) => {}
            }
        }
        if body.len() > limit {
            return Err(TransportError::body_too_large().with_head(head.status, head.headers));
        }
        Ok(Self {
            api,
            status: head.status,
            headers: head.headers,
            body,
            location: None,
        })
    }

    /// Whether the response is a result of the call, instead of an error.
    pub(crate) fn is_result(&self) -> bool {
        self.status.is_success() || self.location.is_some()
    }

    /// The header that identifies the request in the vendor's logs.
    pub(crate) fn request_id(&self) -> Option<&str> {
        request_id(self.api, &self.headers)
    }

    /// The entries of the list `key` in the body that deserialize as `E`.
    pub(crate) fn entries<E: DeserializeOwned>(&self, key: &str) -> Vec<E> {
        let entries = self.list(key).into_iter();
        entries
            .filter_map(|entry| E::deserialize(WholeNumbers(entry)).ok())
            .collect()
    }

    /// The entries of the list `key` in the body, of any shape.
    pub(crate) fn list(&self, key: &str) -> Vec<Value> {
        let Value::Object(mut body) = parse_lenient(&self.body) else {
            return Vec::new();
        };
        match body.remove(key) {
            Some(Value::Array(entries)) => entries,
            _ => Vec::new(),
        }
    }

    /// The entries of the envelope's list of errors that deserialize as `E`.
    pub(crate) fn errors_as<E: DeserializeOwned>(&self) -> Vec<E> {
        let key = self.api.envelope.as_ref().map(|it| it.errors);
        key.map(|key| self.entries(key)).unwrap_or_default()
    }

    /// The entries of the envelope's list of messages that deserialize as `M`.
    pub(crate) fn messages_as<M: DeserializeOwned>(&self) -> Vec<M> {
        let key = self.api.envelope.as_ref().and_then(|it| it.messages);
        key.map(|key| self.entries(key)).unwrap_or_default()
    }
}

/// Ways to decode the body. Each fails if the body does not match.
#[allow(
    clippy::missing_errors_doc,
    reason = "`DecodeError` says where the body does not match"
)]
#[allow(
    clippy::unnecessary_wraps,
    clippy::unused_self,
    reason = "generated code calls all of these methods in the same way"
)]
impl RawResponse {
    /// The status, as a number.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// Decodes a JSON body.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, DecodeError> {
        decode::json(&self.body)
    }

    /// Decodes a JSON body, which may be empty.
    pub fn optional_json<T: DeserializeOwned>(&self) -> Result<Option<T>, DecodeError> {
        self.unless_empty(Self::json)
    }

    /// Decodes a JSON body in the API's envelope.
    pub fn enveloped<T: DeserializeOwned>(&self) -> Result<T, DecodeError> {
        match &self.api.envelope {
            Some(envelope) => decode::enveloped(&self.body, envelope),
            None => self.json(),
        }
    }

    /// Decodes a JSON body in the API's envelope. The body may be empty.
    pub fn optional_enveloped<T: DeserializeOwned>(&self) -> Result<Option<T>, DecodeError> {
        self.unless_empty(Self::enveloped)
    }

    /// Decodes a UTF-8 body.
    pub fn text(&self) -> Result<String, DecodeError> {
        decode::utf8(&self.body).map(str::to_owned)
    }

    /// Decodes a JSON body, or a UTF-8 body if the `Content-Type` is text.
    pub fn json_or_text<T: DeserializeOwned>(&self) -> Result<T, DecodeError> {
        match media_type::content_type(&self.headers) {
            Some(found) if media_type::is_text(found) => decode::text(&self.body),
            _ => self.json(),
        }
    }

    /// Decodes a UTF-8 body, or a JSON body if the `Content-Type` is JSON.
    pub fn text_or_json<T: DeserializeOwned>(&self) -> Result<T, DecodeError> {
        match media_type::content_type(&self.headers) {
            Some(found) if media_type::is_json(found) => self.json(),
            _ => decode::text(&self.body),
        }
    }

    /// Decodes an enum whose variant depends on the media type.
    pub fn by_media_type<T: FromResponse>(&self) -> Result<T, DecodeError> {
        T::from_response(self)
    }

    /// The media type that the response has, of those that the specification lists. The first one
    /// if it has none of them.
    #[must_use]
    pub fn media_type(&self, listed: &[&'static str]) -> &'static str {
        let found = media_type::content_type(&self.headers);
        let found = found.and_then(|found| media_type::best(found, listed));
        found.or(listed.first().copied()).unwrap_or_default()
    }

    /// Returns the bytes of the body.
    pub fn bytes(&self) -> Result<Bytes, DecodeError> {
        Ok(self.body.clone())
    }

    /// Returns the location of a redirect.
    pub fn redirect(&self) -> Result<Redirect, DecodeError> {
        let location = self.location.clone();
        let location = location.ok_or_else(|| malformed("", "has no `Location`"))?;
        Ok(Redirect::new(location))
    }

    /// Decodes the API's envelope without a result. The body may be empty.
    pub fn envelope_only(&self) -> Result<(), DecodeError> {
        match &self.api.envelope {
            Some(envelope) if !self.body.is_empty() => {
                decode::check_success(&decode::fields(&self.body)?, envelope)
            }
            _ => Ok(()),
        }
    }

    /// Ignores the body.
    pub fn no_content(&self) -> Result<(), DecodeError> {
        Ok(())
    }

    /// Fails: the specification lists no response with this status.
    pub fn unexpected_status<T>(&self) -> Result<T, DecodeError> {
        Err(malformed(
            "",
            "has a status that the specification does not list",
        ))
    }

    fn unless_empty<T>(
        &self,
        decode: impl FnOnce(&Self) -> Result<T, DecodeError>,
    ) -> Result<Option<T>, DecodeError> {
        if self.body.is_empty() {
            return Ok(None);
        }
        decode(self).map(Some)
    }
}

/// Shows neither headers nor body, which may be private.
impl fmt::Debug for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawResponse")
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

/// The header that identifies a request in the vendor's logs.
pub(crate) fn request_id<'h>(api: &Api, headers: &'h HeaderMap) -> Option<&'h str> {
    headers.get(api.request_id_header?)?.to_str().ok()
}

/// Parses a body of an error leniently: invalid UTF-8 is replaced, and a body that is not JSON is
/// null.
pub(crate) fn parse_lenient(body: &[u8]) -> Value {
    let text = String::from_utf8_lossy(body);
    serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap_or_default()
}

/// Whether the body is compressed. A transport that decompresses may leave the header in place, so
/// the first two bytes are checked, too (RFC 1952, 2.3.1). No JSON begins with them.
fn is_gzip(headers: &HeaderMap, body: &[u8]) -> bool {
    let names_gzip = |value: &http::HeaderValue| {
        let value = value.as_bytes().trim_ascii();
        value.eq_ignore_ascii_case(b"gzip") || value.eq_ignore_ascii_case(b"x-gzip")
    };
    body.starts_with(&[0x1f, 0x8b]) && headers.get(CONTENT_ENCODING).is_some_and(names_gzip)
}

/// Decompresses at most `limit` bytes of the body, and one more to detect a larger one.
fn gunzip(compressed: &[u8], limit: usize) -> std::io::Result<Bytes> {
    let mut body = Vec::new();
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    MultiGzDecoder::new(compressed)
        .take(most)
        .read_to_end(&mut body)?;
    Ok(body.into())
}
