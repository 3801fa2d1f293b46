//! Chooses responses.

use super::validate::{essence, is_json};
use super::{Endpoint, Mock, Refusal, Request, Response};
use crate::diagnostic::pointer::Pointer;
use crate::model::{Envelope, Model, Operation};
use crate::openapi::document::{self, Example, MediaType, OrReference};
use crate::rust::sample::sample;
use crate::rust::success::{Form, form, media_type, value};
use serde_json::{Map, Value, json};

/// The location of redirects.
const LOCATION: &str = "https://example.com/";

/// The response that the header `Prefer` selects.
#[derive(Default)]
struct Preference {
    code: Option<u16>,
    example: Option<String>,
}

impl Preference {
    fn of(request: &Request) -> Self {
        let mut preference = Self::default();
        let header = request.header("prefer").unwrap_or_default();
        for pair in header.split([',', ';']) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let value = value.trim().trim_matches('"');
            match name.trim() {
                "code" => preference.code = value.parse().ok(),
                "example" => preference.example = Some(value.to_owned()),
                _ => {}
            }
        }
        preference
    }
}

impl<'d> Mock<'_, 'd> {
    /// The response that a valid request gets.
    pub(super) fn chosen(
        &self,
        endpoint: &Endpoint<'_, 'd>,
        request: &Request,
    ) -> Result<Response, Refusal> {
        let preference = Preference::of(request);
        let success = endpoint.operation.map(|it| (it, success_status(it)));
        let code = preference.code;
        if let Some((operation, status)) = success
            && preference.example.is_none()
            && code.is_none_or(|code| code == status)
        {
            return Ok(self.success(operation, status));
        }
        let status = code.or(success.map(|(_, status)| status)).unwrap_or(200);
        let Some((key, declared)) = self.declared(endpoint, status) else {
            let problem = format!("the operation has no response with the status {status}");
            return Err(Refusal::new(400, problem));
        };
        let media = preferred(&declared.content);
        let example = match &preference.example {
            None => media.and_then(|(_, media)| self.first_example(media)),
            Some(name) => {
                let found = media.and_then(|(_, media)| self.named_example(media, name));
                Some(found.ok_or_else(|| {
                    let problem = format!("the response has no example `{name}`");
                    Refusal::new(400, problem)
                })?)
            }
        };
        let Some((media_type, _)) = media else {
            return Ok(empty(status));
        };
        let body = match example {
            Some(example) => example.value.clone(),
            None => self.error_body(endpoint, key, declared.description.as_deref()),
        };
        Ok(with_body(status, media_type, &body))
    }

    /// The response with the status, and its key.
    fn declared(
        &self,
        endpoint: &Endpoint<'_, 'd>,
        status: u16,
    ) -> Option<(&'d str, &'d document::Response)> {
        let responses = &endpoint.selected.operation.responses;
        let keys = [
            status.to_string(),
            format!("{}XX", status / 100),
            "default".to_owned(),
        ];
        let (key, response) = keys
            .iter()
            .find_map(|key| responses.iter().find(|(known, _)| known == key))?;
        Some((key, self.scope.graph.resolver.item(response)?))
    }

    fn first_example(&self, media: &'d MediaType) -> Option<&'d Example> {
        let mut examples = media.examples.iter();
        examples.find_map(|it| self.scope.graph.resolver.item(it))
    }

    fn named_example(&self, media: &'d MediaType, name: &str) -> Option<&'d Example> {
        let mut examples = media.examples.iter();
        let found = examples.find(|it| {
            let at = match it {
                OrReference::Item(example) => &example.at,
                OrReference::Reference(reference) => &reference.at,
            };
            at.parent().as_ref().and_then(Pointer::last) == Some(name)
        })?;
        self.scope.graph.resolver.item(found)
    }

    /// The success response with its example.
    fn success(&self, operation: &Operation, status: u16) -> Response {
        let value = value(self.model, operation);
        let json = value.clone().unwrap_or_default();
        let envelope = self.model.envelope.as_ref();
        let form = form(operation);
        let body = match (form, envelope) {
            (Form::Empty, _) => return empty(status),
            (Form::Redirect, _) => {
                return Response {
                    headers: vec![("location", LOCATION.to_owned())],
                    ..empty(status)
                };
            }
            (Form::Enveloped | Form::OptionalEnveloped | Form::EnvelopeOnly, Some(envelope)) => {
                enveloped(envelope, json)
            }
            _ => json,
        };
        let media_type = media_type(&operation.response.mock).unwrap_or("application/json");
        match (form, body) {
            (Form::Text, Value::String(text)) => Response {
                status,
                headers: vec![("content-type", media_type.to_owned())],
                body: text.into_bytes(),
                ..Response::default()
            },
            (_, body) => with_body(status, media_type, &body),
        }
    }

    /// The error response to a request that is refused.
    pub(super) fn refuse(&self, refusal: Refusal) -> Response {
        let Refusal { status, problems } = refusal;
        let body = error_object(self.model, &problems);
        Response {
            problems,
            ..with_body(status, "application/json", &body)
        }
    }

    /// The body of a response without an example: a sample of its type, or the error object of the
    /// API.
    fn error_body(&self, endpoint: &Endpoint, key: &str, description: Option<&str>) -> Value {
        let errors = endpoint.operation.iter().flat_map(|it| &it.error_responses);
        let mut errors = errors.filter(|error| error.status == key);
        let ty = errors.find_map(|error| error.ty.as_ref());
        let sampled = ty.and_then(|ty| sample(self.model, ty));
        sampled.unwrap_or_else(|| {
            let description = description.unwrap_or("error").to_owned();
            error_object(self.model, &[description])
        })
    }
}

/// The status of the success response.
fn success_status(operation: &Operation) -> u16 {
    let default = match form(operation) {
        Form::Empty => 204,
        Form::Redirect => 302,
        _ => 200,
    };
    operation.response.mock.status.parse().unwrap_or(default)
}

/// The JSON among the representations, or else the first one.
fn preferred(content: &indexmap::IndexMap<String, MediaType>) -> Option<(&String, &MediaType)> {
    let mut json = content.iter().filter(|(name, _)| is_json(&essence(name)));
    json.next().or_else(|| content.first())
}

fn empty(status: u16) -> Response {
    Response {
        status,
        ..Response::default()
    }
}

fn with_body(status: u16, media_type: &str, body: &Value) -> Response {
    let text = match body {
        Value::String(text) if !is_json(&essence(media_type)) => text.clone(),
        body => body.to_string(),
    };
    Response {
        status,
        headers: vec![("content-type", media_type.to_owned())],
        body: text.into_bytes(),
        ..Response::default()
    }
}

fn enveloped(envelope: &Envelope, result: Value) -> Value {
    let mut body = Map::new();
    body.insert(envelope.success.clone(), json!(true));
    body.insert(envelope.errors.property.clone(), json!([]));
    if let Some(messages) = &envelope.messages {
        body.insert(messages.property.clone(), json!([]));
    }
    body.insert(envelope.result.clone(), result);
    Value::Object(body)
}

/// An error response in the envelope of the API, with an entry for each message.
fn error_object(model: &Model, messages: &[String]) -> Value {
    let Some(envelope) = &model.envelope else {
        return json!({"message": messages.join("; ")});
    };
    let key = envelope.errors.message.as_deref().unwrap_or("message");
    let entries = messages.iter().map(|message| {
        let mut entry = match sample(model, &envelope.errors.item) {
            Some(Value::Object(entry)) => entry,
            _ => Map::new(),
        };
        // Only what the client requires is in an error of the mock.
        entry.retain(|property, _| Some(property) == envelope.errors.code.as_ref());
        entry.insert(key.to_owned(), json!(message));
        Value::Object(entry)
    });
    let mut body = Map::new();
    body.insert(envelope.success.clone(), json!(false));
    body.insert(envelope.errors.property.clone(), entries.collect());
    if let Some(messages) = &envelope.messages {
        body.insert(messages.property.clone(), json!([]));
    }
    body.insert(envelope.result.clone(), Value::Null);
    Value::Object(body)
}
