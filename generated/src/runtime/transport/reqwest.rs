// Written by hand, unlike `src/api`.

//! The transport of the async client.

use std::future::Future;
use std::pin::Pin;

use bytes::Bytes;
use reqwest::redirect::Policy;
use reqwest::{ClientBuilder, Proxy};

use crate::runtime::error::Error;
use crate::runtime::transport::{
    CONNECT_TIMEOUT, Fault, IDLE, Limits, Network, ProxyChoice, Transport,
};

/// Sends with `reqwest`.
pub(crate) struct Reqwest(reqwest::Client);

impl Reqwest {
    /// With a builder of our own.
    pub(crate) fn new(network: &Network) -> Result<Self, Error> {
        let builder = ClientBuilder::new()
            .connect_timeout(CONNECT_TIMEOUT)
            .pool_idle_timeout(IDLE);
        Self::with_builder(builder, network)
    }

    /// With the caller's builder: what the client promises is set last.
    pub(crate) fn with_builder(builder: ClientBuilder, network: &Network) -> Result<Self, Error> {
        let mut builder = builder
            .redirect(Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            // Bodies are unpacked in one place for both clients, against one limit.
            .no_gzip()
            .no_brotli()
            .no_deflate()
            .no_zstd();
        if let Some(connect_timeout) = network.connect_timeout {
            builder = builder.connect_timeout(connect_timeout);
        }
        builder = match &network.proxy {
            _ if network.is_loopback => builder.no_proxy(),
            ProxyChoice::Environment => builder,
            ProxyChoice::None => builder.no_proxy(),
            ProxyChoice::Url(url) => builder.proxy(
                Proxy::all(url)
                    .map_err(|_| Error::config("the URL of the proxy cannot be used"))?,
            ),
        };
        let client = builder.build().map_err(|error| {
            Error::config(format!(
                "the HTTP client cannot be built: {}",
                error.without_url()
            ))
        })?;
        Ok(Self(client))
    }

    async fn exchange(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Result<http::Response<Bytes>, Fault> {
        // Without one, the timers below would panic.
        tokio::runtime::Handle::try_current().map_err(Fault::config)?;
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

impl Transport for Reqwest {
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Pin<Box<dyn Future<Output = Result<http::Response<Bytes>, Fault>> + Send + '_>> {
        Box::pin(self.exchange(request, limits))
    }
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
