//! The files of a client, and how to display them.

use std::path::PathBuf;

use crate::client::Client;
use crate::context::Context;

/// The specification and the crate of a client.
pub(super) struct Target<'c> {
    pub(super) client: &'c Client,
    pub(super) spec: PathBuf,
    pub(super) out: PathBuf,
    /// Both paths for display.
    pub(super) shown: Shown,
    /// The name of the specification in generated files.
    pub(super) source_name: String,
    /// The prefix of the paths in diffs.
    ///
    /// A diff applies to the folder of the project file, or to that of a crate outside of it.
    pub(super) diff_prefix: String,
}

pub(super) struct Shown {
    pub(super) spec: String,
    pub(super) out: String,
}

impl<'c> Target<'c> {
    /// This does not read the specification.
    pub(super) fn new(client: &'c Client, context: &Context<'_>) -> anyhow::Result<Self> {
        let (spec, out) = (&client.specification.path, &client.out);
        let shown = Shown {
            spec: context.display_path(spec),
            out: context.display_path(out),
        };
        let (spec, out) = (context.absolute(spec), context.absolute(out));
        Ok(Self {
            client,
            source_name: client.source_name(context)?,
            diff_prefix: prefix(&context.in_root(&out).unwrap_or_default()),
            spec,
            out,
            shown,
        })
    }

    /// The prefix of the displayed paths of files.
    pub(super) fn prefix(&self) -> String {
        prefix(&self.shown.out)
    }
}

fn prefix(folder: &str) -> String {
    match folder {
        "" | "." => String::new(),
        folder => format!("{folder}/"),
    }
}
