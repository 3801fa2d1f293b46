// Written by hand. Codegen copies it into clients.

//! The builder that a generated `ClientBuilder` wraps.

use std::fmt;
#[cfg(any(feature = "async", feature = "blocking"))]
use std::future::Future;
#[cfg(any(feature = "async", feature = "blocking"))]
use std::path::Path;
use std::sync::{Arc, RwLock};
use std::time::Duration;

use http::HeaderValue;
#[cfg(any(feature = "async", feature = "blocking"))]
use secrecy::SecretString;

use crate::runtime::api::Api;
use crate::runtime::auth::{self, CredentialStore, Credentials};
#[cfg(any(feature = "async", feature = "blocking"))]
use crate::runtime::auth_provider::{AuthRequest, Provider};
use crate::runtime::base_url::BaseUrl;
use crate::runtime::client::ClientCore;
use crate::runtime::client_parameter::{ClientParameter, ClientParameters};
use crate::runtime::clock::{Clock, SystemClock};
use crate::runtime::error::Error;
use crate::runtime::into::IntoOption;
use crate::runtime::observer::{Observer, ObserverHandle};
use crate::runtime::parameter_set::ParameterSet;
use crate::runtime::retry::Retry;
use crate::runtime::retry::budget::{self, Budget};
use crate::runtime::settings::{
    DEFAULT_BODY_LIMIT, DEFAULT_DEADLINE, DEFAULT_TIMEOUT, MAX_TIMEOUT, Settings,
};
#[cfg(any(feature = "async", feature = "blocking"))]
use crate::runtime::throttle::{RateLimit, Throttle};
#[cfg(any(feature = "async", feature = "blocking"))]
use crate::runtime::transport::Transport;
#[cfg(any(feature = "async", feature = "blocking"))]
use crate::runtime::transport::client_transport::{Backend, ClientTransport, Wrap};
use crate::runtime::transport::proxy::ProxyChoice;
use crate::runtime::transport::route::Network;
#[cfg(any(feature = "async", feature = "blocking"))]
use crate::runtime::transport::tls::Tls;

type Lookup = Arc<dyn Fn(&str) -> Option<String> + Send + Sync>;

/// Builds a client.
///
/// Its settings override those of the environment. Settings of a request override both.
#[derive(Clone)]
#[must_use = "no client is built before `build` is called"]
pub struct ClientBuilderCore {
    api: &'static Api,
    credentials: Vec<Credentials>,
    variables: Option<Lookup>,
    base_url: Option<String>,
    allow_http: bool,
    timeout: Duration,
    deadline: Duration,
    body_limit: usize,
    retry: Retry,
    retry_budget: Option<u32>,
    is_anonymous: bool,
    parameters: ParameterSet,
    client_parameters: ClientParameters,
    /// The first error of a setter. Setters return no `Result`, so `build` reports it.
    error: Option<String>,
    network: Network,
    #[cfg(any(feature = "async", feature = "blocking"))]
    backend: Option<Backend>,
    #[cfg(any(feature = "async", feature = "blocking"))]
    tls: Tls,
    #[cfg(any(feature = "async", feature = "blocking"))]
    wraps: Vec<Wrap>,
    #[cfg(any(feature = "async", feature = "blocking"))]
    provider: Option<Arc<Provider>>,
    #[cfg(any(feature = "async", feature = "blocking"))]
    concurrency: Option<usize>,
    #[cfg(any(feature = "async", feature = "blocking"))]
    rate_limit: Option<RateLimit>,
    clock: Arc<dyn Clock>,
    observer: ObserverHandle,
}

impl ClientBuilderCore {
    /// A builder without credentials.
    pub fn new(api: &'static Api) -> Self {
        Self {
            api,
            credentials: Vec::new(),
            variables: None,
            base_url: None,
            allow_http: false,
            timeout: DEFAULT_TIMEOUT,
            deadline: DEFAULT_DEADLINE,
            body_limit: DEFAULT_BODY_LIMIT,
            retry: Retry::default(),
            retry_budget: Some(budget::DEFAULT_RETRIES),
            is_anonymous: false,
            parameters: ParameterSet::default(),
            client_parameters: ClientParameters::default(),
            error: None,
            network: Network::default(),
            #[cfg(any(feature = "async", feature = "blocking"))]
            backend: None,
            #[cfg(any(feature = "async", feature = "blocking"))]
            tls: Tls::default(),
            #[cfg(any(feature = "async", feature = "blocking"))]
            wraps: Vec::new(),
            #[cfg(any(feature = "async", feature = "blocking"))]
            provider: None,
            #[cfg(any(feature = "async", feature = "blocking"))]
            concurrency: None,
            #[cfg(any(feature = "async", feature = "blocking"))]
            rate_limit: None,
            clock: Arc::new(SystemClock),
            observer: ObserverHandle::default(),
        }
    }

