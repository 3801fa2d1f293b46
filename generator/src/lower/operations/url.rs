//! Percent-encodes the URLs of a specification.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// The characters that RFC 3986, section 2, does not allow, or that clients replace.
const ENCODED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Encodes the text around the parameters of a template. Percent-encoded characters are kept, and
/// the fragment is removed, since requests have none.
pub(super) fn encoded(template: &str) -> String {
    let mut encoded = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, name, after)) = parameter(rest) {
        if before.contains('#') {
            break;
        }
        encode(before, &mut encoded);
        encoded.extend(["{", name, "}"]);
        rest = after;
    }
    let (rest, _fragment) = rest.split_once('#').unwrap_or((rest, ""));
    encode(rest, &mut encoded);
    encoded
}

/// Splits a template around its first parameter.
fn parameter(template: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = template.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

fn encode(text: &str, encoded: &mut String) {
    for (number, part) in text.split('%').enumerate() {
        let digits = part.as_bytes().get(..2);
        let is_encoded = digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        if number > 0 {
            encoded.push_str(if is_encoded { "%" } else { "%25" });
        }
        encoded.extend(utf8_percent_encode(part, ENCODED));
    }
}

#[cfg(test)]
mod tests {
    use super::encoded;

    #[test]
    fn disallowed_characters_are_encoded() {
        for (written, expected) in [
            ("/a b", "/a%20b"),
            ("/a\tb\n", "/a%09b%0A"),
            ("/\"<>\\^`|", "/%22%3C%3E%5C%5E%60%7C"),
            ("/é😀", "/%C3%A9%F0%9F%98%80"),
            ("/100%/%2F%zz%", "/100%25/%2F%25zz%25"),
            ("/a b/{the id}/%{x}", "/a%20b/{the id}/%25{x}"),
            ("/a}b{c", "/a%7Db%7Bc"),
            ("/s?q=a b&f[x]={y}", "/s?q=a%20b&f[x]={y}"),
            ("/a:b;c=d,e@f!$&'()*+~", "/a:b;c=d,e@f!$&'()*+~"),
        ] {
            assert_eq!(encoded(written), expected, "{written}");
        }
    }

    #[test]
    fn the_fragment_is_removed() {
        assert_eq!(encoded("/#Action=List"), "/");
        assert_eq!(encoded("/{id}#{part}"), "/{id}");
        assert_eq!(encoded("/{a#b}/c"), "/{a#b}/c");
    }
}
