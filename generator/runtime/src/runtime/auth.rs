// Written by hand. Codegen copies it into clients.

//! Credentials: which ones a request carries, and in which part of the request.

use std::fmt;
use std::sync::Arc;

use http::header::{AUTHORIZATION, COOKIE, HeaderName, PROXY_AUTHORIZATION};
use http::{HeaderMap, HeaderValue};
use secrecy::{ExposeSecret as _, SecretString};

use crate::runtime::api::Api;
use crate::runtime::error::Error;
use crate::runtime::redact::Redactor;
use crate::runtime::secret_location::{LocationKind, SecretLocation};

/// One of the alternatives in `security` (OpenAPI, "Security Requirement Object"). A request needs
/// all of its secrets.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct SecurityRequirement {
    /// The name in messages and documentation.
    pub name: &'static str,
    /// The locations of the secrets.
    pub secrets: &'static [SecretLocation],
}

/// The requirement without credentials: `{}`. In [`Security::AnyOf`] it makes credentials optional.
pub const NO_CREDENTIALS: &SecurityRequirement = &SecurityRequirement {
    name: "nothing",
    secrets: &[],
};

/// The credentials that an operation accepts.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Security {
    /// Those of the API: [`Api::default_security`].
    Default,
    /// One of these, the preferred one first. With an empty list the operation needs none.
    AnyOf(&'static [&'static SecurityRequirement]),
}

impl Security {
    pub(crate) fn requirements(self, api: &Api) -> &'static [&'static SecurityRequirement] {
        match self {
            Self::Default => api.default_security,
            Self::AnyOf(requirements) => requirements,
        }
    }
}

/// The secrets for one security requirement. `Debug` does not show them.
///
/// Generated code converts `Auth`, which has one variant for each requirement, into it.
#[derive(Clone)]
pub struct Credentials {
    requirement: &'static SecurityRequirement,
    secrets: Vec<SecretString>,
    /// Rendered once, since each request contains them. `None` if they cannot be sent.
    additions: Option<Arc<Additions>>,
}

impl Credentials {
    /// One secret for each location of the requirement, in their order.
    pub fn new(
        requirement: &'static SecurityRequirement,
        secrets: impl IntoIterator<Item = SecretString>,
    ) -> Self {
        let mut credentials = Self {
            requirement,
            secrets: secrets.into_iter().collect(),
            additions: None,
        };
        credentials.additions = credentials.render().map(Arc::new);
        credentials
    }

    /// Whether both have the same secrets for the same requirement.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.requirement == other.requirement
            && self
                .secrets()
                .map(|it| it.1)
                .eq(other.secrets().map(|it| it.1))
    }

    fn secrets(&self) -> impl Iterator<Item = (&'static SecretLocation, &str)> {
        let secrets = self.secrets.iter().map(SecretString::expose_secret);
        self.requirement.secrets.iter().zip(secrets)
    }

    /// Checks that the secrets can be sent.
    pub(crate) fn check(&self) -> Result<(), Error> {
        for (location, secret) in self.secrets() {
            if let Some(problem) = location.kind.problem(secret) {
                let which = location.variable.unwrap_or("one of its secrets");
                let name = self.requirement.name;
                return Err(Error::config(format!(
                    "the credential `{name}` ({which}) {problem}"
                )));
            }
        }
        Ok(())
    }

    /// The user name and the password of `Authorization: Basic …`, encoded.
    fn basic_pair(&self) -> Option<String> {
        let secret = |kind| self.secrets().find(|(location, _)| location.kind == kind);
        let (_, password) = secret(LocationKind::BasicPassword)?;
        let name = secret(LocationKind::BasicName).map_or("", |(_, name)| name);
        Some(base64(&format!("{name}:{password}")))
    }

    /// Adds all secrets to the redactor.
    fn add_secrets(&self, redactor: &mut Redactor) {
        for (location, secret) in self.secrets() {
            redactor.add_secret(location.bare(secret));
        }
        // Some servers leave the padding out.
        if let Some(pair) = self.basic_pair() {
            redactor.add_secret(pair.trim_end_matches('='));
        }
    }

    /// The headers and query parameters.
    fn additions(&self) -> Result<&Additions, Error> {
        let additions = self.additions.as_deref();
        additions.ok_or_else(|| bad_header(self.requirement.name))
    }

    fn render(&self) -> Option<Additions> {
        let mut additions = Additions::default();
        for (location, secret) in self.secrets() {
            match location.kind {
                LocationKind::Bearer => {
                    additions.header(AUTHORIZATION, format!("Bearer {secret}"))?;
                }
                LocationKind::BasicName => {}
                LocationKind::BasicPassword => {
                    let pair = self.basic_pair().unwrap_or_default();
                    additions.header(AUTHORIZATION, format!("Basic {pair}"))?;
                }
                LocationKind::Header(name) => {
                    let name = HeaderName::try_from(name).ok()?;
                    additions.header(name, location.prefixed(secret))?;
                }
                LocationKind::Cookie(name) => {
                    additions.header(COOKIE, format!("{name}={secret}"))?;
                }
                LocationKind::Query(name) => additions.query.push((name, secret.to_owned())),
            }
        }
        Some(additions)
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Credentials")
            .field(&self.requirement.name)
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
    fn header(&mut self, name: HeaderName, value: String) -> Option<()> {
        let mut value = HeaderValue::try_from(value).ok()?;
        value.set_sensitive(true);
        self.headers.push((name, value));
        Some(())
    }
}

