// Written by `cargo xtask codegen` from spec/cloudflare-images.yaml.
// Edits here are lost: change the specification and run it again.

//! What is sent and what comes back.

use crate::runtime::{text, Map, Timestamp, Value};
use serde::{Deserialize, Serialize};

text! {
    /// Account identifier tag.
    ///
    /// At most 32 characters, says the specification; [`AccountId::validate`] checks it, nothing else does.
    pub struct AccountId {
        max_length: 32,
    }
}

text! {
    /// Image unique identifier.
    pub struct ImageId {
        max_length: 32,
    }
}

/// An image, as it is after the call.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Image {
    /// Image unique identifier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<ImageId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub creator: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filename: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meta: Option<Map<String, Value>>,
    #[serde(rename = "requireSignedURLs", skip_serializing_if = "Option::is_none")]
    pub require_signed_urls: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uploaded: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variants: Option<Vec<String>>,
}

/// One error or message of the API.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Message {
    pub code: i64,
    pub message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub documentation_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<MessageSource>,
    /// Whatever else came.
    #[serde(flatten)]
    pub additional_properties: Map<String, Value>,
}

/// What part of the request a message is about.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[non_exhaustive]
pub struct MessageSource {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
}
