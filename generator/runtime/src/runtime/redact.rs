// Written by hand. Codegen copies it into clients.

//! Redaction of secrets in messages.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::Arc;

use http::HeaderMap;
use secrecy::{ExposeSecret as _, SecretString};

use crate::runtime::api::Api;
use crate::runtime::raw_response;

/// The replacement of a secret.
const REDACTED: &str = "[redacted]";

/// The length from which on secrets are searched for, in characters. A shorter one is part of words.
const SHORTEST: usize = 8;

/// The secrets of a client or of one call, which no message of a call may show. Clones share them
/// until one of them gets another secret.
#[derive(Clone, Default)]
pub(crate) struct Redactor {
    secrets: Arc<Vec<SecretString>>,
}

impl Redactor {
    /// Adds a secret.
    pub(crate) fn add_secret(&mut self, secret: &str) {
        let secret = secret.trim();
        let is_long = secret.chars().count() >= SHORTEST;
        if is_long && !self.secrets().any(|known| known == secret) {
            Arc::make_mut(&mut self.secrets).push(secret.into());
        }
    }

    /// Adds the secrets of another redactor.
    pub(crate) fn add_secrets(&mut self, other: &Self) {
        if !Arc::ptr_eq(&self.secrets, &other.secrets) {
            other.secrets().for_each(|it| self.add_secret(it));
        }
    }

    fn secrets(&self) -> impl Iterator<Item = &str> {
        self.secrets.iter().map(SecretString::expose_secret)
    }

    /// External text for a message: secrets are replaced, control characters are escaped, and the
    /// text is cut after `limit` characters.
    pub(crate) fn line(&self, text: &str, limit: usize) -> String {
        // Secrets are replaced before the text is cut, since half of a secret is secret, too.
        let text = self.redact(text.trim(), limit);
        if text.len() <= limit && text.chars().all(is_plain) {
            return text.into_owned();
        }
        let mut line = String::with_capacity(text.len().min(limit));
        for (at, character) in text.chars().enumerate() {
            if at == limit {
                line.push('…');
                break;
            }
            if is_plain(character) {
                line.push(character);
            } else {
                let _ = write!(line, "{}", character.escape_default());
            }
        }
        line
    }

    /// The id of the request in the vendor's logs.
    pub(crate) fn request_id(&self, api: &Api, headers: &HeaderMap) -> Option<String> {
        const LENGTH: usize = 100;
        raw_response::request_id(api, headers).map(|id| self.line(id, LENGTH))
    }

    /// Replaces the secrets in the text, of which more than `limit` characters are not needed.
    fn redact<'t>(&self, text: &'t str, limit: usize) -> Cow<'t, str> {
        // No encoding makes a secret shorter.
        if self.secrets().all(|secret| secret.len() > text.len()) {
            return Cow::Borrowed(text);
        }
        let mut redacted = String::new();
        let mut end_of_secret = 0;
        for (at, character) in text.char_indices() {
            let end = at + self.secret_at(&text[at..]);
            if end > end_of_secret.max(at) {
                if at >= end_of_secret {
                    redacted.push_str(REDACTED);
                }
                end_of_secret = end;
            }
            if at >= end_of_secret {
                redacted.push(character);
            }
            // A character has at most four bytes.
            if redacted.len() / 4 > limit {
                break;
            }
        }
        Cow::Owned(redacted)
    }

    /// The length of the longest secret that the text begins with, in any encoding; 0 if there is
    /// none.
    fn secret_at(&self, text: &str) -> usize {
        let lengths = self.secrets().flat_map(|secret| {
            let encodings: [Strip; 3] = [strip_plain, strip_percent, strip_json];
            encodings.map(|strip| encoded_length(text, secret, strip))
        });
        lengths.flatten().max().unwrap_or_default()
    }
}

/// The text behind a character in some encoding that it begins with.
type Strip = for<'t> fn(&'t str, char) -> Option<&'t str>;

/// The length of an encoded secret that the text begins with.
fn encoded_length(text: &str, secret: &str, strip: Strip) -> Option<usize> {
    let rest = secret.chars().try_fold(text, strip)?;
    Some(text.len() - rest.len())
}

fn strip_plain(text: &str, character: char) -> Option<&str> {
    text.strip_prefix(character)
}

/// A character in a URL or in a form.
fn strip_percent(text: &str, character: char) -> Option<&str> {
    let mut buffer = [0; 4];
    let mut bytes = character.encode_utf8(&mut buffer).bytes();
    let encoded = bytes.try_fold(text, |text, byte| strip_hex(text, "%", 2, byte.into()));
    encoded
        .or_else(|| text.strip_prefix('+').filter(|_| character == ' '))
        .or_else(|| text.strip_prefix(character))
}

/// A character in a string of JSON.
fn strip_json(text: &str, character: char) -> Option<&str> {
    let mut buffer = [0; 2];
    let mut units = character.encode_utf16(&mut buffer).iter();
    let encoded = units.try_fold(text, |text, unit| {
        strip_hex(text, "\\u", 4, u32::from(*unit))
    });
    encoded
        .or_else(|| text.strip_prefix('\\')?.strip_prefix(character))
        .or_else(|| text.strip_prefix(character))
}

/// A number as hexadecimal digits behind a prefix.
fn strip_hex<'t>(text: &'t str, prefix: &str, digits: usize, number: u32) -> Option<&'t str> {
    let (found, rest) = text.strip_prefix(prefix)?.split_at_checked(digits)?;
    (u32::from_str_radix(found, 16) == Ok(number)).then_some(rest)
}

/// Whether a character is shown unescaped. Control characters could forge log lines, and
/// bidirectional and zero-width characters could disguise text.
fn is_plain(character: char) -> bool {
    !character.is_control()
        && !matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::Redactor;

    #[track_caller]
    fn check(secrets: &[&str], text: &str, limit: usize, expect: &str) {
        let mut redactor = Redactor::default();
        for secret in secrets {
            redactor.add_secret(secret);
        }
        assert_eq!(redactor.line(text, limit), expect);
    }

    #[test]
    fn a_secret_is_redacted() {
        check(
            &["abcdefgh"],
            "token abcdefgh is bad: abcdefgh",
            80,
            "token [redacted] is bad: [redacted]",
        );
    }

    #[test]
    fn an_encoded_secret_is_redacted() {
        let secrets = ["a b/c\"d\\é%25"];
        for text in [
            "a b/c\"d\\é%25",
            "a%20b%2fc%22d%5C%C3%A9%2525",
            "a+b/c%22d%5c%c3%a9%2525",
            r#"a b\/c\"d\\é%25"#,
            r"a\u0020b/c\u0022d\u005c\u00E9%25",
        ] {
            check(&secrets, text, 80, "[redacted]");
        }
    }

    #[test]
    fn a_short_secret_is_not_searched_for() {
        check(&["t"], "Image not found", 80, "Image not found");
        check(&["1234567"], "1234567", 80, "1234567");
    }

    #[test]
    fn secrets_that_overlap_are_redacted_as_one() {
        check(
            &["abcdefgh", "abcdefghijkl"],
            "abcdefghijkl",
            80,
            "[redacted]",
        );
        check(&["abcdefgh", "fghijklm"], "abcdefghijklm", 80, "[redacted]");
    }

    #[test]
    fn secrets_are_replaced_before_the_text_is_cut() {
        check(&["abcdefgh"], "xx abcdefgh", 6, "xx [re…");
    }

    #[test]
    fn control_characters_are_escaped() {
        check(&[], "a\r\nb\u{202e}c\0", 80, "a\\r\\nb\\u{202e}c\\u{0}");
    }
}
