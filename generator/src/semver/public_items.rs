//! The public items of a client.

use crate::model::{
    Constraint, Docs, Field, Input, Int, Model, Operation, Resource, SecurityRequirement, Shape,
    Type, TypeDef,
};
use crate::rust::names::Name;

/// A public item of a generated client, such as a struct, a field or a setter.
#[derive(Clone, Debug)]
pub(super) struct PublicItem {
    /// The path, such as `Image::creator`.
    pub(super) path: String,
    pub(super) kind: &'static str,
    /// The part of its declaration that user code depends on.
    pub(super) signature: String,
    pub(super) docs: String,
    /// Whether it is deprecated.
    pub(super) deprecated: bool,
}

impl PublicItem {
    fn new(path: String, kind: &'static str, signature: String) -> Self {
        Self {
            path,
            kind,
            signature,
            docs: String::new(),
            deprecated: false,
        }
    }

    fn docs(mut self, docs: impl Into<String>) -> Self {
        self.docs = docs.into();
        self
    }

    /// The path of the item that contains it.
    pub(super) fn parent(&self) -> Option<&str> {
        self.path.rsplit_once("::").map(|(parent, _)| parent)
    }
}

/// All public items, in the order of the specification.
pub(super) fn public_items(model: &Model) -> Vec<PublicItem> {
    let mut items = vec![
        PublicItem::new("crate".to_owned(), "crate", String::new()).docs(format!(
            "{} {}",
            model.title,
            text(model.description.as_ref())
        )),
    ];
    authentication(&model.security_requirements, &mut items);
    items.extend(model.client_parameters.iter().map(|parameter| {
        let path = format!("ClientBuilder::{}", parameter.name.snake());
        let signature = format!("fn({})", type_text(model, &parameter.ty));
        PublicItem::new(path, "setter", signature).docs(docs_text(&parameter.docs))
    }));
    for def in model.types.iter().filter(|def| def.is_used()) {
        type_def(model, def, &mut items);
    }
    resource(model, &model.root, "client", &mut items);
    items
}

fn authentication(alternatives: &[SecurityRequirement], to: &mut Vec<PublicItem>) {
    if alternatives.is_empty() {
        return;
    }
    to.push(PublicItem::new("Auth".to_owned(), "enum", String::new()));
    for alternative in alternatives {
        let parts = alternative.credentials.iter();
        let names: Vec<_> = parts
            .clone()
            .map(|part| part.name.snake().to_string())
            .collect();
        let docs: Vec<_> = parts.map(|part| text(part.description.as_ref())).collect();
        let path = format!("Auth::{}", alternative.name.pascal());
        to.push(PublicItem::new(path, "variant", names.join(", ")).docs(docs.join("\n")));
    }
}

/// The method `validate` of a newtype, if a constraint of its strings can be checked.
fn validate_method(constraints: &[Constraint], path: String) -> Option<PublicItem> {
    let mut constraints = constraints.iter();
    let is_checked =
        |it: &Constraint| matches!(it, Constraint::MinLength(_) | Constraint::MaxLength(_));
    let item = PublicItem::new(path, "method", "fn(&self)".to_owned());
    constraints.any(is_checked).then_some(item)
}

