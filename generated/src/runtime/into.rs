// Written by `cargo xtask codegen`, the same for every API.

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
