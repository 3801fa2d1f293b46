// Written by `cargo xtask codegen` from spec/github-releases.yaml.
// Edits here are lost: change the specification and run it again.

use crate::runtime::{Credentials, SecretLocation, SecretString, SecurityRequirement};

/// Credentials: one variant for each security requirement of the API.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Auth {
    /// access token.
    ///
    /// A personal access token, the token of a GitHub App, or the `GITHUB_TOKEN` of a workflow.
    ///
    /// Sent as `Authorization: Bearer ghp_0123456789abcdefghijklmnopqrstuvwxyz`. `from_env`
    /// reads it from `GITHUB_TOKEN`.
    Token(SecretString),
}

impl Auth {
    /// Returns [`Auth::Token`].
    pub fn token(token: impl Into<SecretString>) -> Self {
        Self::Token(token.into())
    }
}

impl From<Auth> for Credentials {
    fn from(auth: Auth) -> Self {
        match auth {
            Auth::Token(token) => Self::new(TOKEN, [token]),
        }
    }
}

/// The security requirements of the API, the preferred one first.
pub(crate) const SECURITY_REQUIREMENTS: &[&SecurityRequirement] = &[TOKEN];

pub(crate) const TOKEN: &SecurityRequirement = &SecurityRequirement {
    name: "access token",
    secrets: &[SecretLocation::bearer().env("GITHUB_TOKEN")],
};
