// Written by hand, unlike `src/api`.

//! The decisions about a call: which attempts are made, and what becomes of each.
//!
//! Nothing here waits or touches a socket: [`send`](super::send) does both.

use std::ops::ControlFlow;
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::header::HeaderName;
use http::response::Parts;
use http::{Request, Response as HttpResponse, StatusCode};

use crate::runtime::api::Api;
use crate::runtime::auth::{self, Alternative, Credentials};
use crate::runtime::contents::GONE;
use crate::runtime::decode::Undecoded;
use crate::runtime::draft::Draft;
use crate::runtime::error::{Applied, Error};
use crate::runtime::observer::Observed;
use crate::runtime::operation::Endpoint;
use crate::runtime::outgoing::Outgoing;
use crate::runtime::path;
use crate::runtime::provider::{Demand, Handed, Provided};
use crate::runtime::raw_response::RawResponse;
use crate::runtime::received::Received;
use crate::runtime::redact::Redactor;
use crate::runtime::retry::{Retry, after};
use crate::runtime::settings::{BODY, FOREVER, Settings};
use crate::runtime::trace::Trace;
use crate::runtime::transport::{Fault, Limits};

/// The state of a call.
pub(crate) struct Exchange {
    settings: Arc<Settings>,
    endpoint: Endpoint,
    /// Without the credentials of a provider, which are added for each attempt.
    request: Request<Outgoing>,
    by_hand: Vec<HeaderName>,
    /// The credentials of the provider, if the client has one.
    handed: Option<Handed>,
    redactor: Redactor,
    retry: Retry,
    timeout: Duration,
    deadline: Duration,
    started: Instant,
    pub(crate) attempts: u32,
    /// Whether an earlier attempt was applied.
    applied: Applied,
    pub(crate) trace: Trace,
}

impl Exchange {
    /// Makes the request and adds the credentials, unless a provider gives them for each attempt.
    pub(crate) fn begin(
        settings: &Arc<Settings>,
        draft: &Draft,
        has_provider: bool,
    ) -> Result<Self, Error> {
        let mut request = draft.to_request(settings)?;
        let mut redactor = Redactor::default();
        auth::learn_by_hand(request.headers(), &mut redactor);
        let by_hand = draft.by_hand(&settings.layer);
        let alternatives = draft.endpoint.alternatives;
        let awaits = has_provider && alternatives.iter().any(|it| !it.parts.is_empty());
        if !awaits {
            authorize(
                settings,
                alternatives,
                &by_hand,
                None,
                &mut request,
                &mut redactor,
            )?;
        }
        Ok(Self {
            settings: Arc::clone(settings),
            endpoint: draft.endpoint,
            request,
            by_hand,
            handed: awaits.then(Handed::default),
            redactor,
            retry: draft
                .retry
                .clone()
                .unwrap_or_else(|| settings.retry.clone()),
            timeout: draft.timeout.unwrap_or(settings.timeout),
            deadline: draft.deadline.unwrap_or(settings.deadline),
            started: settings.clock.now(),
            attempts: 0,
            applied: Applied::No,
            trace: Trace::begin(&draft.endpoint),
        })
    }

    /// The credentials that the provider has to give before the next attempt.
    pub(crate) fn demand(&self) -> Option<Demand> {
        let handed = self.handed.as_ref()?;
        Some(Demand {
            operation: self.endpoint.name,
            is_refused: handed.refusal.is_some(),
        })
    }

    /// Takes the credentials of the provider.
    pub(crate) fn provide(&mut self, provided: Provided) -> Result<(), Error> {
        let checked = match provided {
            Ok(credentials) => credentials.check().map(|()| credentials),
            Err(source) => Err(Error::unprovided(source.as_ref(), &self.redactor)),
        };
        let credentials = checked.map_err(|error| self.refused(error))?;
        let Some(handed) = &mut self.handed else {
            return Ok(());
        };
        let is_known = handed
            .current
            .as_ref()
            .is_some_and(|it| it.is_same(&credentials));
        let refusal = handed.refusal.take().filter(|_| is_known);
        handed.current = Some(credentials);
        refusal.map_or(Ok(()), |error| Err(self.finish(error)))
    }

