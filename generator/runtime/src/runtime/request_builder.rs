// Written by hand. Codegen copies it into clients.

//! The builder that a [`Request`](crate::runtime::Request) wraps. It does not depend on the type of
//! the response.

use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_TYPE, COOKIE, HeaderName, USER_AGENT};
use http::{HeaderMap, HeaderValue};
use serde::Serialize;
use serde_json::Value;

use crate::runtime::api::Api;
use crate::runtime::base_url::BaseUrl;
use crate::runtime::body_builder::BodyBuilder;
use crate::runtime::client_parameter::{ClientParameters, Location};
use crate::runtime::contents::Contents;
use crate::runtime::error::Error;
use crate::runtime::file::File;
use crate::runtime::json::Json;
use crate::runtime::operation::{Endpoint, Required};
use crate::runtime::options::Options;
use crate::runtime::parameter_set::{ParameterSet, merge_query};
use crate::runtime::request_body::RequestBody;
use crate::runtime::retry::Retry;
use crate::runtime::settings::Settings;
use crate::runtime::{auth, path};

/// Collects the parameters and the body of a request.
#[derive(Clone)]
pub(crate) struct RequestBuilder {
    pub(crate) api: &'static Api,
    pub(crate) endpoint: Endpoint,
    /// Path parameters, percent-encoded.
    path: Vec<(&'static str, String)>,
    /// The headers and query parameters that the setters of the operation set.
    pub(crate) operation: ParameterSet,
    /// The encoded cookies of each parameter.
    cookies: Vec<(&'static str, Vec<String>)>,
    /// The headers and query parameters from [`Options`].
    options: ParameterSet,
    body: BodyBuilder,
    /// The first error of a setter. Setters return no `Result`, so sending reports it.
    error: Option<String>,
    /// The value of `Accept` for a streamed response.
    stream: Option<&'static str>,
    /// The URL of the next page, which replaces the path and the query of the operation.
    next_url: Option<String>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) deadline: Option<Duration>,
    pub(crate) retry: Option<Retry>,
}

impl RequestBuilder {
    pub(crate) fn new(api: &'static Api, endpoint: Endpoint) -> Self {
        Self {
            api,
            endpoint,
            path: Vec::new(),
            operation: ParameterSet::default(),
            cookies: Vec::new(),
            options: ParameterSet::default(),
            body: BodyBuilder::default(),
            error: None,
            stream: None,
            next_url: None,
            timeout: None,
            deadline: None,
            retry: None,
        }
    }

    pub(crate) fn path(&mut self, name: &'static str, value: String) {
        self.encoded_path(name, path::encode_segment(value));
    }

    pub(crate) fn remove_path(&mut self, name: &str) {
        self.path.retain(|(known, _)| *known != name);
    }

    pub(crate) fn encoded_path(&mut self, name: &'static str, value: String) {
        self.remove_path(name);
        self.path.push((name, value));
    }

    /// Sets the parameters of the operation that the client has values for. Setters override them.
    pub(crate) fn client_parameters(&mut self, values: &ClientParameters) {
        for parameter in self.endpoint.client_parameters {
            let Some(value) = values.get(*parameter) else {
                continue;
            };
            match parameter.location {
                Location::Path => self.path(parameter.name, value.to_owned()),
                Location::Query => self.query(parameter.name, Some(value)),
                Location::Header => self.header(parameter.name, Some(value)),
            }
        }
    }

    /// Sets a query parameter; `None` removes it.
    pub(crate) fn query(&mut self, name: &'static str, value: Option<&str>) {
        let pair = value.map(|value| (name.to_owned(), path::encode_query(value)));
        self.operation.pairs(name, pair);
    }

    /// Sets a header; `None` unsets it.
    pub(crate) fn header(&mut self, name: &str, value: Option<&str>) {
        match value {
            Some(_) => {
                let outcome = self.operation.header(self.api, name, value);
                self.record(outcome);
            }
            None => self.operation.unset_header(name),
        }
    }

    /// Sets all cookies of a parameter.
    pub(crate) fn cookies(&mut self, name: &'static str, cookies: Vec<String>) {
        self.cookies.retain(|(known, _)| *known != name);
        self.cookies.push((name, cookies));
    }

