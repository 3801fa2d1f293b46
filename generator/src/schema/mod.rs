//! The schema graph: each schema normalised once, and looked up by id.
//!
//! Input: the schemas of a document, and a resolver for their references. Output: nodes. A *location*
//! is a place in the document where a schema is written. A *node* is what a value must satisfy: one
//! location, or several at once, such as a property that two members of an `allOf` declare. The
//! *members* of a node are its locations and all locations that their `$ref` and `allOf` lead to, each
//! once. Its *shape* has the merged keywords of the members. So merging terminates, and recursion is a
//! cycle of ids.
//!
//! A node is computed at its first lookup, and only once, so each of its problems is reported once. A
//! schema that is not reached is not merged.
//!
//! - `closure` finds the members of a node, and whether it only renames another.
//! - `merge` merges the keywords of its members.
//! - `union` distributes the keywords beside a union over its branches.
//! - `null` determines nullability.
//! - `usage` collects annotations: descriptions, examples, `readOnly`.

mod closure;
mod merge;
mod null;
mod shape;
mod union;
mod usage;

pub(crate) use self::null::is_null;
pub(crate) use self::shape::{Additional, Shape};
pub(crate) use self::union::Branch;

use crate::diagnostic::code;
use crate::diagnostic::pointer::Pointer;
use crate::diagnostic::report::Report;
use crate::openapi::document::{Example, Primitive, Reference, Schema};
use crate::openapi::resolve::Resolver;
use elsa::FrozenVec;
use std::cell::{OnceCell, RefCell};
use std::collections::{HashMap, HashSet};

/// The maximum number of nodes with the same first and last location, and of nodes per location.
const NODES: usize = 64;

/// A place in the document where a schema is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct LocationId(usize);

struct Location<'d> {
    schema: &'d Schema,
    /// The target of its `$ref`.
    target: OnceCell<Option<LocationId>>,
}

/// A set of schemas that a value must satisfy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct NodeId(usize);

struct Node<'d> {
    source: Source,
    meaning: OnceCell<Meaning<'d>>,
    branches: OnceCell<Vec<Branch<'d>>>,
}

/// What a node is made of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Source {
    /// All of these locations apply. `base` has the locations beside the union if this is a branch:
    /// their own keywords apply, too.
    All {
        declared: Box<[LocationId]>,
        base: Box<[LocationId]>,
    },
    /// One of these nodes applies.
    Any(Box<[NodeId]>),
    /// The values of one type that satisfy a node.
    Typed(NodeId, Primitive),
    /// The keywords of a node beside its union.
    Beside(NodeId),
    /// The base of subtypes as one of its own subtypes.
    Itself(NodeId),
    /// A reference from a base to a subtype.
    Subtype(NodeId),
}

/// The meaning of a node.
pub(crate) enum Meaning<'d> {
    /// The node is another name of the target.
    Renames {
        target: NodeId,
        /// Whether `null` is valid, too.
        nullable: bool,
    },
    Shape(Box<Shape<'d>>),
}

/// The schemas of a document, as far as they have been looked up.
pub(crate) struct Graph<'d> {
    pub(crate) resolver: &'d Resolver<'d>,
    pub(crate) report: &'d Report,
    locations: FrozenVec<Box<Location<'d>>>,
    by_pointer: RefCell<HashMap<&'d Pointer, LocationId>>,
    nodes: FrozenVec<Box<Node<'d>>>,
    by_source: RefCell<HashMap<Source, NodeId>>,
    /// The number of nodes with this first and last location.
    between: RefCell<HashMap<(LocationId, LocationId), usize>>,
    /// The shape of a cycle of names.
    anything: OnceCell<Box<Shape<'d>>>,
}

impl<'d> Graph<'d> {
    pub(crate) fn new(resolver: &'d Resolver<'d>, report: &'d Report) -> Self {
        Self {
            resolver,
            report,
            locations: FrozenVec::new(),
            by_pointer: RefCell::default(),
            nodes: FrozenVec::new(),
            by_source: RefCell::default(),
            between: RefCell::default(),
            anything: OnceCell::new(),
        }
    }

