// Written by hand, unlike `src/api`.

//! Redaction of secrets in messages.

use std::fmt::Write as _;

use http::HeaderMap;

use crate::runtime::api::Api;
use crate::runtime::raw_response;

/// The replacement of a secret.
const REDACTED: &str = "[redacted]";

/// The secrets of one call, which no message of the call may show.
#[derive(Clone, Default)]
pub(crate) struct Redactor {
    secrets: Vec<String>,
}

impl Redactor {
    /// Adds a secret.
    pub(crate) fn add_secret(&mut self, secret: &str) {
        let secret = secret.trim();
        if !secret.is_empty() && !self.secrets.iter().any(|known| known == secret) {
            self.secrets.push(secret.to_owned());
            // A secret that contains another one comes first. Otherwise its rest would remain.
            self.secrets
                .sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        }
    }

    /// External text for a message: secrets are replaced, control characters are escaped, and the
    /// text is cut after `limit` characters.
    pub(crate) fn line(&self, text: &str, limit: usize) -> String {
        // Secrets are replaced before the text is cut, since half of a secret is secret, too.
        let text = self.redact(text);
        let mut line = String::new();
        for (at, character) in text.trim().chars().enumerate() {
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

    fn redact(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for secret in &self.secrets {
            if text.contains(secret.as_str()) {
                text = text.replace(secret.as_str(), REDACTED);
            }
        }
        text
    }
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
            &["abc"],
            "token abc is bad: abc",
            80,
            "token [redacted] is bad: [redacted]",
        );
    }

    #[test]
    fn the_longer_of_two_secrets_is_replaced_first() {
        check(&["abc", "abcdef"], "abcdef", 80, "[redacted]");
    }

    #[test]
    fn secrets_are_replaced_before_the_text_is_cut() {
        check(&["abcdef"], "xx abcdef", 6, "xx [re…");
    }

    #[test]
    fn control_characters_are_escaped() {
        check(&[], "a\r\nb\u{202e}c\0", 80, "a\\r\\nb\\u{202e}c\\u{0}");
    }
}
