//! Structs, their fields, and enums.

use crate::lower::types::Types;
use crate::lower::types::scalars::integral;
use crate::model::{Access, Constant, Docs, EnumVariant, Field, IntegerVariant, Shape, Type};
use crate::openapi::document::Primitive;
use crate::rust::names::Name;
use crate::schema::{Additional, Meaning, NodeId, Shape as SchemaShape};
use serde_json::Value;
use std::collections::HashSet;

impl<'d> Types<'d> {
    /// The struct or the enum that a schema becomes.
    pub(in crate::lower) fn named_shape(
        &mut self,
        shape: &'d SchemaShape<'d>,
        name: &Name,
    ) -> Option<Shape> {
        if let Some(values) = &shape.values {
            let strings = string_enum(values.iter().map(|value| (*value, None)));
            return strings.or_else(|| named_integers(shape));
        }
        let undeclared = undeclared(shape);
        if shape.properties.is_empty() && undeclared.is_empty()
            || shape.primitives() != [Primitive::Object]
        {
            return None;
        }
        let declared = shape.properties.iter();
        let declared = declared.filter(|(_, property)| !self.is_never(**property));
        let declared: Vec<(&str, NodeId)> = declared.map(|(key, it)| (*key, *it)).collect();
        let declared = declared.into_iter().map(|(key, it)| (key, Some(it)));
        let fields = declared.chain(undeclared);
        let fields = fields.map(|(key, property)| self.field(shape, key, property, name));
        let fields = fields.collect();
        let rest = self.others(shape, name);
        // An object with required but undeclared properties only is a map.
        let is_map = shape.properties.is_empty() && shape.additional.is_none();
        Some(Shape::Struct {
            fields,
            additional_properties: rest.or(is_map.then_some(Type::Any)),
            keeps_unknown_properties: false,
        })
    }

    fn is_never(&self, property: NodeId) -> bool {
        matches!(self.graph.meaning(property), Meaning::Shape(shape) if shape.never)
    }

    /// The type of the undeclared properties, if the struct has to keep them.
    pub(in crate::lower) fn others(
        &mut self,
        shape: &'d SchemaShape<'d>,
        name: &Name,
    ) -> Option<Type> {
        let patterns = &shape.patterns;
        let several = match &shape.additional {
            None | Some(Additional::Allowed(true)) if !patterns.is_empty() => {
                self.ignored(shape.at, "patternProperties");
                return Some(Type::Any);
            }
            None => return None,
            Some(Additional::Allowed(true)) => return Some(Type::Any),
            Some(Additional::Allowed(false)) if patterns.is_empty() => return None,
            Some(Additional::Allowed(false)) => patterns.clone(),
            Some(Additional::Schema(rest)) => [patterns.as_slice(), &[*rest]].concat(),
        };
        Some(self.any_of(&several, &name.join("value")))
    }

    /// The type of the items of a list, including those of `prefixItems`, which may be absent.
    pub(in crate::lower) fn item(&mut self, shape: &'d SchemaShape<'d>, name: &Name) -> Type {
        let first = shape.prefix.len() as u64;
        let is_full = first > 0 && shape.limits.max_items.is_some_and(|most| most <= first);
        let mut items = shape.prefix.clone();
        match shape.items {
            Some(rest) if !self.is_never(rest) && !is_full => items.push(rest),
            None if !is_full => {
                if first > 0 {
                    self.ignored(shape.at, "prefixItems");
                }
                return Type::Any;
            }
            _ => {}
        }
        self.any_of(&items, &name.join("item"))
    }

    /// The type of a value that satisfies one of several nodes.
    fn any_of(&mut self, several: &[NodeId], name: &Name) -> Type {
        if several.is_empty() {
            return Type::Any;
        }
        self.ty(self.graph.any_of(several), name)
    }

    fn field(
        &mut self,
        shape: &SchemaShape,
        key: &str,
        property: Option<NodeId>,
        name: &Name,
    ) -> Field {
        let ty = match property {
            Some(property) => {
                let ty = self.ty(property, &name.join(key));
                self.or_unrefused_null(ty, property)
            }
            None => Type::Any,
        };
        Field {
            name: Name::new(key),
            key: key.to_owned(),
            ty,
            optional: !shape.requires(key),
            access: property.map_or(Access::ReadWrite, |property| self.access(property)),
            constant: property
                .filter(|_| shape.requires(key))
                .and_then(|it| self.constant(it)),
            is_fixed: false,
            docs: property
                .map(|property| self.docs(property))
                .unwrap_or_default(),
        }
    }

