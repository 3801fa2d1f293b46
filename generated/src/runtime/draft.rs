// Written by hand, unlike `src/api`.

//! A request that is being built: a value without a type parameter.

use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_TYPE, COOKIE, HeaderName, USER_AGENT};
use http::{HeaderMap, HeaderValue};
use serde::Serialize;
use serde_json::Value;

use crate::runtime::api::Api;
use crate::runtime::base_url::BaseUrl;
use crate::runtime::contents::Contents;
use crate::runtime::error::Error;
use crate::runtime::layer::{Layer, merge_query};
use crate::runtime::multipart::File;
use crate::runtime::operation::Endpoint;
use crate::runtime::options::Options;
use crate::runtime::outgoing::Outgoing;
use crate::runtime::payload::Payload;
use crate::runtime::retry::Retry;
use crate::runtime::settings::Settings;
use crate::runtime::style::{self, Style};
use crate::runtime::{auth, json, path};

/// A request that is being built.
#[derive(Clone)]
pub(crate) struct Draft {
    pub(crate) api: &'static Api,
    pub(crate) endpoint: Endpoint,
    /// Encoded.
    path: Vec<(&'static str, String)>,
    operation: Layer,
    /// Encoded, by the parameter that they belong to.
    cookies: Vec<(&'static str, Vec<String>)>,
    options: Layer,
    payload: Payload,
    /// The first error of a setter: setters return no `Result`, sending does.
    fault: Option<String>,
    /// The value of `Accept` for a response that is streamed.
    stream: Option<&'static str>,
    /// A URL that replaces the path and the query of the operation.
    next_url: Option<String>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) deadline: Option<Duration>,
    pub(crate) retry: Option<Retry>,
}

impl Draft {
    pub(crate) fn new(api: &'static Api, endpoint: Endpoint) -> Self {
        Self {
            api,
            endpoint,
            path: Vec::new(),
            operation: Layer::default(),
            cookies: Vec::new(),
            options: Layer::default(),
            payload: Payload::default(),
            fault: None,
            stream: None,
            next_url: None,
            timeout: None,
            deadline: None,
            retry: None,
        }
    }

    pub(crate) fn path(&mut self, name: &'static str, value: &str) {
        self.encoded_path(name, path::encode_segment(value));
    }

    fn encoded_path(&mut self, name: &'static str, value: String) {
        self.path.retain(|(known, _)| *known != name);
        self.path.push((name, value));
    }

    /// `None` removes what was set before, here and below.
    pub(crate) fn query(&mut self, name: &'static str, value: Option<&str>) {
        let pair = value.map(|value| (name.to_owned(), path::encode_query(value)));
        self.operation.pairs(name, pair);
    }

    pub(crate) fn header(&mut self, name: &str, value: Option<&str>) {
        match value {
            Some(_) => {
                let outcome = self.operation.header(self.api, name, value);
                self.remember(outcome);
            }
            None => self.operation.unset_header(name),
        }
    }

    /// Sets all cookies of a parameter.
    fn cookies(&mut self, name: &'static str, cookies: Vec<String>) {
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

    /// Sets a parameter that is or may be a list or an object.
    pub(crate) fn styled<V: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        style: Style,
        value: &V,
    ) {
        match json::to_value(value) {
            Ok(value) => self.styled_value(name, style, &value),
            Err(why) => self.blame(format!("the parameter `{name}` cannot be sent: {why}")),
        }
    }

    fn styled_value(&mut self, name: &'static str, style: Style, value: &Value) {
        match style {
            Style::Query(query) => {
                let pairs = style::query(name, query, false, value);
                self.operation.pairs(name, pairs);
            }
            Style::Reserved(query) => {
                let pairs = style::query(name, query, true, value);
                self.operation.pairs(name, pairs);
            }
            Style::Path(path) => self.encoded_path(name, style::segment(name, path, value)),
            Style::Header { explode } => {
                self.header(name, style::header(explode, value).as_deref());
            }
            Style::JsonHeader => self.header(name, Some(&style::json_header(value))),
            Style::Cookie { explode } => {
                let form = style::Query::Form { explode };
                self.cookies(name, style::cookie(name, form, value));
            }
            Style::JsonCookie => {
                self.cookies(name, style::cookie(name, style::Query::Json, value));
            }
        }
    }

    pub(crate) fn remove_styled(&mut self, name: &'static str, style: Style) {
        match style {
            Style::Query(_) | Style::Reserved(_) => self.operation.pairs(name, []),
            Style::Path(_) => self.path.retain(|(known, _)| *known != name),
            Style::Header { .. } | Style::JsonHeader => self.header(name, None),
            Style::Cookie { .. } | Style::JsonCookie => self.cookies(name, Vec::new()),
        }
    }

    pub(crate) fn field<V: Serialize + ?Sized>(&mut self, name: &'static str, value: &V) {
        if let Err(why) = self.payload.field(name, value) {
            self.blame(why);
        }
    }

    /// Sets a field that must be an object, or null if `may_be_null`.
    pub(crate) fn object_field(&mut self, name: &'static str, value: &Value, may_be_null: bool) {
        if value.is_object() || (may_be_null && value.is_null()) {
            self.field(name, value);
        } else {
            self.blame(format!("the field `{name}` is not a JSON object"));
        }
    }

    pub(crate) fn remove_field(&mut self, name: &str) {
        self.payload.remove_field(name);
    }

    pub(crate) fn files(&mut self, name: &'static str, files: impl IntoIterator<Item = File>) {
        self.payload.files(name, files);
    }

