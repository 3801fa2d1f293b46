//! The Schema Object, of OpenAPI 3.0 and of JSON Schema 2020-12 (OpenAPI 3.1).

use super::{Example, Reference};
use crate::input::pointer::Pointer;
use indexmap::IndexMap;
use serde_json::Value;

/// A schema, with each keyword as it is written.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a keyword")]
pub(crate) struct Schema {
    pub(crate) at: Pointer,
    /// `false`: nothing is valid.
    pub(crate) never: bool,
    pub(crate) reference: Option<Reference>,

    /// `type`, one or several; empty where the schema does not say.
    pub(crate) types: Vec<Primitive>,
    /// `nullable` (3.0), or `null` among the types (3.1) or, without any, among the values.
    pub(crate) nullable: bool,
    pub(crate) format: Option<String>,
    /// `contentMediaType`: the text stands for something that is none.
    pub(crate) has_content_media_type: bool,
    /// `enum`, or `const` as the only one.
    pub(crate) values: Option<Vec<Value>>,
    pub(crate) limits: Limits,

    pub(crate) properties: IndexMap<String, Schema>,
    pub(crate) required: Vec<String>,
    pub(crate) additional: Option<Additional>,
    /// Whether that is what `unevaluatedProperties` says, which knows the properties of `allOf`.
    pub(crate) is_unevaluated: bool,
    /// The schemas of `patternProperties`.
    pub(crate) patterns: Vec<Schema>,
    pub(crate) items: Option<Box<Schema>>,
    /// `prefixItems`
    pub(crate) prefix: Vec<Schema>,

    pub(crate) all_of: Vec<Schema>,
    pub(crate) one_of: Vec<Schema>,
    pub(crate) any_of: Vec<Schema>,
    /// The schemas of `dependentSchemas`, `then` and `else`, which may hold or not.
    pub(crate) conditional: Vec<Schema>,
    /// Keywords that refuse values which the Rust type takes.
    pub(crate) ignored: Vec<&'static str>,

    pub(crate) discriminator: Option<Discriminator>,
    /// `x-ms-discriminator-value`: what a discriminator says for this schema.
    pub(crate) discriminator_value: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) default: Option<Value>,
    /// `example` and `examples`
    pub(crate) examples: Vec<Example>,
    pub(crate) deprecated: bool,
    /// `readOnly`: it comes back, and is never sent.
    pub(crate) read_only: bool,
    /// `writeOnly`: it is sent, and never comes back.
    pub(crate) write_only: bool,
    /// `x-envelope`
    pub(crate) envelope: Option<Envelope>,
}

/// `discriminator`
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Discriminator {
    /// `propertyName`
    pub(crate) property: String,
    /// From a value of the property to a schema's name or reference.
    pub(crate) mapping: IndexMap<String, String>,
}

/// `x-envelope`: the properties of an envelope, by what they are for.
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

/// The types of JSON, and `integer`.
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

/// What narrows a type without changing it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Limits {
    pub(crate) min_length: Option<u64>,
    pub(crate) max_length: Option<u64>,
    pub(crate) pattern: Option<String>,
    pub(crate) minimum: Option<Value>,
    pub(crate) exclusive_minimum: Option<Value>,
    pub(crate) maximum: Option<Value>,
    pub(crate) exclusive_maximum: Option<Value>,
    pub(crate) multiple_of: Option<Value>,
    pub(crate) min_items: Option<u64>,
    pub(crate) max_items: Option<u64>,
    pub(crate) unique_items: bool,
    pub(crate) min_properties: Option<u64>,
    pub(crate) max_properties: Option<u64>,
}
