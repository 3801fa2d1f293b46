//! Unions: `oneOf`, `anyOf`, and several types in one `type`.
//!
//! Branches with the same Rust type collapse into it. Otherwise a property distinguishes the variants
//! ([`tag`](crate::lower::types::tag)), or deserializing takes the variant that keeps most of the
//! value.

use crate::diagnostic::code;
use crate::lower::types::fields::{Described, integer_enum, string_enum};
use crate::lower::types::tag::{Tag, TagValues};
use crate::lower::types::{Lowered, Types};
use crate::model::{Int, Shape, TagValue, Type, UnionVariant};
use crate::openapi::document::Primitive;
use crate::rust::names::Name;
use crate::schema::{Branch, Meaning, NodeId, Shape as SchemaShape};
use std::iter;

impl<'d> Types<'d> {
    /// The type of a union without `null`; `None` if the node is not a union.
    pub(in crate::lower) fn union(&mut self, node: NodeId, name: &Name) -> Option<Lowered> {
        let graph = self.graph;
        let branches = graph.branches(node);
        if branches.is_empty() {
            return None;
        }
        let is_null = |branch: &&Branch| graph.is_null_branch(branch.node);
        let (null, branches): (Vec<&Branch>, Vec<&Branch>) = branches.iter().partition(is_null);
        let branches: Vec<Branch> = branches.into_iter().cloned().collect();
        Some(match branches.as_slice() {
            [] if null.iter().all(|it| graph.shape(it.node).is_null()) => Lowered::Type(Type::Null),
            [] => Lowered::Type(Type::Any),
            [only] => self.single(only, name),
            several => self
                .strings(several, name)
                .or_else(|| self.titled_integers(several))
                .unwrap_or_else(|| self.variants(node, several, name)),
        })
    }

    /// The type of the only branch.
    fn single(&mut self, branch: &Branch, name: &Name) -> Lowered {
        let is_shape = matches!(self.graph.meaning(branch.node), Meaning::Shape(_));
        if is_shape && branch.component.is_none() && !self.graph.is_nullable(branch.node) {
            self.lowered(branch.node, name)
        } else {
            Lowered::Type(self.ty(branch.node, name))
        }
    }

