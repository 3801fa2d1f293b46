// Written by `cargo xtask codegen`, the same for every API.

//! Conversion of the arguments of setters: values, `Option`s of them, and types that convert
//! without loss.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use bytes::Bytes;
use jiff::{Timestamp, civil};
use serde_json::{Map, Value};

use crate::runtime::{Contents, Date, DateTime, Decimal, IntegerEnum, Nullable, StringEnum};

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

/// The argument of a setter for a `T` that may be absent or `null`: the types of [`IntoOption`],
/// and [`Nullable<T>`](Nullable).
///
/// `None` leaves it absent. [`Nullable::Null`] sends `null`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be used as a nullable `{T}`",
    label = "expected `{T}`, `Option<{T}>` or `Nullable<{T}>`",
    note = "strings may be `&str`, lists may be arrays or slices, maps may be arrays of pairs"
)]
pub trait IntoNullable<T> {
    /// The value, absent or `null`.
    fn into_nullable(self) -> Nullable<T>;
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

impl<T> IntoNullable<T> for T {
    fn into_nullable(self) -> Nullable<T> {
        Nullable::Value(self)
    }
}

impl<T> IntoNullable<T> for Option<T> {
    fn into_nullable(self) -> Nullable<T> {
        self.into()
    }
}

impl<T> IntoNullable<T> for Nullable<T> {
    fn into_nullable(self) -> Nullable<T> {
        self
    }
}

/// Implements both traits: `[generics] source => target = function;`.
macro_rules! convert {
    ($([$($generics:tt)*] $given:ty => $target:ty = $function:expr;)+) => {
        $(
            impl<$($generics)*> IntoOption<$target> for $given {
                fn into_option(self) -> Option<$target> {
                    Some($function(self))
                }
            }

            impl<$($generics)*> IntoNullable<$target> for $given {
                fn into_nullable(self) -> Nullable<$target> {
                    Nullable::Value($function(self))
                }
            }
        )+
    };
}

/// Implements both traits for an `Option` of another type than the target.
macro_rules! convert_option {
    ($($given:ty => $target:ty = $function:expr;)+) => {
        $(
            impl IntoOption<$target> for Option<$given> {
                fn into_option(self) -> Option<$target> {
                    self.map($function)
                }
            }

            impl IntoNullable<$target> for Option<$given> {
                fn into_nullable(self) -> Nullable<$target> {
                    self.map($function).into()
                }
            }
        )+
    };
}

convert! {
    [] &str => String = String::from;
    [] &String => String = String::from;
    [] Cow<'_, str> => String = String::from;
    [E: StringEnum] &str => E = E::from;
    [E: StringEnum] &String => E = text;
    [E: StringEnum] String => E = E::from;
    [E: IntegerEnum] i64 => E = E::from;

    [T, const N: usize] [T; N] => Vec<T> = Vec::from;
    [T: Clone] &[T] => Vec<T> = Vec::from;
    [T: Clone] &Vec<T> => Vec<T> = Vec::clone;
    [T: Clone, const N: usize] &[T; N] => Vec<T> = Vec::from;

    [const N: usize] [&str; N] => Vec<String> = texts;
    [] &[&str] => Vec<String> = texts_of;
    [const N: usize] &[&str; N] => Vec<String> = texts_of;
    [] Vec<&str> => Vec<String> = texts;
    [E: StringEnum, const N: usize] [&str; N] => Vec<E> = texts;
    [E: StringEnum] &[&str] => Vec<E> = texts_of;
    [E: StringEnum, const N: usize] &[&str; N] => Vec<E> = texts_of;
    [E: StringEnum] Vec<&str> => Vec<E> = texts;

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

    [] Timestamp => DateTime = DateTime::from;
    [] civil::Date => Date = Date::from;
    [] i32 => Decimal = Decimal::from;
    [] i64 => Decimal = Decimal::from;
    [] u64 => Decimal = Decimal::from;

    [] &'static str => Contents = Contents::from;
    [] &'static [u8] => Contents = Contents::from;
    [const N: usize] &'static [u8; N] => Contents = contents;
    [] String => Contents = Contents::from;
    [] Vec<u8> => Contents = Contents::from;
    [] Bytes => Contents = Contents::from;
}

convert_option! {
    &str => String = String::from;
    &String => String = String::from;
    Timestamp => DateTime = DateTime::from;
    civil::Date => Date = Date::from;
    i64 => Decimal = Decimal::from;
}

fn text<'t, T: From<&'t str>>(text: &'t str) -> T {
    T::from(text)
}

fn texts<'t, T: From<&'t str>>(texts: impl IntoIterator<Item = &'t str>) -> Vec<T> {
    texts.into_iter().map(T::from).collect()
}

fn texts_of<'t, T: From<&'t str>>(given: &[&'t str]) -> Vec<T> {
    texts(given.iter().copied())
}

fn same_map<K: Into<String>, V>(pairs: impl IntoIterator<Item = (K, V)>) -> BTreeMap<String, V> {
    let pairs = pairs.into_iter();
    pairs.map(|(key, value)| (key.into(), value)).collect()
}

fn map<M: FromIterator<(String, W)>, K: Into<String>, V: Into<W>, W>(
    pairs: impl IntoIterator<Item = (K, V)>,
) -> M {
    let pairs = pairs.into_iter();
    pairs
        .map(|(key, value)| (key.into(), value.into()))
        .collect()
}

fn object<K: Into<String>, V: Into<Value>>(pairs: impl IntoIterator<Item = (K, V)>) -> Value {
    Value::Object(map(pairs))
}

fn contents(bytes: &'static [u8]) -> Contents {
    Contents::from(bytes)
}
