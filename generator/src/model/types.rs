//! Types, fields and constraints.

use super::Decode;
use crate::diagnostic::pointer::Pointer;
use crate::rust::names::Name;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// The index of a [`TypeDef`] in the model.
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
    /// Whether the schema has properties but no `type`: a value may be something else.
    pub(crate) is_inferred: bool,
    pub(crate) origin: Origin,
    pub(crate) role: TypeRole,
    pub(crate) usage: Usage,
    /// The indices of the top-level resources whose operations use it.
    pub(crate) resources: BTreeSet<usize>,
}

impl TypeDef {
    /// Whether it is part of a request or a response.
    pub(crate) fn is_used(&self) -> bool {
        self.usage.sent || self.usage.received
    }

    /// Whether the client has the type.
    pub(crate) fn is_emitted(&self) -> bool {
        self.is_used() || self.usage.flattened
    }

    /// Whether it is only the type of a flattened request body.
    pub(crate) fn is_flattened_only(&self) -> bool {
        !self.is_used() && self.usage.flattened
    }
}

/// What a type is for.
#[derive(Clone, Debug)]
pub(crate) enum TypeRole {
    /// It is a schema.
    Schema,
    /// It is sent in place of this type, some of whose required fields are read-only.
    RequestViewOf(Type),
    /// It is the headers of a response.
    Headers,
    /// It is the body of a webhook.
    Webhook { name: String, method: String },
    /// It is the body of a callback.
    Callback {
        name: String,
        operation: Name,
        method: String,
        /// The URL as a runtime expression.
        expression: String,
    },
}

/// Where the name of a type comes from. If two types have the same name, the earlier origin keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// A component of the document.
    Component,
    /// A component of another file.
    ExternalComponent,
    /// A schema of a component parameter, response, request body or header.
    Shared,
    /// An inline schema: lowering made the name up.
    Inline,
}

/// The directions in which values of a type are sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Usage {
    pub(crate) sent: bool,
    pub(crate) received: bool,
    /// Whether it is a request body whose fields are inputs of the operation.
    pub(crate) flattened: bool,
}

impl Usage {
    pub(crate) fn union(self, other: Self) -> Self {
        Self {
            sent: self.sent || other.sent,
            received: self.received || other.received,
            flattened: self.flattened || other.flattened,
        }
    }
}

/// The kind of a named type.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Shape {
    Struct {
        fields: Vec<Field>,
        /// The type of the properties that have no field.
        additional_properties: Option<Type>,
        /// Whether undeclared properties are kept although the schema does not describe them.
        keeps_unknown_properties: bool,
    },
    /// Known strings, and any other.
    Enum {
        variants: Vec<EnumVariant>,
    },
    /// Known integers with names, and any other.
    IntegerEnum {
        variants: Vec<IntegerVariant>,
    },
    StringNewtype {
        constraints: Vec<Constraint>,
    },
    /// The schemas of a `oneOf` or `anyOf`.
    Union {
        variants: Vec<UnionVariant>,
        /// The property that distinguishes them.
        tag: Option<String>,
    },
    /// The bodies of several responses, or of one in several media types.
    Responses {
        variants: Vec<ResponseVariant>,
        distinguished_by: Distinction,
        is_error: bool,
    },
    Alias {
        target: Type,
    },
    /// A newtype, where an alias would be recursive.
    Newtype {
        target: Type,
    },
}

impl Shape {
    /// The types that the definition refers to.
    pub(crate) fn types(&self) -> Vec<&Type> {
        match self {
            Self::Struct {
                fields,
                additional_properties,
                ..
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
            Self::Enum { .. } | Self::IntegerEnum { .. } | Self::StringNewtype { .. } => Vec::new(),
        }
    }

    pub(crate) fn types_mut(&mut self) -> Vec<&mut Type> {
        match self {
            Self::Struct {
                fields,
                additional_properties,
                ..
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
            Self::Enum { .. } | Self::IntegerEnum { .. } | Self::StringNewtype { .. } => Vec::new(),
        }
    }
}

/// A field of a struct.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Field {
    pub(crate) name: Name,
    /// The key in JSON.
    pub(crate) key: String,
    pub(crate) ty: Type,
    /// Whether the key may be absent; `ty` does not include that.
    pub(crate) optional: bool,
    pub(crate) access: Access,
    /// The only value of a required property.
    pub(crate) constant: Option<Constant>,
    /// Whether the struct has no such field, but is always sent with the constant.
    pub(crate) is_fixed: bool,
    pub(crate) docs: Docs,
}

/// The only value of a property.
pub(crate) type Constant = TagValue;

impl Constant {
    /// The type of the value itself.
    pub(crate) fn ty(&self) -> Type {
        match self {
            Self::String(_) => Type::String,
            Self::Integer(_) => Type::Integer(Int::I64),
            Self::Bool(_) => Type::Bool,
        }
    }
}

/// The directions in which a field is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    ReadWrite,
    /// It is part of responses only.
    ReadOnly,
    /// It is part of requests only.
    WriteOnly,
}

