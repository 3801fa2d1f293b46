//! Widening from examples: a schema with properties and no `type` becomes a struct, although other
//! values are valid too. If an example is not an object, the type is widened to a union.

use crate::model::{Model, Origin, Shape, Type, TypeDef, TypeId, UnionVariant};
use crate::openapi::document::Primitive;
use crate::rust::names::Name;
use serde_json::Value;
use std::collections::BTreeMap;

/// The types of the examples that are not objects, for each struct inferred from `properties`.
type Met = BTreeMap<TypeId, Vec<Primitive>>;

/// Widens the types whose examples are not all objects.
pub(in crate::lower) fn widen(model: &mut Model) {
    let mut met = Met::new();
    for sample in &model.samples {
        let value: Value = serde_json::from_str(&sample.json).unwrap_or_default();
        visit(model, &sample.ty, &value, &mut met);
    }
    for (id, types) in met {
        widen_one(model, id, &types);
    }
}

fn visit(model: &Model, ty: &Type, value: &Value, met: &mut Met) {
    match (ty, value) {
        (Type::Nullable(inner) | Type::Boxed(inner), value) => visit(model, inner, value, met),
        (Type::List(item), Value::Array(items)) => {
            for it in items {
                visit(model, item, it, met);
            }
        }
        (Type::Map(each), Value::Object(members)) => {
            for it in members.values() {
                visit(model, each, it, met);
            }
        }
        (Type::Named(id), value) => {
            let def = model.type_def(*id);
            match (&def.shape, value) {
                (Shape::Alias { target } | Shape::Newtype { target }, value) => {
                    visit(model, target, value, met);
                }
                (Shape::Struct { fields, .. }, Value::Object(members)) => {
                    for field in fields {
                        if let Some(member) = members.get(&field.key) {
                            visit(model, &field.ty, member, met);
                        }
                    }
                }
                (Shape::Struct { .. }, value) if def.is_inferred => {
                    let types = met.entry(*id).or_default();
                    types.extend(primitive(value).filter(|ty| !types.contains(ty)));
                }
                _ => {}
            }
        }
        _ => {}
    }
}

/// The type of a value that is not an object. `null` does not widen a type.
fn primitive(value: &Value) -> Option<Primitive> {
    match value {
        Value::Null | Value::Object(_) => None,
        Value::Bool(_) => Some(Primitive::Boolean),
        Value::Number(_) => Some(Primitive::Number),
        Value::String(_) => Some(Primitive::String),
        Value::Array(_) => Some(Primitive::Array),
    }
}

/// Replaces a struct by a union of the struct and other types.
fn widen_one(model: &mut Model, id: TypeId, types: &[Primitive]) {
    let object = TypeId(model.types.len());
    let def = model.type_def(id).clone();
    let others = types.iter().map(|ty| match ty {
        Primitive::Boolean => form("bool", Type::Bool),
        Primitive::Number => form("number", Type::Float),
        Primitive::Array => form("list", Type::List(Box::new(Type::Any))),
        _ => form("text", Type::String),
    });
    let mut variants = vec![form("object", Type::Named(object))];
    variants.extend(others);
    if variants.len() == 1 {
        return;
    }
    model.types.push(TypeDef {
        name: def.name.join("object"),
        description: None,
        examples: Vec::new(),
        origin: Origin::Inline,
        ..def
    });
    model.types[id.0].shape = Shape::Union {
        variants,
        tag: None,
    };
}

fn form(name: &str, ty: Type) -> UnionVariant {
    UnionVariant {
        name: Name::new(name),
        ty,
        tag_values: Vec::new(),
        tag_optional: false,
        is_default: false,
    }
}
