//! Samples: JSON that a type accepts, for mocks.
//!
//! An example of the specification is preferred, if the type accepts it.

use crate::model::{
    Access, Constraint, Docs, Field, Int, Model, Shape, TagValue, Type, TypeDef, TypeId,
    UnionVariant,
};
use serde_json::{Map, Value, json};
use std::iter;

/// Optional fields are part of the outer structs only, since a sample of all fields can be huge.
const DEPTH_OF_OPTIONAL_FIELDS: usize = 2;

/// The most named types that contain one another.
const DEPTH: usize = 24;

/// The most values in a sample.
const SIZE: usize = 2000;

/// A value of the type. `None` if each value contains another of the same type, or is too large.
pub(crate) fn sample(model: &Model, ty: &Type) -> Option<Value> {
    let mut sampler = Sampler {
        model,
        parents: Vec::new(),
        size: 0,
    };
    sampler.value(ty, &Docs::default())
}

struct Sampler<'m> {
    model: &'m Model,
    /// The types that contain the current value. A value contains no other of the same type.
    parents: Vec<TypeId>,
    /// The number of values so far.
    size: usize,
}

impl Sampler<'_> {
    fn value(&mut self, ty: &Type, docs: &Docs) -> Option<Value> {
        self.size += 1;
        if self.size > SIZE {
            return None;
        }
        documented(self.model, ty, docs).or_else(|| match ty {
            Type::Any => Some(json!({})),
            Type::Null => Some(Value::Null),
            Type::Bool => Some(json!(true)),
            Type::Integer(int) => Some(integer(*int, &docs.constraints)),
            Type::Float | Type::Decimal => Some(json!(1.5)),
            Type::String | Type::File | Type::Bytes | Type::Redirect => {
                Some(json!(string(&docs.constraints)))
            }
            Type::DateTime => Some(json!("2024-01-02T03:04:05Z")),
            Type::Date => Some(json!("2024-01-02")),
            Type::List(item) => {
                let item = self.value(item, &Docs::default());
                Some(item.into_iter().collect())
            }
            Type::Map(value) if **value == Type::Any => Some(json!({})),
            Type::Map(value) => {
                let value = self.value(value, &Docs::default());
                let member = value.map(|value| ("key".to_owned(), value));
                Some(Value::Object(member.into_iter().collect()))
            }
            Type::Nullable(inner) => self.value(inner, docs).or(Some(Value::Null)),
            Type::Boxed(inner) => self.value(inner, docs),
            Type::Named(id) => self.named(*id, docs),
        })
    }

    fn named(&mut self, id: TypeId, docs: &Docs) -> Option<Value> {
        if self.parents.contains(&id) || self.parents.len() == DEPTH {
            return None;
        }
        self.parents.push(id);
        let def = self.model.type_def(id);
        let value = first_accepted(self.model, &Type::Named(id), &def.examples);
        let value = value.or_else(|| self.of_definition(def, docs));
        self.parents.pop();
        value
    }

    fn of_definition(&mut self, def: &TypeDef, docs: &Docs) -> Option<Value> {
        match &def.shape {
            Shape::Struct {
                fields,
                additional_properties,
                ..
            } => self.object(fields, additional_properties.as_ref()),
            Shape::Enum { variants } => variants.first().map(|variant| json!(variant.value)),
            Shape::IntegerEnum { variants } => variants.first().map(|variant| json!(variant.value)),
            Shape::StringNewtype { constraints } => Some(json!(string(constraints))),
            Shape::Union { variants, tag } => variants
                .iter()
                .find_map(|variant| self.variant(variant, tag.as_deref())),
            Shape::Responses { .. } => None,
            Shape::Alias { target } | Shape::Newtype { target } => self.value(target, docs),
        }
    }

    fn object(&mut self, fields: &[Field], additional_properties: Option<&Type>) -> Option<Value> {
        let depth = self.parents.iter().filter(|id| self.is_struct(**id));
        let has_optional_fields = depth.count() <= DEPTH_OF_OPTIONAL_FIELDS;
        let mut members = Map::new();
        for field in fields {
            let is_omitted = field.access == Access::WriteOnly || !has_optional_fields;
            if field.optional && is_omitted {
                continue;
            }
            let value = match &field.constant {
                Some(constant) => Some(constant_value(constant)),
                None => self.value(&field.ty, &field.docs),
            };
            match value {
                Some(value) => members.insert(field.key.clone(), value),
                None if field.optional => continue,
                None => return None,
            };
        }
        if members.is_empty()
            && let Some(ty) = additional_properties
            && let Some(value) = self.value(ty, &Docs::default())
        {
            members.insert("key".to_owned(), value);
        }
        Some(Value::Object(members))
    }

    fn is_struct(&self, id: TypeId) -> bool {
        matches!(self.model.type_def(id).shape, Shape::Struct { .. })
    }

    fn variant(&mut self, variant: &UnionVariant, tag: Option<&str>) -> Option<Value> {
        let mut value = self.value(&variant.ty, &Docs::default())?;
        if let (Some(tag), Value::Object(members)) = (tag, &mut value) {
            match variant.tag_values.first() {
                Some(known) => members.insert(tag.to_owned(), constant_value(known)),
                None => members.remove(tag),
            };
        }
        Some(value)
    }
}

