//! Descriptions that list values although the schema has no `enum`.

use super::scope::Scope;
use crate::diagnostic::code;
use crate::diagnostic::report::Report;
use crate::openapi::document::{Limits, Primitive, Schema};

/// The words before a list of values.
const OPENINGS: &[&str] = &[
    "one of",
    "possible values",
    "allowed values",
    "valid values",
    "accepted values",
    "supported values",
    "can be",
    "must be",
    "either",
];

/// Words that may follow the opening.
const BETWEEN: &[&str] = &[
    "are",
    "include",
    "is",
    "either",
    "one of",
    "the following",
    "values",
];

/// The most values of a list; longer ones are probably something else.
const MOST: usize = 30;

pub(super) fn check(scope: &Scope, report: &Report) {
    for schema in &scope.schemas {
        let Some(description) = schema
            .description
            .as_ref()
            .filter(|_| is_unrestricted(schema))
        else {
            continue;
        };
        if let Some(values) = listed(description) {
            let message = format!(
                "the description lists {} values, but the schema has no `enum`",
                values.len()
            );
            let help = format!(
                "if the list is complete, add `enum: [{}]`",
                values.join(", ")
            );
            let at = schema.at.child("description");
            report.add(code::MISSING_ENUM.at(&at, message).on_key().help(help));
        }
    }
}

/// Whether a schema accepts any string.
fn is_unrestricted(schema: &Schema) -> bool {
    schema.types == [Primitive::String]
        && schema.values.is_none()
        && schema.format.is_none()
        && schema.limits == Limits::default()
}

/// The values in backticks or quotes that follow an opening.
fn listed(description: &str) -> Option<Vec<&str>> {
    // Only ASCII is converted, so that byte offsets stay the same.
    let lower = description.to_ascii_lowercase();
    let ends = OPENINGS.iter().flat_map(|opening| {
        lower
            .match_indices(opening)
            .map(|(at, _)| at + opening.len())
    });
    ends.filter_map(|end| description.get(end..))
        .map(values)
        .find(|values| (2..=MOST).contains(&values.len()))
}

/// The quoted values at the start of a text.
fn values(text: &str) -> Vec<&str> {
    let mut rest = text.trim_start_matches([' ', ':', '\n']);
    while let Some(behind) = BETWEEN.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = behind.trim_start_matches([' ', ':', '\n']);
    }
    let mut values = Vec::new();
    while let Some(quote) = rest
        .chars()
        .next()
        .filter(|c| matches!(c, '`' | '"' | '\''))
    {
        let Some((value, behind)) = rest[1..].split_once(quote) else {
            break;
        };
        if value.is_empty() || value.contains(|c: char| c.is_whitespace() || "{}[]<>*,".contains(c))
        {
            break;
        }
        values.push(value);
        rest = behind.trim_start_matches([' ', ',', '\n', '/', '|']);
        for word in ["and ", "or "] {
            rest = rest.strip_prefix(word).unwrap_or(rest).trim_start();
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::listed;

    #[test]
    fn values_after_an_opening_are_found() {
        let all = Some(vec!["a", "b", "c"]);
        assert_eq!(listed("The mode. Can be: `a`, `b`, or `c`."), all);
        assert_eq!(listed("Possible values are \"a\", \"b\" and \"c\""), all);
        assert_eq!(listed("One of `a`/`b`/`c`, in any case."), all);
    }

    #[test]
    fn other_text_is_not_a_list_of_values() {
        assert_eq!(listed("Can be `null`."), None);
        assert_eq!(listed("Must be `a b` or `c d`."), None);
        assert_eq!(listed("One of the owners."), None);
        assert_eq!(listed("Can be `"), None);
    }
}
