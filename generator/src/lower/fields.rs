//! Structs, their fields, and enums of texts.

use super::all_of::{Whole, whole};
use super::scalars::primitives;
use super::types::Types;
use super::{bounds, examples};
use crate::document::{Additional, Primitive, Schema};
use crate::model::{Docs, Field, Shape, Type, Variant};
use crate::name::Name;
use crate::report::Report;
use serde_json::Value;

impl Types<'_> {
    /// What a schema is that needs a name.
    pub(super) fn named_shape(&mut self, schema: &Schema, name: &Name) -> Option<Shape> {
        if let Some(values) = &schema.values {
            let texts: Option<Vec<&str>> = values
                .iter()
                .filter(|value| !value.is_null())
                .map(Value::as_str)
                .collect();
            let texts = texts.filter(|texts| !texts.is_empty())?;
            return Some(Shape::Enum {
                variants: texts.into_iter().map(variant).collect(),
            });
        }
        if schema.properties.is_empty()
            || !matches!(primitives(schema).as_slice(), [Primitive::Object])
        {
            return None;
        }
        let fields = schema
            .properties
            .iter()
            .map(|(key, property)| self.field(schema, key, property, name))
            .collect();
        let rest = match &schema.additional {
            None | Some(Additional::Allowed(false)) => None,
            Some(Additional::Allowed(true)) => Some(Type::Any),
            Some(Additional::Schema(rest)) => Some(self.ty(rest, &name.part("value"))),
        };
        Some(Shape::Struct { fields, rest })
    }

    fn field(&mut self, schema: &Schema, key: &str, property: &Schema, name: &Name) -> Field {
        Field {
            name: Name::spelled(key),
            key: key.to_owned(),
            ty: self.ty(property, &name.part(key)),
            optional: !schema.required.iter().any(|required| required == key),
            docs: self.docs(property),
        }
    }

    /// What is told about a property or a parameter: its own words, else those
    /// of the schema it refers to.
    pub(super) fn docs(&self, schema: &Schema) -> Docs {
        let target = match whole(schema, self.resolver, &Report::default()) {
            Whole::Reference { reference, .. } => self
                .resolver
                .schema(&reference)
                .map(|(_, target)| target.clone()),
            Whole::Schema(merged) => Some(*merged),
        };
        let target = target.unwrap_or_default();
        Docs {
            description: schema.description.clone().or(target.description.clone()),
            bounds: bounds::bounds(&target),
            default: schema
                .default
                .as_ref()
                .or(target.default.as_ref())
                .map(Value::to_string),
            examples: examples::texts(if schema.examples.is_empty() {
                &target
            } else {
                schema
            }),
            deprecated: schema.deprecated || target.deprecated,
        }
    }
}

fn variant(text: &str) -> Variant {
    Variant {
        name: Name::spelled(text),
        text: text.to_owned(),
    }
}
