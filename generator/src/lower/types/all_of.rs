//! `allOf`: what several schemas come to that all have to hold.
//!
//! The members are intersected keyword by keyword. Where they contradict each
//! other, the result is widened and a warning says so: a type without values
//! would be of no use to anyone.

use crate::diagnostic::code;
use crate::diagnostic::report::Report;
use crate::input::pointer::Pointer;
use crate::lower::stack::deep;
use crate::lower::types::keywords::{
    additional, both_hold, is_typed, items, joined, limits, narrower, nullable, properties,
};
use crate::lower::types::null::is_null;
use crate::openapi::document::{Primitive, Reference, Schema};
use crate::openapi::resolve::Resolver;
use serde_json::Value;

/// As many combinations of the branches of two unions are worked out.
const BRANCHES: usize = 64;

/// What a schema comes to once its references and its `allOf` are worked in.
pub(crate) enum Whole {
    /// Another schema, by name, and whether `null` is valid beside it.
    Reference {
        reference: Reference,
        nullable: bool,
    },
    /// A schema without `$ref` and `allOf` of its own.
    Schema(Box<Schema>),
}

/// Works in the references and the `allOf` of a schema.
pub(crate) fn whole(schema: &Schema, resolver: &Resolver, report: &Report) -> Whole {
    if schema.reference.is_none() && schema.all_of.is_empty() && schema.conditional.is_empty() {
        return Whole::Schema(Box::new(schema.clone()));
    }
    let merge = Merge { resolver, report };
    let mut found = Vec::new();
    leaves(schema, &mut found);
    let leaves = distinct(found);
    let only = merge.only_reference(&leaves);
    // A subtype is none of its siblings, although it may say no more than they.
    if let Some((reference, nullable)) = only.filter(|it| !merge.is_subtype(schema, &it.0)) {
        let nullable = nullable || schema.nullable;
        return Whole::Reference {
            reference,
            nullable,
        };
    }
    let mut open = vec![schema.at.clone()];
    let leaves = leaves
        .iter()
        .flat_map(|leaf| merge.opened(leaf, &mut open))
        .collect();
    let mut merged = merge.all(distinct(leaves));
    merge.add_conditional(&mut merged, &mut open);
    merged.at = schema.at.clone();
    merged.nullable |= schema.nullable;
    describe(&mut merged, schema);
    Whole::Schema(Box::new(merged))
}

/// The schemas that have to hold: the parts of `schema` beside its `allOf`,
/// and its members, flattened. References stay references.
pub(in crate::lower) fn leaves(schema: &Schema, found: &mut Vec<Schema>) {
    if let Some(reference) = &schema.reference {
        let reference = Some(reference.clone());
        found.push(Schema {
            at: schema.at.clone(),
            reference,
            ..Schema::default()
        });
    }
    let mut own = schema.clone();
    own.reference = None;
    let members = std::mem::take(&mut own.all_of);
    found.push(own);
    for member in &members {
        leaves(member, found);
    }
}

/// What is said twice says nothing more, and would be said four times one level below.
fn distinct(leaves: Vec<Schema>) -> Vec<Schema> {
    let mut kept: Vec<Schema> = Vec::new();
    for leaf in leaves {
        let is_known = |known: &Schema| match (&known.reference, &leaf.reference) {
            (Some(known), Some(reference)) => known.key() == reference.key(),
            _ => *known == leaf,
        };
        if !kept.iter().any(is_known) {
            kept.push(leaf);
        }
    }
    kept
}

/// The words of the outer schema are nearer than those of its members.
fn describe(merged: &mut Schema, outer: &Schema) {
    if outer.description.is_some() {
        merged.description.clone_from(&outer.description);
    }
    if !outer.examples.is_empty() {
        merged.examples.clone_from(&outer.examples);
    }
}

/// Whether a schema only describes, and leaves the values as they are.
fn is_annotation(schema: &Schema) -> bool {
    schema.types.is_empty()
        && !schema.never
        && schema.values.is_none()
        && schema.properties.is_empty()
        && schema.required.is_empty()
        && schema.additional.is_none()
        && schema.items.is_none()
        && schema.one_of.is_empty()
        && schema.any_of.is_empty()
        && schema.patterns.is_empty()
        && schema.prefix.is_empty()
        && schema.conditional.is_empty()
}

pub(in crate::lower) struct Merge<'d> {
    resolver: &'d Resolver<'d>,
    report: &'d Report,
}

