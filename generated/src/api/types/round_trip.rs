// Written by `cargo xtask codegen` from spec/cloudflare-images.yaml.
// Edits here are lost: change the specification and run it again.

//! Request bodies whose properties are arguments and setters of operations.

use crate::runtime::{Map, Value, json_object};

/// What to change about an image.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ImageEdit {
    /// Can set the creator field with an internal user ID.
    pub creator: Option<String>,
    /// User modifiable key-value store. Can be used for keeping references to another system of
    /// record for managing images. No change if not specified.
    pub metadata: Option<Map<String, Value>>,
    /// Indicates whether the image can be accessed using only its UID. If set to `true`, a
    /// signed token needs to be generated with a signing key to view the image. Returns a new
    /// UID on a change. No change if not specified.
    pub require_signed_urls: Option<bool>,
}

json_object!(both ImageEdit {
    creator,
    metadata,
    require_signed_urls = "requireSignedURLs",
});
