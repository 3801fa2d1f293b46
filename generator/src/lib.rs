//! Generates a Rust client from an OpenAPI specification.
//!
//! [`generate`] turns the text of a specification into a list of files. It does no I/O. Problems
//! with the specification are returned as [`Diagnostic`]s, all of them at once.
//!
//! The modules are the phases of the pipeline: [`input`] parses text into values, [`openapi`] values
//! into a document, [`lower`] turns the document into a [`model`], and [`rust`] prints the model.
//! [`scaffold`] adds the other files of a crate. [`lint`](mod@lint) checks a document further.
//! [`diagnostic`] defines diagnostics, and [`render`](mod@render) prints them. [`fragment`] cuts
//! fragments, [`changes`] compares specifications, and [`semver`] compares their clients.
#![allow(
    rustdoc::private_intra_doc_links,
    reason = "these docs are for contributors, who build them with private items"
)]

pub mod changes;
mod diagnostic;
pub mod fragment;
mod input;
mod lint;
mod lower;
pub mod mock;
mod model;
mod openapi;
mod render;
mod rust;
mod scaffold;
mod schema;
pub mod semver;

pub use crate::diagnostic::code::{CODES, Code, Severity};
pub use crate::diagnostic::pointer::{Pointer, SourceId};
pub use crate::diagnostic::{Diagnostic, Place, Spot};
pub use crate::input::overlay;
pub use crate::input::source::{NotText, Source};
pub use crate::input::sources::{LoadError, Loader, Sources};
pub use crate::openapi::filter::OperationFilter;
pub use crate::render::{Amount, Style, render, render_github, render_json};
pub use crate::scaffold::dependencies;

use crate::diagnostic::code;
use crate::diagnostic::report::Report;
use crate::input::overlay::Overlaid;
use crate::model::Model;
use crate::openapi::document::Document;
use crate::openapi::lookup::Values;
use crate::openapi::resolve::Resolver;
use crate::openapi::select::Selected;
use crate::openapi::{parse, select};
use crate::rust::{items, names};
use crate::schema::Graph;
use serde_json::Value;
use std::collections::BTreeSet;

/// The start of the first line of every generated Rust file.
pub const HEADER: &str = "// Written by `cargo xtask codegen`";

/// The start of the first line of every generated TOML file.
const TOML_HEADER: &str = "# Written by `cargo xtask codegen`";

/// Whether the first line of a file marks it as generated.
#[must_use]
pub fn is_generated(file: &[u8]) -> bool {
    let headers = [HEADER, TOML_HEADER];
    headers
        .iter()
        .any(|header| file.starts_with(header.as_bytes()))
}

/// Options for generating a client.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The name of the Cargo package.
    pub package: String,
    /// The operations to generate; all of them if the filter is empty.
    pub filter: OperationFilter,
    /// Whether recoverable errors are warnings: see [`Code::is_recoverable`].
    pub lenient: bool,
}

impl Settings {
    /// Turns recoverable errors into warnings if the settings are lenient.
    fn adjust_severity(&self, mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let recoverable = found.iter_mut().filter(|it| it.code.is_recoverable());
        for diagnostic in recoverable.filter(|_| self.lenient) {
            diagnostic.severity = Severity::Warning;
        }
        found
    }
}

/// A generated client.
#[derive(Clone, Debug)]
pub struct Output {
    /// The files of the client.
    pub files: Vec<File>,
    /// Warnings about the specification.
    pub warnings: Vec<Diagnostic>,
    /// The examples in the specification.
    pub samples: Vec<Sample>,
    /// The number of operations of the document that the client has.
    pub operations: usize,
    /// The number of types of the client.
    pub types: usize,
    /// The number of places (fields, arguments, responses, items and others) whose type accepts any
    /// value, although their schema restricts it. There is a warning about each schema.
    pub unintended_any: usize,
}

