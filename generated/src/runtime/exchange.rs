// Written by hand, unlike `src/api`.

//! A call on its way: which attempts are made, and what becomes of each.
//!
//! Nothing here waits or touches a socket. The two clients do, as an
//! [`Exchange`] tells them, and so they cannot differ in what they decide.

use std::ops::ControlFlow;
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::header::HeaderName;
use http::response::Parts;
use http::{Request, Response as HttpResponse, StatusCode};

use crate::runtime::answer::Answer;
use crate::runtime::api::{Endpoint, Operation};
use crate::runtime::auth::{self, Alternative, Credentials};
use crate::runtime::contents::GONE;
use crate::runtime::decode::Undecoded;
use crate::runtime::draft::Draft;
use crate::runtime::error::{Applied, Error};
use crate::runtime::observer::{Observed, Observers};
use crate::runtime::outgoing::Outgoing;
use crate::runtime::path;
use crate::runtime::provider::{Demand, Handed, Provided};
use crate::runtime::redact::Redactor;
use crate::runtime::response::Response;
use crate::runtime::retry::{Retry, after};
use crate::runtime::settings::{BODY, FOREVER, Settings};
use crate::runtime::trace::Trace;
use crate::runtime::transport::{Fault, Limits};

/// A call on its way.
pub(crate) struct Exchange {
    settings: Arc<Settings>,
    endpoint: &'static Endpoint,
    /// Without credentials that a provider has still to give.
    request: Request<Outgoing>,
    by_hand: Vec<HeaderName>,
    /// What the provider has given, if there is one.
    handed: Option<Handed>,
    redactor: Redactor,
    retry: Retry,
    timeout: Duration,
    deadline: Duration,
    started: Instant,
    pub(crate) attempts: u32,
    /// The worst that the attempts so far may have done.
    applied: Applied,
    pub(crate) trace: Trace,
}

/// A 2xx answer, which waits for somebody who knows its type.
pub(crate) struct Reply {
    endpoint: &'static Endpoint,
    answer: Answer,
    /// Made safe to show.
    request_id: Option<String>,
    redactor: Redactor,
    attempts: u32,
    elapsed: Duration,
    earlier: Applied,
    observers: Observers,
    trace: Trace,
}

