//! `oneOf`, `anyOf`, and several types in one `type`: values of several forms.
//!
//! What comes to one Rust type collapses into it. Else the forms are told apart
//! by a property ([`tag`](crate::lower::types::tag)), or by trying which form keeps most.

use crate::diagnostic::code;
use crate::input::pointer::Pointer;
use crate::lower::types::keywords::narrower;
use crate::lower::types::scalars::primitives;
use crate::lower::types::tag::{Tag, Told};
use crate::lower::types::{Lowered, Types};
use crate::model::{Int, Shape, TagValue, Type, UnionVariant};
use crate::openapi::document::{Primitive, Schema};
use crate::rust::names::Name;
use serde_json::Value;

/// One branch of a union.
pub(in crate::lower) struct Branch {
    /// As it is written, with what stands beside the union worked in.
    pub(in crate::lower) written: Schema,
    /// With its references and its `allOf` worked in.
    pub(in crate::lower) whole: Schema,
    /// The component that it refers to.
    pub(in crate::lower) component: Option<String>,
}

impl Types<'_> {
    /// What a union comes to; `None` where the schema is none.
    pub(in crate::lower) fn union(&mut self, schema: &Schema, name: &Name) -> Option<Lowered> {
        let branches = self.branches(schema)?;
        let (null, rest): (Vec<Schema>, Vec<Schema>) = branches
            .into_iter()
            .partition(|branch| self.is_null(branch));
        let branches: Vec<Branch> = rest
            .into_iter()
            .map(|written| self.branch(written))
            .collect();
        let lowered = match branches.as_slice() {
            [] => Lowered::Type(Type::Null),
            [only] => self.single(only, name),
            several => self
                .texts(several, name)
                .unwrap_or_else(|| self.forms(schema, several, name)),
        };
        // It stands for the whole, so that what may be absent as well keeps the two apart.
        let is_nullable = branches.len() > 1 && branches.iter().any(|it| it.whole.nullable);
        if null.is_empty() && !is_nullable {
            return Some(lowered);
        }
        let ty = self.type_of(lowered, schema, name);
        Some(Lowered::Type(self.or_null(ty)))
    }

    /// The branches of a union, each with what the schema says beside it.
    pub(in crate::lower) fn branches(&self, schema: &Schema) -> Option<Vec<Schema>> {
        let mut base = schema.clone();
        base.description = None;
        base.examples.clear();
        let declared = [
            std::mem::take(&mut base.one_of),
            std::mem::take(&mut base.any_of),
        ]
        .concat();
        if declared.is_empty() || declared.iter().all(only_requires) {
            return by_type(schema);
        }
        if base.properties.is_empty() && base.additional.is_none() && base.items.is_none() {
            return Some(declared);
        }
        // The texts that tell the forms apart belong to the union.
        base.discriminator = None;
        base.nullable = false;
        let with_base = |mut branch: Schema| {
            if self.extends(&branch, &schema.at, &mut Vec::new()) {
                return branch;
            }
            Schema {
                at: branch.at.clone(),
                reference: branch.reference.take(),
                title: branch.title.clone(),
                all_of: vec![base.clone(), branch],
                ..Schema::default()
            }
        };
        let fits = |branch: &Schema| {
            if self.is_null(branch) {
                return true;
            }
            let types = self.opened(branch).types;
            let mut types = types.iter().map(|ty| narrower(*ty, &base.types));
            base.types.is_empty() || types.len() == 0 || types.any(|ty| ty.is_some())
        };
        let (fitting, others): (Vec<_>, Vec<_>) = declared.into_iter().partition(fits);
        for other in &others {
            let message = "no value of this branch is what stands beside the union: \
                that is taken alone";
            self.report.add(code::IMPOSSIBLE.at(&other.at, message));
        }
        if fitting.iter().all(only_requires) {
            return by_type(schema);
        }
        let alone = others.first().map(|other| Schema {
            at: other.at.clone(),
            title: Some("plain".to_owned()),
            ..base.clone()
        });
        let fitting = fitting.into_iter().map(with_base);
        Some(fitting.chain(alone).collect())
    }

    /// Whether a schema says already what the one at this place does, by its `allOf`.
    fn extends(&self, schema: &Schema, base: &Pointer, seen: &mut Vec<Pointer>) -> bool {
        let reference = schema.reference.as_ref();
        if let Some((_, target)) = reference.and_then(|it| self.resolver.schema(it)) {
            if target.at == *base {
                return true;
            }
            if !seen.contains(&target.at) {
                seen.push(target.at.clone());
                return self.extends(target, base, seen);
            }
        }
        let mut members = schema.all_of.iter();
        members.any(|member| self.extends(member, base, seen))
    }

    /// What a branch comes to that is the only one.
    fn single(&mut self, branch: &Branch, name: &Name) -> Lowered {
        if branch.component.is_some() || branch.whole.nullable {
            return Lowered::Type(self.ty(&branch.written, name));
        }
        self.lowered(&branch.whole, name)
    }

    pub(in crate::lower) fn branch(&self, written: Schema) -> Branch {
        let reference = written.reference.as_ref();
        let component = reference
            .and_then(|reference| self.resolver.schema(reference))
            .map(|(name, _)| name.to_owned());
        let whole = self.opened(&written);
        Branch {
            written,
            whole,
            component,
        }
    }

    /// Branches that are all texts come to one type of text.
    fn texts(&mut self, branches: &[Branch], name: &Name) -> Option<Lowered> {
        let is_text = |branch: &Branch| {
            primitives(&branch.whole) == [Primitive::String]
                && branch.whole.one_of.is_empty()
                && branch.whole.any_of.is_empty()
        };
        if !branches.iter().all(is_text) {
            return None;
        }
        let (listed, free): (Vec<&Branch>, Vec<&Branch>) = branches
            .iter()
            .partition(|branch| branch.whole.values.is_some());
        match (listed.as_slice(), free.as_slice()) {
            ([], _) => {
                let types: Vec<Type> = free
                    .iter()
                    .map(|branch| {
                        let ty = self.ty(&branch.written, name);
                        self.not_null(ty)
                    })
                    .collect();
                let same = types
                    .iter()
                    .all(|ty| self.plain(ty) == self.plain(&types[0]));
                Some(Lowered::Type(if same {
                    self.plain(&types[0])
                } else {
                    Type::String
                }))
            }
            ([only], _) => Some(self.single(only, name)),
            (several, _) => {
                let mut merged = several[0].whole.clone();
                let mut values: Vec<Value> = Vec::new();
                for value in several
                    .iter()
                    .flat_map(|branch| branch.whole.values.iter().flatten())
                {
                    if !values.contains(value) {
                        values.push(value.clone());
                    }
                }
                merged.values = Some(values);
                Some(self.lowered(&merged, name))
            }
        }
    }

    /// Branches of several forms.
    fn forms(&mut self, schema: &Schema, branches: &[Branch], name: &Name) -> Lowered {
        if let Some(tag) = self.tag(schema.discriminator.as_ref(), branches) {
            return Lowered::Shape(self.told_forms(tag, branches, name));
        }
        let branches: Vec<&Branch> = branches.iter().collect();
        self.untold_forms(&branches, name)
    }

    /// Branches that a property tells apart.
    pub(in crate::lower) fn told_forms(
        &mut self,
        tag: Tag,
        branches: &[Branch],
        name: &Name,
    ) -> Shape {
        let groups = tag.groups.into_iter();
        let forms = groups.map(|(told, members)| {
            let members: Vec<&Branch> = members.iter().map(|at| &branches[*at]).collect();
            self.told_form(&tag.property, told, &members, name)
        });
        Shape::Union {
            variants: forms.collect(),
            tag: Some(tag.property),
        }
    }

    /// The form of the branches that the same constants of `tag` stand for.
    fn told_form(
        &mut self,
        tag: &str,
        told: Told,
        members: &[&Branch],
        union: &Name,
    ) -> UnionVariant {
        let said: Vec<String> = told.constants.iter().map(|it| in_words(it, tag)).collect();
        let (form_name, ty) = match members {
            [only] => {
                let form_name = form_name(only, &said, union);
                let inner = union.join(form_name.spelling());
                let ty = self.ty(&only.written, &inner);
                (form_name, self.not_null(ty))
            }
            several => {
                let form_name = group_name(several, &said, union);
                let inner = union.join(form_name.spelling());
                let lowered = self.untold_forms(several, &inner);
                let schema = Schema {
                    at: several[0].written.at.clone(),
                    ..Schema::default()
                };
                (form_name, self.type_of(lowered, &schema, &inner))
            }
        };
        UnionVariant {
            name: form_name,
            ty,
            tag_values: told.constants,
            tag_optional: told.optional,
        }
    }

    /// Branches that only their contents tell apart.
    fn untold_forms(&mut self, branches: &[&Branch], name: &Name) -> Lowered {
        let mut forms: Vec<UnionVariant> = Vec::new();
        for branch in branches {
            let form_name = form_name(branch, &[], name);
            let ty = self.ty(&branch.written, &name.join(form_name.spelling()));
            let ty = self.not_null(ty);
            let known = forms
                .iter()
                .any(|form| self.plain(&form.ty) == self.plain(&ty));
            if !known {
                forms.push(UnionVariant {
                    name: form_name,
                    ty,
                    tag_values: Vec::new(),
                    tag_optional: false,
                });
            }
        }
        let types: Vec<Type> = forms.iter().map(|form| self.plain(&form.ty)).collect();
        match types.as_slice() {
            [only] => Lowered::Type(only.clone()),
            types if types.contains(&Type::Any) => Lowered::Type(Type::Any),
            types if types.iter().all(is_number) => Lowered::Type(number(types)),
            _ => Lowered::Shape(Shape::Union {
                variants: forms,
                tag: None,
            }),
        }
    }
}

