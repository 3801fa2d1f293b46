//! The tag of a union: the property that distinguishes its branches.
//!
//! It is the `discriminator`, or else a required property with a different constant in each branch.

use crate::lower::types::Types;
use crate::lower::types::scalars::integral;
use crate::model::TagValue;
use crate::openapi::document::{Discriminator, Primitive, Reference};
use crate::schema::{Branch, NodeId};
use serde_json::Value;
use std::collections::HashSet;
use std::mem::discriminant;

/// The limit for unions nested in unions.
const DEPTH: usize = 8;

/// The property that distinguishes the branches, and its values.
pub(in crate::lower) struct Tag {
    pub(in crate::lower) property: String,
    /// The branches, as indices, by their values. Branches that share a value are one group.
    pub(in crate::lower) groups: Vec<(TagValues, Vec<usize>)>,
    /// The branch of values without the property, or with an unknown value.
    pub(in crate::lower) default: Option<usize>,
}

/// The tag values of a branch.
#[derive(Clone)]
pub(in crate::lower) struct TagValues {
    pub(in crate::lower) values: Vec<TagValue>,
    /// Whether the tag may be absent.
    pub(in crate::lower) optional: bool,
}

/// A discriminator with the nodes that its mapping refers to.
struct Mapping<'m> {
    property: &'m str,
    targets: Vec<(&'m str, NodeId)>,
}

impl<'m> Mapping<'m> {
    /// Without a mapping, the names of the schemas are the values.
    fn of_names(property: &'m str) -> Self {
        Self {
            property,
            targets: Vec::new(),
        }
    }
}

impl<'d> Types<'d> {
    /// The tag of these branches; `None` if deserializing has to try them.
    pub(in crate::lower) fn tag(
        &self,
        discriminator: Option<&Discriminator>,
        branches: &[Branch],
    ) -> Option<Tag> {
        let has = |branch: &Branch, property: &str| {
            let properties = &self.graph.shape(branch.node).properties;
            properties.contains_key(property)
                || properties.is_empty()
                || !self.parts(branch.node).is_empty()
        };
        // A property that no branch has does not distinguish them.
        let discriminator =
            discriminator.filter(|it| branches.iter().any(|branch| has(branch, &it.property)));
        if let Some(discriminator) = discriminator {
            let tag = self.by_discriminator(discriminator, branches)?;
            return (tag.groups.len() > 1).then_some(tag);
        }
        let constant_in_all = |property: &&str| {
            let values = branches.iter().map(|branch| {
                let values = self.constants(branch, property);
                values.filter(|values| !values.optional)
            });
            let groups = grouped(of_one_kind(values.collect::<Option<_>>()?)?);
            (groups.len() == branches.len()).then(|| Tag {
                property: (*property).to_owned(),
                groups,
                default: None,
            })
        };
        let first = self.graph.shape(branches.first()?.node);
        first.required.iter().find_map(constant_in_all)
    }

    /// The tag that a discriminator declares.
    pub(in crate::lower) fn by_discriminator(
        &self,
        discriminator: &Discriminator,
        branches: &[Branch],
    ) -> Option<Tag> {
        let mapping = self.mapping(discriminator);
        let values = branches
            .iter()
            .map(|branch| self.declared(&mapping, branch, DEPTH));
        let groups = grouped(of_one_kind(values.collect::<Option<_>>()?)?);
        let default = discriminator.default.as_ref();
        let default = default.and_then(|it| self.graph.mapped(it));
        let is_default = |branch: &Branch| {
            let own = branch.reference.unwrap_or(branch.node);
            default.is_some_and(|default| self.graph.is_same(default, own))
        };
        Some(Tag {
            property: discriminator.property.clone(),
            groups,
            default: branches.iter().position(is_default),
        })
    }

