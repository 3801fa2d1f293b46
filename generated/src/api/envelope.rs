// Written by `cargo xtask codegen` from spec/cloudflare-images.yaml.
// Edits here are lost: change the specification and run it again.

use crate::api::Message;
use crate::runtime::{Error, Response};

impl Error {
    /// What went wrong, in the API's own words: the `errors` of its answer.
    ///
    /// Empty where there was no answer. An entry that has not the form of a
    /// [`Message`] is left out here; [`Error::body`] has all that came.
    #[must_use]
    pub fn errors(&self) -> Vec<Message> {
        self.entries("errors")
    }

    /// What the API has to say beside the result: the `messages` of its answer.
    #[must_use]
    pub fn messages(&self) -> Vec<Message> {
        self.entries("messages")
    }
}

impl<T> Response<T> {
    /// What went wrong nevertheless, in the API's own words: the `errors` of its answer.
    #[must_use]
    pub fn errors(&self) -> Vec<Message> {
        self.entries("errors")
    }

    /// What the API has to say beside the result: the `messages` of its answer.
    #[must_use]
    pub fn messages(&self) -> Vec<Message> {
        self.entries("messages")
    }
}
