// Written by hand. Codegen copies it into clients.

//! The state of a call and its decisions: credentials, retries, time limits and observers.
//!
//! It does no I/O: [`send`](super::send) sends the attempts and waits between them.

use std::ops::ControlFlow;
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::header::HeaderName;
use http::response::Parts;
use http::{Request, Response as HttpResponse, StatusCode};

use crate::runtime::api::Api;
use crate::runtime::auth::{self, Credentials, SecurityRequirement};
use crate::runtime::auth_provider::{AuthRequest, ProviderResult, ProviderState};
use crate::runtime::contents::BODY_CONSUMED;
use crate::runtime::decode::DecodeError;
use crate::runtime::error::{Applied, Error};
use crate::runtime::idempotency_key;
use crate::runtime::observer::CallEvent;
use crate::runtime::operation::Endpoint;
use crate::runtime::path;
use crate::runtime::raw_response::RawResponse;
use crate::runtime::redact::Redactor;
use crate::runtime::redirect;
use crate::runtime::request_body::RequestBody;
use crate::runtime::request_builder::RequestBuilder;
use crate::runtime::retry::budget::Budget;
use crate::runtime::retry::{Retry, retry_after};
use crate::runtime::settings::{MAX_TIMEOUT, Settings};
use crate::runtime::trace::Trace;
use crate::runtime::transport::{Limits, TransportError};
use crate::runtime::undecoded_response::UndecodedResponse;

/// The state of a call.
pub(crate) struct Exchange {
    pub(crate) settings: Arc<Settings>,
    pub(crate) endpoint: Endpoint,
    /// The request. The credentials of a provider are added for each attempt.
    request: Request<RequestBody>,
    custom_headers: Vec<HeaderName>,
    /// `None` if the client has no credential provider, or the operation needs no credentials.
    provider: Option<ProviderState>,
    redactor: Redactor,
    /// Whether a request that may have been applied can be sent again.
    is_idempotent: bool,
    retry: Retry,
    timeout: Duration,
    deadline: Duration,
    started: Instant,
    /// When the next attempt began, which includes asking the provider.
    attempt_started: Instant,
    pub(crate) attempts: u32,
    /// Whether the API has applied an earlier attempt.
    applied: Applied,
    pub(crate) trace: Trace,
}

impl Exchange {
    /// Builds the request. Without a provider, its credentials are those of the client.
    pub(crate) fn begin(
        settings: &Arc<Settings>,
        builder: &RequestBuilder,
        has_provider: bool,
    ) -> Result<Box<Self>, Error> {
        let mut request = builder.to_request(settings)?;
        let mut redactor = settings.redactor();
        auth::add_custom_secrets(request.headers(), &mut redactor);
        let custom_headers = builder.custom_headers(&settings.parameters);
        let has_key = idempotency_key::ensure(
            request.headers_mut(),
            builder.endpoint.idempotency_key,
            &custom_headers,
        );
        let requirements = builder.endpoint.requirements;
        let needs_provider = has_provider && requirements.iter().any(|it| !it.secrets.is_empty());
        if !needs_provider {
            authorize(
                settings,
                requirements,
                &custom_headers,
                None,
                &mut request,
                &mut redactor,
            )?;
        }
        let started = settings.clock.now();
        // Boxed, since the futures that hold it are moved.
        Ok(Box::new(Self {
            settings: Arc::clone(settings),
            endpoint: builder.endpoint.clone(),
            request,
            custom_headers,
            provider: needs_provider.then(ProviderState::default),
            redactor,
            is_idempotent: has_key || builder.endpoint.is_idempotent(),
            retry: builder
                .retry
                .clone()
                .unwrap_or_else(|| settings.retry.clone()),
            timeout: builder.timeout.unwrap_or(settings.timeout),
            deadline: builder.deadline.unwrap_or(settings.deadline),
            started,
            attempt_started: started,
            attempts: 0,
            applied: Applied::No,
            trace: Trace::begin(&builder.endpoint),
        }))
    }

    /// Starts the next attempt.
    pub(crate) fn begin_attempt(&mut self) {
        self.attempt_started = self.settings.clock.now();
    }