    /// Sets credentials. With several kinds of credentials, each request gets the kind that the API
    /// prefers for its operation.
    pub fn auth(mut self, auth: impl Into<Credentials>) -> Self {
        self.credentials.push(auth.into());
        self
    }

    /// Reads credentials and the base URL from the environment, unless the builder sets them.
    ///
    /// Incomplete credentials are ignored if others are complete. The credentials of
    /// [`auth`](Self::auth) take precedence over all of them.
    #[allow(clippy::wrong_self_convention, reason = "it continues the builder")]
    pub fn from_env(self) -> Self {
        // A value that is not UTF-8 contains U+FFFD then, and is refused later.
        self.from_variables(|name| Some(std::env::var_os(name)?.to_string_lossy().into_owned()))
    }

    /// Reads the variables of [`from_env`](Self::from_env) from another source, under the same
    /// names.
    #[allow(clippy::wrong_self_convention, reason = "it continues the builder")]
    pub fn from_variables(
        mut self,
        lookup: impl Fn(&str) -> Option<String> + Send + Sync + 'static,
    ) -> Self {
        self.variables = Some(Arc::new(lookup));
        self
    }

    /// Sets the base URL: `https://`, a host and an optional path. `http://` is accepted for
    /// loopback only.
    ///
    /// It replaces all servers of the specification, including those of single operations. If the
    /// server of an operation is a path, that path at this host is used.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = Some(base_url.into());
        self
    }

    /// Accepts an `http://` base URL for hosts other than loopback. Credentials are then sent
    /// unencrypted.
    pub fn allow_http(mut self) -> Self {
        self.allow_http = true;
        self
    }

    /// Limits each attempt, from asking a credential provider and connecting to the last byte of the
    /// response; 60 s by default. It starts again with each chunk of a streamed request body.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Limits connecting, including the TLS handshake; 10 s by default.
    pub fn connect_timeout(mut self, connect_timeout: Duration) -> Self {
        self.network.connect_timeout = connect_timeout.min(MAX_TIMEOUT);
        self
    }

    /// Limits each call, including the delays between attempts, credential providers and streamed
    /// request bodies; 180 s by default. A streamed response must begin within it.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// Limits the size of a response in bytes, after decompression; 8 MiB by default. Of a streamed
    /// response it limits each item. A larger response is an error of the kind
    /// [`BodyTooLarge`](crate::runtime::ErrorKind::BodyTooLarge).
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = bytes;
        self
    }

    /// Sets the retry policy.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// Sets the number of retries that all calls of the client share; 10 by default. A success
    /// restores a tenth of a retry. A retry after a delay that the API asks for costs nothing.
    pub fn retry_budget(mut self, retries: u32) -> Self {
        self.retry_budget = Some(retries);
        self
    }

    /// Lets each call retry as often as its policy permits, however many others fail.
    pub fn no_retry_budget(mut self) -> Self {
        self.retry_budget = None;
        self
    }

    /// Sends calls without credentials where there are none, even if the API demands some: for a
    /// server that does not, such as one for tests.
    pub fn anonymous(mut self) -> Self {
        self.is_anonymous = true;
        self
    }

    /// Sets a header of every request. A header with credentials replaces the credentials of the
    /// client.
    pub fn header(self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.set_header(name.as_ref(), Some(value.as_ref()))
    }

    /// Removes a header from every request, such as `User-Agent`.
    pub fn remove_header(self, name: impl AsRef<str>) -> Self {
        self.set_header(name.as_ref(), None)
    }

    fn set_header(mut self, name: &str, value: Option<&str>) -> Self {
        if let Err(error) = self.parameters.header(self.api, name, value) {
            self.error.get_or_insert_with(|| error.message().to_owned());
        }
        self
    }

    /// Adds a query parameter to every request.
    pub fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.query(name.into(), &value.into());
        self
    }

    /// Sets a parameter of all operations that have it; `None` unsets it. A setter of a call overrides
    /// it.
    pub fn parameter<V: fmt::Display>(
        mut self,
        parameter: ClientParameter,
        value: impl IntoOption<V>,
    ) -> Self {
        let value = value.into_option().map(|value| value.to_string());
        let checked = value.as_deref().map(|it| parameter.check(self.api, it));
        if let Some(Err(error)) = checked {
            self.error.get_or_insert_with(|| error.message().to_owned());
        }
        self.client_parameters.set(parameter, value);
        self
    }

    /// Sets the URL of the proxy: HTTP, HTTPS or SOCKS (`socks5h://` resolves names at the proxy).
    ///
    /// By default `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` choose a proxy for the host
    /// of each request. Loopback is never reached through a proxy.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.network.proxy = ProxyChoice::Url(url.into());
        self
    }

    /// Connects without a proxy, not even one of the environment or of the builder of `reqwest`.
    pub fn no_proxy(mut self) -> Self {
        self.network.proxy = ProxyChoice::None;
        self
    }

    /// Replaces the clock and the source of randomness, for tests of retries and deadlines.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Sets the observer of all calls, in place of any other one.
    pub fn observer(mut self, observer: impl Observer) -> Self {
        self.observer = ObserverHandle::of(observer);
        self
    }

    /// Builds the client. Nothing is sent.
    ///
    /// # Errors
    ///
    /// [`Config`](crate::runtime::ErrorKind::Config) if a setting cannot be used.
    pub fn build(self) -> Result<ClientCore, Error> {
        if let Some(error) = self.error {
            return Err(Error::config(error));
        }
        let api = self.api;
        let variables = self.variables.unwrap_or_else(|| Arc::new(|_| None));
        let environment = auth::from_variables(api, &*variables, self.credentials.is_empty())?;
        for credentials in self.credentials.iter().chain(&environment) {
            credentials.check()?;
        }
        let base = base(api, self.base_url, &*variables, self.allow_http)?;
        #[cfg(any(feature = "async", feature = "blocking"))]
        let transport = ClientTransport::new(self.backend, &self.wraps, self.tls, || {
            self.network.route(&base)
        })?;
        Ok(ClientCore::new(Settings {
            api,
            user_agent: user_agent(api)?,
            base,
            parameters: self.parameters,
            client_parameters: self.client_parameters,
            credentials: RwLock::new(CredentialStore::new(
                self.credentials,
                environment,
                self.is_anonymous,
            )),
            timeout: self.timeout,
            deadline: self.deadline,
            body_limit: self.body_limit,
            retry: self.retry,
            budget: self.retry_budget.map(Budget::new),
            clock: self.clock,
            observer: self.observer,
            #[cfg(any(feature = "async", feature = "blocking"))]
            provider: self.provider,
            #[cfg(any(feature = "async", feature = "blocking"))]
            throttle: Throttle::new(self.concurrency, self.rate_limit),
            #[cfg(any(feature = "async", feature = "blocking"))]
            calls: Arc::default(),
            #[cfg(any(feature = "async", feature = "blocking"))]
            transport,
        }))
    }
}

