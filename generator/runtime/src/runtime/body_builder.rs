// Written by hand. Codegen copies it into clients.

//! The builder of a request body, from fields and files or from a whole body.

use std::borrow::Cow;
use std::collections::BTreeMap;

use http::HeaderValue;
use serde::Serialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::runtime::body::{Body, Format};
use crate::runtime::contents::Contents;
use crate::runtime::file::File;
use crate::runtime::json::{self, Json};
use crate::runtime::options::OptionsBody;
use crate::runtime::request_body::RequestBody;

/// Builds a request body, from fields and files or from a whole body.
#[derive(Clone, Default)]
pub(crate) struct BodyBuilder {
    fields: Fields,
    files: Vec<(&'static str, File)>,
    /// A whole body from the setters of the operation. `fields` are added to it.
    whole: Option<WholeBody>,
    /// A body from the options, which replaces the parts above.
    replacement: Option<OptionsBody>,
    /// Fields from the options, which are added to any body.
    extra_fields: Fields,
}

/// Fields and their values as JSON.
type Fields = BTreeMap<Cow<'static, str>, Box<RawValue>>;

#[derive(Clone)]
enum WholeBody {
    Value(Box<RawValue>),
    Contents(Contents),
}

impl BodyBuilder {
    pub(crate) fn field<V: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &V,
    ) -> Result<(), String> {
        let value = json::to_raw(value)
            .map_err(|why| format!("the field `{name}` cannot be sent: {why}"))?;
        self.fields.insert(name.into(), value);
        Ok(())
    }

    pub(crate) fn remove_field(&mut self, name: &str) {
        self.fields.remove(name);
    }

    /// Sets all files of a field.
    pub(crate) fn files(&mut self, name: &'static str, files: impl IntoIterator<Item = File>) {
        self.files.retain(|(known, _)| *known != name);
        self.files
            .extend(files.into_iter().map(|file| (name, file)));
    }

    /// Sets the fields of the body to those of an object.
    pub(crate) fn set_fields<V: Serialize + ?Sized>(&mut self, value: &V) -> Result<(), String> {
        self.set(value)?;
        if let Some(WholeBody::Value(object)) = &self.whole {
            self.fields = parse(object).map_err(|why| format!("the body cannot be sent: {why}"))?;
        }
        // An optional body is sent even if it has no fields.
        self.set(&Fields::new())
    }

    /// Sets the whole body.
    pub(crate) fn set<V: Serialize + ?Sized>(&mut self, value: &V) -> Result<(), String> {
        let value = json::to_raw(value).map_err(|why| format!("the body cannot be sent: {why}"))?;
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

    pub(crate) fn extra_field(&mut self, name: String, value: &Value) -> Result<(), String> {
        let value = json::to_raw(value)
            .map_err(|why| format!("the field `{name}` cannot be sent: {why}"))?;
        self.extra_fields.insert(name.into(), value);
        Ok(())
    }

    /// Sets a field within fields, in addition to those that are set.
    pub(crate) fn set_path(&mut self, path: &[&str], value: &Value) -> Result<(), String> {
        let [names @ .., last] = path else {
            return Ok(());
        };
        let mut value = Json::new(value)?;
        let mut name = *last;
        for length in (1..=names.len()).rev() {
            let mut fields = match self.get_path(&path[..length]) {
                Some(Json::Object(fields)) => fields,
                _ => BTreeMap::new(),
            };
            fields.insert(name.to_owned(), value);
            value = Json::Object(fields);
            name = path[length - 1];
        }
        self.extra_fields
            .insert(name.to_owned().into(), json::to_raw(&value)?);
        Ok(())
    }

    /// The value of a field within fields.
    pub(crate) fn get_path(&self, path: &[&str]) -> Option<Json> {
        let (first, names) = path.split_first()?;
        names
            .iter()
            .try_fold(self.get(first)?, |value, name| match value {
                Json::Object(fields) => fields.get(*name).cloned(),
                _ => None,
            })
    }

    pub(crate) fn replace(&mut self, body: OptionsBody) {
        self.replacement = Some(body);
    }

    /// The value of a field.
    pub(crate) fn get(&self, name: &str) -> Option<Json> {
        let of_body = |body: &RawValue| parse(body).ok()?.remove(name);
        let value = self.extra_fields.get(name).cloned();
        let value = value.or_else(|| match (&self.replacement, &self.whole) {
            (Some(OptionsBody::Value(value)), _) => of_body(&json::to_raw(value).ok()?),
            (Some(OptionsBody::None), _) => None,
            (None, Some(WholeBody::Value(body))) => {
                let field = self.fields.get(name).cloned();
                field.or_else(|| of_body(body))
            }
            (None, _) => self.fields.get(name).cloned(),
        });
        Json::parse(&value?).ok()
    }

    /// Whether a field is set. A body from the options can lack any field.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.replacement.is_some()
            || self.fields.contains_key(name)
            || self.extra_fields.contains_key(name)
            || self.files.iter().any(|(known, _)| *known == name)
    }

    /// The body and its media type.
    pub(crate) fn encode(&self, body: Body) -> Result<Option<(RequestBody, HeaderValue)>, String> {
        if body.is_none() {
            return Ok(None);
        }
        let media_type = HeaderValue::from_static(body.media_type);
        let value = match (&self.replacement, &self.whole) {
            (Some(OptionsBody::None), _) => return Ok(None),
            (Some(OptionsBody::Value(value)), _) => json::to_raw(value)?,
            (None, Some(WholeBody::Contents(contents))) => {
                return Ok(Some((RequestBody::new([contents.clone()]), media_type)));
            }
            (None, Some(WholeBody::Value(value))) => with_fields(value.clone(), &self.fields)?,
            (None, None) if !body.required && self.is_empty() => return Ok(None),
            (None, None) => json::to_raw(&self.fields)?,
        };
        let value = with_fields(value, &self.extra_fields)?;
        if let Format::Form(encode) = body.format {
            let value = Json::parse(&value);
            let value = value.map_err(|error| format!("the body cannot be sent: {error}"))?;
            return encode(body, &value, &self.files).map(Some);
        }
        let bytes = String::from(Box::<str>::from(value)).into_bytes();
        Ok(Some((RequestBody::new([bytes.into()]), media_type)))
    }

    fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.extra_fields.is_empty() && self.files.is_empty()
    }
}

/// Adds fields to a body.
fn with_fields(body: Box<RawValue>, added: &Fields) -> Result<Box<RawValue>, String> {
    if added.is_empty() {
        return Ok(body);
    }
    let mut fields = parse(&body)
        .map_err(|_| "a body that is not an object cannot have further fields".to_owned())?;
    fields.extend(added.clone());
    json::to_raw(&fields)
}

fn parse(object: &RawValue) -> Result<Fields, serde_json::Error> {
    serde_json::from_str(object.get())
}
