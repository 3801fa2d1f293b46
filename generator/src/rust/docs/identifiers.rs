//! Finds identifiers and URLs in the words of a description.

use std::ops::Range;

use super::html_parser::is_placeholder;

/// A part of a word, and its markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part<'a> {
    Plain(&'a str),
    /// To be put in backticks.
    Code(&'a str),
    /// To be put between `<` and `>`.
    Url(&'a str),
}

/// A longer word is not prose, and is not searched.
const MAX_LENGTH: usize = 4096;

/// Splits a word into parts, which together are the word again.
pub(super) fn parts(word: &str) -> Vec<Part<'_>> {
    if word.len() > MAX_LENGTH {
        return vec![Part::Code(word)];
    }
    // Most words of a description.
    let is_plain = |it: u8| it.is_ascii_lowercase() || b".,".contains(&it);
    if !word.is_empty() && word.bytes().all(is_plain) {
        return vec![Part::Plain(word)];
    }
    let mut parts = Vec::new();
    let mut rest = word;
    while let Some(range) = find_url(rest) {
        push_placeholders(&rest[..range.start], &mut parts);
        let address = &rest[range.clone()];
        parts.push(if is_address(address) {
            Part::Url(address)
        } else {
            Part::Code(address)
        });
        rest = &rest[range.end..];
    }
    push_placeholders(rest, &mut parts);
    parts
}

/// Pushes the parts of a text; placeholders such as `<ZONE_ID>` are code.
fn push_placeholders<'a>(text: &'a str, parts: &mut Vec<Part<'a>>) {
    let mut rest = text;
    let mut from = 0;
    while let Some(start) = rest[from..].find('<').map(|at| from + at) {
        match rest[start..].find('>').map(|length| start + length) {
            Some(end) if is_placeholder(&rest[start + 1..end]) => {
                push_identifiers(&rest[..start], parts);
                parts.push(Part::Code(&rest[start..=end]));
                rest = &rest[end + 1..];
                from = 0;
            }
            Some(_) => from = start + 1,
            None => break,
        }
    }
    push_identifiers(rest, parts);
}

/// Finds a URL, without the punctuation of the sentence around it.
fn find_url(text: &str) -> Option<Range<usize>> {
    text.match_indices("://")
        .find_map(|(colon, _)| url_around(text, colon))
}

fn url_around(text: &str, colon: usize) -> Option<Range<usize>> {
    let is_part = |it: char| it.is_ascii_alphanumeric() || matches!(it, '+' | '.' | '-');
    let scheme = text[..colon].trim_end_matches(is_part).len();
    let start = scheme + text[scheme..colon].find(|it: char| it.is_ascii_alphabetic())?;
    let ends = |it: char| it.is_control() || "<>\"`|\\".contains(it);
    let end = text[start..]
        .find(ends)
        .map_or(text.len(), |length| start + length);
    let mut url = &text[start..end];
    loop {
        let trimmed = url.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_']);
        // A closing bracket belongs to the URL only if the URL opens it.
        let count = |bracket: char| trimmed.matches(bracket).count();
        let ends_unopened = |(open, close)| trimmed.ends_with(close) && count(close) > count(open);
        let brackets = [('(', ')'), ('[', ']'), ('{', '}')];
        let shorter = if brackets.into_iter().any(ends_unopened) {
            &trimmed[..trimmed.len() - 1]
        } else {
            trimmed
        };
        if shorter == url {
            break;
        }
        url = shorter;
    }
    let has_host = url.len() > colon - start + "://".len();
    has_host.then(|| start..start + url.len())
}

/// Whether a URL can be followed: templates such as `https://a.b/{id}` cannot.
fn is_address(url: &str) -> bool {
    (url.starts_with("https://") || url.starts_with("http://"))
        && url
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && !b"{}[]*^".contains(&byte))
}

fn push_identifiers<'a>(text: &'a str, parts: &mut Vec<Part<'a>>) {
    // `account_id's` is an identifier and an `s`.
    for word in text.split_inclusive('\'') {
        if push_identifier(word, parts) {
            continue;
        }
        // For clippy's lint, characters that are escaped end a word too.
        let pieces = || word.split_inclusive(['[', ']', '*', '`', '~', '\\', '<', '&']);
        if pieces().all(|piece| find_identifier(piece).is_none()) {
            push_plain(word, parts);
            continue;
        }
        for piece in pieces() {
            if !push_identifier(piece, parts) {
                push_plain(piece, parts);
            }
        }
    }
}