/// Adds a header with a secret. All cookies go into one header (RFC 6265, 5.4).
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

/// The credentials of a client. Explicit ones take precedence over those of the environment.
pub(crate) struct CredentialStore {
    explicit: Vec<Credentials>,
    environment: Vec<Credentials>,
    /// Whether requests for which there are no credentials are sent without.
    pub(crate) is_anonymous: bool,
    /// All secrets, also those that a request does not contain: the server may know and echo them.
    pub(crate) redactor: Redactor,
}

impl CredentialStore {
    pub(crate) fn new(
        explicit: Vec<Credentials>,
        environment: Vec<Credentials>,
        is_anonymous: bool,
    ) -> Self {
        let mut redactor = Redactor::default();
        for credentials in explicit.iter().chain(&environment) {
            credentials.add_secrets(&mut redactor);
        }
        Self {
            explicit,
            environment,
            is_anonymous,
            redactor,
        }
    }

    /// The headers and query parameters with the credentials for one of `requirements`. A header that
    /// the program sets or removes (`custom_headers`) must not be changed. Credentials that a provider has
    /// returned take precedence over others for the same requirement.
    pub(crate) fn resolve<'s>(
        &'s self,
        provided: Option<&'s Credentials>,
        requirements: &[&'static SecurityRequirement],
        custom_headers: &[HeaderName],
        redactor: &mut Redactor,
    ) -> Result<Option<&'s Additions>, Error> {
        redactor.add_secrets(&self.redactor);
        if let Some(provided) = provided {
            provided.add_secrets(redactor);
        }
        let chosen = self.choose(provided, requirements);
        let is_custom = |location: &SecretLocation| {
            location
                .kind
                .header()
                .is_some_and(|h| custom_headers.contains(&h))
        };
        let replaced =
            |requirement: &SecurityRequirement| requirement.secrets.iter().any(is_custom);
        if !custom_headers.is_empty() && requirements.iter().any(|it| replaced(it)) {
            // The program may replace one of two secrets. A header of another requirement replaces
            // both.
            let kept = chosen.filter(|credentials| replaced(credentials.requirement));
            return kept.map(Credentials::additions).transpose();
        }
        match chosen {
            Some(credentials) => credentials.additions().map(Some),
            None if requirements.iter().all(|a| !a.secrets.is_empty())
                && !requirements.is_empty()
                && !self.is_anonymous =>
            {
                Err(Error::config(missing_message(requirements)))
            }
            None => Ok(None),
        }
    }

    fn choose<'s>(
        &'s self,
        provided: Option<&'s Credentials>,
        requirements: &[&'static SecurityRequirement],
    ) -> Option<&'s Credentials> {
        let explicit = || self.explicit.iter().chain(provided);
        let in_explicit = requirements
            .iter()
            .find_map(|wanted| explicit().rfind(|it| it.requirement == *wanted));
        in_explicit.or_else(|| {
            let environment = || self.environment.iter();
            requirements
                .iter()
                .find_map(|wanted| environment().rfind(|it| it.requirement == *wanted))
        })
    }
}

