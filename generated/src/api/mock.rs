// Written by `cargo xtask codegen` from spec/cloudflare-images.yaml.
// Edits here are lost: change the specification and run it again.

//! A mock of the API, for tests.

pub use crate::runtime::{MockReply, SentRequest};

use crate::api::{API, Client, ClientBuilder};
use crate::runtime::{Call, MockCore, MockOperation};

/// A mock of the API. It replaces the network and nothing else: requests are built, retried
/// and decoded as usual.
///
/// ```no_run
/// # #[cfg(feature = "async")]
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// use cloudflare_images::images::v1::Edit;
/// use cloudflare_images::mock::Mock;
///
/// let mock = Mock::new();
/// mock.on::<Edit>().example();
///
/// let client = mock.client();
/// let image = client.images().v1()
///     .edit(
///         &"023e105f4ecef8ad9ca31a8372d0c353".parse()?,
///         &"107b9558dd064bbd5fef9c2c16bb7900".parse()?,
///     )
///     .require_signed_urls(true).send().await?;
/// assert_eq!(mock.sent::<Edit>().len(), 1);
/// # Ok(()) }
/// ```
///
/// A call without a reply fails, and the error says which one is missing. Clones share
/// replies and requests.
#[derive(Clone, Debug)]
pub struct Mock(MockCore);

impl Mock {
    /// Creates a mock without replies.
    #[must_use]
    pub fn new() -> Self {
        Self(MockCore::new(&API, OPERATIONS))
    }

    /// Creates a client that sends its requests to the mock.
    ///
    /// # Panics
    ///
    /// If the server of the specification is not a URL.
    #[must_use]
    pub fn client(&self) -> Client {
        self.client_builder().build().expect("the server is a URL")
    }

    /// Returns a builder of such a client, for further settings.
    ///
    /// It has no credentials, and sends requests without them. Its clock skips the waits
    /// between attempts, and counts them for the deadline.
    pub fn client_builder(&self) -> ClientBuilder {
        ClientBuilder(self.0.client_builder())
    }

    /// Starts a reply to an operation, which the last method of the chain adds.
    ///
    /// Replies are used in the order in which they are added, one for each attempt. The last
    /// one is used again and again, until another one is added. So a list that is read page by
    /// page ends only if the last page says so.
    pub fn on<C: Call>(&self) -> MockReply<'_, C> {
        self.0.on()
    }

    /// Returns the requests of an operation so far, one for each attempt.
    #[must_use]
    pub fn sent<C: Call>(&self) -> Vec<SentRequest> {
        self.0.sent::<C>()
    }
}

impl Default for Mock {
    fn default() -> Self {
        Self::new()
    }
}

/// The successful responses.
static OPERATIONS: &[MockOperation] = &[
    MockOperation {
        name: "images.v1.edit",
        builder: "images::v1::Edit",
        example: Some(
            r#"{
  "id": "id",
  "creator": "107b9558-dd06-4bbd-5fef-9c2c16bb7900",
  "filename": "logo.png",
  "meta": {"key": "value"},
  "requireSignedURLs": true,
  "uploaded": "2014-01-02T02:20:00.123Z",
  "variants": [
    "https://imagedelivery.net/MTt4OTd0b0w5aj/107b9558-dd06-4bbd-5fef-9c2c16bb7900/thumbnail",
    "https://imagedelivery.net/MTt4OTd0b0w5aj/107b9558-dd06-4bbd-5fef-9c2c16bb7900/hero",
    "https://imagedelivery.net/MTt4OTd0b0w5aj/107b9558-dd06-4bbd-5fef-9c2c16bb7900/original"
  ]
}"#,
        ),
        ..MockOperation::ENVELOPED
    },
];
