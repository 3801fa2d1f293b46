// Written by hand. Codegen copies it into clients.

//! Conversion of the arguments of setters: values, `Option`s of them, and types that convert
//! without loss.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use bytes::Bytes;
use serde_json::{Map, Value};

use crate::runtime::Contents;

/// The argument of a setter for an optional `T`. `None` leaves it absent.
///
/// - Any `T`: `T` and `Option<T>`.
/// - `String`: `&str`, `&String`, `Option<&str>`. A string enum: `&str`, `String`.
///   An integer enum: `i64`.
/// - `Vec`: arrays, slices and `Vec`s of the items. If the items are strings or string enums, also
///   of `&str`.
/// - Maps: arrays and `Vec`s of pairs, `HashMap`s and `BTreeMap`s.
/// - JSON ([`Value`]): strings, arrays and `Vec`s of pairs, maps, `json!({…})`.
/// - `DateTime`: `jiff::Timestamp`. `Date`: `jiff::civil::Date`. `Decimal`: integers.
/// - `Contents`: strings and bytes.
///
/// A literal `None` for a `String` is ambiguous, because `Option<&str>` is also possible: omit the
/// call, or write `None::<&str>`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be used as an optional `{T}`",
    label = "expected `{T}` or `Option<{T}>`",
    note = "strings may be `&str`, lists may be arrays or slices, maps may be arrays of pairs"
)]
pub trait IntoOption<T> {
    /// The value, or `None` if it is absent.
    fn into_option(self) -> Option<T>;
}

impl<T> IntoOption<T> for T {
    fn into_option(self) -> Option<T> {
        Some(self)
    }
}

impl<T> IntoOption<T> for Option<T> {
    fn into_option(self) -> Option<T> {
        self
    }
}

/// Implements [`IntoOption`]: `[generics] source => target = function;`. The last lines are for an
/// `Option` of another type than the target. A list of conversions is a macro that takes this macro
/// as its argument, or the one of `IntoNullable`.
macro_rules! into_option {
    (
        $([$($generics:tt)*] $given:ty => $target:ty = $function:expr;)+
        $(Option<$from:ty> => $to:ty = $convert:expr;)*
    ) => {
        $(impl<$($generics)*> $crate::runtime::IntoOption<$target> for $given {
            fn into_option(self) -> Option<$target> {
                Some($function(self))
            }
        })+
        $(impl $crate::runtime::IntoOption<$to> for Option<$from> {
            fn into_option(self) -> Option<$to> {
                self.map($convert)
            }
        })*
    };
}

pub(crate) use into_option;

/// The conversions into types that every client has.
macro_rules! conversions {
    ($implement:ident) => {
        $implement! {
            [] &str => String = String::from;
            [] &String => String = String::from;
            [] Cow<'_, str> => String = String::from;

            [T, const N: usize] [T; N] => Vec<T> = Vec::from;
            [T: Clone] &[T] => Vec<T> = Vec::from;
            [T: Clone] &Vec<T> => Vec<T> = Vec::clone;
            [T: Clone, const N: usize] &[T; N] => Vec<T> = Vec::from;

            [const N: usize] [&str; N] => Vec<String> = texts;
            [] &[&str] => Vec<String> = texts_of;
            [const N: usize] &[&str; N] => Vec<String> = texts_of;
            [] Vec<&str> => Vec<String> = texts;

            [K: Into<String>, V, const N: usize] [(K, V); N] => BTreeMap<String, V> = same_map;
            [K: Into<String>, V] Vec<(K, V)> => BTreeMap<String, V> = same_map;
            [K: Into<String>, V, S] HashMap<K, V, S> => BTreeMap<String, V> = same_map;
            [V] BTreeMap<&str, V> => BTreeMap<String, V> = same_map;

            [K: Into<String>, const N: usize] [(K, &str); N] => BTreeMap<String, String> = map;
            [K: Into<String>] Vec<(K, &str)> => BTreeMap<String, String> = map;
            [K: Into<String>, S] HashMap<K, &str, S> => BTreeMap<String, String> = map;
            [K: Into<String>] BTreeMap<K, &str> => BTreeMap<String, String> = map;

            [K: Into<String>, V: Into<Value>, const N: usize] [(K, V); N] => Map<String, Value> = map;
            [K: Into<String>, V: Into<Value>] Vec<(K, V)> => Map<String, Value> = map;
            [K: Into<String>, V: Into<Value>, S] HashMap<K, V, S> => Map<String, Value> = map;
            [K: Into<String>, V: Into<Value>] BTreeMap<K, V> => Map<String, Value> = map;

            [K: Into<String>, V: Into<Value>, const N: usize] [(K, V); N] => Value = object;
            [K: Into<String>, V: Into<Value>] Vec<(K, V)> => Value = object;
            [K: Into<String>, V: Into<Value>, S] HashMap<K, V, S> => Value = object;
            [K: Into<String>, V: Into<Value>] BTreeMap<K, V> => Value = object;
            [] Map<String, Value> => Value = Value::Object;
            [] &str => Value = Value::from;
            [] &String => Value = text;
            [] String => Value = Value::from;

            [] &'static str => Contents = Contents::from;
            [] &'static [u8] => Contents = Contents::from;
            [const N: usize] &'static [u8; N] => Contents = contents;
            [] String => Contents = Contents::from;
            [] Vec<u8> => Contents = Contents::from;
            [] Bytes => Contents = Contents::from;
            Option<&str> => String = String::from;
            Option<&String> => String = String::from;
        }
    };
}

