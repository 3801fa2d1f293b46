//! The values of a schema in documentation.

use crate::lower::types::Types;
use crate::openapi::document::Example;
use serde_json::Value;

impl Types<'_> {
    /// A value as JSON, with the digits of its numbers as they are written.
    pub(in crate::lower) fn json_text(&self, value: &Value) -> String {
        self.resolver.values.json_text(value)
    }

    /// Examples as JSON.
    pub(in crate::lower) fn example_texts(&self, examples: &[Example]) -> Vec<String> {
        let values = examples.iter().map(|example| &example.value);
        values.map(|value| self.json_text(value)).collect()
    }
}
