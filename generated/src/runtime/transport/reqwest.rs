// Written by hand, unlike `src/api`.

//! The default transport: HTTP/1.1 with `reqwest` and rustls.

use std::future::Future;
use std::io;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http_body::Body as _;
use reqwest::redirect::Policy;
use reqwest::{ClientBuilder, Proxy};
use tokio::time::{Instant, Sleep, sleep};

use crate::runtime::error::Error;
use crate::runtime::request_body::RequestBody;
use crate::runtime::stream::response_body::{ResponseBody, collect};
use crate::runtime::transport::route::{self, Route};
use crate::runtime::transport::{Limits, Transport, TransportError};

/// How long an idle connection is kept. The time is short because a request on a connection that
/// the server has closed meanwhile fails as if the server had received it.
const POOL_IDLE_TIMEOUT: Duration = Duration::from_secs(3);

/// The limit on the number of headers of a response. That of `hyper` is 100, and some APIs send more.
/// `hyper` limits their size, too.
const MAX_HEADERS: usize = 1000;

/// Configures the builder of `reqwest`. It is called once for each of up to two pools.
pub(crate) type Configure = Arc<dyn Fn(ClientBuilder) -> ClientBuilder + Send + Sync>;

/// A transport over `reqwest`.
pub(crate) struct Reqwest(reqwest::Client);

impl Reqwest {
    /// The settings that the guarantees of the client depend on override those of the program.
    pub(crate) fn new(configure: Option<&Configure>, route: &Route) -> Result<Self, Error> {
        let builder = ClientBuilder::new().http1_max_headers(MAX_HEADERS);
        let builder = match configure {
            Some(configure) => configure(builder),
            None => builder,
        };
        let builder = builder
            .connect_timeout(route.connect_timeout)
            .pool_idle_timeout(POOL_IDLE_TIMEOUT)
            // Other crates may have enabled the feature `http2`.
            .http1_only()
            .redirect(Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            // It would log every byte, including credentials.
            .connection_verbose(false)
            // The client itself decompresses bodies, within its limit.
            .no_gzip()
            .no_brotli()
            .no_deflate()
            .no_zstd();
        // The first proxy that accepts a request is used. So those that the program has added take
        // precedence.
        let builder = match &route.proxy {
            route::Proxy::Never => builder.no_proxy(),
            route::Proxy::Url(url) => builder.proxy(proxy(url)?),
            // Without any proxy, `reqwest` would read the environment.
            route::Proxy::Absent => builder.proxy(Proxy::custom(|_| None::<String>)),
        };
        builder.build().map(Self).map_err(|error| {
            let error = error.without_url();
            Error::config(format!("the HTTP client cannot be built: {error}"))
        })
    }

    async fn exchange(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Result<http::Response<Bytes>, TransportError> {
        if tokio::runtime::Handle::try_current().is_err() {
            // tokio's timers would panic outside of a runtime.
            return Err(TransportError::no_runtime());
        }
        let mut request = reqwest::Request::try_from(request).map_err(TransportError::config)?;
        *request.timeout_mut() = Some(limits.timeout);
        let response = self.0.execute(request).await.map_err(fault)?;
        collect(timed_body(response, None), limits.body).await
    }

    async fn begin(
        &self,
        request: http::Request<RequestBody>,
        limits: Limits,
    ) -> Result<http::Response<ResponseBody>, TransportError> {
        if tokio::runtime::Handle::try_current().is_err() {
            return Err(TransportError::no_runtime());
        }
        let (head, body) = request.into_parts();
        let progress = Arc::new(UploadProgress::new());
        let body = if body.is_in_memory() {
            body.into_bytes()?.into()
        } else {
            reqwest::Body::wrap(TrackedBody {
                body,
                progress: Arc::clone(&progress),
            })
        };
        let request = http::Request::from_parts(head, body);
        let request = reqwest::Request::try_from(request).map_err(TransportError::config)?;
        let opening = async {
            let sent = self.0.execute(request).await;
            let response = sent.map_err(|error| progress.fault(error))?;
            let response = timed_body(response, Some(limits.timeout));
            if response.status().is_success() {
                return Ok(response);
            }
            let response = collect(response, limits.body).await?;
            Ok(response.map(ResponseBody::from))
        };
        progress.watch(limits.timeout, opening).await
    }
}

/// A response whose body has not been read.
fn timed_body(
    response: reqwest::Response,
    idle_timeout: Option<Duration>,
) -> http::Response<ResponseBody> {
    let response = http::Response::<reqwest::Body>::from(response);
    let idle_timeout = idle_timeout.map(|most| (most, Box::pin(sleep(most))));
    response.map(|body| ResponseBody::new(TimedBody { body, idle_timeout }))
}

/// A response body with an idle timeout.
struct TimedBody {
    body: reqwest::Body,
    idle_timeout: Option<(Duration, Pin<Box<Sleep>>)>,
}

impl Stream for TimedBody {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let frame = match Pin::new(&mut self.body).poll_frame(cx) {
                Poll::Ready(Some(frame)) => frame.map_err(fault),
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Pending => {
                    let Some((_, idle_timeout)) = &mut self.idle_timeout else {
                        return Poll::Pending;
                    };
                    ready!(idle_timeout.as_mut().poll(cx));
                    return Poll::Ready(Some(Err(TransportError::timeout())));
                }
            };
            // A frame without data is a trailer, which is ignored.
            if let Some(data) = frame.map(|frame| frame.into_data().ok()).transpose() {
                if let Some((most, idle_timeout)) = &mut self.idle_timeout {
                    idle_timeout.as_mut().reset(Instant::now() + *most);
                }
                return Poll::Ready(Some(data));
            }
        }
    }
}

