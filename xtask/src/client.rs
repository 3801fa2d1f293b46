//! The clients that codegen generates.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, ensure};
use generator::{OperationFilter, Settings};

use crate::context::Context;
use crate::disk;
use crate::input::Specification;
use crate::package::PackageName;
use crate::status::WrongCall;

/// A client: an entry of the project file, or the arguments of `codegen`.
pub(crate) struct Client {
    pub(crate) specification: Specification,
    /// The folder of the crate.
    pub(crate) out: PathBuf,
    pub(crate) package: PackageName,
    /// The operations that the client has; all of them if the filter is empty.
    pub(crate) filter: OperationFilter,
    pub(crate) lenient: bool,
    /// The crate of the runtime, if the client has none of its own.
    pub(crate) runtime: Option<SharedRuntime>,
    /// The place of the entry in the project file, if it is one.
    pub(crate) place: Option<String>,
}

/// A crate with the runtime of all clients of a project file.
#[derive(Clone)]
pub(crate) struct SharedRuntime {
    /// The folder of the crate.
    pub(crate) out: PathBuf,
    pub(crate) package: PackageName,
    /// The place of its folder in the project file.
    pub(crate) place: String,
}

/// The package of a shared runtime that does not exist yet.
const RUNTIME: &str = "client-runtime";

impl SharedRuntime {
    /// The package has the name in its manifest.
    ///
    /// # Errors
    ///
    /// Fails if there is a manifest without a valid name.
    pub(crate) fn new(out: PathBuf, place: String, context: &Context<'_>) -> anyhow::Result<Self> {
        let package = match existing_package(&out, context)? {
            Some(package) => package,
            None => RUNTIME.parse()?,
        };
        Ok(Self {
            out,
            package,
            place,
        })
    }
}

impl Client {
    pub(crate) fn settings(&self) -> Settings {
        Settings {
            package: self.package.as_str().to_owned(),
            filter: self.filter.clone(),
            lenient: self.lenient,
            runtime: self
                .runtime
                .as_ref()
                .map(|runtime| generator::SharedRuntime {
                    package: runtime.package.as_str().to_owned(),
                    path: relative(&self.out, &runtime.out),
                }),
        }
    }

    /// The name of the specification in generated files: its path in the folder of the project file,
    /// else only its file name, so that the output depends neither on the machine nor on the current
    /// folder.
    pub(crate) fn source_name(&self, context: &Context<'_>) -> anyhow::Result<String> {
        let path = context.absolute(&self.specification.path);
        let in_project = context
            .project
            .as_ref()
            .and_then(|_| context.in_root(&path));
        let name = in_project
            .or_else(|| Some(path.file_name()?.to_string_lossy().into_owned()))
            .unwrap_or_default();
        ensure!(
            !name.contains(char::is_control),
            "the name of the specification, {name:?}, contains control characters"
        );
        Ok(name)
    }

    /// Adds the place of the entry to an error.
    pub(crate) fn located<T>(&self, result: anyhow::Result<T>) -> anyhow::Result<T> {
        match &self.place {
            Some(place) => result.with_context(|| place.clone()),
            None => result,
        }
    }

    /// Fails if codegen would write both clients to the same folder, or if arguments cannot
    /// distinguish them.
    pub(crate) fn check_distinct(&self, other: &Self) -> anyhow::Result<()> {
        let first = other.place.as_deref().unwrap_or_default();
        ensure!(
            self.out != other.out,
            "`out` is also that of the client at {first}"
        );
        ensure!(
            self.package != other.package,
            "the package `{}` is also that of the client at {first}",
            self.package
        );
        Ok(())
    }

    /// Fails if codegen would write the runtime to the folder of the client, or if their packages have
    /// the same name.
    pub(crate) fn check_distinct_from_runtime(&self) -> anyhow::Result<()> {
        let Some(runtime) = &self.runtime else {
            return Ok(());
        };
        let place = &runtime.place;
        ensure!(
            self.out != runtime.out,
            "`out` is also the folder of the runtime at {place}"
        );
        ensure!(
            self.package != runtime.package,
            "the package `{}` is also that of the runtime at {place}",
            self.package
        );
        Ok(())
    }
}

/// The path of a folder relative to another one. Both are absolute.
pub(crate) fn relative(from: &Path, to: &Path) -> String {
    let shared = from
        .components()
        .zip(to.components())
        .take_while(|(one, other)| one == other)
        .count();
    let up = from.components().skip(shared).map(|_| "..".into());
    let down = to
        .components()
        .skip(shared)
        .map(|it| it.as_os_str().to_string_lossy());
    up.chain(down).collect::<Vec<_>>().join("/")
}

/// The name in the manifest of a crate, if it exists.
fn existing_package(out: &Path, context: &Context<'_>) -> anyhow::Result<Option<PackageName>> {
    let manifest = out.join("Cargo.toml");
    match disk::read(&context.absolute(&manifest)) {
        Ok(bytes) => PackageName::of_manifest(&String::from_utf8_lossy(&bytes))
            .with_context(|| format!("cannot use {}", context.display_path(&manifest)))
            .map(Some),
        // Other problems with the folder are reported when files are planned or written.
        Err(_) => Ok(None),
    }
}

/// The name of the package: the given one, else that of the manifest, else that of the folder.
///
/// # Errors
///
/// Fails with [`WrongCall`] if another name has to be given.
pub(crate) fn package(
    given: Option<PackageName>,
    out: &Path,
    context: &Context<'_>,
) -> anyhow::Result<PackageName> {
    let message = match (given, existing_package(out, context)?) {
        (Some(given), Some(existing)) if given != existing => {
            format!(
                "the package is `{given}`, but the existing Cargo.toml has the name `{existing}`"
            )
        }
        (Some(name), _) | (None, Some(name)) => return Ok(name),
        (None, None) => {
            let out = context.absolute(out);
            let folder = out.file_name().unwrap_or_default().to_string_lossy();
            match folder.parse() {
                Ok(name) => return Ok(name),
                Err(error) => format!(
                    "the name of the folder, {folder:?}, is not a valid package name: {error}; \
                    set the name of the package"
                ),
            }
        }
    };
    Err(WrongCall(message).into())
}
