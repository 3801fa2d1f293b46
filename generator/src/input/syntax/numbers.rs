//! The numbers of YAML, and those that JSON cannot represent.

use serde_json::Number;

/// How a number is represented.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Problem {
    /// It is infinite, or no number at all, which JSON cannot express.
    NotFinite,
    /// It is an integer beyond 64 bits, and the nearest float is another one.
    Rounded(f64),
}

/// Parses a plain scalar as a number.
///
/// An integer beyond 64 bits becomes the nearest float.
pub(super) fn read(text: &str) -> Option<Number> {
    match text.parse::<serde_yaml::Number>() {
        Ok(number) => number
            .as_u64()
            .map(Number::from)
            .or_else(|| number.as_i64().map(Number::from))
            .or_else(|| number.as_f64().and_then(Number::from_f64)),
        Err(_) => beyond_64_bits(text).and_then(Number::from_f64),
    }
}

/// Classifies a plain scalar that cannot be represented exactly.
///
/// An integer that JavaScript rounded when it was written, such as `9223372036854776000` for 2^63, is
/// not reported.
pub(super) fn problem(text: &str) -> Option<Problem> {
    let magnitude = text.strip_prefix(['-', '+']).unwrap_or(text);
    if matches!(magnitude, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return Some(Problem::NotFinite);
    }
    let is_number = magnitude.starts_with(|it: char| it.is_ascii_digit() || it == '.');
    if is_number && magnitude.parse().is_ok_and(f64::is_infinite) {
        return Some(Problem::NotFinite);
    }
    let nearest = beyond_64_bits(text)?;
    let exact = format!("{:.0}", nearest.abs()) == magnitude;
    let written_out = significant(&format!("{nearest:e}")) == significant(magnitude);
    (!exact && !written_out).then_some(Problem::Rounded(nearest))
}

/// The float nearest to an integer that is too large for 64 bits.
fn beyond_64_bits(text: &str) -> Option<f64> {
    let magnitude = text.strip_prefix(['-', '+']).unwrap_or(text);
    let radixes = [("0x", 16), ("0o", 8), ("0b", 2), ("", 10)];
    let (digits, radix) = radixes
        .into_iter()
        .find_map(|(prefix, radix)| Some((magnitude.strip_prefix(prefix)?, radix)))?;
    // A decimal number with a leading zero is a string.
    let is_integer = !digits.is_empty()
        && digits.chars().all(|digit| digit.is_digit(radix))
        && !(radix == 10 && digits.starts_with('0'));
    if !is_integer
        || text
            .parse::<serde_yaml::Number>()
            .is_ok_and(|it| !it.is_f64())
    {
        return None;
    }
    let value = digits.chars().filter_map(|digit| digit.to_digit(radix));
    let value = match radix {
        10 => digits.parse().ok()?,
        _ => value.fold(0.0, |value, digit| {
            value * f64::from(radix) + f64::from(digit)
        }),
    };
    Some(if text.starts_with('-') { -value } else { value })
}

/// The significant digits of a number.
fn significant(text: &str) -> String {
    let mantissa = text.split('e').next().unwrap_or_default();
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    digits.trim_end_matches('0').to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::Number;

    use super::{Problem, problem, read};

    #[test]
    fn what_fits_in_64_bits_or_is_no_integer_is_left_alone() {
        for text in [
            "0",
            "-1",
            "18446744073709551615",
            "-9223372036854775808",
            "1.5",
            "1e30",
        ] {
            assert_eq!(problem(text), None, "{text}");
        }
        for text in [
            "abc",
            "",
            "-",
            "2024-01-01",
            "0123",
            "1.2.3",
            "0x",
            "00000000000000000000",
        ] {
            assert_eq!(problem(text), None, "{text}");
        }
    }

    #[test]
    fn a_float_that_is_written_out_is_left_alone() {
        assert_eq!(problem("-9223372036854776000"), None);
        assert_eq!(problem("18446744073709551616"), None);
        assert_eq!(problem("100000000000000000000000"), None);
    }

    #[test]
    fn an_integer_that_gets_rounded_is_a_problem() {
        assert_eq!(
            problem("18446744073709551617"),
            Some(Problem::Rounded(18_446_744_073_709_551_616.0))
        );
        assert_eq!(
            problem("-99999999999999999999"),
            Some(Problem::Rounded(-1e20))
        );
        assert_eq!(
            problem("0x1ffffffffffffffff"),
            Some(Problem::Rounded(36_893_488_147_419_103_232.0))
        );
    }

    #[test]
    fn numbers_are_read_as_yaml_1_2_says() {
        assert_eq!(read("-5"), Some(Number::from(-5)));
        assert_eq!(read("0x1F"), Some(Number::from(31)));
        assert_eq!(read("1e3"), Number::from_f64(1000.0));
        assert_eq!(
            read("-9223372036854776000"),
            Number::from_f64(-9_223_372_036_854_775_808.0)
        );
        assert_eq!(read("99999999999999999999"), Number::from_f64(1e20));
        for text in [
            "", "-", "0123", "1.2.3", "nan", "inf", "1_000", "0x", "1e999", "true",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn what_json_cannot_express_is_a_problem() {
        for text in [".nan", "-.inf", "+.Inf", "1e400"] {
            assert_eq!(problem(text), Some(Problem::NotFinite), "{text}");
        }
    }
}
