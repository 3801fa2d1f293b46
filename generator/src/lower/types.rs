//! Types: what a schema becomes in Rust.

use super::all_of::{Whole, is_null, whole};
use super::scalars::{float, int, primitives, text};
use super::union::has_null;
use super::unwieldy::is_unwieldy;
use super::{bounds, examples};
use crate::code;
use crate::document::{Additional, Primitive, Reference, Schema};
use crate::model::{Sample, Shape, Type, TypeDef, TypeId, Use};
use crate::name::Name;
use crate::pointer::Pointer;
use crate::report::Report;
use crate::resolve::Resolver;
use std::collections::{HashMap, HashSet};

/// What a schema comes to.
pub(super) enum Lowered {
    /// A type that needs no name.
    Type(Type),
    /// A type that needs one.
    Shape(Shape),
}

/// The types met so far.
pub(super) struct Types<'d> {
    pub(super) resolver: Resolver<'d>,
    pub(super) report: &'d Report,
    /// The component schemas that are texts of a type of their own.
    texts: HashSet<String>,
    components: HashMap<String, Type>,
    /// The types of schemas without a name, so that one place makes one type.
    inline: HashMap<Pointer, Vec<(Schema, Type)>>,
    /// The schemas without a name that are being made, each with its type if it holds itself.
    open: Vec<(Schema, Option<TypeId>)>,
    /// `None` while a type is being made.
    made: Vec<Option<TypeDef>>,
    /// The examples met so far.
    pub(super) samples: Vec<Sample>,
}

impl<'d> Types<'d> {
    pub(super) fn new(resolver: Resolver<'d>, report: &'d Report) -> Self {
        Self {
            resolver,
            report,
            texts: HashSet::new(),
            components: HashMap::new(),
            inline: HashMap::new(),
            open: Vec::new(),
            made: Vec::new(),
            samples: Vec::new(),
        }
    }

    /// Says which component schemas become types of their own although they are
    /// only texts.
    pub(super) fn declare_texts(&mut self, names: impl IntoIterator<Item = String>) {
        self.texts.extend(names);
    }

    /// All types, in the order in which they were met.
    pub(super) fn finish(self) -> Vec<TypeDef> {
        self.made.into_iter().flatten().collect()
    }

    /// The type of a schema; `name` is what it is called if it needs a name.
    pub(super) fn ty(&mut self, schema: &Schema, name: &Name) -> Type {
        let ty = match whole(schema, self.resolver, self.report) {
            Whole::Reference {
                reference,
                nullable,
            } => {
                let ty = self.component(&reference);
                if nullable { ty.nullable() } else { ty }
            }
            Whole::Schema(whole) => self.in_place(schema, &whole, name),
        };
        self.sample(&ty, &schema.examples);
        ty
    }

    /// The type of a schema that stands in the middle of something. What is
    /// met again, on another way to the same place, is the same type.
    fn in_place(&mut self, schema: &Schema, whole: &Schema, name: &Name) -> Type {
        let known = self.inline.get(&schema.at);
        let known = known.and_then(|known| known.iter().find(|(known, _)| known == schema));
        if let Some((_, ty)) = known {
            return ty.clone();
        }
        if let Some(id) = self.itself(schema) {
            return Type::Named(id);
        }
        self.open.push((schema.clone(), None));
        let ty = self.of_whole(whole, name);
        let ty = match self.open.pop() {
            Some((_, Some(id))) => self.tied(id, ty, whole, name),
            _ => ty,
        };
        if ty.named().is_some() {
            let known = self.inline.entry(schema.at.clone()).or_default();
            known.push((schema.clone(), ty.clone()));
        }
        ty
    }

    /// The type of a schema without a name that is met while it is being made.
    fn itself(&mut self, schema: &Schema) -> Option<TypeId> {
        let is_it = |(open, _): &(Schema, _)| open.at == schema.at && open == schema;
        let at = self.open.iter().position(is_it)?;
        let id = self.open[at].1.unwrap_or_else(|| self.reserve());
        self.open[at].1 = Some(id);
        Some(id)
    }