    pub(crate) fn body<V: Serialize + ?Sized>(&mut self, value: &V) {
        if let Err(why) = self.payload.whole(value) {
            self.blame(why);
        }
    }

    pub(crate) fn contents(&mut self, contents: Contents) {
        self.payload.contents(contents);
    }

    pub(crate) fn remove_body(&mut self) {
        self.payload.remove_whole();
    }

    /// Takes options, which override earlier ones.
    pub(crate) fn options(&mut self, options: Options) {
        for (name, value) in options.headers {
            let outcome = self.options.header(self.api, &name, value.as_deref());
            self.remember(outcome);
        }
        for (name, _) in &options.query {
            self.options.pairs(name, []);
        }
        for (name, value) in options.query {
            self.options.query(name, &value);
        }
        for (name, value) in options.body_fields {
            if self.endpoint.body.is_none() {
                self.blame(format!("the call has no body for the field `{name}`"));
            }
            self.payload.extra_field(name, value);
        }
        if let Some(body) = options.body {
            self.payload.replace(body);
        }
        self.timeout = options.timeout.or(self.timeout);
        self.deadline = options.deadline.or(self.deadline);
        self.retry = options.retry.or(self.retry.take());
    }

    /// Asks for a response that is streamed. `switch` is the field of the body that does so by
    /// being true.
    pub(crate) fn stream(&mut self, accept: &'static str, switch: Option<&'static str>) {
        self.stream = Some(accept);
        if let Some(name) = switch.filter(|name| self.payload.get(name).is_none()) {
            self.payload.extra_field(name.to_owned(), Value::Bool(true));
        }
    }

    /// Sends the request to a URL from the response before it.
    pub(crate) fn continue_at(&mut self, url: String) {
        self.next_url = Some(url);
    }

    /// Sets the field that leads to the next page, whatever else sets the body.
    pub(crate) fn continue_with(&mut self, field: &str, value: Value) {
        self.payload.extra_field(field.to_owned(), value);
    }

    /// The encoded value of a query parameter.
    pub(crate) fn query_value(&self, name: &str) -> Option<&str> {
        let of_options = self.options.query_value(name);
        of_options.or_else(|| self.operation.query_value(name))
    }

    /// The value of a field of the body.
    pub(crate) fn field_value(&self, name: &str) -> Option<&Value> {
        self.payload.get(name)
    }

    fn remember(&mut self, outcome: Result<(), Error>) {
        if let Err(error) = outcome {
            self.blame(error.what().to_owned());
        }
    }

    /// Makes sending fail with this message, unless there is one already.
    pub(crate) fn blame(&mut self, why: impl Into<String>) {
        self.fault.get_or_insert(why.into());
    }

    /// The headers that the program sets or removes, in the client, by a parameter or in the
    /// options. A parameter `Cookie` does not count: other cookies are added to it.
    pub(crate) fn by_hand(&self, client: &Layer) -> Vec<HeaderName> {
        let parameters = self.operation.header_names().filter(|it| *it != COOKIE);
        let headers = client.header_names().chain(self.options.header_names());
        headers.chain(parameters).cloned().collect()
    }

    /// The request without credentials, with the whole body.
    pub(crate) fn to_whole_request(
        &self,
        settings: &Settings,
    ) -> Result<http::Request<Bytes>, Error> {
        let (head, body) = self.to_request(settings)?.into_parts();
        let body = body.into_bytes().map_err(|_| {
            Error::config("the body is read while it is sent, and cannot be shown before")
        })?;
        Ok(http::Request::from_parts(head, body))
    }

    /// The request without credentials.
    pub(crate) fn to_request(&self, settings: &Settings) -> Result<http::Request<Outgoing>, Error> {
        if let Some(fault) = &self.fault {
            return Err(Error::config(fault.clone()));
        }
        let layers = [&settings.layer, &self.operation, &self.options];
        let body = self.payload.encode(self.endpoint.body);
        let (body, media_type) = body.map_err(Error::config)?.unzip();
        let mut url = settings.base.join(
            self.endpoint.server,
            &path::expand(self.endpoint.path, &self.path)?,
        )?;
        match &self.next_url {
            Some(next) => url = BaseUrl::follow(&url, next)?,
            None => path::append_encoded(&mut url, merge_query(&layers)),
        }
        let mut request = http::Request::new(body.unwrap_or_default());
        *request.method_mut() = self.endpoint.method.http().clone();
        *request.uri_mut() = url
            .try_into()
            .map_err(|why| Error::config(format!("the URL of the call cannot be sent: {why}")))?;
        let headers = request.headers_mut();
        headers.insert(USER_AGENT, settings.user_agent.clone());
        self.set_headers(headers, media_type);
        settings.layer.apply(headers);
        self.operation.apply(headers);
        self.add_cookies(headers)?;
        self.options.apply(headers);
        Ok(request)
    }

    /// Sets the headers that the operation determines.
    fn set_headers(&self, headers: &mut HeaderMap, media_type: Option<HeaderValue>) {
        // A compressed stream cannot be cut into pieces as it arrives.
        let (accept, encoding) = match self.stream {
            Some(accept) => (accept, "identity"),
            None => (self.endpoint.accept, "gzip"),
        };
        headers.insert(ACCEPT, HeaderValue::from_static(accept));
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(encoding));
        headers.extend(media_type.map(|media_type| (CONTENT_TYPE, media_type)));
    }
}