    /// The question for the provider, if there is a provider, and the time it has.
    pub(crate) fn auth_request(&self) -> Option<(AuthRequest, Duration)> {
        let provider = self.provider.as_ref()?;
        let request = AuthRequest {
            operation: self.endpoint.name,
            after_unauthorized: provider.rejection.is_some(),
        };
        // Without any time, `attempt` reports it.
        let limit = self.time_left().0;
        (!limit.is_zero()).then_some((request, limit))
    }

    /// The error of a provider that takes too long.
    pub(crate) fn provider_timed_out(&self) -> Error {
        let message = "the credential provider did not return in time";
        self.fail_before_attempt(Error::timed_out(message))
    }

    /// The time that is left for the attempt, and for the call.
    fn time_left(&self) -> (Duration, Duration) {
        let now = self.settings.clock.now();
        let left = |limit: Duration, since| {
            let left = limit.saturating_sub(now.saturating_duration_since(since));
            left.min(MAX_TIMEOUT)
        };
        let deadline = left(self.deadline, self.started);
        let timeout = left(self.timeout, self.attempt_started);
        (timeout.min(deadline), deadline)
    }

    /// Sets the credentials for the next attempt.
    ///
    /// After a 401, the same credentials again end the call with that 401.
    pub(crate) fn set_provided_credentials(
        &mut self,
        provided: ProviderResult,
    ) -> Result<(), Error> {
        let checked = match provided {
            Ok(credentials) => credentials.check().map(|()| credentials),
            Err(source) => Err(Error::provider_failed(source.as_ref(), &self.redactor)),
        };
        let credentials = checked.map_err(|error| self.fail_before_attempt(error))?;
        let Some(provider) = &mut self.provider else {
            return Ok(());
        };
        let is_same = provider
            .current
            .as_ref()
            .is_some_and(|it| it.is_same(&credentials));
        let rejection = provider.rejection.take().filter(|_| is_same);
        provider.current = Some(credentials);
        rejection.map_or(Ok(()), |error| Err(self.fail(error)))
    }

    /// Ends the call with an error. Observers do not see a call that fails before its first
    /// attempt.
    fn fail_before_attempt(&self, error: Error) -> Error {
        if self.attempts == 0 {
            return error;
        }
        self.fail(error)
    }

    /// The request of an attempt, with its credentials.
    fn authorized_request(&mut self) -> Result<Request<RequestBody>, Error> {
        let mut request = self.request.clone();
        #[cfg(all(feature = "mock", any(feature = "async", feature = "blocking")))]
        if self.settings.transport.is_custom {
            crate::runtime::mock::mark(&mut request, self.endpoint.name);
        }
        if let Some(provider) = &self.provider {
            authorize(
                &self.settings,
                self.endpoint.requirements,
                &self.custom_headers,
                provider.current.as_ref(),
                &mut request,
                &mut self.redactor,
            )
            .map_err(|error| self.fail_before_attempt(error))?;
        }
        Ok(request)
    }

    /// Whether to ask the provider for other credentials, which happens once, after a 401: "the
    /// request has not been applied because it lacks valid authentication credentials" (RFC 9110,
    /// 15.5.2).
    fn can_renew_credentials(&self, error: &Error) -> bool {
        let provider = self.provider.as_ref();
        error.status() == Some(StatusCode::UNAUTHORIZED)
            && provider.is_some_and(|provider| !provider.was_renewed)
            && self.elapsed() < self.deadline
            && self.request.body().is_available()
    }

    /// The request of the next attempt, if there is time left.
    pub(crate) fn attempt(&mut self) -> Result<(Request<RequestBody>, Limits), Error> {
        let (timeout, deadline) = self.time_left();
        if timeout.is_zero() {
            let message = if self.timeout.is_zero() {
                "the call has a timeout of zero"
            } else if deadline.is_zero() {
                "the deadline of the call has passed"
            } else {
                "the credential provider has used up the timeout of the attempt"
            };
            return Err(self.fail(Error::timed_out(message)));
        }
        if !self.request.body().is_available() {
            return Err(self.fail(Error::config(BODY_CONSUMED)));
        }
        let request = self.authorized_request()?;
        self.attempts += 1;
        Ok((
            request,
            Limits {
                timeout,
                deadline,
                body: self.body_limit(),
            },
        ))
    }

