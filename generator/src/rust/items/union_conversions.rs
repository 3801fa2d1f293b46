//! The conversions into unions that are sent: from the contents of their variants, and from those of
//! the unions among these.

use super::emitter::Emitter;
use super::module::Item;
use super::type_tokens::{type_string, type_tokens};
use crate::model::{Int, Model, Shape, Type, TypeDef, TypeId, UnionVariant};

/// How many unions a conversion goes through at most.
const MAX_DEPTH: usize = 2;

/// A value that converts into a union.
#[derive(Clone)]
struct Source<'m> {
    variant: &'m UnionVariant,
    /// The union that the value is converted into first.
    through: Option<TypeId>,
    kind: Kind,
    /// Its type, or that of the items.
    ty: &'m Type,
    /// Equal for types whose literals could be confused.
    key: Type,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain,
    Boxed,
    List,
    Text,
}

/// The conversions into a union that is sent.
pub(super) fn conversions(
    emitter: &mut Emitter,
    def: &TypeDef,
    variants: &[UnionVariant],
) -> Option<Item> {
    if !def.usage.sent {
        return None;
    }
    let model = emitter.model;
    let entries = (0..=MAX_DEPTH).flat_map(|depth| sources(model, def, variants, depth));
    let entries = entries.collect::<Vec<_>>().into_iter();
    let entries: Vec<String> = entries.map(|it| entry(emitter, &it)).collect();
    let name = def.name.pascal().to_string();
    (!entries.is_empty()).then(|| emitter.leaf_macro("union_from", name, Some(entries)))
}

/// `Text (text): String`, or `Vector (list through Vector): f64`
fn entry(emitter: &mut Emitter, source: &Source) -> String {
    let kind = match source.kind {
        Kind::Plain => None,
        Kind::Boxed => Some("boxed".to_owned()),
        Kind::List => Some("list".to_owned()),
        Kind::Text => Some("text".to_owned()),
    };
    let through = source.through.map(|id| {
        let union = type_tokens(emitter, &Type::Named(id));
        format!("through {}", type_string(&union))
    });
    let marks: Vec<String> = [kind, through].into_iter().flatten().collect();
    let marks = match marks.as_slice() {
        [] => String::new(),
        marks => format!(" ({})", marks.join(" ")),
    };
    let ty = type_string(&type_tokens(emitter, source.ty));
    format!("{}{marks}: {ty}", source.variant.name.pascal())
}

/// The sources that go through so many unions. A type that fewer unions accept too, or several of the
/// same depth, is none.
fn sources<'m>(
    model: &'m Model,
    def: &TypeDef,
    variants: &'m [UnionVariant],
    depth: usize,
) -> Vec<Source<'m>> {
    let Some(less) = depth.checked_sub(1) else {
        return direct_sources(model, def, variants);
    };
    let of_depth = |depth| candidates(model, variants, depth);
    let shallower: Vec<Type> = (0..=less).flat_map(of_depth).map(|it| it.key).collect();
    let all = candidates(model, variants, depth);
    let is_unique = |key: &Type| all.iter().filter(|it| it.key == *key).count() == 1;
    let is_free = |it: &&Source| {
        is_unique(&it.key) && !shallower.contains(&it.key) && !is_of(model, it.ty, def)
    };
    all.iter().filter(is_free).cloned().collect()
}

/// The contents of the variants, or the sources of the unions among them.
fn candidates<'m>(model: &'m Model, variants: &'m [UnionVariant], depth: usize) -> Vec<Source<'m>> {
    let contents = variants.iter().map(|it| (it, content(model, &it.ty)));
    let Some(less) = depth.checked_sub(1) else {
        return contents
            .map(|(variant, ty)| Source {
                variant,
                through: None,
                kind: Kind::Plain,
                ty,
                key: key(model, ty),
            })
            .collect();
    };
    let nested = contents.flat_map(|(variant, ty)| {
        let union = match ty {
            Type::Named(id) => Some((*id, model.type_def(*id))),
            _ => None,
        };
        let sources = union.map(|(id, def)| match &def.shape {
            Shape::Union { variants, .. } if def.usage.sent => sources(model, def, variants, less)
                .into_iter()
                .map(|source| Source {
                    variant,
                    through: Some(id),
                    kind: match source.kind {
                        Kind::Boxed => Kind::Plain,
                        kind => kind,
                    },
                    ..source
                })
                .collect(),
            _ => Vec::new(),
        });
        sources.unwrap_or_default()
    });
    nested.collect()
}

/// The contents of the variants, if their types differ.
fn direct_sources<'m>(
    model: &'m Model,
    def: &TypeDef,
    variants: &'m [UnionVariant],
) -> Vec<Source<'m>> {
    let all = candidates(model, variants, 0);
    let texts = all.iter().filter(|it| is_text(model, it.ty)).count();
    let sources = all.iter().filter(|source| {
        let is_unique = all.iter().filter(|it| it.ty == source.ty).count() == 1;
        is_unique && *source.ty != Type::Null && !is_of(model, source.ty, def)
    });
    let sources = sources.map(|source| {
        let is_boxed = matches!(model.resolve_aliases(&source.variant.ty), Type::Boxed(_));
        let (kind, ty) = match source.ty {
            ty if is_boxed => (Kind::Boxed, ty),
            Type::List(item) => (Kind::List, &**item),
            ty if is_text(model, ty) && texts == 1 => (Kind::Text, ty),
            ty => (Kind::Plain, ty),
        };
        Source {
            kind,
            ty,
            ..source.clone()
        }
    });
    sources.collect()
}

/// The content of a variant, without a box.
fn content<'m>(model: &'m Model, ty: &'m Type) -> &'m Type {
    match model.resolve_aliases(ty) {
        Type::Boxed(inner) => model.resolve_aliases(inner),
        ty => ty,
    }
}

/// The type without aliases and boxes, the same for all integers and for all texts.
fn key(model: &Model, ty: &Type) -> Type {
    match content(model, ty) {
        ty if is_text(model, ty) => Type::String,
        Type::Integer(_) => Type::Integer(Int::I64),
        Type::List(item) => Type::List(Box::new(key(model, item))),
        Type::Map(value) => Type::Map(Box::new(key(model, value))),
        ty => ty.clone(),
    }
}

fn is_text(model: &Model, ty: &Type) -> bool {
    let is_enum = |id: TypeId| matches!(model.type_def(id).shape, Shape::Enum { .. });
    *ty == Type::String || matches!(ty, Type::Named(id) if is_enum(*id))
}

fn is_of(model: &Model, ty: &Type, def: &TypeDef) -> bool {
    matches!(ty, Type::Named(id) if std::ptr::eq(model.type_def(*id), def))
}
