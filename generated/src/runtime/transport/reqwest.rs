// Written by hand, unlike `src/api`.

//! HTTP/1.1 over rustls, for both clients.

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

use crate::runtime::base_url::BaseUrl;
use crate::runtime::error::Error;
use crate::runtime::outgoing::Outgoing;
use crate::runtime::stream::pieces::{Incoming, whole};
#[cfg(feature = "async")]
use crate::runtime::transport::Transport;
use crate::runtime::transport::proxy::ProxyChoice;
use crate::runtime::transport::{Fault, IDLE, Limits, Network};

/// Sends with `reqwest`.
pub(crate) struct Reqwest(reqwest::Client);

impl Reqwest {
    /// With a builder of our own.
    pub(crate) fn new(network: &Network, base: &BaseUrl) -> Result<Self, Error> {
        let route = network.route(base);
        let mut builder = ClientBuilder::new()
            .connect_timeout(route.connect_timeout)
            .pool_idle_timeout(IDLE)
            // Whatever features others have switched on.
            .http1_only()
            .no_proxy();
        if let Some(url) = &route.proxy {
            builder = builder.proxy(proxy(url)?);
        }
        Self::build(builder)
    }

    /// With the caller's builder, in which the caller's word counts on
    /// everything that this crate's builder does not set.
    pub(crate) fn with_builder(
        mut builder: ClientBuilder,
        network: &Network,
        base: &BaseUrl,
    ) -> Result<Self, Error> {
        if let Some(connect_timeout) = network.connect_timeout {
            builder = builder.connect_timeout(connect_timeout);
        }
        builder = match &network.proxy {
            _ if base.is_loopback => builder.no_proxy(),
            ProxyChoice::Environment => builder,
            ProxyChoice::None => builder.no_proxy(),
            ProxyChoice::Url(url) => builder.proxy(proxy(url)?),
        };
        Self::build(builder)
    }

    /// What the client promises is set last.
    fn build(builder: ClientBuilder) -> Result<Self, Error> {
        let client = builder
            .redirect(Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            // It logs every byte, those of credentials among them.
            .connection_verbose(false)
            // Bodies are unpacked in one place, against one limit.
            .no_gzip()
            .no_brotli()
            .no_deflate()
            .no_zstd()
            .build();
        client.map(Self).map_err(|error| {
            let error = error.without_url();
            Error::config(format!("the HTTP client cannot be built: {error}"))
        })
    }

    pub(crate) async fn exchange(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Result<http::Response<Bytes>, Fault> {
        if tokio::runtime::Handle::try_current().is_err() {
            // The timers below would panic.
            return Err(Fault::no_runtime());
        }
        let mut request = reqwest::Request::try_from(request).map_err(Fault::config)?;
        *request.timeout_mut() = Some(limits.timeout);
        let response = self.0.execute(request).await.map_err(fault)?;
        whole(arriving(response, None), limits.body).await
    }

    pub(crate) async fn open(
        &self,
        request: http::Request<Outgoing>,
        limits: Limits,
    ) -> Result<http::Response<Incoming>, Fault> {
        if tokio::runtime::Handle::try_current().is_err() {
            return Err(Fault::no_runtime());
        }
        let (head, body) = request.into_parts();
        let progress = Arc::new(Progress::new());
        let body = if body.is_in_memory() {
            body.into_bytes()?.into()
        } else {
            reqwest::Body::wrap(Leaving {
                body,
                progress: Arc::clone(&progress),
            })
        };
        let request = http::Request::from_parts(head, body);
        let request = reqwest::Request::try_from(request).map_err(Fault::config)?;
        let opening = async {
            let sent = self.0.execute(request).await;
            let response = sent.map_err(|error| progress.fault(error))?;
            let response = arriving(response, Some(limits.timeout));
            if response.status().is_success() {
                return Ok(response);
            }
            let response = whole(response, limits.body).await?;
            Ok(response.map(Incoming::from))
        };
        progress.watch(limits.timeout, opening).await
    }
}

/// An answer whose body is still to come.
fn arriving(response: reqwest::Response, silence: Option<Duration>) -> http::Response<Incoming> {
    let response = http::Response::<reqwest::Body>::from(response);
    let silence = silence.map(|most| (most, Box::pin(sleep(most))));
    response.map(|body| Incoming::new(Arriving { body, silence }))
}

/// A body, and how long it may be silent.
struct Arriving {
    body: reqwest::Body,
    silence: Option<(Duration, Pin<Box<Sleep>>)>,
}

impl Stream for Arriving {
    type Item = Result<Bytes, Fault>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let frame = match Pin::new(&mut self.body).poll_frame(cx) {
                Poll::Ready(Some(frame)) => frame.map_err(fault),
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Pending => {
                    let Some((_, silence)) = &mut self.silence else {
                        return Poll::Pending;
                    };
                    ready!(silence.as_mut().poll(cx));
                    return Poll::Ready(Some(Err(Fault::timeout())));
                }
            };
            // What is no data is a trailer, and nobody's business.
            if let Some(data) = frame.map(|frame| frame.into_data().ok()).transpose() {
                if let Some((most, silence)) = &mut self.silence {
                    silence.as_mut().reset(Instant::now() + *most);
                }
                return Poll::Ready(Some(data));
            }
        }
    }
}

