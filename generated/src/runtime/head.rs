// Written by hand, unlike `src/api`.

//! The head of an answer, as what the specification says of it.

use std::cell::Cell;

use http::HeaderMap;
use serde::de::value::{Error, MapDeserializer, SeqDeserializer};
use serde::de::{DeserializeOwned, Deserializer, Error as _, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::Value;

/// Reads the headers that have a field. One that cannot be read is left out, and loses no other.
pub(crate) fn read<T: DeserializeOwned + Default>(head: &HeaderMap) -> T {
    let mut fields: Vec<(&str, Text)> = head
        .keys()
        .map(|name| (name.as_str(), Text(text(head, name.as_str()))))
        .collect();
    loop {
        let last = Cell::new(None);
        let noted = fields.iter().map(|(name, text)| {
            last.set(Some(*name));
            (*name, text.clone())
        });
        match T::deserialize(MapDeserializer::<_, Error>::new(noted)) {
            Ok(read) => return read,
            Err(_) => match last.take() {
                Some(wrong) => fields.retain(|(name, _)| *name != wrong),
                None => return T::default(),
            },
        }
    }
}

/// The text of a header. Several of one name are one, with a comma between (RFC 9110, 5.3).
fn text(head: &HeaderMap, name: &str) -> String {
    let values = head.get_all(name).iter();
    let values = values.map(|value| String::from_utf8_lossy(value.as_bytes()));
    values.collect::<Vec<_>>().join(", ")
}

/// A text, which is read as what is asked for.
#[derive(Clone)]
struct Text(String);

impl IntoDeserializer<'_, Error> for Text {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl Text {
    /// The text as JSON, which a header with a `content` is in.
    fn json(&self) -> Result<Value, Error> {
        serde_json::from_str(&self.0).map_err(Error::custom)
    }
}

macro_rules! parsed {
    ($($method:ident $visit:ident;)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            visitor.$visit(self.0.trim().parse().map_err(Error::custom)?)
        })*
    };
}

impl<'de> Deserializer<'de> for Text {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_string(self.0)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    /// Items are told apart by commas: `style: simple`, the one that headers have.
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.0.starts_with('[') {
            return self.json()?.deserialize_seq(visitor).map_err(Error::custom);
        }
        let items = self.0.split(',').map(|item| Self(item.trim().to_owned()));
        visitor.visit_seq(SeqDeserializer::new(items))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.json()?.deserialize_map(visitor).map_err(Error::custom)
    }

    parsed! {
        deserialize_bool visit_bool;
        deserialize_i8 visit_i8;
        deserialize_i16 visit_i16;
        deserialize_i32 visit_i32;
        deserialize_i64 visit_i64;
        deserialize_u8 visit_u8;
        deserialize_u16 visit_u16;
        deserialize_u32 visit_u32;
        deserialize_u64 visit_u64;
        deserialize_f32 visit_f32;
        deserialize_f64 visit_f64;
    }

    forward_to_deserialize_any! {
        char str string bytes byte_buf unit unit_struct tuple tuple_struct struct enum identifier
        ignored_any
    }
}

#[cfg(test)]
mod tests {
    #![expect(
        unreachable_pub,
        reason = "a declaration is of what a client gives its users"
    )]

    use http::{HeaderMap, HeaderValue};
    use jiff::Timestamp;

    use super::read;
    use crate::runtime::{object, open_enum};

    open_enum!(
        pub enum Cache {
            Hit = "HIT",
        }
    );

    object!(
        #[derive(Default)]
        pub struct Head {
            pub left: Option<i64> = "x-left",
            pub rate: Option<f64> = "x-rate",
            pub is_last: Option<bool> = "x-last",
            pub cache: Option<Cache> = "x-cache",
            pub reset: Option<Timestamp> = "x-reset",
            pub allow: Option<Vec<String>>,
            pub sizes: Option<Vec<i64>> = "x-sizes",
        }
    );

    fn head(headers: &[(&'static str, &'static str)]) -> Head {
        let mut head = HeaderMap::new();
        for (name, value) in headers {
            head.append(*name, HeaderValue::from_static(value));
        }
        read(&head)
    }

    #[test]
    fn each_header_is_read_as_its_type() {
        let head = head(&[
            ("X-Left", "7"),
            ("x-rate", "0.5"),
            ("x-last", "true"),
            ("x-cache", "HIT"),
            ("x-reset", "2026-01-02T03:04:05Z"),
            ("allow", "GET, PUT"),
            ("allow", "DELETE"),
            ("x-sizes", "1,2"),
            ("x-other", "?"),
        ]);
        assert_eq!(
            (head.left, head.rate, head.is_last),
            (Some(7), Some(0.5), Some(true))
        );
        assert_eq!(head.cache, Some(Cache::Hit));
        assert_eq!(head.reset, "2026-01-02T03:04:05Z".parse().ok());
        assert_eq!(head.allow.unwrap(), ["GET", "PUT", "DELETE"]);
        assert_eq!(head.sizes.unwrap(), [1, 2]);
    }

    #[test]
    fn what_is_absent_or_something_else_is_none_and_loses_nothing() {
        assert_eq!(head(&[]), Head::default());
        let head = head(&[
            ("x-left", "many"),
            ("x-rate", "1"),
            ("x-reset", "soon"),
            ("x-last", "false"),
        ]);
        assert_eq!((head.left, head.reset), (None, None));
        assert_eq!((head.rate, head.is_last), (Some(1.0), Some(false)));
    }
}
