//! Arguments that select operations.

use generator::OperationFilter;

/// Patterns for ids, tags and paths, in which `*` matches anything.
#[derive(Debug, Default, clap::Args)]
pub(crate) struct Selection {
    /// Select an operation by its operationId, or as 'GET /pets'; can be repeated
    #[arg(long = "operation", value_name = "ID")]
    operations: Vec<String>,

    /// Select all operations with this tag; can be repeated
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<String>,

    /// Select all operations on this path; can be repeated
    #[arg(long = "path", value_name = "PATH")]
    paths: Vec<String>,
}

impl Selection {
    pub(crate) fn filter(&self) -> OperationFilter {
        OperationFilter {
            operations: self.operations.clone(),
            tags: self.tags.clone(),
            paths: self.paths.clone(),
        }
    }

    /// The given options with their values.
    pub(crate) fn options(&self) -> impl Iterator<Item = (&'static str, &String)> {
        let operations = self.operations.iter().map(|it| ("--operation", it));
        let tags = self.tags.iter().map(|it| ("--tag", it));
        let paths = self.paths.iter().map(|it| ("--path", it));
        operations.chain(tags).chain(paths)
    }
}
