// Written by hand, unlike `src/api`.

//! Credentials: which ones a request carries, and in which place.

use std::fmt;

use http::header::{AUTHORIZATION, COOKIE, HeaderName, PROXY_AUTHORIZATION};
use http::{HeaderMap, HeaderValue};
use secrecy::{ExposeSecret as _, SecretString};

use crate::runtime::api::Api;
use crate::runtime::error::Error;
use crate::runtime::path;
use crate::runtime::redact::Redactor;

/// One alternative of a security requirement: a request carries all of its parts.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Alternative {
    /// The name in messages and documentation.
    pub name: &'static str,
    /// The secrets, each with its place in the request.
    pub parts: &'static [Part],
}

/// An alternative that sends no credentials. In [`Security::AnyOf`] it makes credentials optional.
pub const NO_CREDENTIALS: &Alternative = &Alternative {
    name: "nothing",
    parts: &[],
};

/// The credentials that an operation accepts.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Security {
    /// Those of the API: [`Api::usual`].
    Usual,
    /// One of these, the preferred one first. An empty list: the operation needs none.
    AnyOf(&'static [&'static Alternative]),
}

impl Security {
    pub(crate) fn alternatives(self, api: &Api) -> &'static [&'static Alternative] {
        match self {
            Self::Usual => api.usual,
            Self::AnyOf(alternatives) => alternatives,
        }
    }
}

/// One secret of an alternative.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Part {
    place: Place,
    /// The environment variable that holds the secret.
    variable: Option<&'static str>,
}

impl Part {
    const fn new(place: Place) -> Self {
        Self {
            place,
            variable: None,
        }
    }

    /// A token: `Authorization: Bearer …`.
    #[must_use]
    pub const fn bearer() -> Self {
        Self::new(Place::Bearer)
    }

    /// The user name in `Authorization: Basic …`.
    #[must_use]
    pub const fn basic_name() -> Self {
        Self::new(Place::BasicName)
    }

    /// The password in `Authorization: Basic …`.
    #[must_use]
    pub const fn basic_password() -> Self {
        Self::new(Place::BasicPassword)
    }

    /// A header.
    #[must_use]
    pub const fn header(name: &'static str) -> Self {
        Self::new(Place::Header(name))
    }

    /// A query parameter.
    #[must_use]
    pub const fn query(name: &'static str) -> Self {
        Self::new(Place::Query(name))
    }

    /// A cookie.
    #[must_use]
    pub const fn cookie(name: &'static str) -> Self {
        Self::new(Place::Cookie(name))
    }

    /// The same, with the environment variable that `from_env` reads.
    #[must_use]
    pub const fn env(self, variable: &'static str) -> Self {
        Self {
            variable: Some(variable),
            ..self
        }
    }
}

/// The place of a secret in a request.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Place {
    /// `Authorization: Bearer …`.
    Bearer,
    /// The user name in `Authorization: Basic …`.
    BasicName,
    /// The password in `Authorization: Basic …`.
    BasicPassword,
    Header(&'static str),
    Query(&'static str),
    Cookie(&'static str),
}

impl Place {
    fn header(&self) -> Option<HeaderName> {
        match self {
            Self::Bearer | Self::BasicName | Self::BasicPassword => Some(AUTHORIZATION),
            Self::Header(name) => HeaderName::try_from(*name).ok(),
            Self::Cookie(_) => Some(COOKIE),
            Self::Query(_) => None,
        }
    }

    /// The reason why this secret cannot be sent in this place.
    fn objection(&self, secret: &str) -> Option<&'static str> {
        // RFC 7617, 2: both may be empty, and Base64 carries any text but control characters.
        if let Self::BasicName | Self::BasicPassword = self {
            return if secret.chars().any(|it| it.is_ascii_control()) {
                Some("has a control character")
            } else if *self == Self::BasicName && secret.contains(':') {
                Some("has a colon")
            } else {
                None
            };
        }
        let in_header = !matches!(self, Self::Query(_));
        if secret.is_empty() {
            Some("is empty")
        } else if in_header && !secret.bytes().all(|b| matches!(b, b' '..=b'~')) {
            Some("has a character that a header cannot carry")
        } else if in_header && secret.trim() != secret {
            Some("begins or ends with a space")
        } else if matches!(self, Self::Cookie(_)) && secret.contains([' ', '"', ',', ';', '\\']) {
            Some("has a character that a cookie cannot carry")
        } else {
            None
        }
    }
}

/// The secrets of one alternative. Its `Debug` does not show them.
///
/// Generated code makes it from the API's own type, which has one variant for each alternative.
#[derive(Clone)]
pub struct Credentials {
    alternative: &'static Alternative,
    secrets: Vec<SecretString>,
}

impl Credentials {
    /// One secret for each part of the alternative, in the order of the parts.
    pub fn new(
        alternative: &'static Alternative,
        secrets: impl IntoIterator<Item = SecretString>,
    ) -> Self {
        Self {
            alternative,
            secrets: secrets.into_iter().collect(),
        }
    }

    /// Whether these are the same secrets for the same alternative.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.alternative == other.alternative
            && self.parts().map(|it| it.1).eq(other.parts().map(|it| it.1))
    }

    fn parts(&self) -> impl Iterator<Item = (&'static Part, &str)> {
        let secrets = self.secrets.iter().map(SecretString::expose_secret);
        self.alternative.parts.iter().zip(secrets)
    }

    /// Checks that the secrets can be sent.
    pub(crate) fn check(&self) -> Result<(), Error> {
        for (part, secret) in self.parts() {
            if let Some(objection) = part.place.objection(secret) {
                let which = part.variable.unwrap_or("one of its parts");
                let name = self.alternative.name;
                return Err(Error::config(format!(
                    "the credential `{name}` ({which}) {objection}"
                )));
            }
        }
        Ok(())
    }

    /// The headers and query parameters. The redactor learns the forms in which they hold a secret.
    fn render(&self, redactor: &mut Redactor) -> Result<Additions, Error> {
        let mut additions = Additions::default();
        let mut basic = None;
        for (part, secret) in self.parts() {
            match part.place {
                Place::Bearer => additions.header(AUTHORIZATION, &format!("Bearer {secret}"))?,
                Place::BasicName => basic = Some(format!("{secret}:")),
                Place::BasicPassword => {
                    let pair = base64(&(basic.take().unwrap_or_default() + secret));
                    redactor.learn(&pair);
                    additions.header(AUTHORIZATION, &format!("Basic {pair}"))?;
                }
                Place::Header(name) => {
                    let name = HeaderName::try_from(name).map_err(|_| bad_header(name))?;
                    additions.header(name, secret)?;
                }
                Place::Cookie(name) => additions.header(COOKIE, &format!("{name}={secret}"))?,
                Place::Query(name) => {
                    redactor.learn(&path::encode_query(secret));
                    additions.query.push((name, secret.to_owned()));
                }
            }
        }
        Ok(additions)
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Credentials")
            .field(&self.alternative.name)
            .finish()
    }
}

