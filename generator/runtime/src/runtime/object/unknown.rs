// Written by hand. Codegen copies it into clients.

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

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json, to_value};

    use super::UnknownProperties;
    use crate::runtime::{json_object, untagged_union};

    #[derive(Clone, Debug, PartialEq)]
    struct Cat {
        lives: Option<i64>,
        unknown_properties: UnknownProperties,
    }

    json_object!(both Cat {
        lives,
        ..unknown_properties,
    });

    #[derive(Clone, Debug, PartialEq)]
    struct Dog {
        tricks: Option<i64>,
        unknown_properties: UnknownProperties,
    }

    json_object!(both Dog {
        tricks,
        ..unknown_properties,
    });

    #[derive(Clone, Debug, PartialEq)]
    enum Pet {
        Cat(Cat),
        Dog(Dog),
    }

    untagged_union!(both Pet { Cat, Dog, });

    #[test]
    fn the_variant_with_the_fewest_unknown_properties_is_read_and_keeps_them() {
        let value = json!({"tricks": 3, "color": "red"});
        let pet: Pet = from_value(value.clone()).unwrap();
        assert!(
            matches!(&pet, Pet::Dog(dog) if dog.tricks == Some(3)),
            "{pet:?}"
        );
        assert_eq!(to_value(&pet).unwrap(), value);
    }
}