/// The example or the default of a value.
fn documented(model: &Model, ty: &Type, docs: &Docs) -> Option<Value> {
    first_accepted(model, ty, docs.examples.iter().chain(&docs.default))
}

fn first_accepted<'e>(
    model: &Model,
    ty: &Type,
    examples: impl IntoIterator<Item = &'e String>,
) -> Option<Value> {
    let examples = examples.into_iter();
    let mut examples = examples.filter_map(|example| serde_json::from_str(example).ok());
    examples.find(|example| accepts(model, ty, example))
}

/// Whether a value can be decoded as the type.
pub(crate) fn accepts(model: &Model, ty: &Type, value: &Value) -> bool {
    let unions = Vec::new();
    Acceptor { model, unions }.accepts(ty, value)
}

struct Acceptor<'m> {
    model: &'m Model,
    /// The unions that are being tried for the value. Unions can contain one another.
    unions: Vec<TypeId>,
}

impl Acceptor<'_> {
    fn accepts(&mut self, ty: &Type, value: &Value) -> bool {
        match (ty, value) {
            (Type::Any, _) | (Type::Nullable(_) | Type::Null, Value::Null) => true,
            (Type::Bool, value) => value.is_boolean(),
            (Type::Integer(int), value) => {
                let number = value.as_i64().map(i128::from);
                let number = number.or_else(|| value.as_u64().map(i128::from));
                number.is_some_and(|number| int.range().contains(&number))
            }
            (Type::Float | Type::Decimal, value) => value.is_number(),
            (Type::String | Type::DateTime | Type::Date, value) => value.is_string(),
            (Type::List(item), Value::Array(items)) => {
                items.iter().all(|it| accepts(self.model, item, it))
            }
            (Type::Map(ty), Value::Object(members)) => {
                members.values().all(|it| accepts(self.model, ty, it))
            }
            (Type::Nullable(inner) | Type::Boxed(inner), value) => self.accepts(inner, value),
            (Type::Named(id), value) => self.definition_accepts(*id, value),
            _ => false,
        }
    }

    fn definition_accepts(&mut self, id: TypeId, value: &Value) -> bool {
        match (&self.model.type_def(id).shape, value) {
            (
                Shape::Struct {
                    fields,
                    additional_properties,
                    ..
                },
                Value::Object(members),
            ) => object_accepts(self.model, fields, additional_properties.as_ref(), members),
            (Shape::Enum { .. } | Shape::StringNewtype { .. }, Value::String(text)) => {
                !text.is_empty()
            }
            (Shape::IntegerEnum { .. }, value) => value.is_i64(),
            (Shape::Union { variants, tag }, value) => {
                if self.unions.contains(&id) {
                    return false;
                }
                self.unions.push(id);
                let found = tag.as_ref().and_then(|tag| value.get(tag));
                let has_tag = |variant: &UnionVariant| {
                    let mut known = variant.tag_values.iter().map(constant_value);
                    tag.is_none() || known.any(|known| found == Some(&known))
                };
                let mut variants = variants.iter().filter(|variant| has_tag(variant));
                let is_accepted = variants.any(|variant| self.accepts(&variant.ty, value));
                self.unions.pop();
                is_accepted
            }
            (Shape::Alias { target } | Shape::Newtype { target }, value) => {
                self.accepts(target, value)
            }
            _ => false,
        }
    }
}