    /// Adds the cookies of all parameters to those that a header has set.
    fn add_cookies(&self, headers: &mut HeaderMap) -> Result<(), Error> {
        for cookie in self.cookies.iter().flat_map(|(_, cookies)| cookies) {
            let cookie = HeaderValue::try_from(cookie.as_str());
            let mut cookie = cookie.map_err(|_| Error::config("a cookie cannot be sent"))?;
            cookie.set_sensitive(true);
            auth::add(headers, COOKIE, cookie)?;
        }
        Ok(())
    }

    pub(crate) fn field<V: Serialize + ?Sized>(&mut self, name: &'static str, value: &V) {
        if let Err(why) = self.body.field(name, value) {
            self.set_error(why);
        }
    }

    /// Sets a field that must be an object, or null if `is_nullable`.
    pub(crate) fn object_field(&mut self, name: &'static str, value: &Value, is_nullable: bool) {
        if value.is_object() || (is_nullable && value.is_null()) {
            self.field(name, value);
        } else {
            self.set_error(format!("the field `{name}` is not a JSON object"));
        }
    }

    pub(crate) fn remove_field(&mut self, name: &str) {
        self.body.remove_field(name);
    }

    pub(crate) fn files(&mut self, name: &'static str, files: impl IntoIterator<Item = File>) {
        self.body.files(name, files);
    }

    /// Sets all fields of a JSON body.
    pub(crate) fn json<V: Serialize + ?Sized>(&mut self, value: &V) {
        if let Err(why) = self.body.set_fields(value) {
            self.set_error(why);
        }
    }

    pub(crate) fn body<V: Serialize + ?Sized>(&mut self, value: &V) {
        if let Err(why) = self.body.set(value) {
            self.set_error(why);
        }
    }

    pub(crate) fn contents(&mut self, contents: Contents) {
        self.body.set_contents(contents);
    }

    pub(crate) fn remove_body(&mut self) {
        self.body.unset();
    }

    /// Applies options, which override earlier ones.
    pub(crate) fn options(&mut self, options: Options) {
        for (name, value) in options.headers {
            let outcome = self.options.header(self.api, &name, value.as_deref());
            self.record(outcome);
        }
        for (name, _) in &options.query {
            self.options.pairs(name, []);
        }
        for (name, value) in options.query {
            self.options.query(name, &value);
        }
        for (name, value) in options.body_fields {
            if self.endpoint.body.is_none() {
                self.set_error(format!("the call has no body for the field `{name}`"));
            }
            self.extra_field(name, &value);
        }
        if let Some(body) = options.body {
            self.body.replace(body);
        }
        self.timeout = options.timeout.or(self.timeout);
        self.deadline = options.deadline.or(self.deadline);
        self.retry = options.retry.or(self.retry.take());
    }

    /// Requests a streamed response. `stream_field` is the boolean field of the body that requests
    /// it.
    pub(crate) fn stream(&mut self, accept: &'static str, stream_field: Option<&'static str>) {
        self.stream = Some(accept);
        if let Some(name) = stream_field.filter(|name| self.body.get(name).is_none()) {
            self.extra_field(name.to_owned(), &Value::Bool(true));
        }
    }

    /// Sets the URL of the next page, from the previous response.
    pub(crate) fn set_next_url(&mut self, url: String) {
        self.next_url = Some(url);
    }

    /// Sets the field of the body that selects the next page. It overrides all other settings.
    pub(crate) fn set_next_field(&mut self, path: &[&str], value: &Value) {
        if let Err(why) = self.body.set_path(path, value) {
            self.set_error(why);
        }
    }

    fn extra_field(&mut self, name: String, value: &Value) {
        if let Err(why) = self.body.extra_field(name, value) {
            self.set_error(why);
        }
    }

    /// The encoded value of a query parameter.
    pub(crate) fn query_value(&self, name: &str) -> Option<&str> {
        let from_options = self.options.query_value(name);
        from_options.or_else(|| self.operation.query_value(name))
    }

    /// The value of a field of the body, by its path.
    pub(crate) fn field_value(&self, path: &[&str]) -> Option<Json> {
        self.body.get_path(path)
    }

    fn record(&mut self, outcome: Result<(), Error>) {
        if let Err(error) = outcome {
            self.set_error(error.message().to_owned());
        }
    }

    /// Makes sending fail with this message, unless an earlier error does.
    pub(crate) fn set_error(&mut self, why: impl Into<String>) {
        self.error.get_or_insert(why.into());
    }

