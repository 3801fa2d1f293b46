//! Writes a Rust client from an OpenAPI fragment.
//!
//! Text comes in, a list of files goes out: [`generate`] does no input or
//! output of its own. What is wrong with a specification comes back as
//! [`Diagnostic`]s, all at once.
//!
//! The modules are the phases of the pipeline, in this order: [`input`] reads text into values,
//! [`openapi`] values into a document, [`lower`] a document into a [`model`], and [`rust`] prints
//! the model. [`scaffold`] adds the other files of a crate. [`lint`](mod@lint) finds what is
//! doubtful, and [`diagnostic`] says how problems are shown. [`fragment`], [`changes`] and
//! [`semver`] cut specifications, compare them, and say what a change means.
#![allow(
    rustdoc::private_intra_doc_links,
    reason = "the modules are for those who work here"
)]

pub mod changes;
mod diagnostic;
pub mod fragment;
mod input;
mod lint;
mod lower;
mod model;
mod openapi;
mod rust;
mod scaffold;
mod schema;
pub mod semver;

pub use crate::diagnostic::code::{CODES, Code};
pub use crate::diagnostic::render::{Amount, Style, render, render_github, render_json};
pub use crate::diagnostic::{Diagnostic, Place, Severity, Spot};
pub use crate::input::overlay;
pub use crate::input::pointer::Pointer;
pub use crate::input::source::{NotText, Source, SourceId};
pub use crate::input::sources::{LoadError, Loader, Sources};
pub use crate::openapi::wanted::Wanted;

use crate::diagnostic::code;
use crate::diagnostic::report::Report;
use crate::input::overlay::Overlaid;
use crate::input::syntax;
use crate::model::Model;
use crate::openapi::document::Document;
use crate::openapi::resolve::Resolver;
use crate::openapi::select::Selected;
use crate::openapi::{parse, select};
use crate::rust::{format, items, names};
use crate::schema::Graph;
use serde_json::Value;

/// The beginning of the first line of every generated Rust file.
pub const HEADER: &str = "// Written by `cargo xtask codegen`";

/// The same for a generated TOML file.
const TOML_HEADER: &str = "# Written by `cargo xtask codegen`";

/// Whether the first line of a file says that it is generated.
#[must_use]
pub fn is_generated(file: &[u8]) -> bool {
    let headers = [HEADER, TOML_HEADER];
    headers
        .iter()
        .any(|header| file.starts_with(header.as_bytes()))
}

/// How a client is to be written.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The name of the package that the client is, as Cargo knows it.
    pub package: String,
    /// The operations that it is to have: all of them if nothing is said.
    pub wanted: Wanted,
    /// Whether a slip is a warning that code can be written from all the same: see
    /// [`Code::is_slip`].
    pub lenient: bool,
}

impl Settings {
    /// What was found, as severe as it is here.
    fn judged(&self, mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let slips = found.iter_mut().filter(|it| it.code.is_slip());
        for slip in slips.filter(|_| self.lenient) {
            slip.severity = Severity::Warning;
        }
        found
    }
}

/// What came of a specification.
#[derive(Clone, Debug)]
pub struct Output {
    /// The files of the client.
    pub files: Vec<File>,
    /// What may not be as it was meant.
    pub warnings: Vec<Diagnostic>,
    /// The examples in the specification.
    pub samples: Vec<Sample>,
    /// How many operations the client has.
    pub operations: usize,
    /// How many types the client has.
    pub types: usize,
}

/// An example in the specification, and the type of the client that has to take it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Where its value stands.
    pub pointer: Pointer,
    /// The Rust type, as a crate writes it that has the client, `serde_json` and
    /// `jiff` among its dependencies.
    pub ty: String,
    /// The value.
    pub json: String,
    /// Whether its own schema refuses it: then the type need not take it.
    pub is_invalid: bool,
}

/// A file of the client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Where it lies in the crate: relative, with `/`, and never with `..`.
    pub path: String,
    /// What is in it.
    pub text: String,
    /// Whose it is.
    pub kind: Kind,
}

/// Whose a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Written from the specification: `src/api/**` is wholly the generator's.
    Api,
    /// The same in every client: `src/runtime/**` is carried along.
    Runtime,
    /// A beginning that the user goes on from: written only where it is missing.
    Scaffold,
}

