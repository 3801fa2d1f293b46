//! Types and their fields.

use super::Decode;
use crate::input::pointer::Pointer;
use crate::rust::names::Name;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// Stands for a [`TypeDef`] of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct TypeId(pub(crate) usize);

/// A named type.
#[derive(Clone, Debug)]
pub(crate) struct TypeDef {
    pub(crate) name: Name,
    pub(crate) description: Option<String>,
    pub(crate) deprecated: bool,
    pub(crate) examples: Vec<String>,
    pub(crate) shape: Shape,
    /// Whether nothing says that a value has this shape, but that it may have these fields.
    pub(crate) is_inferred: bool,
    pub(crate) origin: Origin,
    pub(crate) role: TypeRole,
    pub(crate) usage: Usage,
    /// The resources of the client whose calls have to do with it, by their place.
    pub(crate) resources: BTreeSet<usize>,
}

impl TypeDef {
    /// Whether any call has to do with it.
    pub(crate) fn is_used(&self) -> bool {
        self.usage.sent || self.usage.received
    }

    /// Whether the client has the type.
    pub(crate) fn is_emitted(&self) -> bool {
        self.is_used() || self.usage.flattened
    }

    /// Whether no call has to do with it, but only what it stands for.
    pub(crate) fn is_flattened_only(&self) -> bool {
        !self.is_used() && self.usage.flattened
    }
}

/// What a type is to others.
#[derive(Clone, Debug)]
pub(crate) enum TypeRole {
    /// It is what the specification says.
    Schema,
    /// It is what is sent of another type, which comes back with more or less.
    RequestViewOf(Type),
    /// It is what the head of an answer is read as.
    Headers,
    /// It is what a webhook brings.
    Webhook { name: String, method: String },
    /// It is what a callback of a call brings.
    Callback {
        name: String,
        operation: Name,
        method: String,
        /// Where it goes, as a runtime expression.
        expression: String,
    },
}

/// Where the name of a type comes from. Of two that are alike, the earlier keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// It is the specification's own.
    Component,
    /// It comes from another file.
    ExternalComponent,
    /// It was made up, for something that stands in the middle of something else.
    Inline,
}

/// Which way values of a type travel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Usage {
    pub(crate) sent: bool,
    pub(crate) received: bool,
    /// Whether the type is there for the sake of its name: the calls take its fields one by one.
    pub(crate) flattened: bool,
}

impl Usage {
    /// Both uses.
    pub(crate) fn union(self, other: Self) -> Self {
        Self {
            sent: self.sent || other.sent,
            received: self.received || other.received,
            flattened: self.flattened || other.flattened,
        }
    }
}

/// What a named type is.
#[derive(Clone, Debug)]
pub(crate) enum Shape {
    /// Named fields; `rest` is what holds the properties that have no field.
    Struct {
        fields: Vec<Field>,
        additional_properties: Option<Type>,
    },
    /// A few known texts, and any other.
    Enum { variants: Vec<EnumVariant> },
    /// A text of its own type, so that it cannot be taken for another.
    StringNewtype { constraints: Vec<Constraint> },
    /// One of several variants.
    Union {
        variants: Vec<UnionVariant>,
        /// The property that tells them apart, if one does.
        tag: Option<String>,
    },
    /// What a call gives back, by status.
    Responses {
        variants: Vec<ResponseVariant>,
        /// Whether it is what a call gives back that has failed.
        is_error: bool,
    },
    /// Another name for a type.
    Alias { target: Type },
    /// A type of its own around another, where another name would stand for itself.
    Newtype { target: Type },
}

impl Shape {
    /// The types in it, as they are written.
    pub(crate) fn types(&self) -> Vec<&Type> {
        match self {
            Self::Struct {
                fields,
                additional_properties,
            } => fields
                .iter()
                .map(|field| &field.ty)
                .chain(additional_properties)
                .collect(),
            Self::Responses { variants, .. } => variants
                .iter()
                .filter_map(|variant| variant.ty.as_ref())
                .collect(),
            Self::Union { variants, .. } => variants.iter().map(|variant| &variant.ty).collect(),
            Self::Alias { target } | Self::Newtype { target } => vec![target],
            Self::Enum { .. } | Self::StringNewtype { .. } => Vec::new(),
        }
    }

    /// The types in it, to be changed.
    pub(crate) fn types_mut(&mut self) -> Vec<&mut Type> {
        match self {
            Self::Struct {
                fields,
                additional_properties,
            } => {
                let fields = fields.iter_mut().map(|field| &mut field.ty);
                fields.chain(additional_properties).collect()
            }
            Self::Responses { variants, .. } => variants
                .iter_mut()
                .filter_map(|variant| variant.ty.as_mut())
                .collect(),
            Self::Union { variants, .. } => {
                variants.iter_mut().map(|variant| &mut variant.ty).collect()
            }
            Self::Alias { target } | Self::Newtype { target } => vec![target],
            Self::Enum { .. } | Self::StringNewtype { .. } => Vec::new(),
        }
    }
}

/// A field of a struct.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub(crate) name: Name,
    /// The key in JSON.
    pub(crate) key: String,
    pub(crate) ty: Type,
    /// Whether the key may be absent; `ty` does not say so.
    pub(crate) optional: bool,
    pub(crate) access: Access,
    pub(crate) docs: Docs,
}

