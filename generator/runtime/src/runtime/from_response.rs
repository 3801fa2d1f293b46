// Written by hand. Codegen copies it into clients.

//! Types that are decoded from a whole response.

use serde::de::DeserializeOwned;

use crate::runtime::decode::DecodeError;
use crate::runtime::raw_response::RawResponse;

/// A type that is decoded from a response, if necessary according to its status or media type.
///
/// It is implemented for all types that implement `Deserialize`: the body is JSON.
pub trait FromResponse: Sized {
    /// Decodes the response.
    ///
    /// # Errors
    ///
    /// If the body does not match the type.
    fn from_response(response: &RawResponse) -> Result<Self, DecodeError>;
}

impl<T: DeserializeOwned> FromResponse for T {
    fn from_response(response: &RawResponse) -> Result<Self, DecodeError> {
        response.json()
    }
}
