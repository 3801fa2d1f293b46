//! Mutates a document as a tree, so that it stays valid YAML or JSON.

use serde_json::{Map, Value, json};

use super::random::Random;

/// Problematic strings, used as names and values.
const TEXTS: &[&str] = &[
    "",
    " ",
    ".",
    "..",
    "../../x",
    "/",
    "~",
    "-",
    "_",
    "__",
    "$",
    "#",
    "#/",
    "#/components/schemas/Pet",
    "#/components/schemas/",
    "self",
    "Self",
    "crate",
    "type",
    "gen",
    "r#type",
    "1st",
    "*/",
    "/*",
    "//",
    "///",
    "```",
    "```rust\nloop {}",
    "~~~",
    "    indented()",
    "<div>",
    "[x](javascript:y)",
    "[`Vec`]",
    "{id}",
    "}{",
    "{{id}}",
    "\"",
    "\\",
    "\n",
    "\r\n",
    "\t",
    "\0",
    "\u{85}",
    "\u{202e}abc\u{2066}",
    "\u{200b}",
    "\u{feff}",
    "pаypal",
    "ｐａｙ",
    "e\u{301}",
    "ﬁ",
    "ß",
    "İ",
    "漢字",
    "\u{1f600}",
    "null",
    "true",
    "1e5",
    "0x10",
    "!!",
    "?&*",
    "<>=+-",
    "$ref",
    "x-allow",
    "application/json",
    "a\u{300}\u{301}\u{302}",
    "#![no_main]",
    "#[derive]",
    "%2e%2e",
    "http://user:pw@[::1]:99999/{x}?y#z",
];

/// Mutates a document in one to three places, and writes it as YAML or JSON.
pub(super) fn mutate(seed: &str, as_json: bool, random: &mut Random) -> String {
    let mut value: Value = serde_yaml::from_str(seed).unwrap_or_default();
    for _ in 0..=random.below(3) {
        let places = places(&value);
        let place = random.one_of(&places).clone();
        mutate_at(&mut value, &place, &places, random);
    }
    let json = || serde_json::to_string_pretty(&value).unwrap_or_default();
    if as_json {
        return json();
    }
    // JSON is valid YAML.
    serde_yaml::to_string(&value).unwrap_or_else(|_| json())
}

/// The pointers to all nodes.
fn places(value: &Value) -> Vec<String> {
    let mut places = Vec::new();
    let mut open = vec![(String::new(), value)];
    while let Some((at, value)) = open.pop() {
        match value {
            Value::Object(members) => open.extend(members.iter().map(|(key, member)| {
                let key = key.replace('~', "~0").replace('/', "~1");
                (format!("{at}/{key}"), member)
            })),
            Value::Array(items) => {
                let items = items.iter().enumerate();
                open.extend(items.map(|(index, item)| (format!("{at}/{index}"), item)));
            }
            _ => {}
        }
        places.push(at);
    }
    places
}

fn mutate_at(root: &mut Value, place: &str, places: &[String], random: &mut Random) {
    let other = root
        .pointer(random.one_of(places).as_str())
        .cloned()
        .unwrap_or_default();
    match random.below(14) {
        0 => remove(root, place),
        1 => rename(root, place, random),
        2 => duplicate(root, place),
        3 => replace(root, place, other),
        4 => replace(root, place, json!({ "$ref": target(places, random) })),
        5 => replace(root, place, any(random)),
        6 => redirect(root, places, random),
        7 => wrap(root, place, random),
        8..=12 => replace_text(root, places, random),
        _ => {
            let second = random.one_of(places).clone();
            let here = root.pointer(place).cloned().unwrap_or_default();
            let there = root.pointer(&second).cloned().unwrap_or_default();
            replace(root, place, there);
            replace(root, &second, here);
        }
    }
}

fn replace(root: &mut Value, place: &str, value: Value) {
    if let Some(node) = root.pointer_mut(place) {
        *node = value;
    }
}

/// The parent of a node, and its key in it.
fn parent<'v, 'p>(root: &'v mut Value, place: &'p str) -> Option<(&'v mut Value, &'p str)> {
    let (parent, key) = place.rsplit_once('/')?;
    Some((root.pointer_mut(parent)?, key))
}

fn unescaped(key: &str) -> String {
    key.replace("~1", "/").replace("~0", "~")
}

fn remove(root: &mut Value, place: &str) {
    match parent(root, place) {
        Some((Value::Object(members), key)) => {
            members.shift_remove(&unescaped(key));
        }
        Some((Value::Array(items), key)) => {
            if let Some(index) = key.parse().ok().filter(|index| *index < items.len()) {
                items.remove(index);
            }
        }
        _ => {}
    }
}

fn rename(root: &mut Value, place: &str, random: &mut Random) {
    let Some((Value::Object(members), key)) = parent(root, place) else {
        return;
    };
    let key = unescaped(key);
    let name = if random.chance(2) {
        (*random.one_of(TEXTS)).to_owned()
    } else {
        misspelled(&key, random)
    };
    let renamed = std::mem::take(members).into_iter().map(|(known, member)| {
        let is_it = known == key;
        (if is_it { name.clone() } else { known }, member)
    });
    *members = renamed.collect();
}

