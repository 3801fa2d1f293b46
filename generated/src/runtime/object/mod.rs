// Written by hand, unlike `src/api`.

//! Structs whose fields are the properties of a JSON object.
//!
//! `derive` of `serde` writes some two hundred lines for each of them, and an API has thousands.
//! Here the loop over the properties stands once, and a struct gives it a row of slots to fill.

mod absent;
mod made;
mod reading;
mod writing;

pub(crate) use self::made::{Becomes, Unsaid};
pub(crate) use self::reading::{Read, fill, read, slot};
pub(crate) use self::writing::{Kept, property, write};

/// What there is of properties that have no field, where they are not kept.
pub(crate) struct Nothing;

/// Declares structs that are read and written:
/// `pub struct Pet { pub id: String, pub is_tame: Option<bool> = "isTame", }`.
///
/// Behind a field stands its key, where that is not its name. A field that is an `Option` may be
/// absent, and is left out when it is `None`, unless `| required` stands behind it: that is
/// always there, and may be `null`. `| nullable` stands behind an `Option` whose value may be
/// `null` by itself, and tells that from an absent one. Behind all fields may stand
/// `..additional_properties: Map<String, Value>,` for the properties that have none.
///
/// Behind a struct stands how one is made, if that takes any values: `pub fn new(id(text));`, in
/// the words of [`given`](crate::runtime::given).
macro_rules! object {
    (@declare
        $(#[$meta:meta])*
        pub struct $name:ident {
            $($(#[$docs:meta])* pub $field:ident: $type:ty $(= $key:literal)? $(| $mark:ident)?,)*
            $(.. $rest:ident: $all:ty,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub struct $name {
            $($(#[$docs])* pub $field: $type,)*
            $(
                /// The properties that have no field of their own.
                pub $rest: $all,
            )?
        }
    };
    (@read
        $(#[$meta:meta])*
        pub struct $name:ident {
            $($(#[$docs:meta])* pub $field:ident: $type:ty $(= $key:literal)? $(| $mark:ident)?,)*
            $(.. $rest:ident: $all:ty,)?
        }
    ) => {
        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                $crate::runtime::object::read(deserializer)
            }
        }

        impl<'de> $crate::runtime::object::Read<'de> for $name {
            const NAME: &'static str = ::std::stringify!($name);

            fn read<A: ::serde::de::MapAccess<'de>>(properties: A) -> ::std::result::Result<Self, A::Error> {
                $(let mut $field = $crate::runtime::object::slot::<$type>($crate::runtime::key!($field $($key)?))$(.$mark())?;)*
                $(let mut $rest = <$all as ::std::default::Default>::default();)?
                $crate::runtime::object::fill(
                    properties,
                    &mut [$(&mut $field),*],
                    $crate::runtime::rest!($(&mut $rest)?),
                )?;
                ::std::result::Result::Ok(Self { $($field: $field.take()?,)* $($rest)? })
            }
        }
    };
    (@write
        $(#[$meta:meta])*
        pub struct $name:ident {
            $($(#[$docs:meta])* pub $field:ident: $type:ty $(= $key:literal)? $(| $mark:ident)?,)*
            $(.. $rest:ident: $all:ty,)?
        }
    ) => {
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                #[allow(unused_imports, reason = "all fields may be left out")]
                use $crate::runtime::object::Kept as _;
                $crate::runtime::object::write(
                    serializer,
                    &[$(&$crate::runtime::object::property($crate::runtime::key!($field $($key)?), &self.$field)$(.$mark())?.or_left_out()),*],
                    $crate::runtime::rest!($(&self.$rest)?),
                )
            }
        }
    };
    (@new
        $name:ident {
            $($(#[$docs:meta])* pub $field:ident: $type:ty $(= $key:literal)? $(| $mark:ident)?,)*
            $(.. $rest:ident: $all:ty,)?
        }
        $($given:ident($($taken:tt)+)),+ $(,)?
    ) => {
        impl $name {
            /// Makes a value of what is required; the rest is absent.
            #[must_use]
            #[allow(clippy::too_many_arguments, reason = "the specification requires all of them")]
            #[allow(unused_variables, reason = "what is given takes the place of what is not")]
            pub fn new($($given: $crate::runtime::given!($($taken)+)),+) -> Self {
                let given = ($($crate::runtime::given!(@made $given $($taken)+),)+);
                $(let $field = $crate::runtime::object::Unsaid;)*
                let ($($given,)+) = given;
                Self {
                    $($field: $crate::runtime::object::Becomes::<$type>::becomes($field),)*
                    $($rest: <$all as ::std::default::Default>::default(),)?
                }
            }
        }
    };
    ($($(#$attribute:tt)* pub struct $name:ident $fields:tt $(pub fn new($($given:tt)+);)?)+) => {
        $(
            $crate::runtime::ways!(object $(#$attribute)* pub struct $name $fields);
            $($crate::runtime::object!(@new $name $fields $($given)+);)?
        )+
    };
}

/// Declares each [`object`] as one that is only read.
macro_rules! received {
    ($($(#$attribute:tt)* pub struct $name:ident $fields:tt)+) => {
        $crate::runtime::ways!(object $(#[received] $(#$attribute)* pub struct $name $fields)+);
    };
}

/// Declares each [`object`] as one that is only written.
macro_rules! sent {
    ($($(#$attribute:tt)* pub struct $name:ident $fields:tt $(pub fn new($($given:tt)+);)?)+) => {
        $crate::runtime::object!(
            $(#[sent] $(#$attribute)* pub struct $name $fields $(pub fn new($($given)+);)?)+
        );
    };
}

/// The key of a field: its name, unless another is given.
macro_rules! key {
    ($field:ident) => {
        ::std::stringify!($field)
    };
    ($field:ident $key:literal) => {
        $key
    };
}

/// The properties that have no field: nothing, unless they are kept.
macro_rules! rest {
    () => {
        &mut $crate::runtime::object::Nothing
    };
    ($rest:expr) => {
        $rest
    };
}

pub(crate) use {key, object, received, rest, sent};

#[cfg(test)]
mod tests {
    #![expect(
        unreachable_pub,
        reason = "a declaration is of what a client gives its users"
    )]

    use serde_json::{Map, Value, from_str, from_value, json, to_value};

    use crate::runtime::object;

    object!(
        pub struct Pet {
            pub id: i64,
            pub r#type: Option<String> = "type",
            pub is_tame: Option<bool> = "isTame",
            pub owner: Option<String> | required,
            pub note: Option<Option<String>> | nullable,
        }
    );

    object!(
        pub struct Loose {
            pub id: Option<i64>,
            ..others: Map<String, Value>,
        }
    );

    #[track_caller]
    fn same(value: &Value) -> Pet {
        let pet: Pet = from_value(value.clone()).unwrap();
        assert_eq!(to_value(&pet).unwrap(), *value);
        pet
    }

    #[track_caller]
    fn refused(text: &str, why: &str) {
        let error = from_str::<Pet>(text).unwrap_err().to_string();
        assert!(error.starts_with(why), "{error}");
    }

    #[test]
    fn every_field_comes_back_under_its_key() {
        let pet =
            same(&json!({"id": 7, "type": "cat", "isTame": true, "owner": "Ann", "note": "x"}));
        assert_eq!((pet.id, pet.is_tame), (7, Some(true)));
        assert_eq!(pet.r#type.as_deref(), Some("cat"));
    }

    #[test]
    fn the_order_of_properties_does_not_matter() {
        let pet: Pet = from_str(r#"{"owner": "Ann", "isTame": false, "id": 7}"#).unwrap();
        assert_eq!(
            to_value(pet).unwrap(),
            json!({"id": 7, "isTame": false, "owner": "Ann"})
        );
    }

    #[test]
    fn absent_and_null_are_told_apart_where_they_mean_something_else() {
        assert_eq!(same(&json!({"id": 7, "owner": null})).note, None);
        assert_eq!(
            same(&json!({"id": 7, "owner": null, "note": null})).note,
            Some(None)
        );
        let pet: Pet = from_value(json!({"id": 7, "owner": null, "isTame": null})).unwrap();
        assert_eq!(pet.is_tame, None);
    }

    #[test]
    fn what_is_no_such_object_is_refused() {
        refused(r#"{"owner": null}"#, "missing field `id`");
        refused(r#"{"id": 7}"#, "missing field `owner`");
        refused(
            r#"{"id": 7, "owner": null, "id": 8}"#,
            "duplicate field `id`",
        );
        refused(
            r#"{"id": "7", "owner": null}"#,
            "invalid type: string \"7\", expected i64",
        );
        refused(
            "[7, null, null, null, null]",
            "invalid type: sequence, expected struct Pet",
        );
        refused("null", "invalid type: null, expected struct Pet");
    }

    #[test]
    fn keys_may_be_written_with_escapes() {
        let pet: Pet = from_str(r#"{"\u0069d": 7, "owner": null}"#).unwrap();
        assert_eq!(pet.id, 7);
    }

    #[test]
    fn properties_without_a_field_are_ignored_or_kept() {
        let pet: Pet = from_value(json!({"id": 7, "owner": null, "new": {"a": [1]}})).unwrap();
        assert_eq!(to_value(pet).unwrap(), json!({"id": 7, "owner": null}));
        let value = json!({"id": 7, "new": {"a": [1]}, "none": null});
        let loose: Loose = from_value(value.clone()).unwrap();
        assert_eq!(loose.others.len(), 2);
        assert_eq!(to_value(loose).unwrap(), value);
    }

    #[test]
    fn an_error_knows_where_in_the_object_it_is() {
        let mut text = serde_json::Deserializer::from_str(r#"{"id": 7, "note": [1]}"#);
        let error = serde_path_to_error::deserialize::<_, Pet>(&mut text).unwrap_err();
        assert_eq!(error.path().to_string(), "note");
    }
}