/// A body that is read while it is sent.
struct Leaving {
    body: Outgoing,
    progress: Arc<Progress>,
}

impl http_body::Body for Leaving {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<io::Result<http_body::Frame<Bytes>>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(cx));
        Poll::Ready(self.progress.note(frame))
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.body.size_hint()
    }
}

/// How far the sending of a body has come.
struct Progress(Mutex<(Instant, Option<io::Error>)>);

impl Progress {
    fn new() -> Self {
        Self(Mutex::new((Instant::now(), None)))
    }

    fn state(&self) -> MutexGuard<'_, (Instant, Option<io::Error>)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Another piece goes out, or there is to be none for this reason.
    fn note<T>(&self, frame: Option<io::Result<T>>) -> Option<io::Result<T>> {
        let mut state = self.state();
        state.0 = Instant::now();
        frame.map(|frame| {
            frame.map_err(|error| {
                let told = io::Error::new(error.kind(), error.to_string());
                state.1 = Some(error);
                told
            })
        })
    }

    /// Waits for something, as long as no silence is longer than this.
    async fn watch<T>(
        &self,
        silence: Duration,
        work: impl Future<Output = Result<T, Fault>>,
    ) -> Result<T, Fault> {
        let mut work = pin!(work);
        loop {
            let until = self.state().0 + silence;
            match tokio::time::timeout_at(until, &mut work).await {
                Ok(outcome) => return outcome,
                Err(_) if self.state().0 + silence > until => {}
                Err(_) => return Err(Fault::timeout()),
            }
        }
    }

    /// What went wrong while the body was sent.
    fn fault(&self, error: reqwest::Error) -> Fault {
        match self.state().1.take() {
            Some(source) => Fault::unreadable(source),
            None => fault(error),
        }
    }
}

#[cfg(feature = "async")]
impl Transport for Reqwest {
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Pin<Box<dyn Future<Output = Result<http::Response<Bytes>, Fault>> + Send + '_>> {
        Box::pin(self.exchange(request, limits))
    }

    fn open(
        &self,
        request: http::Request<Outgoing>,
        limits: Limits,
    ) -> Pin<Box<dyn Future<Output = Result<http::Response<Incoming>, Fault>> + Send + '_>> {
        Box::pin(self.open(request, limits))
    }
}

/// No message shows the URL, which may hold a password.
fn proxy(url: &str) -> Result<Proxy, Error> {
    Proxy::all(url).map_err(|_| Error::config("the URL of the proxy cannot be used"))
}

/// What the error of `reqwest` says about the request having been sent.
fn fault(error: reqwest::Error) -> Fault {
    let error = error.without_url();
    match (error.is_connect(), error.is_timeout()) {
        (true, true) => Fault::timeout().unsent(),
        (true, false) => Fault::connect(error),
        (false, true) => Fault::timeout(),
        (false, false) if error.is_builder() => Fault::config(error),
        (false, false) => Fault::transport(error),
    }
}