fn type_def(model: &Model, def: &TypeDef, to: &mut Vec<PublicItem>) {
    let name = def.name.pascal().to_string();
    let part = |part: &str| format!("{name}::{part}");
    let docs = format!(
        "{} {} {}",
        text(def.description.as_ref()),
        def.examples.join(" "),
        def.deprecated
    );
    let item = |kind, signature: String| PublicItem::new(name.clone(), kind, signature).docs(&docs);
    let variant =
        |name: &Name, ty| PublicItem::new(part(&name.pascal().to_string()), "variant", ty);
    match &def.shape {
        Shape::Struct {
            fields,
            additional_properties,
            keeps_unknown_properties,
        } => {
            to.push(item("struct", String::new()));
            structure(model, def, fields, &name, to);
            let ty = additional_properties
                .as_ref()
                .map(|ty| type_text(model, ty));
            to.extend(ty.map(|ty| PublicItem::new(part("additional_properties"), "field", ty)));
            let unknown = PublicItem::new(part("unknown_properties"), "field", String::new());
            to.extend(keeps_unknown_properties.then_some(unknown));
        }
        Shape::Enum { variants } => {
            to.push(item("enum", String::new()));
            to.extend(variants.iter().map(|it| variant(&it.name, String::new())));
        }
        Shape::IntegerEnum { variants } => {
            to.push(item("enum", "i64".to_owned()));
            to.extend(variants.iter().map(|it| variant(&it.name, String::new())));
        }
        Shape::StringNewtype { constraints } => {
            let docs = format!("{docs} {constraints:?}");
            to.push(item("newtype", "String".to_owned()).docs(docs));
            to.extend(validate_method(constraints, part("validate")));
        }
        Shape::Union { variants, tag } => {
            to.push(item("enum", String::new()));
            for it in variants {
                to.push(variant(&it.name, type_text(model, &it.ty)));
            }
            if tag.is_some() {
                let ty = "Value".to_owned();
                to.push(PublicItem::new(part("Other"), "variant", ty));
            }
            accessors(model, def, &name, to);
        }
        Shape::Responses { variants, .. } => {
            to.push(item("enum", String::new()));
            for it in variants {
                let ty = it.ty.as_ref().map(|ty| type_text(model, ty));
                to.push(variant(&it.name, ty.unwrap_or_default()));
            }
        }
        Shape::Alias { target } => to.push(item("type", type_text(model, target))),
        Shape::Newtype { target } => to.push(item("newtype", type_text(model, target))),
    }
}

/// The methods of a union that return the fields of all variants.
fn accessors(model: &Model, def: &TypeDef, name: &str, to: &mut Vec<PublicItem>) {
    for fields in model.common_fields(def) {
        let Some(field) = fields.first() else {
            continue;
        };
        let ty = match model.resolve_aliases(&field.ty) {
            Type::Nullable(inner) => inner,
            ty => ty,
        };
        let path = format!("{name}::{}", field.name.snake());
        let signature = format!("fn(&self) -> Option<{}>", type_text(model, ty));
        to.push(PublicItem::new(path, "method", signature));
    }
}

/// The fields of a struct, and its constructor. Adding a field breaks users only if it changes the
/// constructor, since structs are `#[non_exhaustive]`. The constructor of a struct that is only
/// received is for tests, and its documentation says that it may change.
fn structure(model: &Model, def: &TypeDef, fields: &[Field], name: &str, to: &mut Vec<PublicItem>) {
    for field in fields.iter().filter(|field| !field.is_fixed) {
        let ty = match &field.ty {
            Type::Nullable(inner) if field.optional => {
                format!("Nullable<{}>", type_text(model, inner))
            }
            ty if field.optional => format!("Option<{}>", type_text(model, ty)),
            ty => type_text(model, ty),
        };
        let path = format!("{name}::{}", field.name.snake());
        to.push(PublicItem::new(path, "field", ty).docs(docs_text(&field.docs)));
    }
    let required: Vec<String> = fields
        .iter()
        .filter(|field| !field.optional && field.constant.is_none())
        .map(|field| type_text(model, &field.ty))
        .collect();
    if !def.usage.sent {
        return;
    }
    if required.is_empty() {
        let path = format!("{name}::default");
        to.push(PublicItem::new(path, "trait", "Default".to_owned()));
    } else {
        let signature = format!("fn({})", required.join(", "));
        to.push(PublicItem::new(
            format!("{name}::new"),
            "function",
            signature,
        ));
    }
}

