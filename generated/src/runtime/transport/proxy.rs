// Written by hand, unlike `src/api`.

//! The choice of a proxy.
//!
//! A client has one host, so it chooses once. Libraries differ in how they read the environment, so
//! this module does it.

use std::fmt;
use std::net::IpAddr;

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
    /// The URL of the proxy for this host.
    pub(crate) fn resolve(
        &self,
        is_https: bool,
        host: &str,
        lookup: impl Fn(&str) -> Option<String>,
    ) -> Option<String> {
        match self {
            Self::None => None,
            Self::Url(url) => Some(url.clone()),
            Self::Environment => from_environment(is_https, host, &lookup),
        }
    }
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

/// The value of `HTTPS_PROXY` or `HTTP_PROXY`, or else of `ALL_PROXY`, unless `NO_PROXY` contains
/// the host. Each name may be in lower case.
fn from_environment(
    is_https: bool,
    host: &str,
    lookup: &impl Fn(&str) -> Option<String>,
) -> Option<String> {
    let variable = |name: &str| {
        let value = lookup(name).or_else(|| lookup(&name.to_lowercase()))?;
        Some(value.trim().to_owned()).filter(|value| !value.is_empty())
    };
    // In a CGI program `HTTP_PROXY` contains the header `Proxy` of the incoming request.
    let http = || {
        lookup("REQUEST_METHOD")
            .is_none()
            .then(|| variable("HTTP_PROXY"))?
    };
    let own = if is_https {
        variable("HTTPS_PROXY")
    } else {
        http()
    };
    let url = own.or_else(|| variable("ALL_PROXY"))?;
    let exceptions = variable("NO_PROXY").unwrap_or_default();
    (!exceptions
        .split(',')
        .any(|entry| entry_matches(entry.trim(), host)))
    .then_some(url)
}

/// Whether an entry of `NO_PROXY` matches this host: `*`, an address, a network (`10.0.0.0/8`), or
/// a domain, which includes its subdomains.
fn entry_matches(entry: &str, host: &str) -> bool {
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

#[cfg(test)]
mod tests {
    use super::{ProxyChoice, entry_matches};

    #[track_caller]
    fn check(variables: &[(&str, &str)], is_https: bool, expect: Option<&str>) {
        let lookup = |name: &str| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        let resolved = ProxyChoice::Environment.resolve(is_https, "api.example.com", lookup);
        assert_eq!(resolved.as_deref(), expect, "{variables:?}");
    }

    #[test]
    fn all_proxy_applies_where_the_variable_of_the_scheme_is_unset() {
        check(&[], true, None);
        check(&[("HTTPS_PROXY", "http://p")], true, Some("http://p"));
        check(&[("https_proxy", "http://p")], true, Some("http://p"));
        check(&[("HTTP_PROXY", "http://p")], true, None);
        check(&[("HTTP_PROXY", "http://p")], false, Some("http://p"));
        check(
            &[("ALL_PROXY", "http://a"), ("HTTPS_PROXY", "http://p")],
            true,
            Some("http://p"),
        );
        check(
            &[("ALL_PROXY", "http://a"), ("HTTPS_PROXY", " ")],
            true,
            Some("http://a"),
        );
    }

    #[test]
    fn a_header_of_a_cgi_request_does_not_set_the_proxy() {
        check(
            &[("HTTP_PROXY", "http://p"), ("REQUEST_METHOD", "GET")],
            false,
            None,
        );
    }

    #[test]
    fn no_proxy_excludes_hosts() {
        check(
            &[
                ("ALL_PROXY", "http://a"),
                ("NO_PROXY", "x.com, example.com"),
            ],
            true,
            None,
        );
        check(
            &[("ALL_PROXY", "http://a"), ("no_proxy", "x.com")],
            true,
            Some("http://a"),
        );
    }

    #[test]
    fn a_no_proxy_entry_is_a_domain_a_network_or_everything() {
        for (entry, host) in [
            ("*", "a.b"),
            ("example.com", "example.com"),
            ("example.com", "API.example.com."),
            (".example.com", "api.example.com"),
            ("*.example.com", "api.example.com"),
            ("10.0.0.1", "10.0.0.1"),
            ("10.0.0.0/8", "10.9.9.9"),
            ("0.0.0.0/0", "10.9.9.9"),
            ("fd00::/8", "[fd00::1]"),
            ("::/0", "fd00::1"),
        ] {
            assert!(entry_matches(entry, host), "{entry} {host}");
        }
        for (entry, host) in [
            ("", "example.com"),
            (".", "example.com"),
            ("ample.com", "example.com"),
            ("api.example.com", "example.com"),
            ("10.0.0.0/8", "11.0.0.1"),
            ("10.0.0.0/33", "10.0.0.0"),
            ("10.0.0.0/8", "fd00::1"),
            ("10.0.0.0/x", "10.0.0.0"),
        ] {
            assert!(!entry_matches(entry, host), "{entry} {host}");
        }
    }
}
