//! Short names of components with dots: `Pod` for `io.k8s.api.core.v1.Pod`.

use super::name::Name;
use std::collections::HashMap;

/// The last part of each name that has dots, with as many parts before it as distinguish it from
/// all other names. A version is not a name of its own.
pub(crate) fn short_names<'n>(names: impl Iterator<Item = &'n str>) -> HashMap<&'n str, Name> {
    let all: Vec<(&str, Vec<&str>)> = names.map(|name| (name, parts(name))).collect();
    let mut counts: HashMap<String, usize> = HashMap::new();
    for (_, parts) in &all {
        for length in 1..=parts.len() {
            *counts
                .entry(ending(parts, length).snake_string())
                .or_default() += 1;
        }
    }
    let short = |(name, parts): (&'n str, Vec<&str>)| {
        let is_short = |candidate: &Name, length: usize| {
            let is_unique = counts.get(&candidate.snake_string()) == Some(&1);
            is_unique && !is_version(parts[parts.len() - length])
        };
        let mut lengths = 1..parts.len();
        let short = lengths.find_map(|length| {
            let candidate = ending(&parts, length);
            is_short(&candidate, length).then_some(candidate)
        });
        Some((name, short?))
    };
    all.into_iter().filter_map(short).collect()
}

fn parts(name: &str) -> Vec<&str> {
    name.split('.').filter(|part| !part.is_empty()).collect()
}

fn ending(parts: &[&str], length: usize) -> Name {
    Name::new(parts[parts.len() - length..].join(" "))
}

/// Whether a part is a version such as `v1`, `v1beta1` or `2`.
fn is_version(part: &str) -> bool {
    let digits = part.strip_prefix(['v', 'V']).unwrap_or(part);
    digits.starts_with(|c: char| c.is_ascii_digit())
}
