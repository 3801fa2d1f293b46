// Written by hand. Codegen copies it into clients.

//! The loop over the attempts of a call. It is the same for async and blocking calls, and does not
//! depend on the type of the response.

use std::future::{Future, ready};
use std::ops::ControlFlow;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tokio::runtime::Handle;
use tokio::time::timeout;

#[cfg(feature = "blocking")]
use crate::runtime::background::Background;
use crate::runtime::client::ClientCore;
use crate::runtime::error::Error;
use crate::runtime::exchange::Exchange;
#[cfg(feature = "blocking")]
use crate::runtime::redact::Redactor;
use crate::runtime::request_body::RequestBody;
use crate::runtime::request_builder::RequestBuilder;
use crate::runtime::settings::{MAX_TIMEOUT, Settings};
use crate::runtime::throttle::{Permit, TooLong};
use crate::runtime::transport::response_body::{ResponseBody, collect};
use crate::runtime::transport::timed_body::TimedBody;
use crate::runtime::transport::{Limits, Transport, TransportError};
use crate::runtime::undecoded_response::UndecodedResponse;

impl ClientCore {
    /// Makes a call on the current runtime.
    #[cfg(feature = "async")]
    pub(crate) async fn send(&self, builder: &RequestBuilder) -> Result<UndecodedResponse, Error> {
        let settings = self.settings();
        let outcome = send(settings, settings.transport.get(), builder).await;
        outcome.map_err(|error| error.with_operation(builder.endpoint.name))
    }

    /// Makes a call on the background runtime, and blocks the thread.
    #[cfg(feature = "blocking")]
    pub(crate) fn send_blocking(
        &self,
        builder: &RequestBuilder,
    ) -> Result<UndecodedResponse, Error> {
        let settings = self.settings();
        let call = send(settings, settings.transport.get(), builder);
        let outcome = self.block_on(call).map(|(_, response)| response);
        outcome.map_err(|error| error.with_operation(builder.endpoint.name))
    }

    /// Refuses further calls of the client and of all its clones, and waits until those in flight
    /// have ended. A streamed response ends when it is read to its end, or dropped.
    ///
    /// Calls that are made later fail with [`Config`](crate::runtime::ErrorKind::Config).
    #[cfg(feature = "async")]
    pub async fn shutdown(&self) {
        self.settings().calls.shut_down().await;
    }

    /// Like [`shutdown`](Self::shutdown), and blocks the thread.
    ///
    /// # Errors
    ///
    /// [`Config`](crate::runtime::ErrorKind::Config) in async code, which must not be blocked.
    #[cfg(feature = "blocking")]
    pub fn shutdown_blocking(&self) -> Result<(), Error> {
        let ended = async {
            self.settings().calls.shut_down().await;
            Ok(())
        };
        self.block_on(ended).map(|_| ())
    }

    /// Runs a future on the background runtime.
    #[cfg(feature = "blocking")]
    pub(crate) fn block_on<T>(
        &self,
        call: impl Future<Output = Result<T, Error>>,
    ) -> Result<(Arc<Background>, T), Error> {
        let Settings { api, transport, .. } = &**self.settings();
        let not_started = |fault| Error::from_transport(fault, &[], api, &Redactor::default());
        let background = transport.background(api)?;
        let outcome = background.block_on(call).map_err(not_started)??;
        Ok((background, outcome))
    }
}

/// Sends attempts until there is a result, or an error that is not retried.
async fn send(
    settings: &Arc<Settings>,
    transport: &dyn Transport,
    builder: &RequestBuilder,
) -> Result<UndecodedResponse, Error> {
    let _call = settings.calls.start()?;
    let mut exchange = Exchange::begin(settings, builder, settings.provider.is_some())?;
    loop {
        let permit = admit(settings, &exchange).await?;
        request_credentials(settings, &mut exchange).await?;
        let (request, limits) = exchange.attempt()?;
        let attempt = send_once(transport, request, limits);
        let outcome = exchange.trace.attempt(exchange.attempts, attempt).await;
        drop(permit);
        observe(settings, &outcome);
        let delay = match exchange.finish_attempt(outcome) {
            ControlFlow::Break(Ok(response)) => return Ok(exchange.succeed(response)),
            ControlFlow::Break(Err(error)) => return Err(error),
            ControlFlow::Continue(delay) => delay,
        };
        settings.clock.sleep(delay).await;
    }
}

/// Waits until the client's own limits permit another request.
pub(crate) async fn admit(settings: &Settings, exchange: &Exchange) -> Result<Permit, Error> {
    if !settings.throttle.is_limited() {
        return Ok(None);
    }
    let remaining = exchange.remaining();
    let turn = settings.throttle.admit(&*settings.clock, remaining);
    // Boxed, so that the future of each call needs no room for it: most clients have no limits.
    match Box::pin(within(remaining, turn)).await {
        Some(Ok(permit)) => Ok(permit),
        Some(Err(TooLong)) | None => Err(exchange.throttled()),
    }
}

/// Heeds what a response says about the limits of the API.
pub(crate) fn observe(
    settings: &Settings,
    outcome: &Result<http::Response<Bytes>, TransportError>,
) {
    if let Ok(response) = outcome {
        let (clock, status) = (&*settings.clock, response.status());
        settings.throttle.observe(clock, status, response.headers());
    }
}

/// The output of a future, if it is ready in time. With a custom transport there may be no runtime,
/// which the timer needs.
async fn within<T>(limit: Duration, future: impl Future<Output = T>) -> Option<T> {
    match Handle::try_current() {
        Ok(_) => timeout(limit.min(MAX_TIMEOUT), future).await.ok(),
        Err(_) => Some(future.await),
    }
}