/// How requests are sent.
#[cfg(any(feature = "async", feature = "blocking"))]
impl ClientBuilderCore {
    /// Trusts servers whose certificates these CA certificates, in PEM, have signed, in addition to
    /// those of the system and of the feature `bundled-roots`.
    pub fn ca_certificates(mut self, pem: impl AsRef<[u8]>) -> Self {
        if let Err(error) = self.tls.add_ca_certificates(pem.as_ref()) {
            self.error.get_or_insert_with(|| error.message().to_owned());
        }
        self
    }

    /// Identifies the client by a certificate (mutual TLS): the PEM of its private key and of its
    /// certificate chain.
    pub fn client_identity(mut self, pem: impl AsRef<[u8]>) -> Self {
        if let Err(error) = self.tls.set_identity(pem.as_ref()) {
            self.error.get_or_insert_with(|| error.message().to_owned());
        }
        self
    }

    /// Configures the HTTP client, `reqwest` 0.13: DNS, proxies, local addresses.
    /// Each tokio runtime that makes calls has connections of its own, also that of blocking calls,
    /// and the function is called once for each.
    ///
    /// The function is called first. After it, the client sets what its guarantees depend on:
    /// limits on connecting and on idle connections, HTTP/1.1, no redirects, no retries, no
    /// `Referer`, no decompression, no logging of connections, and for loopback no proxy. A proxy
    /// that the function adds takes precedence over that of [`proxy`](Self::proxy) or of the
    /// environment.
    ///
    /// It replaces a [`transport`](Self::transport).
    pub fn reqwest(
        mut self,
        configure: impl Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync + 'static,
    ) -> Self {
        self.backend = Some(Backend::Reqwest(Arc::new(configure)));
        self
    }

