//! Numbers that a deserializer changes in silence.

/// What becomes of a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Problem {
    /// It is infinite, or no number at all, which JSON cannot express.
    NotFinite,
    /// It is an integer beyond 64 bits, and the nearest float is another one.
    Rounded(f64),
}

/// Says what becomes of the plain scalar `text`, if that is not what is written.
///
/// An integer that is written as JavaScript writes a float, such as
/// `9223372036854776000` for two to the power of 63, has lost nothing that reading it could
/// still save, so it is no problem.
pub(super) fn problem(text: &str) -> Option<Problem> {
    let magnitude = text.strip_prefix(['-', '+']).unwrap_or(text);
    if matches!(magnitude, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return Some(Problem::NotFinite);
    }
    if !magnitude.starts_with(|first: char| first.is_ascii_digit() || first == '.') {
        return None;
    }
    if let Some((digits, radix)) = prefixed(magnitude) {
        return prefixed_problem(digits, radix);
    }
    let value: f64 = magnitude.parse().ok()?;
    if value.is_infinite() {
        return Some(Problem::NotFinite);
    }
    let is_integer = magnitude.bytes().all(|byte| byte.is_ascii_digit());
    // A leading zero makes it a text.
    if !is_integer || magnitude.starts_with('0') || fits(text) {
        return None;
    }
    let shortest = format!("{value:e}");
    let kept =
        format!("{value:.0}") == magnitude || significant(&shortest) == significant(magnitude);
    (!kept).then_some(Problem::Rounded(value.copysign(if text.starts_with('-') {
        -1.0
    } else {
        1.0
    })))
}

fn fits(text: &str) -> bool {
    text.parse::<u64>().is_ok() || text.parse::<i64>().is_ok()
}

/// The digits that tell a number from others of the same magnitude.
fn significant(text: &str) -> String {
    let mantissa = text.split('e').next().unwrap_or_default();
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    digits.trim_end_matches('0').to_owned()
}

fn prefixed(magnitude: &str) -> Option<(&str, u32)> {
    let radixes = [("0x", 16), ("0o", 8), ("0b", 2)];
    radixes
        .into_iter()
        .find_map(|(prefix, radix)| Some((magnitude.strip_prefix(prefix)?, radix)))
}

#[expect(clippy::cast_precision_loss, reason = "the loss is what is reported")]
fn prefixed_problem(digits: &str, radix: u32) -> Option<Problem> {
    let value = u128::from_str_radix(digits, radix).ok()?;
    u64::try_from(value)
        .is_err()
        .then_some(Problem::Rounded(value as f64))
}

#[cfg(test)]
mod tests {
    use super::{Problem, problem};

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
    fn what_json_cannot_express_is_a_problem() {
        for text in [".nan", "-.inf", "+.Inf", "1e400"] {
            assert_eq!(problem(text), Some(Problem::NotFinite), "{text}");
        }
    }
}
