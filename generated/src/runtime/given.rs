// Written by hand, unlike `src/api`.

//! What a caller gives, as the values that travel: setters and constructors take what is handy
//! and hand on what the specification says.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// The type of what is taken, and with `@made` the value that travels.
///
/// `text`, `contents`, `file`, and several of something (`texts`, `files`, `list<T>`, `map`,
/// `text_map`) are taken as anything that can be made one. The rest is a type, which is taken as
/// it is.
macro_rules! given {
    (text) => { impl ::std::convert::Into<::std::string::String> };
    (texts) => {
        impl ::std::iter::IntoIterator<Item = impl ::std::convert::Into<::std::string::String>>
    };
    (list<$item:ty>) => { impl ::std::iter::IntoIterator<Item = $item> };
    (map) => {
        impl ::std::iter::IntoIterator<
            Item = (
                impl ::std::convert::Into<::std::string::String>,
                impl ::std::convert::Into<$crate::runtime::Value>,
            ),
        >
    };
    (text_map) => {
        impl ::std::iter::IntoIterator<
            Item = (
                impl ::std::convert::Into<::std::string::String>,
                impl ::std::convert::Into<::std::string::String>,
            ),
        >
    };
    (contents) => { impl ::std::convert::Into<$crate::runtime::Contents> };
    (file) => { $crate::runtime::File };
    (files) => { impl ::std::iter::IntoIterator<Item = $crate::runtime::File> };
    ($given:ty) => { $given };

    (@made $value:ident text) => { $crate::runtime::given::text($value) };
    (@made $value:ident texts) => { $crate::runtime::given::texts($value) };
    (@made $value:ident list<$item:ty>) => { $crate::runtime::given::list($value) };
    (@made $value:ident map) => { $crate::runtime::given::map($value) };
    (@made $value:ident text_map) => { $crate::runtime::given::text_map($value) };
    (@made $value:ident contents) => { ::std::convert::Into::<$crate::runtime::Contents>::into($value) };
    (@made $value:ident file) => { &[$value] };
    (@made $value:ident files) => { &$crate::runtime::given::list($value) };
    (@made $value:ident $given:ty) => { $value };
}

pub(crate) use given;

pub(crate) fn text(given: impl Into<String>) -> String {
    given.into()
}

pub(crate) fn texts(given: impl IntoIterator<Item = impl Into<String>>) -> Vec<String> {
    given.into_iter().map(Into::into).collect()
}

pub(crate) fn list<T>(given: impl IntoIterator<Item = T>) -> Vec<T> {
    given.into_iter().collect()
}

pub(crate) fn map(
    given: impl IntoIterator<Item = (impl Into<String>, impl Into<Value>)>,
) -> Map<String, Value> {
    let given = given.into_iter();
    given
        .map(|(key, value)| (key.into(), value.into()))
        .collect()
}

pub(crate) fn text_map(
    given: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>,
) -> BTreeMap<String, String> {
    let given = given.into_iter();
    given
        .map(|(key, value)| (key.into(), value.into()))
        .collect()
}
