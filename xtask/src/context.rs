//! What a verb knows of the world around it.

use std::env;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use anstream::{AutoStream, ColorChoice};
use anyhow::Context as _;
use generator::Style;

/// The workspace, the user's place in the file system, and where to print.
///
/// Both streams are given ANSI colours; whoever makes a context strips them where
/// nobody looks.
pub struct Context<'a> {
    /// The folder of the workspace.
    pub workspace: PathBuf,
    /// The folder that paths on the command line are relative to.
    pub current: PathBuf,
    /// Takes what can be piped onwards: the difference that `--check` finds, and help.
    pub stdout: &'a mut dyn Write,
    /// Takes everything that is only for reading: progress, summaries, problems.
    pub stderr: &'a mut dyn Write,
    /// How problems in a specification are drawn on standard error.
    pub style: Style,
}

impl<'a> Context<'a> {
    /// Finds the workspace from where the program is run.
    ///
    /// Cargo tells a program that it runs where its package is; a program that is
    /// run without cargo looks from the current folder upwards.
    ///
    /// # Errors
    ///
    /// Fails outside of the workspace, and where there is no current folder.
    pub fn from_env(stdout: &'a mut dyn Write, stderr: &'a mut dyn Write) -> anyhow::Result<Self> {
        let current = env::current_dir().context("error: there is no current folder")?;
        let start = env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| current.clone(), Into::into);
        let workspace = start
            .ancestors()
            .find(|folder| folder.join("xtask/Cargo.toml").is_file())
            .context("error: this is not the workspace, nor a folder in it")?
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

    /// The absolute path that a path on the command line means, without links as far as it exists.
    #[must_use]
    pub fn absolute(&self, path: &Path) -> PathBuf {
        let path = self.current.join(path);
        let resolved = path.ancestors().find_map(|existing| {
            let rest = path.strip_prefix(existing).ok()?;
            Some(existing.canonicalize().ok()?.join(rest))
        });
        lexical(&resolved.unwrap_or(path))
    }

    /// An absolute path as one within the workspace, with `/` between its parts.
    #[must_use]
    pub fn in_workspace(&self, path: &Path) -> Option<String> {
        slashed(
            path.strip_prefix(self.workspace.canonicalize().ok()?)
                .ok()?,
        )
    }

    /// How a path is shown: within the workspace, else within the current folder, else as it was given.
    #[must_use]
    pub fn shown(&self, given: &Path) -> String {
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