impl Exchange {
    /// Makes the request and adds the credentials, unless a provider gives
    /// them before each attempt.
    pub(crate) fn begin(
        settings: &Arc<Settings>,
        draft: &Draft,
        has_provider: bool,
    ) -> Result<Self, Error> {
        let mut request = draft.to_request(&settings.base, &settings.layer)?;
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
            trace: Trace::begin(draft.endpoint),
        })
    }

    /// What a provider has to be asked for before the next attempt.
    pub(crate) fn demand(&self) -> Option<Demand> {
        let handed = self.handed.as_ref()?;
        Some(Demand {
            operation: self.endpoint.name,
            is_refused: handed.refusal.is_some(),
        })
    }

    /// Takes what the provider has given.
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

    /// A call that ends before its first attempt is nobody's event.
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

    /// Whether a 401 is worth asking the provider for other credentials. It is
    /// once: "the request has not been applied because it lacks valid
    /// authentication credentials" (RFC 9110, 15.5.2).
    fn is_renewable(&self, error: &Error) -> bool {
        let handed = self.handed.as_ref();
        error.status() == Some(StatusCode::UNAUTHORIZED)
            && handed.is_some_and(|handed| !handed.is_renewed)
            && self.elapsed() < self.deadline
            && self.request.body().is_there()
    }

    /// The next attempt, unless time is up.
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

    /// What became of the attempt, and so what is to be done: the call is over,
    /// or there is to be another attempt after so long a wait.
    pub(crate) fn settle(
        &mut self,
        outcome: Result<HttpResponse<Bytes>, Fault>,
    ) -> ControlFlow<Result<Reply, Error>, Duration> {
        match outcome.and_then(|response| Answer::receive(response, BODY)) {
            Ok(answer) if answer.status.is_success() => {
                self.settings.budget.deposit();
                ControlFlow::Break(Ok(self.reply(answer)))
            }
            outcome => self.failed(outcome).map_break(Err),
        }
    }

    /// The same for an attempt that was to bring a stream, and has not.
    pub(crate) fn unopened(
        &mut self,
        outcome: Result<HttpResponse<Bytes>, Fault>,
    ) -> ControlFlow<Error, Duration> {
        self.failed(outcome.and_then(|response| Answer::receive(response, BODY)))
    }

    fn failed(&mut self, outcome: Result<Answer, Fault>) -> ControlFlow<Error, Duration> {
        let error = match outcome {
            Ok(answer) => Error::status_of(answer, &self.redactor),
            Err(fault) => Error::fault(fault, &self.redactor),
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

    /// The wait before another attempt, if it is allowed, affordable and in time.
    fn plan(&self, error: &Error) -> Option<Duration> {
        let settings = &self.settings;
        let chance = || settings.clock.random();
        let wait = self
            .retry
            .plan(self.endpoint, error, self.attempts - 1, chance)?;
        let in_time = self.elapsed().saturating_add(wait) < self.deadline;
        let can_be_sent = in_time && self.request.body().is_there();
        (can_be_sent && settings.budget.withdraw()).then_some(wait)
    }

    fn elapsed(&self) -> Duration {
        self.settings
            .clock
            .now()
            .saturating_duration_since(self.started)
    }

    fn event(&self) -> Observed<'_> {
        Observed::new(self.endpoint, self.attempts, self.elapsed())
    }

    /// An answer has begun that comes piece by piece. So this was the last attempt.
    pub(crate) fn opened(&self, head: &Parts) {
        self.settings.budget.deposit();
        let request_id = self.redactor.request_id(&head.headers);
        let event = self.event().answered(head.status, request_id.as_deref());
        self.trace.answered(&event);
        self.settings.observers.attempted(&event);
    }

    /// Such an answer is over.
    pub(crate) fn ended(&self, status: StatusCode, error: Option<&Error>) {
        let event = self.event().answered(status, None);
        let event = error.map_or(event.clone(), |error| event.failed(error));
        if let Some(error) = error {
            self.trace.failed(error);
        }
        self.settings.observers.finished(&event);
    }

    /// Such an answer broke off.
    pub(crate) fn broken(&self, fault: Fault) -> Error {
        Error::fault(fault, &self.redactor).after_attempts(self.attempts, self.applied)
    }

    /// A piece of such an answer cannot be decoded.
    pub(crate) fn undecoded(&self, undecoded: Undecoded, piece: Answer) -> Error {
        Error::undecoded(undecoded, piece, &self.redactor)
            .after_attempts(self.attempts, self.applied)
    }

    fn reply(&self, answer: Answer) -> Reply {
        let request_id = self.redactor.request_id(&answer.headers);
        let event = self.event().answered(answer.status, request_id.as_deref());
        let elapsed = event.elapsed;
        self.trace.answered(&event);
        self.settings.observers.attempted(&event);
        Reply {
            endpoint: self.endpoint,
            answer,
            request_id,
            redactor: self.redactor.clone(),
            attempts: self.attempts,
            elapsed,
            earlier: self.applied,
            observers: self.settings.observers.clone(),
            trace: self.trace.clone(),
        }
    }

    fn finish(&self, error: Error) -> Error {
        let error = error.after_attempts(self.attempts, self.applied);
        let event = self.event().failed(&error);
        self.trace.answered(&event);
        self.trace.failed(&error);
        self.settings.observers.finished(&event);
        error
    }
}

impl Reply {
    /// The last step, and the only one that knows the type.
    pub(crate) fn decode<T, M>(self, operation: &Operation<T, M>) -> Result<Response<T>, Error> {
        let event = Observed::new(self.endpoint, self.attempts, self.elapsed);
        match (operation.decode)(&self.answer) {
            Ok(value) => {
                let id = self.request_id.as_deref();
                let event = event.answered(self.answer.status, id);
                self.observers.finished(&event);
                Ok(Response::new(
                    value,
                    self.answer,
                    self.request_id,
                    self.attempts,
                    self.elapsed,
                ))
            }
            Err(undecoded) => {
                let error = Error::undecoded(undecoded, self.answer, &self.redactor)
                    .after_attempts(self.attempts, self.earlier);
                self.trace.failed(&error);
                self.observers.finished(&event.failed(&error));
                Err(error)
            }
        }
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
            .map_err(|_| Error::config("the URL of the call is too long"))?;
    }
    Ok(())
}