    /// Whether a property is part of requests, of responses, or of both.
    pub(in crate::lower) fn access(&self, property: NodeId) -> Access {
        let usage = self.graph.usage(property);
        if usage.read_only {
            Access::ReadOnly
        } else if usage.write_only {
            Access::WriteOnly
        } else {
            Access::ReadWrite
        }
    }

    /// The only value that a schema allows.
    pub(in crate::lower) fn constant(&self, node: NodeId) -> Option<Constant> {
        let values = self.graph.shape(node).values.as_deref();
        match values {
            Some([value]) if !self.graph.is_nullable(node) => constant(value),
            _ => None,
        }
    }

    /// The documentation of a property or a parameter.
    pub(in crate::lower) fn docs(&self, node: NodeId) -> Docs {
        let usage = self.graph.usage(node);
        Docs {
            description: usage.description.map(str::to_owned),
            constraints: self.constraints(node),
            default: usage.default.map(|value| self.json_text(value)),
            examples: self.example_texts(usage.examples),
            deprecated: usage.deprecated,
        }
    }
}

fn constant(value: &Value) -> Option<Constant> {
    match value {
        Value::String(text) => Some(Constant::String(text.clone())),
        Value::Bool(flag) => Some(Constant::Bool(*flag)),
        Value::Number(_) => {
            let integer = i64::try_from(integral(value)?).ok()?;
            Some(Constant::Integer(integer))
        }
        _ => None,
    }
}

/// The required properties that are not declared, with the schema of `additionalProperties`.
fn undeclared<'d>(shape: &SchemaShape<'d>) -> Vec<(&'d str, Option<NodeId>)> {
    let property = match shape.additional {
        // No value can have them, and none can lack them.
        Some(Additional::Allowed(false)) => return Vec::new(),
        Some(Additional::Schema(any)) => Some(any),
        _ => None,
    };
    let keys = shape.required.iter();
    let undeclared = keys.filter(|key| !shape.properties.contains_key(*key));
    undeclared.map(|key| (*key, property)).collect()
}

/// A value of an enum, and its description.
pub(in crate::lower) type Described<'v> = (&'v Value, Option<&'v str>);

/// An enum of these values, if all but `null` are strings. Duplicates are ignored.
pub(in crate::lower) fn string_enum<'v>(
    values: impl Iterator<Item = Described<'v>>,
) -> Option<Shape> {
    let mut seen = HashSet::new();
    let mut variants = Vec::new();
    for (value, description) in values.filter(|(value, _)| !value.is_null()) {
        let text = value.as_str()?;
        if seen.insert(text) {
            variants.push(EnumVariant {
                name: Name::new(text),
                value: text.to_owned(),
                description: description.map(str::to_owned),
            });
        }
    }
    (!variants.is_empty()).then_some(Shape::Enum { variants })
}

/// An enum of the values, if all are integers with names.
pub(in crate::lower) fn named_integers(shape: &SchemaShape) -> Option<Shape> {
    let values = shape.values.iter().flatten().copied();
    let named = values.filter(|value| !value.is_null()).map(|value| {
        let mut names = shape.value_names.iter();
        let (_, name) = names.find(|(named, _)| named == value)?;
        Some(((value, None), name.as_str()))
    });
    integer_enum(named.collect::<Option<_>>()?)
}

/// An enum of these values, if all are integers. Duplicates are ignored.
pub(in crate::lower) fn integer_enum(values: Vec<(Described, &str)>) -> Option<Shape> {
    let mut seen = HashSet::new();
    let mut variants = Vec::new();
    for ((value, description), name) in values {
        let value = i64::try_from(integral(value)?).ok()?;
        if seen.insert(value) {
            let name = Name::new(name);
            variants.push(IntegerVariant {
                name,
                value,
                description: description.map(str::to_owned),
            });
        }
    }
    (!variants.is_empty()).then_some(Shape::IntegerEnum { variants })
}
