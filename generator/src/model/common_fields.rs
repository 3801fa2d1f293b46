//! The fields that all variants of a union have.

use super::{Field, Model, Shape, Type, TypeDef};

/// Methods of traits that values have, which an accessor would hide.
const TRAIT_METHODS: &[&str] = &["as_ref", "borrow", "clone", "deref"];

impl Model {
    /// The fields for which a union has accessors. Each is a list of the fields of all variants, with
    /// the same name and type. The tag is not among them, since the variant says it.
    ///
    /// Only received unions with a tag have accessors: code that makes a value knows its variant, and
    /// the branches of other unions seldom have anything in common.
    pub(crate) fn common_fields(&self, def: &TypeDef) -> Vec<Vec<&Field>> {
        let Shape::Union {
            variants,
            tag: Some(tag),
        } = &def.shape
        else {
            return Vec::new();
        };
        let structs = variants.iter().map(|variant| self.fields_of(&variant.ty));
        let structs: Option<Vec<&[Field]>> = structs.collect();
        match structs.as_deref() {
            Some([first, rest @ ..]) if def.usage.received && !rest.is_empty() => first
                .iter()
                .filter(|field| field.key != *tag && self.has_accessor(field))
                .filter_map(|field| {
                    let same = rest
                        .iter()
                        .map(|it| it.iter().find(|it| is_same(it, field)));
                    [Some(field)].into_iter().chain(same).collect()
                })
                .collect(),
            _ => Vec::new(),
        }
    }

    /// Whether a field could have an accessor. An `Option` cannot tell absent from null.
    fn has_accessor(&self, field: &Field) -> bool {
        let is_nullable = matches!(self.resolve_aliases(&field.ty), Type::Nullable(_));
        let hides_method = TRAIT_METHODS.contains(&field.name.snake_string().as_str());
        !(field.optional && is_nullable || field.is_fixed || hides_method)
    }

    /// The fields of a struct.
    fn fields_of(&self, ty: &Type) -> Option<&[Field]> {
        match self.resolve_aliases(ty) {
            Type::Boxed(inner) => self.fields_of(inner),
            Type::Named(id) => match &self.type_def(*id).shape {
                Shape::Struct { fields, .. } => Some(fields),
                _ => None,
            },
            _ => None,
        }
    }
}

fn is_same(one: &Field, other: &Field) -> bool {
    one.key == other.key
        && one.name == other.name
        && one.ty == other.ty
        && one.optional == other.optional
        && !one.is_fixed
}