/// An example in the specification, and the type that must accept it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// The pointer to its value.
    pub pointer: Pointer,
    /// The Rust type, as written in a crate that depends on the client, `serde_json` and `jiff`.
    pub ty: String,
    /// The value as JSON.
    pub json: String,
    /// Whether it does not match its schema, in which case the type need not accept it.
    pub is_invalid: bool,
}

/// A file of the client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// The path relative to the crate, with `/` and without `..`.
    pub path: String,
    /// The contents.
    pub text: String,
    /// The kind of file.
    pub kind: Kind,
}

/// The kind of a generated file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Generated from the specification: `src/api/**`.
    Api,
    /// The same in every client: `src/runtime/**`.
    Runtime,
    /// A starting point for the user: written only if it does not exist.
    Scaffold,
}

/// Generates the client of a specification.
///
/// # Errors
///
/// Returns all diagnostics if one of them is an error.
///
/// # Examples
///
/// A `build.rs`, or another tool, writes the files where it wants them:
///
/// ```
/// use generator::{Amount, Kind, Settings, Source, Sources, Style};
///
/// let text = r#"
/// openapi: 3.1.0
/// info: { title: Pets, version: "1" }
/// paths:
///   /pets:
///     get: { operationId: pets.list, responses: { "204": { description: None. } } }
/// "#;
/// let sources = Sources::new(Source::new("pets.yaml", text));
/// let settings = Settings {
///     package: "pets-client".to_owned(),
///     ..Settings::default()
/// };
/// let output = generator::generate(&sources, &settings)
///     .map_err(|found| generator::render(&sources, &found, Style::Plain, Amount::All))?;
/// for file in &output.files {
///     // `Kind::Scaffold` is for a new crate: `Cargo.toml` and `src/lib.rs`.
///     if file.kind != Kind::Scaffold {
///         println!("{}: {} bytes", file.path, file.text.len());
///     }
/// }
/// # assert!(output.files.iter().any(|file| file.path == "src/api/pets.rs"));
/// # Ok::<(), String>(())
/// ```
pub fn generate(sources: &Sources, settings: &Settings) -> Result<Output, Vec<Diagnostic>> {
    let (mut model, warnings) = lowered(sources, &settings.filter, |mut lowered| {
        let value = &lowered.overlaid.value;
        let reached = lowered.graph.resolver.values.reached();
        lint::check(lowered.document, value, lowered.graph);
        let found = settings.adjust_severity(lowered.graph.report.take());
        let selected = (!settings.filter.is_empty()).then_some(lowered.selected);
        let mut warnings = lint::of_client(selected, value, &reached, found)?;
        // A proposal is for whoever asks `lint`.
        warnings.retain(|warning| warning.code != code::NO_PAGE_RULE);
        mark_invalid_samples(&mut lowered.model, &warnings);
        Ok((lowered.model, lowered.overlaid.relocated(warnings)))
    })?;
    names::assign(&mut model);
    let samples = items::samples(&model, &scaffold::crate_name(&settings.package));
    let mut files = api(&model, sources.first(), settings)?;
    files.extend(scaffold::files(&model, settings).map_err(bug)?);
    Ok(Output {
        files,
        warnings,
        samples,
        operations: model.root.operation_count(),
        types: model.types.iter().filter(|def| def.is_used()).count(),
        unintended_any: model.unintended_any,
    })
}

/// Checks a whole specification, including the parts that no client would use.
#[must_use]
pub fn lint(sources: &Sources) -> Vec<Diagnostic> {
    let found = lowered(sources, &OperationFilter::default(), |lowered| {
        let Lowered {
            overlaid,
            document,
            graph,
            ..
        } = lowered;
        let reached = graph.resolver.values.reached();
        lower::try_components(document, graph);
        lint::check(document, &overlaid.value, graph);
        let found = lint::of_document(document, &overlaid.value, &reached, graph.report);
        Ok(overlaid.relocated(found))
    });
    found.unwrap_or_else(|found| found)
}

/// A client with its names assigned, for comparisons.
struct Client {
    model: Model,
    /// The names of its operations.
    operations: BTreeSet<String>,
    /// The whole specification.
    value: Value,
}

