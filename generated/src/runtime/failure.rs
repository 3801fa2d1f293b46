// Written by hand, unlike `src/api`.

//! What the specification says of the answers by which a call fails.

use serde::de::DeserializeOwned;

use crate::runtime::answer::Answer;
use crate::runtime::decode::{self, Undecoded};

/// What an answer can be read as whose status is not a 2xx.
pub(crate) trait Failure: Sized {
    /// Reads it, as its status says where that matters.
    fn read(answer: &Answer) -> Result<Self, Undecoded>;
}

impl<T: DeserializeOwned> Failure for T {
    fn read(answer: &Answer) -> Result<Self, Undecoded> {
        decode::json(answer)
    }
}