    /// Sets a function that returns credentials, such as a token that expires. It is called before
    /// each attempt of a call that accepts any.
    ///
    /// The credentials take precedence over those of [`auth`](Self::auth) and of `set_auth`, for
    /// one attempt. After a 401 the provider is asked once more, with
    /// [`AuthRequest::after_unauthorized`](crate::runtime::AuthRequest::after_unauthorized). With
    /// other credentials the attempt is repeated, and with the same ones the call fails with the
    /// 401. Calls of one operation that ask at the same time share one answer. The time of the
    /// provider is part of the attempt. An error of the provider is the source of a
    /// [`Config`](crate::runtime::ErrorKind::Config) error, and its text is shown.
    ///
    /// For a blocking call, the client's background runtime polls the future.
    pub fn auth_provider<F, A, E>(
        mut self,
        provider: impl Fn(AuthRequest) -> F + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = Result<A, E>> + Send + 'static,
        A: Into<Credentials>,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        self.provider = Some(Arc::new(Provider::new(Box::new(move |request| {
            let provided = provider(request);
            Box::pin(async {
                let provided = provided.await.map(Into::into);
                provided.map_err(|error| error.into().into())
            })
        }))));
        self
    }

    /// Reads a secret from a file before each attempt of a call that accepts credentials, such as a
    /// token that another program renews. `auth` makes credentials of it. White space around the
    /// secret is removed.
    ///
    /// It is an [`auth_provider`](Self::auth_provider), which it replaces.
    pub fn auth_file<A>(
        self,
        path: impl AsRef<Path>,
        auth: impl Fn(SecretString) -> A + Send + Sync + 'static,
    ) -> Self
    where
        A: Into<Credentials> + Send + 'static,
    {
        let path = path.as_ref().to_owned();
        self.auth_provider(move |_| {
            let secret = std::fs::read_to_string(&path)
                .map(|text| auth(text.trim().into()))
                .map_err(|error| format!("{} cannot be read: {error}", path.display()));
            std::future::ready(secret)
        })
    }

    /// Limits the number of requests in flight. Without a limit, each call is sent at once. All
    /// clones of the client share the limit, and requests wait in the order in which they came, at
    /// most until the `deadline` of their call. A streamed response counts until it ends.
    pub fn max_concurrent_requests(mut self, most: usize) -> Self {
        self.concurrency = Some(most);
        self
    }

    /// Limits the rate of requests. Without a limit, each call is sent at once. All clones of the
    /// client share the limit, each attempt counts, and requests wait in the order in which they
    /// came. A call that would have to wait beyond its `deadline` fails at once, and is not sent.
    ///
    /// With a limit, all requests also wait when the API says that its own is reached: after a 429
    /// or 503 for the time of `Retry-After`, and after any response in whose `RateLimit` or
    /// `X-RateLimit-Remaining` nothing is left until the reset.
    pub fn rate_limit(mut self, limit: RateLimit) -> Self {
        self.rate_limit = Some(limit);
        self
    }

    /// Sets a custom transport, for async and blocking calls. Some guarantees of the client then
    /// depend on it; [`Transport`] lists them.
    ///
    /// It replaces the settings of [`reqwest`](Self::reqwest).
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.backend = Some(Backend::Custom(Arc::new(transport)));
        self
    }

    /// Wraps the transport, the default one or that of [`transport`](Self::transport), in another
    /// one, which sees and may change the request and the response of each attempt. A further call
    /// wraps the result. [`Transport`] says what a wrapper is for, and what it must keep.
    pub fn wrap_transport<T: Transport>(
        mut self,
        wrap: impl Fn(Arc<dyn Transport>) -> T + Send + Sync + 'static,
    ) -> Self {
        self.wraps
            .push(Arc::new(move |inner| Arc::new(wrap(inner))));
        self
    }
}

/// The base URL, from the builder, from a variable, or from the specification.
fn base(
    api: &Api,
    from_builder: Option<String>,
    variables: &dyn Fn(&str) -> Option<String>,
    allow_http: bool,
) -> Result<BaseUrl, Error> {
    let from_variable = || api.server_variable.and_then(variables);
    let given = from_builder.or_else(|| from_variable().filter(|url| !url.is_empty()));
    let is_given = given.is_some();
    let base_url = given.unwrap_or_else(|| api.server.to_owned());
    if base_url.starts_with('/') {
        return Err(Error::config(
            "the API has no host of its own, so the client needs a base URL",
        ));
    }
    let mut base = BaseUrl::parse(&base_url, allow_http)?;
    base.is_given = is_given;
    Ok(base)
}

fn user_agent(api: &Api) -> Result<HeaderValue, Error> {
    let user_agent = format!("{}/{}", api.package, api.version);
    HeaderValue::try_from(user_agent)
        .map_err(|_| Error::config("the name of the package cannot be sent as a user agent"))
}

/// Shows the kinds of credentials, and no values of headers or query parameters.
impl fmt::Debug for ClientBuilderCore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("credentials", &self.credentials)
            .field("timeout", &self.timeout)
            .field("deadline", &self.deadline)
            .field("retry", &self.retry)
            .field("network", &self.network)
            .finish_non_exhaustive()
    }
}