fn object_accepts(
    model: &Model,
    fields: &[Field],
    additional_properties: Option<&Type>,
    members: &Map<String, Value>,
) -> bool {
    let is_known = |key: &String| fields.iter().any(|field| field.key == *key);
    let mut rest = members.iter().filter(|(key, _)| !is_known(key));
    let mut fields = fields.iter();
    fields.all(|field| field_accepts(model, field, members.get(&field.key)))
        && additional_properties.is_none_or(|ty| rest.all(|(_, value)| accepts(model, ty, value)))
}

fn field_accepts(model: &Model, field: &Field, value: Option<&Value>) -> bool {
    match value {
        None => field.optional || matches!(model.resolve_aliases(&field.ty), Type::Nullable(_)),
        Some(Value::Null) if field.optional => true,
        Some(value) => match &field.constant {
            Some(constant) => constant_value(constant) == *value,
            None => accepts(model, &field.ty, value),
        },
    }
}

fn constant_value(constant: &TagValue) -> Value {
    match constant {
        TagValue::String(text) => json!(text),
        TagValue::Integer(number) => json!(number),
        TagValue::Bool(value) => json!(value),
    }
}

fn integer(int: Int, constraints: &[Constraint]) -> Value {
    let bounds = constraints
        .iter()
        .filter_map(|constraint| match constraint {
            Constraint::Minimum(bound) => bound.parse().ok(),
            Constraint::ExclusiveMinimum(bound) => bound.parse().ok().map(|bound: i64| bound + 1),
            _ => None,
        });
    let value = iter::once(1).chain(bounds).max().unwrap_or(1);
    let value = if int.range().contains(&i128::from(value)) {
        value
    } else {
        1
    };
    json!(value)
}

fn string(constraints: &[Constraint]) -> String {
    let known = constraints.iter().find_map(|constraint| match constraint {
        Constraint::Format(format) => Some(formatted(format).to_owned()),
        Constraint::Enum(values) => serde_json::from_str(values.first()?).ok(),
        _ => None,
    });
    let mut text = known.unwrap_or_else(|| "string".to_owned());
    let length = |bound: u64| usize::try_from(bound).unwrap_or(usize::MAX);
    for constraint in constraints {
        match constraint {
            // Longer samples help nobody.
            Constraint::MinLength(bound) if text.len() < length(*bound) && *bound <= 256 => {
                text = text.chars().cycle().take(length(*bound)).collect();
            }
            Constraint::MaxLength(bound) => text = text.chars().take(length(*bound)).collect(),
            _ => {}
        }
    }
    text
}

fn formatted(format: &str) -> &'static str {
    match format {
        "uuid" => "107b9558-dd06-4bbd-5fef-9c2c16bb7900",
        "email" | "idn-email" => "user@example.com",
        "uri" | "url" | "uri-reference" | "iri" => "https://example.com",
        "hostname" | "idn-hostname" => "example.com",
        "ipv4" => "192.0.2.1",
        "ipv6" => "2001:db8::1",
        "date-time" => "2024-01-02T03:04:05Z",
        "date" => "2024-01-02",
        "time" => "03:04:05Z",
        "duration" => "PT1H",
        "byte" => "c3RyaW5n",
        _ => "string",
    }
}
