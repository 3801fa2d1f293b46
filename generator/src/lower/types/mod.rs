//! Types: what a node of the schema graph becomes in Rust.
//!
//! A component is a type of its own name. Any other node is made when it is first met, named
//! after where that is, and looked up from then on.

pub(in crate::lower) mod complexity;
pub(in crate::lower) mod constraints;
pub(in crate::lower) mod examples;
pub(in crate::lower) mod fields;
pub(in crate::lower) mod formats;
pub(in crate::lower) mod lookup;
mod names;
pub(in crate::lower) mod null;
pub(in crate::lower) mod samples;
pub(in crate::lower) mod scalars;
pub(in crate::lower) mod subtypes;
pub(in crate::lower) mod tag;
pub(in crate::lower) mod union;

use crate::diagnostic::code;
use crate::diagnostic::pointer::Pointer;
use crate::diagnostic::report::Report;
use crate::lower::stack::ensure_sufficient_stack;
use crate::lower::types::complexity::is_complex;
use crate::lower::types::formats::Formats;
use crate::lower::types::scalars::{integer, number, text};
use crate::model::{Origin, Sample, Shape, Type, TypeDef, TypeId, TypeRole, Usage};
use crate::openapi::document::{Example, Primitive, Schema};
use crate::openapi::resolve::Resolver;
use crate::rust::names::{Name, short_names};
use crate::schema::{Graph, Meaning, NodeId, Shape as SchemaShape};
use std::collections::{BTreeSet, HashMap, HashSet};

/// A lowered schema.
pub(in crate::lower) enum Lowered {
    /// A type that needs no name.
    Type(Type),
    /// A type that needs one.
    Shape(Shape),
}

/// How far the type of a node is.
#[derive(Clone)]
enum Progress {
    /// A component, whose type has an id from the start.
    Component(TypeId),
    /// A node without a name, and the id of its type if something in it refers to it.
    Inline(Option<TypeId>),
    Done(Type),
}

/// The types of the client, as far as they are made.
pub(in crate::lower) struct Types<'d> {
    pub(in crate::lower) graph: &'d Graph<'d>,
    pub(in crate::lower) resolver: &'d Resolver<'d>,
    pub(in crate::lower) report: &'d Report,
    /// The short names of the component schemas whose names have dots.
    short_names: HashMap<&'d str, Name>,
    /// The component schemas that become newtypes of strings.
    newtypes: HashSet<Pointer>,
    progress: HashMap<NodeId, Progress>,
    /// `None` while a type is being made.
    pub(in crate::lower) defs: Vec<Option<TypeDef>>,
    pub(in crate::lower) samples: Vec<Sample>,
    /// The enums of error responses of components, by their variants.
    pub(in crate::lower) error_enums: HashMap<String, Type>,
    /// The types of the headers of component responses, with and without those of pages.
    pub(in crate::lower) response_headers: HashMap<(&'d str, bool), Type>,
    /// The number of places whose type accepts any value, although their schema restricts it.
    pub(in crate::lower) unintended_any: usize,
    formats: Formats,
}

impl<'d> Types<'d> {
    pub(in crate::lower) fn new(graph: &'d Graph<'d>) -> Self {
        Self {
            graph,
            resolver: graph.resolver,
            report: graph.report,
            short_names: short_names(graph.resolver.component_names()),
            newtypes: HashSet::new(),
            progress: HashMap::new(),
            defs: Vec::new(),
            samples: Vec::new(),
            error_enums: HashMap::new(),
            response_headers: HashMap::new(),
            unintended_any: 0,
            formats: Formats::default(),
        }
    }

    /// Says which component schemas become newtypes of strings.
    pub(in crate::lower) fn declare_newtypes(
        &mut self,
        schemas: impl IntoIterator<Item = Pointer>,
    ) {
        self.newtypes.extend(schemas);
    }

    /// All types, in the order in which they were met.
    pub(in crate::lower) fn finish(self) -> Vec<TypeDef> {
        self.defs.into_iter().flatten().collect()
    }

