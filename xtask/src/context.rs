//! The environment of a verb.

use std::env;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use anstream::{AutoStream, ColorChoice};
use anyhow::Context as _;
use generator::Style;

/// The specification of this workspace's own client.
pub(crate) const OUR_SPEC: &str = "spec/cloudflare-images.yaml";

/// The workspace, the current folder, and the output streams.
///
/// Output contains ANSI colours. The creator of a context strips them if a stream is not a
/// terminal.
pub struct Context<'a> {
    /// The folder of the workspace.
    pub workspace: PathBuf,
    /// The folder that paths on the command line are relative to.
    pub current: PathBuf,
    /// For output that can be piped, such as the diff of `--check`, and for help.
    pub stdout: &'a mut dyn Write,
    /// For everything else: progress, summaries, diagnostics.
    pub stderr: &'a mut dyn Write,
    /// How diagnostics are rendered on standard error.
    pub style: Style,
}

impl<'a> Context<'a> {
    /// Finds the workspace.
    ///
    /// Under cargo this is the workspace of the package, which cargo sets in a variable. Otherwise the
    /// search starts at the current folder.
    ///
    /// # Errors
    ///
    /// Fails outside of the workspace, or if the current folder does not exist.
    pub fn from_env(stdout: &'a mut dyn Write, stderr: &'a mut dyn Write) -> anyhow::Result<Self> {
        let current = env::current_dir().context("error: the current folder does not exist")?;
        let start = env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| current.clone(), Into::into);
        let workspace = start
            .ancestors()
            .find(|folder| folder.join("xtask/Cargo.toml").is_file())
            .context("error: this folder is not in the workspace")?
            .to_path_buf();
        Ok(Self {
            workspace,
            current,
            stdout,
            stderr,
            style: match AutoStream::choice(&io::stderr()) {
                ColorChoice::Never => Style::Plain,
                _ => Style::Coloured,
            },
        })
    }

    /// The absolute path of an argument. Symbolic links are resolved as far as the path exists.
    #[must_use]
    pub fn absolute(&self, path: &Path) -> PathBuf {
        let path = self.current.join(path);
        let resolved = path.ancestors().find_map(|existing| {
            let rest = path.strip_prefix(existing).ok()?;
            Some(existing.canonicalize().ok()?.join(rest))
        });
        lexical(&resolved.unwrap_or(path))
    }

    /// An absolute path relative to the workspace, with `/` as the separator.
    #[must_use]
    pub fn in_workspace(&self, path: &Path) -> Option<String> {
        slashed(
            path.strip_prefix(self.workspace.canonicalize().ok()?)
                .ok()?,
        )
    }

    /// A path for display: relative to the workspace, else to the current folder, else as given.
    #[must_use]
    pub fn display_path(&self, given: &Path) -> String {
        let path = self.absolute(given);
        let within = |folder: &Path| {
            let path = slashed(path.strip_prefix(folder.canonicalize().ok()?).ok()?)?;
            Some(if path.is_empty() {
                ".".to_owned()
            } else {
                path
            })
        };
        within(&self.workspace)
            .or_else(|| within(&self.current))
            .unwrap_or_else(|| given.display().to_string())
    }
}

fn slashed(path: &Path) -> Option<String> {
    let parts: Option<Vec<_>> = path.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/"))
}

fn lexical(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut path, part| {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                path.pop();
            }
            part => path.push(part),
        }
        path
    })
}
