//! The input and output of a call of codegen.

use std::fmt::Display;
use std::path::{Path, PathBuf};

use super::args::Args;
use crate::config::Config;
use crate::context::{Context, OUR_SPEC};
use crate::disk;
use crate::package::PackageName;
use crate::status::WrongCall;
use anyhow::{Context as _, ensure};

/// The crate that is generated from our own specification.
const OUT: &str = "generated";

/// The specification, the crate, and how to display them.
pub(super) struct Target {
    pub(super) spec: PathBuf,
    pub(super) out: PathBuf,
    /// Both paths for display.
    pub(super) shown: Shown,
    /// The name of the specification in generated files.
    pub(super) source_name: String,
    /// The prefix of the displayed paths of files.
    ///
    /// A diff applies to the workspace, or to the folder of a crate outside of it.
    pub(super) prefix: String,
    pub(super) package: PackageName,
    /// The `codegen.toml` of the specification.
    pub(super) config: Config,
    /// Whether it is our own crate, whose runtime and scaffold are written by hand.
    pub(super) is_ours: bool,
}

pub(super) struct Shown {
    pub(super) spec: String,
    pub(super) out: String,
}

impl Target {
    /// Evaluates the arguments. This does not read the specification.
    pub(super) fn new(args: &Args, context: &Context<'_>) -> anyhow::Result<Self> {
        let ours = (
            context.workspace.join(OUR_SPEC),
            context.workspace.join(OUT),
        );
        let given = args.spec.clone().zip(args.out.clone());
        let is_ours = given.is_none();
        let (spec, out) = given.unwrap_or(ours);
        let shown = Shown {
            spec: context.display_path(&spec),
            out: context.display_path(&out),
        };
        let (spec, out) = (context.absolute(&spec), context.absolute(&out));
        Ok(Self {
            source_name: source_name(&spec, context)?,
            prefix: prefix(&out, context),
            package: package(args, &out, &shown.out)?,
            config: Config::for_spec(&spec, context)?,
            spec,
            out,
            shown,
            is_ours,
        })
    }
}

/// The path of the specification in the workspace, or only its file name if it is outside, so that
/// the output does not depend on the machine.
fn source_name(spec: &Path, context: &Context<'_>) -> anyhow::Result<String> {
    let name = context
        .in_workspace(spec)
        .or_else(|| Some(spec.file_name()?.to_string_lossy().into_owned()))
        .unwrap_or_default();
    ensure!(
        !name.contains(char::is_control),
        "the name of the specification, {name:?}, contains control characters"
    );
    Ok(name)
}

fn prefix(out: &Path, context: &Context<'_>) -> String {
    match context.in_workspace(out).as_deref() {
        None | Some("") => String::new(),
        Some(folder) => format!("{folder}/"),
    }
}

/// The name of the package: that of the argument, else that of the manifest, else that of the folder.
fn package(args: &Args, out: &Path, shown: &str) -> anyhow::Result<PackageName> {
    let existing = match disk::read(&out.join("Cargo.toml")) {
        Ok(bytes) => Some(
            PackageName::of_manifest(&String::from_utf8_lossy(&bytes))
                .with_context(|| format!("cannot use {shown}/Cargo.toml"))?,
        ),
        // Other problems with the folder are reported when files are planned or written.
        Err(_) => None,
    };
    match (&args.package, existing) {
        (Some(given), Some(existing)) if *given != existing => Err(wrong_call(format_args!(
            "`--package` is `{given}`, but the existing Cargo.toml has the name `{existing}`"
        ))),
        (Some(given), _) => Ok(given.clone()),
        (None, Some(existing)) => Ok(existing),
        (None, None) => {
            let folder = out.file_name().unwrap_or_default().to_string_lossy();
            folder.parse().map_err(|error| {
                wrong_call(format_args!(
                    "the name of the folder, {folder:?}, is not a valid package name: {error}; \
                    set one with `--package NAME`"
                ))
            })
        }
    }
}

fn wrong_call(message: impl Display) -> anyhow::Error {
    WrongCall(message.to_string()).into()
}

/// The command line with these arguments, without `--check`.
pub(super) fn command_line(args: &Args) -> String {
    let mut call = "cargo xtask codegen".to_owned();
    let spec = args.spec.as_ref().map(|it| it.display().to_string());
    let out = args.out.as_ref().map(|it| it.display().to_string());
    let package = args.package.as_ref().map(ToString::to_string);
    let overlays = args.overlays.files.iter();
    let overlays = overlays.map(|it| ("--overlay", Some(it.display().to_string())));
    let options = [("--spec", spec), ("--out", out), ("--package", package)];
    for (option, value) in options.into_iter().chain(overlays) {
        if let Some(value) = value {
            call = format!("{call} {option} {}", quoted(&value));
        }
    }
    for (option, value) in args.selection.options() {
        call = format!("{call} {option} {}", quoted(value));
    }
    if args.lenient {
        call.push_str(" --lenient");
    }
    call
}

/// Quotes a word for a shell.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./+@%,=".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}
