// Written by hand. Codegen copies it into clients.

//! Settings of a single request that do not depend on its operation.

use std::fmt;
use std::time::Duration;

use serde_json::Value;

use crate::runtime::retry::Retry;

/// Settings of a single request: headers, query parameters, further fields of the body, time
/// limits, retries.
///
/// They override the settings of the client and of the operation, and can be used for any number of
/// requests. If a request gets options more than once, later ones override earlier ones, setting by
/// setting.
#[derive(Clone, Default)]
#[must_use = "options have no effect before they are passed to a request"]
pub struct Options {
    /// `None` removes a header.
    pub(crate) headers: Vec<(String, Option<String>)>,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) body_fields: Vec<(String, Value)>,
    pub(crate) body: Option<OptionsBody>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) deadline: Option<Duration>,
    pub(crate) retry: Option<Retry>,
}

/// The body that replaces that of the setters of the operation.
#[derive(Clone)]
pub(crate) enum OptionsBody {
    None,
    Value(Value),
}

impl Options {
    /// Options that change nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets a header. It replaces other headers with this name.
    ///
    /// A header with credentials replaces the credentials of the client, and is never shown by
    /// `Debug` or in a message. A name or a value that cannot be sent is reported by `send`.
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        let value = value.as_ref().to_owned();
        self.headers.push((name.as_ref().to_owned(), Some(value)));
        self
    }

    /// Removes a header that the client or the operation sets, including headers with credentials.
    pub fn remove_header(mut self, name: impl AsRef<str>) -> Self {
        self.headers.push((name.as_ref().to_owned(), None));
        self
    }

    /// Adds a query parameter. It replaces parameters with this name that the client and the
    /// operation set.
    pub fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.query.push((name.into(), value.into()));
        self
    }

    /// Sets a property of a JSON body or a field of a form that the operation has no setter for. It
    /// replaces other values with this name. An operation without a body is reported by `send`.
    pub fn body_field(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.body_fields.push((name.into(), value.into()));
        self
    }

    /// Replaces the body of the setters of the operation. The fields of
    /// [`body_field`](Self::body_field) are added to it.
    pub fn body(mut self, body: impl Into<Value>) -> Self {
        self.body = Some(OptionsBody::Value(body.into()));
        self
    }

    /// Sends no body, not even `{}`.
    pub fn without_body(mut self) -> Self {
        self.body = Some(OptionsBody::None);
        self
    }

    /// Limits each attempt, from asking a credential provider and connecting to the last byte of the
    /// response. It starts again with each chunk of a streamed request body. With zero, the call
    /// fails with a timeout and nothing is sent.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Limits the whole call, including the delays between attempts, credential providers and
    /// streamed request bodies. A streamed response must begin within it.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = Some(deadline);
        self
    }

    /// Sets the retry policy.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = Some(retry);
        self
    }
}

/// Shows the names of headers, parameters and fields, and none of their values.
impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fn names<T>(items: &[(String, T)]) -> Vec<&String> {
            items.iter().map(|(name, _)| name).collect()
        }
        f.debug_struct("Options")
            .field("headers", &names(&self.headers))
            .field("query", &names(&self.query))
            .field("body_fields", &names(&self.body_fields))
            .field("timeout", &self.timeout)
            .field("deadline", &self.deadline)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}