    /// The node of a schema of the document.
    pub(crate) fn node(&self, schema: &'d Schema) -> NodeId {
        self.all(vec![self.location(schema)], &[])
    }

    /// The name and the node of the target of a reference.
    pub(crate) fn referenced(&self, reference: &Reference) -> Option<(&'d str, NodeId)> {
        let (name, schema) = self.resolver.schema(reference)?;
        Some((name, self.node(schema)))
    }

    /// The node of values that satisfy one of several nodes.
    pub(crate) fn any_of(&self, several: &[NodeId]) -> NodeId {
        match several {
            [only] => *only,
            _ => self.intern(Source::Any(several.into())),
        }
    }

    /// The meaning of a node.
    pub(crate) fn meaning(&self, id: NodeId) -> &Meaning<'d> {
        let node = &self.nodes[id.0];
        node.meaning.get_or_init(|| self.meaning_of(&node.source))
    }

    /// The node of the schema that a value of `mapping` refers to.
    pub(crate) fn mapped(&self, reference: &Reference) -> Option<NodeId> {
        Some(self.node(self.resolver.mapped(reference)?))
    }

    /// Whether one of two nodes is the other, or another name of it.
    pub(crate) fn is_same(&self, one: NodeId, other: NodeId) -> bool {
        self.is_name_of(one, other) || self.is_name_of(other, one)
    }

    fn is_name_of(&self, mut name: NodeId, node: NodeId) -> bool {
        let mut seen = HashSet::new();
        while name != node {
            match self.meaning(name) {
                Meaning::Renames { target, .. } if seen.insert(name) => name = *target,
                _ => return false,
            }
        }
        true
    }

    /// The node that a chain of names ends at, and whether `null` is valid for one of the names.
    pub(crate) fn target(&self, id: NodeId) -> (NodeId, bool) {
        let mut seen = HashSet::new();
        let (mut id, mut nullable) = (id, false);
        while let Meaning::Renames {
            target,
            nullable: beside,
        } = self.meaning(id)
            && seen.insert(id)
        {
            nullable |= beside;
            id = *target;
        }
        (id, nullable)
    }

    /// The shape of a node, or of the target of its names.
    pub(crate) fn shape(&self, id: NodeId) -> &Shape<'d> {
        match self.meaning(self.target(id).0) {
            Meaning::Shape(shape) => shape,
            // The names form a cycle.
            Meaning::Renames { .. } => self
                .anything
                .get_or_init(|| Box::new(Shape::new(&self.locations[0].schema.at))),
        }
    }

    /// Whether a node is declared nullable.
    pub(crate) fn is_nullable(&self, id: NodeId) -> bool {
        self.target(id).1 || self.shape(id).nullable
    }

    /// The schema of the document, if the node is a single location.
    pub(crate) fn written(&self, id: NodeId) -> Option<&'d Schema> {
        match &self.nodes[id.0].source {
            Source::All { declared, base } if base.is_empty() => match **declared {
                [only] => Some(self.schema(only)),
                _ => None,
            },
            _ => None,
        }
    }

    /// The examples of a node itself.
    pub(crate) fn examples(&self, id: NodeId) -> &'d [Example] {
        self.written(id).map_or(&[], |schema| &schema.examples)
    }

    /// The subtypes of a base with a discriminator.
    pub(crate) fn subtypes(&self, id: NodeId) -> Vec<Branch<'d>> {
        let shape = self.shape(id);
        if shape.discriminator.is_none() || shape.is_union {
            return Vec::new();
        }
        let Some(base) = self.resolver.schema_at(shape.at) else {
            return Vec::new();
        };
        let branch = |at: Pointer| {
            let node = self.node(self.resolver.schema_at(&at)?);
            Some(Branch {
                node: self.intern(Source::Subtype(node)),
                component: Some(self.resolver.name(&at)),
                reference: Some(node),
                title: None,
            })
        };
        let subtypes = self.resolver.subtypes(base).into_iter();
        subtypes.filter_map(branch).collect()
    }

    /// A base as one of its own subtypes.
    pub(crate) fn itself(&self, id: NodeId) -> NodeId {
        self.intern(Source::Itself(self.target(id).0))
    }

    /// Where a node is declared.
    fn declared(&self, id: NodeId) -> &[LocationId] {
        match &self.nodes[id.0].source {
            Source::All { declared, .. } => declared,
            _ => &[],
        }
    }

    fn schema(&self, id: LocationId) -> &'d Schema {
        self.locations[id.0].schema
    }

    fn location(&self, schema: &'d Schema) -> LocationId {
        if let Some(known) = self.by_pointer.borrow().get(&schema.at) {
            return *known;
        }
        let id = LocationId(self.locations.len());
        self.locations.push(Box::new(Location {
            schema,
            target: OnceCell::new(),
        }));
        self.by_pointer.borrow_mut().insert(&schema.at, id);
        id
    }

    fn locations(&self, schemas: &'d [Schema]) -> Vec<LocationId> {
        schemas.iter().map(|it| self.location(it)).collect()
    }

    /// The target of the `$ref` of a location.
    fn referred(&self, id: LocationId) -> Option<LocationId> {
        let location = &self.locations[id.0];
        *location.target.get_or_init(|| {
            let reference = location.schema.reference.as_ref()?;
            let (_, target) = self.resolver.schema(reference)?;
            Some(self.location(target))
        })
    }

    /// The node of several locations. The first order determines the order of properties; the same
    /// locations in another order are the same node.
    fn all(&self, declared: Vec<LocationId>, base: &[LocationId]) -> NodeId {
        self.intern(Source::All {
            declared: declared.into(),
            base: base.into(),
        })
    }

    fn intern(&self, source: Source) -> NodeId {
        let key = source.clone().sorted();
        if let Some(known) = self.by_source.borrow().get(&key) {
            return *known;
        }
        if let Some(last) = self.one_too_many(&source) {
            let node = self.all(vec![last], &[]);
            self.by_source.borrow_mut().insert(key, node);
            return node;
        }
        let id = NodeId(self.nodes.len());
        self.nodes.push(Box::new(Node {
            source,
            meaning: OnceCell::new(),
            branches: OnceCell::new(),
        }));
        self.by_source.borrow_mut().insert(key, id);
        id
    }

    /// The last location of a node that exceeds the limit. Schemas that merge through their properties
    /// can have as many nodes as there are sets of locations.
    fn one_too_many(&self, source: &Source) -> Option<LocationId> {
        let Source::All { declared, base } = source else {
            return None;
        };
        let first = *base.first().or(declared.first())?;
        let last = *declared.last()?;
        if first == last {
            return None;
        }
        let mut between = self.between.borrow_mut();
        let count = between.entry((first, last)).or_default();
        *count += 1;
        if *count <= NODES && self.nodes.len() <= NODES * self.locations.len() {
            return None;
        }
        let message = "too many combinations of schemas apply here: only this one is used";
        let help = "replace the combination by a schema of its own";
        let at = &self.schema(last).at;
        self.report
            .add(code::TOO_MANY_COMBINATIONS.at(at, message).help(help));
        Some(last)
    }

    fn meaning_of(&self, source: &Source) -> Meaning<'d> {
        let shape = match source {
            Source::All { declared, base } => {
                return match self.only_target(declared, base) {
                    Some((target, nullable)) => Meaning::Renames { target, nullable },
                    None => Meaning::Shape(Box::new(self.merged(declared, base))),
                };
            }
            Source::Any(several) => Shape {
                is_union: true,
                ..Shape::new(self.shape(several[0]).at)
            },
            Source::Typed(node, ty) => self.shape(*node).of_type(*ty),
            Source::Beside(node) => Shape {
                title: Some("plain"),
                ..self.shape(*node).beside_union()
            },
            Source::Itself(node) => self.shape(*node).itself(),
            Source::Subtype(node) => {
                return Meaning::Renames {
                    target: *node,
                    nullable: false,
                };
            }
        };
        Meaning::Shape(Box::new(shape))
    }
}

impl Source {
    fn sorted(mut self) -> Self {
        if let Self::All { declared, base } = &mut self {
            declared.sort_unstable();
            base.sort_unstable();
        }
        self
    }
}
