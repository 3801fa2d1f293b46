// Written by `cargo xtask codegen` from spec/cloudflare-images.yaml.
// Edits here are lost: change the specification and run it again.

use crate::api::types::Message;
use crate::runtime::{Error, Response};

impl Error {
    /// What went wrong.
    ///
    /// These are the `errors` of the answer, as far as they have the form that the
    /// specification gives them; `body` has all that came. Empty where there was no answer.
    #[must_use]
    pub fn errors(&self) -> Vec<Message> {
        self.entries("errors")
    }

    /// What the API has to say beside the result.
    ///
    /// These are the `messages` of the answer, as far as they have the form that the
    /// specification gives them; `body` has all that came. Empty where there was no answer.
    #[must_use]
    pub fn messages(&self) -> Vec<Message> {
        self.entries("messages")
    }
}

impl<T> Response<T> {
    /// What went wrong.
    ///
    /// These are the `errors` of the answer, as far as they have the form that the
    /// specification gives them; `body` has all that came. Empty where there was no answer.
    #[must_use]
    pub fn errors(&self) -> Vec<Message> {
        self.entries("errors")
    }

    /// What the API has to say beside the result.
    ///
    /// These are the `messages` of the answer, as far as they have the form that the
    /// specification gives them; `body` has all that came. Empty where there was no answer.
    #[must_use]
    pub fn messages(&self) -> Vec<Message> {
        self.entries("messages")
    }
}
