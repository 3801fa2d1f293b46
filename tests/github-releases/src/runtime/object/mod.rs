// Written by `cargo xtask codegen`, the same for every API.

//! Structs whose fields are the properties of a JSON object.
//!
//! serde's derive generates about two hundred lines for each struct, which were half of the compile
//! time of a large API. Here one loop reads the properties of every struct into a list of slots.

mod absent;
mod reading;
mod unknown;
mod writing;

pub(crate) use self::absent::NULLABLE;
pub(crate) use self::reading::Key;
pub use self::reading::{
    Collect, Fill, FromProperties, Rest, Slot, fill, read, read_content, rest, slot,
};
pub use self::unknown::UnknownProperties;
pub use self::writing::{
    ContentPresent, Fixed, MaybeAbsent, NewtypeContent, Present, Property, Write, property, write,
};

/// Implements `Deserialize` and `Serialize` for a struct:
/// `json_object!(both Pet { id, is_tame = "isTame", owner (required), ..unknown, });`.
///
/// - The first word is the direction: `both`, `received` or `sent`.
/// - The key of a field is its name, or the string after `=`.
/// - The property of an `Option` field may be absent, and `None` is not written. With `(required)`
///   the property is always present, and `None` is `null`. With `(nullable)` the type in the
///   `Option` reads `null` itself, and `None` means absent.
/// - A field of type [`Nullable`](crate::runtime::Nullable) needs no mark.
/// - A property with a literal, as in `"kind": "cat"`, has no field, and is always written.
/// - The map after `..` contains the properties that have no field.
#[macro_export]
#[doc(hidden)]
macro_rules! json_object {
    (@read $name:ident {
        $($field:ident $(= $key:literal)? $(($mark:ident))?,)*
        $($fixed:literal: $constant:literal,)*
        $(.. $rest:ident $(,)?)?
    }) => {
        impl<'de> $crate::runtime::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::runtime::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::runtime::object::read(deserializer)
            }
        }

        impl<'de> $crate::runtime::object::FromProperties<'de> for $name {
            const NAME: &'static str = ::std::stringify!($name);

            fn from_properties<A: $crate::runtime::serde::de::MapAccess<'de>>(
                properties: A,
            ) -> ::std::result::Result<Self, A::Error> {
                $(let mut $field = $crate::runtime::object::slot(::std::stringify!($field))
                    $(.key($key))? $(.$mark())?;)*
                #[allow(unused_variables, reason = "the struct may have fields for all properties")]
                let fixed: &[&str] = &[$($fixed),*];
                $(let mut $rest = $crate::runtime::object::rest(fixed);)?
                $crate::runtime::object::fill(
                    properties,
                    &mut [$(&mut $field),*],
                    &mut [$(&mut $rest)?],
                )?;
                ::std::result::Result::Ok(Self {
                    $($field: $field.take()?,)*
                    $($rest: $rest.take(),)?
                })
            }
        }
    };
    (@write $name:ident {
        $($field:ident $(= $key:literal)? $(($mark:ident))?,)*
        $($fixed:literal: $constant:literal,)*
        $(.. $rest:ident $(,)?)?
    }) => {
        impl $crate::runtime::serde::Serialize for $name {
            fn serialize<S: $crate::runtime::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                #[allow(unused_imports, reason = "all properties may be optional")]
                use $crate::runtime::object::Present as _;
                $crate::runtime::object::write(
                    serializer,
                    &[
                        $(&$crate::runtime::object::property(
                            ::std::stringify!($field),
                            &self.$field,
                        )
                        $(.key($key))? $(.$mark())? .or_absent(),)*
                        $(&$crate::runtime::object::Fixed($fixed, $constant),)*
                        $(&self.$rest)?
                    ],
                )
            }
        }
    };
    ($direction:ident $name:ident $fields:tt) => {
        $crate::runtime::by_direction!(json_object $direction $name $fields);
    };
}

pub use json_object;
