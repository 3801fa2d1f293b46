// Written by hand, unlike `src/api`.

//! A client that is being set up.

use std::fmt;
use std::marker::PhantomData;
use std::sync::{Arc, RwLock};
use std::time::Duration;

use crate::api::API;
use crate::runtime::auth::{self, Credentials, Keyring};
use crate::runtime::base_url::BaseUrl;
use crate::runtime::clock::{Clock, SystemClock};
use crate::runtime::draft::Layer;
use crate::runtime::error::Error;
use crate::runtime::observer::{Observer, Observers};
#[cfg(feature = "blocking")]
use crate::runtime::provider::BlockingProvider;
#[cfg(any(feature = "async", feature = "blocking"))]
use crate::runtime::provider::Demand;
#[cfg(feature = "async")]
use crate::runtime::provider::Provider;
use crate::runtime::retry::Retry;
use crate::runtime::retry::budget::Budget;
use crate::runtime::settings::{DEADLINE, FOREVER, Settings, TIMEOUT};
use crate::runtime::transport::Network;
use crate::runtime::transport::proxy::ProxyChoice;
#[cfg(any(feature = "async", feature = "blocking"))]
use crate::runtime::transport::reqwest::Reqwest;

type Lookup = Box<dyn Fn(&str) -> Option<String> + Send + Sync>;

/// What a client is made of.
type Settled = (Settings, Network, Option<Backend>, Option<Giver>);

/// A client that is being set up; `C` is which of the two it will be.
///
/// What is set here goes before what the environment says, and what a call
/// sets goes before both.
#[must_use = "it is no client before `build`"]
pub struct ClientBuilder<C> {
    credentials: Vec<Credentials>,
    variables: Option<Lookup>,
    base_url: Option<String>,
    allow_http: bool,
    timeout: Duration,
    deadline: Duration,
    retry: Retry,
    layer: Layer,
    /// The first setting that cannot be used: setters have no `Result`, `build` has.
    fault: Option<Error>,
    network: Network,
    transport: Option<Backend>,
    provider: Option<Giver>,
    clock: Arc<dyn Clock>,
    observers: Observers,
    client: PhantomData<fn() -> C>,
}

/// What the caller brings to send with. The methods that set it see to it that
/// it fits the client.
enum Backend {
    #[cfg(any(feature = "async", feature = "blocking"))]
    Reqwest(Box<reqwest::ClientBuilder>),
    #[cfg(feature = "async")]
    Async(Arc<dyn crate::runtime::transport::Transport>),
    #[cfg(feature = "blocking")]
    Blocking(Arc<dyn crate::runtime::blocking::Transport>),
}

/// What gives credentials as they are needed, likewise.
enum Giver {
    #[cfg(feature = "async")]
    Async(Provider),
    #[cfg(feature = "blocking")]
    Blocking(BlockingProvider),
}

impl<C> ClientBuilder<C> {
    pub(crate) fn new() -> Self {
        Self {
            credentials: Vec::new(),
            variables: None,
            base_url: None,
            allow_http: false,
            timeout: TIMEOUT,
            deadline: DEADLINE,
            retry: Retry::default(),
            layer: Layer::default(),
            fault: None,
            network: Network::default(),
            transport: None,
            provider: None,
            clock: Arc::new(SystemClock),
            observers: Observers::default(),
            client: PhantomData,
        }
    }

    /// Sets credentials. With more than one kind of them, each call carries the
    /// one that the API prefers for it.
    pub fn auth(mut self, auth: impl Into<Credentials>) -> Self {
        self.credentials.push(auth.into());
        self
    }

    /// Takes what is not set here from the environment: the credentials and the
    /// base URL. Credentials are taken by their kind and as a whole, and those
    /// set here go before all of them.
    pub fn from_env(self) -> Self {
        // What is not UTF-8 stays recognisably wrong, and is refused later.
        self.from_variables(|name| Some(std::env::var_os(name)?.to_string_lossy().into_owned()))
    }

    /// Takes what is not set here from variables of another source, under the
    /// names they have in the environment.
    pub fn from_variables(
        mut self,
        lookup: impl Fn(&str) -> Option<String> + Send + Sync + 'static,
    ) -> Self {
        self.variables = Some(Box::new(lookup));
        self
    }

