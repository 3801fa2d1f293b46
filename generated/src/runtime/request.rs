// Written by `cargo xtask codegen`, the same for every API.

//! The request that generated builders wrap.

use std::fmt;

use bytes::Bytes;
use serde::Serialize;
use serde_json::Value;

use crate::runtime::client::ClientCore;
use crate::runtime::contents::Contents;
use crate::runtime::decode::DecodeError;
use crate::runtime::error::Error;
use crate::runtime::into::IntoOption;
use crate::runtime::operation::Operation;
use crate::runtime::options::Options;
use crate::runtime::raw_response::RawResponse;
use crate::runtime::request_builder::RequestBuilder;

/// A request whose response is decoded as a `T`.
///
/// Nothing is sent before one of the send methods is called. A clone can be sent again. If a setter
/// is called twice, the last call counts. Setters return no `Result`: a value that cannot be sent
/// is reported by the send methods and by [`to_request`](Self::to_request).
#[must_use = "nothing is sent before `send` is called"]
pub struct Request<T> {
    pub(crate) client: ClientCore,
    /// Boxed, since setters move the request.
    pub(crate) builder: Box<RequestBuilder>,
    pub(crate) decode: fn(&RawResponse) -> Result<T, DecodeError>,
}

/// Required parameters and bodies.
impl<T> Request<T> {
    pub(crate) fn new(client: &ClientCore, operation: &Operation<T>) -> Self {
        let settings = client.settings();
        let endpoint = operation.endpoint(settings.api);
        let mut builder = Box::new(RequestBuilder::new(settings.api, endpoint));
        builder.client_parameters(&settings.client_parameters);
        Self {
            client: client.clone(),
            builder,
            decode: operation.decode,
        }
    }

    /// Sets a path parameter, which becomes one segment of the path, or a part of one.
    pub fn path(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.builder.path(name, value.to_string());
        self
    }

    /// Sets a query parameter.
    pub fn required_query(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.builder.query(name, Some(&value.to_string()));
        self
    }

    /// Sets a header.
    pub fn required_header(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.builder.header(name, Some(&value.to_string()));
        self
    }

    /// Sets a property of a JSON body, or a field of a form.
    pub fn required_field<V: Serialize + ?Sized>(mut self, name: &'static str, value: &V) -> Self {
        self.builder.field(name, value);
        self
    }

    /// Sets all properties of a JSON body. Properties that are set later override these.
    pub fn json<V: Serialize + ?Sized>(mut self, body: &V) -> Self {
        self.builder.json(body);
        self
    }

    /// Sets the whole body, as JSON or as a form.
    pub fn required_body<V: Serialize + ?Sized>(mut self, body: &V) -> Self {
        self.builder.body(body);
        self
    }

    /// Sets the whole body, byte for byte.
    pub fn required_contents(mut self, contents: impl Into<Contents>) -> Self {
        self.builder.contents(contents.into());
        self
    }
}

/// Optional parameters and bodies. `None` removes an earlier value.
impl<T> Request<T> {
    /// Sets a path parameter that the client can set, too.
    pub fn path_override<V: fmt::Display>(
        mut self,
        name: &'static str,
        value: impl IntoOption<V>,
    ) -> Self {
        match value.into_option() {
            Some(value) => self.builder.path(name, value.to_string()),
            None => self.builder.remove_path(name),
        }
        self
    }

    /// Sets a query parameter.
    pub fn query<V: fmt::Display>(mut self, name: &'static str, value: impl IntoOption<V>) -> Self {
        let value = value.into_option().map(|value| value.to_string());
        self.builder.query(name, value.as_deref());
        self
    }

    /// Sets a header.
    pub fn header<V: fmt::Display>(
        mut self,
        name: &'static str,
        value: impl IntoOption<V>,
    ) -> Self {
        let value = value.into_option().map(|value| value.to_string());
        self.builder.header(name, value.as_deref());
        self
    }

    /// Sets a property of a JSON body, or a field of a form.
    pub fn field<V: Serialize>(mut self, name: &'static str, value: impl IntoOption<V>) -> Self {
        match value.into_option() {
            Some(value) => self.builder.field(name, &value),
            None => self.builder.remove_field(name),
        }
        self
    }

    /// Sets a property of a JSON body that must be an object. Another value makes sending fail.
    pub fn object_field(mut self, name: &'static str, value: impl IntoOption<Value>) -> Self {
        match value.into_option() {
            Some(value) => self.builder.object_field(name, &value, false),
            None => self.builder.remove_field(name),
        }
        self
    }

    /// Sets the whole body, as JSON or as a form. Fields that are set are added to it.
    pub fn body<V: Serialize>(mut self, body: impl IntoOption<V>) -> Self {
        match body.into_option() {
            Some(body) => self.builder.body(&body),
            None => self.builder.remove_body(),
        }
        self
    }

    /// Sets the whole body, byte for byte.
    pub fn contents(mut self, contents: impl IntoOption<Contents>) -> Self {
        match contents.into_option() {
            Some(contents) => self.builder.contents(contents),
            None => self.builder.remove_body(),
        }
        self
    }
}

impl<T> Request<T> {
    /// Sets options, which do not depend on the operation.
    pub fn options(mut self, options: Options) -> Self {
        self.builder.options(options);
        self
    }

    /// The request as it would be sent now, without credentials.
    ///
    /// # Errors
    ///
    /// [`Config`](crate::runtime::ErrorKind::Config) if a value cannot be sent, or if the body is
    /// streamed.
    pub fn to_request(&self) -> Result<http::Request<Bytes>, Error> {
        let request = self.builder.to_whole_request(self.client.settings());
        request.map_err(|error| error.with_operation(self.builder.endpoint.name))
    }
}

impl<T> Clone for Request<T> {
    fn clone(&self) -> Self {
        Self {
            client: self.client.clone(),
            builder: self.builder.clone(),
            decode: self.decode,
        }
    }
}

/// Shows the operation. Parameters and body may be private.
impl<T> fmt::Debug for Request<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("operation", &self.builder.endpoint.name)
            .finish_non_exhaustive()
    }
}