fn missing_message(requirements: &[&'static SecurityRequirement]) -> String {
    let describe = |requirement: &&SecurityRequirement| {
        let variables = requirement
            .secrets
            .iter()
            .filter_map(|location| location.variable);
        let variables: Vec<_> = variables.collect();
        match variables.join(" and ").as_str() {
            "" => format!("`{}`", requirement.name),
            variables => format!("`{}` ({variables})", requirement.name),
        }
    };
    let names: Vec<_> = requirements.iter().map(describe).collect();
    format!(
        "the client has no credentials for this call, which needs {}",
        names.join(" or ")
    )
}

/// Reads the credentials that are complete from the environment. Incomplete ones are ignored, or an
/// error if there are no complete ones and `incomplete_is_error`.
pub(crate) fn from_variables(
    api: &Api,
    lookup: &dyn Fn(&str) -> Option<String>,
    incomplete_is_error: bool,
) -> Result<Vec<Credentials>, Error> {
    let mut complete = Vec::new();
    let mut incomplete = None;
    for &requirement in api.security_requirements {
        let found: Vec<_> = requirement
            .secrets
            .iter()
            .map(|location| {
                let value = location.variable.and_then(lookup)?;
                // Values that are read from files often end in a newline.
                let value = value.trim_end_matches(['\r', '\n']);
                (!value.is_empty()).then(|| value.to_owned())
            })
            .collect();
        if found.iter().all(Option::is_some) && !found.is_empty() {
            let secrets = found.into_iter().flatten().map(SecretString::from);
            complete.push(Credentials::new(requirement, secrets));
        } else if found.iter().any(Option::is_some) {
            incomplete = incomplete.or(Some((requirement, found)));
        }
    }
    match incomplete {
        Some((requirement, found)) if complete.is_empty() && incomplete_is_error => {
            Err(Error::config(incomplete_message(requirement, &found)))
        }
        _ => Ok(complete),
    }
}

fn incomplete_message(requirement: &SecurityRequirement, found: &[Option<String>]) -> String {
    let variables = |present: bool| {
        let those: Vec<_> = requirement
            .secrets
            .iter()
            .zip(found)
            .filter(|(_, value)| value.is_some() == present)
            .filter_map(|(location, _)| location.variable)
            .collect();
        those.join(" and ")
    };
    format!(
        "the environment has {} but not {}, and `{}` needs both",
        variables(true),
        variables(false),
        requirement.name
    )
}

/// Whether the value of this header is a secret.
pub(crate) fn is_sensitive(api: &Api, name: &HeaderName) -> bool {
    [AUTHORIZATION, PROXY_AUTHORIZATION, COOKIE].contains(name)
        || api
            .security_requirements
            .iter()
            .flat_map(|requirement| requirement.secrets)
            .any(|location| location.kind.header().as_ref() == Some(name))
}

/// Adds the values of sensitive headers that the program has set to the redactor.
pub(crate) fn add_custom_secrets(headers: &HeaderMap, redactor: &mut Redactor) {
    for value in headers.values().filter(|value| value.is_sensitive()) {
        let Ok(value) = value.to_str() else { continue };
        redactor.add_secret(value);
        // The server may echo the token of `Bearer token` alone.
        if let Some((_, secret)) = value.split_once(' ') {
            redactor.add_secret(secret);
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
        for location in 0..4 {
            let index = bits >> (18 - 6 * location) & 0x3f;
            encoded.push(if location <= chunk.len() {
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
    use super::{Credentials, SecurityRequirement, base64};
    use crate::runtime::redact::Redactor;
    use crate::runtime::secret_location::SecretLocation;

    #[test]
    fn a_user_name_and_a_password_are_redacted_in_base64() {
        const BASIC: &SecurityRequirement = &SecurityRequirement {
            name: "basic",
            secrets: &[
                SecretLocation::basic_name(),
                SecretLocation::basic_password(),
            ],
        };
        let secrets = ["user", "pass"].map(|secret| secret.to_owned().into());
        let mut redactor = Redactor::default();
        Credentials::new(BASIC, secrets).add_secrets(&mut redactor);
        let text = "no dXNlcjpwYXNz, no dXNlcjpwYXNz==";
        assert_eq!(redactor.line(text, 80), "no [redacted], no [redacted]==");
    }

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
