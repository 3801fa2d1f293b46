// Written by `cargo xtask codegen`, the same for every API.

//! The sources of an error.

use std::error::Error as StdError;
use std::fmt;

use crate::runtime::redact::Redactor;

/// The redacted message of another library's error, and of its sources.
///
/// Only messages are kept, so that no secret in the error can be shown, and so that the error types
/// of other libraries are not part of the public API.
#[derive(Debug)]
pub(crate) struct Cause {
    text: String,
    source: Option<Box<Cause>>,
}

impl Cause {
    pub(crate) fn new(error: &(dyn StdError + 'static), redactor: &Redactor) -> Self {
        let source = error.source();
        Self {
            text: redactor.line(&error.to_string(), 400),
            source: source.map(|source| Box::new(Self::new(source, redactor))),
        }
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl StdError for Cause {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_ref().map(|source| source as _)
    }
}
