// Written by hand. Codegen copies it into clients.

//! Decoding of a whole response: the last step of a call, and the only one that depends on the type
//! of the response.

use std::time::Duration;

use crate::runtime::decode::DecodeError;
use crate::runtime::error::{Applied, Error};
use crate::runtime::media_type;
use crate::runtime::observer::{CallEvent, ObserverHandle};
use crate::runtime::operation::Endpoint;
use crate::runtime::raw_response::RawResponse;
use crate::runtime::redact::Redactor;
use crate::runtime::response::Response;
use crate::runtime::trace::Trace;

/// A result that is not decoded yet.
pub(crate) struct UndecodedResponse {
    pub(crate) endpoint: Endpoint,
    pub(crate) response: RawResponse,
    /// Redacted.
    pub(crate) request_id: Option<String>,
    pub(crate) redactor: Redactor,
    pub(crate) attempts: u32,
    pub(crate) elapsed: Duration,
    /// Whether the API has applied an earlier attempt.
    pub(crate) applied: Applied,
    pub(crate) observer: ObserverHandle,
    pub(crate) trace: Trace,
}

impl UndecodedResponse {
    /// Decodes the response, and ends the call.
    pub(crate) fn decode<T>(
        self,
        decode: impl FnOnce(&RawResponse) -> Result<T, DecodeError>,
    ) -> Result<Response<T>, Error> {
        match decode(&self.response) {
            Ok(value) => {
                self.succeeded();
                Ok(Response::new(
                    value,
                    self.response,
                    self.request_id,
                    self.attempts,
                    self.elapsed,
                ))
            }
            Err(undecoded) => Err(self.failed(undecoded)),
        }
    }

    fn event(&self) -> CallEvent<'_> {
        CallEvent::new(&self.endpoint, self.attempts, self.elapsed)
    }

    fn succeeded(&self) {
        let id = self.request_id.as_deref();
        let event = self.event().responded(self.response.status, id);
        self.observer.finished(&event);
    }

    fn failed(&self, mut undecoded: DecodeError) -> Error {
        if let DecodeError::Malformed { path, why } = &mut undecoded
            && path.is_empty()
            && let Some(found) =
                media_type::unexpected(&self.response.headers, self.endpoint.accept)
        {
            *why = format!("{why}, and its `Content-Type` is `{found}`");
        }
        let error = Error::from_decode(undecoded, self.response.clone(), &self.redactor)
            .with_operation(self.endpoint.name)
            .after_attempts(self.attempts, self.applied);
        self.trace.failed(&error);
        self.observer.finished(&self.event().failed(&error));
        error
    }
}