fn resource(model: &Model, resource: &Resource, path: &str, to: &mut Vec<PublicItem>) {
    for child in &resource.children {
        let path = format!("{path}::{}", child.name.snake());
        to.push(PublicItem::new(path.clone(), "resource", String::new()));
        self::resource(model, child, &path, to);
    }
    for call in &resource.operations {
        operation(model, call, path, to);
    }
}

fn operation(model: &Model, operation: &Operation, path: &str, to: &mut Vec<PublicItem>) {
    let arguments = operation
        .arguments()
        .map(|input| type_text(model, &input.ty));
    let arguments: Vec<_> = arguments.collect();
    let output = operation.response.ty.as_ref();
    let output = output.map_or("()".to_owned(), |ty| type_text(model, ty));
    let path = format!("{path}::{}", operation.name.snake());
    let texts = [
        operation.summary.as_ref(),
        operation.description.as_ref(),
        operation.response.description.as_ref(),
    ];
    let texts: Vec<_> = texts.into_iter().map(|it| text(it).to_owned()).collect();
    let argument_docs: Vec<_> = operation
        .arguments()
        .map(|input| docs_text(&input.docs))
        .collect();
    to.push(PublicItem {
        deprecated: operation.deprecated,
        ..PublicItem::new(
            path.clone(),
            "call",
            format!("fn({}) -> {output}", arguments.join(", ")),
        )
        .docs(format!(
            "{} {} {:?}",
            texts.join("\n"),
            argument_docs.join("\n"),
            operation.permissions
        ))
    });
    let readers = [
        ("error_details", &operation.error_type),
        ("response_headers", &operation.headers_type),
    ];
    for (reader, ty) in readers {
        let ty = ty.as_ref().map(|ty| type_text(model, ty));
        to.extend(ty.map(|ty| PublicItem::new(format!("{path}::{reader}"), "type of a call", ty)));
    }
    let setters = operation.setters().map(|input: &Input| {
        let path = format!("{path}::{}", input.name.snake());
        let signature = format!("fn({})", type_text(model, &input.ty));
        PublicItem::new(path, "setter", signature).docs(docs_text(&input.docs))
    });
    to.extend(setters);
}

fn text(text: Option<&String>) -> &str {
    text.map_or("", String::as_str)
}

/// The documentation of a field, for comparison.
fn docs_text(docs: &Docs) -> String {
    format!(
        "{} {:?} {:?} {:?} {}",
        text(docs.description.as_ref()),
        docs.constraints,
        docs.default,
        docs.examples,
        docs.deprecated
    )
}

/// The Rust type as users see it.
fn type_text(model: &Model, ty: &Type) -> String {
    match ty {
        Type::Any => "Value".to_owned(),
        Type::Null => "()".to_owned(),
        Type::Bool => "bool".to_owned(),
        Type::Integer(int) => integer(*int).to_owned(),
        Type::Float => "f64".to_owned(),
        Type::String => "String".to_owned(),
        Type::Decimal => "Decimal".to_owned(),
        Type::DateTime => "DateTime".to_owned(),
        Type::File => "File".to_owned(),
        Type::Bytes => "Bytes".to_owned(),
        Type::Redirect => "Redirect".to_owned(),
        Type::Date => "Date".to_owned(),
        Type::List(item) => format!("Vec<{}>", type_text(model, item)),
        Type::Map(value) => format!("Map<String, {}>", type_text(model, value)),
        Type::Nullable(inner) => format!("Option<{}>", type_text(model, inner)),
        Type::Boxed(inner) => format!("Box<{}>", type_text(model, inner)),
        Type::Named(id) => model.type_def(*id).name.pascal().to_string(),
    }
}

fn integer(int: Int) -> &'static str {
    match int {
        Int::I8 => "i8",
        Int::I16 => "i16",
        Int::I32 => "i32",
        Int::I64 => "i64",
        Int::U8 => "u8",
        Int::U16 => "u16",
        Int::U32 => "u32",
        Int::U64 => "u64",
    }
}
