//! Generates one crate. This runs in its own process, so that its time and memory can be measured.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use generator::{Diagnostic, File, Output, Settings, Source, Sources};
use serde::{Deserialize, Serialize};

use super::outline::Outline;
use crate::context::Context;
use crate::disk::{self, DirectoryLoader};
use crate::status::Status;

/// Generate one crate, and print the result as JSON
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The OpenAPI document
    spec: PathBuf,

    /// The folder of the crate, which contains nothing else
    out: PathBuf,

    /// The name of the package
    package: String,
}

/// The result for one file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Outcome {
    /// The file is not an OpenAPI document.
    NoSpecification,
    /// The specification has errors.
    Refused { errors: Vec<Finding> },
    /// The crate was generated.
    Written(GeneratedCrate),
}

/// A generated crate.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct GeneratedCrate {
    pub(super) operations: usize,
    pub(super) operations_in_spec: usize,
    pub(super) types: usize,
    /// The places whose type accepts any value, although their schema restricts it.
    pub(super) unintended_any: usize,
    /// The lines of Rust, including the runtime.
    pub(super) lines: usize,
    /// The examples that are tested.
    pub(super) examples: usize,
    /// The examples that do not match their schemas.
    pub(super) examples_left_out: usize,
    /// The warnings.
    pub(super) warnings: Vec<Finding>,
}

/// A message with the pointer that it is about.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Finding {
    pub(super) message: String,
    pub(super) pointer: Option<String>,
}

impl From<&Diagnostic> for Finding {
    fn from(diagnostic: &Diagnostic) -> Self {
        Self {
            message: diagnostic.message.clone(),
            pointer: diagnostic.place.pointer().map(ToString::to_string),
        }
    }
}

/// Generates the crate.
///
/// # Errors
///
/// Fails if a file cannot be read or written.
pub fn run(args: &Args, context: &mut Context<'_>) -> anyhow::Result<Status> {
    let outcome = outcome(args)?;
    serde_json::to_writer(&mut *context.stdout, &outcome)?;
    context.stdout.flush()?;
    Ok(Status::Success)
}

fn outcome(args: &Args) -> anyhow::Result<Outcome> {
    let name = args.spec.file_name().unwrap_or_default().to_string_lossy();
    let bytes = disk::read(&args.spec).with_context(|| format!("cannot read {name}"))?;
    let source = match Source::from_bytes(name, bytes) {
        Ok(source) => source,
        Err(not_text) => return Ok(refused(&not_text.diagnostics)),
    };
    let settings = Settings {
        package: args.package.clone(),
        lenient: true,
        ..Settings::default()
    };
    let loader = DirectoryLoader::new(&args.spec, None)?;
    let sources = Sources::new(source.clone()).with_loader(&loader);
    match generator::generate(&sources, &settings) {
        Ok(output) => Ok(Outcome::Written(written(&source, &output, args)?)),
        Err(diagnostics) => match Outline::read(&source.text) {
            // A valid file that is not a specification, such as a part of one.
            Some(outline) if !outline.is_specification() => Ok(Outcome::NoSpecification),
            _ => Ok(refused(&diagnostics)),
        },
    }
}

fn refused(diagnostics: &[Diagnostic]) -> Outcome {
    let errors = diagnostics.iter().filter(|it| it.is_error());
    Outcome::Refused {
        errors: errors.map(Finding::from).collect(),
    }
}

fn written(source: &Source, output: &Output, args: &Args) -> anyhow::Result<GeneratedCrate> {
    let files = output.files.iter();
    disk::mirror(
        &args.out,
        files.clone().map(|file| (&*file.path, &*file.text)),
    )?;
    let is_rust = |file: &&File| {
        Path::new(&file.path)
            .extension()
            .is_some_and(|it| it == "rs")
    };
    let rust = files.filter(is_rust);
    // The same value is tested once for each type.
    let examples = |refused: bool| {
        let samples = output.samples.iter();
        let samples = samples.filter(|it| it.is_invalid == refused);
        let distinct: BTreeSet<_> = samples.map(|it| (&it.ty, &it.json)).collect();
        distinct.len()
    };
    Ok(GeneratedCrate {
        operations: output.operations,
        operations_in_spec: Outline::read(&source.text).map_or(0, |outline| outline.operations()),
        types: output.types,
        unintended_any: output.unintended_any,
        lines: rust.map(|file| file.text.lines().count()).sum(),
        examples: examples(false),
        examples_left_out: examples(true),
        warnings: output.warnings.iter().map(Finding::from).collect(),
    })
}
