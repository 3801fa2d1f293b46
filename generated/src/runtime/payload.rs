// Written by hand, unlike `src/api`.

//! What a request carries: fields, files, or something whole in their place.

use http::HeaderValue;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::runtime::body::{Body, Format};
use crate::runtime::contents::Contents;
use crate::runtime::multipart::{self, File};
use crate::runtime::outgoing::Outgoing;
use crate::runtime::{json, style};

/// What is sent instead of the fields that were set.
#[derive(Clone)]
enum Instead {
    Nothing,
    Value(Value),
    Contents(Contents),
}

/// What is to be sent as a body.
#[derive(Clone, Default)]
pub(crate) struct Payload {
    fields: Map<String, Value>,
    extra_fields: Map<String, Value>,
    files: Vec<(&'static str, File)>,
    /// The boundary of a form that cannot be searched for one.
    boundary: Option<String>,
    instead: Option<Instead>,
}

impl Payload {
    pub(crate) fn field<T: Serialize + ?Sized>(
        &mut self,
        name: &str,
        value: &T,
    ) -> Result<(), String> {
        let value = json::to_value(value)
            .map_err(|why| format!("the field `{name}` cannot be sent: {why}"))?;
        self.fields.insert(name.to_owned(), value);
        Ok(())
    }

    pub(crate) fn extra_field(&mut self, name: String, value: Value) {
        self.extra_fields.insert(name, value);
    }

    /// The value of a field.
    pub(crate) fn get(&self, name: &str) -> Option<&Value> {
        let fields = match &self.instead {
            Some(Instead::Value(Value::Object(whole))) => whole,
            _ => &self.fields,
        };
        self.extra_fields.get(name).or_else(|| fields.get(name))
    }

    pub(crate) fn file(&mut self, name: &'static str, file: File) {
        if file.is_streamed() {
            self.boundary.get_or_insert_with(multipart::random_boundary);
        }
        self.files.push((name, file));
    }

    pub(crate) fn whole<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), String> {
        let value =
            json::to_value(value).map_err(|why| format!("the body cannot be sent: {why}"))?;
        self.instead = Some(Instead::Value(value));
        Ok(())
    }

    pub(crate) fn contents(&mut self, contents: Contents) {
        self.instead = Some(Instead::Contents(contents));
    }

    pub(crate) fn nothing(&mut self) {
        self.instead = Some(Instead::Nothing);
    }

    /// The body, and what it is.
    pub(crate) fn encode(&self, body: Body) -> Result<Option<(Outgoing, HeaderValue)>, String> {
        let media_type = HeaderValue::from_static(body.media_type);
        let value = match &self.instead {
            Some(Instead::Nothing) => return Ok(None),
            Some(Instead::Contents(contents)) => {
                return Ok(Some((Outgoing::new(vec![contents.clone()]), media_type)));
            }
            Some(Instead::Value(value)) => value.clone(),
            None if !body.required && self.is_empty() => return Ok(None),
            None => Value::Object(self.fields.clone()),
        };
        let value = match value {
            Value::Object(mut fields) => {
                fields.extend(self.extra_fields.clone());
                Value::Object(fields)
            }
            value if self.extra_fields.is_empty() => value,
            _ => return Err("a body that is not an object cannot have further fields".to_owned()),
        };
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
        Ok(Some((Outgoing::new(vec![bytes.into()]), media_type)))
    }

    fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.extra_fields.is_empty() && self.files.is_empty()
    }
}