    /// Handles the result of an attempt: the call ends, or another attempt follows after a delay.
    pub(crate) fn finish_attempt(
        &mut self,
        outcome: Result<HttpResponse<Bytes>, TransportError>,
    ) -> ControlFlow<Result<RawResponse, Error>, Duration> {
        let outcome = outcome.and_then(|response| self.decompress(response));
        match outcome.map(|response| self.with_location(response)) {
            Ok(response) if response.is_result() => {
                self.deposit();
                ControlFlow::Break(Ok(response))
            }
            outcome => self.retry_or_fail(outcome).map_break(Err),
        }
    }

    /// Like [`finish_attempt`](Self::finish_attempt), if no 2xx response to be streamed began.
    pub(crate) fn finish_stream_attempt(
        &mut self,
        outcome: Result<HttpResponse<Bytes>, TransportError>,
    ) -> ControlFlow<Error, Duration> {
        self.retry_or_fail(outcome.and_then(|response| self.decompress(response)))
    }

    fn retry_or_fail(
        &mut self,
        outcome: Result<RawResponse, TransportError>,
    ) -> ControlFlow<Error, Duration> {
        let error = match outcome {
            Ok(response) => Error::from_status(response, self.endpoint.refused, &self.redactor),
            Err(fault) => self.transport_error(fault),
        };
        let retry_after =
            retry_after::retry_after(error.headers(), self.settings.clock.system_time());
        let error = error.with_retry_after(retry_after);
        let can_renew_credentials = self.can_renew_credentials(&error);
        let delay = if can_renew_credentials {
            Some(Duration::ZERO)
        } else {
            self.retry_delay(&error)
        };
        self.settings.observer.attempted(&CallEvent {
            retry_in: delay,
            ..self.event().failed(&error)
        });
        match delay {
            Some(delay) if can_renew_credentials => {
                self.trace.retrying(&error, delay);
                if let Some(provider) = &mut self.provider {
                    provider.was_renewed = true;
                    provider.rejection = Some(error);
                }
                ControlFlow::Continue(delay)
            }
            Some(delay) => {
                self.trace.retrying(&error, delay);
                self.applied = self.applied.max(error.applied());
                ControlFlow::Continue(delay)
            }
            None => ControlFlow::Break(self.fail(error)),
        }
    }

    /// The delay before another attempt, if the policy, the budget and the deadline permit one.
    fn retry_delay(&self, error: &Error) -> Option<Duration> {
        let settings = &self.settings;
        let random = || settings.clock.random();
        let delay = self
            .retry
            .delay(self.is_idempotent, error, self.attempts - 1, random)?;
        let in_time = self.elapsed().saturating_add(delay) < self.deadline;
        let can_be_sent = in_time && self.request.body().is_available();
        let is_asked_for = error.retry_after().is_some_and(|asked| !asked.is_zero());
        let is_permitted = || is_asked_for || settings.budget.as_ref().is_none_or(Budget::withdraw);
        (can_be_sent && is_permitted()).then_some(delay)
    }

    /// Counts a success in the retry budget.
    fn deposit(&self) {
        self.settings.budget.iter().for_each(Budget::deposit);
    }

