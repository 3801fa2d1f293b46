// Written by hand, unlike `src/api`.

//! A request that is being put together: a value, which knows no client yet.

use std::time::Duration;

use bytes::Bytes;
use http::header::{
    ACCEPT, ACCEPT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, HeaderName, TRANSFER_ENCODING,
    USER_AGENT,
};
use http::{HeaderMap, HeaderValue, Request};
use serde::Serialize;
use serde_json::Value;

use crate::runtime::api::Endpoint;
use crate::runtime::auth;
use crate::runtime::base_url::BaseUrl;
use crate::runtime::contents::Contents;
use crate::runtime::error::Error;
use crate::runtime::multipart::File;
use crate::runtime::outgoing::Outgoing;
use crate::runtime::payload::Payload;
use crate::runtime::retry::Retry;
use crate::runtime::style::{self, Style};
use crate::runtime::{json, path};

/// What the client introduces itself as.
const AGENT: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

/// Headers and query parameters from one source. The sources are laid over one
/// another: the client's, the operation's, the call's.
#[derive(Clone, Debug, Default)]
pub(crate) struct Layer {
    /// `None` removes a header.
    headers: Vec<(HeaderName, Option<HeaderValue>)>,
    query: Vec<Pair>,
}

/// A pair of a query.
#[derive(Clone, Debug)]
struct Pair {
    /// The parameter that it belongs to, which may have several.
    parameter: String,
    /// As it is.
    name: String,
    /// Encoded.
    value: String,
}

impl Layer {
    /// Sets a header, or removes it. No message shows the value.
    pub(crate) fn header(&mut self, name: &str, value: Option<&str>) -> Result<(), Error> {
        let refuse = |why: &str| Error::config(format!("the header {name:?} {why}"));
        let name =
            HeaderName::try_from(name).map_err(|_| refuse("has a name that cannot be sent"))?;
        if [CONTENT_LENGTH, TRANSFER_ENCODING].contains(&name) {
            return Err(refuse("is the transport's to set"));
        }
        let value = match value {
            None => None,
            // What is not ASCII has no meaning in a header that all servers agree upon.
            Some(value) if !value.is_ascii() => {
                return Err(refuse("has a value that is not ASCII"));
            }
            Some(value) => {
                let mut value = HeaderValue::try_from(value)
                    .map_err(|_| refuse("has a value that cannot be sent"))?;
                value.set_sensitive(auth::is_sensitive(&name));
                Some(value)
            }
        };
        self.headers.retain(|(known, _)| *known != name);
        self.headers.push((name, value));
        Ok(())
    }

    /// Takes a header back, so that it is neither set nor removed here.
    fn unset(&mut self, name: &(impl PartialEq<HeaderName> + ?Sized)) {
        self.headers.retain(|(known, _)| *name != *known);
    }

    /// Adds a query parameter. Its name may come more than once.
    pub(crate) fn query(&mut self, name: String, value: &str) {
        self.query.push(Pair {
            parameter: name.clone(),
            name,
            value: path::encode_query(value),
        });
    }
}

