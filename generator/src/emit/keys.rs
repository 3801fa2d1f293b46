//! Keys: how the names of a struct's fields become the keys of JSON.

use crate::model::Field;

/// A way to write all names of a struct that serde knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Casing {
    Camel,
    Pascal,
    Kebab,
    Upper,
}

impl Casing {
    const ALL: [Self; 4] = [Self::Camel, Self::Pascal, Self::Kebab, Self::Upper];

    /// What serde calls it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Camel => "camelCase",
            Self::Pascal => "PascalCase",
            Self::Kebab => "kebab-case",
            Self::Upper => "SCREAMING_SNAKE_CASE",
        }
    }

    /// What serde makes of the name of a field.
    fn of(self, field: &str) -> String {
        match self {
            Self::Camel => {
                let pascal = Self::Pascal.of(field);
                match pascal.split_at_checked(1) {
                    Some((first, rest)) => first.to_ascii_lowercase() + rest,
                    None => pascal,
                }
            }
            Self::Pascal => field.split('_').map(capitalized).collect(),
            Self::Kebab => field.replace('_', "-"),
            Self::Upper => field.to_ascii_uppercase(),
        }
    }
}

fn capitalized(word: &str) -> String {
    match word.split_at_checked(1) {
        Some((first, rest)) => first.to_ascii_uppercase() + rest,
        None => word.to_owned(),
    }
}

/// The casing that spares most fields a key of their own, if it spares more than one.
pub(super) fn casing(fields: &[Field]) -> Option<Casing> {
    let spared = |casing| {
        let is_key = |field: &&Field| written(field, casing) == field.key;
        fields.iter().filter(is_key).count()
    };
    let as_they_are = spared(None);
    let best = Casing::ALL
        .into_iter()
        .map(|casing| (spared(Some(casing)), casing))
        .reduce(|best, other| if other.0 > best.0 { other } else { best });
    let (most, casing) = best?;
    (most > as_they_are + 1).then_some(casing)
}

/// The key that a field has unless something else is said.
pub(super) fn written(field: &Field, casing: Option<Casing>) -> String {
    let name = field.name.snake().to_string();
    let name = name.trim_start_matches("r#");
    casing.map_or_else(|| name.to_owned(), |casing| casing.of(name))
}
