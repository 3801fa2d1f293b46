//! The shape of a node: the keywords of all its members, merged.

use crate::diagnostic::pointer::Pointer;
use crate::openapi::document::{Discriminator, Example, Limits, Primitive, Schema};
use crate::schema::{LocationId, NodeId};
use indexmap::IndexMap;
use serde_json::Value;
use std::borrow::Cow;

/// The keywords of a node. Nested schemas are ids of other nodes.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a keyword")]
pub(crate) struct Shape<'d> {
    /// The last location where the node is declared.
    pub(crate) at: &'d Pointer,
    /// The schema `false`: no value is valid.
    pub(crate) never: bool,
    /// `type`; empty if no member has it.
    pub(crate) types: Vec<Primitive>,
    pub(crate) nullable: bool,
    pub(crate) format: Option<&'d str>,
    /// `contentMediaType`
    pub(crate) has_content_media_type: bool,
    /// `enum` or `const`
    pub(crate) values: Option<Vec<&'d Value>>,
    /// The names of values that have some.
    pub(crate) value_names: Vec<&'d (Value, String)>,
    pub(crate) limits: Cow<'d, Limits>,
    pub(crate) properties: IndexMap<&'d str, NodeId>,
    pub(crate) required: Vec<&'d str>,
    pub(crate) additional: Option<Additional>,
    /// `patternProperties`
    pub(crate) patterns: Vec<NodeId>,
    pub(crate) items: Option<NodeId>,
    /// `prefixItems`
    pub(crate) prefix: Vec<NodeId>,
    /// The branches of `oneOf` and `anyOf`, each a set of locations. Several unions are combined into
    /// one of all combinations of their branches.
    pub(super) alternatives: Vec<Vec<LocationId>>,
    /// Whether the node has branches.
    pub(crate) is_union: bool,
    /// Whether there are unions whose branches only have `required`.
    pub(crate) has_alternative_requirements: bool,
    pub(super) declared: Vec<LocationId>,
    /// All locations that apply: the base of the branches.
    pub(super) members: Vec<LocationId>,
    /// Keywords that reject values which the Rust type accepts, and the schemas that have them.
    pub(crate) ignored: Vec<(&'d Pointer, &'static str)>,
    pub(crate) discriminator: Option<&'d Discriminator>,
    /// `x-ms-discriminator-value`
    pub(crate) discriminator_value: Option<&'d str>,
    pub(crate) title: Option<&'d str>,
    pub(crate) description: Option<&'d str>,
    pub(crate) default: Option<&'d Value>,
    pub(crate) examples: &'d [Example],
    pub(crate) deprecated: bool,
    pub(crate) read_only: bool,
    pub(crate) write_only: bool,
}

/// `additionalProperties`
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Additional {
    Allowed(bool),
    Schema(NodeId),
}

impl<'d> Shape<'d> {
    /// A shape that accepts any value.
    pub(super) fn new(at: &'d Pointer) -> Self {
        Self {
            at,
            never: false,
            types: Vec::new(),
            nullable: false,
            format: None,
            has_content_media_type: false,
            values: None,
            value_names: Vec::new(),
            limits: Cow::Owned(Limits::default()),
            properties: IndexMap::new(),
            required: Vec::new(),
            additional: None,
            patterns: Vec::new(),
            items: None,
            prefix: Vec::new(),
            alternatives: Vec::new(),
            is_union: false,
            has_alternative_requirements: false,
            declared: Vec::new(),
            members: Vec::new(),
            ignored: Vec::new(),
            discriminator: None,
            discriminator_value: None,
            title: None,
            description: None,
            default: None,
            examples: &[],
            deprecated: false,
            read_only: false,
            write_only: false,
        }
    }

    /// Whether `null` is the only valid value.
    pub(crate) fn is_null(&self) -> bool {
        let only_null =
            |values: &Vec<&Value>| !values.is_empty() && values.iter().all(|value| value.is_null());
        self.types == [Primitive::Null] || self.values.as_ref().is_some_and(only_null)
    }