impl Client {
    fn of(sources: &Sources, settings: &Settings) -> Result<Self, Vec<Diagnostic>> {
        lowered(sources, &settings.filter, |mut lowered| {
            let found = settings.adjust_severity(lowered.graph.report.take());
            if found.iter().any(Diagnostic::is_error) {
                return Err(found);
            }
            names::assign(&mut lowered.model);
            Ok(Self {
                model: lowered.model,
                operations: lowered.selected.iter().map(Selected::name).collect(),
                value: lowered.overlaid.value.clone(),
            })
        })
    }
}

/// A specification after lowering.
struct Lowered<'d> {
    overlaid: &'d Overlaid,
    document: &'d Document,
    graph: &'d Graph<'d>,
    selected: &'d [Selected<'d>],
    model: Model,
}

/// Runs the pipeline from text to model, and passes the result to `then`. Diagnostics that `then`
/// returns as an error are relocated to the overlays where necessary.
fn lowered<T>(
    sources: &Sources,
    filter: &OperationFilter,
    then: impl FnOnce(Lowered) -> Result<T, Vec<Diagnostic>>,
) -> Result<T, Vec<Diagnostic>> {
    let report = Report::default();
    let overlaid = overlay::overlaid(sources, &report)?;
    let values = Values::new(sources, &overlaid.value, &report);
    let Some(document) = parse::parse(&values, &report) else {
        return Err(overlaid.relocated(report.take()));
    };
    let resolver = Resolver::new(&values, &document, &report);
    let selected = select::select(&document, filter, &resolver, &report);
    let webhooks = select::webhooks(&document, filter);
    let graph = Graph::new(&resolver, &report);
    let model = lower::lower(&document, &selected, &webhooks, &graph);
    let outcome = then(Lowered {
        overlaid: &overlaid,
        document: &document,
        graph: &graph,
        selected: &selected,
        model,
    });
    outcome.map_err(|found| overlaid.relocated(found))
}

/// Marks the samples that have a warning because they do not match their schema. An allowed warning
/// is not in `warnings`, so its sample is tested.
fn mark_invalid_samples(model: &mut Model, warnings: &[Diagnostic]) {
    let invalid = warnings
        .iter()
        .filter(|it| it.code == code::INVALID_EXAMPLE);
    for warning in invalid {
        let Some(at) = warning.place.pointer() else {
            continue;
        };
        let concerns = |sample: &&mut model::Sample| {
            sample
                .example
                .tokens()
                .zip(at.tokens())
                .all(|(one, other)| one == other)
        };
        for sample in model.samples.iter_mut().filter(concerns) {
            sample.is_invalid = true;
        }
    }
}

/// The files under `src/api`.
fn api(model: &Model, source: &Source, settings: &Settings) -> Result<Vec<File>, Vec<Diagnostic>> {
    let header = header(source);
    let package = scaffold::crate_name(&settings.package);
    let modules = rust::modules(model, &package, &header).map_err(bug)?;
    let files = modules.into_iter().map(|(path, text)| File {
        path: format!("src/api/{path}"),
        text,
        kind: Kind::Api,
    });
    Ok(files.chain([rustfmt()]).collect())
}

/// Disables rustfmt for generated files, since no setting makes it break lines like `prettyplease`.
/// An editor that formats on save would change them.
fn rustfmt() -> File {
    File {
        path: "src/api/rustfmt.toml".to_owned(),
        text: format!(
            "{TOML_HEADER}: the files here keep the layout that it gives them.\n\
             disable_all_formatting = true\n"
        ),
        kind: Kind::Api,
    }
}

/// A diagnostic about a bug in the generator.
fn bug(message: String) -> Vec<Diagnostic> {
    let diagnostic = code::BUG
        .at(Place::file(), message)
        .help("this is a bug in the generator: please report it");
    vec![diagnostic]
}

/// The first lines of each generated Rust file.
fn header(source: &Source) -> String {
    format!(
        "{HEADER} from {}.\n\
         // Edits here are lost: change the specification and run it again.",
        source.name
    )
}
