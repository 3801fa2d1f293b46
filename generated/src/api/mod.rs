// Written by `cargo xtask codegen` from spec/cloudflare-images.yaml.
// Edits here are lost: change the specification and run it again.

//! Cloudflare Images.
//!
//! One corner of the Cloudflare API: updating an image.
//!
//! The facts are those of the vendor's page "Update image". This directory's README says
//! where this description departs from the vendor's own one.
//!
//! Version: 4.0.0.

mod auth;
mod envelope;
#[cfg(all(test, feature = "round-trip"))]
mod examples;
pub mod images;
pub mod types;

pub use self::auth::Auth;
pub use self::types::*;

use crate::runtime::{Api, Envelope, client};

/// What the runtime has to know about this API.
pub(crate) const API: Api = Api {
    server: "https://api.cloudflare.com/client/v4",
    server_variable: Some("CLOUDFLARE_BASE_URL"),
    request_id_header: Some("cf-ray"),
    alternatives: auth::ALTERNATIVES,
    usual: auth::ALTERNATIVES,
    envelope: Some(Envelope {
        success: "success",
        result: "result",
        errors: "errors",
        error_code: Some("code"),
        error_message: Some("message"),
    }),
};

client! {
    pub struct Client {
        /// The calls of images.
        pub images: images::Images,
    }
}
