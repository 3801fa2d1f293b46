// Written by hand, unlike `src/api`.

//! The body of a request that is being built: fields and files, or a whole body.

use http::HeaderValue;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::runtime::body::{Body, Format};
use crate::runtime::contents::Contents;
use crate::runtime::multipart::{self, File};
use crate::runtime::options::OptionsBody;
use crate::runtime::outgoing::Outgoing;
use crate::runtime::{json, style};

/// The body of a request that is being built.
#[derive(Clone, Default)]
pub(crate) struct Payload {
    fields: Map<String, Value>,
    files: Vec<(&'static str, File)>,
    /// The boundary of a form with a part that cannot be searched for one.
    boundary: Option<String>,
    /// A whole body from the setters of the operation. Fields are added to it.
    whole: Option<Whole>,
    /// A body from the options, which replaces all of the above.
    instead: Option<OptionsBody>,
    /// Fields from the options, which are added in any case.
    extra_fields: Map<String, Value>,
}

#[derive(Clone)]
enum Whole {
    Value(Value),
    Contents(Contents),
}

impl Payload {
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

    pub(crate) fn whole<V: Serialize + ?Sized>(&mut self, value: &V) -> Result<(), String> {
        let value =
            json::to_value(value).map_err(|why| format!("the body cannot be sent: {why}"))?;
        self.whole = Some(Whole::Value(value));
        Ok(())
    }

    pub(crate) fn contents(&mut self, contents: Contents) {
        self.whole = Some(Whole::Contents(contents));
    }

    pub(crate) fn remove_whole(&mut self) {
        self.whole = None;
    }

    pub(crate) fn extra_field(&mut self, name: String, value: Value) {
        self.extra_fields.insert(name, value);
    }

    pub(crate) fn replace(&mut self, body: OptionsBody) {
        self.instead = Some(body);
    }

    /// The value of a field.
    pub(crate) fn get(&self, name: &str) -> Option<&Value> {
        if let Some(value) = self.extra_fields.get(name) {
            return Some(value);
        }
        match (&self.instead, &self.whole) {
            (Some(OptionsBody::Value(value)), _) => value.get(name),
            (Some(OptionsBody::None), _) => None,
            (None, Some(Whole::Value(value))) => self.fields.get(name).or_else(|| value.get(name)),
            (None, _) => self.fields.get(name),
        }
    }

    /// The body and its media type.
    pub(crate) fn encode(&self, body: Body) -> Result<Option<(Outgoing, HeaderValue)>, String> {
        if body.is_none() {
            return Ok(None);
        }
        let media_type = HeaderValue::from_static(body.media_type);
        let value = match (&self.instead, &self.whole) {
            (Some(OptionsBody::None), _) => return Ok(None),
            (Some(OptionsBody::Value(value)), _) => value.clone(),
            (None, Some(Whole::Contents(contents))) => {
                return Ok(Some((Outgoing::new(vec![contents.clone()]), media_type)));
            }
            (None, Some(Whole::Value(value))) => with_fields(value.clone(), &self.fields)?,
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
        Ok(Some((Outgoing::new(vec![bytes.into()]), media_type)))
    }

    fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.extra_fields.is_empty() && self.files.is_empty()
    }
}

/// A body with further fields.
fn with_fields(body: Value, further: &Map<String, Value>) -> Result<Value, String> {
    match body {
        body if further.is_empty() => Ok(body),
        Value::Object(mut fields) => {
            fields.extend(further.clone());
            Ok(Value::Object(fields))
        }
        _ => Err("a body that is not an object cannot have further fields".to_owned()),
    }
}