/// All there is to know about a call but the type of its answer.
#[derive(Clone)]
pub(crate) struct Draft {
    pub(crate) endpoint: &'static Endpoint,
    /// Encoded.
    path: Vec<(&'static str, String)>,
    operation: Layer,
    /// Ready to be sent, by the parameter that they belong to.
    cookies: Vec<(&'static str, Vec<String>)>,
    call: Layer,
    payload: Payload,
    /// The first thing that went wrong: setters have no `Result`, sending has.
    fault: Option<String>,
    /// What the answer is asked to be, if it is to come piece by piece.
    stream: Option<&'static str>,
    /// The URL that goes before the operation's own path and query.
    next_url: Option<String>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) deadline: Option<Duration>,
    pub(crate) retry: Option<Retry>,
}

impl Draft {
    pub(crate) fn new(endpoint: &'static Endpoint) -> Self {
        Self {
            endpoint,
            path: Vec::new(),
            operation: Layer::default(),
            cookies: Vec::new(),
            call: Layer::default(),
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
        self.path.push((name, path::encode_segment(value)));
    }

    pub(crate) fn operation_header(&mut self, name: &str, value: &str) {
        let outcome = self.operation.header(name, Some(value));
        self.remember(outcome);
    }

    pub(crate) fn operation_query(&mut self, name: &'static str, value: &str) {
        let value = path::encode_query(value);
        self.operation_pairs(name, [(name.to_owned(), value)]);
    }

    /// Sets a parameter of the query, anew if it was set.
    fn operation_pairs(
        &mut self,
        parameter: &str,
        pairs: impl IntoIterator<Item = (String, String)>,
    ) {
        let query = &mut self.operation.query;
        query.retain(|pair| pair.parameter != parameter);
        query.extend(pairs.into_iter().map(|(name, value)| Pair {
            parameter: parameter.to_owned(),
            name,
            value,
        }));
    }

    /// Sets the cookies of a parameter, anew if they were set.
    fn cookies(&mut self, name: &'static str, cookies: Vec<String>) {
        self.cookies.retain(|(known, _)| *known != name);
        self.cookies.push((name, cookies));
        let pairs = self.cookies.iter().flat_map(|(_, cookies)| cookies);
        let pairs: Vec<&str> = pairs.map(String::as_str).collect();
        match pairs.join("; ") {
            pairs if pairs.is_empty() => self.operation.unset(&COOKIE),
            pairs => self.operation_header(COOKIE.as_str(), &pairs),
        }
    }

    /// Adds a parameter whose value is a list or an object, or may be one.
    pub(crate) fn styled<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        style: Style,
        value: &T,
    ) {
        let value = match json::to_value(value) {
            Ok(value) => value,
            Err(why) => return self.blame(format!("the parameter `{name}` cannot be sent: {why}")),
        };
        match style {
            Style::Query(query) => {
                self.operation_pairs(name, style::query(name, query, false, &value));
            }
            Style::Reserved(query) => {
                self.operation_pairs(name, style::query(name, query, true, &value));
            }
            Style::Path(path) => self.path.push((name, style::segment(name, path, &value))),
            Style::Header { explode } => match style::header(explode, &value) {
                Some(text) => self.operation_header(name, &text),
                None => self.operation.unset(name),
            },
            Style::JsonHeader => self.operation_header(name, &style::json_header(&value)),
            Style::Cookie { explode } => {
                let form = style::Query::Form { explode };
                self.cookies(name, style::cookie(name, form, &value));
            }
            Style::JsonCookie => {
                self.cookies(name, style::cookie(name, style::Query::Json, &value));
            }
        }
    }

    pub(crate) fn field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        let outcome = self.payload.field(name, value);
        self.note(outcome);
    }

    pub(crate) fn file(&mut self, name: &'static str, file: File) {
        self.payload.file(name, file);
    }

    pub(crate) fn body<T: Serialize + ?Sized>(&mut self, value: &T) {
        let outcome = self.payload.whole(value);
        self.note(outcome);
    }

    pub(crate) fn contents(&mut self, contents: Contents) {
        self.payload.contents(contents);
    }

    pub(crate) fn no_body(&mut self) {
        self.payload.nothing();
    }

    pub(crate) fn call_header(&mut self, name: &str, value: Option<&str>) {
        let outcome = self.call.header(name, value);
        self.remember(outcome);
    }

    pub(crate) fn call_query(&mut self, name: String, value: &str) {
        self.call.query(name, value);
    }

    pub(crate) fn call_field(&mut self, name: String, value: Value) {
        if self.endpoint.body.is_none() {
            return self.blame(format!("the call has no body for the field `{name}`"));
        }
        self.payload.extra_field(name, value);
    }

    /// Asks for an answer that comes piece by piece.
    pub(crate) fn stream(&mut self, media_type: &'static str, switch: Option<&'static str>) {
        self.stream = Some(media_type);
        if let Some(name) = switch.filter(|name| self.payload.get(name).is_none()) {
            self.payload.extra_field(name.to_owned(), Value::Bool(true));
        }
    }

    /// From now on the request goes to where an answer has said.
    pub(crate) fn go_on_at(&mut self, url: String) {
        self.next_url = Some(url);
    }

    /// Sets what leads to the next page, whatever sets the body.
    pub(crate) fn go_on_with(&mut self, field: &str, value: Value) {
        self.payload.extra_field(field.to_owned(), value);
    }

