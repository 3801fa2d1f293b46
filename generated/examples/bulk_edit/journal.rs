//! The outcomes of edits, in a file that survives the program.

use std::collections::HashMap;
use std::error::Error;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// How an edit has ended.
#[derive(Clone, Debug)]
pub(crate) enum Outcome {
    /// The API has applied it. `None` if the response with the new id could not be read.
    Edited(Option<String>),
    /// The API has not applied it.
    Failed(String),
    /// The API may have applied it.
    Unknown(String),
}

/// How many edits have ended in which way.
#[derive(Clone, Copy, Default)]
pub(crate) struct Totals {
    pub(crate) edited: usize,
    pub(crate) failed: usize,
    pub(crate) unknown: usize,
}

/// The journal of a run and of those before it.
///
/// An edit is written to a second file before it is sent. If the program is killed, the edits in that
/// file that have no outcome are those whose outcome is unknown.
pub(crate) struct Journal {
    path: PathBuf,
    outcomes: File,
    started: File,
    /// The outcome of each image in the journal.
    known: HashMap<String, String>,
}

impl Journal {
    /// Opens or creates the journal. Edits that an earlier run has started, and whose outcome it did
    /// not write, become unknown.
    ///
    /// # Errors
    ///
    /// Fails if the files cannot be read or written, or if another run uses them.
    pub(crate) fn open(path: &Path) -> Result<Self, Box<dyn Error>> {
        let started_path = path.with_extension("started");
        let started = open(&started_path)?;
        lock(&started).map_err(|_| format!("another run uses {}", path.display()))?;
        remove_partial_line(path)?;
        let mut journal = Self {
            path: path.to_owned(),
            outcomes: open(path)?,
            started,
            known: read(path)?,
        };
        // The last line may be incomplete: its edit had not been sent.
        for line in fs::read_to_string(&started_path)?.split_inclusive('\n') {
            match line.strip_suffix('\n') {
                Some(id) if !journal.has(id) => {
                    journal.record(id, &Outcome::Unknown("the run was killed".to_owned()))?;
                }
                _ => {}
            }
        }
        journal.started.set_len(0)?;
        Ok(journal)
    }

    /// Whether the journal has an outcome of this image.
    pub(crate) fn has(&self, id: &str) -> bool {
        self.known.contains_key(id)
    }

    /// Removes the images with these outcomes.
    pub(crate) fn forget(&mut self, outcomes: &[String]) -> Result<(), Box<dyn Error>> {
        if outcomes.is_empty() {
            return Ok(());
        }
        let temporary = self.path.with_extension("new");
        let mut kept = csv::Writer::from_path(&temporary)?;
        for record in reader(&self.path)?.records() {
            let record = record?;
            if !outcomes
                .iter()
                .any(|outcome| record.get(2) == Some(outcome))
            {
                kept.write_record(&record)?;
            }
        }
        kept.flush()?;
        fs::rename(&temporary, &self.path)?;
        self.outcomes = open(&self.path)?;
        self.known = read(&self.path)?;
        Ok(())
    }

    /// Notes that the edit of an image is about to be sent.
    pub(crate) fn start(&mut self, id: &str) -> io::Result<()> {
        self.started.write_all(format!("{id}\n").as_bytes())
    }

    /// Writes the outcome of an edit.
    pub(crate) fn record(&mut self, id: &str, outcome: &Outcome) -> io::Result<()> {
        let (new_id, name, error) = match outcome {
            Outcome::Edited(new_id) => (new_id.as_deref().unwrap_or_default(), "edited", ""),
            Outcome::Failed(error) => ("", "failed", error.as_str()),
            Outcome::Unknown(error) => ("", "unknown", error.as_str()),
        };
        // One write for each line, so that a line is written as a whole or not at all.
        let mut line = csv::Writer::from_writer(Vec::new());
        line.write_record([id, new_id, name, error])?;
        let line = line.into_inner().map_err(csv::IntoInnerError::into_error)?;
        self.outcomes.write_all(&line)?;
        self.known.insert(id.to_owned(), name.to_owned());
        Ok(())
    }

    /// Forgets the edits that were started, since none of them is in flight. Those without an outcome
    /// were not applied.
    pub(crate) fn close(&mut self) -> io::Result<()> {
        self.started.set_len(0)
    }

    pub(crate) fn totals(&self) -> Totals {
        let count = |outcome| self.known.values().filter(|it| *it == outcome).count();
        Totals {
            edited: count("edited"),
            failed: count("failed"),
            unknown: count("unknown"),
        }
    }
}

fn open(path: &Path) -> Result<File, String> {
    let file = OpenOptions::new().create(true).append(true).open(path);
    file.map_err(|error| format!("{}: {error}", path.display()))
}

fn reader(path: &Path) -> csv::Result<csv::Reader<File>> {
    let mut builder = csv::ReaderBuilder::new();
    builder.has_headers(false).from_path(path)
}

fn read(path: &Path) -> Result<HashMap<String, String>, Box<dyn Error>> {
    let mut known = HashMap::new();
    for record in reader(path)?.into_records() {
        let record = record.map_err(|error| format!("{}: {error}", path.display()))?;
        if let (Some(id), Some(outcome)) = (record.get(0), record.get(2)) {
            known.insert(id.to_owned(), outcome.to_owned());
        }
    }
    Ok(known)
}

/// Removes what a run that was killed has left of its last line.
fn remove_partial_line(path: &Path) -> io::Result<()> {
    let Ok(text) = fs::read(path) else {
        return Ok(());
    };
    let end = text
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |at| at + 1);
    if end == text.len() {
        return Ok(());
    }
    OpenOptions::new()
        .write(true)
        .open(path)?
        .set_len(end as u64)
}

#[cfg(unix)]
fn lock(file: &File) -> io::Result<()> {
    Ok(rustix::fs::flock(
        file,
        rustix::fs::FlockOperation::NonBlockingLockExclusive,
    )?)
}

#[cfg(not(unix))]
fn lock(_: &File) -> io::Result<()> {
    Ok(())
}