/// The headers and query parameters that credentials add to a request.
#[derive(Default)]
pub(crate) struct Additions {
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    pub(crate) query: Vec<(&'static str, String)>,
}

impl Additions {
    fn header(&mut self, name: HeaderName, value: &str) -> Result<(), Error> {
        let mut value = HeaderValue::try_from(value).map_err(|_| bad_header(name.as_str()))?;
        value.set_sensitive(true);
        self.headers.push((name, value));
        Ok(())
    }
}

/// Adds a header of credentials. All cookies go into one header (RFC 6265, 5.4).
pub(crate) fn add(
    headers: &mut HeaderMap,
    name: HeaderName,
    value: HeaderValue,
) -> Result<(), Error> {
    let known = headers.get(&name).filter(|_| name == COOKIE);
    let Some(known) = known else {
        headers.append(name, value);
        return Ok(());
    };
    let joined = [known.as_bytes(), b"; ", value.as_bytes()].concat();
    let mut joined = HeaderValue::from_bytes(&joined).map_err(|_| bad_header(name.as_str()))?;
    joined.set_sensitive(true);
    headers.insert(name, joined);
    Ok(())
}

fn bad_header(name: &str) -> Error {
    Error::config(format!("the credential for `{name}` cannot be sent"))
}

/// The credentials of a client. The explicit ones take precedence over the ambient ones, which come
/// from the environment.
#[derive(Clone, Debug, Default)]
pub(crate) struct Keyring {
    pub(crate) explicit: Vec<Credentials>,
    pub(crate) ambient: Vec<Credentials>,
}

impl Keyring {
    /// The same with further credentials, which take precedence over others of their alternative.
    pub(crate) fn with(&self, further: Option<&Credentials>) -> Self {
        let mut keyring = self.clone();
        keyring.explicit.extend(further.cloned());
        keyring
    }

    /// The redactor learns all secrets, those too that this request does not carry: the server may
    /// know and echo them.
    fn teach(&self, redactor: &mut Redactor) {
        let held = self.explicit.iter().chain(&self.ambient);
        for (_, secret) in held.flat_map(Credentials::parts) {
            redactor.learn(secret);
        }
    }

