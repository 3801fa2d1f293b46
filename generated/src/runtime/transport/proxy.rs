// Written by `cargo xtask codegen`, the same for every API.

//! The choice of a proxy for each request.
//!
//! Libraries differ in how they read the environment, so this module does it.

use std::fmt;
use std::net::IpAddr;

use url::Url;

use crate::runtime::base_url;
use crate::runtime::error::Error;

/// The proxy that the program chooses.
#[derive(Clone, Default)]
pub(crate) enum ProxyChoice {
    /// The proxy that the environment sets for the host, if any.
    #[default]
    Environment,
    /// No proxy.
    None,
    /// The proxy at this URL.
    Url(String),
}

impl ProxyChoice {
    /// The rules, with the variables of the environment.
    pub(crate) fn rules(
        &self,
        lookup: impl Fn(&str) -> Option<String>,
    ) -> Result<ProxyRules, Error> {
        match self {
            Self::None => Ok(ProxyRules::default()),
            Self::Url(url) => {
                let url = Some(proxy_url("the URL of the proxy", url)?);
                Ok(ProxyRules {
                    https: url.clone(),
                    http: url,
                    exceptions: Vec::new(),
                })
            }
            Self::Environment => from_environment(&lookup),
        }
    }
}

/// The URLs of proxies by the scheme of a request, and the hosts that are reached without them.
#[derive(Clone, Default)]
pub(crate) struct ProxyRules {
    https: Option<String>,
    http: Option<String>,
    exceptions: Vec<String>,
}

impl ProxyRules {
    /// Whether no request is sent through a proxy.
    pub(crate) fn is_empty(&self) -> bool {
        self.https.is_none() && self.http.is_none()
    }

    /// The URL of the proxy for a request to this URL. Loopback is never reached through a proxy.
    pub(crate) fn proxy(&self, url: &Url) -> Option<String> {
        let host = url.host_str()?;
        let mut exceptions = self.exceptions.iter();
        if base_url::is_loopback(url) || exceptions.any(|entry| entry_matches(entry, host)) {
            return None;
        }
        let proxy = match url.scheme() {
            "https" => &self.https,
            _ => &self.http,
        };
        proxy.clone()
    }
}

/// Checks the URL of a proxy. Without a scheme it is that of an HTTP proxy.
///
/// The message does not show it, since it may contain a password.
fn proxy_url(source: &str, url: &str) -> Result<String, Error> {
    let url = if url.contains("://") {
        url.to_owned()
    } else {
        format!("http://{url}")
    };
    let schemes = ["http", "https", "socks4", "socks4a", "socks5", "socks5h"];
    let is_valid =
        Url::parse(&url).is_ok_and(|url| url.has_host() && schemes.contains(&url.scheme()));
    is_valid.then_some(url).ok_or_else(|| {
        Error::config(format!(
            "{source} cannot be used: it must have a host, and a scheme of http, https, socks4, \
             socks4a, socks5 or socks5h"
        ))
    })
}

/// Hides the URL, which may contain a password.
impl fmt::Debug for ProxyChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Environment => "Environment",
            Self::None => "None",
            Self::Url(_) => "Url(..)",
        })
    }
}

/// The rules of the environment: `HTTPS_PROXY` and `HTTP_PROXY`, or else `ALL_PROXY`, except for the
/// hosts in `NO_PROXY`, between commas or spaces. Each name may be in lower case.
fn from_environment(lookup: &impl Fn(&str) -> Option<String>) -> Result<ProxyRules, Error> {
    let variable = |name: &str| {
        let value = lookup(name).or_else(|| lookup(&name.to_lowercase()))?;
        Some(value.trim().to_owned()).filter(|value| !value.is_empty())
    };
    let proxy = |name: &str| {
        let url = variable(name).map(|url| proxy_url(&format!("the URL in {name}"), &url));
        url.transpose()
    };
    // In a CGI program `HTTP_PROXY` contains the header `Proxy` of the incoming request.
    let http = match lookup("REQUEST_METHOD") {
        Some(_) => None,
        None => proxy("HTTP_PROXY")?,
    };
    let other = proxy("ALL_PROXY")?;
    let exceptions = variable("NO_PROXY").unwrap_or_default();
    let exceptions = exceptions.split(|it: char| it == ',' || it.is_whitespace());
    Ok(ProxyRules {
        https: proxy("HTTPS_PROXY")?.or_else(|| other.clone()),
        http: http.or(other),
        exceptions: exceptions.map(str::to_owned).collect(),
    })
}

/// Whether an entry of `NO_PROXY` matches this host: `*`, an address, a network (`10.0.0.0/8`), or
/// a domain, which includes its subdomains. IPv6 addresses may be in brackets.
fn entry_matches(entry: &str, host: &str) -> bool {
    let entry = entry.replace(['[', ']'], "");
    let host = host.trim_start_matches('[').trim_end_matches(']');
    if entry == "*" {
        return true;
    }
    if let Ok(address) = host.parse::<IpAddr>() {
        return match entry.split_once('/') {
            Some((network, bits)) => network_contains(network, bits, address),
            None => entry.parse() == Ok(address),
        };
    }
    let domain = entry
        .trim_start_matches("*.")
        .trim_start_matches('.')
        .to_lowercase();
    let host = host.trim_end_matches('.').to_lowercase();
    let under = host.strip_suffix(&domain);
    !domain.is_empty() && under.is_some_and(|under| under.is_empty() || under.ends_with('.'))
}

fn network_contains(network: &str, bits: &str, address: IpAddr) -> bool {
    let (Ok(network), Ok(bits)) = (network.parse::<IpAddr>(), bits.parse::<u32>()) else {
        return false;
    };
    // Addresses are compared without their host bits.
    let (network, address, width) = match (network, address) {
        (IpAddr::V4(a), IpAddr::V4(b)) => (a.to_bits().into(), b.to_bits().into(), 32),
        (IpAddr::V6(a), IpAddr::V6(b)) => (a.to_bits(), b.to_bits(), 128_u32),
        _ => return false,
    };
    let Some(rest) = width.checked_sub(bits) else {
        return false;
    };
    let prefix = |address: u128| address.checked_shr(rest).unwrap_or_default();
    prefix(network) == prefix(address)
}
