// Written by hand, unlike `src/api`.

//! What a caller gives, as the values that travel: setters take what is handy
//! and hand on what the specification says.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

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
