//! Distinguishes names that differ only in symbols: `name` and `-name`, `GMT+5` and `GMT-5`.

use super::name::Name;
use super::split;
use std::collections::HashMap;

/// Adds words for the symbols in which names differ, if the names are the same without them. Equal
/// spellings stay as they are.
pub(crate) fn distinguish(names: &mut [&mut Name]) {
    let mut groups: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, name) in names.iter().enumerate() {
        groups.entry(name.snake_string()).or_default().push(index);
    }
    for group in groups.into_values().filter(|group| group.len() > 1) {
        let spellings: Vec<String> = group
            .iter()
            .map(|index| names[*index].spelling().to_owned())
            .collect();
        for (index, words) in group.iter().zip(with_symbols(&spellings)) {
            if !words.is_empty() {
                *names[*index] = names[*index].with_words(&words);
            }
        }
    }
}

/// The words of each spelling, and of the symbols in which it differs from the others.
fn with_symbols(spellings: &[String]) -> Vec<Vec<String>> {
    let symbols: Vec<Vec<(usize, char)>> = spellings.iter().map(|it| symbols(it)).collect();
    let shortest = symbols.iter().map(Vec::len).min().unwrap_or_default();
    let is_shared = |at: usize, from_end: bool| {
        let symbol = |of: &Vec<(usize, char)>| of[if from_end { of.len() - 1 - at } else { at }].1;
        symbols
            .windows(2)
            .all(|pair| symbol(&pair[0]) == symbol(&pair[1]))
    };
    let start = (0..shortest).take_while(|at| is_shared(*at, false)).count();
    let end = (0..shortest - start)
        .take_while(|at| is_shared(*at, true))
        .count();
    let words = spellings.iter().zip(&symbols).map(|(spelling, symbols)| {
        let different = &symbols[start..symbols.len() - end];
        // In a list of orders, `-name` sorts by `name` in descending order.
        if let ([(0, '-')], Some(plain)) = (different, spelling.strip_prefix('-'))
            && spellings.iter().any(|other| other == plain)
        {
            return [split::words(plain), vec!["descending".to_owned()]].concat();
        }
        let mut words = Vec::new();
        let mut from = 0;
        for (at, symbol) in different {
            words.extend(non_empty_words(&spelling[from..*at]));
            words.extend(split::symbol_name(*symbol).map(str::to_owned));
            from = at + symbol.len_utf8();
        }
        words.extend(non_empty_words(&spelling[from..]));
        words
    });
    words.collect()
}

fn non_empty_words(text: &str) -> Vec<String> {
    if text.chars().any(split::is_letter) {
        split::words(text)
    } else {
        Vec::new()
    }
}

/// The symbols of a spelling and their positions, without spaces, underscores and hyphens.
fn symbols(spelling: &str) -> Vec<(usize, char)> {
    let is_alphabetic = |letter: Option<char>| letter.is_some_and(char::is_alphabetic);
    let is_hyphen = |at: usize| {
        let (before, after) = (&spelling[..at], &spelling[at + 1..]);
        is_alphabetic(before.chars().next_back()) && is_alphabetic(after.chars().next())
    };
    let is_symbol = |(at, letter): &(usize, char)| match letter {
        '_' => false,
        '-' => !is_hyphen(*at),
        letter => !split::is_letter(*letter) && !letter.is_whitespace(),
    };
    spelling.char_indices().filter(is_symbol).collect()
}