/// The documentation of a field or an input.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Docs {
    pub(crate) description: Option<String>,
    pub(crate) constraints: Vec<Constraint>,
    pub(crate) default: Option<String>,
    pub(crate) examples: Vec<String>,
    pub(crate) deprecated: bool,
}

/// A known value of a string enum.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct EnumVariant {
    pub(crate) name: Name,
    /// The value in JSON.
    pub(crate) value: String,
    pub(crate) description: Option<String>,
}

/// A known value of an enum of integers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct IntegerVariant {
    pub(crate) name: Name,
    pub(crate) value: i64,
    pub(crate) description: Option<String>,
}

/// One of the schemas of a union.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct UnionVariant {
    pub(crate) name: Name,
    pub(crate) ty: Type,
    /// The values of the tag for this variant. All are of the same type.
    pub(crate) tag_values: Vec<TagValue>,
    /// Whether a value without the tag is of this variant.
    pub(crate) tag_optional: bool,
    /// Whether values without a tag, or with an unknown one, are of this variant.
    pub(crate) is_default: bool,
}

/// A value of a tag, or a constant.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum TagValue {
    String(String),
    Integer(i64),
    Bool(bool),
}

/// The property of a response that selects the variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Distinction {
    Status,
    MediaType,
}

/// One of several responses.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ResponseVariant {
    pub(crate) name: Name,
    /// The status, such as `200` or `2XX`, or the media types.
    pub(crate) keys: Vec<String>,
    pub(crate) description: Option<String>,
    /// `None` without a body.
    pub(crate) ty: Option<Type>,
    pub(crate) decode: Decode,
}

/// An example of the specification, and its type.
#[derive(Clone, Debug)]
pub(crate) struct Sample {
    /// The location of the value.
    pub(crate) at: Pointer,
    /// The location of the example that contains the value.
    pub(crate) example: Pointer,
    pub(crate) ty: Type,
    /// Whether it is part of a request, and may lack read-only properties.
    pub(crate) is_request: bool,
    pub(crate) json: String,
    /// Whether it violates its own schema.
    pub(crate) is_invalid: bool,
}

/// A constraint that the Rust type does not express. It is documented, not enforced.
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
    Format(String),
    /// The known values of a type that is no enum in Rust.
    Enum(Vec<String>),
}

/// A reference to a type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Type {
    /// Any JSON value.
    Any,
    /// Only `null`.
    Null,
    Bool,
    Integer(Int),
    /// `f64`
    Float,
    String,
    /// A number that keeps its digits.
    Decimal,
    /// `date-time`
    DateTime,
    /// A file of a multipart form.
    File,
    /// Bytes outside of JSON.
    Bytes,
    /// The location of a redirect.
    Redirect,
    /// `date`
    Date,
    List(Box<Type>),
    /// An object with arbitrary keys.
    Map(Box<Type>),
    /// `null` or a value.
    Nullable(Box<Type>),
    /// A `Box`, for a recursive or large type.
    Boxed(Box<Type>),
    Named(TypeId),
}

impl Type {
    /// `null` or a value of this type.
    pub(crate) fn nullable(self) -> Self {
        match self {
            Self::Any | Self::Null | Self::Nullable(_) => self,
            other => Self::Nullable(Box::new(other)),
        }
    }

    pub(crate) fn is_list_of_files(&self) -> bool {
        matches!(self, Self::List(item) if **item == Self::File)
    }

    /// The named type that it is, or that it contains.
    pub(crate) fn type_id(&self) -> Option<TypeId> {
        match self {
            Self::Named(id) => Some(*id),
            Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) | Self::Boxed(inner) => {
                inner.type_id()
            }
            _ => None,
        }
    }

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