    /// The one type of branches that are all strings.
    fn strings(&mut self, branches: &[Branch<'d>], name: &Name) -> Option<Lowered> {
        let graph = self.graph;
        let is_string = |branch: &Branch| {
            let shape = graph.shape(branch.node);
            shape.primitives() == [Primitive::String] && !shape.is_union
        };
        if !branches.iter().all(is_string) {
            return None;
        }
        let values = |branch: &Branch| graph.shape(branch.node).values.as_ref();
        let listed: Vec<&Branch> = branches.iter().filter(|it| values(it).is_some()).collect();
        match listed.as_slice() {
            [] => {
                let types = branches.iter().map(|branch| {
                    let ty = self.ty(branch.node, name);
                    let ty = self.not_null(ty);
                    self.plain(&ty)
                });
                let types: Vec<Type> = types.collect();
                let is_one = types.iter().all(|ty| *ty == types[0]);
                Some(Lowered::Type(if is_one {
                    types[0].clone()
                } else {
                    Type::String
                }))
            }
            [only] => Some(self.single(only, name)),
            several => {
                let values = several
                    .iter()
                    .flat_map(|it| described(graph.shape(it.node)));
                Some(Lowered::Shape(string_enum(values)?))
            }
        }
    }

    /// The enum of branches that are integer constants with titles.
    fn titled_integers(&self, branches: &[Branch<'d>]) -> Option<Lowered> {
        let values = branches.iter().map(|branch| {
            let shape = self.graph.shape(branch.node);
            match *described(shape) {
                [value] => Some((value, branch.title.or(shape.title)?)),
                _ => None,
            }
        });
        Some(Lowered::Shape(integer_enum(
            values.collect::<Option<_>>()?,
        )?))
    }

    /// The union of branches of several types.
    fn variants(&mut self, node: NodeId, branches: &[Branch<'d>], name: &Name) -> Lowered {
        let discriminator = self.graph.shape(node).discriminator;
        if let Some(tag) = self.tag(discriminator, branches) {
            return Lowered::Shape(self.tagged(tag, branches, name));
        }
        let branches = self.join_strings(branches);
        self.untagged(&branches.iter().collect::<Vec<_>>(), name)
    }

    /// Replaces inline branches that list strings by a single one. Serde writes the variants of an
    /// enum as strings, or as objects if they have fields.
    fn join_strings(&self, branches: &[Branch<'d>]) -> Vec<Branch<'d>> {
        let lists_strings = |branch: &Branch| {
            let shape = self.graph.shape(branch.node);
            let values = shape.values.as_deref().unwrap_or_default();
            branch.component.is_none()
                && !shape.is_union
                && !values.is_empty()
                && values.iter().all(|value| value.is_string())
        };
        let listed = branches.iter().filter(|it| lists_strings(it));
        let listed: Vec<NodeId> = listed.map(|it| it.node).collect();
        if listed.len() < 2 {
            return branches.to_vec();
        }
        let joined = Branch {
            node: self.graph.any_of(&listed),
            component: None,
            reference: None,
            title: Some("text"),
        };
        let others = branches.iter().filter(|it| !lists_strings(it)).cloned();
        iter::once(joined).chain(others).collect()
    }

    /// The union of branches that a property distinguishes.
    pub(in crate::lower) fn tagged(&mut self, tag: Tag, branches: &[Branch], name: &Name) -> Shape {
        let groups = tag.groups.into_iter();
        let variants = groups.map(|(values, members)| {
            let is_default = tag
                .default
                .is_some_and(|default| members.contains(&default));
            let members: Vec<&Branch> = members.iter().map(|at| &branches[*at]).collect();
            let variant = self.tagged_variant(&tag.property, values, &members, name);
            UnionVariant {
                is_default,
                // Without its tag, the value would be one of the default variant.
                tag_optional: variant.tag_optional && tag.default.is_none(),
                ..variant
            }
        });
        let mut variants: Vec<UnionVariant> = variants.collect();
        shorten_names(&mut variants);
        Shape::Union {
            variants,
            tag: Some(tag.property),
        }
    }

    /// The variant of the branches with these values of `tag`.
    fn tagged_variant(
        &mut self,
        tag: &str,
        values: TagValues,
        members: &[&Branch],
        union: &Name,
    ) -> UnionVariant {
        let texts: Vec<String> = values.values.iter().map(|it| in_words(it, tag)).collect();
        let (name, ty) = match members {
            [only] => {
                let name = self.variant_name(only, &texts, union);
                let ty = self.ty(only.node, &union.join(name.spelling()));
                (name, self.not_null(ty))
            }
            several => {
                let name = self.group_name(several, &texts, union);
                let inner = union.join(name.spelling());
                let ty = match self.untagged(several, &inner) {
                    Lowered::Type(ty) => ty,
                    Lowered::Shape(shape) => self.named(shape, &inner),
                };
                (name, ty)
            }
        };
        UnionVariant {
            name,
            ty,
            tag_values: values.values,
            tag_optional: values.optional,
            is_default: false,
        }
    }

    /// The union of branches that only their contents distinguish.
    fn untagged(&mut self, branches: &[&Branch], name: &Name) -> Lowered {
        let mut variants: Vec<UnionVariant> = Vec::new();
        let mut types: Vec<Type> = Vec::new();
        for branch in branches {
            let variant = self.variant_name(branch, &[], name);
            let ty = self.ty(branch.node, &name.join(variant.spelling()));
            let ty = self.not_null(ty);
            let plain = self.plain(&ty);
            if plain == Type::Any {
                let message = "this branch accepts any value, and therefore the union does";
                let at = self.graph.shape(branch.node).at;
                self.report.add(code::UNTYPED_BRANCH.at(at, message));
            }
            if !types.contains(&plain) {
                types.push(plain);
                variants.push(UnionVariant {
                    name: variant,
                    ty,
                    tag_values: Vec::new(),
                    tag_optional: false,
                    is_default: false,
                });
            }
        }
        // An `f64` rounds integers of 64 bits. Without a format, they are assumed to be small.
        let is_wide = |branch: &&Branch| {
            let format = self.graph.shape(branch.node).format;
            matches!(format, Some("int64" | "uint64"))
        };
        let rounds = types.contains(&Type::Float) && branches.iter().any(is_wide);
        match types.as_slice() {
            [only] => Lowered::Type(only.clone()),
            types if types.contains(&Type::Any) => Lowered::Type(Type::Any),
            types if types.iter().all(is_number) && !rounds => Lowered::Type(number(types)),
            _ => {
                self.name_lists(&mut variants);
                shorten_names(&mut variants);
                Lowered::Shape(Shape::Union {
                    variants,
                    tag: None,
                })
            }
        }
    }

    /// The name of a variant: its schema, its tag value, its title, its only property or its type.
    fn variant_name(&self, branch: &Branch, values: &[String], union: &Name) -> Name {
        if let Some(component) = branch.component {
            return self.component_name(component).without_prefix(union);
        }
        let shape = self.graph.shape(branch.node);
        let mut keys = shape.properties.keys().copied();
        let only_property = keys.next().filter(|_| keys.next().is_none());
        let value = values.first().map(String::as_str);
        let title = branch.title.or(shape.title);
        // A longer title is a description.
        let is_short = |text: &&str| text.chars().count() <= 60;
        let mut known = [value, title, only_property].into_iter().flatten();
        match known.find(is_short) {
            Some(text) => Name::new(text),
            None => Name::new(match shape.primitives().first() {
                Some(Primitive::Null) | None => "value",
                Some(Primitive::Boolean) => "bool",
                Some(Primitive::Integer) => "integer",
                Some(Primitive::Number) => "number",
                Some(Primitive::String) => "text",
                Some(Primitive::Array) => "list",
                Some(Primitive::Object) => "object",
            }),
        }
    }

    /// The name of a variant of several branches.
    fn group_name(&self, members: &[&Branch], values: &[String], union: &Name) -> Name {
        if let [only] = values {
            return Name::new(only);
        }
        let members = members.iter().take(2);
        let names = members.map(|branch| self.variant_name(branch, &[], union).in_words());
        Name::new(names.collect::<Vec<_>>().join(" or "))
    }
}

/// Removes the words that the names of all variants start or end with.
fn shorten_names(variants: &mut [UnionVariant]) {
    let mut names: Vec<&mut Name> = variants.iter_mut().map(|it| &mut it.name).collect();
    Name::remove_common_words(&mut names);
}

/// The values of a branch. A description of the branch describes its only value.
fn described<'d>(shape: &SchemaShape<'d>) -> Vec<Described<'d>> {
    let values = shape.values.as_deref().unwrap_or_default();
    let description = shape.description.filter(|_| values.len() == 1);
    values.iter().map(|value| (*value, description)).collect()
}

/// A tag value as part of a name: `true` and `2` need the name of the property.
fn in_words(constant: &TagValue, property: &str) -> String {
    match constant {
        TagValue::String(text) => text.clone(),
        TagValue::Integer(number) => format!("{property} {number}"),
        TagValue::Bool(value) => format!("{property} {value}"),
    }
}

fn is_number(ty: &Type) -> bool {
    matches!(ty, Type::Integer(_) | Type::Float | Type::Decimal)
}

fn number(types: &[Type]) -> Type {
    if types.contains(&Type::Decimal) {
        Type::Decimal
    } else if types.contains(&Type::Float) {
        Type::Float
    } else {
        Type::Integer(Int::I64)
    }
}
