//! Structs, their fields, and enums of texts.

use crate::diagnostic::report::Report;
use crate::lower::types::Types;
use crate::lower::types::all_of::{Whole, whole};
use crate::lower::types::bounds;
use crate::lower::types::examples;
use crate::lower::types::scalars::primitives;
use crate::model::{Access, Docs, EnumVariant, Field, Shape, Type};
use crate::openapi::document::{Additional, Primitive, Schema};
use crate::rust::names::Name;
use serde_json::Value;
use std::collections::HashSet;

impl Types<'_> {
    /// What a schema is that needs a name.
    pub(in crate::lower) fn named_shape(&mut self, schema: &Schema, name: &Name) -> Option<Shape> {
        if let Some(values) = &schema.values {
            let texts: Option<Vec<&str>> = values
                .iter()
                .filter(|value| !value.is_null())
                .map(Value::as_str)
                .collect();
            let texts = texts.filter(|texts| !texts.is_empty())?;
            // One that is listed twice is one all the same.
            let mut seen = HashSet::new();
            let texts = texts.into_iter().filter(|text| seen.insert(*text));
            return Some(Shape::Enum {
                variants: texts.map(variant).collect(),
            });
        }
        let undeclared = undeclared(schema);
        if schema.properties.is_empty() && undeclared.is_empty()
            || !matches!(primitives(schema).as_slice(), [Primitive::Object])
        {
            return None;
        }
        let fields = schema
            .properties
            .iter()
            .filter(|(_, property)| !property.never)
            .chain(undeclared.iter().map(|(key, property)| (*key, property)))
            .map(|(key, property)| self.field(schema, key, property, name))
            .collect();
        let rest = self.others(schema, name);
        // An object of which only keys are known is a map before all else.
        let is_map = schema.properties.is_empty() && schema.additional.is_none();
        let rest = rest.or(is_map.then_some(Type::Any));
        Some(Shape::Struct {
            fields,
            additional_properties: rest,
        })
    }

    /// What the properties are that have no field of their own, if there may be any
    /// that matter.
    pub(in crate::lower) fn others(&mut self, schema: &Schema, name: &Name) -> Option<Type> {
        let name = name.join("value");
        match &schema.additional {
            None | Some(Additional::Allowed(true)) if !schema.patterns.is_empty() => {
                self.ignored(schema, "patternProperties");
                Some(Type::Any)
            }
            None => None,
            Some(Additional::Allowed(true)) => Some(Type::Any),
            Some(Additional::Allowed(false)) if schema.patterns.is_empty() => None,
            Some(Additional::Allowed(false)) => {
                Some(self.any_of(schema, "patternProperties", schema.patterns.clone(), &name))
            }
            Some(Additional::Schema(rest)) => {
                let all = [schema.patterns.as_slice(), &[(**rest).clone()]].concat();
                Some(self.any_of(schema, "patternProperties", all, &name))
            }
        }
    }

    /// What the items of a list are. Those at its beginning may have schemas of their own
    /// (`prefixItems`), but need not be there.
    pub(in crate::lower) fn item(&mut self, schema: &Schema, name: &Name) -> Type {
        let first = schema.prefix.len() as u64;
        let is_full = first > 0 && schema.limits.max_items.is_some_and(|most| most <= first);
        let mut items = schema.prefix.clone();
        match &schema.items {
            Some(rest) if !rest.never && !is_full => items.push((**rest).clone()),
            None if !is_full => {
                if first > 0 {
                    self.ignored(schema, "prefixItems");
                }
                return Type::Any;
            }
            _ => {}
        }
        self.any_of(schema, "prefixItems", items, &name.join("item"))
    }

    /// The type of what is one of several schemas.
    fn any_of(&mut self, schema: &Schema, at: &str, several: Vec<Schema>, name: &Name) -> Type {
        match several.as_slice() {
            [] => Type::Any,
            [only] => self.ty(only, name),
            _ => {
                let union = Schema {
                    at: schema.at.child(at),
                    any_of: several,
                    ..Schema::default()
                };
                self.ty(&union, name)
            }
        }
    }

    fn field(&mut self, schema: &Schema, key: &str, property: &Schema, name: &Name) -> Field {
        let ty = self.ty(property, &name.join(key));
        Field {
            name: Name::new(key),
            key: key.to_owned(),
            ty: self.or_unrefused_null(ty, property),
            optional: !schema.required.iter().any(|required| required == key),
            access: self.access(property),
            docs: self.docs(property),
        }
    }

    /// On which of its ways a value has a property.
    pub(in crate::lower) fn access(&self, property: &Schema) -> Access {
        let opened = self.opened(property);
        if property.read_only || opened.read_only {
            Access::ReadOnly
        } else if property.write_only || opened.write_only {
            Access::WriteOnly
        } else {
            Access::ReadWrite
        }
    }

    /// What is told about a property or a parameter: its own words, else those
    /// of the schema it refers to.
    pub(in crate::lower) fn docs(&self, schema: &Schema) -> Docs {
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
            constraints: bounds::bounds(&target),
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

/// The properties that are required, and of which nothing else is said.
fn undeclared(schema: &Schema) -> Vec<(&String, Schema)> {
    let property = match &schema.additional {
        // They can neither be there nor be left out.
        Some(Additional::Allowed(false)) => return Vec::new(),
        Some(Additional::Schema(any)) => (**any).clone(),
        _ => Schema {
            at: schema.at.child("required"),
            ..Schema::default()
        },
    };
    let is_undeclared = |key: &&String| !schema.properties.contains_key(*key);
    let keys = schema.required.iter().filter(is_undeclared);
    keys.map(|key| (key, property.clone())).collect()
}

fn variant(text: &str) -> EnumVariant {
    EnumVariant {
        name: Name::new(text),
        value: text.to_owned(),
    }
}