    /// The credentials of a request that accepts `alternatives`. The program replaces them by
    /// setting or removing their header: `by_hand`.
    pub(crate) fn unlock(
        &self,
        alternatives: &[&'static Alternative],
        by_hand: &[HeaderName],
        redactor: &mut Redactor,
    ) -> Result<Additions, Error> {
        self.teach(redactor);
        let chosen = self.choose(alternatives);
        let is_by_hand = |part: &Part| part.place.header().is_some_and(|h| by_hand.contains(&h));
        let replaced = |alternative: &Alternative| alternative.parts.iter().any(is_by_hand);
        if alternatives.iter().any(|alternative| replaced(alternative)) {
            // The program may replace half of a pair. Another scheme replaces all of this one.
            let kept = chosen.filter(|credentials| replaced(credentials.alternative));
            let mut additions =
                kept.map_or_else(|| Ok(Additions::default()), |c| c.render(redactor))?;
            additions
                .headers
                .retain(|(name, _)| !by_hand.contains(name));
            return Ok(additions);
        }
        match chosen {
            Some(credentials) => credentials.render(redactor),
            None if alternatives.iter().all(|a| !a.parts.is_empty())
                && !alternatives.is_empty() =>
            {
                Err(Error::config(missing(alternatives)))
            }
            None => Ok(Additions::default()),
        }
    }

    fn choose(&self, alternatives: &[&'static Alternative]) -> Option<&Credentials> {
        let first_of = |held: &'_ [Credentials]| {
            alternatives.iter().find_map(|wanted| {
                let fits = |held: &Credentials| held.alternative == *wanted;
                held.iter().rposition(fits)
            })
        };
        first_of(&self.explicit)
            .map(|at| &self.explicit[at])
            .or_else(|| first_of(&self.ambient).map(|at| &self.ambient[at]))
    }
}

fn missing(alternatives: &[&'static Alternative]) -> String {
    let describe = |alternative: &&Alternative| {
        let variables = alternative.parts.iter().filter_map(|part| part.variable);
        let variables: Vec<_> = variables.collect();
        match variables.join(" and ").as_str() {
            "" => format!("`{}`", alternative.name),
            variables => format!("`{}` ({variables})", alternative.name),
        }
    };
    let names: Vec<_> = alternatives.iter().map(describe).collect();
    format!(
        "the client has no credentials for this call, which needs {}",
        names.join(" or ")
    )
}

/// Reads complete alternatives from the environment. An incomplete one is ignored, and is an error
/// if there is no complete one and `half_is_error`.
pub(crate) fn from_variables(
    api: &Api,
    lookup: &dyn Fn(&str) -> Option<String>,
    half_is_error: bool,
) -> Result<Vec<Credentials>, Error> {
    let mut whole = Vec::new();
    let mut half = None;
    for &alternative in api.alternatives {
        let found: Vec<_> = alternative
            .parts
            .iter()
            .map(|part| {
                part.variable
                    .and_then(lookup)
                    .filter(|value| !value.is_empty())
            })
            .collect();
        if found.iter().all(Option::is_some) && !found.is_empty() {
            let secrets = found.into_iter().flatten().map(SecretString::from);
            whole.push(Credentials::new(alternative, secrets));
        } else if found.iter().any(Option::is_some) {
            half = half.or(Some((alternative, found)));
        }
    }
    match half {
        Some((alternative, found)) if whole.is_empty() && half_is_error => {
            Err(Error::config(half_missing(alternative, &found)))
        }
        _ => Ok(whole),
    }
}

fn half_missing(alternative: &Alternative, found: &[Option<String>]) -> String {
    let variables = |present: bool| {
        let those: Vec<_> = alternative
            .parts
            .iter()
            .zip(found)
            .filter(|(_, value)| value.is_some() == present)
            .filter_map(|(part, _)| part.variable)
            .collect();
        those.join(" and ")
    };
    format!(
        "the environment has {} but not {}, and `{}` needs both",
        variables(true),
        variables(false),
        alternative.name
    )
}

/// Whether the value of this header is a secret.
pub(crate) fn is_sensitive(api: &Api, name: &HeaderName) -> bool {
    [AUTHORIZATION, PROXY_AUTHORIZATION, COOKIE].contains(name)
        || api
            .alternatives
            .iter()
            .flat_map(|alternative| alternative.parts)
            .any(|part| part.place.header().as_ref() == Some(name))
}

/// The redactor learns the values of sensitive headers that the program has set by hand.
pub(crate) fn learn_by_hand(headers: &HeaderMap, redactor: &mut Redactor) {
    for value in headers.values().filter(|value| value.is_sensitive()) {
        let Ok(value) = value.to_str() else { continue };
        redactor.learn(value);
        // `Bearer abc`: the server may echo the second half alone.
        if let Some((_, secret)) = value.split_once(' ') {
            redactor.learn(secret);
        }
    }
}

fn base64(text: &str) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut encoded = String::with_capacity(text.len().div_ceil(3) * 4);
    for chunk in text.as_bytes().chunks(3) {
        let bits = chunk
            .iter()
            .fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte))
            << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let index = bits >> (18 - 6 * place) & 0x3f;
            encoded.push(if place <= chunk.len() {
                char::from(ALPHABET[index as usize])
            } else {
                '='
            });
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn base64_pads_to_four() {
        for (plain, encoded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("a:b~", "YTpifg=="),
        ] {
            assert_eq!(base64(plain), encoded);
        }
    }
}
