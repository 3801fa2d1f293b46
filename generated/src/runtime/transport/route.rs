// Written by hand, unlike `src/api`.

//! The connection settings of a client.

use std::time::Duration;

use crate::runtime::base_url::BaseUrl;
use crate::runtime::transport::proxy::ProxyChoice;

/// The default limit on connecting.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// The connection settings.
#[derive(Clone, Debug)]
pub(crate) struct Network {
    pub(crate) connect_timeout: Duration,
    pub(crate) proxy: ProxyChoice,
}

impl Default for Network {
    fn default() -> Self {
        Self {
            connect_timeout: CONNECT_TIMEOUT,
            proxy: ProxyChoice::default(),
        }
    }
}

/// The connection settings for one host.
pub(crate) struct Route {
    pub(crate) connect_timeout: Duration,
    pub(crate) proxy: Proxy,
}

/// The proxy for one host.
pub(crate) enum Proxy {
    /// No proxy, not even one that the program adds to the builder of `reqwest`.
    Never,
    /// No proxy, unless the program adds one to the builder of `reqwest`.
    Absent,
    /// The proxy at this URL.
    Url(String),
}

impl Network {
    /// The settings for this host. Loopback is never reached through a proxy.
    pub(crate) fn route(&self, base: &BaseUrl) -> Route {
        let variable = |name: &str| Some(std::env::var_os(name)?.to_string_lossy().into_owned());
        let proxy = match &self.proxy {
            ProxyChoice::None => Proxy::Never,
            _ if base.is_loopback => Proxy::Never,
            choice => {
                let url = choice.resolve(base.is_https(), base.host(), variable);
                url.map_or(Proxy::Absent, Proxy::Url)
            }
        };
        Route {
            connect_timeout: self.connect_timeout,
            proxy,
        }
    }
}