    /// Sets where the API is: `https://` with a host and, maybe, a path.
    /// `http://` is accepted on loopback only.
    ///
    /// All calls go there, those too for which the specification has a server of
    /// their own, unless that is a mere path: it is then one at this host.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = Some(base_url.into());
        self
    }

    /// Accepts a base URL of `http://` that is not on loopback. Anyone on the
    /// way can read the credentials then.
    pub fn allow_http(mut self) -> Self {
        self.allow_http = true;
        self
    }

    /// Limits each attempt, from connecting to the last byte of the answer;
    /// 60 s by default.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Limits connecting, TLS included; 10 s by default.
    pub fn connect_timeout(mut self, connect_timeout: Duration) -> Self {
        self.network.connect_timeout = Some(connect_timeout.min(FOREVER));
        self
    }

    /// Limits each call, the waits between attempts included; 180 s by default.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// Decides what is sent again, and when.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// Sets a header of every call. One that carries credentials takes the
    /// place of the client's credentials.
    pub fn header(self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.set_header(name.as_ref(), Some(value.as_ref()))
    }

    /// Leaves out a header that every call would carry otherwise, `User-Agent`
    /// for one.
    pub fn remove_header(self, name: impl AsRef<str>) -> Self {
        self.set_header(name.as_ref(), None)
    }

    fn set_header(mut self, name: &str, value: Option<&str>) -> Self {
        if let Err(error) = self.layer.header(name, value) {
            self.fault.get_or_insert(error);
        }
        self
    }

    /// Adds a query parameter to every call.
    pub fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.layer.query(name.into(), &value.into());
        self
    }

    /// Goes through the proxy at this URL, instead of that of the environment.
    /// Loopback is never reached through a proxy.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.network.proxy = ProxyChoice::Url(url.into());
        self
    }

    /// Goes through no proxy, whatever the environment says.
    pub fn no_proxy(mut self) -> Self {
        self.network.proxy = ProxyChoice::None;
        self
    }

    /// Replaces time and chance; for tests of what a call does when it fails.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Tells this observer about every call, in place of any other one.
    pub fn observer(mut self, observer: impl Observer) -> Self {
        self.observers = Observers::of(observer);
        self
    }

    /// Checks everything that can be checked without a network.
    fn settle(self) -> Result<Settled, Error> {
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        let variables = self.variables.unwrap_or_else(|| Box::new(|_| None));
        let ambient = auth::from_variables(&variables, self.credentials.is_empty())?;
        for credentials in self.credentials.iter().chain(&ambient) {
            credentials.check()?;
        }
        let from_variable = || {
            API.server_variable
                .and_then(&variables)
                .filter(|url| !url.is_empty())
        };
        let given = self.base_url.or_else(from_variable);
        let is_given = given.is_some();
        let base_url = given.unwrap_or_else(|| API.server.to_owned());
        if base_url.starts_with('/') {
            return Err(Error::config(
                "the API has no host of its own, so the client needs a base URL",
            ));
        }
        let mut base = BaseUrl::parse(&base_url, self.allow_http)?;
        base.is_given = is_given;
        let settings = Settings {
            base,
            layer: self.layer,
            keyring: RwLock::new(Keyring {
                explicit: self.credentials,
                ambient,
            }),
            timeout: self.timeout,
            deadline: self.deadline,
            retry: self.retry,
            budget: Budget::full(),
            clock: self.clock,
            observers: self.observers,
        };
        Ok((settings, self.network, self.transport, self.provider))
    }
}

#[cfg(any(feature = "async", feature = "blocking"))]
impl<C> ClientBuilder<C> {
    /// Sends with what this builder of `reqwest` 0.13 makes: certificates, DNS,
    /// proxies, pools.
    ///
    /// Redirects, retries, the `Referer`, the unpacking of bodies and the logging
    /// of connections are switched off in it; on loopback so are proxies. What
    /// this crate's builder does not set (a `connect_timeout`, a `proxy`) stays
    /// as it is there.
    pub fn reqwest(mut self, builder: reqwest::ClientBuilder) -> Self {
        self.transport = Some(Backend::Reqwest(Box::new(builder)));
        self
    }
}

#[cfg(any(feature = "async", feature = "blocking"))]
fn over_reqwest(
    builder: Option<Box<reqwest::ClientBuilder>>,
    network: &Network,
    base: &BaseUrl,
) -> Result<Reqwest, Error> {
    match builder {
        Some(builder) => Reqwest::with_builder(*builder, network, base),
        None => Reqwest::new(network, base),
    }
}