fn push_identifier<'a>(word: &'a str, parts: &mut Vec<Part<'a>>) -> bool {
    let Some(range) = find_identifier(word) else {
        return false;
    };
    push_plain(&word[..range.start], parts);
    parts.push(Part::Code(&word[range.clone()]));
    push_plain(&word[range.end..], parts);
    true
}

fn push_plain<'a>(text: &'a str, parts: &mut Vec<Part<'a>>) {
    if !text.is_empty() {
        parts.push(Part::Plain(text));
    }
}

/// Finds the identifier in a word, without the punctuation around it.
///
/// The rules are those of clippy's `doc_markdown` lint. In addition, `camelCase` and `--flags` are
/// identifiers.
fn find_identifier(word: &str) -> Option<Range<usize>> {
    let punctuation = |it: char| !it.is_alphanumeric();
    let start = word.find(char::is_alphanumeric)?;
    let end = word.trim_end_matches(punctuation).len();
    let core = &word[start..end];
    let called = word[end..].starts_with("()");
    let flag = word[..start].ends_with("--");
    let touches = |it: &str| word[..start].ends_with(it) || word[end..].starts_with(it);
    if !(called || flag || touches("_") || touches("::") || is_identifier(core)) {
        return None;
    }
    // Include the rest of a path, a variable or a call.
    let before = &word[..start];
    let mut start = before
        .trim_end_matches(['_', '/', '$', '@', ':', '-', '.', '#'])
        .len();
    let mut end = end + if called { 2 } else { 0 };
    if word[..start].ends_with('{') && word[end..].starts_with('}') {
        start -= 1;
    }
    while let Some(bracket) = word[end..]
        .chars()
        .next()
        .filter(|it| closes_bracket(&word[start..end], *it))
    {
        end += bracket.len_utf8();
    }
    end = word.len() - word[end..].trim_start_matches(['_', '/', '*']).len();
    if word[end..].starts_with("::") {
        end += 2;
    }
    // A single colon belongs to the sentence.
    if word[start..].starts_with(':') && !word[start..].starts_with("::") {
        start += 1;
    }
    Some(start..end)
}

/// Whether a character closes a bracket that the text opens.
fn closes_bracket(text: &str, bracket: char) -> bool {
    let brackets = [('(', ')'), ('[', ']'), ('{', '}'), ('<', '>')];
    let pair = brackets.into_iter().find(|&(_, close)| close == bracket);
    pair.is_some_and(|(open, close)| text.matches(open).count() > text.matches(close).count())
}

fn is_identifier(word: &str) -> bool {
    (word.contains('_') || word.contains("::") || is_camel_case(word))
        && !PROPER_NAMES.split(' ').any(|name| name == word)
}

/// Whether a word has capitals inside, plurals of acronyms excepted.
fn is_camel_case(word: &str) -> bool {
    if !word.chars().all(char::is_alphanumeric) || !word.contains(char::is_lowercase) {
        return false;
    }
    let starts_small = word.starts_with(|first: char| first.is_ascii_lowercase());
    if starts_small {
        return word.contains(char::is_uppercase);
    }
    if word.starts_with(|first: char| first.is_ascii_digit()) {
        return false;
    }
    // `URLs`, `UIDs` and `DNSes` are plurals.
    let upper = |text: &&str| text.chars().all(|it| it.is_ascii_uppercase());
    let plural = word
        .strip_suffix("es")
        .filter(upper)
        .filter(|it| it.ends_with(['S', 'X']));
    let singular = plural.or_else(|| word.strip_suffix("ified").filter(upper));
    let singular = singular.unwrap_or(word.strip_suffix('s').unwrap_or(word));
    singular.contains(char::is_lowercase)
        && singular
            .chars()
            .filter(|it| it.is_uppercase())
            .take(2)
            .count()
            > 1
}

