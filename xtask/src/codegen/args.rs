//! The arguments of `cargo xtask codegen`.

use std::path::PathBuf;

use crate::client::{self, Client};
use crate::context::Context;
use crate::input::Specification;
use crate::overlays::Overlays;
use crate::package::PackageName;
use crate::project;
use crate::report::quoted;
use crate::selection::Selection;
use crate::status::WrongCall;

/// The end of the help.
const HELP: &str = r#"Examples:
  cargo xtask codegen
      Brings all clients of the project file up to date.
  cargo xtask codegen petstore-client
      Brings one of them up to date.
  cargo xtask codegen --check
      Writes nothing, and fails with a unified diff if files are out of date. For CI.
  cargo xtask codegen --check | git apply
      Only the diff goes to standard output, so git can apply it in the folder of the project file.
  cargo xtask codegen --spec petstore.yaml --out ../petstore --package petstore-client
      Generates a crate: src/api and src/runtime are always written, Cargo.toml and
      src/lib.rs only if they do not exist.
  cargo xtask codegen --spec openapi.json --out ../pets --tag pets --path '/owners/*'
      Generates only these operations and the types that they use.

The project file, codegen.toml, with all keys; only spec and out are required, and paths are
relative to the file:
  runtime = "crates/client-runtime"     # default: each client has a runtime of its own

  [[client]]
  spec = "openapi.json"
  out = "crates/pets"
  package = "pets-client"               # default: the name in its Cargo.toml, or of the folder
  operations = ["pets.list", "GET /*"]  # like --operation
  tags = ["pets"]                       # like --tag
  paths = ["/owners/*"]                 # like --path
  overlays = ["names.overlay.yaml"]     # like --overlay
  root = "."                            # like --root
  lenient = true                        # like --lenient
  pagination = [{ cursor = "after", next = "next_cursor" }]
  client_parameters = ["Api-Version"]

Exit status: 0 written or up to date, 1 error or (with --check) difference, 2 invalid arguments."#;

/// Generate client crates from OpenAPI specifications
///
/// Without arguments, this brings the clients of the project file up to date: the nearest
/// `codegen.toml` with a `[[client]]`, in this folder or above it. With `--spec` and `--out`, it
/// generates one crate, and needs no project file.
///
/// If a specification has an error, nothing is written for its client. Files that are up to date are
/// not touched, so cargo does not rebuild them. Files that codegen no longer generates are deleted.
/// Files that codegen did not generate are never replaced or deleted.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub struct Args {
    /// The clients of the project file to bring up to date [default: all]
    #[arg(value_name = "PACKAGE", conflicts_with = "spec")]
    pub(super) packages: Vec<String>,

    /// Write nothing; print the changes as a diff, and fail if there are any
    #[arg(long)]
    pub(super) check: bool,

    /// The OpenAPI specification, YAML or JSON
    #[arg(long, value_name = "FILE", requires = "out")]
    pub(super) spec: Option<PathBuf>,

    /// The folder of the crate; created if it does not exist
    #[arg(long, value_name = "DIR", requires = "spec")]
    pub(super) out: Option<PathBuf>,

    #[command(flatten)]
    pub(super) overlays: Overlays,

    /// The folder that references may lead into [default: that of the specification]
    #[arg(long, value_name = "DIR", requires = "spec")]
    pub(super) root: Option<PathBuf>,

    /// The name of the package [default: the name in its Cargo.toml, else that of the folder]
    #[arg(long, value_name = "NAME", requires = "out")]
    pub(super) package: Option<PackageName>,

    #[command(flatten)]
    pub(super) selection: Selection,

    /// Treat recoverable errors as warnings, such as a duplicate `operationId`; for specifications
    /// that you cannot change
    #[arg(long, requires = "spec")]
    pub(super) lenient: bool,

    /// List all changed files and show the warnings, even if they are many
    #[arg(short, long)]
    pub(super) verbose: bool,
}

impl Args {
    /// The clients to generate.
    pub(super) fn clients(&self, context: &Context<'_>) -> anyhow::Result<Vec<Client>> {
        let (Some(spec), Some(out)) = (&self.spec, &self.out) else {
            if !self.overlays.files.is_empty() || !self.selection.filter().is_empty() {
                let message = "options that select operations, and overlays, require `--spec`; \
                               set those of a client in the project file";
                return Err(WrongCall(message.to_owned()).into());
            }
            return project::select(&self.packages, context);
        };
        project::check_folder_of(spec, context)?;
        Ok(vec![Client {
            specification: Specification {
                path: spec.clone(),
                overlays: self.overlays.files.clone(),
                root: self.root.clone(),
                extensions: Vec::new(),
            },
            package: client::package(self.package.clone(), out, context)?,
            out: out.clone(),
            filter: self.selection.filter(),
            lenient: self.lenient,
            runtime: None,
            place: None,
        }])
    }

    /// The command line with these arguments, without `--check`.
    pub(super) fn command_line(&self, context: &Context<'_>) -> String {
        let mut call = format!("{} codegen", context.program);
        let path = |path: &Option<PathBuf>| path.as_ref().map(|it| it.display().to_string());
        let package = self.package.as_ref().map(ToString::to_string);
        let overlays = self.overlays.files.iter();
        let overlays = overlays.map(|it| ("--overlay", Some(it.display().to_string())));
        let options = [
            ("--spec", path(&self.spec)),
            ("--out", path(&self.out)),
            ("--package", package),
            ("--root", path(&self.root)),
        ];
        for (option, value) in options.into_iter().chain(overlays) {
            if let Some(value) = value {
                call = format!("{call} {option} {}", quoted(&value));
            }
        }
        for (option, value) in self.selection.options() {
            call = format!("{call} {option} {}", quoted(value));
        }
        if self.lenient {
            call.push_str(" --lenient");
        }
        for package in &self.packages {
            call = format!("{call} {}", quoted(package));
        }
        call
    }
}
