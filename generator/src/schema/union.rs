//! Unions: `oneOf`, `anyOf`, and several types in one `type`.

use crate::diagnostic::code;
use crate::openapi::document::{Primitive, Schema};
use crate::schema::closure::{is_bare, narrower};
use crate::schema::{Graph, LocationId, NodeId, Shape, Source};
use std::collections::HashSet;

/// The maximum number of combinations of the branches of two unions.
const COMBINATIONS: usize = 64;

/// One branch of a union.
#[derive(Clone, Debug)]
pub(crate) struct Branch<'d> {
    pub(crate) node: NodeId,
    /// The component that it refers to.
    pub(crate) component: Option<&'d str>,
    /// The node of that component.
    pub(crate) reference: Option<NodeId>,
    /// Its own title.
    pub(crate) title: Option<&'d str>,
}

impl<'d> Graph<'d> {
    /// The branches of a node, each with the keywords beside the union. A node of several types has a
    /// branch for each type.
    pub(crate) fn branches(&self, id: NodeId) -> &[Branch<'d>] {
        let (id, _) = self.target(id);
        let node = &self.nodes[id.0];
        node.branches.get_or_init(|| match &node.source {
            Source::Any(several) => several.iter().map(|it| self.branch_of(*it)).collect(),
            Source::Typed(..) => Vec::new(),
            _ => self.distributed(id, self.shape(id)),
        })
    }

    fn distributed(&self, id: NodeId, shape: &Shape<'d>) -> Vec<Branch<'d>> {
        if !shape.is_union {
            return self.by_type(id, shape);
        }
        let alternatives = &shape.alternatives;
        if !shape.is_structure() {
            let base = |branch: &[LocationId]| {
                let node = self.all(branch.to_vec(), &[]);
                // A branch without a type has the type beside the union.
                let inherits = !shape.types.is_empty()
                    && self.shape(node).is_unrestricted()
                    && !self.is_null_branch(node);
                if inherits { &*shape.members } else { &[] }
            };
            let branches = alternatives.iter().map(|it| self.branch(it, base(it)));
            return branches.collect();
        }
        let fits = |branch: &&Vec<LocationId>| {
            let node = self.all((*branch).clone(), &[]);
            let types = &self.shape(node).types;
            self.is_null_branch(node)
                || types.is_empty()
                || shape.types.is_empty()
                || types.iter().any(|ty| narrower(*ty, &shape.types).is_some())
        };
        let (fitting, others): (Vec<_>, Vec<_>) = alternatives.iter().partition(fits);
        for other in &others {
            let message = "no value satisfies this branch and the keywords beside the union: \
                only those keywords are used";
            let at = &self.schema(other[other.len() - 1]).at;
            self.report.add(code::UNSATISFIABLE.at(at, message));
        }
        let base = |branch: &[LocationId]| {
            let closure = self.closure(branch);
            let extends = shape.declared.iter().any(|it| closure.contains(it));
            if extends { &[][..] } else { &shape.members }
        };
        let fitting = fitting.into_iter().map(|it| self.branch(it, base(it)));
        let alone = others.first().map(|_| Branch {
            node: self.intern(Source::Beside(id)),
            component: None,
            reference: None,
            title: Some("plain"),
        });
        fitting.chain(alone).collect()
    }

    /// A branch of these locations, with the keywords of `base`.
    fn branch(&self, declared: &[LocationId], base: &[LocationId]) -> Branch<'d> {
        let schema = match declared {
            [only] => Some(self.schema(*only)),
            _ => None,
        };
        let reference = schema.and_then(|it| self.referenced(it.reference.as_ref()?));
        Branch {
            node: self.all(declared.to_vec(), base),
            component: reference.map(|(name, _)| name),
            reference: reference.map(|(_, node)| node),
            title: schema.and_then(|it| it.title.as_deref()),
        }
    }

