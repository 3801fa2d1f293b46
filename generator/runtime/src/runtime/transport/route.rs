// Written by hand. Codegen copies it into clients.

//! The connection settings of a client.

use std::time::Duration;

use url::Url;

use crate::runtime::base_url::BaseUrl;
use crate::runtime::error::Error;
use crate::runtime::transport::proxy::{ProxyChoice, ProxyRules};

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

/// The connection settings of a client, with those of the environment.
pub(crate) struct Route {
    /// The scheme, the host and the port of the base URL.
    pub(crate) origin: Url,
    pub(crate) connect_timeout: Duration,
    pub(crate) proxies: ProxyRules,
    /// Whether the proxies that the program adds to the builder of `reqwest` are used.
    pub(crate) keeps_configured_proxies: bool,
}

impl Network {
    /// The settings of a client with this base URL.
    pub(crate) fn route(&self, base: &BaseUrl) -> Result<Route, Error> {
        // Nothing but loopback is reached then, and without a proxy.
        let is_local = base.is_loopback && base.is_given;
        let variable = |name: &str| Some(std::env::var_os(name)?.to_string_lossy().into_owned());
        let is_direct = matches!(self.proxy, ProxyChoice::None);
        Ok(Route {
            origin: base.origin.clone(),
            connect_timeout: self.connect_timeout,
            proxies: if is_local {
                ProxyRules::default()
            } else {
                self.proxy.rules(variable)?
            },
            keeps_configured_proxies: !is_direct && !base.is_loopback,
        })
    }
}
