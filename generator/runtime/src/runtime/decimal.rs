// Written by hand. Codegen copies it into clients.

//! Numbers that keep all their digits.

use std::fmt;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error, Unexpected, Visitor};
use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::runtime::into::into_option;
use crate::runtime::raw_value;

/// A number of any size and precision, such as an amount of money. It keeps the digits that the API
/// sends, and is sent with these digits.
///
/// Two are equal if their digits are: `1.5` is not `1.50`. For arithmetic, parse [`as_str`] as a
/// type of a library, or use [`to_f64`] or [`to_i128`].
///
/// Digits are kept in JSON text, and lost in a [`serde_json::Value`].
///
/// [`as_str`]: Self::as_str
/// [`to_f64`]: Self::to_f64
/// [`to_i128`]: Self::to_i128
#[derive(Clone, Eq, Hash, PartialEq)]
pub struct Decimal(Box<str>);

impl Decimal {
    /// The number as JSON: `-12.50`, `1e3`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The nearest `f64`.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        self.0.parse().unwrap_or(f64::NAN)
    }

    /// The integer, if the number is whole and fits: `5` and `5.0` are whole.
    #[must_use]
    pub fn to_i128(&self) -> Option<i128> {
        let (whole, fraction) = self.0.split_once('.').unwrap_or((&self.0, ""));
        let is_whole = fraction.bytes().all(|digit| digit == b'0');
        whole.parse().ok().filter(|_| is_whole).or_else(|| {
            // With an exponent.
            const EXACT: f64 = 9_007_199_254_740_992.0;
            let number = self.to_f64();
            #[allow(
                clippy::cast_possible_truncation,
                reason = "the number is whole and in range"
            )]
            let integer = || number as i128;
            (self.0.contains(['e', 'E']) && number.fract() == 0.0 && number.abs() <= EXACT)
                .then(integer)
        })
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// A string that is not a number of JSON.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ParseDecimalError(());

impl fmt::Display for ParseDecimalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected a number, such as `-12.50` or `1e3`")
    }
}

impl std::error::Error for ParseDecimalError {}

/// Parses a number of JSON (RFC 8259, 6).
impl FromStr for Decimal {
    type Err = ParseDecimalError;

    fn from_str(text: &str) -> Result<Self, ParseDecimalError> {
        let starts = text.starts_with(|it: char| it == '-' || it.is_ascii_digit());
        match serde_json::from_str::<&RawValue>(text) {
            Ok(raw) if starts && raw.get().len() == text.len() => Ok(Self(text.into())),
            _ => Err(ParseDecimalError(())),
        }
    }
}

macro_rules! from_integers {
    ($($integer:ty)*) => {
        $(impl From<$integer> for Decimal {
            fn from(integer: $integer) -> Self {
                Self(integer.to_string().into())
            }
        })*
    };
}

from_integers! { i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize }

/// Fails for NaN and the infinities.
impl TryFrom<f64> for Decimal {
    type Error = ParseDecimalError;

    fn try_from(number: f64) -> Result<Self, ParseDecimalError> {
        number.to_string().parse()
    }
}

/// The newtype name that a [`Decimal`] passes to its deserializer. The deserializer of a header
/// recognizes it, and all others ignore it.
pub(crate) const NAME: &str = "Decimal";

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(NAME, Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Decimal;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Decimal, D::Error> {
        self.visit_str(raw_value::read(deserializer)?.get())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Decimal, E> {
        let number = text.parse();
        number.map_err(|_| E::invalid_type(Unexpected::Other("another value"), &self))
    }
}

/// Writes a number that `serde_json` writes with the same digits in any format, and others as JSON.
impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Some(integer) = self.parsed::<i64>() {
            return serializer.serialize_i64(integer);
        }
        if let Some(integer) = self.parsed::<u64>() {
            return serializer.serialize_u64(integer);
        }
        let raw = RawValue::from_string(self.0.to_string());
        raw.map_err(S::Error::custom)?.serialize(serializer)
    }
}

impl Decimal {
    /// The number as this type, if that has the same digits.
    fn parsed<T: FromStr + ToString>(&self) -> Option<T> {
        let number: T = self.0.parse().ok()?;
        (number.to_string() == *self.0).then_some(number)
    }
}

/// The conversions into decimals.
macro_rules! conversions {
    ($implement:ident) => {
        $implement! {
            [] i32 => Decimal = Decimal::from;
            [] i64 => Decimal = Decimal::from;
            [] u64 => Decimal = Decimal::from;
            Option<i64> => Decimal = Decimal::from;
        }
    };
}

pub(crate) use conversions;

conversions!(into_option);

#[cfg(test)]
mod tests {
    use serde_json::{from_str, from_value, json, to_string};

    use super::Decimal;

    #[test]
    fn the_digits_are_kept() {
        for text in [
            "0",
            "-7",
            "1.50",
            "1e3",
            "1E+400",
            "12345678901234567.89",
            "18446744073709551616",
            "-340282366920938463463374607431768211456",
        ] {
            let number: Decimal = from_str(text).unwrap();
            assert_eq!(
                (number.as_str(), to_string(&number).unwrap()),
                (text, text.to_owned())
            );
            assert_eq!(text.parse(), Ok(number));
        }
    }

    #[test]
    fn a_number_converts() {
        let number = |text: &str| text.parse::<Decimal>().unwrap();
        assert_eq!(number("5.00").to_i128(), Some(5));
        assert_eq!(number("1e3").to_i128(), Some(1000));
        assert_eq!(
            (number("5.5").to_i128(), number("5.5").to_f64()),
            (None, 5.5)
        );
        assert_eq!(
            number("99999999999999999999").to_i128(),
            Some(99_999_999_999_999_999_999)
        );
        assert_eq!(Decimal::from(7_u8).to_string(), "7");
        assert_eq!(Decimal::try_from(0.5).unwrap().as_str(), "0.5");
        assert!(Decimal::try_from(f64::NAN).is_err());
        assert_eq!(from_value::<Decimal>(json!(1.5)).unwrap().as_str(), "1.5");
    }

    #[test]
    fn other_values_are_refused() {
        for text in [
            "", " 1", "1 ", "01", "1.", ".5", "+1", "NaN", "\"1\"", "null", "[1]",
        ] {
            assert!(text.parse::<Decimal>().is_err(), "{text}");
        }
        let error = from_str::<Decimal>("\"1\"").unwrap_err().to_string();
        assert!(error.ends_with("expected a number"), "{error}");
    }
}
