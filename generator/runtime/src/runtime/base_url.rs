// Written by hand. Codegen copies it into clients.

//! The base URL of a client.

use std::borrow::Cow;

use url::{Host, Url};

use crate::runtime::error::Error;

/// A valid base URL: a scheme, a host and a path.
#[derive(Clone)]
pub(crate) struct BaseUrl {
    /// Without a slash at its end.
    text: String,
    /// The scheme, the host and the port, with the path `/`.
    pub(crate) origin: Url,
    pub(crate) is_loopback: bool,
    allow_http: bool,
    /// Whether it comes from the program or the environment. It then replaces all servers of the
    /// specification.
    pub(crate) is_given: bool,
}

impl BaseUrl {
    /// Messages do not show the URL, which may hold a password.
    pub(crate) fn parse(text: &str, allow_http: bool) -> Result<Self, Error> {
        let mut url = Url::parse(text)
            .map_err(|error| Error::config(format!("the base URL is not a URL: {error}")))?;
        let refuse = |why: &str| Err(Error::config(format!("the base URL {why}")));
        if url.host().is_none() {
            return refuse("has no host");
        }
        let is_loopback = is_loopback(&url);
        match url.scheme() {
            "https" => {}
            "http" if is_loopback || allow_http => {}
            "http" => {
                return refuse(
                    "is `http://`, which would send credentials in the clear; `allow_http` permits it",
                );
            }
            _ => return refuse("is neither `https://` nor `http://`"),
        }
        if !url.username().is_empty() || url.password().is_some() {
            return refuse("has a user name or password");
        }
        if url.query().is_some() {
            return refuse("has a query; `query` sets one for every call");
        }
        if url.fragment().is_some() {
            return refuse("has a fragment");
        }
        let text = url.as_str().trim_end_matches('/').to_owned();
        url.set_path("");
        Ok(Self {
            text,
            origin: url,
            is_loopback,
            allow_http,
            is_given: false,
        })
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// The URL of the next page: `target`, relative to `url`. It must have the same origin, since
    /// other origins must not receive the credentials.
    pub(crate) fn follow(url: &str, target: &str) -> Result<String, Error> {
        let refuse = |why: &str| Error::config(format!("the next page {why}"));
        let from = Url::parse(url).map_err(|_| refuse("follows a URL that is none"))?;
        let mut next = from
            .join(target)
            .map_err(|_| refuse("has a URL that is none"))?;
        if next.origin() != from.origin() {
            let why = "is at another origin, where the client's credentials do not belong";
            return Err(refuse(why));
        }
        if !next.username().is_empty() || next.password().is_some() {
            return Err(refuse("has a URL with a user name or password"));
        }
        next.set_fragment(None);
        Ok(next.into())
    }

    /// The URL of the operation's own server, if it has one, or the base URL. Without a slash at its
    /// end.
    ///
    /// If the program or the environment sets the base URL, credentials are sent to its host only.
    /// Otherwise they are sent to servers of the specification only.
    pub(crate) fn server(&self, own: Option<&str>) -> Result<Cow<'_, str>, Error> {
        Ok(match own {
            Some(own) if own.starts_with('/') => {
                let origin = self.origin.as_str().trim_end_matches('/');
                [origin, own.trim_end_matches('/')].concat().into()
            }
            Some(own) if !self.is_given => Self::parse(own, self.allow_http)?.text.into(),
            _ => self.text.as_str().into(),
        })
    }
}

/// Whether a URL is one of this machine.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        None => false,
        Some(Host::Domain(name)) => is_localhost(name),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.to_canonical().is_loopback(),
    }
}

fn is_localhost(name: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name);
    name == "localhost" || name.ends_with(".localhost")
}
