//! The leaf macros, which generated code calls, expand only to `impl Trait for Type`.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::sources;

/// The leaf macros. Generated code calls no other macros.
pub(crate) const LEAVES: [&str; 9] = [
    "integer_enum",
    "json_object",
    "json_newtype",
    "response_headers",
    "string_enum",
    "string_newtype",
    "tagged_union",
    "union_from",
    "untagged_union",
];

/// Names of std that can also be the name of a schema, so leaf macros must use their full paths.
const PRELUDE: [&str; 20] = [
    "AsRef", "Box", "Clone", "Copy", "Default", "Drop", "Err", "From", "Into", "Iterator", "None",
    "Ok", "Option", "Result", "Send", "Some", "String", "Sync", "ToOwned", "Vec",
];

/// The macros of the runtime by name. A macro that depends on a feature is defined twice.
type Macros = BTreeMap<String, Vec<Rule>>;

/// A rule of a macro: `(matcher) => { body }`.
struct Rule {
    /// `read`, if the matcher starts with `@read`.
    label: Option<String>,
    body: TokenStream,
}

/// Macros that can be called, each with the label that the call starts with.
type Reached = BTreeSet<(String, Option<String>)>;

/// Any of the leaf macros.
const ANY: &str = "$";

#[test]
fn leaf_macros_expand_only_to_trait_impls() {
    let macros = macros();
    let mut problems = Vec::new();
    let mut reached: Reached = LEAVES.map(|name| (name.to_owned(), None)).into();
    let mut checked = Reached::new();
    while let Some((name, label)) = reached.pop_first() {
        if !checked.insert((name.clone(), label.clone())) {
            continue;
        }
        if name == ANY {
            let has_label = |leaf: &&str| {
                let rules = macros.get(*leaf).into_iter().flatten();
                rules.into_iter().any(|rule| rule.label == label)
            };
            let leaves = LEAVES.into_iter().filter(has_label);
            reached.extend(leaves.map(|leaf| (leaf.to_owned(), label.clone())));
            continue;
        }
        let Some(rules) = macros.get(&name) else {
            problems.push(format!("{name}! is not a macro of the runtime"));
            continue;
        };
        let at = format!("{name}!{}", label.as_deref().unwrap_or_default());
        let rules = chosen(rules, label.as_deref());
        if rules.is_empty() {
            problems.push(format!("{at} has no rule"));
        }
        for rule in rules {
            let mut items = Items::default();
            items.read(rule.body.clone());
            problems.extend(items.problems.iter().map(|it| format!("{at}: {it}")));
            reached.extend(items.calls);
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// A crate that calls them can have schemas of any name, and other features.
#[test]
fn leaf_macros_do_not_depend_on_the_crate_that_calls_them() {
    let macros = macros();
    let mut problems = Vec::new();
    let mut reached: BTreeSet<String> = LEAVES.map(str::to_owned).into();
    let mut checked = BTreeSet::new();
    while let Some(name) = reached.pop_first() {
        if !checked.insert(name.clone()) {
            continue;
        }
        for rule in macros.get(&name).into_iter().flatten() {
            let mut found = BTreeSet::new();
            names(rule.body.clone(), &mut found, &mut reached);
            problems.extend(found.iter().map(|it| format!("{name}!: {it}")));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn other_items_are_detected() {
    let problems = |text: &str| {
        let mut items = Items::default();
        items.read(text.parse().unwrap());
        items.problems
    };
    for fine in [
        "impl $crate::runtime::Read for $name { const KEYS: u8 = 1; }",
        "#[automatically_derived] impl<'de> ::serde::Deserialize<'de> for $name { }",
        "$(impl ::std::convert::From<$from> for $name { fn from() { struct Inner; } })*",
        "$crate::runtime::write!(@read $name); impl Some for $name { }",
    ] {
        assert_eq!(problems(fine), [""; 0], "{fine}");
    }
    for wrong in [
        "pub struct $name;",
        "impl $name { }",
        "impl A for B { } impl $name { }",
        "impl<T> $name where for<'a> &'a T: Copy { }",
        "$(pub fn $name() {})*",
        "const _: () = { impl A for B { } };",
        "$item",
    ] {
        assert_ne!(problems(wrong), [""; 0], "{wrong}");
    }
}

fn macros() -> Macros {
    let mut macros = Macros::new();
    for (path, text) in sources("generator/runtime/src/runtime", &["rs"]) {
        let file = syn::parse_file(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
        for item in file.items {
            if let syn::Item::Macro(item) = item
                && let Some(name) = item.ident
            {
                let known = macros.entry(name.to_string()).or_default();
                known.extend(rules(item.mac.tokens));
            }
        }
    }
    macros
}

fn rules(tokens: TokenStream) -> Vec<Rule> {
    let groups = tokens.into_iter().filter_map(|token| match token {
        TokenTree::Group(group) => Some(group.stream()),
        _ => None,
    });
    let groups: Vec<TokenStream> = groups.collect();
    let pairs = groups.chunks_exact(2).map(|pair| Rule {
        label: label(&pair[0]),
        body: pair[1].clone(),
    });
    pairs.collect()
}

/// The label that a matcher, or the arguments of a call, start with.
fn label(tokens: &TokenStream) -> Option<String> {
    let mut tokens = tokens.clone().into_iter();
    let is_at = matches!(tokens.next(), Some(TokenTree::Punct(it)) if it.as_char() == '@');
    match tokens.next() {
        Some(TokenTree::Ident(label)) if is_at => Some(label.to_string()),
        _ => None,
    }
}

/// The rules that a call with this label can match.
fn chosen<'r>(rules: &'r [Rule], label: Option<&str>) -> Vec<&'r Rule> {
    let is_known = rules.iter().any(|rule| rule.label.as_deref() == label);
    let label = label.filter(|_| is_known);
    let rules = rules.iter();
    rules
        .filter(|rule| rule.label.as_deref() == label)
        .collect()
}

/// The expansion of a macro in item position.
#[derive(Default)]
struct Items {
    problems: Vec<String>,
    /// Macros that are called in item position.
    calls: Reached,
}

impl Items {
    fn read(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut rest = &tokens[..];
        while let Some(first) = rest.first() {
            let length = match first {
                TokenTree::Punct(it) if it.as_char() == ';' => 1,
                TokenTree::Punct(it) if it.as_char() == '#' => 2,
                TokenTree::Punct(it) if it.as_char() == '$' => self.repetition(rest),
                _ => 0,
            };
            let length = if length == 0 { self.item(rest) } else { length };
            rest = rest.get(length..).unwrap_or_default();
        }
    }

    /// The length of a repetition such as `$(…)*` or `$(…),+`; zero if it is something else.
    fn repetition(&mut self, tokens: &[TokenTree]) -> usize {
        let Some(TokenTree::Group(group)) = tokens.get(1) else {
            return 0;
        };
        self.read(group.stream());
        let is_operator = |token: &TokenTree| matches!(token, TokenTree::Punct(it) if "*+?".contains(it.as_char()));
        let operator = tokens.iter().skip(2).position(is_operator);
        operator.map_or(2, |position| 3 + position)
    }

    /// The length of an `impl` or a macro call. Anything else is a problem.
    fn item(&mut self, tokens: &[TokenTree]) -> usize {
        let is_end = |token: &TokenTree| match token {
            TokenTree::Punct(it) => it.as_char() == ';',
            TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
            _ => false,
        };
        let length = tokens
            .iter()
            .position(is_end)
            .map_or(tokens.len(), |end| end + 1);
        let item = &tokens[..length];
        if is_impl(item) {
            return length;
        }
        match call(item) {
            Some(call) => {
                self.calls.insert(call);
            }
            None => {
                let item: TokenStream = item.iter().cloned().collect();
                self.problems.push(format!("not a trait impl: {item}"));
            }
        }
        length
    }
}

/// Whether an item is an `impl … for … { … }`, where `for` is not that of `for<'a>`.
fn is_impl(item: &[TokenTree]) -> bool {
    let is_word = |token: &TokenTree, word| matches!(token, TokenTree::Ident(it) if it == word);
    let is_open = |token: &TokenTree| matches!(token, TokenTree::Punct(it) if it.as_char() == '<');
    is_word(&item[0], "impl")
        && matches!(item.last(), Some(TokenTree::Group(_)))
        && item
            .windows(2)
            .any(|pair| is_word(&pair[0], "for") && !is_open(&pair[1]))
}

/// The macro that an item calls, `$crate::runtime::name!(@label …)`, if it is a call. It is
/// [`ANY`] if its name is an argument, as in `$crate::runtime::$leaf!(@label …)`.
fn call(item: &[TokenTree]) -> Option<(String, Option<String>)> {
    let bang = item
        .iter()
        .position(|token| matches!(token, TokenTree::Punct(it) if it.as_char() == '!'))?;
    let (path, behind) = item.split_at(bang);
    let is_name = |token: &TokenTree| matches!(token, TokenTree::Ident(_));
    let is_path = path.iter().all(|token| match token {
        TokenTree::Punct(it) => "$:".contains(it.as_char()),
        token => is_name(token),
    });
    let is_path = is_path && !path.windows(2).any(|pair| pair.iter().all(is_name));
    let is_dollar =
        |token: &TokenTree| matches!(token, TokenTree::Punct(it) if it.as_char() == '$');
    let is_any = path.iter().rev().nth(1).is_some_and(is_dollar);
    match (path.last(), behind.get(1)) {
        (Some(TokenTree::Ident(name)), Some(TokenTree::Group(group))) if is_path => {
            let name = if is_any {
                ANY.to_owned()
            } else {
                name.to_string()
            };
            Some((name, label(&group.stream())))
        }
        _ => None,
    }
}

/// Collects names in a body that could resolve to something else at the call site, and all macros that
/// it calls.
fn names(tokens: TokenStream, problems: &mut BTreeSet<String>, calls: &mut BTreeSet<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is = |position: Option<usize>, sign: char| {
        let token = position.and_then(|position| tokens.get(position));
        matches!(token, Some(TokenTree::Punct(it)) if it.as_char() == sign)
    };
    for (position, token) in tokens.iter().enumerate() {
        let name = match token {
            // The conditions that the documentation shows have no effect on the code.
            TokenTree::Group(group) if !group.to_string().starts_with("(docsrs") => {
                names(group.stream(), problems, calls);
                continue;
            }
            TokenTree::Ident(name) => name.to_string(),
            _ => continue,
        };
        let before = |distance| position.checked_sub(distance);
        if is(Some(position + 1), '!') {
            calls.insert(name.clone());
        }
        let is_in_path = is(before(1), ':') && is(before(2), ':');
        let word = before(1).and_then(|position| tokens.get(position));
        // In `type Err = …;` the name belongs to the trait.
        let is_own = matches!(word, Some(TokenTree::Ident(word)) if word == "type");
        let starts_path = is(Some(position + 1), ':') && is(Some(position + 2), ':');
        if name == "cfg" {
            problems.insert("depends on a feature of the crate that calls it".to_owned());
        }
        if name == "crate" && !is(before(1), '$') {
            problems.insert("`crate` without `$`".to_owned());
        }
        let is_std = ["std", "core", "alloc", "serde", "serde_json"].contains(&name.as_str());
        if !is_in_path && !is_own && (PRELUDE.contains(&name.as_str()) || is_std && starts_path) {
            problems.insert(format!("`{name}` without its path"));
        }
    }
}