/// A streamed request body that records its progress.
struct TrackedBody {
    body: RequestBody,
    progress: Arc<UploadProgress>,
}

impl http_body::Body for TrackedBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<io::Result<http_body::Frame<Bytes>>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(cx));
        Poll::Ready(self.progress.record(frame))
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.body.size_hint()
    }
}

/// The progress of sending a request body: the time of the last chunk, and the error of its source.
struct UploadProgress(Mutex<(Instant, Option<io::Error>)>);

impl UploadProgress {
    fn new() -> Self {
        Self(Mutex::new((Instant::now(), None)))
    }

    fn state(&self) -> MutexGuard<'_, (Instant, Option<io::Error>)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records the time of a chunk, or the error of the source.
    fn record<T>(&self, frame: Option<io::Result<T>>) -> Option<io::Result<T>> {
        let mut state = self.state();
        state.0 = Instant::now();
        frame.map(|frame| {
            frame.map_err(|error| {
                let copy = io::Error::new(error.kind(), error.to_string());
                state.1 = Some(error);
                copy
            })
        })
    }

    /// Waits for `work`, with an idle timeout that starts again with each chunk sent.
    async fn watch<T>(
        &self,
        idle_timeout: Duration,
        work: impl Future<Output = Result<T, TransportError>>,
    ) -> Result<T, TransportError> {
        let mut work = pin!(work);
        loop {
            let until = self.state().0 + idle_timeout;
            match tokio::time::timeout_at(until, &mut work).await {
                Ok(outcome) => return outcome,
                Err(_) if self.state().0 + idle_timeout > until => {}
                Err(_) => return Err(TransportError::timeout()),
            }
        }
    }

    /// Classifies an error: the source of the request body may have caused it.
    fn fault(&self, error: reqwest::Error) -> TransportError {
        match self.state().1.take() {
            Some(source) => TransportError::body_source(source),
            None => fault(error),
        }
    }
}

impl Transport for Reqwest {
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Pin<Box<dyn Future<Output = Result<http::Response<Bytes>, TransportError>> + Send + '_>>
    {
        Box::pin(self.exchange(request, limits))
    }

    fn open(
        &self,
        request: http::Request<RequestBody>,
        limits: Limits,
    ) -> Pin<
        Box<dyn Future<Output = Result<http::Response<ResponseBody>, TransportError>> + Send + '_>,
    > {
        Box::pin(self.begin(request, limits))
    }
}

/// The message does not show the URL, which may contain a password.
fn proxy(url: &str) -> Result<Proxy, Error> {
    Proxy::all(url).map_err(|_| Error::config("the URL of the proxy cannot be used"))
}

/// Classifies an error of `reqwest` by whether the request was sent.
fn fault(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    match (error.is_connect(), error.is_timeout()) {
        (true, true) => TransportError::timeout().unsent(),
        (true, false) => TransportError::connect(error),
        (false, true) => TransportError::timeout(),
        (false, false) if error.is_builder() => TransportError::config(error),
        (false, false) => TransportError::transport(error),
    }
}
