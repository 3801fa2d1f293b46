// Written by hand. Codegen copies it into clients.

//! The default transport: HTTP/1.1 with `reqwest` and rustls.

use std::future::Future;
use std::mem;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::Uri;
use reqwest::redirect::Policy;
use reqwest::{ClientBuilder, Proxy};
use url::Url;

use crate::runtime::error::Error;
use crate::runtime::request_body::RequestBody;
use crate::runtime::transport::progress::Progress;
use crate::runtime::transport::response_body::{ResponseBody, collect, join};
use crate::runtime::transport::route::Route;
use crate::runtime::transport::runtime_clients::RuntimeClients;
use crate::runtime::transport::timed_body::TimedBody;
use crate::runtime::transport::tls::Tls;
use crate::runtime::transport::worker::on_worker;
use crate::runtime::transport::{Limits, Transport, TransportError};

/// How long an idle connection is kept. The time is short because a request on a connection that
/// the server has closed meanwhile fails as if the server had received it.
const POOL_IDLE_TIMEOUT: Duration = Duration::from_secs(3);

/// The limit on the number of headers of a response. That of `hyper` is 100, and some APIs send more.
/// `hyper` limits their size, too. It fills two tables of this length for each response: with 1,000
/// that took a tenth of the instructions of a call.
const MAX_HEADERS: usize = 256;

/// Configures the builder of `reqwest`. It is called once for each tokio runtime that makes calls.
pub(crate) type Configure = Arc<dyn Fn(ClientBuilder) -> ClientBuilder + Send + Sync>;

/// A transport over `reqwest`.
pub(crate) struct Reqwest {
    clients: RuntimeClients,
    /// The origin of most requests.
    origin: Url,
}

impl Reqwest {
    pub(crate) fn new(configure: Option<Configure>, tls: Tls, route: Route) -> Result<Self, Error> {
        let origin = route.origin.clone();
        let clients = RuntimeClients::new(move || build(configure.as_ref(), &tls, &route))?;
        Ok(Self { clients, origin })
    }

    /// Begins an attempt. Nothing is sent before its response is polled.
    fn attempt(
        &self,
        request: http::Request<RequestBody>,
        limits: Limits,
    ) -> Result<
        Attempt<impl Future<Output = reqwest::Result<reqwest::Response>> + use<>>,
        TransportError,
    > {
        let client = self.clients.current()?;
        let (head, body) = request.into_parts();
        let progress = body.progress();
        let mut request = reqwest::Request::new(head.method, self.url(&head.uri)?);
        *request.headers_mut() = head.headers;
        *request.version_mut() = head.version;
        *request.body_mut() = Some(reqwest::Body::wrap(body));
        let response = client.execute(request);
        // `reqwest` itself has read the length of the body.
        progress.forget_reads();
        Ok(Attempt {
            response,
            progress,
            limits,
        })
    }

    /// The URL of a request. The origin is not parsed again, which took 4 % of the instructions of a
    /// call.
    fn url(&self, uri: &Uri) -> Result<Url, TransportError> {
        let authority = uri.authority().map(http::uri::Authority::as_str);
        let is_origin = uri.scheme_str() == Some(self.origin.scheme())
            && authority == Some(self.origin.authority());
        if !is_origin {
            return Url::parse(&uri.to_string()).map_err(TransportError::config);
        }
        let mut url = self.origin.clone();
        url.set_path(uri.path());
        if uri.query().is_some() {
            url.set_query(uri.query());
        }
        Ok(url)
    }
}

/// An attempt, and the future of its response.
struct Attempt<F> {
    response: F,
    progress: Arc<Progress>,
    limits: Limits,
}

impl<F: Future<Output = reqwest::Result<reqwest::Response>>> Attempt<F> {
    /// Sends the request, and waits for the whole response.
    async fn exchange(self) -> Result<http::Response<Bytes>, TransportError> {
        let Self {
            response,
            progress,
            limits,
        } = self;
        let response = head(response, &progress, &limits).await?;
        let (head, chunks) = response.into_parts();
        match progress
            .watch(&limits, pin!(join(chunks, limits.body)))
            .await
        {
            Ok(body) => Ok(http::Response::from_parts(head, body)),
            Err(fault) => Err(fault.with_head(head.status, head.headers)),
        }
    }

    /// Sends the request, and waits for the head of a 2xx response, or for another one as a whole.
    async fn begin(self) -> Result<http::Response<ResponseBody>, TransportError> {
        let Self {
            response,
            progress,
            limits,
        } = self;
        let response = head(response, &progress, &limits).await?;
        let response = response.map(ResponseBody::new);
        if response.status().is_success() {
            return Ok(response.map(|body| TimedBody::idle(body, limits.timeout)));
        }
        let response = response.map(|body| TimedBody::within_attempt(body, progress, limits));
        let response = collect(response, limits.body).await?;
        Ok(response.map(ResponseBody::from))
    }
}

