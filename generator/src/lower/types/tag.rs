//! Tags: the property that tells the forms of a union apart.
//!
//! It is the one that the specification names (`discriminator`), or one whose
//! constant differs in each of the branches.

use crate::lower::types::Types;
use crate::lower::types::null::is_null;
use crate::lower::types::scalars::primitives;
use crate::lower::types::union::Branch;
use crate::model::TagValue;
use crate::openapi::document::{Discriminator, Primitive, Schema};
use serde_json::Value;
use std::collections::HashSet;
use std::mem::discriminant;

/// As deep goes a union within a union.
const DEPTH: usize = 8;

/// The property that tells the branches apart.
pub(in crate::lower) struct Tag {
    pub(in crate::lower) property: String,
    /// The branches by their constants; those that share one are together.
    pub(in crate::lower) groups: Vec<(Told, Vec<usize>)>,
}

/// What a tag says for a branch.
#[derive(Clone)]
pub(in crate::lower) struct Told {
    pub(in crate::lower) constants: Vec<TagValue>,
    /// Whether a value may come without the tag.
    pub(in crate::lower) optional: bool,
}

impl Types<'_> {
    /// What tells the branches apart; nothing if they have to be tried.
    pub(in crate::lower) fn tag(
        &self,
        discriminator: Option<&Discriminator>,
        branches: &[Branch],
    ) -> Option<Tag> {
        let has = |branch: &Branch, property: &str| {
            let whole = &branch.whole;
            whole.properties.contains_key(property)
                || whole.properties.is_empty()
                || !whole.one_of.is_empty()
                || !whole.any_of.is_empty()
        };
        // What no branch has tells none of them.
        let discriminator =
            discriminator.filter(|it| branches.iter().any(|branch| has(branch, &it.property)));
        if let Some(discriminator) = discriminator {
            let tag = self.by_discriminator(discriminator, branches)?;
            return (tag.groups.len() > 1).then_some(tag);
        }
        let constant_in_all = |property: &String| {
            let told: Option<Vec<Told>> = branches
                .iter()
                .map(|branch| {
                    self.constants(branch, property)
                        .filter(|told| !told.optional)
                })
                .collect();
            let groups = grouped(of_one_kind(told?)?);
            (groups.len() == branches.len()).then(|| Tag {
                property: property.clone(),
                groups,
            })
        };
        branches
            .first()?
            .whole
            .required
            .iter()
            .find_map(constant_in_all)
    }

    /// What a discriminator says for each of the branches.
    pub(in crate::lower) fn by_discriminator(
        &self,
        discriminator: &Discriminator,
        branches: &[Branch],
    ) -> Option<Tag> {
        let told = branches
            .iter()
            .map(|branch| self.declared(discriminator, branch, DEPTH));
        let groups = grouped(of_one_kind(told.collect::<Option<_>>()?)?);
        Some(Tag {
            property: discriminator.property.clone(),
            groups,
        })
    }

    /// What a discriminator says for a branch: by its mapping, by the constants of
    /// the property itself, by those of the branches in it, or else the name of the schema.
    fn declared(
        &self,
        discriminator: &Discriminator,
        branch: &Branch,
        depth: usize,
    ) -> Option<Told> {
        let property = &discriminator.property;
        if let Some(within) = self.within(discriminator, branch, depth) {
            return Some(within);
        }
        if primitives(&branch.whole) != [Primitive::Object] {
            return None;
        }
        let is_component = |target: &String| {
            let name = target.rsplit('/').next().unwrap_or_default();
            branch.component.as_deref() == Some(name)
        };
        let mapped = discriminator
            .mapping
            .iter()
            .filter(|(_, target)| is_component(target));
        let mut mapped: Vec<TagValue> = mapped
            .map(|(text, _)| self.mapped(text, branch, property))
            .collect();
        if let Some(own) = branch
            .whole
            .discriminator_value
            .as_ref()
            .filter(|_| mapped.is_empty())
        {
            mapped.push(self.mapped(own, branch, property));
        }
        if !mapped.is_empty() {
            return Some(Told {
                constants: mapped,
                optional: is_optional(branch, property),
            });
        }
        let by_name = || {
            let name = branch.component.clone()?;
            Some(TagValue::String(name))
        };
        let Some(mut told) = self.constants(branch, property) else {
            return Some(Told {
                constants: vec![by_name()?],
                optional: is_optional(branch, property),
            });
        };
        // A list of them that all branches have by inheritance: the name says which is its own.
        if let Some(own) = by_name().filter(|own| told.constants.contains(own)) {
            told.constants = vec![own];
        }
        Some(told)
    }

    /// What is said for the branches of a branch that is a union itself.
    fn within(&self, outer: &Discriminator, branch: &Branch, depth: usize) -> Option<Told> {
        let whole = &branch.whole;
        if whole.one_of.is_empty() && whole.any_of.is_empty() {
            return None;
        }
        let depth = depth.checked_sub(1)?;
        let own = whole.discriminator.as_ref();
        let own = own.filter(|own| own.property == outer.property);
        let implied = Discriminator {
            property: outer.property.clone(),
            mapping: indexmap::IndexMap::new(),
        };
        let told = self
            .branches(whole)?
            .into_iter()
            .filter(|written| !self.is_null(written))
            .map(|written| self.declared(own.unwrap_or(&implied), &self.branch(written), depth));
        let told: Vec<Told> = told.collect::<Option<_>>()?;
        let optional = told.iter().any(|told| told.optional);
        let mut constants: Vec<TagValue> = Vec::new();
        for constant in told.into_iter().flat_map(|told| told.constants) {
            if !constants.contains(&constant) {
                constants.push(constant);
            }
        }
        Some(Told {
            constants,
            optional,
        })
    }

    /// What a key of a mapping stands for, which is always written as a text.
    fn mapped(&self, text: &str, branch: &Branch, property: &str) -> TagValue {
        let types = branch.whole.properties.get(property);
        let types = types.map_or_else(Vec::new, |schema| primitives(&self.opened(schema)));
        let constant = match types.as_slice() {
            [Primitive::Integer] => text.parse().ok().map(TagValue::Integer),
            [Primitive::Boolean] => text.parse().ok().map(TagValue::Bool),
            _ => None,
        };
        constant.unwrap_or_else(|| TagValue::String(text.to_owned()))
    }

    /// The few constants that a property of a branch has to be one of.
    fn constants(&self, branch: &Branch, property: &str) -> Option<Told> {
        let schema = branch.whole.properties.get(property)?;
        let mut values = Vec::new();
        self.values(schema, DEPTH, &mut values)?;
        let constants = values.iter().filter(|value| !value.is_null());
        let constants: Option<Vec<TagValue>> = constants.map(constant).collect();
        Some(Told {
            constants: constants.filter(|constants| !constants.is_empty())?,
            optional: is_optional(branch, property) || values.contains(&Value::Null),
        })
    }

    /// The values that a schema lists, by itself or in each of its branches.
    fn values(&self, schema: &Schema, depth: usize, values: &mut Vec<Value>) -> Option<()> {
        let schema = self.opened(schema);
        if is_null(&schema) {
            values.push(Value::Null);
            return Some(());
        }
        if let Some(listed) = schema.values {
            values.extend(listed);
            return Some(());
        }
        let depth = depth.checked_sub(1)?;
        let branches = [schema.one_of, schema.any_of].concat();
        if branches.is_empty() {
            return None;
        }
        let mut branches = branches.iter();
        branches.try_for_each(|branch| self.values(branch, depth, values))
    }
}

