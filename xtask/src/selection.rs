//! Which operations of a specification a call of a verb is about.

use generator::Wanted;

/// Operations by their ids, tags and paths. In each of them `*` stands for anything.
#[derive(Debug, Default, clap::Args)]
pub(crate) struct Selection {
    /// An operation by its operationId, or as in 'GET /pets'; may be given several times
    #[arg(long = "operation", value_name = "ID")]
    operations: Vec<String>,

    /// All operations with this tag; may be given several times
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<String>,

    /// All operations on this path; may be given several times
    #[arg(long = "path", value_name = "PATH")]
    paths: Vec<String>,
}

impl Selection {
    pub(crate) fn wanted(&self) -> Wanted {
        Wanted {
            operations: self.operations.clone(),
            tags: self.tags.clone(),
            paths: self.paths.clone(),
        }
    }

    /// The options as they were given, each with its value.
    pub(crate) fn options(&self) -> impl Iterator<Item = (&'static str, &String)> {
        let operations = self.operations.iter().map(|it| ("--operation", it));
        let tags = self.tags.iter().map(|it| ("--tag", it));
        let paths = self.paths.iter().map(|it| ("--path", it));
        operations.chain(tags).chain(paths)
    }
}