/// Starts the next attempt: asks the provider for credentials, if the client has one and the
/// attempt needs some.
pub(crate) async fn request_credentials(
    settings: &Settings,
    exchange: &mut Exchange,
) -> Result<(), Error> {
    exchange.begin_attempt();
    let Some((provider, (auth_request, limit))) =
        settings.provider.as_ref().zip(exchange.auth_request())
    else {
        return Ok(());
    };
    // Boxed, like the one above: most clients have no provider.
    match Box::pin(within(limit, provider.credentials(auth_request))).await {
        Some(provided) => exchange.set_provided_credentials(provided),
        None => Err(exchange.provider_timed_out()),
    }
}

/// Sends a request. If its body is in memory, [`Transport::send`] suffices, which every transport
/// has.
fn send_once(
    transport: &dyn Transport,
    request: http::Request<RequestBody>,
    limits: Limits,
) -> Pin<Box<dyn Future<Output = Result<http::Response<Bytes>, TransportError>> + Send + '_>> {
    if !request.body().is_in_memory() {
        return Box::pin(send_streamed(transport, request, limits));
    }
    let (head, body) = request.into_parts();
    match body.into_bytes() {
        Ok(body) => transport.send(http::Request::from_parts(head, body), limits),
        Err(fault) => Box::pin(ready(Err(fault))),
    }
}

async fn send_streamed(
    transport: &dyn Transport,
    request: http::Request<RequestBody>,
    limits: Limits,
) -> Result<http::Response<Bytes>, TransportError> {
    let progress = request.body().progress();
    let response = transport.open(request, limits).await?;
    let response = match Handle::try_current() {
        Ok(_) => response.map(|body| TimedBody::within_attempt(body, progress, limits)),
        // A custom transport needs no runtime, but the timer does.
        Err(_) => response,
    };
    collect(response, limits.body).await
}

#[cfg(test)]
#[cfg(feature = "async")]
mod tests {
    use std::io::{self, Read as _, Write as _};
    use std::net::TcpListener;
    use std::pin::Pin;
    use std::task::{Context, Poll};
    use std::thread;
    use std::time::{Duration, Instant};

    use bytes::Bytes;
    use futures_core::Stream;
    use tokio::time::{Interval, interval};

    use super::send_once;
    use crate::runtime::contents::Contents;
    use crate::runtime::error::ErrorKind;
    use crate::runtime::request_body::RequestBody;
    use crate::runtime::transport::proxy::ProxyRules;
    use crate::runtime::transport::reqwest::Reqwest;
    use crate::runtime::transport::route::Route;
    use crate::runtime::transport::tls::Tls;
    use crate::runtime::transport::{Limits, TransportError};

    const STEP: Duration = Duration::from_millis(20);

    /// Sends this head, then a byte in each step.
    fn dripping_server(head: &'static str) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
        let address = listener.local_addr().expect("a listener has an address");
        thread::spawn(move || -> io::Result<()> {
            let (mut stream, _) = listener.accept()?;
            let _ = stream.read(&mut [0; 4096])?;
            stream.write_all(head.as_bytes())?;
            loop {
                if !head.is_empty() {
                    stream.write_all(b" ")?;
                }
                thread::sleep(STEP);
            }
        });
        format!("http://{address}/")
    }

    const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-length: 50000\r\n\r\n";

    async fn fault_of(head: &'static str, body: RequestBody, limits: Limits) -> TransportError {
        let route = Route {
            origin: "http://localhost".parse().expect("a URL"),
            connect_timeout: Duration::from_secs(60),
            proxies: ProxyRules::default(),
            keeps_configured_proxies: false,
        };
        let transport = Reqwest::new(None, Tls::default(), route).expect("the settings are valid");
        let request = http::Request::post(dripping_server(head)).body(body);
        let request = request.expect("the request is valid");
        let outcome = send_once(&transport, request, limits).await;
        outcome.expect_err("the response has no end")
    }

    fn limits(timeout: Duration, deadline: Duration) -> Limits {
        let body = 1 << 20;
        Limits {
            timeout,
            deadline,
            body,
        }
    }

    #[tokio::test]
    async fn a_dripping_response_to_a_streamed_body_times_out() {
        let body = RequestBody::new([Contents::reader("read".as_bytes())]);
        let limits = limits(10 * STEP, Duration::from_secs(600));
        let fault = fault_of(HEAD, body, limits).await;
        assert_eq!(fault.kind(), ErrorKind::Timeout);
        assert_eq!(fault.status(), Some(http::StatusCode::OK));
    }

    /// A chunk in each step, without end.
    struct Drip(Interval);

    impl Stream for Drip {
        type Item = io::Result<Bytes>;

        fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
            let tick = self.0.poll_tick(cx);
            tick.map(|_| Some(Ok(Bytes::from_static(b"x"))))
        }
    }

    #[tokio::test]
    async fn the_deadline_ends_a_streamed_body() {
        let source = Contents::stream_from(|| Drip(interval(STEP)));
        let limits = limits(20 * STEP, 40 * STEP);
        let started = Instant::now();
        let fault = fault_of("", RequestBody::new([source]), limits).await;
        assert_eq!(fault.kind(), ErrorKind::Timeout);
        assert!(!fault.is_unsent(), "{fault:?}");
        assert!(started.elapsed() >= limits.deadline, "each chunk counts");
    }

    #[tokio::test]
    async fn a_request_without_a_body_may_have_been_sent() {
        let limits = limits(10 * STEP, 10 * STEP);
        let fault = fault_of("", RequestBody::default(), limits).await;
        assert_eq!(fault.kind(), ErrorKind::Timeout);
        assert!(!fault.is_unsent(), "{fault:?}");
    }
}
