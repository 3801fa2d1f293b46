// Written by hand, unlike `src/api`.

//! Settings of a single request that do not depend on its operation.

use std::fmt;
use std::time::Duration;

use serde_json::Value;

use crate::runtime::retry::Retry;

/// Settings of a single request: headers, query parameters, further fields of the body, time
/// limits, retries.
///
/// They override the settings of the client and of the operation. Options are a value: they can
/// be kept and used for any number of requests. If a request is given options more than once,
/// later ones override earlier ones, setting by setting.
#[derive(Clone, Default)]
#[must_use = "options have no effect before they are given to a request"]
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

/// The body that is sent in place of the one that the setters of the operation make.
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

    /// Sets a header, in place of any other of its name.
    ///
    /// A header that carries credentials replaces the credentials of the client, and is never
    /// shown by `Debug` or in a message. `send` reports a name or a value that cannot be sent.
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        let value = value.as_ref().to_owned();
        self.headers.push((name.as_ref().to_owned(), Some(value)));
        self
    }

    /// Removes a header that the client or the operation sets. This includes headers that carry
    /// the credentials of the client.
    pub fn remove_header(mut self, name: impl AsRef<str>) -> Self {
        self.headers.push((name.as_ref().to_owned(), None));
        self
    }

    /// Adds a query parameter. It replaces parameters of its name that the client and the
    /// operation set.
    pub fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.query.push((name.into(), value.into()));
        self
    }

    /// Sets a property of a JSON body or a field of a form, in place of any other of its name.
    ///
    /// It is for what the setters of an operation do not cover. `send` reports an operation that
    /// has no body.
    pub fn body_field(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.body_fields.push((name.into(), value.into()));
        self
    }

    /// Sends this JSON value in place of the body that the setters of the operation make. Fields
    /// set by [`body_field`](Self::body_field) are added to it.
    pub fn body(mut self, body: impl Into<Value>) -> Self {
        self.body = Some(OptionsBody::Value(body.into()));
        self
    }

    /// Sends no body, even where `{}` would be sent.
    pub fn without_body(mut self) -> Self {
        self.body = Some(OptionsBody::None);
        self
    }

    /// Limits each attempt, from connecting to the last byte of the response. With zero the call
    /// ends in a timeout before anything is sent.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Limits the whole call, including the waits between attempts.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = Some(deadline);
        self
    }

    /// Sets which attempts are repeated, and when.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = Some(retry);
        self
    }
}

/// Shows names, and no value of a header, of the query or of the body.
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