    /// The type of a schema, if that is a component.
    pub(in crate::lower) fn of_component(&mut self, schema: &'d Schema) -> Option<Type> {
        match self.graph.meaning(self.graph.node(schema)) {
            Meaning::Renames { target, .. } => Some(self.component(*target)),
            Meaning::Shape(_) => None,
        }
    }

    /// The shape of a schema of the document.
    pub(in crate::lower) fn shape(&self, schema: &'d Schema) -> &'d SchemaShape<'d> {
        self.graph.shape(self.graph.node(schema))
    }

    /// The type of a schema of the document.
    pub(in crate::lower) fn of_schema(&mut self, schema: &'d Schema, name: &Name) -> Type {
        self.ty(self.graph.node(schema), name)
    }

    /// The type of a node; `name` is what it is called if it needs a name.
    pub(in crate::lower) fn ty(&mut self, node: NodeId, name: &Name) -> Type {
        let ty = match self.graph.meaning(node) {
            Meaning::Renames { target, nullable } => {
                let ty = self.component(*target);
                if *nullable { ty.nullable() } else { ty }
            }
            Meaning::Shape(_) => self.inline(node, name),
        };
        self.add_samples(&ty, self.graph.examples(node));
        if self.plain(&ty) == Type::Any && !self.graph.shape(node).is_unrestricted() {
            self.unintended_any += 1;
        }
        ty
    }

    /// The type of a node that is not referred to by name.
    fn inline(&mut self, node: NodeId, name: &Name) -> Type {
        if let Some(known) = self.known(node) {
            return known;
        }
        self.progress.insert(node, Progress::Inline(None));
        let shared = self.shared_name(node);
        let first_new = self.defs.len();
        let name = shared.as_ref().unwrap_or(name);
        let mut ty = self.of_node(node, name);
        if let Some(id) = self.reserved(node) {
            let target = std::mem::replace(&mut ty, Type::Named(id));
            let words = self.graph.written(node).map(Words::from);
            let shape = self.alias(target, id, node);
            let def = self.type_def(
                name.clone(),
                words.unwrap_or_default(),
                shape,
                Origin::Inline,
            );
            self.defs[id.0] = Some(def);
        }
        if let (Some(_), Some(id)) = (shared, ty.type_id())
            && id.0 >= first_new
            && let Some(def) = &mut self.defs[id.0]
        {
            def.origin = Origin::Shared;
        }
        self.progress.insert(node, Progress::Done(ty.clone()));
        ty
    }

    /// The type of a node that has been met, if only as something around this one.
    fn known(&mut self, node: NodeId) -> Option<Type> {
        match self.progress.get(&node)?.clone() {
            Progress::Done(ty) => Some(ty),
            Progress::Component(id) if self.is_nullable(node) => Some(Type::Named(id).nullable()),
            Progress::Component(id) | Progress::Inline(Some(id)) => Some(Type::Named(id)),
            Progress::Inline(None) => {
                let id = self.reserve();
                self.progress.insert(node, Progress::Inline(Some(id)));
                Some(Type::Named(id))
            }
        }
    }

    /// The id that the type of a node is to have since something in it refers to it, as long as no
    /// type has it.
    fn reserved(&self, node: NodeId) -> Option<TypeId> {
        match self.progress.get(&node) {
            Some(Progress::Inline(Some(id))) if self.defs[id.0].is_none() => Some(*id),
            _ => None,
        }
    }

    fn reserve(&mut self) -> TypeId {
        self.defs.push(None);
        TypeId(self.defs.len() - 1)
    }

