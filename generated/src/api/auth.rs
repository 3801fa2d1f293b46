// Written by `cargo xtask codegen` from spec/cloudflare-images.yaml.
// Edits here are lost: change the specification and run it again.

use crate::runtime::{Credentials, SecretLocation, SecretString, SecurityRequirement};

/// Credentials: one variant for each security requirement of the API.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Auth {
    /// API Token.
    ///
    /// The preferred authorization scheme for interacting with the Cloudflare API. Create a
    /// token.
    ///
    /// Sent as `Authorization: Bearer Sn3lZJTBX6kkg7OdcBUAxOO963GEIyGQqnFTOFYY`. `from_env`
    /// reads it from `CLOUDFLARE_API_TOKEN`.
    ApiToken(SecretString),
    /// API Email + API Key.
    ApiEmailAndApiKey {
        /// The previous authorization scheme for interacting with the Cloudflare API, used in
        /// conjunction with a Global API key.
        ///
        /// Sent as `X-Auth-Email: user@example.com`. `from_env` reads it from `CLOUDFLARE_EMAIL`.
        api_email: SecretString,
        /// The previous authorization scheme for interacting with the Cloudflare API. When
        /// possible, use API tokens instead of Global API keys.
        ///
        /// Sent as `X-Auth-Key: 144c9defac04969c7bfad8efaa8ea194`. `from_env` reads it from
        /// `CLOUDFLARE_API_KEY`.
        api_key: SecretString,
    },
}

impl Auth {
    /// Returns [`Auth::ApiToken`].
    pub fn api_token(api_token: impl Into<SecretString>) -> Self {
        Self::ApiToken(api_token.into())
    }

    /// Returns [`Auth::ApiEmailAndApiKey`].
    pub fn api_email_and_api_key(
        api_email: impl Into<SecretString>,
        api_key: impl Into<SecretString>,
    ) -> Self {
        Self::ApiEmailAndApiKey {
            api_email: api_email.into(),
            api_key: api_key.into(),
        }
    }
}

impl From<Auth> for Credentials {
    fn from(auth: Auth) -> Self {
        match auth {
            Auth::ApiToken(api_token) => Self::new(API_TOKEN, [api_token]),
            Auth::ApiEmailAndApiKey { api_email, api_key } => {
                Self::new(API_EMAIL_AND_API_KEY, [api_email, api_key])
            }
        }
    }
}

/// The security requirements of the API, the preferred one first.
pub(crate) const SECURITY_REQUIREMENTS: &[&SecurityRequirement] = &[
    API_TOKEN,
    API_EMAIL_AND_API_KEY,
];

pub(crate) const API_TOKEN: &SecurityRequirement = &SecurityRequirement {
    name: "API Token",
    secrets: &[SecretLocation::bearer().env("CLOUDFLARE_API_TOKEN")],
};

pub(crate) const API_EMAIL_AND_API_KEY: &SecurityRequirement = &SecurityRequirement {
    name: "API Email + API Key",
    secrets: &[
        SecretLocation::header("X-Auth-Email").env("CLOUDFLARE_EMAIL"),
        SecretLocation::header("X-Auth-Key").env("CLOUDFLARE_API_KEY"),
    ],
};