/// A schema of several types, as one branch for each.
fn by_type(schema: &Schema) -> Option<Vec<Schema>> {
    let types = primitives(schema);
    if types.len() < 2 {
        return None;
    }
    let branch = |ty: &Primitive| {
        let mut branch = schema.clone();
        branch.types = vec![*ty];
        branch.nullable = false;
        branch.description = None;
        // They are of the whole, and may be of another type.
        branch.examples.clear();
        let fits = |value: &Value| {
            primitives(&Schema {
                values: Some(vec![value.clone()]),
                ..Schema::default()
            }) == [*ty]
        };
        branch.values = schema
            .values
            .as_ref()
            .map(|values| values.iter().filter(|value| fits(value)).cloned().collect());
        branch
    };
    Some(types.iter().map(branch).collect())
}

/// A schema that requires what all of its branches do, if they say nothing else.
pub(in crate::lower) fn with_common_requirements(schema: &Schema) -> Option<Schema> {
    let branches = [&schema.one_of, &schema.any_of].into_iter();
    let required = |union: &Vec<Schema>| {
        let (first, others) = union.split_first()?;
        if !union.iter().all(only_requires) {
            return None;
        }
        let in_all = |key: &&String| others.iter().all(|it| it.required.contains(key));
        let new = |key: &&String| !schema.required.contains(key);
        let required = first.required.iter().filter(in_all).filter(new);
        Some(required.cloned().collect::<Vec<_>>())
    };
    let more: Vec<String> = branches.filter_map(required).flatten().collect();
    (!more.is_empty()).then(|| Schema {
        required: [schema.required.clone(), more].concat(),
        ..schema.clone()
    })
}

