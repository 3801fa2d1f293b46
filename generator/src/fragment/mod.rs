//! Cutting a fragment out of a whole specification.
//!
//! A fragment is the specification of a few operations and of what they reach, and of
//! nothing else. It is cut out of the value as it is written, not out of the document
//! that the client is made of, so that nothing is lost which the generator does not read:
//! descriptions, examples and extensions come along.

mod assemble;
pub(crate) mod operations;
mod reach;
mod yaml;

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use self::reach::Reach;
use crate::diagnostic::code;
use crate::diagnostic::report::Report;
use crate::diagnostic::{Diagnostic, Place};
use crate::input::pointer::Pointer;
use crate::input::source::Source;
use crate::input::sources::Sources;
use crate::input::syntax;
pub use crate::openapi::wanted::Wanted;

/// What the first line of every fragment in YAML begins with.
pub const HEADER: &str = "# Cut by `cargo xtask fragment`";

/// The member of a fragment that says where it comes from.
pub const PROVENANCE: &str = "x-provenance";

/// A specification of some operations of a larger one.
#[derive(Clone, Debug, PartialEq)]
pub struct Fragment {
    value: Value,
    /// The name of the specification that it was cut out of.
    from: String,
    /// How many operations it has.
    pub operations: usize,
    /// How many components of all kinds it has.
    pub components: usize,
    /// Extensions of the whole document that are left out, since they may be about all of it.
    pub left_out: Vec<String>,
    /// What may not be as it was meant.
    pub warnings: Vec<Diagnostic>,
}

impl Fragment {
    /// The fragment as a value.
    #[must_use]
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// The fragment in YAML. What reads specifications here reads the same value from it.
    #[must_use]
    pub fn to_yaml(&self) -> String {
        let from = self.from.replace(char::is_control, "?");
        let header = format!(
            "{HEADER} from {from}.\n\
             # Edits here are lost when it is cut again: put them into an overlay.\n\n"
        );
        let text = header.clone() + &yaml::write(&self.value);
        let source = Source::new("fragment.yaml", text);
        match syntax::read(&source) {
            Ok(reading) if reading.value == self.value => source.text,
            // JSON is YAML, too, and takes what YAML has no short form for.
            _ => header + &self.to_json(),
        }
    }

    /// The fragment in JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        format!("{:#}\n", self.value)
    }
}

/// Cuts out of a specification what some of its operations reach.
///
/// # Errors
///
/// Fails if the specification cannot be read, has not all that is wanted, or refers to
/// what does not exist or lies in another file.
pub fn cut(sources: &Sources, wanted: &Wanted) -> Result<Fragment, Vec<Diagnostic>> {
    let report = Report::default();
    let overlaid = crate::overlaid(sources, &report)?;
    let value = &overlaid.value;
    // What is doubtful about the rest of the specification is no matter of the fragment.
    report.finish().map(drop)?;
    let report = Report::default();
    check_version(value, &report);
    let found = operations::find(value, wanted, &report);
    let mut reach = Reach::new(value, &report);
    for operation in &found {
        reach.operation(operation);
    }
    let kept = reach.finish();
    let warnings = report.finish().map_err(|found| overlaid.relocated(found))?;
    let assembled = assemble::assemble(value, &kept, &provenance(sources, value, &kept));
    Ok(Fragment {
        value: assembled.value,
        from: sources.first().name.clone(),
        operations: kept.operations.len(),
        components: kept.components.len(),
        left_out: assembled.left_out,
        warnings: overlaid.relocated(warnings),
    })
}

fn provenance(sources: &Sources, document: &Value, kept: &reach::Kept) -> Value {
    let digest = Sha256::digest(sources.first().text.as_bytes());
    let version = document.pointer("/info/version").cloned();
    let overlays: Vec<_> = sources
        .overlays()
        .filter_map(|(_, it)| it.name.rsplit('/').next())
        .collect();
    let mut provenance = json!({
        "source": sources.first().name,
        "sha256": hex(&digest),
        "version": version.unwrap_or_default(),
        "operations": kept.operations.values().collect::<Vec<_>>(),
    });
    if !overlays.is_empty() {
        provenance["overlays"] = json!(overlays);
    }
    provenance
}

fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or_default();
    let digits = bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 0xf)]);
    digits.collect()
}

fn check_version(document: &Value, report: &Report) {
    let version = document.get("openapi").and_then(Value::as_str);
    if version.is_some_and(|version| version.starts_with("3.")) {
        return;
    }
    let diagnostic = match document.get("swagger") {
        Some(_) => code::VERSION.at(
            &Pointer::root().child("swagger"),
            "Swagger is not supported, only OpenAPI 3",
        ),
        None => code::VERSION.at(Place::file(), "this is no OpenAPI document of version 3"),
    };
    report.add(diagnostic.help("a specification says `openapi: 3.1.0` or the like"));
}

#[cfg(test)]
mod tests;
