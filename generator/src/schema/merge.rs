//! Merging: the keywords of all members of a node, one keyword at a time.
//!
//! Where members contradict each other, the result is widened, with a warning: a type without values
//! is useless.

use crate::diagnostic::code;
use crate::openapi::document::{self, LimitKeywords, Limits, Primitive, Schema};
use crate::schema::closure::narrower;
use crate::schema::shape::is_typed;
use crate::schema::{Additional, Graph, LocationId, NodeId, Shape, is_null};
use indexmap::{IndexMap, IndexSet};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::HashSet;

/// The declarations of each property.
type Declarations<'d> = IndexMap<&'d str, IndexSet<LocationId>>;

/// A shape to which members are added.
struct Merge<'g, 'd> {
    graph: &'g Graph<'d>,
    shape: Shape<'d>,
    members: IndexSet<LocationId>,
    properties: Declarations<'d>,
    items: IndexSet<LocationId>,
    additional: IndexSet<LocationId>,
    conditional: IndexSet<LocationId>,
    is_empty: bool,
}

/// Whether a member belongs to a branch itself, or to the schema that contains the union.
#[derive(Clone, Copy, PartialEq)]
enum Role {
    Member,
    Base,
}

impl<'d> Graph<'d> {
    /// The shape of these locations, with the keywords of `base`.
    pub(super) fn merged(&self, declared: &[LocationId], base: &[LocationId]) -> Shape<'d> {
        let anchor = self.schema(declared[declared.len() - 1]);
        let mut merge = Merge::new(self, Shape::new(&anchor.at));
        let members = self.closure(declared);
        // The target of a `$ref` comes before the base, and everything else after it.
        let own = match self.referred(declared[0]) {
            Some(target) if !base.is_empty() => self.closure(&[target]).len(),
            _ => 0,
        };
        let (referred, own) = members.split_at(own);
        merge.add_all(referred, Role::Member);
        merge.add_all(base, Role::Base);
        merge.add_all(own, Role::Member);
        let mut shape = merge.finish();
        self.add_unions(&mut shape, declared, &members);
        shape.at = &anchor.at;
        if let [_] = declared {
            describe(&mut shape, anchor, !base.is_empty());
        }
        shape
    }

    pub(super) fn null_beside_more(&self, null: &Schema) {
        let message = "no value satisfies `null` and another type: either is accepted";
        self.report.add(code::UNSATISFIABLE.at(&null.at, message));
    }

    /// OpenAPI 3.0 ignores keywords beside a `$ref`. From 3.1 no value is valid.
    pub(super) fn type_beside_reference(&self, schema: &Schema) {
        let message = "the type beside this `$ref` contradicts its target: the target is used";
        self.report.add(code::UNSATISFIABLE.at(&schema.at, message));
    }
}

/// The annotations of a schema take precedence over those of its members.
fn describe<'d>(shape: &mut Shape<'d>, outer: &'d Schema, is_branch: bool) {
    if is_branch {
        shape.title = outer.title.as_deref().or(shape.title);
        return;
    }
    shape.nullable |= outer.nullable;
    shape.description = outer.description.as_deref().or(shape.description);
    if !outer.examples.is_empty() {
        shape.examples = &outer.examples;
    }
}

impl<'g, 'd> Merge<'g, 'd> {
    fn new(graph: &'g Graph<'d>, shape: Shape<'d>) -> Self {
        Self {
            graph,
            shape,
            members: IndexSet::new(),
            properties: IndexMap::new(),
            items: IndexSet::new(),
            additional: IndexSet::new(),
            conditional: IndexSet::new(),
            is_empty: true,
        }
    }

    fn add_all(&mut self, members: &[LocationId], role: Role) {
        for member in members {
            if self.members.insert(*member) {
                self.add(self.graph.schema(*member), role);
            }
        }
    }

    fn add(&mut self, schema: &'d Schema, role: Role) {
        let nullable = schema.nullable && role == Role::Member;
        if std::mem::take(&mut self.is_empty) {
            self.shape.nullable = nullable;
        } else if self.is_contradicted(schema) {
            if is_null(schema) {
                self.graph.null_beside_more(schema);
                self.shape.nullable = true;
                return;
            }
            let members = std::mem::take(&mut self.members);
            *self = Self::new(self.graph, Shape::new(self.shape.at));
            self.members = members;
            self.shape.nullable = true;
            self.is_empty = false;
        } else if schema.reference.is_some() && self.common_types(schema).is_none() {
            self.graph.type_beside_reference(schema);
            self.add_words(schema, role);
            return;
        } else {
            self.shape.nullable = match (self.shape.is_typed(), is_typed(schema)) {
                (true, false) => self.shape.nullable,
                (false, true) => nullable,
                _ => self.shape.nullable && nullable,
            };
        }
        self.add_types(schema);
        self.add_values(schema);
        self.add_object(schema);
        self.add_words(schema, role);
    }

