//! Single values: which types of JSON a schema allows, and what each is in Rust.

use crate::document::{Primitive, Schema};
use crate::model::{Int, Type, Width};
use serde_json::Value;

/// The types that a schema allows, told by its other keywords where it has no `type`.
pub(super) fn primitives(schema: &Schema) -> Vec<Primitive> {
    if !schema.types.is_empty() {
        return schema.types.clone();
    }
    let values = schema
        .values
        .iter()
        .flatten()
        .filter(|value| !value.is_null())
        .map(primitive);
    let mut found: Vec<Primitive> = Vec::new();
    for ty in values {
        if !found.contains(&ty) {
            found.push(ty);
        }
    }
    if !schema.properties.is_empty()
        || schema.additional.is_some()
        || !schema.patterns.is_empty()
        || !schema.required.is_empty()
    {
        found.push(Primitive::Object);
    } else if schema.items.is_some() || !schema.prefix.is_empty() {
        found.push(Primitive::Array);
    }
    found
}

fn primitive(value: &Value) -> Primitive {
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

/// An integer without a format is as large as JSON's may be.
pub(super) fn int(schema: &Schema) -> Int {
    match schema.format.as_deref() {
        Some("int8") => Int::I8,
        Some("int16") => Int::I16,
        Some("int32") => Int::I32,
        Some("uint8") => Int::U8,
        Some("uint16") => Int::U16,
        Some("uint32") => Int::U32,
        Some("uint64" | "uint") => Int::U64,
        _ => Int::I64,
    }
}

pub(super) fn float(schema: &Schema) -> Width {
    match schema.format.as_deref() {
        Some("float") => Width::Bits32,
        _ => Width::Bits64,
    }
}

pub(super) fn text(schema: &Schema) -> Type {
    match schema.format.as_deref() {
        Some("date-time") => Type::Instant,
        Some("date") => Type::Date,
        _ => Type::Text,
    }
}
