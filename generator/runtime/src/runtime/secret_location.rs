// Written by hand. Codegen copies it into clients.

//! The parts of a request that carry secrets.

use http::header::{AUTHORIZATION, COOKIE, HeaderName};

/// The location of a secret in a request.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct SecretLocation {
    pub(crate) kind: LocationKind,
    /// The word before the secret in a header: `Bot`.
    pub(crate) prefix: Option<&'static str>,
    /// The environment variable that contains the secret.
    pub(crate) variable: Option<&'static str>,
}

impl SecretLocation {
    const fn new(kind: LocationKind) -> Self {
        Self {
            kind,
            prefix: None,
            variable: None,
        }
    }

    /// A token: `Authorization: Bearer …`.
    #[must_use]
    pub const fn bearer() -> Self {
        Self::new(LocationKind::Bearer)
    }

    /// The user name in `Authorization: Basic …`.
    #[must_use]
    pub const fn basic_name() -> Self {
        Self::new(LocationKind::BasicName)
    }

    /// The password in `Authorization: Basic …`.
    #[must_use]
    pub const fn basic_password() -> Self {
        Self::new(LocationKind::BasicPassword)
    }

    /// A header.
    #[must_use]
    pub const fn header(name: &'static str) -> Self {
        Self::new(LocationKind::Header(name))
    }

    /// A query parameter.
    #[must_use]
    pub const fn query(name: &'static str) -> Self {
        Self::new(LocationKind::Query(name))
    }

    /// A cookie.
    #[must_use]
    pub const fn cookie(name: &'static str) -> Self {
        Self::new(LocationKind::Cookie(name))
    }

    /// The same, with a word before the secret of a header, unless the secret begins with it.
    #[must_use]
    pub const fn prefix(self, prefix: &'static str) -> Self {
        Self {
            prefix: Some(prefix),
            ..self
        }
    }

    /// The secret of a header without its prefix, if it has it.
    pub(crate) fn bare<'s>(&self, secret: &'s str) -> &'s str {
        let rest = self.prefix.and_then(|prefix| secret.strip_prefix(prefix));
        rest.and_then(|rest| rest.strip_prefix(' '))
            .unwrap_or(secret)
    }

    /// The secret with its prefix.
    pub(crate) fn prefixed(&self, secret: &str) -> String {
        let bare = self.bare(secret);
        self.prefix
            .map_or_else(|| bare.to_owned(), |prefix| format!("{prefix} {bare}"))
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

/// The part of a request that contains a secret.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum LocationKind {
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

impl LocationKind {
    pub(crate) fn header(&self) -> Option<HeaderName> {
        match self {
            Self::Bearer | Self::BasicName | Self::BasicPassword => Some(AUTHORIZATION),
            Self::Header(name) => HeaderName::try_from(*name).ok(),
            Self::Cookie(_) => Some(COOKIE),
            Self::Query(_) => None,
        }
    }

    /// Why this secret cannot be sent in this location, if so.
    pub(crate) fn problem(&self, secret: &str) -> Option<&'static str> {
        if secret.ends_with(['\r', '\n']) {
            return Some("ends in a newline");
        }
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

#[cfg(test)]
mod tests {
    use super::SecretLocation;

    #[test]
    fn a_prefix_is_added_once() {
        let key = SecretLocation::header("authorization").prefix("Bot");
        for (secret, sent) in [("k", "Bot k"), ("Bot k", "Bot k"), ("Bottle", "Bot Bottle")] {
            assert_eq!(key.prefixed(secret), sent);
        }
        assert_eq!(SecretLocation::header("x-key").prefixed("k"), "k");
    }
}
