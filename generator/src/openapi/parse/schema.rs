//! Schemas.

use super::example;
use super::reader::{Node, Object};
use super::reference::{REFERENCES, reference};
use crate::diagnostic::code;
use crate::openapi::document::{
    Additional, Discriminator, Envelope, LimitKeywords, Limits, Primitive, Reference, Schema,
};
use serde_json::Value;

/// Keywords that reject values in ways that a Rust type cannot express.
const IGNORED: &[&str] = &[
    "not",
    "if",
    "dependentRequired",
    "contains",
    "propertyNames",
    "unevaluatedItems",
    "unevaluatedProperties",
];

/// Constraint keywords, which affect the documentation and `validate()` only.
const LIMITS: &[&str] = &[
    "minLength",
    "maxLength",
    "pattern",
    "minimum",
    "exclusiveMinimum",
    "maximum",
    "exclusiveMaximum",
    "multipleOf",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
];

/// Keywords that have no effect on the Rust type.
const SKIPPED: &[&str] = &[
    "$anchor",
    "$comment",
    "$defs",
    "$dynamicAnchor",
    "$id",
    "$recursiveAnchor",
    "$schema",
    "$vocabulary",
    "contentEncoding",
    "contentSchema",
    "else",
    "externalDocs",
    "maxContains",
    "minContains",
    "then",
    "xml",
];

/// Whether a keyword restricts the values of a schema.
pub(super) fn is_of_schemas(keyword: &str) -> bool {
    let types = [
        "type",
        "format",
        "enum",
        "items",
        "properties",
        "nullable",
        "default",
        "allOf",
        "oneOf",
        "anyOf",
    ];
    types.contains(&keyword) || LIMITS.contains(&keyword)
}

pub(super) fn schema(node: &Node) -> Option<Schema> {
    if let Value::Bool(allowed) = node.value {
        return Some(Schema {
            at: node.at.clone(),
            never: !allowed,
            ..Schema::default()
        });
    }
    let object = node.object_or_reference("a schema")?;
    let (types, nullable) = types(&object);
    let (additional, is_unevaluated) = others(&object);
    let schema = Schema {
        at: node.at.clone(),
        never: false,
        reference: reference(node),
        types,
        nullable,
        format: object.text("format").map(format),
        has_content_media_type: object.has("contentMediaType"),
        values: values(&object),
        value_names: value_names(&object),
        limits: limits(&object),
        properties: object.map("properties", schema),
        required: required(&object),
        additional,
        is_unevaluated,
        patterns: object
            .map("patternProperties", schema)
            .into_values()
            .collect(),
        prefix: schemas(&object, "prefixItems"),
        items: object
            .get("items")
            .and_then(|node| schema(&node))
            .map(Box::new),
        all_of: schemas(&object, "allOf"),
        one_of: schemas(&object, "oneOf"),
        any_of: schemas(&object, "anyOf"),
        ignored: ignored(&object),
        conditional: conditional(&object),
        discriminator: object
            .get("discriminator")
            .and_then(|node| discriminator(&node))
            .map(Box::new),
        discriminator_value: object.text("x-ms-discriminator-value"),
        title: object.text("title"),
        description: object.text("description"),
        default: object.value("default").map(Box::new),
        examples: example::of_schema(&object),
        deprecated: object.flag("deprecated"),
        read_only: object.flag("readOnly"),
        write_only: object.flag("writeOnly"),
        envelope: object
            .get("x-envelope")
            .and_then(|node| envelope(&node))
            .map(Box::new),
    };
    object.skip(REFERENCES);
    object.skip(SKIPPED);
    object.close_with_optional(LIMITS);
    Some(schema)
}

