//! The digits of numbers as they are written, for documentation: `12.50` instead of `12.5`.
//!
//! A JSON value has an `f64`, which loses them. They are looked up by value, since a value does not
//! know its place in the text.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use serde_json::{Number, Value};

use super::json;
use super::numbers;
use super::tree::{Content, Node};

/// The texts of fractional numbers, by the bits of their values. `None` if two texts have the same
/// value.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct WrittenNumbers(HashMap<u64, Option<String>>);

impl WrittenNumbers {
    /// The numbers of a text.
    pub(super) fn of(root: &Node<'_>) -> Self {
        let mut found = Self::default();
        found.collect(root);
        found
    }

    /// The numbers of a text that is valid JSON.
    pub(super) fn of_json(text: &str) -> Self {
        let mut found = Self::default();
        json::words(text).for_each(|word| found.scalar(word));
        found
    }

    fn collect(&mut self, node: &Node<'_>) {
        match &node.content {
            Content::Scalar { text, plain: true } => self.scalar(text),
            Content::Scalar { .. } | Content::Alias(_) => {}
            Content::Sequence(items) => items.iter().for_each(|item| self.collect(item)),
            Content::Mapping(entries) => entries.iter().for_each(|it| self.collect(&it.value)),
        }
    }

    fn scalar(&mut self, text: &str) {
        let is_number = text.starts_with(|first: char| first.is_ascii_digit() || first == '-');
        let number = is_number.then(|| numbers::read(text)).flatten();
        if let Some(number) = number.filter(Number::is_f64) {
            // YAML has more notations, such as `1.`; documentation is JSON.
            let is_json = serde_json::from_str::<Number>(text).is_ok();
            self.add(bits(&number), is_json.then(|| text.to_owned()));
        }
    }

    fn add(&mut self, bits: u64, text: Option<String>) {
        match self.0.entry(bits) {
            Entry::Vacant(entry) => {
                entry.insert(text);
            }
            Entry::Occupied(mut known) if *known.get() != text => {
                known.insert(None);
            }
            Entry::Occupied(_) => {}
        }
    }

    /// Adds the numbers of another text.
    pub(crate) fn extend(&mut self, other: Self) {
        for (bits, text) in other.0 {
            self.add(bits, text);
        }
    }

    /// A value as JSON.
    pub(crate) fn json(&self, value: &Value) -> String {
        match value {
            Value::Number(number) => {
                let text = self.0.get(&bits(number)).cloned().flatten();
                text.unwrap_or_else(|| number.to_string())
            }
            Value::Array(items) => {
                let items: Vec<String> = items.iter().map(|item| self.json(item)).collect();
                format!("[{}]", items.join(","))
            }
            Value::Object(members) => {
                let member = |(key, value): (&String, &Value)| {
                    format!("{}:{}", Value::from(key.as_str()), self.json(value))
                };
                let members: Vec<String> = members.iter().map(member).collect();
                format!("{{{}}}", members.join(","))
            }
            Value::Null | Value::Bool(_) | Value::String(_) => value.to_string(),
        }
    }
}

/// The bits of a fractional number; those of any other number are not looked up.
fn bits(number: &Number) -> u64 {
    match number.as_f64().filter(|_| number.is_f64()) {
        Some(value) => value.to_bits(),
        None => f64::NAN.to_bits(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::tree;
    use super::WrittenNumbers;

    fn numbers(text: &str) -> WrittenNumbers {
        WrittenNumbers::of(tree(text).root.as_ref().unwrap())
    }

    #[test]
    fn digits_are_kept() {
        let yaml = "a: 12.50\nb: [1e3, -0.10]\nc: 12345678901234567.89\nd: 7\n";
        let value =
            json!({"a\"": 12.5, "b": [1e3, -0.1, null], "c": 12_345_678_901_234_567.89, "d": 7});
        let expected = r#"{"a\"":12.50,"b":[1e3,-0.10,null],"c":12345678901234567.89,"d":7}"#;
        assert_eq!(numbers(yaml).json(&value), expected);
        assert_eq!(numbers(r#"{"a": 12.50}"#).json(&json!(12.5)), "12.50");
    }

    #[test]
    fn a_number_that_is_written_in_two_ways_is_printed() {
        assert_eq!(numbers("a: 12.50\nb: 12.500\n").json(&json!(12.5)), "12.5");
        let mut both = numbers("a: 12.50\n");
        both.extend(numbers("b: 12.5\n"));
        assert_eq!(both.json(&json!(12.5)), "12.5");
    }

    #[test]
    fn what_is_not_json_is_printed() {
        let numbers = numbers("a: +1.50\nb: '2.50'\nc: 3.\n");
        for value in [json!(1.5), json!(2.5), json!(3.0)] {
            assert_eq!(numbers.json(&value), value.to_string());
        }
    }
}