    /// The type of a component schema, or of another one that is referred to. If `null` is valid, its
    /// name is that of the other values, and the type is nullable.
    pub(in crate::lower) fn component(&mut self, node: NodeId) -> Type {
        if let Some(known) = self.known(node) {
            return known;
        }
        let Some(schema) = self.graph.written(node) else {
            return Type::Any;
        };
        let id = self.reserve();
        self.progress.insert(node, Progress::Component(id));
        let name = self.component_name(self.resolver.name(&schema.at));
        let origin = self.resolver.origin(&schema.at);
        let shape = if self.newtypes.contains(&schema.at) {
            Shape::StringNewtype {
                constraints: self.constraints(node),
            }
        } else {
            match ensure_sufficient_stack(|| self.component_shape(node, &name)) {
                Shape::Alias { target } => self.alias(target, id, node),
                shape => shape,
            }
        };
        let ty = match &shape {
            // Another name for the same name, or for what nobody has named, says nothing.
            Shape::Alias { target }
                if is_simple(target)
                    || origin == Origin::Inline
                    || self.is_called(target, &name) =>
            {
                target.clone()
            }
            _ => Type::Named(id),
        };
        let ty = if self.is_nullable(node) {
            self.or_null(ty)
        } else {
            ty
        };
        self.defs[id.0] = Some(self.type_def(name, schema.into(), shape, origin));
        self.progress.insert(node, Progress::Done(ty.clone()));
        self.add_samples(&ty, &schema.examples);
        ty
    }

    fn component_shape(&mut self, node: NodeId, name: &Name) -> Shape {
        match self.graph.meaning(node) {
            Meaning::Renames { target, .. } => {
                let target = self.component(*target);
                Shape::Alias {
                    target: self.not_null(target),
                }
            }
            Meaning::Shape(_) => match self.lowered(node, name) {
                Lowered::Shape(shape) => shape,
                Lowered::Type(target) => Shape::Alias {
                    target: self.not_null(target),
                },
            },
        }
    }

    /// Whether a component, or one that it renames, declares that `null` is valid.
    fn is_nullable(&self, node: NodeId) -> bool {
        let (target, is_renamed_nullable) = self.graph.target(node);
        is_renamed_nullable || self.has_null(target)
    }

    /// The name `id` for a type, unless that is nothing but the name again.
    fn alias(&self, target: Type, id: TypeId, node: NodeId) -> Shape {
        if !self.is_only(&target, id) {
            return Shape::Alias { target };
        }
        let at = self.graph.shape(node).at;
        let at = self.graph.written(node).map_or(at, |schema| &schema.at);
        let message = "reference cycle: this schema resolves only to itself";
        self.report.add(code::REFERENCE_CYCLE.at(at, message));
        Shape::Alias { target: Type::Any }
    }

    /// Whether a type is `id` by another name, or that and `null`.
    fn is_only(&self, ty: &Type, id: TypeId) -> bool {
        match ty {
            Type::Nullable(inner) | Type::Boxed(inner) => self.is_only(inner, id),
            Type::Named(named) if *named == id => true,
            Type::Named(named) => match self.defs[named.0].as_ref().map(|def| &def.shape) {
                Some(Shape::Alias { target }) => self.is_only(target, id),
                _ => false,
            },
            _ => false,
        }
    }

    /// The type of a node that renames no other.
    fn of_node(&mut self, node: NodeId, name: &Name) -> Type {
        let mut lowered = self.lowered(node, name);
        if let Lowered::Type(target) = &lowered
            && is_complex(target)
        {
            let target = target.clone();
            lowered = Lowered::Shape(Shape::Alias { target });
        }
        let ty = self.type_of(lowered, node, name);
        if self.has_null(node) {
            self.or_null(ty)
        } else {
            ty
        }
    }

    /// A type of a node, with a name of its own if it needs one.
    pub(in crate::lower) fn type_of(
        &mut self,
        lowered: Lowered,
        node: NodeId,
        name: &Name,
    ) -> Type {
        match lowered {
            Lowered::Type(ty) => ty,
            Lowered::Shape(shape) => {
                let id = self.reserved(node).unwrap_or_else(|| self.reserve());
                let words = self.graph.shape(node).into();
                self.defs[id.0] = Some(self.type_def(name.clone(), words, shape, Origin::Inline));
                Type::Named(id)
            }
        }
    }

    /// A type that no schema describes.
    pub(in crate::lower) fn named(&mut self, shape: Shape, name: &Name) -> Type {
        let id = self.reserve();
        let def = self.type_def(name.clone(), Words::default(), shape, Origin::Inline);
        self.defs[id.0] = Some(def);
        Type::Named(id)
    }

