// Written by `cargo xtask codegen` from spec/cloudflare-images.yaml.
// Edits here are lost: change the specification and run it again.

mod auth;
mod envelope;
pub mod images;
mod types;

pub use self::auth::Auth;
pub use self::types::{AccountId, Image, ImageId, Message, MessageSource};

use crate::api::images::Images;
use crate::runtime::{Api, Envelope};

/// What this API's calls have in common.
pub(crate) const API: Api = Api {
    server: "https://api.cloudflare.com/client/v4",
    server_variable: Some("CLOUDFLARE_BASE_URL"),
    request_id_header: Some("cf-ray"),
    alternatives: auth::ALTERNATIVES,
    envelope: Some(Envelope {
        success: "success",
        result: "result",
        errors: "errors",
        error_code: Some("code"),
        error_message: Some("message"),
    }),
};

#[cfg(feature = "async")]
impl crate::Client {
    /// The calls of `images`.
    #[must_use]
    pub fn images(&self) -> Images<Self> {
        Images::new(self.clone())
    }
}

#[cfg(feature = "blocking")]
impl crate::blocking::Client {
    /// The calls of `images`.
    #[must_use]
    pub fn images(&self) -> Images<Self> {
        Images::new(self.clone())
    }
}
