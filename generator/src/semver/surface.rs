//! The public items of a client.

use crate::model::{
    Constraint, Docs, Field, Input, Int, Model, Operation, Resource, SecurityRequirement, Shape,
    Type, TypeDef,
};

/// A public item, or a part of one.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// `types::Image::creator`
    pub(super) path: String,
    pub(super) kind: &'static str,
    /// What code that uses it depends on.
    pub(super) signature: String,
    pub(super) docs: String,
    /// Whether the compiler warns of it.
    pub(super) deprecated: bool,
}

impl Piece {
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

    /// The item that it is a part of.
    pub(super) fn parent(&self) -> Option<&str> {
        self.path.rsplit_once("::").map(|(parent, _)| parent)
    }
}

/// All public items, in the order of the specification.
pub(super) fn surface(model: &Model) -> Vec<Piece> {
    let mut pieces = vec![
        Piece::new("crate".to_owned(), "crate", String::new()).docs(format!(
            "{} {}",
            model.title,
            text(model.description.as_ref())
        )),
    ];
    authentication(&model.security_requirements, &mut pieces);
    for def in model.types.iter().filter(|def| def.is_used()) {
        type_def(model, def, &mut pieces);
    }
    resource(model, &model.root, "client", &mut pieces);
    pieces
}

fn authentication(alternatives: &[SecurityRequirement], to: &mut Vec<Piece>) {
    if alternatives.is_empty() {
        return;
    }
    to.push(Piece::new("Auth".to_owned(), "enum", String::new()));
    for alternative in alternatives {
        let parts = alternative.credentials.iter();
        let names: Vec<_> = parts
            .clone()
            .map(|part| part.name.snake().to_string())
            .collect();
        let docs: Vec<_> = parts.map(|part| text(part.description.as_ref())).collect();
        let path = format!("Auth::{}", alternative.name.pascal());
        to.push(Piece::new(path, "variant", names.join(", ")).docs(docs.join("\n")));
    }
}

fn type_def(model: &Model, def: &TypeDef, to: &mut Vec<Piece>) {
    let name = def.name.pascal().to_string();
    let part = |part: &str| format!("{name}::{part}");
    let docs = format!(
        "{} {} {}",
        text(def.description.as_ref()),
        def.examples.join(" "),
        def.deprecated
    );
    let item = |kind, signature: String| Piece::new(name.clone(), kind, signature).docs(&docs);
    match &def.shape {
        Shape::Struct {
            fields,
            additional_properties,
        } => {
            to.push(item("struct", String::new()));
            structure(model, def, fields, &name, to);
            if let Some(ty) = additional_properties {
                let ty = spelled(model, ty);
                to.push(Piece::new(part("additional_properties"), "field", ty));
            }
        }
        Shape::Enum { variants } => {
            to.push(item("enum", String::new()));
            let variants = variants.iter().map(|it| it.name.pascal().to_string());
            to.extend(variants.map(|it| Piece::new(part(&it), "variant", String::new())));
        }
        Shape::StringNewtype { constraints } => {
            let docs = format!("{docs} {constraints:?}");
            to.push(item("newtype", "String".to_owned()).docs(docs));
            let is_checked =
                |it: &Constraint| matches!(it, Constraint::MinLength(_) | Constraint::MaxLength(_));
            if constraints.iter().any(is_checked) {
                let signature = "fn(&self)".to_owned();
                to.push(Piece::new(part("validate"), "method", signature));
            }
        }
        Shape::Union { variants, tag } => {
            to.push(item("enum", String::new()));
            for variant in variants {
                let ty = spelled(model, &variant.ty);
                let name = part(&variant.name.pascal().to_string());
                to.push(Piece::new(name, "variant", ty));
            }
            if tag.is_some() {
                to.push(Piece::new(part("Other"), "variant", "Value".to_owned()));
            }
        }
        Shape::Responses { variants, .. } => {
            to.push(item("enum", String::new()));
            for variant in variants {
                let ty = variant.ty.as_ref().map(|ty| spelled(model, ty));
                let name = part(&variant.name.pascal().to_string());
                to.push(Piece::new(name, "variant", ty.unwrap_or_default()));
            }
        }
        Shape::Alias { target } => to.push(item("type", spelled(model, target))),
        Shape::Newtype { target } => to.push(item("newtype", spelled(model, target))),
    }
}