pub(crate) use conversions;

conversions!(into_option);

pub(crate) fn text<'t, T: From<&'t str>>(text: &'t str) -> T {
    T::from(text)
}

pub(crate) fn texts<'t, T: From<&'t str>>(texts: impl IntoIterator<Item = &'t str>) -> Vec<T> {
    texts.into_iter().map(T::from).collect()
}

pub(crate) fn texts_of<'t, T: From<&'t str>>(given: &[&'t str]) -> Vec<T> {
    texts(given.iter().copied())
}

pub(crate) fn same_map<K: Into<String>, V>(
    pairs: impl IntoIterator<Item = (K, V)>,
) -> BTreeMap<String, V> {
    let pairs = pairs.into_iter();
    pairs.map(|(key, value)| (key.into(), value)).collect()
}

pub(crate) fn map<M: FromIterator<(String, W)>, K: Into<String>, V: Into<W>, W>(
    pairs: impl IntoIterator<Item = (K, V)>,
) -> M {
    let pairs = pairs.into_iter();
    pairs
        .map(|(key, value)| (key.into(), value.into()))
        .collect()
}

pub(crate) fn object<K: Into<String>, V: Into<Value>>(
    pairs: impl IntoIterator<Item = (K, V)>,
) -> Value {
    Value::Object(map(pairs))
}

pub(crate) fn contents(bytes: &'static [u8]) -> Contents {
    Contents::from(bytes)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, HashMap};

    use bytes::Bytes;
    use serde_json::{Map, Value, json};

    use crate::runtime::{
        Contents, IntoNullable, IntoOption, Nullable, Nullable::Null, string_enum,
    };

    #[derive(Clone, Debug, PartialEq)]
    struct Owner(u8);

    #[derive(Clone, Debug, PartialEq)]
    enum Size {
        Small,
        Other(String),
    }

    string_enum!(Size {
        Small = "small",
    });

    /// Setters like those of generated code, which pass their arguments on.
    macro_rules! setters {
        ($($name:ident($target:ty);)+) => {
            mod option {
                use super::*;
                $(pub(super) fn $name(value: impl IntoOption<$target>) -> Option<$target> {
                    passed(value)
                })+
                fn passed<T>(value: impl IntoOption<T>) -> Option<T> {
                    value.into_option()
                }
            }
            mod nullable {
                use super::*;
                $(pub(super) fn $name(value: impl IntoNullable<$target>) -> Nullable<$target> {
                    passed(value)
                })+
                fn passed<T>(value: impl IntoNullable<T>) -> Nullable<T> {
                    value.into_nullable()
                }
            }
        };
    }

    setters! {
        text(String);
        flag(bool);
        integer(i64);
        byte(u8);
        float(f64);
        owner(Owner);
        size(Size);
        texts(Vec<String>);
        integers(Vec<i64>);
        owners(Vec<Owner>);
        sizes(Vec<Size>);
        integer_map(BTreeMap<String, u64>);
        text_map(BTreeMap<String, String>);
        owner_map(BTreeMap<String, Owner>);
        map(Map<String, Value>);
        json(Value);
        contents(Contents);
    }

    /// Asserts that both traits convert all arguments to the same value.
    macro_rules! takes {
        ($setter:ident: $expected:expr; $($given:expr),+ $(,)?) => {
            $(
                assert_eq!(option::$setter($given), Some($expected));
                assert_eq!(nullable::$setter($given), Nullable::Value($expected));
            )+
        };
    }

    /// Asserts that both traits convert these arguments to absent values.
    macro_rules! absent {
        ($($setter:ident($given:expr)),+ $(,)?) => {
            $(
                assert_eq!(option::$setter($given), None);
                assert_eq!(nullable::$setter($given), Nullable::Absent);
                assert_eq!(nullable::$setter(Null), Null);
                assert_eq!(nullable::$setter(Nullable::Absent), Nullable::Absent);
            )+
        };
    }

    #[test]
    fn texts_are_taken() {
        let text = "x".to_owned();
        takes!(text: "x".to_owned();
            "x", text.clone(), &text, Some("x"), Some(text.clone()), Some(&text), text.as_str(),
            std::borrow::Cow::Borrowed("x"), format!("x"));
        absent!(text(None::<&str>), text(None::<String>));
        takes!(size: Size::Small; "small", "small".to_owned(), Size::Small, Some(Size::Small));
        absent!(size(None));
    }

    #[test]
    fn plain_values_are_taken() {
        takes!(flag: true; true, Some(true));
        takes!(integer: 1; 1, Some(1), 1_i64);
        takes!(byte: 1; 1, Some(1));
        takes!(float: 1.0; 1.0, Some(1.0));
        takes!(owner: Owner(1); Owner(1), Some(Owner(1)));
        absent!(
            flag(None),
            integer(None),
            byte(None),
            float(None),
            owner(None)
        );
    }

    #[test]
    fn lists_are_taken() {
        let words = vec!["a", "b"];
        let texts = ["a".to_owned(), "b".to_owned()];
        takes!(texts: texts.to_vec();
            ["a", "b"], &["a", "b"], vec!["a", "b"], words.as_slice(), words.clone(),
            texts.clone(), &texts, texts.as_slice(), texts.to_vec(), &texts.to_vec(),
            Some(texts.to_vec()), words.iter().map(ToString::to_string).collect::<Vec<_>>());
        takes!(integers: vec![1, 2]; [1, 2], &[1, 2], vec![1, 2], &[1, 2][..], Some(vec![1, 2]));
        takes!(integers: vec![]; [], Vec::new(), vec![]);
        takes!(owners: vec![Owner(1)]; [Owner(1)], &[Owner(1)], vec![Owner(1)]);
        let small = Size::Small;
        takes!(sizes: vec![Size::Small];
            ["small"], &["small"], vec!["small"], &["small"][..],
            [small.clone()], vec![Size::Small]);
        absent!(texts(None), integers(None), owners(None), sizes(None));
    }

    #[test]
    fn maps_are_taken() {
        let key = || "a".to_owned();
        takes!(integer_map: BTreeMap::from([(key(), 1)]);
            [("a", 1)], [(key(), 1)], vec![("a", 1)], HashMap::from([("a", 1)]),
            BTreeMap::from([("a", 1)]), BTreeMap::from([(key(), 1)]));
        takes!(text_map: BTreeMap::from([(key(), key())]);
            [("a", "a")], [("a", key())], vec![(key(), "a")], HashMap::from([("a", "a")]),
            HashMap::from([(key(), key())]), BTreeMap::from([("a", "a")]),
            BTreeMap::from([(key(), key())]), Some(BTreeMap::from([(key(), key())])));
        takes!(owner_map: BTreeMap::from([(key(), Owner(1))]); [("a", Owner(1))]);
        absent!(integer_map(None), text_map(None), owner_map(None));
    }

    #[test]
    fn objects_are_taken() {
        let key = || "a".to_owned();
        let map = || Map::from_iter([(key(), json!(1))]);
        takes!(map: map();
            [("a", 1)], [(key(), json!(1))], vec![("a", 1)], HashMap::from([("a", 1)]),
            BTreeMap::from([("a", 1)]), map(), Some(map()));
        takes!(json: json!({"a": 1});
            [("a", 1)], [(key(), json!(1))], vec![("a", 1)], HashMap::from([("a", 1)]),
            BTreeMap::from([("a", 1)]), map(), json!({"a": 1}), Some(json!({"a": 1})));
        takes!(json: json!({"a": "b"}); [("a", "b")], [("a", "b".to_owned())]);
        takes!(json: json!("x"); "x", "x".to_owned(), &"x".to_owned());
        absent!(map(None), json(None));
    }

    #[test]
    fn contents_are_taken() {
        fn is_taken(contents: Option<Contents>) {
            assert_eq!(contents.unwrap().as_bytes().unwrap(), "x");
        }
        fn is_sent(contents: Nullable<Contents>) {
            is_taken(contents.into_value());
        }
        is_taken(option::contents("x"));
        is_taken(option::contents("x".to_owned()));
        is_taken(option::contents(vec![b'x']));
        is_taken(option::contents(b"x"));
        is_taken(option::contents(&b"x"[..]));
        is_taken(option::contents(Bytes::from("x")));
        is_taken(option::contents(Contents::from("x")));
        is_taken(option::contents(Some(Contents::from("x"))));
        is_sent(nullable::contents("x"));
        is_sent(nullable::contents(vec![b'x']));
        assert!(option::contents(None).is_none());
        assert!(nullable::contents(Null).is_null());
    }
}