/// On which of its ways a value has a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    ReadWrite,
    /// It only comes back.
    ReadOnly,
    /// It is only sent.
    WriteOnly,
}

/// What is told about a field or an input.
#[derive(Clone, Debug, Default)]
pub(crate) struct Docs {
    pub(crate) description: Option<String>,
    pub(crate) constraints: Vec<Constraint>,
    pub(crate) default: Option<String>,
    pub(crate) examples: Vec<String>,
    pub(crate) deprecated: bool,
}

/// One of the texts of an enum.
#[derive(Clone, Debug)]
pub(crate) struct EnumVariant {
    pub(crate) name: Name,
    /// The text in JSON.
    pub(crate) value: String,
}

/// One of the variants of a union.
#[derive(Clone, Debug)]
pub(crate) struct UnionVariant {
    pub(crate) name: Name,
    pub(crate) ty: Type,
    /// The constants that say so, where the union has a tag: all of one kind.
    pub(crate) tag_values: Vec<TagValue>,
    /// Whether a value of this form may come without the tag.
    pub(crate) tag_optional: bool,
}

/// What a tag may be.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum TagValue {
    String(String),
    Integer(i64),
    Bool(bool),
}

/// What a call gives back at one status.
#[derive(Clone, Debug)]
pub(crate) struct ResponseVariant {
    pub(crate) name: Name,
    /// `200`, `2XX`
    pub(crate) status: String,
    pub(crate) description: Option<String>,
    /// `None`: nothing.
    pub(crate) ty: Option<Type>,
    pub(crate) decode: Decode,
}

/// An example, and the type that has to take it.
#[derive(Clone, Debug)]
pub(crate) struct Sample {
    /// Where the value stands in the specification.
    pub(crate) at: Pointer,
    /// Where the example stands that it is, or is a part of.
    pub(crate) example: Pointer,
    pub(crate) ty: Type,
    /// Whether it is what is sent, and may lack what only comes back.
    pub(crate) is_request: bool,
    pub(crate) json: String,
    /// Whether the schema of the example refuses it.
    pub(crate) is_invalid: bool,
}

/// A limit that the specification sets, and that nobody enforces unasked.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Constraint {
    MinLength(u64),
    MaxLength(u64),
    Pattern(String),
    Minimum(String),
    ExclusiveMinimum(String),
    Maximum(String),
    ExclusiveMaximum(String),
    MultipleOf(String),
    MinItems(u64),
    MaxItems(u64),
    UniqueItems,
    MinProperties(u64),
    MaxProperties(u64),
    /// `format`, where the Rust type does not say it.
    Format(String),
    /// The only values that the specification knows, where the Rust type takes more.
    Enum(Vec<String>),
}

/// A type as it is used.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Type {
    /// Any JSON value.
    Any,
    /// Nothing but `null`.
    Null,
    Bool,
    Integer(Int),
    /// A number with a fraction, in 64 bits.
    Float,
    String,
    /// An instant: a date, a time and an offset.
    Timestamp,
    /// A file in a form.
    File,
    /// Bytes as they are, outside of JSON.
    Bytes,
    /// A day in the calendar.
    Date,
    List(Box<Type>),
    /// An object whose keys are data.
    Map(Box<Type>),
    /// `null`, or a value.
    Nullable(Box<Type>),
    /// On the heap, since it holds itself.
    Boxed(Box<Type>),
    Named(TypeId),
}

impl Type {
    /// `null`, or a value of this type.
    pub(crate) fn nullable(self) -> Self {
        match self {
            Self::Any | Self::Null | Self::Nullable(_) => self,
            other => Self::Nullable(Box::new(other)),
        }
    }

    pub(crate) fn is_list_of_files(&self) -> bool {
        matches!(self, Self::List(item) if **item == Self::File)
    }

    /// The named types in it.
    pub(crate) fn type_id(&self) -> Option<TypeId> {
        match self {
            Self::Named(id) => Some(*id),
            Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) | Self::Boxed(inner) => {
                inner.type_id()
            }
            _ => None,
        }
    }

    /// The named type in it, to be changed.
    pub(crate) fn type_id_mut(&mut self) -> Option<&mut TypeId> {
        match self {
            Self::Named(id) => Some(id),
            Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) | Self::Boxed(inner) => {
                inner.type_id_mut()
            }
            _ => None,
        }
    }
}

/// The integers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Int {
    I8,
    I16,
    I32,
    I64,
    U8,
    U16,
    U32,
    U64,
}

impl Int {
    pub(crate) fn range(self) -> RangeInclusive<i128> {
        match self {
            Self::I8 => i8::MIN.into()..=i8::MAX.into(),
            Self::I16 => i16::MIN.into()..=i16::MAX.into(),
            Self::I32 => i32::MIN.into()..=i32::MAX.into(),
            Self::I64 => i64::MIN.into()..=i64::MAX.into(),
            Self::U8 => 0..=u8::MAX.into(),
            Self::U16 => 0..=u16::MAX.into(),
            Self::U32 => 0..=u32::MAX.into(),
            Self::U64 => 0..=u64::MAX.into(),
        }
    }
}
