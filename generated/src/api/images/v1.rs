// Written by `cargo xtask codegen` from spec/cloudflare-images.yaml.
// Edits here are lost: change the specification and run it again.

//! The calls of `images.v1`.

use crate::api::auth;
use crate::api::types::{AccountId, Image, ImageId};
use crate::runtime::{decode, Body, Call, Endpoint, Error, Map, Method, Operation, Repeat, Value};

/// The calls of `images.v1`, reached by `client.images().v1()`.
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
    /// See [`Edit`].
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
        repeat: Repeat::ByMethod,
    },
    decode: decode::enveloped,
};

/// Update image.
///
/// (everything there is to know)
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send` is called"]
pub struct Edit<C> {
    call: Call<C, Image>,
}

impl<C> Edit<C> {
    /// Can set the creator field with an internal user ID.
    pub fn creator(mut self, creator: impl Into<String>) -> Self {
        self.call.field("creator", &creator.into());
        self
    }

    /// User modifiable key-value store. ...
    pub fn metadata<K, V>(mut self, metadata: impl IntoIterator<Item = (K, V)>) -> Self
    where
        K: Into<String>,
        V: Into<Value>,
    {
        let metadata: Map<String, Value> = metadata.into_iter().map(|(k, v)| (k.into(), v.into())).collect();
        self.call.field("metadata", &metadata);
        self
    }

    /// Indicates whether the image can be accessed using only its UID. ...
    pub fn require_signed_urls(mut self, require_signed_urls: bool) -> Self {
        self.call.field("requireSignedURLs", &require_signed_urls);
        self
    }

    /// What can be set on any call: headers, query, further body fields, time limits, retries.
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
    /// See [`Error`].
    pub async fn send(self) -> Result<Image, Error> {
        self.call.send().await
    }
}

#[cfg(feature = "blocking")]
impl Edit<crate::blocking::Client> {
    /// Sends the request and waits for the answer.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub fn send(self) -> Result<Image, Error> {
        self.call.send()
    }
}