fn constant(value: &Value) -> Option<TagValue> {
    match value {
        Value::String(text) => Some(TagValue::String(text.clone())),
        Value::Bool(value) => Some(TagValue::Bool(*value)),
        value => value.as_i64().map(TagValue::Integer),
    }
}

/// What is told of the branches, if a tag of one type can say it.
fn of_one_kind(told: Vec<Told>) -> Option<Vec<Told>> {
    let mut constants = told.iter().flat_map(|told| &told.constants);
    let first = discriminant(constants.next()?);
    let is_one_kind = constants.all(|constant| discriminant(constant) == first);
    is_one_kind.then_some(told)
}

/// The branches in groups of those that share a constant.
fn grouped(told: Vec<Told>) -> Vec<(Told, Vec<usize>)> {
    let mut groups: Vec<(Told, Vec<usize>)> = Vec::new();
    for (at, told) in told.into_iter().enumerate() {
        let constants: HashSet<&TagValue> = told.constants.iter().collect();
        let shares = |group: &(Told, Vec<usize>)| {
            let mut known = group.0.constants.iter();
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

fn joined(mut first: Told, second: Told) -> Told {
    for constant in second.constants {
        if !first.constants.contains(&constant) {
            first.constants.push(constant);
        }
    }
    first.optional |= second.optional;
    first
}

/// Whether the property is one of the branch, and may be absent.
fn is_optional(branch: &Branch, property: &str) -> bool {
    branch.whole.properties.contains_key(property)
        && !branch.whole.required.iter().any(|key| key == property)
}