/// Proper names with capitals inside: those that the lint accepts, and others that start with a
/// lower-case letter, which it does not check.
const PROPER_NAMES: &str = "\
    KiB MiB GiB TiB PiB EiB MHz GHz THz AccessKit CoAP CoreFoundation CoreGraphics \
    CoreText DevOps Direct2D Direct3D DirectWrite DirectX ECMAScript GPLv2 GPLv3 GitHub \
    GitLab IPv4 IPv6 InfiniBand RoCE ClojureScript CoffeeScript JavaScript PostScript \
    PureScript TypeScript PowerPC PowerShell WebAssembly NaN OAuth GraphQL OCaml OpenAL \
    OpenDNS OpenGL OpenMP OpenSSH OpenSSL OpenStreetMap OpenTelemetry WebGL WebGL2 \
    WebGPU WebRTC WebSocket WebTransport TensorFlow TrueType FreeBSD NetBSD OpenBSD \
    NixOS TeX LaTeX BibTeX MinGW CamelCase iOS macOS iPadOS tvOS watchOS iPhone iPad \
    iCloud eBay gRPC mTLS eSIM jQuery eIDAS kB kHz kWh mA mW kW kV pH";

#[cfg(test)]
mod tests {
    use super::{Part, parts};

    /// Writes the parts as Markdown would.
    fn markdown(word: &str) -> String {
        let parts = parts(word).into_iter().map(|part| match part {
            Part::Plain(text) => text.to_owned(),
            Part::Code(text) => format!("`{text}`"),
            Part::Url(text) => format!("<{text}>"),
        });
        parts.collect()
    }

    #[test]
    fn identifiers_are_code_without_the_punctuation_around_them() {
        for (word, expected) in [
            ("requireSignedURLs", "`requireSignedURLs`"),
            ("(account_id).", "(`account_id`)."),
            ("account_id's", "`account_id`'s"),
            ("std::fmt,", "`std::fmt`,"),
            ("note:account_id:", "`note:account_id`:"),
            ("call()", "`call()`"),
            ("HashMap", "`HashMap`"),
            ("--dry-run", "`--dry-run`"),
            ("/v1/{account_id}", "`/v1/{account_id}`"),
            ("{account_id}", "`{account_id}`"),
            ("_private", "`_private`"),
            ("name(account_id).", "`name(account_id)`."),
            ("Vec<some_type>,", "Vec`<some_type>`,"),
            ("id=<ACCOUNT_ID>.", "id=`<ACCOUNT_ID>`."),
            ("a<id>b<q>d<e", "a`<id>`b<q>d<e"),
            ("\"next_token\"", "\"`next_token`\""),
            ("a_b/c_d", "`a_b/c_d`"),
        ] {
            assert_eq!(markdown(word), expected);
        }
    }

    #[test]
    fn ordinary_words_are_not_code() {
        for word in [
            "Image",
            "URLs",
            "UIDs.",
            "NASA",
            "DNSes",
            "GitHub",
            "WebSocket",
            "OAuth",
            "iOS",
            "mTLS",
            "don't",
            "I'm",
            "e.g.",
            "A/B",
            "IPv4",
            "2FA",
            "-",
            "--",
            "_",
            "a",
            "",
            "::",
            "well-known",
            "(see",
            "50%",
            "C++",
        ] {
            assert_eq!(markdown(word), word);
        }
    }

    #[test]
    fn a_url_ends_before_the_punctuation_of_its_sentence() {
        for (word, expected) in [
            ("https://example.com/a_b.", "<https://example.com/a_b>."),
            (
                "(https://example.com/a(b)),",
                "(<https://example.com/a(b)>),",
            ),
            ("see:http://a.b/?c=d&e", "see:<http://a.b/?c=d&e>"),
            ("https://a.b/{account_id}/c", "`https://a.b/{account_id}/c`"),
            ("https://", "https://"),
            ("(rtmps://a.b:443/live)", "(`rtmps://a.b:443/live`)"),
            ("://http://a.b", "://<http://a.b>"),
            ("https://a.b\"https://c.d", "<https://a.b>\"<https://c.d>"),
        ] {
            assert_eq!(markdown(word), expected);
        }
    }
}
