//! The files of a specification: the one that was asked for, and those that it refers to.

use std::fmt;
use std::path::Path;

use elsa::{FrozenMap, FrozenVec};

use crate::source::{Source, SourceId};

/// Reads the files that a specification refers to.
///
/// The generator does no input of its own. It asks only for files in the folder of the
/// specification or below it, and each of them once. Whether a path leads out of that
/// folder all the same, by a symbolic link, only the loader can tell.
pub trait Loader {
    /// Reads a file.
    ///
    /// `path` is relative to the folder of the specification, with `/` between its parts
    /// and neither `.` nor `..` among them.
    ///
    /// # Errors
    ///
    /// Fails with the reason why there is nothing to read.
    fn load(&self, path: &str) -> Result<Vec<u8>, LoadError>;
}

/// Why a file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadError {
    /// There is no such file.
    Missing,
    /// It lies outside of the specification's folder.
    Outside,
    /// Anything else, in a few words.
    Unreadable(String),
}

/// The sources of one specification.
///
/// It begins as one, and grows while that is read. Diagnostics are shown with all of them.
pub struct Sources<'l> {
    loader: Option<&'l dyn Loader>,
    all: FrozenVec<Box<Source>>,
    /// What has been asked for, by its path in the folder of the first.
    opened: FrozenMap<String, Box<Result<SourceId, LoadError>>>,
}

impl<'l> Sources<'l> {
    /// A specification that lies in one source.
    #[must_use]
    pub fn new(source: Source) -> Self {
        let opened = FrozenMap::new();
        opened.insert(
            file_name(&source.name).to_owned(),
            Box::new(Ok(SourceId::default())),
        );
        let all = FrozenVec::new();
        all.push(Box::new(source));
        Self {
            loader: None,
            all,
            opened,
        }
    }

    /// Lets the specification refer to other files.
    #[must_use]
    pub fn with_loader(mut self, loader: &'l dyn Loader) -> Self {
        self.loader = Some(loader);
        self
    }

    /// Calls the first source by another name, and the others by where they lie beside it.
    #[must_use]
    pub fn renamed(self, name: &str) -> Self {
        let from = folder(&self.first().name).to_owned();
        let rename = |source: &Source| Source {
            name: match source.name.strip_prefix(&from) {
                Some(rest) => format!("{}{rest}", folder(name)),
                None => source.name.clone(),
            },
            text: source.text.clone(),
        };
        let others = self.all.iter().skip(1).map(rename);
        let first = Source::new(name, self.first().text.clone());
        let all: Vec<Box<Source>> = std::iter::once(first).chain(others).map(Box::new).collect();
        Self {
            all: all.into(),
            ..self
        }
    }

    /// The source that was asked for.
    pub(crate) fn first(&self) -> &Source {
        &self.all[0]
    }

    /// All of them, each at the place that its [`SourceId`] holds.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Source> {
        self.all.iter()
    }

    pub(crate) fn get(&self, id: SourceId) -> Option<&Source> {
        self.all.get(id.0)
    }

    /// The path of a source in the folder of the first.
    pub(crate) fn path(&self, id: SourceId) -> &str {
        let name = self.get(id).map_or("", |source| &source.name);
        name.strip_prefix(folder(&self.first().name))
            .unwrap_or(name)
    }

    /// The source of a path in the folder of the first, read when it is first asked for.
    ///
    /// The text has `U+FFFD` where the bytes are none: whoever reads it finds them there.
    pub(crate) fn open(&self, path: &str) -> Result<Opened, LoadError> {
        if let Some(known) = self.opened.get(path) {
            return known.clone().map(Opened::Known);
        }
        let loader = self.loader.ok_or(LoadError::Missing);
        let bytes = loader.and_then(|loader| loader.load(path));
        let id = SourceId(self.all.len());
        let opened = bytes.map(|bytes| {
            let name = format!("{}{path}", folder(&self.first().name));
            let (source, diagnostics) = match Source::from_bytes(name, bytes) {
                Ok(source) => (source, Vec::new()),
                Err(not_text) => (not_text.source, not_text.diagnostics),
            };
            self.all.push(Box::new(source));
            Opened::New(id, diagnostics)
        });
        let outcome = opened.as_ref().map(|_| id).map_err(Clone::clone);
        self.opened.insert(path.to_owned(), Box::new(outcome));
        opened
    }
}

/// A source that has been asked for.
#[derive(Debug)]
pub(crate) enum Opened {
    /// It has been read before.
    Known(SourceId),
    /// It is read now, and this is wrong with its bytes.
    New(SourceId, Vec<crate::diagnostic::Diagnostic>),
}

impl From<Source> for Sources<'_> {
    fn from(source: Source) -> Self {
        Self::new(source)
    }
}

impl fmt::Debug for Sources<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.iter().map(|source| &source.name);
        f.debug_list().entries(names).finish()
    }
}

/// The folder that a source lies in, with the slash behind it.
fn folder(name: &str) -> &str {
    &name[..name.len() - file_name(name).len()]
}

fn file_name(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// The name of a file without its extension.
pub(crate) fn stem(path: &str) -> &str {
    let stem = Path::new(file_name(path)).file_stem();
    stem.and_then(|stem| stem.to_str()).unwrap_or(path)
}