/// A struct's fields, and how it is made: none is added that breaks a caller, since a struct
/// takes new fields, but what its maker needs does.
fn structure(model: &Model, def: &TypeDef, fields: &[Field], name: &str, to: &mut Vec<Piece>) {
    for field in fields {
        let ty = match &field.ty {
            Type::Nullable(inner) if field.optional => {
                format!("Nullable<{}>", spelled(model, inner))
            }
            ty if field.optional => format!("Option<{}>", spelled(model, ty)),
            ty => spelled(model, ty),
        };
        let path = format!("{name}::{}", field.name.snake());
        to.push(Piece::new(path, "field", ty).docs(described(&field.docs)));
    }
    let required: Vec<String> = fields
        .iter()
        .filter(|field| !field.optional)
        .map(|field| spelled(model, &field.ty))
        .collect();
    if !def.usage.sent {
        return;
    }
    if required.is_empty() {
        let path = format!("{name}::default");
        to.push(Piece::new(path, "trait", "Default".to_owned()));
    } else {
        let signature = format!("fn({})", required.join(", "));
        to.push(Piece::new(format!("{name}::new"), "function", signature));
    }
}

fn resource(model: &Model, resource: &Resource, path: &str, to: &mut Vec<Piece>) {
    for child in &resource.children {
        let path = format!("{path}::{}", child.name.snake());
        to.push(Piece::new(path.clone(), "resource", String::new()));
        self::resource(model, child, &path, to);
    }
    for call in &resource.operations {
        operation(model, call, path, to);
    }
}

fn operation(model: &Model, operation: &Operation, path: &str, to: &mut Vec<Piece>) {
    let arguments = operation.arguments().map(|input| spelled(model, &input.ty));
    let arguments: Vec<_> = arguments.collect();
    let answer = operation.response.ty.as_ref();
    let answer = answer.map_or("()".to_owned(), |ty| spelled(model, ty));
    let path = format!("{path}::{}", operation.name.snake());
    let said = [
        operation.summary.as_ref(),
        operation.description.as_ref(),
        operation.response.description.as_ref(),
    ];
    let said: Vec<_> = said.into_iter().map(|it| text(it).to_owned()).collect();
    let described: Vec<_> = operation
        .arguments()
        .map(|input| described(&input.docs))
        .collect();
    to.push(Piece {
        deprecated: operation.deprecated,
        ..Piece::new(
            path.clone(),
            "call",
            format!("fn({}) -> {answer}", arguments.join(", ")),
        )
        .docs(format!(
            "{} {} {:?}",
            said.join("\n"),
            described.join("\n"),
            operation.permissions
        ))
    });
    let readers = [
        ("error_details", &operation.error_type),
        ("response_headers", &operation.headers_type),
    ];
    for (reader, ty) in readers {
        let ty = ty.as_ref().map(|ty| spelled(model, ty));
        to.extend(ty.map(|ty| Piece::new(format!("{path}::{reader}"), "type of a call", ty)));
    }
    let setters = operation.setters().map(|input: &Input| {
        let path = format!("{path}::{}", input.name.snake());
        let signature = format!("fn({})", spelled(model, &input.ty));
        Piece::new(path, "setter", signature).docs(self::described(&input.docs))
    });
    to.extend(setters);
}

fn text(text: Option<&String>) -> &str {
    text.map_or("", String::as_str)
}

/// All that the documentation of a field says.
fn described(docs: &Docs) -> String {
    format!(
        "{} {:?} {:?} {:?} {}",
        text(docs.description.as_ref()),
        docs.constraints,
        docs.default,
        docs.examples,
        docs.deprecated
    )
}

/// A type as a user knows it.
fn spelled(model: &Model, ty: &Type) -> String {
    match ty {
        Type::Any => "Value".to_owned(),
        Type::Null => "()".to_owned(),
        Type::Bool => "bool".to_owned(),
        Type::Integer(int) => integer(*int).to_owned(),
        Type::Float => "f64".to_owned(),
        Type::String => "String".to_owned(),
        Type::Timestamp => "Timestamp".to_owned(),
        Type::File => "File".to_owned(),
        Type::Bytes => "Bytes".to_owned(),
        Type::Date => "Date".to_owned(),
        Type::List(item) => format!("Vec<{}>", spelled(model, item)),
        Type::Map(value) => format!("Map<String, {}>", spelled(model, value)),
        Type::Nullable(inner) => format!("Option<{}>", spelled(model, inner)),
        Type::Boxed(inner) => format!("Box<{}>", spelled(model, inner)),
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