/// Writes the client that a specification describes.
///
/// # Errors
///
/// All that is wrong with the specification, if no correct client can be
/// written from it.
pub fn generate(sources: &Sources, settings: &Settings) -> Result<Output, Vec<Diagnostic>> {
    let (mut model, warnings) = lowered(sources, &settings.wanted, |mut lowered| {
        let value = &lowered.overlaid.value;
        let reached = lowered.graph.resolver.reached();
        lint::check(lowered.document, value, lowered.graph);
        let found = settings.judged(lowered.graph.report.take());
        let warnings = lint::of_client(lowered.selected, value, &reached, found)?;
        refuse(&mut lowered.model, &warnings);
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
    })
}

/// Reports all that is wrong or doubtful about a specification, whether or not a client would
/// be made of it.
#[must_use]
pub fn lint(sources: &Sources) -> Vec<Diagnostic> {
    let found = lowered(sources, &Wanted::default(), |lowered| {
        let Lowered {
            overlaid,
            document,
            graph,
            ..
        } = lowered;
        let reached = graph.resolver.reached();
        lower::try_components(document, graph);
        lint::check(document, &overlaid.value, graph);
        let found = lint::of_document(document, &overlaid.value, &reached, graph.report);
        Ok(overlaid.relocated(found))
    });
    found.unwrap_or_else(|found| found)
}

/// The model of a specification's client, with its names, and the specification as a value.
fn model_of(sources: &Sources) -> Result<(Model, Value), Vec<Diagnostic>> {
    lowered(sources, &Wanted::default(), |mut lowered| {
        let found = lowered.graph.report.take();
        if found.iter().any(Diagnostic::is_error) {
            return Err(found);
        }
        names::assign(&mut lowered.model);
        Ok((lowered.model, lowered.overlaid.value.clone()))
    })
}

/// A specification whose selected operations are lowered.
struct Lowered<'d> {
    overlaid: &'d Overlaid,
    document: &'d Document,
    graph: &'d Graph<'d>,
    selected: &'d [Selected<'d>],
    model: Model,
}

/// The front of the pipeline, from text to the model. `then` goes on from there; places in the
/// diagnostics that it returns as an error may be those of the specification with its overlays.
fn lowered<T>(
    sources: &Sources,
    wanted: &Wanted,
    then: impl FnOnce(Lowered) -> Result<T, Vec<Diagnostic>>,
) -> Result<T, Vec<Diagnostic>> {
    let report = Report::default();
    let overlaid = overlaid(sources, &report)?;
    let Some(document) = parse::parse(&overlaid.value, &report) else {
        return Err(overlaid.relocated(report.take()));
    };
    let resolver = Resolver::new(sources, &document, &overlaid.value, &report);
    let selected = select::select(&document, wanted, &resolver, &report);
    let webhooks = select::webhooks(&document, wanted);
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

/// The value of the first source, with the overlays applied.
fn overlaid(sources: &Sources, report: &Report) -> Result<Overlaid, Vec<Diagnostic>> {
    let reading = syntax::read(sources.first())?;
    reading.warnings.into_iter().for_each(|it| report.add(it));
    let mut overlaid = Overlaid::new(reading.value);
    for (id, overlay) in sources.overlays() {
        overlaid.apply(overlay, id, report);
    }
    Ok(overlaid)
}

/// Notes which examples their own schemas refuse. One that is allowed is taken at its word.
fn refuse(model: &mut Model, warnings: &[Diagnostic]) {
    let refused = warnings
        .iter()
        .filter(|it| it.code == code::EXAMPLE_REFUSED);
    for warning in refused {
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
    let modules = items::emit(model, &scaffold::crate_name(&settings.package));
    let files = modules.into_iter().map(|module| {
        let path = format!("src/api/{}", module.path);
        let text = format::format(&path, module.items, &header).map_err(bug)?;
        Ok(File {
            path,
            text,
            kind: Kind::Api,
        })
    });
    files.chain([Ok(rustfmt())]).collect()
}

/// Keeps an editor that formats on saving from changing generated files: `rustfmt` breaks lines
/// otherwise than `prettyplease`, whatever its settings.
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

/// What should never be: told like any other problem all the same.
fn bug(message: String) -> Vec<Diagnostic> {
    let diagnostic = code::BUG
        .at(Place::file(), message)
        .help("this is a bug in the generator: please report it");
    vec![diagnostic]
}

/// The lines that each generated file begins with.
fn header(source: &Source) -> String {
    format!(
        "{HEADER} from {}.\n\
         // Edits here are lost: change the specification and run it again.",
        source.name
    )
}
