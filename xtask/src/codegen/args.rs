//! The arguments of `cargo xtask codegen`.

use std::path::PathBuf;

use crate::overlays::Overlays;
use crate::package::PackageName;
use crate::selection::Selection;

/// Generate a client crate from an OpenAPI specification
///
/// Without arguments, this generates `generated/src/api` from `spec/cloudflare-images.yaml`.
/// With `--spec` and `--out`, it generates a complete crate from any specification.
///
/// If the specification has an error, nothing is written. Files that are up to date are not
/// touched, so cargo does not rebuild them. Files that codegen no longer generates are deleted.
/// Files that codegen did not generate are never replaced or deleted.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  cargo xtask codegen
      Brings generated/src/api up to date.
  cargo xtask codegen --check
      Writes nothing, and fails with a unified diff if files are out of date. CI runs this.
  cargo xtask codegen --check | git apply
      Only the diff goes to standard output, so git can apply it.
  cargo xtask codegen --spec petstore.yaml --out ../petstore --package petstore-client
      Generates a crate: src/api and src/runtime are always written, Cargo.toml and
      src/lib.rs only if they do not exist.
  cargo xtask codegen --spec openapi.json --out ../pets --tag pets --path '/owners/*'
      Generates only these operations and the types that they use. A codegen.toml in the
      folder of the specification sets the same options permanently:
          tags = [\"pets\"]
          paths = [\"/owners/*\"]
          overlays = [\"names.overlay.yaml\"]
          root = \"..\"
          lenient = true
          pagination = [{ cursor = \"after\", next = \"next_cursor\" }]
          client_parameters = [\"Api-Version\"]
      Operations, tags and paths on the command line replace those in the file. Overlays
      on the command line are applied after those in the file.

Exit status: 0 written or up to date, 1 error or (with --check) difference, 2 invalid arguments.")]
pub struct Args {
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
    #[arg(long)]
    pub(super) lenient: bool,

    /// List all changed files, even if they are many
    #[arg(short, long)]
    pub(super) verbose: bool,
}