    /// The value of a query parameter, encoded.
    pub(crate) fn query_of(&self, name: &str) -> Option<&str> {
        let layers = [&self.call, &self.operation];
        let mut pairs = layers.into_iter().flat_map(|layer| &layer.query);
        let pair = pairs.find(|pair| pair.name == name)?;
        Some(&pair.value)
    }

    /// The value of a field of the body.
    pub(crate) fn field_of(&self, name: &str) -> Option<&Value> {
        self.payload.get(name)
    }

    fn remember(&mut self, outcome: Result<(), Error>) {
        if let Err(error) = outcome {
            self.blame(error.what().to_owned());
        }
    }

    fn note(&mut self, outcome: Result<(), String>) {
        if let Err(why) = outcome {
            self.blame(why);
        }
    }

    pub(crate) fn blame(&mut self, why: impl Into<String>) {
        self.fault.get_or_insert(why.into());
    }

    /// The headers that the caller has taken into their own hands, in the
    /// client or in the call, by setting or by removing them.
    pub(crate) fn by_hand(&self, client: &Layer) -> Vec<HeaderName> {
        let headers = client.headers.iter().chain(&self.call.headers);
        headers.map(|(name, _)| name.clone()).collect()
    }

    /// The request as it will be sent, but for the credentials, with all of its body.
    pub(crate) fn to_whole_request(
        &self,
        base: &BaseUrl,
        client: &Layer,
    ) -> Result<Request<Bytes>, Error> {
        let (head, body) = self.to_request(base, client)?.into_parts();
        let body = body.into_bytes().map_err(|_| {
            Error::config("the body is read while it is sent, and cannot be shown before")
        })?;
        Ok(Request::from_parts(head, body))
    }

    /// The request as it will be sent, but for the credentials.
    pub(crate) fn to_request(
        &self,
        base: &BaseUrl,
        client: &Layer,
    ) -> Result<Request<Outgoing>, Error> {
        if let Some(fault) = &self.fault {
            return Err(Error::config(fault.clone()));
        }
        let layers = [client, &self.operation, &self.call];
        let payload = self
            .endpoint
            .body
            .map_or(Ok(None), |body| self.payload.encode(body));
        let (body, media_type) = payload.map_err(Error::config)?.unzip();
        let mut url = base.join(
            self.endpoint.server,
            &path::expand(self.endpoint.path, &self.path)?,
        )?;
        match &self.next_url {
            Some(next) => url = BaseUrl::follow(&url, next)?,
            None => path::append_encoded(&mut url, merge_query(&layers)),
        }
        let mut request = Request::new(body.unwrap_or_default());
        *request.method_mut() = self.endpoint.method.clone();
        *request.uri_mut() = url
            .try_into()
            .map_err(|_| Error::config("the URL of the call is too long".to_owned()))?;
        *request.headers_mut() = self.merge_headers(media_type, &layers);
        Ok(request)
    }

    fn merge_headers(&self, media_type: Option<HeaderValue>, layers: &[&Layer]) -> HeaderMap {
        // What is packed comes in pieces of its own.
        let (accept, packed) = match self.stream {
            Some(accept) => (accept, "identity"),
            None => (self.endpoint.accept, "gzip"),
        };
        let mut headers = HeaderMap::new();
        headers.insert(USER_AGENT, HeaderValue::from_static(AGENT));
        headers.insert(ACCEPT, HeaderValue::from_static(accept));
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(packed));
        headers.extend(media_type.map(|media_type| (CONTENT_TYPE, media_type)));
        for (name, value) in layers.iter().flat_map(|layer| &layer.headers) {
            match value {
                Some(value) => drop(headers.insert(name, value.clone())),
                None => drop(headers.remove(name)),
            }
        }
        headers
    }
}

/// All pairs, but those whose name a later layer has too.
fn merge_query<'a>(layers: &[&'a Layer]) -> Vec<(&'a str, &'a str)> {
    let mut pairs = Vec::new();
    for (at, layer) in layers.iter().enumerate() {
        for Pair { name, value, .. } in &layer.query {
            let mut later = layers[at + 1..].iter().flat_map(|layer| &layer.query);
            if later.all(|other| other.name != *name) {
                pairs.push((name.as_str(), value.as_str()));
            }
        }
    }
    pairs
}