impl Merge<'_> {
    /// The one reference that the leaves come to, and whether `null` is taken beside it.
    fn only_reference(&self, leaves: &[Schema]) -> Option<(Reference, bool)> {
        let references: Vec<&Reference> = leaves
            .iter()
            .filter_map(|leaf| leaf.reference.as_ref())
            .collect();
        let (first, others) = references.split_first()?;
        if others.iter().any(|other| other.key() != first.key()) {
            return None;
        }
        let (_, target) = self.resolver.schema(first)?;
        let own: Vec<&Schema> = leaves
            .iter()
            .filter(|leaf| leaf.reference.is_none())
            .collect();
        let (null, other): (Vec<&Schema>, Vec<&Schema>) =
            own.into_iter().partition(|leaf| is_null(leaf));
        if !other.iter().all(|leaf| self.is_implied(leaf, target)) {
            return None;
        }
        if let Some(null) = null.first().filter(|_| !target.nullable) {
            self.null_beside_more(null);
        }
        // In a schema that says nothing else it is meant, although OpenAPI takes it for nothing.
        let nullable = other.iter().any(|leaf| leaf.nullable && !is_typed(leaf));
        Some(((*first).clone(), nullable || !null.is_empty()))
    }

    /// Whether a schema is one of those that the discriminator of another one leads to.
    fn is_subtype(&self, schema: &Schema, of: &Reference) -> bool {
        let base = self.resolver.schema(of);
        let subtypes = base.map_or_else(Vec::new, |(_, base)| self.resolver.subtypes(&base.at));
        let mut subtypes = subtypes.iter().filter_map(|it| self.resolver.schema(it));
        subtypes.any(|(_, subtype)| subtype.at == schema.at)
    }

    /// Whether a leaf asks nothing of a value that `target` does not ask.
    fn is_implied(&self, leaf: &Schema, target: &Schema) -> bool {
        let types_fit = |schema: &Schema| {
            schema.types.is_empty()
                || target
                    .types
                    .iter()
                    .any(|ty| narrower(*ty, &schema.types).is_some())
        };
        let union_fits = |union: &[Schema]| {
            let outlines = union.iter().map(|branch| self.outline(branch));
            union.is_empty()
                || outlines
                    .into_iter()
                    .any(|branch| is_bare(&branch) && types_fit(&branch))
        };
        let rest = Schema {
            one_of: Vec::new(),
            any_of: Vec::new(),
            ..leaf.clone()
        };
        is_bare(&rest) && types_fit(leaf) && union_fits(&leaf.one_of) && union_fits(&leaf.any_of)
    }

    fn null_beside_more(&self, null: &Schema) {
        let message = "no value is both `null` and something else: taken as either";
        self.report.add(code::IMPOSSIBLE.at(&null.at, message));
    }

    /// A leaf, or the leaves behind the reference that it is.
    pub(in crate::lower) fn opened(&self, leaf: &Schema, open: &mut Vec<Pointer>) -> Vec<Schema> {
        let Some(reference) = &leaf.reference else {
            return vec![self.without_circles(leaf, open)];
        };
        let Some((_, target)) = self.resolver.schema(reference) else {
            return Vec::new();
        };
        if open.contains(&target.at) {
            return Vec::new();
        }
        open.push(target.at.clone());
        let mut found = Vec::new();
        leaves(target, &mut found);
        let opened = found
            .iter()
            .flat_map(|leaf| deep(|| self.opened(leaf, open)))
            .collect();
        open.pop();
        opened
    }

    /// A leaf without the unions of which one branch is what the leaf is worked into: as far
    /// as that holds, so do they. Such is the base of its own subtypes that lists them.
    fn without_circles(&self, leaf: &Schema, open: &[Pointer]) -> Schema {
        let mut leaf = leaf.clone();
        for union in [&mut leaf.one_of, &mut leaf.any_of] {
            let mut seen = Vec::new();
            if union.iter().any(|it| self.leads_to(it, open, &mut seen)) {
                union.clear();
            }
        }
        leaf
    }

    /// Whether a branch is one of these, by whatever name or as the branch of another union.
    fn leads_to(&self, branch: &Schema, open: &[Pointer], seen: &mut Vec<Pointer>) -> bool {
        let reference = branch.reference.as_ref().or(match &*branch.all_of {
            [only] => only.reference.as_ref(),
            _ => None,
        });
        let target = reference.and_then(|reference| self.resolver.schema(reference));
        let Some((_, target)) = target else {
            return false;
        };
        if open.contains(&target.at) {
            return true;
        }
        if seen.contains(&target.at) {
            return false;
        }
        seen.push(target.at.clone());
        let mut further = target.one_of.iter().chain(&target.any_of).chain([target]);
        further.any(|it| self.leads_to(it, open, seen))
    }

    /// The intersection of schemas without `$ref` and `allOf`.
    fn all(&self, leaves: Vec<Schema>) -> Schema {
        let mut unions = Vec::new();
        let mut merged: Option<Schema> = None;
        for mut leaf in leaves {
            let (one_of, any_of) = (
                std::mem::take(&mut leaf.one_of),
                std::mem::take(&mut leaf.any_of),
            );
            unions.extend(
                [one_of, any_of]
                    .into_iter()
                    .filter(|union| !union.is_empty()),
            );
            merged = Some(match merged {
                None => leaf,
                Some(merged) => self.both(merged, leaf),
            });
        }
        let mut merged = merged.unwrap_or_default();
        for union in unions {
            merged = self.with_union(merged, union);
        }
        merged
    }

    fn both(&self, a: Schema, b: Schema) -> Schema {
        if is_null(&a) != is_null(&b) && is_typed(&a) && is_typed(&b) && !(a.nullable && b.nullable)
        {
            let (null, mut kept) = if is_null(&a) { (a, b) } else { (b, a) };
            self.null_beside_more(&null);
            kept.nullable = true;
            return kept;
        }
        let types = self.types(&a, &b);
        let values = self.values(&a, &b);
        Schema {
            at: a.at.clone(),
            never: a.never || b.never,
            reference: None,
            types,
            nullable: nullable(&a, &b),
            format: a.format.or(b.format),
            has_content_media_type: a.has_content_media_type || b.has_content_media_type,
            values,
            limits: limits(a.limits, b.limits),
            properties: properties(a.properties, b.properties),
            required: joined(a.required, b.required),
            additional: additional(a.additional, b.additional),
            is_unevaluated: a.is_unevaluated || b.is_unevaluated,
            items: items(a.items, b.items),
            all_of: Vec::new(),
            one_of: Vec::new(),
            any_of: Vec::new(),
            patterns: joined(a.patterns, b.patterns),
            prefix: if a.prefix.is_empty() {
                b.prefix
            } else {
                a.prefix
            },
            conditional: joined(a.conditional, b.conditional),
            ignored: joined(a.ignored, b.ignored),
            discriminator: a.discriminator.or(b.discriminator),
            discriminator_value: a.discriminator_value.or(b.discriminator_value),
            title: a.title.or(b.title),
            description: a.description.or(b.description),
            default: a.default.or(b.default),
            examples: if a.examples.is_empty() {
                b.examples
            } else {
                a.examples
            },
            deprecated: a.deprecated || b.deprecated,
            read_only: a.read_only || b.read_only,
            write_only: a.write_only || b.write_only,
            envelope: None,
        }
    }

    /// The types that both allow; all types of both where there is none.
    fn types(&self, a: &Schema, b: &Schema) -> Vec<Primitive> {
        if a.types.is_empty() || b.types.is_empty() {
            return [a.types.as_slice(), &b.types].concat();
        }
        let common: Vec<_> = a
            .types
            .iter()
            .filter_map(|ty| narrower(*ty, &b.types))
            .collect();
        if common.is_empty() {
            let message =
                "the members of this `allOf` allow no common type: taken as any of theirs";
            self.report.add(code::IMPOSSIBLE.at(&b.at, message));
            return [a.types.as_slice(), &b.types].concat();
        }
        common
    }

    /// The values that both list; any where there is none.
    fn values(&self, a: &Schema, b: &Schema) -> Option<Vec<Value>> {
        let (Some(first), Some(second)) = (&a.values, &b.values) else {
            return a.values.clone().or(b.values.clone());
        };
        let common: Vec<Value> = first
            .iter()
            .filter(|value| second.contains(value))
            .cloned()
            .collect();
        if common.is_empty() {
            let message = "the members of this `allOf` list no common value: any is taken";
            self.report.add(code::IMPOSSIBLE.at(&b.at, message));
            return None;
        }
        Some(common)
    }

    /// Works in a `oneOf` or `anyOf` beside what else is known.
    fn with_union(&self, mut merged: Schema, union: Vec<Schema>) -> Schema {
        let fits = |branch: &Schema| {
            let branch = self.outline(branch);
            branch.types.is_empty()
                || merged.types.is_empty()
                || branch
                    .types
                    .iter()
                    .any(|ty| narrower(*ty, &merged.types).is_some())
        };
        let fitting: Vec<Schema> = union.into_iter().filter(fits).collect();
        let says_nothing_new =
            |branch: &Schema| is_bare(&self.outline(branch)) && !merged.types.is_empty();
        if fitting.iter().any(says_nothing_new) {
            return merged;
        }
        if fitting.is_empty() {
            let message =
                "no branch of this union allows what the other members do: it is left out";
            self.report.add(code::IMPOSSIBLE.at(&merged.at, message));
            return merged;
        }
        let known = std::mem::take(&mut merged.any_of);
        let fitting = match known.len() * fitting.len() {
            0 => fitting,
            1..=BRANCHES => known
                .iter()
                .flat_map(|known| {
                    fitting
                        .iter()
                        .map(|more| both_hold(known.clone(), more.clone()))
                })
                .collect(),
            _ => {
                let message = "these unions have too many combinations: the second is left out";
                self.report
                    .add(code::TOO_MANY_FORMS.at(&merged.at, message));
                known
            }
        };
        merged.any_of = fitting;
        merged
    }

    /// A schema, or the one behind the reference that it is.
    fn outline(&self, schema: &Schema) -> Schema {
        let target = schema
            .reference
            .as_ref()
            .and_then(|reference| self.resolver.schema(reference));
        target.map_or(schema, |(_, target)| target).clone()
    }
}

/// Whether a schema says nothing but its type.
fn is_bare(schema: &Schema) -> bool {
    let mut untyped = schema.clone();
    untyped.types.clear();
    is_annotation(&untyped) && schema.all_of.is_empty() && schema.reference.is_none()
}
