// Written by hand. Codegen copies it into clients.

//! Instants and dates as APIs send them.
//!
//! Servers send values that are not of RFC 3339, or beyond the range of `jiff`. Since the text is
//! kept, such a value fails when it is converted, and not the whole response.

use std::fmt;
use std::str::FromStr;

pub use jiff::Timestamp;
use jiff::tz::TimeZone;
use jiff::{Error, civil};
use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use crate::runtime::into::into_option;
use crate::runtime::mismatch;

/// An instant (`format: date-time`), such as `2024-01-02T03:04:05Z`. It keeps the text that the API
/// sends, and is sent unchanged.
///
/// Two are equal if their texts are. To compare instants, convert them by
/// [`to_timestamp`](Self::to_timestamp).
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct DateTime(String);

/// A date (`format: date`), such as `2024-01-02`. It keeps the text that the API sends, and is sent
/// unchanged.
///
/// Two are equal if their texts are. To compare dates, convert them by [`to_date`](Self::to_date).
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Date(String);

impl DateTime {
    /// The instant.
    ///
    /// Digits beyond nanoseconds are cut off. Without an offset, it is in UTC. The second `60` is
    /// read as `59`.
    ///
    /// # Errors
    ///
    /// If the text is not an instant, or not in the range of [`Timestamp`], which ends in the year
    /// 9999.
    pub fn to_timestamp(&self) -> Result<Timestamp, Error> {
        let text = without_long_fraction(&self.0);
        text.parse().or_else(|error| {
            let in_utc = text
                .parse::<civil::DateTime>()
                .and_then(|time| TimeZone::UTC.to_timestamp(time));
            in_utc.map_err(|_| error)
        })
    }
}

impl Date {
    /// The date. The time is ignored if the text has one.
    ///
    /// # Errors
    ///
    /// If the text is not a date, or not in the range of [`civil::Date`], which ends in the year
    /// 9999.
    pub fn to_date(&self) -> Result<civil::Date, Error> {
        let date = self.0.split(['T', 't', ' ']).next();
        date.unwrap_or_default().parse()
    }
}

/// The text with at most nine digits in the fraction of its second.
fn without_long_fraction(text: &str) -> String {
    let Some((before, after)) = text.split_once('.') else {
        return text.to_owned();
    };
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = after.split_at(digits);
    format!("{before}.{}{rest}", digits.get(..9).unwrap_or(digits))
}

/// Implements what both types have. `parse` converts to the type of `jiff`.
macro_rules! text_types {
    ($($name:ident($jiff:ty): $parse:ident;)*) => {
        $(
            impl $name {
                /// A value with this text, which is sent unchanged, whatever it is.
                pub fn from_text(text: impl Into<String>) -> Self {
                    Self(text.into())
                }

                /// The text.
                #[must_use]
                pub fn as_str(&self) -> &str {
                    &self.0
                }
            }

            impl From<$jiff> for $name {
                fn from(value: $jiff) -> Self {
                    Self(value.to_string())
                }
            }

            /// Keeps the text if it can be converted.
            impl FromStr for $name {
                type Err = Error;

                fn from_str(text: &str) -> Result<Self, Error> {
                    let value = Self(text.to_owned());
                    value.$parse()?;
                    Ok(value)
                }
            }

            impl AsRef<str> for $name {
                fn as_ref(&self) -> &str {
                    &self.0
                }
            }

            impl fmt::Display for $name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.pad(&self.0)
                }
            }

            impl Serialize for $name {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    serializer.serialize_str(&self.0)
                }
            }

            /// Reads any string. In a union, one that cannot be converted is of another variant, if
            /// that has strings.
            impl<'de> Deserialize<'de> for $name {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    let value = Self(String::deserialize(deserializer)?);
                    if mismatch::is_choosing() && value.$parse().is_err() {
                        mismatch::record_unknown_value();
                    }
                    Ok(value)
                }
            }
        )*
    };
}

text_types! {
    DateTime(Timestamp): to_timestamp;
    Date(civil::Date): to_date;
}

/// The conversions into dates.
macro_rules! conversions {
    ($implement:ident) => {
        $implement! {
            [] Timestamp => DateTime = DateTime::from;
            [] civil::Date => Date = Date::from;
            Option<Timestamp> => DateTime = DateTime::from;
            Option<civil::Date> => Date = Date::from;
        }
    };
}

pub(crate) use conversions;

conversions!(into_option);

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use serde_json::{from_value, json, to_value};

    use super::{Date, DateTime};

    #[track_caller]
    fn instant(text: &str) -> Option<String> {
        let value: DateTime = from_value(json!(text)).unwrap();
        assert_eq!(to_value(&value).unwrap(), text);
        assert_eq!(
            text.parse::<DateTime>().is_ok(),
            value.to_timestamp().is_ok()
        );
        value.to_timestamp().ok().map(|it| it.to_string())
    }

    #[test]
    fn the_text_of_an_instant_is_kept_and_converts() {
        let same = "2024-01-02T03:04:05Z";
        for (text, timestamp) in [
            (same, same),
            ("2024-01-02T04:04:05+01:00", same),
            ("2024-01-02t03:04:05z", same),
            ("2024-01-02T03:04:05", same),
            ("2024-01-02 03:04:05", same),
            (
                "2024-01-02T03:04:05.1234567899Z",
                "2024-01-02T03:04:05.123456789Z",
            ),
            (
                "2024-01-02T03:04:05.12345678901",
                "2024-01-02T03:04:05.123456789Z",
            ),
            ("2024-06-30T23:59:60Z", "2024-06-30T23:59:59Z"),
            ("2024-01-02", "2024-01-02T00:00:00Z"),
        ] {
            assert_eq!(instant(text), Some(timestamp.to_owned()), "{text}");
        }
        for text in [
            "9999-12-31T23:59:59Z",
            "12024-01-01T00:00:00Z",
            "soon",
            "",
            "1.é",
        ] {
            assert_eq!(instant(text), None, "{text}");
        }
        let timestamp: Timestamp = same.parse().unwrap();
        assert_eq!(DateTime::from(timestamp).as_str(), same);
    }

    #[test]
    fn the_text_of_a_date_is_kept_and_converts() {
        for text in ["2024-01-02", "2024-01-02T00:00:00Z", "2024-01-02 00:00"] {
            let date: Date = from_value(json!(text)).unwrap();
            assert_eq!(date.to_date().unwrap().to_string(), "2024-01-02");
            assert_eq!(to_value(date).unwrap(), text);
        }
        assert!(Date::from_text("soon").to_date().is_err());
        assert!("2024-02-30".parse::<Date>().is_err());
        assert_eq!(
            Date::from(jiff::civil::date(2024, 1, 2)).to_string(),
            "2024-01-02"
        );
    }
}
