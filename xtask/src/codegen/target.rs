//! The files of a client, and how to display them.

use std::path::{Path, PathBuf};

use crate::client::Client;
use crate::context::Context;

/// The specification and the crate of a client.
pub(super) struct Target<'c> {
    pub(super) client: &'c Client,
    pub(super) spec: PathBuf,
    /// The path of the specification for display.
    pub(super) shown_spec: String,
    /// The name of the specification in generated files.
    pub(super) source_name: String,
    pub(super) folder: Folder,
}

/// The folder of a crate.
pub(super) struct Folder {
    pub(super) path: PathBuf,
    /// The path for display.
    pub(super) shown: String,
    /// The prefix of the paths in diffs.
    ///
    /// A diff applies to the folder of the project file, or to that of a crate outside of it.
    pub(super) diff_prefix: String,
}

impl<'c> Target<'c> {
    /// This does not read the specification.
    pub(super) fn new(client: &'c Client, context: &Context<'_>) -> anyhow::Result<Self> {
        let spec = &client.specification.path;
        Ok(Self {
            client,
            source_name: client.source_name(context)?,
            shown_spec: context.display_path(spec),
            spec: context.absolute(spec),
            folder: Folder::new(&client.out, context),
        })
    }
}

impl Folder {
    pub(super) fn new(path: &Path, context: &Context<'_>) -> Self {
        let absolute = context.absolute(path);
        Self {
            shown: context.display_path(path),
            diff_prefix: prefix(&context.in_root(&absolute).unwrap_or_default()),
            path: absolute,
        }
    }

    /// The prefix of the displayed paths of files.
    pub(super) fn prefix(&self) -> String {
        prefix(&self.shown)
    }
}

fn prefix(folder: &str) -> String {
    match folder {
        "" | "." => String::new(),
        folder => format!("{folder}/"),
    }
}