    /// Whether one side accepts only `null`, and the other does not accept it.
    fn is_contradicted(&self, schema: &Schema) -> bool {
        self.shape.is_null() != is_null(schema)
            && self.shape.is_typed()
            && is_typed(schema)
            && !(self.shape.nullable && schema.nullable)
    }

    /// Keeps the types that both allow, or all types of both if there is none.
    fn add_types(&mut self, schema: &Schema) {
        if let Some(common) = self.common_types(schema) {
            self.shape.types = common;
        } else {
            let message = "the members of this `allOf` have no type in common: the types of all members are accepted";
            self.graph
                .report
                .add(code::UNSATISFIABLE.at(&schema.at, message));
            self.shape.types.extend(&schema.types);
        }
    }

    /// The types that both allow; `None` if there is none.
    fn common_types(&self, schema: &Schema) -> Option<Vec<Primitive>> {
        let types = &self.shape.types;
        if types.is_empty() || schema.types.is_empty() {
            return Some([&**types, &schema.types].concat());
        }
        let common = types.iter().filter_map(|ty| narrower(*ty, &schema.types));
        let common: Vec<Primitive> = common.collect();
        (!common.is_empty()).then_some(common)
    }

    /// Keeps the values that both list, or allows any value if there is none.
    fn add_values(&mut self, schema: &'d Schema) {
        self.shape.value_names.extend(&schema.value_names);
        let Some(listed) = &schema.values else { return };
        let Some(known) = &mut self.shape.values else {
            self.shape.values = Some(listed.iter().collect());
            return;
        };
        let texts: HashSet<&str> = listed.iter().filter_map(Value::as_str).collect();
        known.retain(|value| match value.as_str() {
            Some(text) => texts.contains(text),
            None => listed.contains(value),
        });
        if known.is_empty() {
            let message =
                "the members of this `allOf` have no enum value in common: any value is accepted";
            self.graph
                .report
                .add(code::UNSATISFIABLE.at(&schema.at, message));
            self.shape.values = None;
        }
    }

    /// Adds the keywords of objects and lists.
    fn add_object(&mut self, schema: &'d Schema) {
        let graph = self.graph;
        for (key, property) in &schema.properties {
            let declared = self.properties.entry(key).or_default();
            declared.insert(graph.location(property));
        }
        for key in &schema.required {
            push(&mut self.shape.required, key.as_str());
        }
        self.add_additional(schema.additional.as_ref());
        self.items
            .extend(schema.items.as_deref().map(|it| graph.location(it)));
        for pattern in &schema.patterns {
            push(&mut self.shape.patterns, graph.node(pattern));
        }
        if self.shape.prefix.is_empty() {
            self.shape.prefix = schema.prefix.iter().map(|it| graph.node(it)).collect();
        }
        self.conditional
            .extend(graph.locations(&schema.conditional));
    }

    /// `false` of one member does not remove what another one declares.
    fn add_additional(&mut self, additional: Option<&'d document::Additional>) {
        match additional {
            Some(document::Additional::Schema(schema)) => {
                self.additional.insert(self.graph.location(schema));
            }
            Some(document::Additional::Allowed(allowed)) => {
                let known = &mut self.shape.additional;
                let is_open = matches!(known, Some(Additional::Allowed(true)));
                *known = Some(Additional::Allowed(*allowed || is_open));
            }
            None => {}
        }
    }

    fn add_words(&mut self, schema: &'d Schema, role: Role) {
        let shape = &mut self.shape;
        shape.never |= schema.never;
        shape.format = shape.format.or(schema.format.as_deref());
        shape.has_content_media_type |= schema.has_content_media_type;
        add_limits(&mut shape.limits, &schema.limits);
        let ignored = schema.ignored.iter().map(|keyword| (&schema.at, *keyword));
        shape.ignored.extend(ignored);
        let value = schema.discriminator_value.as_deref();
        shape.discriminator_value = shape.discriminator_value.or(value);
        shape.title = shape.title.or(schema.title.as_deref());
        shape.default = shape.default.or(schema.default.as_deref());
        shape.deprecated |= schema.deprecated;
        shape.read_only |= schema.read_only;
        shape.write_only |= schema.write_only;
        if role == Role::Base {
            return;
        }
        shape.discriminator = shape.discriminator.or(schema.discriminator.as_deref());
        shape.description = shape.description.or(schema.description.as_deref());
        if shape.examples.is_empty() {
            shape.examples = &schema.examples;
        }
    }

