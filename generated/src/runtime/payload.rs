// Written by hand, unlike `src/api`.

//! What a request carries: fields, files, or something whole in their place.

use bytes::Bytes;
use http::HeaderValue;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::runtime::api::Body;
use crate::runtime::multipart::{self, File};
use crate::runtime::{json, style};

/// What is sent instead of the fields that were set.
#[derive(Clone)]
enum Instead {
    Nothing,
    Value(Value),
    Bytes(Bytes),
}

/// What is to be sent as a body.
#[derive(Clone, Default)]
pub(crate) struct Payload {
    fields: Map<String, Value>,
    extra_fields: Map<String, Value>,
    files: Vec<(&'static str, File)>,
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
        self.files.push((name, file));
    }

    pub(crate) fn whole<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), String> {
        let value =
            json::to_value(value).map_err(|why| format!("the body cannot be sent: {why}"))?;
        self.instead = Some(Instead::Value(value));
        Ok(())
    }

    pub(crate) fn bytes(&mut self, bytes: Bytes) {
        self.instead = Some(Instead::Bytes(bytes));
    }

    pub(crate) fn nothing(&mut self) {
        self.instead = Some(Instead::Nothing);
    }

    /// The bytes, and what they are.
    pub(crate) fn encode(&self, body: Body) -> Result<Option<(Bytes, HeaderValue)>, String> {
        let media_type = HeaderValue::from_static(body.media_type());
        let value = match &self.instead {
            Some(Instead::Nothing) => return Ok(None),
            Some(Instead::Bytes(bytes)) => return Ok(Some((bytes.clone(), media_type))),
            Some(Instead::Value(value)) => value.clone(),
            None if !body.is_required() && self.is_empty() => return Ok(None),
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
        let bytes = match (body, &value) {
            (Body::Form { .. }, value) => style::form(value).into(),
            (Body::Multipart { .. }, Value::Object(fields)) => {
                let (boundary, bytes) = multipart::encode(fields, &self.files);
                let media_type = format!("{}; boundary={boundary}", body.media_type());
                let media_type =
                    HeaderValue::try_from(media_type).map_err(|error| error.to_string())?;
                return Ok(Some((bytes, media_type)));
            }
            (_, value) => serde_json::to_vec(value)
                .map_err(|error| format!("the body cannot be sent: {error}"))?
                .into(),
        };
        Ok(Some((bytes, media_type)))
    }

    fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.extra_fields.is_empty() && self.files.is_empty()
    }
}