    /// Makes `id`, by which a type has been called within itself, that type.
    fn tied(&mut self, id: TypeId, ty: Type, schema: &Schema, name: &Name) -> Type {
        let alias = |target| type_def(name.clone(), schema, Shape::Alias { target }, true);
        let is_own = |inner: &TypeId| {
            let made = self.made[inner.0].as_ref();
            inner.0 > id.0 && made.is_some_and(|made| made.inline)
        };
        if let Type::Named(inner) = ty
            && is_own(&inner)
        {
            self.made[id.0] = self.made[inner.0].take();
            self.made[inner.0] = Some(alias(Type::Named(id)));
        } else {
            self.made[id.0] = Some(alias(ty));
        }
        Type::Named(id)
    }

    /// The type of a component schema, made when it is first asked for.
    fn component(&mut self, reference: &Reference) -> Type {
        let Some((name, schema)) = self.resolver.schema(reference) else {
            return Type::Any;
        };
        if let Some(known) = self.components.get(name) {
            return known.clone();
        }
        let id = self.reserve();
        self.components.insert(name.to_owned(), Type::Named(id));
        let rust = Name::spelled(name);
        let shape = if self.texts.contains(name) {
            Shape::Text {
                bounds: bounds::bounds(schema),
            }
        } else {
            self.component_shape(schema, &rust)
        };
        let ty = match &shape {
            Shape::Alias { target } if is_simple(target) => target.clone(),
            _ => Type::Named(id),
        };
        self.made[id.0] = Some(type_def(rust, schema, shape, false));
        self.components.insert(name.to_owned(), ty.clone());
        self.sample(&ty, &schema.examples);
        ty
    }

    fn component_shape(&mut self, schema: &Schema, name: &Name) -> Shape {
        match whole(schema, self.resolver, self.report) {
            Whole::Reference {
                reference,
                nullable,
            } => {
                let target = self.component(&reference);
                Shape::Alias {
                    target: if nullable { target.nullable() } else { target },
                }
            }
            Whole::Schema(schema) if schema.nullable || has_null(&schema) => Shape::Alias {
                target: self.of_whole(&schema, &name.part("value")),
            },
            Whole::Schema(schema) => match self.lowered(&schema, name) {
                Lowered::Shape(shape) => shape,
                Lowered::Type(target) => Shape::Alias { target },
            },
        }
    }

    fn reserve(&mut self) -> TypeId {
        self.made.push(None);
        TypeId(self.made.len() - 1)
    }

    /// The type of a schema without `$ref` and `allOf`.
    fn of_whole(&mut self, schema: &Schema, name: &Name) -> Type {
        let mut lowered = self.lowered(schema, name);
        if let Lowered::Type(target) = &lowered
            && is_unwieldy(target)
        {
            let target = target.clone();
            lowered = Lowered::Shape(Shape::Alias { target });
        }
        let ty = self.type_of(lowered, schema, name);
        if schema.nullable { ty.nullable() } else { ty }
    }

    /// A type, with a name of its own if it needs one.
    pub(super) fn type_of(&mut self, lowered: Lowered, schema: &Schema, name: &Name) -> Type {
        match lowered {
            Lowered::Type(ty) => ty,
            Lowered::Shape(shape) => {
                let id = self.reserve();
                self.made[id.0] = Some(type_def(name.clone(), schema, shape, true));
                Type::Named(id)
            }
        }
    }