    /// A call that ends before its first attempt is not observed.
    fn refused(&self, error: Error) -> Error {
        if self.attempts == 0 {
            return error;
        }
        self.finish(error)
    }

    /// The request of an attempt, with its credentials.
    fn authorized(&mut self) -> Result<Request<Outgoing>, Error> {
        let mut request = self.request.clone();
        if let Some(handed) = &self.handed {
            authorize(
                &self.settings,
                self.endpoint.alternatives,
                &self.by_hand,
                handed.current.as_ref(),
                &mut request,
                &mut self.redactor,
            )
            .map_err(|error| self.refused(error))?;
        }
        Ok(request)
    }

    /// Whether the provider is asked for other credentials. It is once, after a 401: "the request
    /// has not been applied because it lacks valid authentication credentials" (RFC 9110, 15.5.2).
    fn is_renewable(&self, error: &Error) -> bool {
        let handed = self.handed.as_ref();
        error.status() == Some(StatusCode::UNAUTHORIZED)
            && handed.is_some_and(|handed| !handed.is_renewed)
            && self.elapsed() < self.deadline
            && self.request.body().is_there()
    }

    /// The next attempt, if there is time left.
    pub(crate) fn attempt(&mut self) -> Result<(Request<Outgoing>, Limits), Error> {
        let remaining = self.deadline.saturating_sub(self.elapsed());
        let timeout = self.timeout.min(remaining).min(FOREVER);
        if timeout.is_zero() {
            let what = if self.timeout.is_zero() {
                "the call has a timeout of zero"
            } else {
                "the deadline of the call has passed"
            };
            return Err(self.finish(Error::out_of_time(what)));
        }
        if !self.request.body().is_there() {
            return Err(self.finish(Error::config(GONE)));
        }
        let request = self.authorized()?;
        self.attempts += 1;
        Ok((
            request,
            Limits {
                timeout,
                body: BODY,
            },
        ))
    }

    /// Takes the outcome of an attempt. The call is over, or there is another attempt after a wait.
    pub(crate) fn settle(
        &mut self,
        outcome: Result<HttpResponse<Bytes>, Fault>,
    ) -> ControlFlow<Result<Received, Error>, Duration> {
        match outcome.and_then(|response| self.receive(response)) {
            Ok(response) if response.status.is_success() => {
                self.settings.budget.deposit();
                ControlFlow::Break(Ok(self.received(response)))
            }
            outcome => self.failed(outcome).map_break(Err),
        }
    }

    /// The same for an attempt whose response was to be streamed, and did not begin.
    pub(crate) fn unopened(
        &mut self,
        outcome: Result<HttpResponse<Bytes>, Fault>,
    ) -> ControlFlow<Error, Duration> {
        self.failed(outcome.and_then(|response| self.receive(response)))
    }

    fn failed(&mut self, outcome: Result<RawResponse, Fault>) -> ControlFlow<Error, Duration> {
        let error = match outcome {
            Ok(response) => Error::status_of(response, &self.redactor),
            Err(fault) => Error::fault(fault, self.api(), &self.redactor),
        };
        let asked_for = after::asked_for(error.headers(), self.settings.clock.wall());
        let error = error.with_retry_after(asked_for);
        let is_renewable = self.is_renewable(&error);
        let wait = if is_renewable {
            Some(Duration::ZERO)
        } else {
            self.plan(&error)
        };
        self.settings.observers.attempted(&Observed {
            retry_in: wait,
            ..self.event().failed(&error)
        });
        match wait {
            Some(wait) if is_renewable => {
                self.trace.again(&error, wait);
                if let Some(handed) = &mut self.handed {
                    handed.is_renewed = true;
                    handed.refusal = Some(error);
                }
                ControlFlow::Continue(wait)
            }
            Some(wait) => {
                self.trace.again(&error, wait);
                self.applied = self.applied.max(error.applied());
                ControlFlow::Continue(wait)
            }
            None => ControlFlow::Break(self.finish(error)),
        }
    }

