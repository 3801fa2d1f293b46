//! Splits the spelling of a name into words.

use unicode_normalization::UnicodeNormalization;

/// Single words with capitals inside, in ASCII. The first letter may be of either case (`oAuth`), and an `s`
/// may follow (`vCPUs`).
const SINGLE_WORDS: &[&str] = &[
    "DDoS",
    "ETag",
    "GiB",
    "GitHub",
    "GitLab",
    "GraphQL",
    "IaaS",
    "IoT",
    "IPsec",
    "KiB",
    "MiB",
    "MySQL",
    "NoSQL",
    "OAuth",
    "OData",
    "OpenAI",
    "OpenAPI",
    "PaaS",
    "PostgreSQL",
    "QoS",
    "SaaS",
    "TiB",
    "VoIP",
    "WiFi",
    "YouTube",
    "eBPF",
    "eSIM",
    "gRPC",
    "iOS",
    "iPad",
    "iPadOS",
    "iPhone",
    "mTLS",
    "macOS",
    "tvOS",
    "vCPU",
    "vLAN",
    "watchOS",
];

/// The words of a name in lower case; at least one.
///
/// A word ends at a separator, before an upper-case letter that follows a lower-case letter or a
/// digit (`signed|Urls`), and before the last letter of an acronym if lower case follows
/// (`HTTP|Server`). A plural acronym (`URLs`, `IDs`) and one with a version (`IPv4`) are one word.
///
/// Letters are normalized (NFKC), since rustc warns about others in identifiers.
pub(super) fn words(name: &str) -> Vec<String> {
    let letters: Vec<char> = if name.is_ascii() {
        name.chars().collect()
    } else {
        name.nfkc().collect()
    };
    let has_capitals = letters.iter().any(|c| c.is_uppercase());
    let single_words = if has_capitals { SINGLE_WORDS } else { &[] };
    let mut words: Vec<String> = sign(&letters).into_iter().collect();
    let mut at = 0;
    while at < letters.len() {
        if is_letter(letters[at]) {
            let length = word_length(&letters[at..], single_words);
            words.push(lower(&letters[at..at + length]));
            at += length;
        } else {
            at += 1;
        }
    }
    if words.is_empty() {
        words = letters
            .iter()
            .filter_map(|c| symbol_name(*c))
            .map(str::to_owned)
            .collect();
    }
    if words.is_empty() {
        words.push(if letters.is_empty() { "empty" } else { "other" }.to_owned());
    }
    words
}

/// The sign of a number: `+1` and `-1` are two names.
fn sign(letters: &[char]) -> Option<String> {
    match letters {
        ['+', next, ..] if next.is_ascii_digit() => Some("plus".to_owned()),
        ['-', next, ..] if next.is_ascii_digit() => Some("minus".to_owned()),
        _ => None,
    }
}

/// Whether a character can be part of an identifier in every casing.
pub(super) fn is_letter(letter: char) -> bool {
    if letter.is_ascii() {
        return letter.is_ascii_alphanumeric();
    }
    let has_casings = !letter.is_lowercase() || letter.to_uppercase().ne([letter]);
    unicode_ident::is_xid_continue(letter) && letter != '_' && has_casings
}

fn lower(letters: &[char]) -> String {
    let mut text = String::with_capacity(letters.len());
    for letter in letters {
        if letter.is_ascii() {
            text.push(letter.to_ascii_lowercase());
        } else {
            text.extend(letter.to_lowercase());
        }
    }
    text
}

/// The length of the first word of `letters`, which may be one of `single_words`.
fn word_length(letters: &[char], single_words: &[&str]) -> usize {
    let known = single_words
        .iter()
        .filter_map(|word| prefix_length(letters, word));
    if let Some(length) = known.max() {
        return length + run_length(&letters[length..], |c| c.is_ascii_digit());
    }
    let upper = run_length(letters, char::is_uppercase);
    let length = match upper {
        0 | 1 => upper + run_length(&letters[upper..], is_not_upper),
        _ => acronym_length(letters, upper),
    };
    length.max(1)
}

/// The length of the first word of `letters`, which starts with `upper` upper-case letters.
fn acronym_length(letters: &[char], upper: usize) -> usize {
    let rest = &letters[upper..];
    match rest {
        // URLs, IDs: a plural, unless the `s` starts another word.
        ['s', next, ..] if !next.is_lowercase() => upper + 1,
        ['s'] => upper + 1,
        // IPv4: a version.
        ['v', digit, ..] if digit.is_ascii_digit() => {
            upper + 1 + run_length(&rest[1..], |c| c.is_ascii_digit())
        }
        // HTTPServer: the last letter belongs to the next word.
        [next, ..] if next.is_lowercase() => upper - 1,
        _ => upper + run_length(rest, char::is_numeric),
    }
}

fn is_not_upper(letter: char) -> bool {
    is_letter(letter) && !letter.is_uppercase()
}

/// The number of letters at the start that satisfy a condition.
fn run_length(letters: &[char], is: impl Fn(char) -> bool) -> usize {
    letters.iter().take_while(|c| is(**c)).count()
}

/// The length of `word` and its plural `s`, if `letters` start with it.
fn prefix_length(letters: &[char], word: &str) -> Option<usize> {
    let length = word.len();
    let (start, rest) = letters.split_at_checked(length)?;
    let mut pairs = start.iter().zip(word.chars());
    let is_same_letter = |(a, b): (&char, char)| a.eq_ignore_ascii_case(&b);
    let is_equal = pairs.next().is_some_and(is_same_letter) && pairs.all(|(a, b)| *a == b);
    if !is_equal {
        return None;
    }
    match rest {
        ['s', next, ..] if !next.is_lowercase() => Some(length + 1),
        ['s'] => Some(length + 1),
        [next, ..] if next.is_lowercase() => None,
        _ => Some(length),
    }
}

/// The name of a symbol, for names that have no letters.
pub(super) fn symbol_name(symbol: char) -> Option<&'static str> {
    Some(match symbol {
        ' ' => "space",
        '!' => "not",
        '#' => "hash",
        '$' => "dollar",
        '%' => "percent",
        '&' => "and",
        '*' => "star",
        '+' => "plus",
        '-' => "minus",
        '.' => "dot",
        '/' => "slash",
        ':' => "colon",
        '<' => "less",
        '=' => "equal",
        '>' => "greater",
        '?' => "question",
        '@' => "at",
        '^' => "caret",
        '_' => "underscore",
        '|' => "or",
        '~' => "tilde",
        _ => return None,
    })
}
