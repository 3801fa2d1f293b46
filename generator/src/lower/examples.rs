//! The examples of a specification: checked, and carried along as documentation.

use crate::code;
use crate::document::Schema;
use crate::report::Report;
use serde_json::Value;

/// The examples of a schema as JSON.
pub(super) fn texts(schema: &Schema) -> Vec<String> {
    schema.examples.iter().map(Value::to_string).collect()
}

/// An example as JSON on several lines.
pub(super) fn pretty(example: &Value) -> String {
    serde_json::to_string_pretty(example).unwrap_or_else(|_| example.to_string())
}

/// Warns of limits that the schema's own examples break: such limits are not
/// what the API does.
pub(super) fn check(schema: &Schema, report: &Report) {
    for text in schema.examples.iter().filter_map(Value::as_str) {
        let length = text.chars().count() as u64;
        let limits = &schema.limits;
        let broken = [
            limits
                .max_length
                .filter(|max| length > *max)
                .map(|max| ("maxLength", max)),
            limits
                .min_length
                .filter(|min| length < *min)
                .map(|min| ("minLength", min)),
        ];
        for (keyword, limit) in broken.into_iter().flatten() {
            let message = format!(
                "the example `{text}` has {length} characters, against its own `{keyword}: {limit}`"
            );
            let diagnostic = code::EXAMPLE_REFUSED
                .at(&schema.at.child(keyword), message)
                .help("the limit is documented and offered as `validate()`, and not enforced");
            report.add(diagnostic);
        }
    }
}
