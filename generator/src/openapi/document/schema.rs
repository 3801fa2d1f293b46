//! The Schema Object of OpenAPI 3.0, and of JSON Schema 2020-12 (OpenAPI 3.1 and later).

use super::reference::{Example, Reference};
use crate::diagnostic::pointer::Pointer;
use indexmap::IndexMap;
use serde_json::Value;
use std::ops::Deref;

/// A schema with its keywords as written. Large keywords that most schemas lack are boxed: a large API has
/// tens of thousands of schemas.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a keyword")]
pub(crate) struct Schema {
    pub(crate) at: Pointer,
    /// Whether the schema is `false`, which no value satisfies.
    pub(crate) never: bool,
    pub(crate) reference: Option<Reference>,

    /// `type`: one or several types; empty if the keyword is missing.
    pub(crate) types: Vec<Primitive>,
    /// `nullable` (3.0), or `null` in `type` (3.1) or, without `type`, in `enum`.
    pub(crate) nullable: bool,
    pub(crate) format: Option<String>,
    /// `contentMediaType`: the string contains data of another format.
    pub(crate) has_content_media_type: bool,
    /// `enum`, or `const` as a single value.
    pub(crate) values: Option<Vec<Value>>,
    /// The names of `enum` values: `x-enum-varnames`, `x-enumNames` or `x-ms-enum`.
    pub(crate) value_names: Vec<(Value, String)>,
    pub(crate) limits: Limits,

    pub(crate) properties: IndexMap<String, Schema>,
    pub(crate) required: Vec<String>,
    pub(crate) additional: Option<Additional>,
    /// Whether that comes from `unevaluatedProperties`, which takes `allOf` into account.
    pub(crate) is_unevaluated: bool,
    /// The schemas of `patternProperties`.
    pub(crate) patterns: Vec<Schema>,
    pub(crate) items: Option<Box<Schema>>,
    /// `prefixItems`
    pub(crate) prefix: Vec<Schema>,

    pub(crate) all_of: Vec<Schema>,
    pub(crate) one_of: Vec<Schema>,
    pub(crate) any_of: Vec<Schema>,
    /// The schemas of `dependentSchemas`, `then` and `else`, which apply to some values only.
    pub(crate) conditional: Vec<Schema>,
    /// Keywords that reject values which the Rust type accepts.
    pub(crate) ignored: Vec<&'static str>,

    pub(crate) discriminator: Option<Box<Discriminator>>,
    /// `x-ms-discriminator-value`: the discriminator value of this schema.
    pub(crate) discriminator_value: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) default: Option<Box<Value>>,
    /// `example` and `examples`
    pub(crate) examples: Vec<Example>,
    pub(crate) deprecated: bool,
    /// `readOnly`: only in responses.
    pub(crate) read_only: bool,
    /// `writeOnly`: only in requests.
    pub(crate) write_only: bool,
    /// `x-envelope`
    pub(crate) envelope: Option<Box<Envelope>>,
}

/// `discriminator`
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Discriminator {
    /// `propertyName`
    pub(crate) property: String,
    /// Maps a value of the property to a schema, by its name or by a reference.
    pub(crate) mapping: IndexMap<String, Reference>,
    /// `defaultMapping`: the schema of a value without the property, or with an unknown one.
    pub(crate) default: Option<Reference>,
}

/// `x-envelope`: the names of the envelope's properties.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Envelope {
    pub(crate) at: Pointer,
    pub(crate) success: String,
    pub(crate) result: String,
    pub(crate) errors: String,
    pub(crate) messages: Option<String>,
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
}

/// A JSON type, or `integer`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Primitive {
    Null,
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

/// `additionalProperties`
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Additional {
    Allowed(bool),
    Schema(Box<Schema>),
}

/// Constraints, which restrict values but do not change the Rust type. Most schemas have none.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Limits(Option<Box<LimitKeywords>>);

impl From<LimitKeywords> for Limits {
    fn from(keywords: LimitKeywords) -> Self {
        Self((keywords != LimitKeywords::NONE).then(|| Box::new(keywords)))
    }
}

impl Deref for Limits {
    type Target = LimitKeywords;

    fn deref(&self) -> &LimitKeywords {
        self.0.as_deref().unwrap_or(&LimitKeywords::NONE)
    }
}

impl LimitKeywords {
    pub(crate) const NONE: Self = Self {
        min_length: None,
        max_length: None,
        pattern: None,
        minimum: None,
        exclusive_minimum: None,
        maximum: None,
        exclusive_maximum: None,
        multiple_of: None,
        min_items: None,
        max_items: None,
        unique_items: false,
        min_properties: None,
        max_properties: None,
    };
}

/// The keywords of [`Limits`].
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LimitKeywords {
    pub(crate) min_length: Option<u64>,
    pub(crate) max_length: Option<u64>,
    pub(crate) pattern: Option<String>,
    pub(crate) minimum: Option<Box<Value>>,
    pub(crate) exclusive_minimum: Option<Box<Value>>,
    pub(crate) maximum: Option<Box<Value>>,
    pub(crate) exclusive_maximum: Option<Box<Value>>,
    pub(crate) multiple_of: Option<Box<Value>>,
    pub(crate) min_items: Option<u64>,
    pub(crate) max_items: Option<u64>,
    pub(crate) unique_items: bool,
    pub(crate) min_properties: Option<u64>,
    pub(crate) max_properties: Option<u64>,
}
