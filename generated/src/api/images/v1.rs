// Written by `cargo xtask codegen` from spec/cloudflare-images.yaml.
// Edits here are lost: change the specification and run it again.

//! The calls of images.v1.

use crate::api::types::{AccountId, Image, ImageId};
use crate::runtime::{Body, call, resource};

resource! {
    /// The calls of images.v1: `client.images().v1()`.
    pub struct V1;

    /// Update image: see [`Edit`].
    pub fn edit(account_id: &AccountId, image_id: &ImageId) -> Edit;
}

call! {
    /// Update image.
    ///
    /// Update image access control. On access control change, all copies of the image are
    /// purged from cache.
    ///
    /// `PATCH /accounts/{account_id}/images/v1/{image_id}`. Accepted permissions (at least one
    /// required): Images Write.
    ///
    /// ```no_run
    /// # #[cfg(feature = "async")]
    /// # async fn example(client: cloudflare_images::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let image = client.images().v1()
    ///     .edit(
    ///         &"023e105f4ecef8ad9ca31a8372d0c353".parse()?,
    ///         &"107b9558-dd06-4bbd-5fef-9c2c16bb7900".parse()?,
    ///     )
    ///     .require_signed_urls(true).send().await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Example response
    ///
    /// ```json
    /// {
    ///   "errors": [
    ///     {
    ///       "code": 1000,
    ///       "message": "message",
    ///       "documentation_url": "documentation_url",
    ///       "source": {"pointer": "pointer"}
    ///     }
    ///   ],
    ///   "messages": [
    ///     {
    ///       "code": 1000,
    ///       "message": "message",
    ///       "documentation_url": "documentation_url",
    ///       "source": {"pointer": "pointer"}
    ///     }
    ///   ],
    ///   "result": {
    ///     "id": "id",
    ///     "creator": "107b9558-dd06-4bbd-5fef-9c2c16bb7900",
    ///     "filename": "logo.png",
    ///     "meta": {"key": "value"},
    ///     "requireSignedURLs": true,
    ///     "uploaded": "2014-01-02T02:20:00.123Z",
    ///     "variants": [
    ///       "https://imagedelivery.net/MTt4OTd0b0w5aj/107b9558-dd06-4bbd-5fef-9c2c16bb7900/thumbnail",
    ///       "https://imagedelivery.net/MTt4OTd0b0w5aj/107b9558-dd06-4bbd-5fef-9c2c16bb7900/hero",
    ///       "https://imagedelivery.net/MTt4OTd0b0w5aj/107b9558-dd06-4bbd-5fef-9c2c16bb7900/original"
    ///     ]
    ///   },
    ///   "success": true
    /// }
    /// ```
    pub struct Edit(Image);
    operation: enveloped().patch("/accounts/{account_id}/images/v1/{image_id}")
        .named("images.v1.edit").body(Body::JSON);

    /// Can set the creator field with an internal user ID.
    pub fn creator(text) = set_field("creator");
    /// User modifiable key-value store. Can be used for keeping references to another system of
    /// record for managing images. No change if not specified.
    pub fn metadata(map) = set_field("metadata");
    /// Indicates whether the image can be accessed using only its UID. If set to `true`, a
    /// signed token needs to be generated with a signing key to view the image. Returns a new
    /// UID on a change. No change if not specified.
    pub fn require_signed_urls(bool) = set_field("requireSignedURLs");
}
