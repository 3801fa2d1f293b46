//! Counts the operations of a specification, independently of the generator.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// The mappings of a document.
///
/// The value types of `serde_json` and `serde_yaml` reject some numbers that occur in
/// specifications; this accepts any.
#[derive(Debug)]
pub(crate) enum Outline {
    Map(BTreeMap<String, Outline>),
    Text(String),
    Other,
}

impl Outline {
    /// Parses JSON or YAML.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let text = text.trim_start_matches('\u{feff}');
        serde_json::from_str(text)
            .ok()
            .or_else(|| serde_yaml::from_str(text).ok())
    }

    /// Whether it is an OpenAPI or Swagger document.
    pub(crate) fn is_specification(&self) -> bool {
        self.get("openapi").is_some() || self.get("swagger").is_some()
    }

    /// Counts the operations under `paths`.
    pub(crate) fn operations(&self) -> usize {
        let Some(Self::Map(paths)) = self.get("paths") else {
            return 0;
        };
        let count = |item: &Self| {
            let additional = match item.get("additionalOperations") {
                Some(Self::Map(operations)) => operations.len(),
                _ => 0,
            };
            additional + METHODS.iter().filter(|it| item.get(it).is_some()).count()
        };
        paths.values().map(|item| count(self.target(item))).sum()
    }

    /// A path item, or the path item in the same file that it refers to.
    fn target<'a>(&'a self, item: &'a Self) -> &'a Self {
        let Some(Self::Text(pointer)) = item.get("$ref") else {
            return item;
        };
        let parts = pointer.trim_start_matches("#/").split('/');
        parts.fold(self, |value, part| {
            let key = part.replace("~1", "/").replace("~0", "~");
            value.get(&key).unwrap_or(&Self::Other)
        })
    }

    fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Map(map) => map.get(key),
            Self::Text(_) | Self::Other => None,
        }
    }
}

impl<'de> Deserialize<'de> for Outline {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Outline;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Outline, A::Error> {
        let mut entries = BTreeMap::new();
        while let Some(key) = map.next_key()? {
            // Keys can be numbers in YAML, such as status codes.
            if let Outline::Text(key) = key {
                entries.insert(key, map.next_value()?);
            } else {
                map.next_value::<Outline>()?;
            }
        }
        Ok(Outline::Map(entries))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Outline, A::Error> {
        while items.next_element::<Outline>()?.is_some() {}
        Ok(Outline::Other)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Outline, E> {
        Ok(Outline::Text(text.to_owned()))
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Outline, E> {
        Ok(Outline::Other)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Outline, E> {
        Ok(Outline::Other)
    }

    fn visit_i128<E: Error>(self, _: i128) -> Result<Outline, E> {
        Ok(Outline::Other)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Outline, E> {
        Ok(Outline::Other)
    }

    fn visit_u128<E: Error>(self, _: u128) -> Result<Outline, E> {
        Ok(Outline::Other)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Outline, E> {
        Ok(Outline::Other)
    }

    fn visit_unit<E: Error>(self) -> Result<Outline, E> {
        Ok(Outline::Other)
    }
}
