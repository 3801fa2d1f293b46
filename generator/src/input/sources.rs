//! The sources of a specification: its file, its overlays, and the files that it refers to.

use std::cell::RefCell;
use std::fmt;
use std::path::Path;

use elsa::{FrozenMap, FrozenVec};

use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::pointer::SourceId;
use crate::input::source::Source;
use crate::input::syntax::written::WrittenNumbers;
use crate::input::syntax::{self, Reading};

/// Reads the files that a specification refers to.
///
/// The generator does no I/O itself. It requests only paths in or below the root folder, each of them
/// once. The root folder is that of the specification, unless [`Sources::with_path`] says otherwise.
/// The loader has to check that a symbolic link does not lead out of it.
pub trait Loader {
    /// Reads a file.
    ///
    /// `path` is relative to the root folder. Its separator is `/`, and it contains
    /// neither `.` nor `..`.
    ///
    /// # Errors
    ///
    /// Fails if the file cannot be read.
    fn load(&self, path: &str) -> Result<Vec<u8>, LoadError>;
}

/// Why a file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadError {
    /// The file does not exist.
    Missing,
    /// The file is outside of the root folder.
    Outside,
    /// Any other reason.
    Unreadable(String),
}

/// The sources of one specification.
///
/// Files that it refers to are added when they are first needed.
pub struct Sources<'l> {
    loader: Option<&'l dyn Loader>,
    /// The path of the first source, relative to the root folder.
    first_path: String,
    all: FrozenVec<Box<Source>>,
    /// The overlays of the first source.
    overlays: Vec<SourceId>,
    /// The parsed files that the first source refers to.
    read: FrozenMap<SourceId, Box<Read>>,
    /// The files that were opened, by their path relative to the root folder.
    opened: FrozenMap<String, Box<Result<SourceId, LoadError>>>,
    /// The digits of the numbers of all sources that were read.
    numbers: RefCell<WrittenNumbers>,
}

impl<'l> Sources<'l> {
    /// A specification in one file.
    #[must_use]
    pub fn new(source: Source) -> Self {
        let first_path = file_name(&source.name).to_owned();
        let all = FrozenVec::new();
        all.push(Box::new(source));
        Self {
            loader: None,
            opened: FrozenMap::from_iter([(first_path.clone(), Box::new(Ok(SourceId::default())))]),
            first_path,
            all,
            overlays: Vec::new(),
            read: FrozenMap::new(),
            numbers: RefCell::default(),
        }
    }

    /// Sets the path of the specification, relative to the root folder, for references that lead out
    /// of its own folder. Without it, the root folder is the folder of the specification.
    #[must_use]
    pub fn with_path(mut self, path: &str) -> Self {
        path.clone_into(&mut self.first_path);
        let first = Box::new(Ok(SourceId::default()));
        self.opened = FrozenMap::from_iter([(path.to_owned(), first)]);
        self
    }

    /// Adds overlays, which are applied in this order.
    #[must_use]
    pub fn with_overlays(mut self, overlays: impl IntoIterator<Item = Source>) -> Self {
        for overlay in overlays {
            self.overlays.push(SourceId(self.all.len()));
            self.all.push(Box::new(overlay));
        }
        self
    }

    /// Sets the loader for files that the specification refers to.
    #[must_use]
    pub fn with_loader(mut self, loader: &'l dyn Loader) -> Self {
        self.loader = Some(loader);
        self
    }

    /// Renames the first source, and the other files relative to it.
    #[must_use]
    pub fn renamed(self, name: &str) -> Self {
        let root = name.strip_suffix(&self.first_path).unwrap_or_default();
        let rename = |(index, source): (usize, &Source)| Source {
            name: match source.name.strip_prefix(self.root()) {
                Some(path) if !self.overlays.contains(&SourceId(index)) => format!("{root}{path}"),
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

    /// The root folder in the names of sources: empty, or with a trailing slash.
    fn root(&self) -> &str {
        let name = &self.first().name;
        name.strip_suffix(&self.first_path).unwrap_or_default()
    }

    /// The first source.
    pub(crate) fn first(&self) -> &Source {
        &self.all[0]
    }

    /// All sources, in the order of their [`SourceId`]s.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Source> {
        self.all.iter()
    }

    pub(crate) fn get(&self, id: SourceId) -> Option<&Source> {
        self.all.get(id.0)
    }

    /// The overlays, in the order in which they are applied.
    pub(crate) fn overlays(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        let found = |id: &SourceId| Some((*id, self.get(*id)?));
        self.overlays.iter().filter_map(found)
    }

    /// The path of a source, relative to the root folder.
    pub(crate) fn path(&self, id: SourceId) -> &str {
        if id == SourceId::default() {
            return &self.first_path;
        }
        let name = self.get(id).map_or("", |source| &source.name);
        name.strip_prefix(self.root()).unwrap_or(name)
    }

    /// The parsed contents of a source other than the first.
    pub(crate) fn read(&self, id: SourceId) -> Option<&Read> {
        self.read.get(&id)
    }

    pub(crate) fn add_numbers(&self, numbers: WrittenNumbers) {
        self.numbers.borrow_mut().extend(numbers);
    }

    /// A value as JSON, with the digits of its numbers as they are written.
    pub(crate) fn json_text(&self, value: &Value) -> String {
        self.numbers.borrow().json(value)
    }

    /// Opens a file by its path relative to the root folder. It is read once.
    pub(crate) fn open(&self, path: &str) -> Result<SourceId, LoadError> {
        if let Some(result) = self.opened.get(path) {
            return result.clone();
        }
        let loader = self.loader.ok_or(LoadError::Missing);
        let bytes = loader.and_then(|loader| loader.load(path));
        let id = SourceId(self.all.len());
        let opened = bytes.map(|bytes| {
            let name = format!("{}{path}", self.root());
            let (source, read) = match Source::from_bytes(name, bytes) {
                Ok(source) => {
                    let mut read = syntax::read(&source);
                    if let Ok(reading) = &mut read {
                        self.add_numbers(std::mem::take(&mut reading.numbers));
                    }
                    let read = Read::new(read);
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

/// The parsed contents of a source.
pub(crate) struct Read {
    /// The value, or `None` if the text has an error.
    pub(crate) value: Option<Value>,
    /// The diagnostics about the text.
    pub(crate) problems: Vec<Diagnostic>,
}

impl Read {
    fn new(read: Result<Reading, Vec<Diagnostic>>) -> Self {
        match read {
            Ok(Reading {
                value, warnings, ..
            }) => Self {
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

fn file_name(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// The name of a file without its extension.
pub(crate) fn stem(path: &str) -> &str {
    let stem = Path::new(file_name(path)).file_stem();
    stem.and_then(|stem| stem.to_str()).unwrap_or(path)
}
