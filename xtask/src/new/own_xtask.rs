//! A package `xtask` that runs the verbs.

use std::path::Path;

use anyhow::Context as _;

use super::draft::Edits;
use super::manifests::{self, Workspace};
use crate::client::relative;
use crate::context::Context;
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
            format!(
                "path = {}",
                toml_edit::Value::from(relative(&folder, &path))
            )
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
    let path = workspace.folder.join(".cargo/config.toml");
    let existing = disk::read(&path).unwrap_or_default();
    let existing = String::from_utf8_lossy(&existing);
    let text = manifests::with_alias(&existing)
        .with_context(|| format!("cannot change {}", context.display_path(&path)))?;
    edits.add(&path, text, false)
}