/// Those of the keywords that a schema has.
fn found(object: &Object, keywords: &[&'static str]) -> Vec<&'static str> {
    let keywords = keywords.iter().copied();
    keywords.filter(|keyword| object.has(keyword)).collect()
}

fn schemas(object: &Object, keyword: &'static str) -> Vec<Schema> {
    object.list(keyword, schema).into_iter().flatten().collect()
}

/// `type` and `nullable`.
fn types(object: &Object) -> (Vec<Primitive>, bool) {
    let nullable = object.flag("nullable");
    let Some(node) = object.get("type") else {
        let lists_null = |values: Vec<Value>| values.iter().any(Value::is_null);
        return (
            Vec::new(),
            nullable || values(object).is_some_and(lists_null),
        );
    };
    let written = match node.value {
        Value::Array(_) => node.entries(),
        _ => vec![node],
    };
    let mut types: Vec<Primitive> = written.iter().filter_map(primitive).collect();
    let null = types.len() > 1 && types.contains(&Primitive::Null);
    types.retain(|ty| !null || *ty != Primitive::Null);
    (types, nullable || null)
}

fn primitive(node: &Node) -> Option<Primitive> {
    Some(match node.text()?.as_str() {
        "null" => Primitive::Null,
        "boolean" => Primitive::Boolean,
        "integer" => Primitive::Integer,
        "number" => Primitive::Number,
        "string" => Primitive::String,
        "array" => Primitive::Array,
        "object" => Primitive::Object,
        other => {
            let diagnostic = code::UNKNOWN_VALUE.at(&node.at, format!("unknown type `{other}`"))
                .help("the types are `string`, `number`, `integer`, `boolean`, `array`, `object` and `null`");
            node.report.add(diagnostic);
            return None;
        }
    })
}

fn values(object: &Object) -> Option<Vec<Value>> {
    let only = object.value("const").map(|value| vec![value]);
    let listed = object.get("enum").map(|node| {
        node.entries()
            .iter()
            .map(|node| node.value.clone())
            .collect()
    });
    listed.or(only)
}

/// The names of `enum` values. Extensions of other forms are ignored.
fn value_names(object: &Object) -> Vec<(Value, String)> {
    let name = |value: &Value| value.as_str().map(str::to_owned);
    let mut lists = ["x-enum-varnames", "x-enumNames"].iter();
    if let Some(Value::Array(names)) = lists.find_map(|list| object.value(list)) {
        let values = values(object).unwrap_or_default();
        if values.len() != names.len() {
            return Vec::new();
        }
        let pairs = values.into_iter().zip(&names);
        return pairs
            .filter_map(|(value, it)| Some((value, name(it)?)))
            .collect();
    }
    let Some(Value::Object(named)) = object.value("x-ms-enum") else {
        return Vec::new();
    };
    let values = named.get("values").and_then(Value::as_array);
    let pair = |it: &Value| Some((it.get("value")?.clone(), name(it.get("name")?)?));
    values.into_iter().flatten().filter_map(pair).collect()
}

fn required(object: &Object) -> Vec<String> {
    // OpenAPI 2.0 has a boolean here, and some specifications still do.
    match object.get("required") {
        Some(node) if node.value.is_boolean() => {
            let message = "`required` is a list of property names: a boolean is ignored";
            node.report.add(code::REQUIRED_FLAG.at(&node.at, message));
            Vec::new()
        }
        _ => object.texts("required"),
    }
}

/// Keywords that reject values which the Rust type accepts.
fn ignored(object: &Object) -> Vec<&'static str> {
    let unevaluated = object.value("unevaluatedProperties");
    let mut ignored = found(object, IGNORED);
    ignored.retain(|keyword| match *keyword {
        "unevaluatedProperties" => unevaluated == Some(Value::Bool(false)),
        "propertyNames" => object.value(keyword).is_none_or(|it| restricts_keys(&it)),
        _ => true,
    });
    ignored
}

/// Whether the schema of `propertyNames` rejects a key. A key is a string.
fn restricts_keys(schema: &Value) -> bool {
    let Value::Object(keywords) = schema else {
        return *schema != Value::Bool(true);
    };
    keywords
        .iter()
        .any(|(keyword, value)| match keyword.as_str() {
            "type" => {
                let is_string = |ty: &Value| ty == "string";
                !is_string(value) && !value.as_array().is_some_and(|it| it.iter().any(is_string))
            }
            "minLength" => value != 0,
            "format" | "title" | "description" | "$comment" | "default" | "deprecated"
            | "example" | "examples" => false,
            extension => !extension.starts_with("x-"),
        })
}

/// Schemas that apply to some values only.
fn conditional(object: &Object) -> Vec<Schema> {
    let dependent = object.map("dependentSchemas", schema).into_values();
    let branches = ["then", "else"].into_iter().filter(|_| object.has("if"));
    let branches = branches.filter_map(|keyword| schema(&object.get(keyword)?));
    dependent.chain(branches).collect()
}

/// The schema of undeclared properties, and whether it comes from `unevaluatedProperties`.
fn others(object: &Object) -> (Option<Additional>, bool) {
    let read = |keyword| object.get(keyword).and_then(|node| additional(&node));
    match (read("additionalProperties"), read("unevaluatedProperties")) {
        (None, Some(others)) if others != Additional::Allowed(false) => (Some(others), true),
        (others, _) => (others, false),
    }
}

fn additional(node: &Node) -> Option<Additional> {
    match node.value {
        Value::Bool(allowed) => Some(Additional::Allowed(*allowed)),
        _ => Some(Additional::Schema(Box::new(schema(node)?))),
    }
}

/// The constraints.
///
/// In OpenAPI 3.0 `exclusiveMinimum` is a boolean that modifies `minimum`; since 3.1 it is a
/// number.
fn limits(object: &Object) -> Limits {
    let mut limits = LimitKeywords {
        min_length: object.count("minLength"),
        max_length: object.count("maxLength"),
        pattern: object.text("pattern"),
        minimum: object.number("minimum").map(Box::new),
        exclusive_minimum: object.value("exclusiveMinimum").map(Box::new),
        maximum: object.number("maximum").map(Box::new),
        exclusive_maximum: object.value("exclusiveMaximum").map(Box::new),
        multiple_of: object.number("multipleOf").map(Box::new),
        min_items: object.count("minItems"),
        max_items: object.count("maxItems"),
        unique_items: object.flag("uniqueItems"),
        min_properties: object.count("minProperties"),
        max_properties: object.count("maxProperties"),
    };
    let bounds = [
        (&mut limits.minimum, &mut limits.exclusive_minimum),
        (&mut limits.maximum, &mut limits.exclusive_maximum),
    ];
    for (inclusive, exclusive) in bounds {
        if let Some(Value::Bool(is_exclusive)) = exclusive.as_deref() {
            *exclusive = if *is_exclusive {
                inclusive.take()
            } else {
                None
            };
        }
    }
    limits.into()
}

fn discriminator(node: &Node) -> Option<Discriminator> {
    let object = node.object("a discriminator")?;
    let discriminator = Discriminator {
        property: object.required_text("propertyName"),
        mapping: object.map("mapping", mapped),
        default: object.get("defaultMapping").and_then(|node| mapped(&node)),
    };
    object.close();
    Some(discriminator)
}

/// A value of `mapping`, or `defaultMapping`.
fn mapped(node: &Node) -> Option<Reference> {
    let at = node.at.clone();
    node.text().map(|target| Reference { at, target })
}

fn envelope(node: &Node) -> Option<Envelope> {
    let object = node.object("`x-envelope`")?;
    let envelope = Envelope {
        at: node.at.clone(),
        success: object.required_text("success"),
        result: object.required_text("result"),
        errors: object.required_text("errors"),
        messages: object.text("messages"),
        code: object.text("code"),
        message: object.text("message"),
    };
    object.close();
    Some(envelope)
}

/// `utoipa` writes `u-int64` for `uint64`.
fn format(written: String) -> String {
    match written.strip_prefix("u-int") {
        Some(bits) => format!("uint{bits}"),
        None => written,
    }
}