/// A misspelled word.
fn misspelled(word: &str, random: &mut Random) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    if letters.is_empty() {
        return "a".to_owned();
    }
    let at = random.below(letters.len());
    match random.below(4) {
        0 => {
            letters.remove(at);
        }
        1 => letters.insert(at, letters[at]),
        2 => letters[at] = letters[at].to_ascii_uppercase(),
        _ => letters.swap(at, 0),
    }
    letters.into_iter().collect()
}

fn duplicate(root: &mut Value, place: &str) {
    match parent(root, place) {
        Some((Value::Object(members), key)) => {
            let key = unescaped(key);
            if let Some(member) = members.get(&key).cloned() {
                members.insert(format!("{key}_"), member);
            }
        }
        Some((Value::Array(items), key)) => {
            let item = key.parse::<usize>().ok().and_then(|index| items.get(index));
            items.extend(item.cloned());
        }
        _ => {}
    }
}

/// A target for a reference.
fn target(places: &[String], random: &mut Random) -> String {
    match random.below(6) {
        0 => (*random.one_of(TEXTS)).to_owned(),
        1 => "other.yaml#/components/schemas/Pet".to_owned(),
        2 => "https://example.com/pets.yaml".to_owned(),
        _ => {
            let parts: Vec<&String> = places
                .iter()
                .filter(|place| {
                    place.starts_with("/components/") && place.matches('/').count() == 3
                })
                .collect();
            match parts.len() {
                0 => "#".to_owned(),
                _ => format!("#{}", random.one_of(&parts)),
            }
        }
    }
}

/// Keywords whose values are free text. Code can be generated whatever the text is.
const FREE_TEXT: &[&str] = &[
    "/description",
    "/summary",
    "/title",
    "/operationId",
    "/x-resource",
    "/x-title",
    "/example",
    "/default",
    "/pattern",
    "/format",
];

/// Replaces a free text or the name of a property.
fn replace_text(root: &mut Value, places: &[String], random: &mut Random) {
    let is_list = |place: &&String| {
        let parent = place.rsplit_once('/').map_or("", |(parent, _)| parent);
        ["/enum", "/tags", "/examples", "/x-permissions"]
            .iter()
            .any(|list| parent.ends_with(list))
    };
    let is_word = |place: &&String| FREE_TEXT.iter().any(|word| place.ends_with(word));
    let is_name = |place: &&String| {
        let parent = place.rsplit_once('/').map_or("", |(parent, _)| parent);
        parent.ends_with("/properties")
    };
    let (names, others): (Vec<&String>, Vec<&String>) = places
        .iter()
        .filter(|place| is_list(place) || is_word(place) || is_name(place))
        .partition(is_name);
    let text = *random.one_of(TEXTS);
    if random.chance(2) && !names.is_empty() {
        let place = random.one_of(&names).as_str();
        rename(root, place, random);
    } else if !others.is_empty() {
        let text = if random.chance(3) {
            format!("{text}{}{text}", random.one_of(TEXTS))
        } else {
            text.to_owned()
        };
        replace(root, random.one_of(&others).as_str(), json!(text));
    }
}

/// Redirects a reference.
fn redirect(root: &mut Value, places: &[String], random: &mut Random) {
    let references: Vec<&String> = places.iter().filter(|it| it.ends_with("/$ref")).collect();
    if !references.is_empty() {
        let target = target(places, random);
        replace(root, random.one_of(&references).as_str(), json!(target));
    }
}

/// Wraps a node in one or more schemas.
fn wrap(root: &mut Value, place: &str, random: &mut Random) {
    let inner = root.pointer(place).cloned().unwrap_or_default();
    let wrapped = match random.below(6) {
        0 => json!({ "allOf": [inner] }),
        1 => json!({ "oneOf": [inner, { "type": "null" }] }),
        2 => json!({ "type": "array", "items": inner }),
        3 => json!({ "type": "object", "properties": { "a": inner }, "required": ["a"] }),
        4 => json!([inner]),
        _ => {
            let depth = 1 + random.below(140);
            (0..depth).fold(inner, |inner, _| json!({ "items": inner }))
        }
    };
    replace(root, place, wrapped);
}

/// A value of any type.
fn any(random: &mut Random) -> Value {
    match random.below(12) {
        0 => Value::Null,
        1 => json!(random.chance(2)),
        2 => json!(-1),
        3 => json!(u64::MAX),
        4 => json!(1e308),
        5 => json!(0.1),
        6 => json!([]),
        7 => json!({}),
        8 => json!("x".repeat(1 << random.below(14))),
        9 => Value::Object(Map::from_iter([(
            (*random.one_of(TEXTS)).to_owned(),
            json!(*random.one_of(TEXTS)),
        )])),
        _ => json!(*random.one_of(TEXTS)),
    }
}
