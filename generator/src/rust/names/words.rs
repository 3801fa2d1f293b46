//! Splitting a name from a specification into words.

use unicode_normalization::UnicodeNormalization;

/// Names that are one word although their letters change case in the middle. The first letter
/// may be of either case (`oAuth`), and an `s` may follow (`vCPUs`).
const WHOLE: &[&str] = &[
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

/// The words of a name, in lower case; at least one.
///
/// Words end where a separator stands, where a lower-case letter or digit is
/// followed by an upper-case letter (`signed|Urls`), and before the last
/// letter of an upper-case run that goes on in lower case (`HTTP|Server`).
/// Acronyms stay whole in the plural (`URLs`, `IDs`) and with a version
/// (`IPv4`).
pub(super) fn split(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.nfc().collect();
    let mut words: Vec<String> = signs(&letters);
    let mut at = 0;
    while at < letters.len() {
        if is_letter(letters[at]) {
            let length = word(&letters[at..]);
            words.push(lower(&letters[at..at + length]));
            at += length;
        } else {
            at += 1;
        }
    }
    if words.is_empty() {
        words = letters
            .iter()
            .filter_map(|c| spoken(*c))
            .map(str::to_owned)
            .collect();
    }
    if words.is_empty() {
        words.push(if letters.is_empty() { "empty" } else { "other" }.to_owned());
    }
    words
}

/// A sign before a number is part of its meaning: `+1` and `-1` are two names.
fn signs(letters: &[char]) -> Vec<String> {
    match letters {
        ['+', next, ..] if next.is_ascii_digit() => vec!["plus".to_owned()],
        ['-', next, ..] if next.is_ascii_digit() => vec!["minus".to_owned()],
        _ => Vec::new(),
    }
}

fn is_letter(letter: char) -> bool {
    unicode_ident::is_xid_continue(letter) && letter != '_'
}

fn lower(letters: &[char]) -> String {
    letters.iter().flat_map(|c| c.to_lowercase()).collect()
}

/// How many letters the first word of `letters` has.
fn word(letters: &[char]) -> usize {
    let wholes = WHOLE.iter().filter_map(|whole| begins_with(letters, whole));
    if let Some(length) = wholes.max() {
        return length + run(&letters[length..], |c| c.is_ascii_digit());
    }
    let upper = run(letters, char::is_uppercase);
    let length = match upper {
        0 | 1 => upper + run(&letters[upper..], is_small),
        _ => acronym(letters, upper),
    };
    length.max(1)
}

/// How many letters a word has that begins with `upper` upper-case ones.
fn acronym(letters: &[char], upper: usize) -> usize {
    let rest = &letters[upper..];
    match rest {
        // URLs, IDs: a plural, unless the `s` begins a longer word.
        ['s', next, ..] if !next.is_lowercase() => upper + 1,
        ['s'] => upper + 1,
        // IPv4: a version.
        ['v', digit, ..] if digit.is_ascii_digit() => {
            upper + 1 + run(&rest[1..], |c| c.is_ascii_digit())
        }
        // HTTPServer: the last letter belongs to the next word.
        [next, ..] if next.is_lowercase() => upper - 1,
        _ => upper + run(rest, char::is_numeric),
    }
}

fn is_small(letter: char) -> bool {
    is_letter(letter) && !letter.is_uppercase()
}

fn run(letters: &[char], is: impl Fn(char) -> bool) -> usize {
    letters.iter().take_while(|c| is(**c)).count()
}

/// How many letters the name `whole` has at the beginning of `letters`, if it stands there.
fn begins_with(letters: &[char], whole: &str) -> Option<usize> {
    let length = whole.chars().count();
    let (name, rest) = letters.split_at_checked(length)?;
    let mut pairs = name.iter().zip(whole.chars());
    let is_same_letter = |(a, b): (&char, char)| a.eq_ignore_ascii_case(&b);
    let is_it = pairs.next().is_some_and(is_same_letter) && pairs.all(|(a, b)| *a == b);
    let length = match rest {
        ['s', next, ..] if !next.is_lowercase() => length + 1,
        ['s'] => length + 1,
        [next, ..] if next.is_lowercase() => return None,
        _ => length,
    };
    is_it.then_some(length)
}

/// What a sign is called, for names that are made of nothing else.
fn spoken(sign: char) -> Option<&'static str> {
    Some(match sign {
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