/// Sends the request, and waits for the head of the response.
async fn head(
    response: impl Future<Output = reqwest::Result<reqwest::Response>>,
    progress: &Progress,
    limits: &Limits,
) -> Result<http::Response<Chunks>, TransportError> {
    let sending = async {
        // This polls the sockets, which the worker may not have done since the last call. Without
        // it, a connection that the server has closed, or on which a response without a request has
        // arrived, may still seem usable.
        tokio::task::yield_now().await;
        let response = response.await.map_err(|error| {
            let source = progress.take_error().map(TransportError::body_source);
            source.unwrap_or_else(|| fault(error))
        })?;
        Ok(with_chunks(response))
    };
    progress.watch(limits, pin!(sending)).await
}

fn build(
    configure: Option<&Configure>,
    tls: &Tls,
    route: &Route,
) -> Result<reqwest::Client, Error> {
    let assemble = || assemble(configure, tls, route);
    let error = match assemble().build() {
        Ok(client) => return Ok(client),
        Err(error) => error.without_url(),
    };
    // Without any CA certificate the build fails. Plain HTTP needs none.
    match assemble().tls_certs_only([]).build() {
        Ok(client) if route.origin.scheme() == "http" => Ok(client),
        Ok(_) => Err(Error::config(
            "the system has no CA certificates: install them (often the package \
             `ca-certificates`), set `SSL_CERT_FILE`, call `ca_certificates`, or enable the feature \
             `bundled-roots`",
        )),
        Err(_) => {
            let source = std::error::Error::source(&error);
            let source = source.map(|source| format!(": {source}"));
            let source = source.unwrap_or_default();
            Err(Error::config(format!(
                "the HTTP client cannot be built: {error}{source}"
            )))
        }
    }
}

/// The builder of a client. The settings that its guarantees depend on override those of the
/// program.
fn assemble(configure: Option<&Configure>, tls: &Tls, route: &Route) -> ClientBuilder {
    let builder = tls.apply(ClientBuilder::new().http1_max_headers(MAX_HEADERS));
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
    let keeps_proxies = configure.is_some() && route.keeps_configured_proxies;
    let builder = if keeps_proxies {
        builder
    } else {
        builder.no_proxy()
    };
    if route.proxies.is_empty() && !keeps_proxies {
        return builder;
    }
    // The first proxy that accepts a request is used. So those that the program has added take
    // precedence. Without any proxy, `reqwest` would read the environment.
    let proxies = route.proxies.clone();
    builder.proxy(Proxy::custom(move |url| proxies.proxy(url)))
}

/// The response as one of `http`. The conversion of `reqwest` would box the body, and the URL.
fn with_chunks(mut response: reqwest::Response) -> http::Response<Chunks> {
    let (status, version) = (response.status(), response.version());
    let headers = mem::take(response.headers_mut());
    let extensions = mem::take(response.extensions_mut());
    let mut converted = http::Response::new(Chunks(response));
    (*converted.status_mut(), *converted.version_mut()) = (status, version);
    *converted.headers_mut() = headers;
    *converted.extensions_mut() = extensions;
    converted
}

/// The chunks of a response body. Trailers are ignored.
struct Chunks(reqwest::Response);

impl Stream for Chunks {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        // The future has no state but the response, so the next poll can make another one.
        let chunk = pin!(self.0.chunk()).poll(cx);
        chunk.map(|chunk| chunk.map_err(fault).transpose())
    }
}

impl Transport for Reqwest {
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Pin<Box<dyn Future<Output = Result<http::Response<Bytes>, TransportError>> + Send + '_>>
    {
        Box::pin(async move {
            let attempt = self.attempt(request.map(RequestBody::from), limits)?;
            on_worker(Box::pin(attempt.exchange())).await
        })
    }

    fn open(
        &self,
        request: http::Request<RequestBody>,
        limits: Limits,
    ) -> Pin<
        Box<dyn Future<Output = Result<http::Response<ResponseBody>, TransportError>> + Send + '_>,
    > {
        Box::pin(async move {
            let attempt = self.attempt(request, limits)?;
            on_worker(Box::pin(attempt.begin())).await
        })
    }
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

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use http::Uri;
    use url::Url;

    use super::Reqwest;
    use crate::runtime::transport::proxy::ProxyRules;
    use crate::runtime::transport::route::Route;
    use crate::runtime::transport::tls::Tls;

    #[test]
    fn the_url_of_a_request_is_the_one_that_parsing_yields() {
        let route = Route {
            origin: "https://api.example:8443".parse().expect("a URL"),
            connect_timeout: Duration::from_secs(1),
            proxies: ProxyRules::default(),
            keeps_configured_proxies: false,
        };
        let transport = Reqwest::new(None, Tls::default(), route).expect("the settings are valid");
        for text in [
            "https://api.example:8443",
            "https://api.example:8443/",
            "https://api.example:8443/a/b%2Fc?d=e&f=%20",
            "https://api.example:8443/a?",
            "https://api.example:8443//other.example/a",
            "https://api.example:8443/\\other.example/a?b",
            "https://api.example:8443/a/../b/./c",
            "https://api.example:8443/a'b\"c|d",
            "https://api.example/a",
            "http://api.example:8443/a",
            "https://other.example:8443/a?b",
            "https://user@api.example:8443/a",
        ] {
            let Ok(uri) = text.parse::<Uri>() else {
                panic!("{text} is a URI");
            };
            let url = transport.url(&uri).expect("it is a URL");
            assert_eq!(Ok(url), Url::parse(&uri.to_string()), "{text}");
        }
    }
}