    /// Whether it is `null` as a branch of a union.
    ///
    /// Without `type`, `nullable: true` has no effect. As the only keyword of a branch it means `null`:
    /// some tools write an optional reference as `anyOf: [{ $ref: … }, { nullable: true }]`.
    pub(crate) fn is_null_branch(&self) -> bool {
        self.is_null() || self.nullable && self.is_unrestricted()
    }

    /// Whether any value is valid. Constraints are ignored.
    pub(crate) fn is_unrestricted(&self) -> bool {
        !self.never && !self.is_union && self.primitives().is_empty()
    }

    /// Whether it restricts the types of values.
    pub(crate) fn is_typed(&self) -> bool {
        !self.types.is_empty() || self.values.is_some()
    }

    pub(crate) fn requires(&self, key: &str) -> bool {
        self.required.contains(&key)
    }

    /// The valid types, inferred from other keywords if there is no `type`.
    pub(crate) fn primitives(&self) -> Vec<Primitive> {
        if !self.types.is_empty() {
            return self.types.clone();
        }
        let values = self.values.iter().flatten();
        let mut found: Vec<Primitive> = Vec::new();
        for ty in values
            .filter(|value| !value.is_null())
            .map(|it| primitive(it))
        {
            if !found.contains(&ty) {
                found.push(ty);
            }
        }
        if !self.properties.is_empty()
            || self.additional.is_some()
            || !self.patterns.is_empty()
            || !self.required.is_empty()
        {
            found.push(Primitive::Object);
        } else if self.items.is_some() || !self.prefix.is_empty() {
            found.push(Primitive::Array);
        }
        found
    }

    /// Whether there are keywords to distribute over the branches of a union.
    pub(super) fn is_structure(&self) -> bool {
        !self.properties.is_empty() || self.additional.is_some() || self.items.is_some()
    }

    /// The keywords beside the union.
    pub(super) fn beside_union(&self) -> Self {
        Self {
            alternatives: Vec::new(),
            is_union: false,
            // The discriminator belongs to the union.
            discriminator: None,
            nullable: false,
            description: None,
            examples: &[],
            ..self.clone()
        }
    }

    /// A base as one of its own subtypes.
    pub(super) fn itself(&self) -> Self {
        Self {
            discriminator: None,
            description: None,
            examples: &[],
            ..self.clone()
        }
    }

    /// The values of one type.
    pub(super) fn of_type(&self, ty: Primitive) -> Self {
        let values = self.values.as_ref();
        let of_type = |values: &Vec<&'d Value>| {
            let values = values.iter().copied();
            values.filter(|value| is_of_type(value, ty)).collect()
        };
        Self {
            types: vec![ty],
            nullable: false,
            values: values.map(of_type),
            alternatives: Vec::new(),
            is_union: false,
            description: None,
            // Examples of the whole may have another type.
            examples: &[],
            ..self.clone()
        }
    }
}

/// Whether a schema restricts the types of values.
pub(crate) fn is_typed(schema: &Schema) -> bool {
    !schema.types.is_empty() || schema.values.is_some()
}

/// Whether a value is of a type. A whole number such as `1.0` is an integer, too.
fn is_of_type(value: &Value, ty: Primitive) -> bool {
    match (value.as_f64(), ty) {
        (Some(_), Primitive::Number) => true,
        (Some(number), Primitive::Integer) => number.fract() == 0.0,
        _ => primitive(value) == ty,
    }
}

/// The type of a value.
pub(crate) fn primitive(value: &Value) -> Primitive {
    match value {
        Value::Null => Primitive::Null,
        Value::Bool(_) => Primitive::Boolean,
        Value::Number(number) if number.is_f64() => Primitive::Number,
        Value::Number(_) => Primitive::Integer,
        Value::String(_) => Primitive::String,
        Value::Array(_) => Primitive::Array,
        Value::Object(_) => Primitive::Object,
    }
}
