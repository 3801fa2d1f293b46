// Written by hand, unlike `src/api`.

//! A response as it came: status, headers, and the whole body, decompressed.

use std::collections::HashMap;
use std::fmt;
use std::io::Read as _;

use bytes::Bytes;
use flate2::read::MultiGzDecoder;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use http::{HeaderMap, Response, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::runtime::api::{Api, Envelope};
use crate::runtime::decode::{self, DecodeError, malformed};
use crate::runtime::transport::TransportError;

/// A response with any status, whose body is decoded by one of the methods.
#[derive(Clone)]
pub struct RawResponse {
    pub(crate) api: &'static Api,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
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
                    // They describe the compressed body, which the program does not see.
                    head.headers.remove(CONTENT_ENCODING);
                    head.headers.remove(CONTENT_LENGTH);
                }
                Err(error) if head.status.is_success() => {
                    return Err(
                        TransportError::transport(error).with_head(head.status, head.headers)
                    );
                }
                // An error of the API is more useful than the error of decompressing it.
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
        })
    }

    /// The header that identifies the request in the vendor's logs.
    pub(crate) fn request_id(&self) -> Option<&str> {
        request_id(self.api, &self.headers)
    }

    /// The entries of the list `key` in the body that have the form of an `E`.
    pub(crate) fn entries<E: DeserializeOwned>(&self, key: &str) -> Vec<E> {
        let entries = self.list(key).into_iter();
        entries
            .filter_map(|entry| serde_json::from_value(entry).ok())
            .collect()
    }

    /// The entries of the list `key` in the body, in any form.
    pub(crate) fn list(&self, key: &str) -> Vec<Value> {
        let Value::Object(mut body) = parse_lenient(&self.body) else {
            return Vec::new();
        };
        match body.remove(key) {
            Some(Value::Array(entries)) => entries,
            _ => Vec::new(),
        }
    }

    /// The entries of the envelope's list of errors that have the form of an `E`.
    pub(crate) fn errors_as<E: DeserializeOwned>(&self) -> Vec<E> {
        let key = self.api.envelope.as_ref().map(|it| it.errors);
        key.map(|key| self.entries(key)).unwrap_or_default()
    }

    /// The entries of the envelope's list of messages that have the form of an `M`.
    pub(crate) fn messages_as<M: DeserializeOwned>(&self) -> Vec<M> {
        let key = self.api.envelope.as_ref().and_then(|it| it.messages);
        key.map(|key| self.entries(key)).unwrap_or_default()
    }
}

/// How the body is decoded. Each method is strict: what has another form is an error.
#[allow(
    clippy::missing_errors_doc,
    reason = "`DecodeError` says in which way the body has another form"
)]
#[allow(
    clippy::unnecessary_wraps,
    clippy::unused_self,
    reason = "generated code calls all of them alike"
)]
impl RawResponse {
    /// The status, as a number.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// The body is JSON.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, DecodeError> {
        decode::json(&self.body)
    }

    /// The body is JSON, or empty.
    pub fn optional_json<T: DeserializeOwned>(&self) -> Result<Option<T>, DecodeError> {
        self.unless_empty(Self::json)
    }

    /// The body is JSON in the API's envelope.
    pub fn enveloped<T: DeserializeOwned>(&self) -> Result<T, DecodeError> {
        let Some(envelope) = &self.api.envelope else {
            return self.json();
        };
        let fields = decode::fields(&self.body)?;
        check_success(envelope, &fields)?;
        match fields.get(envelope.result) {
            Some(raw) => decode::parse(raw.get(), envelope.result),
            None => Err(malformed(envelope.result, "is missing")),
        }
    }

    /// The body is JSON in the API's envelope, or empty.
    pub fn optional_enveloped<T: DeserializeOwned>(&self) -> Result<Option<T>, DecodeError> {
        self.unless_empty(Self::enveloped)
    }

    /// The body is text in UTF-8.
    pub fn text(&self) -> Result<String, DecodeError> {
        decode::utf8(&self.body).map(str::to_owned)
    }

    /// The body is bytes.
    pub fn bytes(&self) -> Result<Bytes, DecodeError> {
        Ok(self.body.clone())
    }

    /// The body is the API's envelope without a result, or empty.
    pub fn envelope_only(&self) -> Result<(), DecodeError> {
        match &self.api.envelope {
            Some(envelope) if !self.body.is_empty() => {
                check_success(envelope, &decode::fields(&self.body)?)
            }
            _ => Ok(()),
        }
    }

    /// The body is ignored.
    pub fn no_content(&self) -> Result<(), DecodeError> {
        Ok(())
    }

    /// The specification has no response of this status.
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

fn check_success(
    envelope: &Envelope,
    fields: &HashMap<String, &RawValue>,
) -> Result<(), DecodeError> {
    let success = fields.get(envelope.success).copied();
    let success = success.map(|raw| decode::parse::<Option<bool>>(raw.get(), envelope.success));
    if success.transpose()?.flatten() == Some(false) {
        return Err(DecodeError::Unsuccessful);
    }
    Ok(())
}

/// The header that identifies a request in the vendor's logs.
pub(crate) fn request_id<'h>(api: &Api, headers: &'h HeaderMap) -> Option<&'h str> {
    headers.get(api.request_id_header?)?.to_str().ok()
}

/// Parses a body leniently: invalid UTF-8 is replaced, and a body that is not JSON is null.
pub(crate) fn parse_lenient(body: &[u8]) -> Value {
    let text = String::from_utf8_lossy(body);
    serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap_or_default()
}

/// A transport that decompresses by itself may keep the header, so the first two bytes of the
/// body are checked, too: no JSON begins with them.
fn is_gzip(headers: &HeaderMap, body: &[u8]) -> bool {
    let names_gzip = |value: &http::HeaderValue| {
        let value = value.as_bytes().trim_ascii();
        value.eq_ignore_ascii_case(b"gzip") || value.eq_ignore_ascii_case(b"x-gzip")
    };
    headers.get(CONTENT_ENCODING).is_some_and(names_gzip) && body.starts_with(&[0x1f, 0x8b])
}

/// Decompresses the body; of one that is too large, one byte more than the limit.
fn gunzip(compressed: &[u8], limit: usize) -> std::io::Result<Bytes> {
    let mut body = Vec::new();
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    MultiGzDecoder::new(compressed)
        .take(most)
        .read_to_end(&mut body)?;
    Ok(body.into())
}
