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
    /// Can set the creator field with an internal user ID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub creator: Option<String>,
    /// Image file name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filename: Option<String>,
    /// User modifiable key-value store.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meta: Option<Map<String, Value>>,
    /// Indicates whether the image can be a accessed only using it's UID.
    #[serde(rename = "requireSignedURLs", skip_serializing_if = "Option::is_none")]
    pub require_signed_urls: Option<bool>,
    /// When the media item was uploaded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uploaded: Option<Timestamp>,
    /// Object specifying available variants for an image.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variants: Option<Vec<String>>,
}

/// One error or message of the API.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Message {
    /// A number that identifies the kind of error or message.
    pub code: i64,
    /// The error or message in words.
    pub message: String,
    /// Where the vendor documents it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub documentation_url: Option<String>,
    /// What it is about.
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
    /// A JSON Pointer into the request body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
}
