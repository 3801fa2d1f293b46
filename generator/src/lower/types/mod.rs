//! Types: what a schema becomes in Rust.

pub(in crate::lower) mod about;
pub(crate) mod all_of;
pub(in crate::lower) mod bounds;
pub(in crate::lower) mod conditional;
pub(in crate::lower) mod examples;
pub(in crate::lower) mod fields;
pub(in crate::lower) mod formats;
pub(in crate::lower) mod keywords;
pub(in crate::lower) mod made;
pub(in crate::lower) mod null;
pub(in crate::lower) mod recursion;
pub(in crate::lower) mod scalars;
pub(in crate::lower) mod size;
pub(in crate::lower) mod subtypes;
pub(in crate::lower) mod tag;
pub(in crate::lower) mod union;
pub(in crate::lower) mod unwieldy;
pub(in crate::lower) mod views;
pub(in crate::lower) mod witness;

use crate::diagnostic::code;
use crate::diagnostic::report::Report;
use crate::input::pointer::Pointer;
use crate::lower::stack::deep;
use crate::lower::types::all_of::{Whole, whole};
use crate::lower::types::formats::Formats;
use crate::lower::types::null::is_null;
use crate::lower::types::scalars::{int, number, primitives, text};
use crate::lower::types::union::with_common_requirements;
use crate::lower::types::unwieldy::is_unwieldy;
use crate::model::{Origin, Sample, Shape, Type, TypeDef, TypeId, TypeRole, Usage};
use crate::openapi::document::{Primitive, Reference, Schema};
use crate::openapi::resolve::Resolver;
use crate::rust::names::Name;
use std::collections::{BTreeSet, HashMap, HashSet};

/// What a schema comes to.
pub(in crate::lower) enum Lowered {
    /// A type that needs no name.
    Type(Type),
    /// A type that needs one.
    Shape(Shape),
}

/// What stands in one place is rarely within itself, and if it is this often, it always is.
const WITHIN: usize = 8;

/// What stands in one place is rarely another schema each time it is come to, and if it is
/// this often, there is no end to it.
const FORMS: usize = 4_096;

/// The types met so far.
pub(in crate::lower) struct Types<'d> {
    pub(in crate::lower) resolver: &'d Resolver<'d>,
    pub(in crate::lower) report: &'d Report,
    /// The component schemas that are texts of a type of their own.
    texts: HashSet<Pointer>,
    components: HashMap<Pointer, Type>,
    /// The types of schemas without a name, so that one place makes one type.
    inline: HashMap<Pointer, Vec<(Schema, Type)>>,
    /// The schemas without a name whose types are being made, and the types of those that
    /// something in them refers to.
    open: Vec<(Schema, Option<TypeId>)>,
    /// How many schemas have been met in one place.
    forms: HashMap<Pointer, usize>,
    /// Where schemas stand that are never the same again.
    endless: HashSet<Pointer>,
    /// `None` while a type is being made.
    pub(in crate::lower) made: Vec<Option<TypeDef>>,
    /// The examples met so far.
    pub(in crate::lower) samples: Vec<Sample>,
    formats: Formats,
}

impl<'d> Types<'d> {
    pub(in crate::lower) fn new(resolver: &'d Resolver<'d>, report: &'d Report) -> Self {
        Self {
            resolver,
            report,
            texts: HashSet::new(),
            components: HashMap::new(),
            inline: HashMap::new(),
            open: Vec::new(),
            forms: HashMap::new(),
            endless: HashSet::new(),
            made: Vec::new(),
            samples: Vec::new(),
            formats: Formats::default(),
        }
    }

    /// Says which component schemas become types of their own although they are
    /// only texts.
    pub(in crate::lower) fn declare_texts(&mut self, places: impl IntoIterator<Item = Pointer>) {
        self.texts.extend(places);
    }

    /// All types, in the order in which they were met.
    pub(in crate::lower) fn finish(self) -> Vec<TypeDef> {
        self.made.into_iter().flatten().collect()
    }

    /// The type of a schema, if that is a component.
    pub(in crate::lower) fn of_component(&mut self, schema: &Schema) -> Option<Type> {
        match whole(schema, self.resolver, self.report) {
            Whole::Reference { reference, .. } => Some(self.component(&reference)),
            Whole::Schema(_) => None,
        }
    }

    /// The type of a schema; `name` is what it is called if it needs a name.
    pub(in crate::lower) fn ty(&mut self, schema: &Schema, name: &Name) -> Type {
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
        let known = self.referred(schema).or_else(|| self.met(schema));
        if let Some(ty) = known.or_else(|| self.around(schema)) {
            return ty;
        }
        if self.is_endless(schema) {
            return Type::Any;
        }
        self.enter(schema);
        let ty = self.of_whole(whole, name);
        self.leave(schema, name, ty)
    }

