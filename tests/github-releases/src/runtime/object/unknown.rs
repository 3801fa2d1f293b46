// Written by `cargo xtask codegen`, the same for every API.

//! Properties that the specification does not declare.

use std::borrow::Cow;

use serde::de::MapAccess;
use serde::ser::SerializeMap;
use serde_json::{Map, Value};

use super::{Collect, Write};
use crate::runtime::mismatch::record_ignored_property;

/// The properties that the specification does not declare, of a value that is received and sent
/// back as a whole.
///
/// A request sends them back, so that it does not delete what a newer version of the API has added.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UnknownProperties(pub Map<String, Value>);

impl<'de, A: MapAccess<'de>> Collect<'de, A> for UnknownProperties {
    fn collect(&mut self, key: Cow<'de, str>, properties: &mut A) -> Result<(), A::Error> {
        // Of a union, a variant that declares the property is a better match.
        record_ignored_property();
        self.0.collect(key, properties)
    }
}

impl<M: SerializeMap> Write<M> for UnknownProperties {
    fn write(&self, object: &mut M) -> Result<(), M::Error> {
        self.0.write(object)
    }
}