    /// What a schema without `$ref` and `allOf` comes to, but for `null`.
    pub(super) fn lowered(&mut self, schema: &Schema, name: &Name) -> Lowered {
        for keyword in &schema.unsupported {
            self.unsupported(schema, &format!("`{keyword}`"));
        }
        for keyword in &schema.ignored {
            let message = format!("`{keyword}` is ignored: the type takes what it refuses, too");
            self.report.add(
                code::IGNORED_KEYWORD
                    .at(&schema.at.child(keyword), message)
                    .on_key(),
            );
        }
        if is_null(schema) {
            return Lowered::Type(Type::Null);
        }
        if let Some(union) = self.union(schema, name) {
            return union;
        }
        match self.named_shape(schema, name) {
            Some(shape) => Lowered::Shape(shape),
            None => Lowered::Type(self.unnamed(schema, name)),
        }
    }

    fn unsupported(&self, schema: &Schema, what: &str) {
        let message = format!("{what} is not supported yet");
        self.report.add(code::UNSUPPORTED.at(&schema.at, message));
    }

    /// A schema with its references and its `allOf` worked in.
    pub(super) fn opened(&self, schema: &Schema) -> Schema {
        let silent = Report::default();
        let mut opened = whole(schema, self.resolver, &silent);
        let mut nullable = false;
        // References to references are few; the resolver tells of circles.
        for _ in 0..16 {
            match opened {
                Whole::Schema(schema) => {
                    return Schema {
                        nullable: nullable || schema.nullable,
                        ..*schema
                    };
                }
                Whole::Reference {
                    reference,
                    nullable: beside,
                } => {
                    nullable |= beside;
                    let Some((_, target)) = self.resolver.schema(&reference) else {
                        break;
                    };
                    opened = whole(target, self.resolver, &silent);
                }
            }
        }
        Schema::default()
    }

    /// Whether a value is written as one short text.
    pub(super) fn is_scalar(&self, ty: &Type) -> bool {
        match self.plain(ty) {
            Type::Any
            | Type::Null
            | Type::List(_)
            | Type::Map(_)
            | Type::Nullable(_)
            | Type::Boxed(_) => false,
            Type::Named(id) => {
                let shape = self.made[id.0].as_ref().map(|made| &made.shape);
                matches!(shape, Some(Shape::Enum { .. } | Shape::Text { .. }))
            }
            _ => true,
        }
    }

    /// The type behind aliases.
    pub(super) fn plain(&self, ty: &Type) -> Type {
        let Type::Named(id) = ty else {
            return ty.clone();
        };
        match self.made[id.0].as_ref().map(|made| &made.shape) {
            Some(Shape::Alias { target }) => self.plain(target),
            _ => ty.clone(),
        }
    }

    /// What a schema is that needs no name.
    fn unnamed(&mut self, schema: &Schema, name: &Name) -> Type {
        if schema.never {
            self.unsupported(schema, "a schema that nothing satisfies");
        }
        match primitives(schema).as_slice() {
            [Primitive::Null] => Type::Null,
            [Primitive::Boolean] => Type::Bool,
            [Primitive::Integer] => Type::Integer(int(schema)),
            [Primitive::Number] => Type::Float(float(schema)),
            [Primitive::String] => text(schema),
            [Primitive::Array] => Type::List(Box::new(match &schema.items {
                Some(items) => self.ty(items, &name.part("item")),
                None => Type::Any,
            })),
            [Primitive::Object] => Type::Map(Box::new(match &schema.additional {
                Some(Additional::Schema(value)) => self.ty(value, &name.part("value")),
                _ => Type::Any,
            })),
            // None says nothing, and several are a union.
            _ => Type::Any,
        }
    }
}

/// Whether another name for a type says less than the type itself.
fn is_simple(ty: &Type) -> bool {
    match ty {
        Type::Named(_) | Type::List(_) | Type::Map(_) | Type::Boxed(_) => false,
        Type::Nullable(inner) => is_simple(inner),
        _ => true,
    }
}

fn type_def(name: Name, schema: &Schema, shape: Shape, inline: bool) -> TypeDef {
    TypeDef {
        name,
        description: schema.description.clone(),
        deprecated: schema.deprecated,
        examples: examples::texts(schema),
        shape,
        inline,
        used: Use::default(),
    }
}