    fn branch_of(&self, node: NodeId) -> Branch<'d> {
        match &self.nodes[node.0].source {
            Source::All { declared, base } => self.branch(declared, base),
            _ => Branch {
                node,
                component: None,
                reference: None,
                title: None,
            },
        }
    }

    /// One branch for each type of a node.
    fn by_type(&self, id: NodeId, shape: &Shape<'d>) -> Vec<Branch<'d>> {
        let types = shape.primitives();
        if types.len() < 2 {
            return Vec::new();
        }
        let branch = |ty| Branch {
            node: self.intern(Source::Typed(id, ty)),
            component: None,
            reference: None,
            title: shape.title,
        };
        types.into_iter().map(branch).collect()
    }

    /// Adds the unions of all members to a shape. A union is left out of its own branches that inherit
    /// it.
    pub(super) fn add_unions(
        &self,
        shape: &mut Shape<'d>,
        declared: &[LocationId],
        members: &[LocationId],
    ) {
        shape.declared = declared.to_vec();
        let all: HashSet<LocationId> = shape.members.iter().copied().collect();
        let mut unions: Vec<Vec<LocationId>> = Vec::new();
        for member in members {
            let schema = self.schema(*member);
            for union in [&schema.one_of, &schema.any_of] {
                if union.is_empty() {
                    continue;
                }
                let branches = self.locations(union);
                if union.iter().all(only_requires) {
                    shape.has_alternative_requirements = true;
                    shape.required.extend(common_requirements(union, shape));
                } else if declared.contains(member)
                    || !branches.iter().any(|it| self.leads_to(*it, &all))
                {
                    unions.push(branches);
                }
            }
        }
        if let ([only], [_]) = (&*unions, &*shape.members) {
            shape.alternatives = only.iter().map(|it| vec![*it]).collect();
        } else {
            for union in unions {
                self.add_union(shape, union);
            }
        }
        shape.is_union = !shape.alternatives.is_empty();
    }

    /// Adds one union, combined with the others.
    fn add_union(&self, shape: &mut Shape<'d>, mut union: Vec<LocationId>) {
        let outline = |branch: &LocationId| self.outline(self.schema(*branch));
        union.retain(|branch| {
            let types = &outline(branch).types;
            types.is_empty()
                || shape.types.is_empty()
                || types.iter().any(|ty| narrower(*ty, &shape.types).is_some())
        });
        let says_nothing_new = |branch| is_bare(outline(branch)) && !shape.types.is_empty();
        if union.iter().any(says_nothing_new) {
            return;
        }
        if union.is_empty() {
            let message = "no branch of this union is compatible with the other members of \
                the `allOf`: the union is ignored";
            self.report.add(code::UNSATISFIABLE.at(shape.at, message));
            return;
        }
        let known = std::mem::take(&mut shape.alternatives);
        shape.alternatives = match known.len() * union.len() {
            0 => union.into_iter().map(|branch| vec![branch]).collect(),
            1..=COMBINATIONS => {
                let pairs = known.iter().flat_map(|known| {
                    union
                        .iter()
                        .map(move |more| [known.as_slice(), &[*more]].concat())
                });
                pairs.collect()
            }
            _ => {
                let message = "these unions have too many combinations: the second one is ignored";
                self.report
                    .add(code::TOO_MANY_COMBINATIONS.at(shape.at, message));
                known
            }
        };
    }
}

/// The properties that all branches of a union require.
fn common_requirements<'d>(union: &'d [Schema], shape: &Shape) -> Vec<&'d str> {
    let Some((first, others)) = union.split_first() else {
        return Vec::new();
    };
    let in_all = |key: &&str| {
        others
            .iter()
            .all(|it| it.required.iter().any(|it| it == key))
    };
    let required = first.required.iter().map(String::as_str);
    required
        .filter(in_all)
        .filter(|key| !shape.requires(key))
        .collect()
}

/// Whether a branch only has `required`.
fn only_requires(schema: &Schema) -> bool {
    !schema.required.is_empty()
        && schema.reference.is_none()
        && schema.types.iter().all(|ty| *ty == Primitive::Object)
        && schema.properties.is_empty()
        && schema.all_of.is_empty()
        && schema.any_of.is_empty()
        && schema.one_of.is_empty()
}
