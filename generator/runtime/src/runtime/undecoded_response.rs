// Written by hand. Codegen copies it into clients.

//! Decoding of a whole response: the last step of a call, and the only one that depends on the type
//! of the response.

use std::time::Duration;

use crate::runtime::decode::DecodeError;
use crate::runtime::error::Error;
use crate::runtime::exchange::Exchange;
use crate::runtime::media_type;
use crate::runtime::observer::CallEvent;
use crate::runtime::raw_response::RawResponse;
use crate::runtime::response::Response;

/// A result that is not decoded yet.
pub(crate) struct UndecodedResponse {
    pub(crate) exchange: Box<Exchange>,
    pub(crate) response: RawResponse,
    /// Redacted.
    pub(crate) request_id: Option<String>,
    pub(crate) elapsed: Duration,
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
                    self.exchange.attempts,
                    self.elapsed,
                ))
            }
            Err(undecoded) => Err(self.failed(undecoded)),
        }
    }

    fn event(&self) -> CallEvent<'_> {
        CallEvent::new(
            &self.exchange.endpoint,
            self.exchange.attempts,
            self.elapsed,
        )
    }

    fn succeeded(&self) {
        let id = self.request_id.as_deref();
        let event = self.event().responded(self.response.status, id);
        self.exchange.settings.observer.finished(&event);
    }

    fn failed(&self, mut undecoded: DecodeError) -> Error {
        let Self {
            exchange, response, ..
        } = self;
        if let DecodeError::Malformed { path, why } = &mut undecoded
            && path.is_empty()
            && let Some(found) = media_type::unexpected(&response.headers, exchange.endpoint.accept)
        {
            *why = format!("{why}, and its `Content-Type` is `{found}`");
        }
        let error = exchange.decode_failed(undecoded, response.clone());
        exchange.trace.failed(&error);
        exchange
            .settings
            .observer
            .finished(&self.event().failed(&error));
        error
    }
}