    fn enter(&mut self, schema: &Schema) {
        self.open.push((schema.clone(), None));
    }

    /// The type of a schema that has been entered. What this needs is not on the stack
    /// meanwhile: schemas can be nested deep.
    fn leave(&mut self, schema: &Schema, name: &Name, mut ty: Type) -> Type {
        if let Some((_, Some(id))) = self.open.pop()
            && self.made[id.0].is_none()
        {
            let target = std::mem::replace(&mut ty, Type::Named(id));
            let shape = self.alias(target, id, schema);
            self.made[id.0] = Some(type_def(name.clone(), schema, shape, Origin::Inline));
        }
        if ty.type_id().is_some() {
            let known = self.inline.entry(schema.at.clone()).or_default();
            known.push((schema.clone(), ty.clone()));
        }
        ty
    }

    /// Whether what stands in one place holds itself in ever new forms, which is told.
    fn is_endless(&mut self, schema: &Schema) -> bool {
        if self.endless.contains(&schema.at) {
            return true;
        }
        let forms = self.forms.entry(schema.at.clone()).or_default();
        *forms += 1;
        let within = self.open.iter().filter(|(open, _)| open.at == schema.at);
        let is_endless = *forms > FORMS || within.count() >= WITHIN;
        if is_endless {
            self.endless.insert(schema.at.clone());
            let message =
                "this holds itself, and is another schema each time: any value is taken at last";
            let help = "give the part that repeats a name in `components/schemas`";
            self.report
                .add(code::TOO_MANY_FORMS.at(&schema.at, message).help(help));
        }
        is_endless
    }

    /// The type that a schema has from a reference to where it stands.
    fn referred(&self, schema: &Schema) -> Option<Type> {
        let ty = self.components.get(&schema.at)?;
        (self.resolver.schema_at(&schema.at) == Some(schema)).then(|| ty.clone())
    }

    /// The type that a schema has from where it stands.
    fn met(&self, schema: &Schema) -> Option<Type> {
        let known = self.inline.get(&schema.at)?;
        let (_, ty) = known.iter().find(|(known, _)| known == schema)?;
        Some(ty.clone())
    }

    /// The type of a schema that the schema at hand is a part of.
    fn around(&mut self, schema: &Schema) -> Option<Type> {
        let open = self.open.iter().position(|(open, _)| open == schema)?;
        let id = match self.open[open].1 {
            Some(id) => id,
            None => self.reserve(),
        };
        self.open[open].1 = Some(id);
        Some(Type::Named(id))
    }

    /// The type of a component schema, made when it is first asked for.
    fn component(&mut self, reference: &Reference) -> Type {
        let Some((name, schema)) = self.resolver.schema(reference) else {
            return Type::Any;
        };
        if let Some(known) = self.components.get(&schema.at) {
            return known.clone();
        }
        if let Some(known) = self.met(schema).or_else(|| self.around(schema)) {
            return known;
        }
        let id = self.reserve();
        self.components.insert(schema.at.clone(), Type::Named(id));
        let rust = Name::new(name);
        let origin = self.resolver.origin(&schema.at);
        let shape = if self.texts.contains(&schema.at) {
            Shape::StringNewtype {
                constraints: bounds::bounds(schema),
            }
        } else {
            match deep(|| self.component_shape(schema, &rust)) {
                Shape::Alias { target } => self.alias(target, id, schema),
                shape => shape,
            }
        };
        let ty = match &shape {
            // Another name for the same name, or for what nobody has named, says nothing.
            Shape::Alias { target }
                if is_simple(target)
                    || origin == Origin::Inline
                    || self.is_called(target, &rust) =>
            {
                target.clone()
            }
            _ => Type::Named(id),
        };
        self.made[id.0] = Some(type_def(rust, schema, shape, origin));
        self.components.insert(schema.at.clone(), ty.clone());
        self.sample(&ty, &schema.examples);
        ty
    }

    /// The name `id` for a type, unless that is nothing but the name again.
    fn alias(&self, target: Type, id: TypeId, schema: &Schema) -> Shape {
        if !self.is_only(&target, id) {
            return Shape::Alias { target };
        }
        let message = "this schema is only itself again, which says nothing";
        self.report.add(code::CIRCLE.at(&schema.at, message));
        Shape::Alias { target: Type::Any }
    }