#[cfg(feature = "async")]
impl ClientBuilder<crate::runtime::Client> {
    /// Asks the program for credentials before each request of a call that
    /// takes any: for a token that is fetched, or renewed when it has expired.
    ///
    /// What it gives counts as if it were set by [`auth`](Self::auth), for one
    /// request. After a 401 it is asked once more, with
    /// [`is_refused`](crate::Demand::is_refused): other credentials are tried, once, and the
    /// same ones end the call with the 401. Calls ask at the same time, so that one of them
    /// renews a token and the others wait for it is the program's to see to. No
    /// limit of time is on it. An error from it is the source of a
    /// [`Config`](crate::ErrorKind::Config) error, and its text is shown.
    ///
    /// [`set_auth`](crate::Client::set_auth) leaves it in place.
    pub fn auth_provider<F, A, E>(
        mut self,
        provider: impl Fn(Demand) -> F + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = Result<A, E>> + Send + 'static,
        A: Into<Credentials>,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        self.provider = Some(Giver::Async(Arc::new(move |demand| {
            let provided = provider(demand);
            Box::pin(async { provided.await.map(Into::into).map_err(Into::into) })
        })));
        self
    }

    /// Sends with a transport of your own, on which promises rest that its
    /// documentation lists.
    pub fn transport(mut self, transport: impl crate::runtime::transport::Transport) -> Self {
        self.transport = Some(Backend::Async(Arc::new(transport)));
        self
    }

    /// Makes the client.
    ///
    /// # Errors
    ///
    /// [`Config`](crate::ErrorKind::Config) if a setting cannot be used.
    pub fn build(self) -> Result<crate::runtime::Client, Error> {
        let (settings, network, backend, giver) = self.settle()?;
        let over = |builder| over_reqwest(builder, &network, &settings.base);
        let transport = match backend {
            Some(Backend::Async(transport)) => transport,
            Some(Backend::Reqwest(builder)) => Arc::new(over(Some(builder))?),
            _ => Arc::new(over(None)?),
        };
        let provider = match giver {
            Some(Giver::Async(provider)) => Some(provider),
            _ => None,
        };
        Ok(crate::runtime::Client::new(settings, transport, provider))
    }
}

#[cfg(feature = "blocking")]
impl ClientBuilder<crate::runtime::blocking::Client> {
    /// Asks the program for credentials before each request of a call that
    /// takes any: for a token that is fetched, or renewed when it has expired.
    ///
    /// What it gives counts as if it were set by [`auth`](Self::auth), for one
    /// request. After a 401 it is asked once more, with
    /// [`is_refused`](crate::Demand::is_refused): other credentials are tried, once, and the
    /// same ones end the call with the 401. Calls ask at the same time, so that one of them
    /// renews a token and the others wait for it is the program's to see to. No
    /// limit of time is on it. An error from it is the source of a
    /// [`Config`](crate::ErrorKind::Config) error, and its text is shown.
    ///
    /// [`set_auth`](crate::blocking::Client::set_auth) leaves it in place.
    pub fn auth_provider<A, E>(
        mut self,
        provider: impl Fn(Demand) -> Result<A, E> + Send + Sync + 'static,
    ) -> Self
    where
        A: Into<Credentials>,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        self.provider = Some(Giver::Blocking(Arc::new(move |demand| {
            provider(demand).map(Into::into).map_err(Into::into)
        })));
        self
    }

    /// Sends with a transport of your own, on which promises rest that its
    /// documentation lists.
    pub fn transport(mut self, transport: impl crate::runtime::blocking::Transport) -> Self {
        self.transport = Some(Backend::Blocking(Arc::new(transport)));
        self
    }

    /// Makes the client.
    ///
    /// # Errors
    ///
    /// [`Config`](crate::ErrorKind::Config) if a setting cannot be used, or the
    /// system has no thread to spare.
    pub fn build(self) -> Result<crate::runtime::blocking::Client, Error> {
        use crate::runtime::transport::driven::Driven;

        let (settings, network, backend, giver) = self.settle()?;
        let over = |builder| Driven::new(over_reqwest(builder, &network, &settings.base)?);
        let transport = match backend {
            Some(Backend::Blocking(transport)) => transport,
            Some(Backend::Reqwest(builder)) => Arc::new(over(Some(builder))?),
            _ => Arc::new(over(None)?),
        };
        let provider = match giver {
            Some(Giver::Blocking(provider)) => Some(provider),
            _ => None,
        };
        Ok(crate::runtime::blocking::Client::new(
            settings, transport, provider,
        ))
    }
}

/// Shows which kinds of credentials are set, and no value of a header or query.
impl<C> fmt::Debug for ClientBuilder<C> {
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