    /// The headers that the program sets or removes, in the client, by a parameter or in the
    /// options. A parameter `Cookie` does not count: other cookies are added to it.
    pub(crate) fn custom_headers(&self, client: &ParameterSet) -> Vec<HeaderName> {
        let parameters = self.operation.header_names().filter(|it| *it != COOKIE);
        let headers = client.header_names().chain(self.options.header_names());
        headers.chain(parameters).cloned().collect()
    }

    /// The request without credentials, if its body is in memory.
    pub(crate) fn to_whole_request(
        &self,
        settings: &Settings,
    ) -> Result<http::Request<Bytes>, Error> {
        let (head, body) = self.to_request(settings)?.into_parts();
        let body = body.into_bytes().map_err(|_| {
            Error::config("the body is streamed, so it is not available before it is sent")
        })?;
        Ok(http::Request::from_parts(head, body))
    }

    /// The request without credentials.
    pub(crate) fn to_request(
        &self,
        settings: &Settings,
    ) -> Result<http::Request<RequestBody>, Error> {
        if let Some(error) = &self.error {
            return Err(Error::config(error.clone()));
        }
        self.check_required(&self.parameter_sets(settings))?;
        let body = self.body.encode(self.endpoint.body);
        let (body, media_type) = body.map_err(Error::config)?.unzip();
        let url = self.url(settings)?;
        let mut request = http::Request::new(body.unwrap_or_default());
        *request.method_mut() = self.endpoint.method.clone();
        *request.uri_mut() = url
            .try_into()
            .map_err(|why| Error::config(format!("the URL of the call cannot be sent: {why}")))?;
        let headers = request.headers_mut();
        headers.insert(USER_AGENT, settings.user_agent.clone());
        self.set_headers(headers, media_type);
        settings.parameters.apply(headers);
        self.operation.apply(headers);
        self.add_cookies(headers)?;
        self.options.apply(headers);
        Ok(request)
    }

    /// The URL without credentials.
    pub(crate) fn url(&self, settings: &Settings) -> Result<String, Error> {
        let server = settings.base.server(self.endpoint.server)?;
        let mut url = path::expand(&server, self.endpoint.path, &self.path)?;
        match &self.next_url {
            Some(next) => BaseUrl::follow(&url, next),
            None => {
                path::append_encoded(&mut url, merge_query(&self.parameter_sets(settings)));
                Ok(url)
            }
        }
    }

    /// The parameters of the client, of the operation and of the options.
    fn parameter_sets<'b>(&'b self, settings: &'b Settings) -> [&'b ParameterSet; 3] {
        [&settings.parameters, &self.operation, &self.options]
    }

    /// Checks that the required inputs are set.
    fn check_required(&self, sets: &[&ParameterSet]) -> Result<(), Error> {
        for required in self.endpoint.required {
            let (kind, name, is_set) = match *required {
                Required::Path(name) => {
                    let is_set = self.path.iter().any(|(known, _)| *known == name);
                    ("path parameter", name, is_set)
                }
                Required::Query(name) => {
                    let is_set = sets.iter().any(|set| set.has_query(name));
                    ("query parameter", name, is_set)
                }
                Required::Header(name) => {
                    let is_set = sets.iter().any(|set| set.has_header(name));
                    ("header", name, is_set)
                }
                Required::Cookie(name) => {
                    let mut cookies = self.cookies.iter();
                    let is_set = cookies.any(|(known, pairs)| *known == name && !pairs.is_empty());
                    (
                        "cookie",
                        name,
                        is_set || sets.iter().any(|set| set.has_header("cookie")),
                    )
                }
                Required::Field(name) => ("field", name, self.body.has(name)),
            };
            if !is_set {
                let mut parameters = self.endpoint.client_parameters.iter();
                let help = parameters.find(|it| it.name == name).map(|it| {
                    format!(
                        ": call `{}` of the client's builder, or of the call",
                        it.setter
                    )
                });
                let help = help.unwrap_or_default();
                let why = format!("the {kind} `{name}` is not set{help}");
                return Err(Error::config(why));
            }
        }
        Ok(())
    }

    /// Sets the headers that the operation determines.
    fn set_headers(&self, headers: &mut HeaderMap, media_type: Option<HeaderValue>) {
        // A compressed stream cannot be cut into items as it arrives.
        let (accept, encoding) = match self.stream {
            Some(accept) => (accept, "identity"),
            None => (self.endpoint.accept, "gzip"),
        };
        headers.insert(ACCEPT, HeaderValue::from_static(accept));
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(encoding));
        headers.extend(media_type.map(|media_type| (CONTENT_TYPE, media_type)));
    }
}
