// Written by hand. Codegen copies it into clients.

//! Response headers as fields of a struct.

use http::HeaderMap;
use serde::de::value::{Error as ValueError, SeqDeserializer};
use serde::de::{DeserializeOwned, Deserializer, Error as _, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::Value;

use crate::runtime::decimal;
use crate::runtime::error::Error;
use crate::runtime::json::WholeNumbers;
use crate::runtime::response::Response;

/// A struct with the headers that the specification declares for a response.
pub trait ResponseHeaders {
    /// Reads each header into its field. A header that is absent or cannot be parsed is `None`.
    #[must_use]
    fn from_headers(headers: &HeaderMap) -> Self;
}

/// Implements [`ResponseHeaders`] for a struct of `Option`s:
/// `response_headers!(PetsListHeaders { x_total = "x-total", });`.
#[macro_export]
#[doc(hidden)]
macro_rules! response_headers {
    ($name:ident { $($field:ident = $header:literal,)* }) => {
        impl $crate::runtime::ResponseHeaders for $name {
            fn from_headers(headers: &$crate::runtime::HeaderMap) -> Self {
                Self {
                    $($field: $crate::runtime::response_header(headers, $header),)*
                }
            }
        }
    };
}

pub use response_headers;

/// Reads one header, if it is present and can be parsed as `T`.
#[must_use]
pub fn response_header<T: DeserializeOwned>(headers: &HeaderMap, name: &str) -> Option<T> {
    let text = text(headers, name)?;
    T::deserialize(WholeNumbers(Text(text))).ok()
}

/// The value of a header. Several lines with the same name are one list (RFC 9110, 5.3).
fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    let lines = headers.get_all(name).iter();
    let lines = lines.map(|line| String::from_utf8_lossy(line.as_bytes()));
    let lines: Vec<_> = lines.collect();
    (!lines.is_empty()).then(|| lines.join(", "))
}

/// The deserializer of a header value. The requested type decides how the value is parsed.
#[derive(Clone)]
struct Text(String);

impl IntoDeserializer<'_, ValueError> for Text {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl Text {
    /// Parses the value as JSON, for a header with JSON `content`.
    fn json(&self) -> Result<Value, ValueError> {
        serde_json::from_str(&self.0).map_err(ValueError::custom)
    }
}

macro_rules! parsed {
    ($($method:ident $visit:ident;)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
            visitor.$visit(self.0.trim().parse().map_err(ValueError::custom)?)
        })*
    };
}

/// Parses an integer, or a number such as `1.0`, which [`WholeNumbers`] converts.
macro_rules! integers {
    ($($method:ident $visit:ident;)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
            match self.0.trim().parse() {
                Ok(integer) => visitor.$visit(integer),
                Err(_) => self.deserialize_f64(visitor),
            }
        })*
    };
}

impl<'de> Deserializer<'de> for Text {
    type Error = ValueError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        visitor.visit_string(self.0)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, ValueError> {
        if name == decimal::NAME {
            return visitor.visit_str(self.0.trim());
        }
        visitor.visit_newtype_struct(self)
    }

    /// Commas separate the items: `style: simple`, the only one for headers.
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        if self.0.starts_with('[') {
            return self
                .json()?
                .deserialize_seq(visitor)
                .map_err(ValueError::custom);
        }
        let items = self.0.split(',').map(|item| Self(item.trim().to_owned()));
        visitor.visit_seq(SeqDeserializer::new(items))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        self.json()?
            .deserialize_map(visitor)
            .map_err(ValueError::custom)
    }

    parsed! {
        deserialize_bool visit_bool;
        deserialize_f32 visit_f32;
        deserialize_f64 visit_f64;
    }

    integers! {
        deserialize_i8 visit_i64;
        deserialize_i16 visit_i64;
        deserialize_i32 visit_i64;
        deserialize_i64 visit_i64;
        deserialize_u8 visit_u64;
        deserialize_u16 visit_u64;
        deserialize_u32 visit_u64;
        deserialize_u64 visit_u64;
    }

    forward_to_deserialize_any! {
        char str string bytes byte_buf unit unit_struct tuple tuple_struct struct enum identifier
        ignored_any
    }
}

