// Written by `cargo xtask codegen` from spec/cloudflare-images.yaml.
// Edits here are lost: change the specification and run it again.

//! The calls of images.v1.

use crate::api::auth;
use crate::api::types::{AccountId, Image, ImageId};
use crate::runtime::{Body, Call, Endpoint, Method, Operation, Repeat, decode};
use serde_json::{Map, Value};

/// The calls of images.v1: `client.images().v1()`.
#[derive(Clone, Debug)]
pub struct V1<C> {
    client: C,
}

impl<C: Clone> V1<C> {
    pub(in crate::api) fn new(client: C) -> Self {
        Self { client }
    }

    /// Update image: `PATCH /accounts/{account_id}/images/v1/{image_id}`.
    ///
    /// Everything about this call is on the page of [`Edit`].
    pub fn edit(&self, account_id: &AccountId, image_id: &ImageId) -> Edit<C> {
        let mut call = Call::new(self.client.clone(), &EDIT);
        call.path("account_id", account_id);
        call.path("image_id", image_id);
        Edit { call }
    }
}

static EDIT: Operation<Image> = Operation {
    endpoint: Endpoint {
        name: "images.v1.edit",
        method: Method::PATCH,
        path: "/accounts/{account_id}/images/v1/{image_id}",
        alternatives: auth::ALTERNATIVES,
        body: Some(Body::Json { required: true }),
        accept: "application/json",
        repeat: Repeat::ByMethod,
    },
    decode: decode::enveloped,
};

/// Update image.
///
/// Update image access control. On access control change, all copies of the image are purged
/// from cache.
///
/// `PATCH /accounts/{account_id}/images/v1/{image_id}`
///
/// # Security
///
/// - API Token, [`Auth::ApiToken`](crate::Auth::ApiToken): The preferred authorization scheme
///   for interacting with the Cloudflare API. Create a token. Sent as
///   `Authorization: Bearer Sn3lZJTBX6kkg7OdcBUAxOO963GEIyGQqnFTOFYY`.
/// - API Email + API Key, [`Auth::ApiEmailAndApiKey`](crate::Auth::ApiEmailAndApiKey): The
///   previous authorization scheme for interacting with the Cloudflare API, used in conjunction
///   with a Global API key. Sent as `X-Auth-Email: user@example.com`.
///
///   The previous authorization scheme for interacting with the Cloudflare API. When possible,
///   use API tokens instead of Global API keys. Sent as
///   `X-Auth-Key: 144c9defac04969c7bfad8efaa8ea194`.
///
/// Accepted permissions (at least one required): Images Write.
///
/// # Parameters
///
/// - `account_id` (path, [`AccountId`](crate::types::AccountId), required): Account identifier
///   tag. At most 32 characters.
/// - `image_id` (path, [`ImageId`](crate::types::ImageId), required): Image unique identifier.
///   At most 32 characters.
/// - [`creator`](Edit::creator) (body): Can set the creator field with an internal user ID.
/// - [`metadata`](Edit::metadata) (body): User modifiable key-value store. Can be used for
///   keeping references to another system of record for managing images. No change if not
///   specified.
/// - [`require_signed_urls`](Edit::require_signed_urls) (body): Indicates whether the image can
///   be accessed using only its UID. If set to `true`, a signed token needs to be generated
///   with a signing key to view the image. Returns a new UID on a change. No change if not
///   specified.
///
/// An example of the request's body:
///
/// ```json
/// {}
/// ```
///
/// # Returns
///
/// [`Image`](crate::types::Image), the `result` of the answer. Status `200`. Update image
/// response.
///
/// # Errors
///
/// - `4XX`: Update image response failure. [`Error::errors`](crate::Error::errors) has what the
///   API says.
///
/// # Example
///
/// ```no_run
/// # #[cfg(feature = "async")]
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// use cloudflare_images::{AccountId, Client, ImageId};
///
/// let client = Client::from_env()?;
/// let account_id: AccountId = "023e105f4ecef8ad9ca31a8372d0c353".parse()?;
/// let image_id: ImageId = "107b9558-dd06-4bbd-5fef-9c2c16bb7900".parse()?;
///
/// let image = client
///     .images()
///     .v1()
///     .edit(&account_id, &image_id)
///     .require_signed_urls(true)
///     .send()
///     .await?;
/// println!("{image:?}");
/// # Ok(())
/// # }
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
///       "source": {
///         "pointer": "pointer"
///       }
///     }
///   ],
///   "messages": [
///     {
///       "code": 1000,
///       "message": "message",
///       "documentation_url": "documentation_url",
///       "source": {
///         "pointer": "pointer"
///       }
///     }
///   ],
///   "result": {
///     "id": "id",
///     "creator": "107b9558-dd06-4bbd-5fef-9c2c16bb7900",
///     "filename": "logo.png",
///     "meta": {
///       "key": "value"
///     },
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
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send` is called"]
pub struct Edit<C> {
    call: Call<C, Image>,
}

impl<C> Edit<C> {
    /// Can set the creator field with an internal user ID.
    pub fn creator(mut self, creator: impl Into<String>) -> Self {
        let creator: String = creator.into();
        self.call.field("creator", &creator);
        self
    }

    /// User modifiable key-value store. Can be used for keeping references to another system of
    /// record for managing images. No change if not specified.
    pub fn metadata(
        mut self,
        metadata: impl IntoIterator<Item = (impl Into<String>, impl Into<Value>)>,
    ) -> Self {
        let metadata: Map<String, Value> = metadata
            .into_iter()
            .map(|(key, value)| (key.into(), value.into()))
            .collect();
        self.call.field("metadata", &metadata);
        self
    }

    /// Indicates whether the image can be accessed using only its UID. If set to `true`, a signed
    /// token needs to be generated with a signing key to view the image. Returns a new UID on a
    /// change. No change if not specified.
    ///
    /// Example: `true`.
    pub fn require_signed_urls(mut self, require_signed_urls: bool) -> Self {
        self.call.field("requireSignedURLs", &require_signed_urls);
        self
    }

    /// Turns to what can be set on any call: headers, query, further fields of the body,
    /// limits of time, retries. The answer can be had with its status and headers there.
    pub fn options(self) -> Call<C, Image> {
        self.call
    }
}

#[cfg(feature = "async")]
impl Edit<crate::Client> {
    /// Sends the request and waits for the answer.
    ///
    /// # Errors
    ///
    /// See [`Error`](crate::Error): it says what happened, and whether the call may have
    /// been applied all the same.
    pub async fn send(self) -> Result<Image, crate::Error> {
        self.call.send().await
    }
}

#[cfg(feature = "blocking")]
impl Edit<crate::blocking::Client> {
    /// Sends the request and waits for the answer.
    ///
    /// # Errors
    ///
    /// See [`Error`](crate::Error): it says what happened, and whether the call may have
    /// been applied all the same.
    pub fn send(self) -> Result<Image, crate::Error> {
        self.call.send()
    }
}
