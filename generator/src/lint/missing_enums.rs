//! Descriptions that list values although the schema has no `enum`.

use super::scope::Scope;
use crate::diagnostic::code;
use crate::diagnostic::report::Report;
use crate::openapi::document::{Limits, Primitive, Schema};
use serde_json::Value;

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

/// The separators of sentences, paragraphs and list items.
const SENTENCE_ENDS: &[&str] = &[". ", ".\n", "? ", "! ", "\n\n", "\n-", "\n*"];

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
        if let Some(values) = listed(description, schema.at.last()) {
            let message = format!(
                "the description lists {} values, but the schema has no `enum`",
                values.len()
            );
            // Without quotes, YAML reads `1` and `true` as other types.
            let values = values.iter().map(|value| Value::from(*value).to_string());
            let null = schema.nullable.then(|| "null".to_owned());
            let values: Vec<String> = values.chain(null).collect();
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

/// The values in backticks or quotes that follow an opening. `name` is that of the property.
fn listed<'d>(description: &'d str, name: Option<&str>) -> Option<Vec<&'d str>> {
    // Only ASCII is converted, so that byte offsets stay the same.
    let lower = description.to_ascii_lowercase();
    let openings = OPENINGS
        .iter()
        .flat_map(|opening| lower.match_indices(opening));
    openings
        .filter(|(at, _)| !names_another(&description[..*at], name))
        .filter_map(|(at, opening)| description.get(at + opening.len()..))
        .map(values)
        .find(|values| (2..=MOST).contains(&values.len()))
}

/// Whether the last sentence of a text mentions another name than that of the property. The values
/// that follow are probably those of that name.
fn names_another(before: &str, name: Option<&str>) -> bool {
    let ends = SENTENCE_ENDS.iter().filter_map(|end| before.rfind(end));
    let sentence = &before[ends.max().unwrap_or_default()..];
    let mut quoted = sentence.split('`').skip(1).step_by(2);
    quoted.any(|quoted| Some(quoted) != name)
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
        if value != "null" {
            values.push(value);
        }
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
        let listed = |description| listed(description, Some("mode"));
        assert_eq!(listed("The mode. Can be: `a`, `b`, or `c`."), all);
        assert_eq!(listed("Possible values are \"a\", \"b\" and \"c\""), all);
        assert_eq!(listed("One of `a`/`b`/`c`, in any case."), all);
        assert_eq!(listed("One of `a`, `null`, `b`, `c`."), all);
        assert_eq!(listed("Set `x`. The `mode` must be `a`, `b` or `c`."), all);
    }

    #[test]
    fn values_of_another_property_are_not_a_list_of_values() {
        let none = |description| assert_eq!(listed(description, Some("id")), None, "{description}");
        none("This is `null`, unless the `state` attribute is one of `a`, `b`.");
        none("A list. Each `state` must be `a` or `b`.");
    }

    #[test]
    fn other_text_is_not_a_list_of_values() {
        let listed = |description| listed(description, None);
        assert_eq!(listed("Can be `null`."), None);
        assert_eq!(listed("Must be `a b` or `c d`."), None);
        assert_eq!(listed("One of the owners."), None);
        assert_eq!(listed("Can be `"), None);
    }
}