impl Error {
    /// The headers of the response that the specification declares, as fields of a struct. A header
    /// that is absent or cannot be parsed is `None`.
    #[must_use]
    pub fn headers_as<H: ResponseHeaders>(&self) -> H {
        H::from_headers(self.headers())
    }
}

impl<T> Response<T> {
    /// The headers of the response that the specification declares, as fields of a struct. A header
    /// that is absent or cannot be parsed is `None`.
    #[must_use]
    pub fn headers_as<H: ResponseHeaders>(&self) -> H {
        H::from_headers(self.headers())
    }
}

#[cfg(test)]
mod tests {
    use crate::runtime::{DateTime, Decimal, ResponseHeaders, json_object, string_enum};
    use http::{HeaderMap, HeaderValue};

    #[derive(Clone, Debug, Eq, Hash, PartialEq)]
    enum Cache {
        Hit,
        Other(String),
    }

    string_enum!(Cache {
        Hit = "HIT",
    });

    #[derive(Clone, Debug, PartialEq)]
    struct Limit {
        left: i64,
    }

    json_object!(received Limit {
        left,
    });

    #[derive(Clone, Debug, Default, PartialEq)]
    struct Headers {
        left: Option<i64>,
        rate: Option<f64>,
        is_last: Option<bool>,
        cache: Option<Cache>,
        reset: Option<DateTime>,
        cost: Option<Decimal>,
        allow: Option<Vec<String>>,
        sizes: Option<Vec<i64>>,
        limit: Option<Limit>,
    }

    response_headers!(Headers {
        left = "x-left",
        rate = "x-rate",
        is_last = "x-last",
        cache = "x-cache",
        reset = "x-reset",
        cost = "x-cost",
        allow = "Allow",
        sizes = "x-sizes",
        limit = "x-limit",
    });

    fn read(headers: &[(&'static str, &'static str)]) -> Headers {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, HeaderValue::from_static(value));
        }
        Headers::from_headers(&map)
    }

    #[test]
    fn each_header_is_read_as_its_type() {
        let headers = read(&[
            ("X-Left", "7"),
            ("x-rate", "0.5"),
            ("x-last", "true"),
            ("x-cache", "HIT"),
            ("x-reset", "2026-01-02T03:04:05Z"),
            ("x-cost", "12345678901234567.89"),
            ("allow", "GET, PUT"),
            ("allow", "DELETE"),
            ("x-sizes", "1,2.0"),
            ("x-limit", r#"{"left": 7}"#),
            ("x-other", "?"),
        ]);
        assert_eq!(
            (headers.left, headers.rate, headers.is_last),
            (Some(7), Some(0.5), Some(true))
        );
        assert_eq!(headers.cache, Some(Cache::Hit));
        assert_eq!(headers.reset, "2026-01-02T03:04:05Z".parse().ok());
        assert_eq!(headers.cost, "12345678901234567.89".parse().ok());
        assert_eq!(headers.allow.unwrap(), ["GET", "PUT", "DELETE"]);
        assert_eq!(headers.sizes.unwrap(), [1, 2]);
        assert_eq!(headers.limit.unwrap().left, 7);
    }

    #[test]
    fn a_header_that_is_absent_or_cannot_be_parsed_is_none() {
        assert_eq!(read(&[]), Headers::default());
        let headers = read(&[
            ("x-left", "many"),
            ("x-rate", "1"),
            ("x-cost", "much"),
            ("x-last", "false"),
        ]);
        assert_eq!((headers.left, headers.cost), (None, None));
        assert_eq!((headers.rate, headers.is_last), (Some(1.0), Some(false)));
    }
}
