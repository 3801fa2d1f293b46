//! A package `xtask` that runs the verbs.

use std::iter;
use std::path::Path;

use anyhow::Context as _;

use super::draft::Edits;
use super::manifests::{self, Workspace};
use crate::context::{Context, slashed};
use crate::disk;
use crate::package::PackageName;
use crate::status::WrongCall;

const MAIN: &str = "\
//! The verbs: see `cargo xtask --help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    openapi_fragment::main()
}
";

/// The packages that take most of the time of a run. Cargo does not optimise them by default.
const OPTIMISED: [&str; 6] = [
    "generator",
    "granit-parser",
    "prettyplease",
    "proc-macro2",
    "serde_json",
    "syn",
];

/// Adds the package, makes it a member of the workspace, and adds the alias `cargo xtask`.
///
/// # Errors
///
/// Fails if the source is not that of this program, or if there is another alias.
pub(super) fn add(
    source: &str,
    workspace: &mut Workspace,
    edits: &mut Edits,
    context: &Context<'_>,
) -> anyhow::Result<()> {
    let folder = workspace.folder.join("xtask");
    let dependency = if source.contains("://") || source.starts_with("git@") {
        format!("git = {}", toml_edit::Value::from(source))
    } else {
        let path = context.absolute(Path::new(source));
        let manifest = disk::read(&path.join("Cargo.toml")).unwrap_or_default();
        let package = PackageName::of_manifest(&String::from_utf8_lossy(&manifest));
        if package.is_ok_and(|it| it.as_str() == crate::NAME) {
            let path = relative(&folder, &path).context("the path of a folder is not UTF-8")?;
            format!("path = {}", toml_edit::Value::from(path))
        } else {
            let message = format!(
                "`--xtask {source}` is neither a folder with the package {} nor a git URL",
                crate::NAME
            );
            return Err(WrongCall(message).into());
        }
    };
    let manifest = format!(
        "[package]\nname = \"xtask\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
         [dependencies]\nopenapi-fragment = {{ {dependency} }}\n"
    );
    edits.add(&folder.join("Cargo.toml"), manifest, true)?;
    edits.add(&folder.join("src/main.rs"), MAIN.to_owned(), true)?;
    workspace.add_member(&folder)?;
    workspace.optimise(&OPTIMISED)?;
    let path = workspace.folder.join(".cargo/config.toml");
    let existing = disk::read(&path).unwrap_or_default();
    let existing = String::from_utf8_lossy(&existing);
    let text = manifests::with_alias(&existing)
        .with_context(|| format!("cannot change {}", context.display_path(&path)))?;
    edits.add(&path, text, false)
}

/// A path relative to a folder. Both are absolute.
fn relative(folder: &Path, path: &Path) -> Option<String> {
    let shared = folder.ancestors().find(|it| path.starts_with(it))?;
    let up = folder.strip_prefix(shared).ok()?.iter().count();
    let down = slashed(path.strip_prefix(shared).ok()?)?;
    Some(
        iter::repeat_n("..", up)
            .chain([&*down])
            .collect::<Vec<_>>()
            .join("/"),
    )
}
