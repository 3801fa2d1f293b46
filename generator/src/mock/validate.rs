//! Validates requests.

use super::route::pairs;
use super::{Endpoint, Mock, Refusal, Request};
use crate::diagnostic::pointer::Pointer;
use crate::lint::{Validator, Violation};
use crate::lower;
use crate::model::{Credential, CredentialLocation, Security};
use crate::openapi::document::{MediaType, Parameter, ParameterLocation, Primitive, Schema};
use crate::schema::NodeId;
use serde_json::{Map, Value};

impl<'d> Mock<'_, 'd> {
    /// Checks a request; `path` are the values of its path parameters.
    pub(super) fn check(
        &self,
        endpoint: &Endpoint<'_, 'd>,
        path: &[String],
        request: &Request,
    ) -> Result<(), Refusal> {
        if let Some(missing) = self.missing_credentials(endpoint, request) {
            return Err(Refusal::new(401, missing));
        }
        let parameters = lower::parameters(endpoint.selected, self.scope.graph.resolver);
        let problems = parameters
            .into_iter()
            .filter_map(|it| self.parameter_problem(it, endpoint, path, request));
        let mut problems: Vec<String> = problems.collect();
        problems.extend(self.body_problem(endpoint, request)?);
        if problems.is_empty() {
            return Ok(());
        }
        Err(Refusal {
            status: 400,
            problems,
        })
    }

    /// The credentials that an operation accepts, if the request has none of them.
    fn missing_credentials(&self, endpoint: &Endpoint, request: &Request) -> Option<String> {
        let all: Vec<usize> = (0..self.model.security_requirements.len()).collect();
        let accepted = match &endpoint.operation?.security {
            Security::Any => &all,
            Security::OneOf(indices) => indices,
            Security::Optional(_) | Security::None | Security::Unsupported => return None,
        };
        let requirements = accepted
            .iter()
            .map(|index| &self.model.security_requirements[*index]);
        // Credentials that the specification does not declare may be needed or not.
        let requirements: Vec<_> = requirements.filter(|it| it.is_declared).collect();
        let is_met = |credentials: &[Credential]| credentials.iter().all(|it| is_sent(it, request));
        if requirements.is_empty() || requirements.iter().any(|it| is_met(&it.credentials)) {
            return None;
        }
        let titles = requirements.iter().map(|it| format!("`{}`", it.title));
        let titles: Vec<String> = titles.collect();
        Some(format!("credentials are missing: {}", titles.join(" or ")))
    }

    fn parameter_problem(
        &self,
        parameter: &'d Parameter,
        endpoint: &Endpoint<'_, 'd>,
        path: &[String],
        request: &Request,
    ) -> Option<String> {
        let location = parameter.location?;
        let values = values(parameter, location, endpoint, path, request)?;
        let name = format!("{} parameter `{}`", location.as_str(), parameter.name);
        if values.is_empty() {
            return parameter.required.then(|| format!("the {name} is missing"));
        }
        let schema = parameter.schema.as_ref()?;
        if !self.is_reliable(schema) {
            return None;
        }
        let value = self.parameter_value(schema, parameter, location, values)?;
        let violation = self.violation(&value, schema)?;
        Some(format!("the {name} is invalid: {}", violation.reason))
    }

    /// Whether the examples of a schema match it. Some vendors document limits that they do not
    /// keep.
    fn is_reliable(&self, schema: &'d Schema) -> bool {
        let graph = self.scope.graph;
        let examples = graph.shape(graph.node(schema)).examples.iter();
        let mut violations = examples.filter_map(|it| self.violation(&it.value, schema));
        violations.next().is_none()
    }

    /// The value of a parameter. `None` if it is an object, which is not checked.
    fn parameter_value(
        &self,
        schema: &'d Schema,
        parameter: &Parameter,
        location: ParameterLocation,
        mut texts: Vec<String>,
    ) -> Option<Value> {
        let graph = self.scope.graph;
        let node = graph.node(schema);
        let types = graph.shape(node).primitives();
        if types.contains(&Primitive::Object) {
            return None;
        }
        if !types.contains(&Primitive::Array) {
            return Some(self.scalar(node, texts.swap_remove(0)));
        }
        let is_exploded = location == ParameterLocation::Query && parameter.explode != Some(false);
        let separator = match parameter.style.as_deref() {
            None | Some("form" | "simple") => ',',
            Some("pipeDelimited") => '|',
            Some("spaceDelimited") => ' ',
            Some(_) => return None,
        };
        if !is_exploded || texts.len() == 1 && separator != ',' {
            let all = texts.iter().flat_map(|text| text.split(separator));
            texts = all.map(str::to_owned).collect();
        }
        let item = graph.shape(node).items;
        let items = texts.into_iter().map(|text| match item {
            Some(item) => self.scalar(item, text),
            None => Value::String(text),
        });
        Some(items.collect())
    }

    /// The value of a text, as one of the types of its schema.
    fn scalar(&self, node: NodeId, text: String) -> Value {
        let types = self.scope.graph.shape(node).primitives();
        let parsed = serde_json::from_str::<Value>(&text).ok();
        let is_of_type = |value: &Value| match value {
            Value::Number(_) => {
                types.contains(&Primitive::Integer) || types.contains(&Primitive::Number)
            }
            Value::Bool(_) => types.contains(&Primitive::Boolean),
            Value::Null => types.contains(&Primitive::Null),
            _ => false,
        };
        let parsed = parsed.filter(is_of_type);
        parsed.unwrap_or(Value::String(text))
    }

    /// The problems of the body.
    fn body_problem(
        &self,
        endpoint: &Endpoint<'_, 'd>,
        request: &Request,
    ) -> Result<Option<String>, Refusal> {
        let body = endpoint.selected.operation.request_body.as_ref();
        let Some(body) = body.and_then(|it| self.scope.graph.resolver.item(it)) else {
            return Ok(None);
        };
        if request.body.is_empty() && request.header("content-type").is_none() {
            let missing = body.required.then(|| "the body is missing".to_owned());
            return Ok(missing);
        }
        let sent = essence(request.header("content-type").unwrap_or_default());
        let mut content = body.content.iter();
        let Some((_, media)) = content.find(|(name, _)| includes(&essence(name), &sent)) else {
            let names: Vec<String> = body.content.keys().map(|it| format!("`{it}`")).collect();
            let names = names.join(" or ");
            let problem = format!("the `Content-Type` is `{sent}`, not {names}");
            return Err(Refusal::new(415, problem));
        };
        Ok(self.content_problem(media, &sent, request))
    }

    fn content_problem(
        &self,
        media: &'d MediaType,
        sent: &str,
        request: &Request,
    ) -> Option<String> {
        let schema = media.schema.as_ref()?;
        let value = if is_json(sent) {
            match serde_json::from_slice(&request.body) {
                Ok(value) => value,
                Err(error) => return Some(format!("the body is not JSON: {error}")),
            }
        } else if sent == "application/x-www-form-urlencoded" {
            self.form(schema, &String::from_utf8_lossy(&request.body))
        } else {
            return None;
        };
        let violation = self.violation(&value, schema)?;
        let at = violation.at.to_string();
        let at = if at.is_empty() {
            String::new()
        } else {
            format!(" at `{at}`")
        };
        Some(format!("the body is invalid{at}: {}", violation.reason))
    }

    /// A form as an object. Properties that are lists or objects are left out, unless they are
    /// required, since their encoding varies.
    fn form(&self, schema: &'d Schema, body: &str) -> Value {
        let graph = self.scope.graph;
        let properties = &graph.shape(graph.node(schema)).properties;
        let fields = pairs(body).into_iter().filter_map(|(name, text)| {
            let node = *properties.get(name.as_str())?;
            let types = graph.shape(node).primitives();
            let is_scalar =
                !types.contains(&Primitive::Object) && !types.contains(&Primitive::Array);
            is_scalar.then(|| (name, self.scalar(node, text)))
        });
        Value::Object(fields.collect::<Map<_, _>>())
    }

    fn violation(&self, value: &Value, schema: &'d Schema) -> Option<Violation> {
        Validator::new(&self.scope).violation(value, &Pointer::root(), schema)
    }
}

