//! Reads the text of a specification into a value.

mod value;

use serde_json::Value;

use crate::diagnostic::{Diagnostic, Place};
use crate::source::Source;

/// Reads YAML or JSON into a JSON value, keeping the order of keys.
///
/// # Errors
///
/// Fails with everything that is wrong with the text.
pub fn read(source: &Source) -> Result<Value, Vec<Diagnostic>> {
    let (body, _) = source.body();
    let outcome = if body.trim_start().starts_with('{') {
        value::from_json(body)
            .map(|built| built.value)
            .map_err(|error| error.to_string())
    } else {
        value::from_yaml(body)
            .map(|built| built.value)
            .map_err(|error| error.to_string())
    };
    outcome.map_err(|message| vec![Diagnostic::error(Place::file(), message)])
}
