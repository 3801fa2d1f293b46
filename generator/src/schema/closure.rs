//! Members: which locations hold where a node does.

use crate::openapi::document::{Primitive, Schema};
use crate::schema::shape::is_typed;
use crate::schema::{Graph, LocationId, NodeId, is_null};
use std::collections::HashSet;

/// A step on the way through `$ref` and `allOf`.
enum Step {
    Enter(LocationId),
    Add(LocationId),
}

impl Graph<'_> {
    /// What holds where these locations do: what each refers to, itself, and its `allOf`, each
    /// once, by first appearance.
    pub(super) fn closure(&self, declared: &[LocationId]) -> Vec<LocationId> {
        let mut seen = HashSet::new();
        let mut found = Vec::new();
        let mut steps: Vec<Step> = declared.iter().rev().copied().map(Step::Enter).collect();
        while let Some(step) = steps.pop() {
            match step {
                Step::Add(location) => found.push(location),
                Step::Enter(location) if seen.insert(location) => {
                    let members = self.locations(&self.schema(location).all_of);
                    steps.extend(members.into_iter().rev().map(Step::Enter));
                    steps.push(Step::Add(location));
                    steps.extend(self.referred(location).map(Step::Enter));
                }
                Step::Enter(_) => {}
            }
        }
        found
    }

    /// The one schema that the locations refer to, if they say nothing else, and whether they
    /// accept `null` beside it.
    pub(super) fn only_target(
        &self,
        declared: &[LocationId],
        base: &[LocationId],
    ) -> Option<(NodeId, bool)> {
        if !base.is_empty() {
            return None;
        }
        let own = self.own(declared);
        let mut targets = own.iter().filter_map(|it| self.referred(*it));
        let target = targets.next()?;
        let has_unresolved = own
            .iter()
            .any(|it| self.schema(*it).reference.is_some() && self.referred(*it).is_none());
        if has_unresolved || targets.any(|other| other != target) {
            return None;
        }
        // A subtype is none of its siblings, although it may say no more than they.
        if matches!(declared, [only] if self.is_subtype(*only, target)) {
            return None;
        }
        let schemas = own.iter().map(|it| self.schema(*it));
        let (null, other): (Vec<&Schema>, Vec<&Schema>) =
            schemas.partition(|schema| is_null(schema));
        let target_schema = self.schema(target);
        if !other.iter().all(|it| self.is_implied(it, target_schema)) {
            return None;
        }
        if let Some(null) = null.first().filter(|_| !target_schema.nullable) {
            self.null_beside_more(null);
        }
        // In a schema that says nothing else it is meant, although OpenAPI takes it for nothing.
        let nullable = other.iter().any(|it| it.nullable && !is_typed(it));
        let declared_nullable = matches!(declared, [only] if self.schema(*only).nullable);
        let nullable = nullable || declared_nullable || !null.is_empty();
        Some((self.all(vec![target], &[]), nullable))
    }

    /// These locations and their `allOf`, without what they refer to.
    pub(super) fn own(&self, declared: &[LocationId]) -> Vec<LocationId> {
        let mut own = Vec::new();
        let mut open: Vec<LocationId> = declared.iter().rev().copied().collect();
        while let Some(location) = open.pop() {
            own.push(location);
            let members = self.locations(&self.schema(location).all_of);
            open.extend(members.into_iter().rev());
        }
        own
    }

    /// Whether a schema is one of those that the discriminator of another one leads to.
    fn is_subtype(&self, location: LocationId, base: LocationId) -> bool {
        let subtypes = self.resolver.subtypes(&self.schema(base).at);
        let mut subtypes = subtypes.iter().filter_map(|it| self.resolver.schema(it));
        subtypes.any(|(_, subtype)| subtype.at == self.schema(location).at)
    }

    /// Whether a schema, without its `$ref` and `allOf`, asks nothing of a value that `target`
    /// does not ask.
    fn is_implied(&self, schema: &Schema, target: &Schema) -> bool {
        let union_fits = |union: &[Schema]| {
            let mut outlines = union.iter().map(|branch| self.outline(branch));
            union.is_empty() || outlines.any(|branch| is_bare(branch) && types_fit(branch, target))
        };
        says_only_types(schema)
            && types_fit(schema, target)
            && union_fits(&schema.one_of)
            && union_fits(&schema.any_of)
    }

    /// A schema, or the one behind the reference that it is.
    pub(super) fn outline<'s>(&'s self, schema: &'s Schema) -> &'s Schema {
        let reference = schema.reference.as_ref();
        let target = reference.and_then(|it| self.resolver.schema(it));
        target.map_or(schema, |(_, target)| target)
    }

    /// Whether a branch of a union is one of these locations, by whatever name or as the branch
    /// of another union. As far as they hold, so does the union.
    pub(super) fn leads_to(&self, branch: LocationId, members: &HashSet<LocationId>) -> bool {
        let mut seen = HashSet::new();
        let mut open = vec![branch];
        while let Some(location) = open.pop() {
            let schema = self.schema(location);
            let renamed = match &*schema.all_of {
                [only] if schema.reference.is_none() => self.referred(self.location(only)),
                _ => self.referred(location),
            };
            let Some(target) = renamed else { continue };
            if members.contains(&target) {
                return true;
            }
            if seen.insert(target) {
                let schema = self.schema(target);
                open.extend(self.locations(&schema.one_of));
                open.extend(self.locations(&schema.any_of));
                open.push(target);
            }
        }
        false
    }
}

/// Whether a schema only describes, but for its types and unions, and leaves the values as they
/// are.
fn says_only_types(schema: &Schema) -> bool {
    !schema.never
        && schema.values.is_none()
        && schema.properties.is_empty()
        && schema.required.is_empty()
        && schema.additional.is_none()
        && schema.items.is_none()
        && schema.patterns.is_empty()
        && schema.prefix.is_empty()
        && schema.conditional.is_empty()
}

/// Whether a schema says nothing but its type.
pub(super) fn is_bare(schema: &Schema) -> bool {
    says_only_types(schema)
        && schema.one_of.is_empty()
        && schema.any_of.is_empty()
        && schema.all_of.is_empty()
        && schema.reference.is_none()
}

/// Whether a type of `target` is among those of a schema.
fn types_fit(schema: &Schema, target: &Schema) -> bool {
    let mut types = target.types.iter();
    schema.types.is_empty() || types.any(|ty| narrower(*ty, &schema.types).is_some())
}

/// The narrower of `ty` and its like among `others`.
pub(super) fn narrower(ty: Primitive, others: &[Primitive]) -> Option<Primitive> {
    match ty {
        Primitive::Number if others.contains(&Primitive::Integer) => Some(Primitive::Integer),
        Primitive::Integer if others.contains(&Primitive::Number) => Some(Primitive::Integer),
        ty => others.contains(&ty).then_some(ty),
    }
}
