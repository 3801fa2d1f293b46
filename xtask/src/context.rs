//! The environment of a verb.

use std::env;
use std::io::{self, IsTerminal as _, Write};
use std::path::{Component, Path, PathBuf};

use anstream::{AutoStream, ColorChoice};
use anyhow::Context as _;
use generator::Style;

use crate::project;

/// The command of an `xtask`, in help and messages.
pub(crate) const CARGO_XTASK: &str = "cargo xtask";

/// The folders, and the output streams.
///
/// Output contains ANSI colours. The creator of a context strips them if a stream is not a
/// terminal.
pub struct Context<'a> {
    /// The command that runs this program, for help and messages: `cargo xtask`, or the name of the
    /// binary.
    pub program: String,
    /// The folder of the project file, if there is one.
    pub project: Option<PathBuf>,
    /// The folder that paths on the command line are relative to.
    pub current: PathBuf,
    /// For output that can be piped, such as the diff of `--check`, and for help.
    pub stdout: &'a mut dyn Write,
    /// For everything else: progress, summaries, diagnostics.
    pub stderr: &'a mut dyn Write,
    /// How diagnostics are rendered on standard error.
    pub style: Style,
    /// Whether a person at a terminal can answer questions.
    pub interactive: bool,
}

impl<'a> Context<'a> {
    /// The environment of this process.
    ///
    /// # Errors
    ///
    /// Fails if the current folder does not exist.
    pub fn from_env(stdout: &'a mut dyn Write, stderr: &'a mut dyn Write) -> anyhow::Result<Self> {
        let current = env::current_dir().context("the current folder does not exist")?;
        let style = match AutoStream::choice(&io::stderr()) {
            ColorChoice::Never => Style::Plain,
            _ => Style::Coloured,
        };
        Ok(Self {
            program: program(),
            style,
            interactive: io::stdin().is_terminal() && io::stderr().is_terminal(),
            ..Self::new(current, stdout, stderr)
        })
    }

    /// The environment of `cargo xtask` in a folder, without colours in diagnostics and without
    /// questions.
    pub fn new(current: PathBuf, stdout: &'a mut dyn Write, stderr: &'a mut dyn Write) -> Self {
        Self {
            program: CARGO_XTASK.to_owned(),
            project: project::find(&current),
            current,
            stdout,
            stderr,
            style: Style::Plain,
            interactive: false,
        }
    }

    /// The folder of the project file, or else the current folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        self.project.as_deref().unwrap_or(&self.current)
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

    /// An absolute path relative to [`Self::root`], with `/` as the separator.
    #[must_use]
    pub fn in_root(&self, path: &Path) -> Option<String> {
        slashed(path.strip_prefix(self.root().canonicalize().ok()?).ok()?)
    }

    /// A path for display: relative to the current folder if it is in or below it, or in the
    /// project; else as given.
    #[must_use]
    pub fn display_path(&self, given: &Path) -> String {
        self.relative(given)
            .unwrap_or_else(|| given.display().to_string())
    }

    fn relative(&self, given: &Path) -> Option<String> {
        let path = self.absolute(given);
        let current = self.current.canonicalize().ok()?;
        let root = self.root().canonicalize().ok()?;
        let mut up = String::new();
        for folder in current.ancestors().take_while(|it| it.starts_with(&root)) {
            if let Ok(rest) = path.strip_prefix(folder) {
                let shown = up + &slashed(rest)?;
                let shown = shown.trim_end_matches('/');
                return Some(if shown.is_empty() { "." } else { shown }.to_owned());
            }
            up.push_str("../");
        }
        None
    }
}

/// The command that runs this program. Cargo sets a variable for what it runs, such as an `xtask`.
fn program() -> String {
    let binary = env::args_os().next().map(PathBuf::from);
    let name = binary.and_then(|path| Some(path.file_stem()?.to_string_lossy().into_owned()));
    name.filter(|_| env::var_os("CARGO_MANIFEST_DIR").is_none())
        .unwrap_or_else(|| CARGO_XTASK.to_owned())
}

/// A relative path with `/` as the separator, if it is UTF-8.
pub(crate) fn slashed(path: &Path) -> Option<String> {
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