    fn mapping<'m>(&self, discriminator: &'m Discriminator) -> Mapping<'m> {
        let mapping = discriminator.mapping.iter();
        let target =
            |(value, it): (&'m String, &Reference)| Some((value.as_str(), self.graph.mapped(it)?));
        Mapping {
            property: &discriminator.property,
            targets: mapping.filter_map(target).collect(),
        }
    }

    /// The values of a discriminator for a branch: from the branches of a nested union, the mapping,
    /// the constants of the property, or else the name of the schema.
    fn declared(&self, mapping: &Mapping, branch: &Branch, depth: usize) -> Option<TagValues> {
        let property = mapping.property;
        if let Some(within) = self.within(property, branch, depth) {
            return Some(within);
        }
        let shape = self.graph.shape(branch.node);
        if shape.primitives() != [Primitive::Object] {
            return None;
        }
        let own = branch.reference.unwrap_or(branch.node);
        let targets = mapping.targets.iter();
        let mapped = targets.filter(|(_, target)| self.graph.is_same(*target, own));
        let mut mapped: Vec<TagValue> = mapped
            .map(|(value, _)| self.mapped(value, branch, property))
            .collect();
        if let Some(own) = shape.discriminator_value.filter(|_| mapped.is_empty()) {
            mapped.push(self.mapped(own, branch, property));
        }
        let optional = self.is_optional(branch, property);
        if !mapped.is_empty() {
            return Some(TagValues {
                values: mapped,
                optional,
            });
        }
        let by_name = branch.component;
        let by_name = by_name.map(|name| TagValue::String(name.to_owned()));
        let Some(mut constants) = self.constants(branch, property) else {
            return Some(TagValues {
                values: vec![by_name?],
                optional,
            });
        };
        // All branches inherit the same list of constants: its own is the one with its name.
        if let Some(own) = by_name.filter(|own| constants.values.contains(own)) {
            constants.values = vec![own];
        }
        Some(constants)
    }

    /// The branches or the subtypes of a node.
    fn parts(&self, node: NodeId) -> Vec<Branch<'d>> {
        if self.graph.shape(node).is_union {
            self.graph.branches(node).to_vec()
        } else {
            self.graph.subtypes(node)
        }
    }

    /// The values of a branch that is a union itself: those of all its branches.
    fn within(&self, property: &str, branch: &Branch, depth: usize) -> Option<TagValues> {
        let parts = self.parts(branch.node);
        if parts.is_empty() {
            return None;
        }
        let depth = depth.checked_sub(1)?;
        let own = self.graph.shape(branch.node).discriminator;
        let own = own.filter(|own| own.property == property);
        let mapping = own.map_or(Mapping::of_names(property), |own| self.mapping(own));
        let mut optional = false;
        let mut values: Vec<TagValue> = Vec::new();
        for part in parts
            .iter()
            .filter(|it| !self.graph.is_null_branch(it.node))
        {
            let declared = self.declared(&mapping, part, depth)?;
            optional |= declared.optional;
            for value in declared.values {
                if !values.contains(&value) {
                    values.push(value);
                }
            }
        }
        Some(TagValues { values, optional })
    }

    /// A key of a mapping, which is always a string, as a value of the property.
    fn mapped(&self, key: &str, branch: &Branch, property: &str) -> TagValue {
        let property = self.property(branch, property);
        let types = property.map(|property| self.graph.shape(property).primitives());
        let value = match types.as_deref() {
            Some([Primitive::Integer]) => key.parse().ok().map(TagValue::Integer),
            Some([Primitive::Boolean]) => key.parse().ok().map(TagValue::Bool),
            _ => None,
        };
        value.unwrap_or_else(|| TagValue::String(key.to_owned()))
    }

    fn property(&self, branch: &Branch, property: &str) -> Option<NodeId> {
        let properties = &self.graph.shape(branch.node).properties;
        properties.get(property).copied()
    }

    /// The constants of a property of a branch.
    fn constants(&self, branch: &Branch, property: &str) -> Option<TagValues> {
        let node = self.property(branch, property)?;
        let mut values = Vec::new();
        self.values(node, DEPTH, &mut values)?;
        let constants = values.iter().filter(|value| !value.is_null());
        let constants: Option<Vec<TagValue>> = constants.map(|value| constant(value)).collect();
        Some(TagValues {
            values: constants.filter(|constants| !constants.is_empty())?,
            optional: self.is_optional(branch, property) || values.contains(&&Value::Null),
        })
    }

    /// Collects the `enum` values of a node, or of all its branches.
    fn values(&self, node: NodeId, depth: usize, values: &mut Vec<&'d Value>) -> Option<()> {
        let shape = self.graph.shape(node);
        if self.graph.is_null_branch(node) {
            values.push(&Value::Null);
            return Some(());
        }
        if let Some(listed) = &shape.values {
            values.extend(listed);
            return Some(());
        }
        let depth = depth.checked_sub(1)?;
        let parts = self.parts(node);
        if parts.is_empty() {
            return None;
        }
        let mut parts = parts.iter();
        parts.try_for_each(|part| self.values(part.node, depth, values))
    }

    /// Whether the branch declares the property as optional.
    fn is_optional(&self, branch: &Branch, property: &str) -> bool {
        let shape = self.graph.shape(branch.node);
        shape.properties.contains_key(property) && !shape.requires(property)
    }
}

fn constant(value: &Value) -> Option<TagValue> {
    match value {
        Value::String(text) => Some(TagValue::String(text.clone())),
        Value::Bool(value) => Some(TagValue::Bool(*value)),
        value => i64::try_from(integral(value)?).ok().map(TagValue::Integer),
    }
}

/// The values, if all of them have the same type.
fn of_one_kind(values: Vec<TagValues>) -> Option<Vec<TagValues>> {
    let mut constants = values.iter().flat_map(|it| &it.values);
    let first = discriminant(constants.next()?);
    let is_one_kind = constants.all(|constant| discriminant(constant) == first);
    is_one_kind.then_some(values)
}

/// Groups the branches that share a value.
fn grouped(values: Vec<TagValues>) -> Vec<(TagValues, Vec<usize>)> {
    let mut groups: Vec<(TagValues, Vec<usize>)> = Vec::new();
    for (at, told) in values.into_iter().enumerate() {
        let constants: HashSet<&TagValue> = told.values.iter().collect();
        let shares = |group: &(TagValues, Vec<usize>)| {
            let mut known = group.0.values.iter();
            known.any(|constant| constants.contains(constant))
        };
        let first = groups.iter().position(shares);
        let (same, mut others): (Vec<_>, Vec<_>) = groups.iter().cloned().partition(shares);
        let mut group = (told.clone(), vec![at]);
        for (known, members) in same.into_iter().rev() {
            group = (joined(known, group.0), [members, group.1].concat());
        }
        group.1.sort_unstable();
        others.insert(first.unwrap_or(others.len()).min(others.len()), group);
        groups = others;
    }
    groups
}

fn joined(mut first: TagValues, second: TagValues) -> TagValues {
    for constant in second.values {
        if !first.values.contains(&constant) {
            first.values.push(constant);
        }
    }
    first.optional |= second.optional;
    first
}
