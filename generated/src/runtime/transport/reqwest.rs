// Written by hand, unlike `src/api`.

//! HTTP/1.1 over rustls, for both clients.

#[cfg(feature = "async")]
use std::future::Future;
#[cfg(feature = "async")]
use std::pin::Pin;

use bytes::Bytes;
use reqwest::redirect::Policy;
use reqwest::{ClientBuilder, Proxy};

use crate::runtime::base_url::BaseUrl;
use crate::runtime::error::Error;
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
        let mut response = self.0.execute(request).await.map_err(fault)?;
        let mut body = Vec::new();
        let broken = loop {
            match response.chunk().await {
                Ok(Some(chunk)) if body.len() + chunk.len() > limits.body => {
                    break Some(Fault::body_too_large());
                }
                Ok(Some(chunk)) => body.extend_from_slice(&chunk),
                Ok(None) => break None,
                Err(error) => break Some(fault(error)),
            }
        };
        let (parts, _) = http::Response::<reqwest::Body>::from(response).into_parts();
        match broken {
            Some(fault) => Err(fault.with_head(parts.status, parts.headers)),
            None => Ok(http::Response::from_parts(parts, body.into())),
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
