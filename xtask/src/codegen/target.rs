//! What a call of codegen is about: where it reads and where it writes.

use std::fmt::Display;
use std::path::{Path, PathBuf};

use super::Args;
use crate::Call;
use crate::config::Config;
use crate::context::Context;
use crate::disk;
use crate::package::PackageName;
use anyhow::{Context as _, ensure};
use clap::CommandFactory as _;
use clap::error::ErrorKind;

/// The specification that this workspace is about.
pub(crate) const OUR_SPEC: &str = "spec/cloudflare-images.yaml";

/// The crate that is generated from it.
const OUT: &str = "generated";

/// Where to read and where to write.
pub(super) struct Target {
    pub(super) spec: PathBuf,
    pub(super) out: PathBuf,
    /// The two as they are shown.
    pub(super) shown: Shown,
    /// What the files call the specification.
    pub(super) source_name: String,
    /// What the paths of the files start with when they are shown.
    ///
    /// A diff is applied in the workspace, or, to a crate outside of it, in that crate's folder.
    pub(super) prefix: String,
    pub(super) package: PackageName,
    /// What is always to be done with the specification.
    pub(super) config: Config,
    /// Other crates get the runtime and a scaffold; ours has them written by hand.
    pub(super) is_ours: bool,
}

pub(super) struct Shown {
    pub(super) spec: String,
    pub(super) out: String,
}

impl Target {
    /// Finds out what the arguments mean, without a look at the specification.
    pub(super) fn new(args: &Args, context: &Context<'_>) -> anyhow::Result<Self> {
        let ours = (
            context.workspace.join(OUR_SPEC),
            context.workspace.join(OUT),
        );
        let asked = args.spec.clone().zip(args.out.clone());
        let is_ours = asked.is_none();
        let (spec, out) = asked.unwrap_or(ours);
        let shown = Shown {
            spec: context.shown(&spec),
            out: context.shown(&out),
        };
        let (spec, out) = (context.absolute(&spec), context.absolute(&out));
        Ok(Self {
            source_name: source_name(&spec, context)?,
            prefix: prefix(&out, context),
            package: package(args, &out, &shown.out)?,
            config: Config::beside(&spec, context)?,
            spec,
            out,
            shown,
            is_ours,
        })
    }
}

/// The files must not depend on who generates them and from where, so this is the
/// path in the workspace, and of a file outside only its name.
fn source_name(spec: &Path, context: &Context<'_>) -> anyhow::Result<String> {
    let name = context
        .in_workspace(spec)
        .or_else(|| Some(spec.file_name()?.to_string_lossy().into_owned()))
        .unwrap_or_default();
    ensure!(
        !name.contains(char::is_control),
        "the name of the specification, {name:?}, has control characters in it"
    );
    Ok(name)
}

fn prefix(out: &Path, context: &Context<'_>) -> String {
    match context.in_workspace(out).as_deref() {
        None | Some("") => String::new(),
        Some(folder) => format!("{folder}/"),
    }
}

/// The name of the package: the one asked for, else the one it has already, else its folder's.
fn package(args: &Args, out: &Path, shown: &str) -> anyhow::Result<PackageName> {
    let existing = match disk::read(&out.join("Cargo.toml")) {
        Ok(bytes) => Some(
            PackageName::of_manifest(&String::from_utf8_lossy(&bytes))
                .with_context(|| format!("cannot use {shown}/Cargo.toml"))?,
        ),
        // Whatever else is wrong with the folder shows when it is planned or written.
        Err(_) => None,
    };
    match (&args.package, existing) {
        (Some(asked), Some(existing)) if *asked != existing => Err(wrong_call(format_args!(
            "`--package` asks for `{asked}`, but the Cargo.toml that is there already says `{existing}`"
        ))),
        (Some(asked), _) => Ok(asked.clone()),
        (None, Some(existing)) => Ok(existing),
        (None, None) => {
            let folder = out.file_name().unwrap_or_default().to_string_lossy();
            folder.parse().map_err(|error| {
                wrong_call(format_args!(
                    "the folder's name, {folder:?}, is no name for a package: {error}; \
                     give one with `--package NAME`"
                ))
            })
        }
    }
}

fn wrong_call(message: impl Display) -> anyhow::Error {
    Call::command()
        .error(ErrorKind::ValueValidation, message)
        .into()
}

/// These arguments as one would type them, without `--check`.
pub(super) fn call(args: &Args) -> String {
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

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./+@%,=".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}