    fn finish(mut self) -> Shape<'d> {
        self.add_conditional();
        let graph = self.graph;
        let all = |declared: IndexSet<LocationId>| graph.all(declared.into_iter().collect(), &[]);
        let properties = self.properties.into_iter();
        let own = properties.map(|(key, declared)| (key, all(declared)));
        let conditional = std::mem::take(&mut self.shape.properties);
        self.shape.properties = own.chain(conditional).collect();
        self.shape.members = self.members.into_iter().collect();
        self.shape.items = (!self.items.is_empty()).then(|| all(self.items));
        if !self.additional.is_empty() {
            self.shape.additional = Some(Additional::Schema(all(self.additional)));
        }
        self.shape
    }

    /// Adds the properties of `dependentSchemas`, `then` and `else`, unless they are declared already.
    fn add_conditional(&mut self) {
        let graph = self.graph;
        let mut properties: IndexMap<&'d str, IndexSet<NodeId>> = IndexMap::new();
        let mut next = 0;
        while let Some(location) = self.conditional.get_index(next).copied() {
            next += 1;
            for member in graph.closure(&[location]) {
                let schema = graph.schema(member);
                self.conditional
                    .extend(graph.locations(&schema.conditional));
                for (key, property) in &schema.properties {
                    if !property.never && !self.properties.contains_key(key.as_str()) {
                        properties
                            .entry(key)
                            .or_default()
                            .insert(graph.node(property));
                    }
                }
            }
        }
        let several = properties.into_iter();
        let nodes = several.map(|(key, several)| {
            let several: Vec<NodeId> = several.into_iter().collect();
            (key, graph.any_of(&several))
        });
        self.shape.properties = nodes.collect();
    }
}

fn push<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}

/// Merges constraints: the tighter bound applies.
fn add_limits<'d>(known: &mut Cow<'d, Limits>, more: &'d Limits) {
    if **known == Limits::default() {
        *known = Cow::Borrowed(more);
    } else if *more != Limits::default() {
        *known = Cow::Owned(both(known, more));
    }
}

fn both(a: &Limits, b: &Limits) -> Limits {
    let both = LimitKeywords {
        min_length: a.min_length.max(b.min_length),
        max_length: least(a.max_length, b.max_length),
        pattern: a.pattern.as_ref().or(b.pattern.as_ref()).cloned(),
        minimum: tighter(a.minimum.as_deref(), b.minimum.as_deref(), |a, b| a >= b),
        exclusive_minimum: tighter(
            a.exclusive_minimum.as_deref(),
            b.exclusive_minimum.as_deref(),
            |a, b| a >= b,
        ),
        maximum: tighter(a.maximum.as_deref(), b.maximum.as_deref(), |a, b| a <= b),
        exclusive_maximum: tighter(
            a.exclusive_maximum.as_deref(),
            b.exclusive_maximum.as_deref(),
            |a, b| a <= b,
        ),
        multiple_of: a.multiple_of.as_ref().or(b.multiple_of.as_ref()).cloned(),
        min_items: a.min_items.max(b.min_items),
        max_items: least(a.max_items, b.max_items),
        unique_items: a.unique_items || b.unique_items,
        min_properties: a.min_properties.max(b.min_properties),
        max_properties: least(a.max_properties, b.max_properties),
    };
    both.into()
}

fn least(a: Option<u64>, b: Option<u64>) -> Option<u64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// The bound that implies the other.
fn tighter(
    a: Option<&Value>,
    b: Option<&Value>,
    implies: fn(Option<f64>, Option<f64>) -> bool,
) -> Option<Box<Value>> {
    let tightest = match (a, b) {
        (Some(a), Some(b)) if implies(a.as_f64(), b.as_f64()) => Some(a),
        (Some(_), Some(b)) => Some(b),
        (a, b) => a.or(b),
    };
    tightest.cloned().map(Box::new)
}

#[cfg(test)]
mod tests {
    use super::both;
    use crate::openapi::document::{LimitKeywords, Limits};
    use serde_json::json;

    #[test]
    fn of_two_bounds_the_tighter_holds() {
        let bounds = |minimum: i32, maximum: i32| {
            Limits::from(LimitKeywords {
                minimum: Some(Box::new(json!(minimum))),
                maximum: Some(Box::new(json!(maximum))),
                ..LimitKeywords::NONE
            })
        };
        assert_eq!(both(&bounds(1, 9), &bounds(3, 5)), bounds(3, 5));
        assert_eq!(both(&bounds(3, 9), &bounds(1, 5)), bounds(3, 5));
    }
}