/// Whether a branch only says which properties have to be there.
fn only_requires(schema: &Schema) -> bool {
    !schema.required.is_empty()
        && schema.reference.is_none()
        && schema.types.iter().all(|ty| *ty == Primitive::Object)
        && schema.properties.is_empty()
        && schema.all_of.is_empty()
        && schema.any_of.is_empty()
        && schema.one_of.is_empty()
}

/// What a form is called: after its schema, its title, its text or its type.
fn form_name(branch: &Branch, texts: &[String], union: &Name) -> Name {
    if let Some(component) = &branch.component {
        return Name::new(component).without_prefix(union);
    }
    let only_property = match branch
        .whole
        .properties
        .keys()
        .collect::<Vec<_>>()
        .as_slice()
    {
        [only] => Some(*only),
        _ => None,
    };
    let title = branch
        .written
        .title
        .as_ref()
        .or(branch.whole.title.as_ref());
    // What is longer is a description, and too long for the name of a file.
    let is_short = |text: &&String| text.chars().count() <= 60;
    let mut known = [texts.first(), title, only_property].into_iter().flatten();
    match known.find(is_short) {
        Some(text) => Name::new(text),
        None => Name::new(match primitives(&branch.whole).first() {
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

/// What a constant of a property is in a name: that of a text is the text, `success true` and
/// `version 2` say nothing without the property.
fn in_words(constant: &TagValue, property: &str) -> String {
    match constant {
        TagValue::String(text) => text.clone(),
        TagValue::Integer(number) => format!("{property} {number}"),
        TagValue::Bool(value) => format!("{property} {value}"),
    }
}

/// What a form is called that is several branches.
fn group_name(members: &[&Branch], texts: &[String], union: &Name) -> Name {
    match texts {
        [only] => Name::new(only),
        _ => {
            let names = members
                .iter()
                .take(2)
                .map(|branch| form_name(branch, &[], union).in_words());
            Name::new(names.collect::<Vec<_>>().join(" or "))
        }
    }
}

fn is_number(ty: &Type) -> bool {
    matches!(ty, Type::Integer(_) | Type::Float)
}

fn number(types: &[Type]) -> Type {
    let is_float = types.iter().any(|ty| matches!(ty, Type::Float));
    if is_float {
        Type::Float
    } else {
        Type::Integer(Int::I64)
    }
}
