// Written by hand. Codegen copies it into clients.

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
    (@read $(#[$condition:meta])? $name:ident {
        $($field:ident $(= $key:literal)? $(($mark:ident))?,)*
        $($fixed:literal: $constant:literal,)*
        $(.. $rest:ident $(,)?)?
    }) => {
        $(#[$condition])?
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
    (@write $(#[$condition:meta])? $name:ident {
        $($field:ident $(= $key:literal)? $(($mark:ident))?,)*
        $($fixed:literal: $constant:literal,)*
        $(.. $rest:ident $(,)?)?
    }) => {
        $(#[$condition])?
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::{Map, Value, from_str, from_value, json, to_value};

    use crate::runtime::{Nullable, json_newtype};

    #[derive(Clone, Debug, PartialEq)]
    struct Pet {
        id: i64,
        r#type: Option<String>,
        is_tame: Option<bool>,
        owner: Option<String>,
        note: Option<Value>,
        color: Nullable<String>,
    }

    json_object!(both Pet {
        id,
        r#type = "type",
        is_tame = "isTame",
        owner (required),
        note (nullable),
        color = "coat-color",
    });

    #[derive(Clone, Debug, PartialEq)]
    struct Loose {
        id: Option<i64>,
        others: Map<String, Value>,
    }

    json_object!(both Loose {
        id,
        ..others,
    });

    #[derive(Clone, Debug, PartialEq)]
    struct Counts {
        counts: BTreeMap<String, i64>,
    }

    json_object!(both Counts {
        ..counts
    });

    #[derive(Clone, Debug, Default, PartialEq)]
    struct Empty {}

    json_object!(both Empty {});

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
    fn every_field_is_read_and_written_under_its_key() {
        let pet = same(&json!({
            "id": 7, "type": "cat", "isTame": true,
            "owner": "Ann", "note": "x", "coat-color": "red",
        }));
        assert_eq!((pet.id, pet.is_tame), (7, Some(true)));
        assert_eq!(pet.r#type.as_deref(), Some("cat"));
        assert_eq!(pet.color, Nullable::Value("red".to_owned()));
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
    fn absent_and_null_differ_where_the_type_tells_them_apart() {
        let pet = same(&json!({"id": 7, "owner": null}));
        assert_eq!((pet.note, pet.color), (None, Nullable::Absent));
        let pet = same(&json!({"id": 7, "owner": null, "note": null, "coat-color": null}));
        assert_eq!((pet.note, pet.color), (Some(Value::Null), Nullable::Null));
        let pet: Pet = from_value(json!({"id": 7, "owner": null, "isTame": null})).unwrap();
        assert_eq!(pet.is_tame, None);
    }

    #[derive(Clone, Debug, PartialEq)]
    struct Coat(pub Nullable<String>);

    json_newtype!(both Coat);

    #[derive(Clone, Debug, PartialEq)]
    struct Name(pub String);

    json_newtype!(both Name);

    type Alias = Nullable<Name>;

    #[derive(Clone, Debug, PartialEq)]
    struct Wrapped {
        coat: Coat,
        name: Alias,
    }

    json_object!(both Wrapped {
        coat,
        name,
    });

    #[test]
    fn absent_and_null_differ_in_newtypes_and_aliases() {
        let name = Name("Rex".to_owned());
        let values = [
            (json!({}), Nullable::Absent, Nullable::Absent),
            (
                json!({"coat": null, "name": null}),
                Nullable::Null,
                Nullable::Null,
            ),
            (
                json!({"coat": "red", "name": "Rex"}),
                Nullable::Value("red".to_owned()),
                Nullable::Value(name),
            ),
        ];
        for (value, coat, name) in values {
            let read: Wrapped = from_value(value.clone()).unwrap();
            assert_eq!((&read.coat, &read.name), (&Coat(coat), &name));
            assert_eq!(to_value(&read).unwrap(), value);
        }
    }

    #[test]
    fn a_value_that_does_not_fit_is_an_error() {
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
            r#"{"id": 7, "owner": null, "coat-color": 7}"#,
            "invalid type: integer `7`, expected a string",
        );
        refused(
            "[7, null, null, null, null]",
            "invalid type: sequence, expected struct Pet",
        );
        refused("null", "invalid type: null, expected struct Pet");
    }

    #[test]
    fn keys_may_have_escapes() {
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
        let counts: Counts = from_value(json!({"a": 1})).unwrap();
        assert_eq!(to_value(counts).unwrap(), json!({"a": 1}));
        assert!(from_value::<Counts>(json!({"a": "1"})).is_err());
        let empty: Empty = from_value(json!({"a": 1})).unwrap();
        assert_eq!(to_value(empty).unwrap(), json!({}));
    }

    #[test]
    fn an_error_has_the_path_of_the_property() {
        let mut text = serde_json::Deserializer::from_str(r#"{"id": 7, "coat-color": [1]}"#);
        let error = serde_path_to_error::deserialize::<_, Pet>(&mut text).unwrap_err();
        assert_eq!(error.path().to_string(), "coat-color");
    }

    #[derive(Clone, Debug, PartialEq)]
    struct Numbers {
        one: i64,
        small: Option<u8>,
        list: Vec<Option<i64>>,
        newtype: Option<Whole>,
        nullable: Nullable<i32>,
        tree: Option<Tree>,
        others: BTreeMap<String, u64>,
    }

    json_object!(both Numbers {
        one,
        small,
        list,
        newtype,
        nullable,
        tree,
        ..others,
    });

    #[derive(Clone, Debug, PartialEq)]
    struct Whole(pub BTreeMap<String, i64>);

    json_newtype!(both Whole);

    #[derive(Clone, Debug, PartialEq)]
    struct Tree(pub Vec<Tree>);

    json_newtype!(both Tree);

    #[test]
    fn a_whole_number_is_an_integer() {
        let text = r#"{"one": 1.0, "small": 2e1, "list": [1e3, null, 5], "newtype": {"a": -1.0},
            "nullable": 7.0, "tree": [[], [[]]], "more": 18446744073709549568.0}"#;
        let numbers: Numbers = from_str(text).unwrap();
        let integers = json!({"one": 1, "small": 20, "list": [1000, null, 5], "newtype": {"a": -1},
            "nullable": 7, "tree": [[], [[]]], "more": 18_446_744_073_709_549_568_u64});
        assert_eq!(to_value(&numbers).unwrap(), integers);
        assert_eq!(from_value::<Numbers>(integers).unwrap(), numbers);
    }

    #[test]
    fn other_numbers_are_no_integers() {
        for one in ["1.5", "1e30", "-1e30", "\"1\"", "true"] {
            let text = format!(r#"{{"one": {one}, "list": []}}"#);
            let error = from_str::<Numbers>(&text).unwrap_err().to_string();
            assert!(error.contains("expected i64"), "{error}");
        }
        let error = from_str::<Numbers>(r#"{"one": 1, "small": 256.0, "list": []}"#).unwrap_err();
        assert!(error.to_string().contains("expected u8"), "{error}");
    }
}
