// Written by hand, unlike `src/api`.

//! How a client reaches its host: the settings of a connection.

use std::time::Duration;

use crate::runtime::base_url::BaseUrl;
use crate::runtime::transport::proxy::ProxyChoice;

/// The default limit on connecting.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// The settings of a connection.
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

/// The settings of a connection to one host.
pub(crate) struct Route {
    pub(crate) connect_timeout: Duration,
    pub(crate) proxy: Proxy,
}

/// The proxy on the way to one host.
pub(crate) enum Proxy {
    /// None, not even one that the program adds to the builder of `reqwest`.
    Never,
    /// None.
    Absent,
    /// The one at this URL.
    Url(String),
}

impl Network {
    /// The route to this host. Loopback is never reached through a proxy.
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