    pub(crate) fn api(&self) -> &'static Api {
        self.settings.api
    }

    fn transport_error(&self, fault: TransportError) -> Error {
        Error::from_transport(fault, self.endpoint.refused, self.api(), &self.redactor)
    }

    /// The limit on the size of a response body, or of an item of a streamed one.
    pub(crate) fn body_limit(&self) -> usize {
        self.settings.body_limit
    }

    fn decompress(&self, response: HttpResponse<Bytes>) -> Result<RawResponse, TransportError> {
        RawResponse::decompress(self.api(), response, self.body_limit())
    }

    /// Sets the location of a redirect that is a result of the call.
    fn with_location(&self, mut response: RawResponse) -> RawResponse {
        if self.endpoint.redirects.contains(&response.status.as_u16()) {
            let url = self.request.uri().to_string();
            response.location = redirect::location(&url, &response.headers);
        }
        response
    }

    /// The time until the deadline.
    pub(crate) fn remaining(&self) -> Duration {
        self.deadline.saturating_sub(self.elapsed())
    }

    /// Ends the call, since the client's own limits would let no request through before the deadline.
    pub(crate) fn throttled(&self) -> Error {
        self.fail(Error::timed_out(
            "the client's own limits permit no request before the deadline of the call",
        ))
    }

    fn elapsed(&self) -> Duration {
        self.settings
            .clock
            .now()
            .saturating_duration_since(self.started)
    }

    fn event(&self) -> CallEvent<'_> {
        CallEvent::new(&self.endpoint, self.attempts, self.elapsed())
    }

    /// A streamed response has begun, so this was the last attempt.
    pub(crate) fn stream_started(&self, head: &Parts) {
        self.deposit();
        let request_id = self.redactor.request_id(self.api(), &head.headers);
        let event = self.event().responded(head.status, request_id.as_deref());
        self.trace.ended(&event);
        self.settings.observer.attempted(&event);
    }

    /// A streamed response has ended.
    pub(crate) fn stream_ended(&self, status: StatusCode, error: Option<&Error>) {
        let event = self.event().responded(status, None);
        let event = error.map_or(event.clone(), |error| event.failed(error));
        if let Some(error) = error {
            self.trace.failed(error);
        }
        self.settings.observer.finished(&event);
    }

    /// The error of a streamed response that broke off.
    pub(crate) fn stream_failed(&self, fault: TransportError) -> Error {
        self.transport_error(fault)
            .with_operation(self.endpoint.name)
            .after_attempts(self.attempts, self.applied)
    }

    /// The error of a response, or of an item of a streamed one, that cannot be decoded.
    pub(crate) fn decode_failed(&self, undecoded: DecodeError, item: RawResponse) -> Error {
        Error::from_decode(undecoded, item, &self.redactor)
            .with_operation(self.endpoint.name)
            .after_attempts(self.attempts, self.applied)
    }

    /// A response has arrived, so this was the last attempt.
    pub(crate) fn succeed(self: Box<Self>, response: RawResponse) -> UndecodedResponse {
        let request_id = self.redactor.request_id(self.api(), &response.headers);
        let event = self
            .event()
            .responded(response.status, request_id.as_deref());
        let elapsed = event.elapsed;
        self.trace.ended(&event);
        self.settings.observer.attempted(&event);
        UndecodedResponse {
            exchange: self,
            response,
            request_id,
            elapsed,
        }
    }

    fn fail(&self, error: Error) -> Error {
        let error = error.after_attempts(self.attempts, self.applied);
        let event = self.event().failed(&error);
        self.trace.ended(&event);
        self.trace.failed(&error);
        self.settings.observer.finished(&event);
        error
    }
}

fn authorize(
    settings: &Settings,
    requirements: &[&'static SecurityRequirement],
    custom_headers: &[HeaderName],
    provided: Option<&Credentials>,
    request: &mut Request<RequestBody>,
    redactor: &mut Redactor,
) -> Result<(), Error> {
    let store = settings.credentials.read();
    let store = store.unwrap_or_else(PoisonError::into_inner);
    let additions = store.resolve(provided, requirements, custom_headers, redactor)?;
    let Some(additions) = additions else {
        return Ok(());
    };
    for (name, value) in &additions.headers {
        if !custom_headers.contains(name) {
            auth::add(request.headers_mut(), name.clone(), value.clone())?;
        }
    }
    if !additions.query.is_empty() {
        // The URL of a next page may have them already.
        let names = additions.query.iter().map(|(name, _)| *name);
        let mut url = path::without(&request.uri().to_string(), &names.collect::<Vec<_>>());
        path::append_query(
            &mut url,
            additions
                .query
                .iter()
                .map(|(name, value)| (*name, value.as_str())),
        );
        *request.uri_mut() = url
            .try_into()
            .map_err(|why| Error::config(format!("the URL of the call cannot be sent: {why}")))?;
    }
    Ok(())
}
