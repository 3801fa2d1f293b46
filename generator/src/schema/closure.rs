//! Members: the locations that apply to a value of a node.

use crate::openapi::document::{Primitive, Schema};
use crate::schema::shape::is_typed;
use crate::schema::{Graph, LocationId, NodeId, is_null};
use std::collections::HashSet;

/// A step of the traversal of `$ref` and `allOf`.
enum Step {
    Enter(LocationId),
    Add(LocationId),
}

impl Graph<'_> {
    /// All locations that apply where these do: the target of the `$ref` of each, itself, and its
    /// `allOf`; each once, in the order of first appearance.
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

    /// The one node that the locations refer to, if they add no constraint, and whether they also
    /// accept `null`.
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
        // A subtype is a type of its own, even if it adds nothing to its base.
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
        for schema in other.iter().filter(|it| is_overruled(it, target_schema)) {
            self.type_beside_reference(schema);
        }
        // OpenAPI ignores `nullable` without `type`, but in such a schema it is meant.
        let nullable = other.iter().any(|it| it.nullable && !is_typed(it));
        let declared_nullable = matches!(declared, [only] if self.schema(*only).nullable);
        let nullable = nullable || declared_nullable || !null.is_empty();
        Some((self.all(vec![target], &[]), nullable))
    }

    /// These locations and their `allOf`, without the targets of references.
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

    /// Whether a location is a subtype of a base.
    fn is_subtype(&self, location: LocationId, base: LocationId) -> bool {
        let subtypes = self.resolver.subtypes(self.schema(base));
        subtypes.contains(&self.schema(location).at)
    }

    /// Whether the own keywords of a schema are implied by `target`.
    fn is_implied(&self, schema: &Schema, target: &Schema) -> bool {
        let union_fits = |union: &[Schema]| {
            let mut outlines = union.iter().map(|branch| self.outline(branch));
            union.is_empty() || outlines.any(|branch| is_bare(branch) && types_fit(branch, target))
        };
        let is_implied = says_only_types(schema)
            && types_fit(schema, target)
            && union_fits(&schema.one_of)
            && union_fits(&schema.any_of);
        is_implied || is_overruled(schema, target)
    }

    /// A schema, or the target of its `$ref`.
    pub(super) fn outline<'s>(&'s self, schema: &'s Schema) -> &'s Schema {
        let reference = schema.reference.as_ref();
        let target = reference.and_then(|it| self.resolver.schema(it));
        target.map_or(schema, |(_, target)| target)
    }

    /// Whether a branch resolves to one of these members, through references and other unions. The
    /// members then satisfy the union.
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

/// Whether a schema has no constraints but its types and its unions.
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

/// Whether a schema has no constraints but its types.
pub(super) fn is_bare(schema: &Schema) -> bool {
    says_only_types(schema)
        && schema.one_of.is_empty()
        && schema.any_of.is_empty()
        && schema.all_of.is_empty()
        && schema.reference.is_none()
}

/// Whether a schema allows a type of `target`.
fn types_fit(schema: &Schema, target: &Schema) -> bool {
    let mut types = target.types.iter();
    schema.types.is_empty() || types.any(|ty| narrower(*ty, &schema.types).is_some())
}

/// Whether a schema has a type beside its `$ref` that contradicts the target.
fn is_overruled(schema: &Schema, target: &Schema) -> bool {
    schema.reference.is_some() && !target.types.is_empty() && !types_fit(schema, target)
}

/// The common type of `ty` and one of the others: `integer` is narrower than `number`.
pub(super) fn narrower(ty: Primitive, others: &[Primitive]) -> Option<Primitive> {
    match ty {
        Primitive::Number if others.contains(&Primitive::Integer) => Some(Primitive::Integer),
        Primitive::Integer if others.contains(&Primitive::Number) => Some(Primitive::Integer),
        ty => others.contains(&ty).then_some(ty),
    }
}