    /// The wait before another attempt, if the policy, the budget and the deadline permit one.
    fn plan(&self, error: &Error) -> Option<Duration> {
        let settings = &self.settings;
        let chance = || settings.clock.random();
        let wait = self
            .retry
            .plan(&self.endpoint, error, self.attempts - 1, chance)?;
        let in_time = self.elapsed().saturating_add(wait) < self.deadline;
        let can_be_sent = in_time && self.request.body().is_there();
        (can_be_sent && settings.budget.withdraw()).then_some(wait)
    }

    pub(crate) fn api(&self) -> &'static Api {
        self.settings.api
    }

    fn receive(&self, response: HttpResponse<Bytes>) -> Result<RawResponse, Fault> {
        RawResponse::receive(self.api(), response, BODY)
    }

    fn elapsed(&self) -> Duration {
        self.settings
            .clock
            .now()
            .saturating_duration_since(self.started)
    }

    fn event(&self) -> Observed<'_> {
        Observed::new(&self.endpoint, self.attempts, self.elapsed())
    }

    /// A response that is streamed has begun, so this was the last attempt.
    pub(crate) fn opened(&self, head: &Parts) {
        self.settings.budget.deposit();
        let request_id = self.redactor.request_id(self.api(), &head.headers);
        let event = self.event().responded(head.status, request_id.as_deref());
        self.trace.ended(&event);
        self.settings.observers.attempted(&event);
    }

    /// Such a response is over.
    pub(crate) fn ended(&self, status: StatusCode, error: Option<&Error>) {
        let event = self.event().responded(status, None);
        let event = error.map_or(event.clone(), |error| event.failed(error));
        if let Some(error) = error {
            self.trace.failed(error);
        }
        self.settings.observers.finished(&event);
    }

    /// Such a response broke off.
    pub(crate) fn broken(&self, fault: Fault) -> Error {
        Error::fault(fault, self.api(), &self.redactor).after_attempts(self.attempts, self.applied)
    }

    /// A piece of such a response cannot be decoded.
    pub(crate) fn undecoded(&self, undecoded: Undecoded, piece: RawResponse) -> Error {
        Error::undecoded(undecoded, piece, &self.redactor)
            .after_attempts(self.attempts, self.applied)
    }

    fn received(&self, response: RawResponse) -> Received {
        let request_id = self.redactor.request_id(self.api(), &response.headers);
        let event = self
            .event()
            .responded(response.status, request_id.as_deref());
        let elapsed = event.elapsed;
        self.trace.ended(&event);
        self.settings.observers.attempted(&event);
        Received {
            endpoint: self.endpoint,
            response,
            request_id,
            redactor: self.redactor.clone(),
            attempts: self.attempts,
            elapsed,
            applied: self.applied,
            observers: self.settings.observers.clone(),
            trace: self.trace.clone(),
        }
    }

    fn finish(&self, error: Error) -> Error {
        let error = error.after_attempts(self.attempts, self.applied);
        let event = self.event().failed(&error);
        self.trace.ended(&event);
        self.trace.failed(&error);
        self.settings.observers.finished(&event);
        error
    }
}

fn authorize(
    settings: &Settings,
    alternatives: &[&'static Alternative],
    by_hand: &[HeaderName],
    provided: Option<&Credentials>,
    request: &mut Request<Outgoing>,
    redactor: &mut Redactor,
) -> Result<(), Error> {
    let keyring = settings
        .keyring
        .read()
        .unwrap_or_else(PoisonError::into_inner)
        .with(provided);
    let additions = keyring.unlock(alternatives, by_hand, redactor)?;
    for (name, value) in additions.headers {
        auth::add(request.headers_mut(), name, value)?;
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