/// The texts that a request has for a parameter; `None` if they cannot be told apart.
fn values(
    parameter: &Parameter,
    location: ParameterLocation,
    endpoint: &Endpoint,
    path: &[String],
    request: &Request,
) -> Option<Vec<String>> {
    let named = |pairs: Vec<(String, String)>| -> Vec<String> {
        let is_named = |it: &(String, String)| it.0 == parameter.name;
        let pairs = pairs.into_iter().filter(is_named);
        pairs.map(|(_, value)| value).collect()
    };
    Some(match location {
        ParameterLocation::Path => {
            let names = endpoint.route.parameters.iter().zip(path);
            let values = names.filter(|(name, _)| **name == parameter.name);
            values.map(|(_, value)| value.clone()).collect()
        }
        // An object is not sent under its name.
        ParameterLocation::Query if parameter.style.as_deref() == Some("deepObject") => {
            return None;
        }
        ParameterLocation::Query => named(pairs(&request.query)),
        ParameterLocation::Header => {
            let value = request.header(&parameter.name);
            value.map(str::to_owned).into_iter().collect()
        }
        ParameterLocation::Cookie => {
            let cookies = request.header("cookie").unwrap_or_default();
            named(pairs(&cookies.replace("; ", "&")))
        }
        ParameterLocation::QueryString => return None,
    })
}

fn is_sent(credential: &Credential, request: &Request) -> bool {
    let authorization = request.header("authorization").unwrap_or_default();
    let scheme = authorization.split(' ').next().unwrap_or_default();
    match &credential.location {
        CredentialLocation::Bearer => scheme.eq_ignore_ascii_case("bearer"),
        CredentialLocation::BasicUsername | CredentialLocation::BasicPassword => {
            scheme.eq_ignore_ascii_case("basic")
        }
        CredentialLocation::Header(name) => request.header(name).is_some(),
        CredentialLocation::Query(name) => {
            pairs(&request.query).iter().any(|(known, _)| known == name)
        }
        CredentialLocation::Cookie(name) => {
            let cookies = request.header("cookie").unwrap_or_default();
            let mut cookies = cookies.split("; ").filter_map(|it| it.split_once('='));
            cookies.any(|(known, _)| known == name)
        }
    }
}

/// A media type in lower case, without parameters.
pub(super) fn essence(name: &str) -> String {
    let essence = name.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

pub(super) fn is_json(essence: &str) -> bool {
    essence.ends_with("/json") || essence.ends_with("+json")
}

/// Whether a range includes a media type.
fn includes(range: &str, media_type: &str) -> bool {
    match range.strip_suffix('*') {
        Some("*/") => true,
        Some(start) => media_type.starts_with(start),
        None => range == media_type,
    }
}
