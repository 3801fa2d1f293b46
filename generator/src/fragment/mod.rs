//! Cuts a fragment out of a specification.
//!
//! A fragment contains some operations of a specification and everything that they refer to. It is
//! cut out of the value, not out of the parsed document, so that it keeps keywords and extensions
//! that the generator does not read.

mod assemble;
pub(crate) mod operations;
mod reach;
mod yaml;

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use self::assemble::PROVENANCE;
use self::reach::Reach;
use crate::diagnostic::code;
use crate::diagnostic::pointer::Pointer;
use crate::diagnostic::report::Report;
use crate::diagnostic::{Diagnostic, Place};
use crate::input::overlay;
use crate::input::source::Source;
use crate::input::sources::Sources;
use crate::input::syntax;
pub use crate::openapi::filter::OperationFilter;
use crate::openapi::parse::unsupported_swagger;

/// The start of the first line of every fragment in YAML.
const HEADER: &str = "# Cut by openapi-fragment";

/// The former first line, by which older fragments are recognised.
const FORMER_HEADER: &str = "# Cut by `cargo xtask fragment`";

/// Whether a file is a fragment that was cut.
#[must_use]
pub fn was_cut(file: &[u8]) -> bool {
    let mark = format!("\"{PROVENANCE}\"");
    let headers = [HEADER, FORMER_HEADER];
    headers.iter().any(|it| file.starts_with(it.as_bytes()))
        || file.starts_with(b"{") && file.windows(mark.len()).any(|it| it == mark.as_bytes())
}

/// Some operations of a larger specification, as a specification of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Fragment {
    value: Value,
    /// The name of the specification that it was cut from.
    from: String,
    /// The number of operations.
    pub operations: usize,
    /// The number of components of all kinds.
    pub components: usize,
    /// Extensions at the root of the specification. They are omitted, since they may be about
    /// operations that the fragment does not have.
    pub left_out: Vec<String>,
    /// Warnings about the fragment.
    pub warnings: Vec<Diagnostic>,
}

impl Fragment {
    /// The fragment as a value.
    #[must_use]
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// The fragment in YAML.
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
            // JSON is valid YAML, and covers what the YAML writer does not.
            _ => header + &self.to_json(),
        }
    }

    /// The fragment in JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        format!("{:#}\n", self.value)
    }
}

/// The title and the operations of a specification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    /// The title of the API.
    pub title: String,
    /// All operations, in the order of the specification.
    pub operations: Vec<OperationSummary>,
}

/// An operation to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperationSummary {
    /// The `operationId`, or else method and path: a pattern for [`OperationFilter::operations`].
    pub name: String,
    /// Method and path, as in `GET /pets`.
    pub call: String,
    /// Its `summary`, which may be empty.
    pub summary: String,
}

/// Lists the operations of a specification.
///
/// # Errors
///
/// Returns diagnostics if the specification cannot be read.
pub fn contents(sources: &Sources) -> Result<Contents, Vec<Diagnostic>> {
    let report = Report::default();
    let value = overlay::overlaid(sources, &report)?.value;
    check_version(&value, &report);
    report.finish()?;
    let text = |value: &Value, pointer: &str| {
        let text = value.pointer(pointer).and_then(Value::as_str);
        text.unwrap_or_default().to_owned()
    };
    let summary = |it: &operations::Operation| OperationSummary {
        name: it.name(),
        call: it.call(),
        summary: text(it.value, "/summary"),
    };
    Ok(Contents {
        title: text(&value, "/info/title"),
        operations: operations::operations(&value).iter().map(summary).collect(),
    })
}

/// Cuts out the operations that the filter selects, and everything that they refer to.
///
/// # Errors
///
/// Returns diagnostics if the specification cannot be read, if a pattern of the filter matches
/// nothing, or if a reference is unresolved or points to another file.
pub fn cut(sources: &Sources, filter: &OperationFilter) -> Result<Fragment, Vec<Diagnostic>> {
    let report = Report::default();
    let overlaid = overlay::overlaid(sources, &report)?;
    let value = &overlaid.value;
    // Warnings about the rest of the specification do not concern the fragment.
    report.finish().map(drop)?;
    let report = Report::default();
    check_version(value, &report);
    let found = operations::find(value, filter, &report);
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
    report.add(match document.get("swagger") {
        Some(_) => unsupported_swagger(&Pointer::root().child("swagger")),
        None => code::VERSION
            .at(Place::file(), "not an OpenAPI 3 document")
            .help("a specification has a version such as `openapi: 3.1.0`"),
    });
}

#[cfg(test)]
mod tests;
