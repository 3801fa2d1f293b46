// Written by hand, unlike `src/api`.

//! The builder of a request body, from fields and files or from a whole body.

use http::HeaderValue;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::runtime::body::{Body, Format};
use crate::runtime::contents::Contents;
use crate::runtime::multipart::{self, File};
use crate::runtime::options::OptionsBody;
use crate::runtime::request_body::RequestBody;
use crate::runtime::{json, style};

/// Builds a request body, from fields and files or from a whole body.
#[derive(Clone, Default)]
pub(crate) struct BodyBuilder {
    fields: Map<String, Value>,
    files: Vec<(&'static str, File)>,
    /// The boundary of a form with a streamed file, whose bytes cannot be searched for it.
    boundary: Option<String>,
    /// A whole body from the setters of the operation. `fields` are added to it.
    whole: Option<WholeBody>,
    /// A body from the options, which replaces the parts above.
    replacement: Option<OptionsBody>,
    /// Fields from the options, which are added to any body.
    extra_fields: Map<String, Value>,
}

#[derive(Clone)]
enum WholeBody {
    Value(Value),
    Contents(Contents),
}

impl BodyBuilder {
    pub(crate) fn field<V: Serialize + ?Sized>(
        &mut self,
        name: &str,
        value: &V,
    ) -> Result<(), String> {
        let value = json::to_value(value)
            .map_err(|why| format!("the field `{name}` cannot be sent: {why}"))?;
        self.fields.insert(name.to_owned(), value);
        Ok(())
    }

    pub(crate) fn remove_field(&mut self, name: &str) {
        self.fields.remove(name);
    }

    /// Sets all files of a field.
    pub(crate) fn files(&mut self, name: &'static str, files: impl IntoIterator<Item = File>) {
        self.files.retain(|(known, _)| *known != name);
        for file in files {
            if file.is_streamed() {
                self.boundary.get_or_insert_with(multipart::random_boundary);
            }
            self.files.push((name, file));
        }
    }

    /// Sets the whole body.
    pub(crate) fn set<V: Serialize + ?Sized>(&mut self, value: &V) -> Result<(), String> {
        let value =
            json::to_value(value).map_err(|why| format!("the body cannot be sent: {why}"))?;
        self.whole = Some(WholeBody::Value(value));
        Ok(())
    }

    /// Sets the whole body, byte for byte.
    pub(crate) fn set_contents(&mut self, contents: Contents) {
        self.whole = Some(WholeBody::Contents(contents));
    }

    pub(crate) fn unset(&mut self) {
        self.whole = None;
    }

    pub(crate) fn extra_field(&mut self, name: String, value: Value) {
        self.extra_fields.insert(name, value);
    }

    pub(crate) fn replace(&mut self, body: OptionsBody) {
        self.replacement = Some(body);
    }

    /// The value of a field.
    pub(crate) fn get(&self, name: &str) -> Option<&Value> {
        if let Some(value) = self.extra_fields.get(name) {
            return Some(value);
        }
        match (&self.replacement, &self.whole) {
            (Some(OptionsBody::Value(value)), _) => value.get(name),
            (Some(OptionsBody::None), _) => None,
            (None, Some(WholeBody::Value(value))) => {
                self.fields.get(name).or_else(|| value.get(name))
            }
            (None, _) => self.fields.get(name),
        }
    }

    /// The body and its media type.
    pub(crate) fn encode(&self, body: Body) -> Result<Option<(RequestBody, HeaderValue)>, String> {
        if body.is_none() {
            return Ok(None);
        }
        let media_type = HeaderValue::from_static(body.media_type);
        let value = match (&self.replacement, &self.whole) {
            (Some(OptionsBody::None), _) => return Ok(None),
            (Some(OptionsBody::Value(value)), _) => value.clone(),
            (None, Some(WholeBody::Contents(contents))) => {
                return Ok(Some((RequestBody::new(vec![contents.clone()]), media_type)));
            }
            (None, Some(WholeBody::Value(value))) => with_fields(value.clone(), &self.fields)?,
            (None, None) if !body.required && self.is_empty() => return Ok(None),
            (None, None) => Value::Object(self.fields.clone()),
        };
        let value = with_fields(value, &self.extra_fields)?;
        let bytes = match (body.format, &value) {
            (Format::Form, value) => style::form(body, value).into(),
            (Format::Multipart, Value::Object(fields)) => {
                let boundary = self.boundary.as_deref();
                let (boundary, form) = multipart::encode(body, fields, &self.files, boundary);
                let media_type = format!("{}; boundary={boundary}", body.media_type);
                let media_type =
                    HeaderValue::try_from(media_type).map_err(|error| error.to_string())?;
                return Ok(Some((form, media_type)));
            }
            (_, value) => serde_json::to_vec(value)
                .map_err(|error| format!("the body cannot be sent: {error}"))?,
        };
        Ok(Some((RequestBody::new(vec![bytes.into()]), media_type)))
    }

    fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.extra_fields.is_empty() && self.files.is_empty()
    }
}

/// Adds fields to a body.
fn with_fields(body: Value, added: &Map<String, Value>) -> Result<Value, String> {
    match body {
        body if added.is_empty() => Ok(body),
        Value::Object(mut fields) => {
            fields.extend(added.clone());
            Ok(Value::Object(fields))
        }
        _ => Err("a body that is not an object cannot have further fields".to_owned()),
    }
}
