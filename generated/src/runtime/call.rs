// Written by hand, unlike `src/api`.

//! A call that is being put together.

use std::fmt;
use std::time::Duration;

use serde::Serialize;
use serde_json::Value;

use crate::runtime::api::Operation;
use crate::runtime::contents::Contents;
use crate::runtime::draft::Draft;
use crate::runtime::multipart::File;
use crate::runtime::path;
use crate::runtime::retry::Retry;
use crate::runtime::style::Style;

/// A call, and what can be set on any call.
///
/// It is a value: nothing is sent before `send`, `to_request` shows what would be, and a clone can be sent again. What a method here sets
/// goes before what the client and the operation set.
#[must_use = "nothing is sent before `send` is called"]
pub struct Call<C, T: 'static, M: 'static = ()> {
    pub(crate) client: C,
    pub(crate) operation: &'static Operation<T, M>,
    pub(crate) draft: Draft,
}

/// For generated code.
impl<C, T, M> Call<C, T, M> {
    pub(crate) fn new(
        client: C,
        operation: &'static Operation<T, M>,
        path: &[Option<&dyn fmt::Display>],
    ) -> Self {
        let mut draft = Draft::new(&operation.endpoint);
        let values = path.iter().flatten();
        for (name, value) in path::places(operation.endpoint.path).zip(values) {
            draft.path(name, &value.to_string());
        }
        Self {
            client,
            operation,
            draft,
        }
    }

    /// Fills a place of the path.
    pub(crate) fn set_path(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.draft.path(name, &value.to_string());
        self
    }

    /// Sets a query parameter.
    pub(crate) fn set_query(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.draft.operation_query(name, &value.to_string());
        self
    }

    /// Sets a header parameter.
    pub(crate) fn set_header(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.draft.operation_header(name, &value.to_string());
        self
    }

    /// Sets a parameter that is a list or an object, or may be one. What has no
    /// form in JSON is reported by `send`.
    pub(crate) fn set_styled(
        mut self,
        name: &'static str,
        style: Style,
        value: impl Serialize,
    ) -> Self {
        self.draft.styled(name, style, &value);
        self
    }

    /// Sets a field of the body. What has no form in JSON is reported by `send`.
    pub(crate) fn set_field(mut self, name: &'static str, value: impl Serialize) -> Self {
        self.draft.field(name, &value);
        self
    }

    /// Adds a file to the form.
    pub(crate) fn add_file(mut self, name: &'static str, file: &File) -> Self {
        self.draft.file(name, file.clone());
        self
    }

    /// Adds files to the form.
    pub(crate) fn add_files(mut self, name: &'static str, files: &[File]) -> Self {
        for file in files {
            self.draft.file(name, file.clone());
        }
        self
    }

    /// Sets the whole body, byte for byte.
    pub(crate) fn set_contents(mut self, contents: impl Into<Contents>) -> Self {
        self.draft.contents(contents.into());
        self
    }

    /// Sets the whole body. What has no form in JSON is reported by `send`.
    pub(crate) fn set_body(mut self, value: impl Serialize) -> Self {
        self.draft.body(&value);
        self
    }
}

impl<C, T, M> Call<C, T, M> {
    /// Sets a header, in place of any of the same name.
    ///
    /// A header that carries credentials takes the place of the client's
    /// credentials, and is kept out of every `Debug` and message. A name or
    /// value that cannot be sent is reported by `send`.
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.draft.call_header(name.as_ref(), Some(value.as_ref()));
        self
    }

    /// Leaves out a header that the client or the operation would send, the
    /// client's credentials included.
    pub fn remove_header(mut self, name: impl AsRef<str>) -> Self {
        self.draft.call_header(name.as_ref(), None);
        self
    }

    /// Adds a query parameter, in place of those of the same name that the
    /// client and the operation set.
    pub fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.draft.call_query(name.into(), &value.into());
        self
    }

    /// Sets a field of the body, in place of any of the same name: what no
    /// setter of the operation can say, `null` for one. On a call that has no
    /// body `send` reports it.
    pub fn body_field(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.draft.call_field(name.into(), value.into());
        self
    }

    /// Sends this JSON value in place of the fields that the operation's
    /// setters made. Fields set by [`body_field`](Self::body_field) are added.
    pub fn body(mut self, body: impl Into<Value>) -> Self {
        self.draft.body(&body.into());
        self
    }

    /// Sends no body at all, where otherwise `{}` or more would be sent.
    pub fn without_body(mut self) -> Self {
        self.draft.no_body();
        self
    }

    /// Limits each attempt, from connecting to the last byte of the answer. At
    /// zero the call ends in a timeout before anything is sent.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.draft.timeout = Some(timeout);
        self
    }

    /// Limits the whole call, the waits between attempts included.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.draft.deadline = Some(deadline);
        self
    }

    /// Decides what is sent again, and when.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.draft.retry = Some(retry);
        self
    }
}

impl<C: Clone, T, M> Clone for Call<C, T, M> {
    fn clone(&self) -> Self {
        Self {
            client: self.client.clone(),
            operation: self.operation,
            draft: self.draft.clone(),
        }
    }
}

/// Says which call it is; what it carries may be private.
impl<C, T, M> fmt::Debug for Call<C, T, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &self.operation.endpoint.name)
            .finish_non_exhaustive()
    }
}
