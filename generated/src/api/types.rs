// Written by `cargo xtask codegen` from spec/cloudflare-images.yaml.
// Edits here are lost: change the specification and run it again.

//! Types of requests and responses.

#[cfg(feature = "round-trip")]
mod round_trip;

#[cfg(feature = "round-trip")]
pub use self::round_trip::*;

use crate::runtime::{
    DateTime, Map, Value, Violation, check_length, json_object, string_newtype,
};

/// Account identifier tag. Example: `"023e105f4ecef8ad9ca31a8372d0c353"`.
///
/// At most 32 characters. This limit is not enforced: [`AccountId::validate`] checks it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountId(String);

impl AccountId {
    /// The value as a string.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Checks the length, in characters, against the limits of the specification.
    pub fn validate(&self) -> Result<(), Violation> {
        check_length(&self.0, ..=32)
    }
}

string_newtype!(AccountId);

/// An image, as it is after the call.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Image {
    /// Image unique identifier. At most 32 characters. Example:
    /// `"107b9558dd064bbd5fef9c2c16bb7900"`.
    pub id: Option<ImageId>,
    /// Can set the creator field with an internal user ID. At most 1024 characters. Example:
    /// `"107b9558-dd06-4bbd-5fef-9c2c16bb7900"`.
    pub creator: Option<String>,
    /// Image file name. At most 255 characters. Example: `"logo.png"`.
    pub filename: Option<String>,
    /// User modifiable key-value store. Can be used for keeping references to another system of
    /// record for managing images. Metadata must not exceed 1024 bytes. Example:
    /// `{"key":"value"}`.
    pub meta: Option<Map<String, Value>>,
    /// Indicates whether the image can be a accessed only using it's UID. If set to true, a
    /// signed token needs to be generated with a signing key to view the image.
    pub require_signed_urls: Option<bool>,
    /// When the media item was uploaded. Example: `"2014-01-02T02:20:00.123Z"`.
    pub uploaded: Option<DateTime>,
    /// Object specifying available variants for an image.
    pub variants: Option<Vec<String>>,
}

json_object!(received Image {
    id,
    creator,
    filename,
    meta,
    require_signed_urls = "requireSignedURLs",
    uploaded,
    variants,
});

/// Image unique identifier. Example: `"107b9558dd064bbd5fef9c2c16bb7900"`.
///
/// At most 32 characters. This limit is not enforced: [`ImageId::validate`] checks it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ImageId(String);

impl ImageId {
    /// The value as a string.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Checks the length, in characters, against the limits of the specification.
    pub fn validate(&self) -> Result<(), Violation> {
        check_length(&self.0, ..=32)
    }
}

string_newtype!(ImageId);

/// One error or message of the API.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Message {
    /// A number that identifies the kind of error or message. At least 1000.
    pub code: i64,
    /// The error or message in words.
    pub message: String,
    /// Where the vendor documents it.
    pub documentation_url: Option<String>,
    /// What it is about.
    pub source: Option<MessageSource>,
    /// Properties without a field of their own.
    pub additional_properties: Map<String, Value>,
}

impl Message {
    /// Creates a value with the required properties, for tests. A minor version of the crate
    /// may add arguments.
    #[must_use]
    pub fn new(code: i64, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            documentation_url: None,
            source: None,
            additional_properties: Map::new(),
        }
    }
}

json_object!(received Message {
    code,
    message,
    documentation_url,
    source,
    ..additional_properties,
});

/// What part of the request a message is about.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct MessageSource {
    /// A JSON Pointer into the request body.
    pub pointer: Option<String>,
}

json_object!(received MessageSource {
    pointer,
});
