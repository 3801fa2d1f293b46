// Written by hand, unlike `src/api`.

//! The transport of the blocking client.

use std::io::Read as _;
use std::sync::Arc;

use bytes::Bytes;
use ureq::tls::{RootCerts, TlsConfig, TlsProvider};
use ureq::{Agent, Proxy, Timeout};

use crate::runtime::base_url::BaseUrl;
use crate::runtime::blocking::Transport;
use crate::runtime::error::Error;
use crate::runtime::transport::{Fault, IDLE, Limits, Network};

/// Sends with `ureq`.
pub(crate) struct Ureq(Agent);

impl Ureq {
    /// With an agent of our own.
    pub(crate) fn new(network: &Network, base: &BaseUrl) -> Result<Self, Error> {
        let route = network.route(base);
        let proxy = route.proxy.map(|url| Proxy::new(&url)).transpose();
        // No message shows the URL, which may hold a password.
        let proxy = proxy.map_err(|_| Error::config("the URL of the proxy cannot be used"))?;
        let config = Agent::config_builder()
            .proxy(proxy)
            .tls_config(tls())
            .timeout_resolve(Some(route.connect_timeout))
            .timeout_connect(Some(route.connect_timeout))
            .max_idle_age(IDLE)
            // Not with each request, as the others: one that has another agent
            // than its connection pool is given a connection of its own.
            .user_agent("")
            .build();
        Ok(Self(config.new_agent()))
    }

    /// With the caller's agent: what the client promises is set with each request.
    pub(crate) fn with_agent(agent: Agent) -> Self {
        Self(agent)
    }
}

/// The cryptography and the roots that the async client uses.
fn tls() -> TlsConfig {
    TlsConfig::builder()
        .provider(TlsProvider::Rustls)
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
        .root_certs(RootCerts::PlatformVerifier)
        .build()
}

impl Transport for Ureq {
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Result<http::Response<Bytes>, Fault> {
        let request = request.map(|body| body.to_vec());
        let request = self
            .0
            .configure_request(request)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(limits.timeout))
            // A method may have a body that HTTP gives no meaning to.
            .allow_non_standard_methods(true)
            // A header that is not set was removed on purpose.
            .accept("")
            .accept_encoding("")
            .build();
        let (parts, body) = self.0.run(request).map_err(fault)?.into_parts();
        let mut bytes = Vec::new();
        // One byte more than allowed tells a full body from one that is too large.
        let most = u64::try_from(limits.body)
            .unwrap_or(u64::MAX)
            .saturating_add(1);
        let outcome = body.into_reader().take(most).read_to_end(&mut bytes);
        match outcome {
            Err(error) => Err(fault(error.into()).with_head(parts.status, parts.headers)),
            Ok(_) if bytes.len() > limits.body => {
                Err(Fault::body_too_large().with_head(parts.status, parts.headers))
            }
            Ok(_) => Ok(http::Response::from_parts(parts, bytes.into())),
        }
    }
}

/// What the error of `ureq` says about the request having been sent.
fn fault(error: ureq::Error) -> Fault {
    use ureq::Error as E;
    match error {
        E::Timeout(Timeout::Resolve | Timeout::Connect) => Fault::timeout().unsent(),
        E::Timeout(_) => Fault::timeout(),
        E::HostNotFound
        | E::ConnectionFailed
        | E::Tls(_)
        | E::TlsRequired
        | E::ConnectProxyFailed(_) => Fault::connect(error),
        E::Io(ref io) if io.kind() == std::io::ErrorKind::ConnectionRefused || is_handshake(io) => {
            Fault::connect(error)
        }
        E::Io(ref io) if io.kind() == std::io::ErrorKind::TimedOut => Fault::timeout(),
        E::Http(_) | E::BadUri(_) | E::InvalidProxyUrl | E::RequireHttpsOnly(_) => {
            Fault::config("the URL cannot be used")
        }
        error => Fault::transport(error),
    }
}

/// Certificates are looked at before anything is sent, and never again.
fn is_handshake(error: &std::io::Error) -> bool {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref());
    matches!(inner, Some(rustls::Error::InvalidCertificate(_)))
}