    /// Whether a type is `id` by another name, or that and `null`.
    fn is_only(&self, ty: &Type, id: TypeId) -> bool {
        match ty {
            Type::Nullable(inner) | Type::Boxed(inner) => self.is_only(inner, id),
            Type::Named(named) if *named == id => true,
            Type::Named(named) => match self.made[named.0].as_ref().map(|made| &made.shape) {
                Some(Shape::Alias { target }) => self.is_only(target, id),
                _ => false,
            },
            _ => false,
        }
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
            Whole::Schema(schema) if schema.nullable || self.has_null(&schema) => Shape::Alias {
                target: self.of_whole(&schema, &name.join("value")),
            },
            Whole::Schema(schema) => match self.lowered(&schema, name) {
                Lowered::Shape(shape) => shape,
                Lowered::Type(target) => Shape::Alias { target },
            },
        }
    }

    /// The type that the schema at hand is to have, since something in it refers to it.
    fn id_of(&self, schema: &Schema) -> Option<TypeId> {
        let (open, id) = self.open.last()?;
        id.filter(|id| open.at == schema.at && self.made[id.0].is_none())
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
    pub(in crate::lower) fn type_of(
        &mut self,
        lowered: Lowered,
        schema: &Schema,
        name: &Name,
    ) -> Type {
        match lowered {
            Lowered::Type(ty) => ty,
            Lowered::Shape(shape) => {
                let id = self.id_of(schema).unwrap_or_else(|| self.reserve());
                self.made[id.0] = Some(type_def(name.clone(), schema, shape, Origin::Inline));
                Type::Named(id)
            }
        }
    }

    /// Has a type stand for something: the type itself if it was made for that, or else another
    /// name for it.
    pub(in crate::lower) fn stand(
        &mut self,
        ty: Type,
        name: &Name,
        description: Option<String>,
        standing: TypeRole,
    ) -> Type {
        if let Type::Named(id) = ty
            && let Some(made) = &mut self.made[id.0]
            && made.origin == Origin::Inline
            && made.name == *name
        {
            made.description = description.or(made.description.take());
            made.role = standing;
            return ty;
        }
        let id = self.reserve();
        let shape = Shape::Alias { target: ty };
        self.made[id.0] = Some(TypeDef {
            description,
            role: standing,
            ..type_def(name.clone(), &Schema::default(), shape, Origin::Inline)
        });
        Type::Named(id)
    }

    /// What a schema without `$ref` and `allOf` comes to, but for `null`.
    pub(in crate::lower) fn lowered(&mut self, schema: &Schema, name: &Name) -> Lowered {
        for keyword in &schema.ignored {
            self.ignored(schema, keyword);
        }
        self.formats.check(schema, self.report);
        if is_null(schema) {
            return Lowered::Type(Type::Null);
        }
        let stricter = with_common_requirements(schema);
        let schema = stricter.as_ref().unwrap_or(schema);
        if let Some(union) = self.of_subtypes(schema, name) {
            return Lowered::Shape(union);
        }
        if let Some(union) = self.union(schema, name) {
            return union;
        }
        match self.named_shape(schema, name) {
            Some(shape) => Lowered::Shape(shape),
            None => Lowered::Type(self.unnamed(schema, name)),
        }
    }

    /// Tells of a keyword that refuses values which the type takes.
    pub(in crate::lower) fn ignored(&self, schema: &Schema, keyword: &str) {
        let message = format!("`{keyword}` is ignored: the type takes what it refuses, too");
        let at = schema.at.child(keyword);
        self.report
            .add(code::IGNORED_KEYWORD.at(&at, message).on_key());
    }

    /// A schema with its references and its `allOf` worked in.
    pub(in crate::lower) fn opened(&self, schema: &Schema) -> Schema {
        let silent = Report::default();
        let mut opened = whole(schema, self.resolver, &silent);
        let mut nullable = false;
        // References to references are few; the resolver tells of circles.
        for _ in 0..16 {
            match opened {
                Whole::Schema(schema) => {
                    return Schema {
                        nullable: nullable || schema.nullable,
                        ..self.with_subtypes(*schema)
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

    /// What a schema is that needs no name.
    fn unnamed(&mut self, schema: &Schema, name: &Name) -> Type {
        if schema.never {
            let message = "nothing satisfies this schema: any value is taken";
            self.report.add(code::IMPOSSIBLE.at(&schema.at, message));
        }
        match primitives(schema).as_slice() {
            [Primitive::Null] => Type::Null,
            [Primitive::Boolean] => Type::Bool,
            [Primitive::Integer] => Type::Integer(int(schema)),
            [Primitive::Number] => number(schema),
            [Primitive::String] => text(schema),
            [Primitive::Array] => Type::List(Box::new(self.item(schema, name))),
            [Primitive::Object] => {
                let value = self.others(schema, name).unwrap_or(Type::Any);
                Type::Map(Box::new(value))
            }
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

fn type_def(name: Name, schema: &Schema, shape: Shape, origin: Origin) -> TypeDef {
    TypeDef {
        name,
        description: schema.description.clone(),
        deprecated: schema.deprecated,
        examples: examples::texts(schema),
        is_inferred: schema.types.is_empty() && schema.all_of.is_empty(),
        shape,
        origin,
        role: TypeRole::Schema,
        usage: Usage::default(),
        resources: BTreeSet::new(),
    }
}
