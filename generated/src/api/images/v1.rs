// Written by `cargo xtask codegen` from spec/cloudflare-images.yaml.
// Edits here are lost: change the specification and run it again.

//! Operations of images.v1.

use crate::api::types::{AccountId, Image, ImageId};
use crate::runtime::{
    Body, Bytes, Call, ClientCore, Error, HttpRequest, IntoOption, Method, Operation,
    Options, Request, Value,
};
#[cfg(any(feature = "async", feature = "blocking"))]
use crate::runtime::Response;
#[cfg(feature = "async")]
use crate::runtime::Sending;

/// Operations of images.v1: `client.images().v1()`.
#[derive(Clone, Debug)]
pub struct V1(pub(crate) ClientCore);

impl V1 {
    /// Update image: see [`Edit`].
    pub fn edit(&self, account_id: &AccountId, image_id: &ImageId) -> Edit {
        let request = self.0.request(Edit::OPERATION);
        Edit(request.path("account_id", account_id).path("image_id", image_id))
    }
}

/// Update image.
///
/// Update image access control. On access control change, all copies of the image are
/// purged from cache.
///
/// [`client.images().v1().edit(…)`](V1::edit) sends
/// `PATCH /accounts/{account_id}/images/v1/{image_id}` and returns
/// [`Image`](crate::types::Image). Errors and logs call it `images.v1.edit`.
///
/// Credentials: [`Auth::ApiToken`](crate::Auth::ApiToken) or
/// [`Auth::ApiEmailAndApiKey`](crate::Auth::ApiEmailAndApiKey). Accepted permissions (at
/// least one required): Images Write.
///
/// ```no_run
/// # #[cfg(feature = "async")]
/// # async fn example(client: cloudflare_images::Client) -> Result<(), Box<dyn std::error::Error>> {
/// let image = client.images().v1()
///     .edit(
///         &"023e105f4ecef8ad9ca31a8372d0c353".parse()?,
///         &"107b9558dd064bbd5fef9c2c16bb7900".parse()?,
///     )
///     .require_signed_urls(true).send().await?;
/// # Ok(()) }
/// ```
///
/// # Arguments
///
/// - `account_id`: Account identifier tag. At most 32 characters.
/// - `image_id`: Image unique identifier. At most 32 characters.
///
/// # Errors
///
/// [`Message`](crate::types::Message) is an error in the envelope:
///
/// ```no_run
/// # use cloudflare_images::types;
/// # fn example(error: cloudflare_images::Error) {
/// for entry in error.errors_as::<types::Message>() {
///     println!("{entry:?}");
/// }
/// # }
/// ```
///
/// # Example response
///
/// ```json
/// {
///   "id": "id",
///   "creator": "107b9558-dd06-4bbd-5fef-9c2c16bb7900",
///   "filename": "logo.png",
///   "meta": {"key": "value"},
///   "requireSignedURLs": true,
///   "uploaded": "2014-01-02T02:20:00.123Z",
///   "variants": [
///     "https://imagedelivery.net/MTt4OTd0b0w5aj/107b9558-dd06-4bbd-5fef-9c2c16bb7900/thumbnail",
///     "https://imagedelivery.net/MTt4OTd0b0w5aj/107b9558-dd06-4bbd-5fef-9c2c16bb7900/hero",
///     "https://imagedelivery.net/MTt4OTd0b0w5aj/107b9558-dd06-4bbd-5fef-9c2c16bb7900/original"
///   ]
/// }
/// ```
#[must_use = "nothing is sent before `send` is called"]
#[derive(Clone, Debug)]
pub struct Edit(Request<Image>);

impl Call for Edit {
    type Output = Image;

    const OPERATION: &'static Operation<Image> = &Operation {
        name: "images.v1.edit",
        method: Method::Patch,
        path: "/accounts/{account_id}/images/v1/{image_id}",
        body: Body::JSON,
        ..Operation::ENVELOPED
    };
}

impl Edit {
    /// Can set the creator field with an internal user ID.
    pub fn creator(self, creator: impl IntoOption<String>) -> Self {
        Self(self.0.field("creator", creator))
    }

    /// User modifiable key-value store. Can be used for keeping references to another system of
    /// record for managing images. No change if not specified.
    pub fn metadata(self, metadata: impl IntoOption<Value>) -> Self {
        Self(self.0.object_field("metadata", metadata))
    }

    /// Indicates whether the image can be accessed using only its UID. If set to `true`, a
    /// signed token needs to be generated with a signing key to view the image. Returns a new
    /// UID on a change. No change if not specified. Sent as `requireSignedURLs`.
    pub fn require_signed_urls(
        self,
        require_signed_urls: impl IntoOption<bool>,
    ) -> Self {
        Self(self.0.field("requireSignedURLs", require_signed_urls))
    }

    /// Sets options of the request: time limits, headers, retries.
    pub fn options(self, options: Options) -> Self {
        Self(self.0.options(options))
    }

    /// Returns the HTTP request, without credentials.
    pub fn to_request(&self) -> Result<HttpRequest<Bytes>, Error> {
        self.0.to_request()
    }
}

#[cfg(feature = "async")]
impl Edit {
    /// Sends the request and waits for the response.
    pub fn send(self) -> Sending<Image> {
        self.0.send()
    }

    /// Like `send`, with the status and headers of the response.
    pub fn send_with_response(self) -> Sending<Response<Image>> {
        self.0.send_with_response()
    }
}

#[cfg(feature = "blocking")]
impl Edit {
    /// Sends the request and blocks the thread until the response arrives.
    pub fn send_blocking(self) -> Result<Image, Error> {
        self.0.send_blocking()
    }

    /// Like `send_blocking`, with the status and headers of the response.
    pub fn send_with_response_blocking(self) -> Result<Response<Image>, Error> {
        self.0.send_with_response_blocking()
    }
}
