// Written by hand, unlike `src/api`.

//! A request that is being put together: a value, which knows no client yet.

use std::time::Duration;

use bytes::Bytes;
use http::header::{
    ACCEPT, ACCEPT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderName, TRANSFER_ENCODING,
    USER_AGENT,
};
use http::{HeaderMap, HeaderValue, Request};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::runtime::api::{Body, Endpoint};
use crate::runtime::auth;
use crate::runtime::base_url::BaseUrl;
use crate::runtime::error::Error;
use crate::runtime::retry::Retry;
use crate::runtime::{json, path};

/// What the client introduces itself as.
const AGENT: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

/// Headers and query parameters from one source. The sources are laid over one
/// another: the client's, the operation's, the call's.
#[derive(Clone, Debug, Default)]
pub(crate) struct Layer {
    /// `None` removes a header.
    headers: Vec<(HeaderName, Option<HeaderValue>)>,
    query: Vec<(String, String)>,
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

    /// Adds a query parameter. Its name may come more than once.
    pub(crate) fn query(&mut self, name: String, value: String) {
        self.query.push((name, value));
    }
}

/// What is sent instead of the fields that were set.
#[derive(Clone)]
enum Instead {
    Nothing,
    Value(Value),
}

/// All there is to know about a call but the type of its answer.
#[derive(Clone)]
pub(crate) struct Draft {
    pub(crate) endpoint: &'static Endpoint,
    path: Vec<(&'static str, String)>,
    operation: Layer,
    call: Layer,
    fields: Map<String, Value>,
    extra_fields: Map<String, Value>,
    instead: Option<Instead>,
    /// The first thing that went wrong: setters have no `Result`, sending has.
    fault: Option<String>,
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
            call: Layer::default(),
            fields: Map::new(),
            extra_fields: Map::new(),
            instead: None,
            fault: None,
            timeout: None,
            deadline: None,
            retry: None,
        }
    }

    pub(crate) fn path(&mut self, name: &'static str, value: String) {
        self.path.push((name, value));
    }

    pub(crate) fn operation_header(&mut self, name: &'static str, value: &str) {
        let outcome = self.operation.header(name, Some(value));
        self.remember(outcome);
    }

    pub(crate) fn operation_query(&mut self, name: &'static str, value: String) {
        self.operation.query(name.to_owned(), value);
    }

    pub(crate) fn field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        match json::to_value(value) {
            Ok(value) => drop(self.fields.insert(name.to_owned(), value)),
            Err(why) => self.blame(format!("the field `{name}` cannot be sent: {why}")),
        }
    }

    pub(crate) fn body<T: Serialize + ?Sized>(&mut self, value: &T) {
        match json::to_value(value) {
            Ok(value) => self.instead = Some(Instead::Value(value)),
            Err(why) => self.blame(format!("the body cannot be sent: {why}")),
        }
    }

    pub(crate) fn no_body(&mut self) {
        self.instead = Some(Instead::Nothing);
    }

    pub(crate) fn call_header(&mut self, name: &str, value: Option<&str>) {
        let outcome = self.call.header(name, value);
        self.remember(outcome);
    }

    pub(crate) fn call_query(&mut self, name: String, value: String) {
        self.call.query(name, value);
    }

    pub(crate) fn call_field(&mut self, name: String, value: Value) {
        self.extra_fields.insert(name, value);
    }

    fn remember(&mut self, outcome: Result<(), Error>) {
        if let Err(error) = outcome {
            self.blame(error.what().to_owned());
        }
    }

    fn blame(&mut self, why: String) {
        self.fault.get_or_insert(why);
    }

    /// The headers that the caller has taken into their own hands, in the
    /// client or in the call, by setting or by removing them.
    pub(crate) fn by_hand(&self, client: &Layer) -> Vec<HeaderName> {
        let headers = client.headers.iter().chain(&self.call.headers);
        headers.map(|(name, _)| name.clone()).collect()
    }

    /// The request as it will be sent, but for the credentials.
    pub(crate) fn to_request(
        &self,
        base: &BaseUrl,
        client: &Layer,
    ) -> Result<Request<Bytes>, Error> {
        if let Some(fault) = &self.fault {
            return Err(Error::config(fault.clone()));
        }
        let layers = [client, &self.operation, &self.call];
        let body = self.to_body()?;
        let mut url = base.join(&path::expand(self.endpoint.path, &self.path)?);
        path::append_query(&mut url, merge_query(&layers));
        let mut request = Request::new(body.clone().unwrap_or_default());
        *request.method_mut() = self.endpoint.method.clone();
        *request.uri_mut() = url
            .try_into()
            .map_err(|_| Error::config("the URL of the call is too long".to_owned()))?;
        *request.headers_mut() = merge_headers(body.is_some(), &layers);
        Ok(request)
    }

    fn to_body(&self) -> Result<Option<Bytes>, Error> {
        let Some(Body::Json { required }) = self.endpoint.body else {
            return Ok(None);
        };
        let value = match &self.instead {
            Some(Instead::Nothing) => return Ok(None),
            Some(Instead::Value(value)) => value.clone(),
            None if !required && self.fields.is_empty() && self.extra_fields.is_empty() => {
                return Ok(None);
            }
            None => Value::Object(self.fields.clone()),
        };
        let value = match value {
            Value::Object(mut fields) => {
                fields.extend(self.extra_fields.clone());
                Value::Object(fields)
            }
            value if self.extra_fields.is_empty() => value,
            _ => {
                let why = "a body that is not an object cannot have further fields";
                return Err(Error::config(why.to_owned()));
            }
        };
        let body = serde_json::to_vec(&value)
            .map_err(|error| Error::config(format!("the body cannot be sent: {error}")))?;
        Ok(Some(body.into()))
    }
}

fn merge_headers(has_body: bool, layers: &[&Layer]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(USER_AGENT, HeaderValue::from_static(AGENT));
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
    if has_body {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
    for (name, value) in layers.iter().flat_map(|layer| &layer.headers) {
        match value {
            Some(value) => drop(headers.insert(name, value.clone())),
            None => drop(headers.remove(name)),
        }
    }
    headers
}

/// All pairs, but those whose name a later layer has too.
fn merge_query<'a>(layers: &[&'a Layer]) -> Vec<(&'a str, &'a str)> {
    let mut pairs = Vec::new();
    for (at, layer) in layers.iter().enumerate() {
        for (name, value) in &layer.query {
            let mut later = layers[at + 1..].iter().flat_map(|layer| &layer.query);
            if later.all(|(other, _)| other != name) {
                pairs.push((name.as_str(), value.as_str()));
            }
        }
    }
    pairs
}
