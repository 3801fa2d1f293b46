//! The files of a specification: the one that was asked for, and those that it refers to.

use std::fmt;
use std::path::Path;

use elsa::{FrozenMap, FrozenVec};

use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::input::source::{Source, SourceId};
use crate::input::syntax::{self, Reading};

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
    /// Those that are overlays of the first.
    overlays: Vec<SourceId>,
    /// What the others hold, and what is wrong with them.
    read: FrozenMap<SourceId, Box<Read>>,
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
            overlays: Vec::new(),
            read: FrozenMap::new(),
            opened,
        }
    }

    /// Corrects the first source by overlays, in their order.
    #[must_use]
    pub fn with_overlays(mut self, overlays: impl IntoIterator<Item = Source>) -> Self {
        for overlay in overlays {
            self.overlays.push(SourceId(self.all.len()));
            self.all.push(Box::new(overlay));
        }
        self
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
        let rename = |(index, source): (usize, &Source)| Source {
            name: match source.name.strip_prefix(&from) {
                Some(rest) if !self.overlays.contains(&SourceId(index)) => {
                    format!("{}{rest}", folder(name))
                }
                _ => source.name.clone(),
            },
            text: source.text.clone(),
        };
        let others = self.all.iter().enumerate().skip(1).map(rename);
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

    /// The overlays of the first source, in their order.
    pub(crate) fn overlays(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        let found = |id: &SourceId| Some((*id, self.get(*id)?));
        self.overlays.iter().filter_map(found)
    }

    /// The path of a source in the folder of the first.
    pub(crate) fn path(&self, id: SourceId) -> &str {
        let name = self.get(id).map_or("", |source| &source.name);
        name.strip_prefix(folder(&self.first().name))
            .unwrap_or(name)
    }

    /// What another source than the first holds.
    pub(crate) fn read(&self, id: SourceId) -> Option<&Read> {
        self.read.get(&id)
    }

    /// The source of a path in the folder of the first, read when it is first asked for.
    pub(crate) fn open(&self, path: &str) -> Result<SourceId, LoadError> {
        if let Some(known) = self.opened.get(path) {
            return known.clone();
        }
        let loader = self.loader.ok_or(LoadError::Missing);
        let bytes = loader.and_then(|loader| loader.load(path));
        let id = SourceId(self.all.len());
        let opened = bytes.map(|bytes| {
            let name = format!("{}{path}", folder(&self.first().name));
            let (source, read) = match Source::from_bytes(name, bytes) {
                Ok(source) => {
                    let read = Read::new(syntax::read(&source));
                    (source, read)
                }
                Err(not_text) => (not_text.source, Read::new(Err(not_text.diagnostics))),
            };
            self.all.push(Box::new(source));
            self.read.insert(id, Box::new(read.in_source(id)));
            id
        });
        self.opened
            .insert(path.to_owned(), Box::new(opened.clone()));
        opened
    }
}

/// What a source holds.
pub(crate) struct Read {
    /// Nothing where it cannot be read.
    pub(crate) value: Option<Value>,
    /// What is wrong or doubtful about the text.
    pub(crate) problems: Vec<Diagnostic>,
}

impl Read {
    fn new(read: Result<Reading, Vec<Diagnostic>>) -> Self {
        match read {
            Ok(Reading { value, warnings }) => Self {
                value: Some(value),
                problems: warnings,
            },
            Err(problems) => Self {
                value: None,
                problems,
            },
        }
    }

    fn in_source(mut self, id: SourceId) -> Self {
        let problems = self.problems.into_iter();
        self.problems = problems.map(|problem| problem.in_source(id)).collect();
        self
    }
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
