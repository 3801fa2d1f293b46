//! The call of our client as one would write it by hand, with `reqwest` and `serde`.

use std::time::Duration;

use reqwest::header::CONTENT_TYPE;
use reqwest::redirect::Policy;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

const TIMEOUT: Duration = Duration::from_secs(60);

/// A client.
#[derive(Clone, Debug)]
pub struct Client {
    base: String,
    token: String,
    reqwest: reqwest::Client,
}

/// The properties of an image to change.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ImageEdit {
    /// The user who uploaded it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub creator: Option<String>,
    /// Its metadata.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Map<String, Value>>,
    /// Whether its URLs must be signed.
    #[serde(rename = "requireSignedURLs", skip_serializing_if = "Option::is_none")]
    pub require_signed_urls: Option<bool>,
}

/// An image.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Image {
    /// Its id.
    pub id: Option<String>,
    /// The user who uploaded it.
    pub creator: Option<String>,
    /// The name of its file.
    pub filename: Option<String>,
    /// Its metadata.
    pub meta: Option<Map<String, Value>>,
    /// Whether its URLs must be signed.
    #[serde(rename = "requireSignedURLs")]
    pub require_signed_urls: Option<bool>,
    /// When it was uploaded.
    pub uploaded: Option<String>,
    /// The URLs of its variants.
    pub variants: Option<Vec<String>>,
}

/// An error of the API.
#[derive(Clone, Debug, Deserialize)]
pub struct Message {
    /// The kind of error.
    pub code: i64,
    /// The error in words.
    pub message: String,
}

#[derive(Deserialize)]
struct Envelope {
    success: bool,
    errors: Vec<Message>,
    result: Option<Image>,
}

/// Why a call failed.
#[derive(Debug)]
pub enum Error {
    /// There is no response.
    Http(reqwest::Error),
    /// The response cannot be decoded.
    Json(serde_json::Error),
    /// The API reported errors.
    Api(Vec<Message>),
}

impl From<reqwest::Error> for Error {
    fn from(error: reqwest::Error) -> Self {
        Self::Http(error)
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Json(error)
    }
}

impl Client {
    /// A client of the server at this URL.
    ///
    /// # Errors
    ///
    /// If the client of `reqwest` cannot be built.
    pub fn new(base: impl Into<String>, token: impl Into<String>) -> Result<Self, Error> {
        let reqwest = reqwest::Client::builder()
            .redirect(Policy::none())
            .timeout(TIMEOUT)
            .build()?;
        Ok(Self {
            base: base.into(),
            token: token.into(),
            reqwest,
        })
    }

    /// Changes an image.
    ///
    /// # Errors
    ///
    /// If the call fails.
    pub async fn edit(&self, account: &str, id: &str, edit: &ImageEdit) -> Result<Image, Error> {
        let url = format!("{}/accounts/{account}/images/v1/{id}", self.base);
        let request = self
            .reqwest
            .patch(url)
            .bearer_auth(&self.token)
            .header(CONTENT_TYPE, "application/json")
            .body(serde_json::to_vec(edit)?);
        let body = request.send().await?.bytes().await?;
        let envelope: Envelope = serde_json::from_slice(&body)?;
        match envelope.result {
            Some(image) if envelope.success => Ok(image),
            _ => Err(Error::Api(envelope.errors)),
        }
    }
}