    /// Gives a type a role: the type itself if it was made for that, or else an alias of it.
    pub(in crate::lower) fn with_role(
        &mut self,
        ty: Type,
        name: &Name,
        description: Option<String>,
        role: TypeRole,
    ) -> Type {
        let is_own = |def: &TypeDef| def.origin == Origin::Inline && def.name == *name;
        let (id, ty) = match &ty {
            Type::Named(id) if self.defs[id.0].as_ref().is_some_and(is_own) => (*id, ty),
            _ => {
                let id = self.reserve();
                let words = Words::default();
                let shape = Shape::Alias { target: ty };
                self.defs[id.0] = Some(self.type_def(name.clone(), words, shape, Origin::Inline));
                (id, Type::Named(id))
            }
        };
        if let Some(def) = &mut self.defs[id.0] {
            def.description = description.or(def.description.take());
            def.role = role;
        }
        ty
    }

    /// Lowers a node that renames no other. `null` is left to the caller.
    pub(in crate::lower) fn lowered(&mut self, node: NodeId, name: &Name) -> Lowered {
        let shape = self.graph.shape(node);
        for (at, keyword) in &shape.ignored {
            self.ignored(at, keyword);
        }
        self.formats.check(shape, self.report);
        if shape.is_null() {
            return Lowered::Type(Type::Null);
        }
        if let Some(union) = self.of_subtypes(node, name) {
            return Lowered::Shape(union);
        }
        if let Some(union) = self.union(node, name) {
            return union;
        }
        match self.named_shape(shape, name) {
            Some(shape) => Lowered::Shape(shape),
            None => Lowered::Type(self.unnamed(shape, name)),
        }
    }

    /// Reports a keyword that refuses values which the type accepts.
    pub(in crate::lower) fn ignored(&self, schema: &Pointer, keyword: &str) {
        let message =
            format!("`{keyword}` is ignored: the type also accepts values that it rejects");
        let at = schema.child(keyword);
        self.report
            .add(code::IGNORED_KEYWORD.at(&at, message).on_key());
    }

    /// The type of a schema that needs no name.
    fn unnamed(&mut self, shape: &'d SchemaShape<'d>, name: &Name) -> Type {
        if shape.never {
            let message = "no value satisfies this schema: any value is accepted";
            self.report.add(code::UNSATISFIABLE.at(shape.at, message));
        }
        match shape.primitives().as_slice() {
            [Primitive::Null] => Type::Null,
            [Primitive::Boolean] => Type::Bool,
            [Primitive::Integer] => integer(shape),
            [Primitive::Number] => number(shape),
            [Primitive::String] => text(shape),
            [Primitive::Array] => Type::List(Box::new(self.item(shape, name))),
            [Primitive::Object] => {
                let value = self.others(shape, name).unwrap_or(Type::Any);
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

/// The annotations of a type.
#[derive(Clone, Copy, Default)]
struct Words<'d> {
    description: Option<&'d str>,
    deprecated: bool,
    examples: &'d [Example],
    /// Whether the type is inferred from other keywords.
    is_inferred: bool,
}

impl<'d> From<&'d Schema> for Words<'d> {
    fn from(schema: &'d Schema) -> Self {
        Self {
            description: schema.description.as_deref(),
            deprecated: schema.deprecated,
            examples: &schema.examples,
            is_inferred: schema.types.is_empty() && schema.all_of.is_empty(),
        }
    }
}

impl<'d> From<&SchemaShape<'d>> for Words<'d> {
    fn from(shape: &SchemaShape<'d>) -> Self {
        Self {
            description: shape.description,
            deprecated: shape.deprecated,
            examples: shape.examples,
            is_inferred: shape.types.is_empty(),
        }
    }
}

impl Types<'_> {
    fn type_def(&self, name: Name, words: Words, shape: Shape, origin: Origin) -> TypeDef {
        TypeDef {
            name,
            description: words.description.map(str::to_owned),
            deprecated: words.deprecated,
            examples: self.example_texts(words.examples),
            is_inferred: words.is_inferred,
            shape,
            origin,
            role: TypeRole::Schema,
            usage: Usage::default(),
            resources: BTreeSet::new(),
        }
    }
}
