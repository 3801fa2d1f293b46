//! Collects the diagnostics of all stages.

use crate::diagnostic::Diagnostic;
use indexmap::IndexSet;
use std::cell::RefCell;

/// The diagnostics of one run.
#[derive(Debug, Default)]
pub(crate) struct Report {
    found: RefCell<IndexSet<Diagnostic>>,
}

impl Report {
    /// A report that starts with the diagnostics of an earlier stage.
    pub(crate) fn with(found: Vec<Diagnostic>) -> Self {
        Self {
            found: RefCell::new(found.into_iter().collect()),
        }
    }

    /// Adds a diagnostic. Duplicates are ignored.
    pub(crate) fn add(&self, diagnostic: Diagnostic) {
        self.found.borrow_mut().insert(diagnostic);
    }

    /// Removes and returns all diagnostics.
    pub(crate) fn take(&self) -> Vec<Diagnostic> {
        self.found.take().into_iter().collect()
    }

    /// All diagnostics, in the order in which they were added.
    pub(crate) fn into_found(self) -> Vec<Diagnostic> {
        self.found.into_inner().into_iter().collect()
    }

    /// All diagnostics, as `Err` if one of them is an error.
    pub(crate) fn finish(self) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
        let found = self.into_found();
        if found.iter().any(Diagnostic::is_error) {
            Err(found)
        } else {
            Ok(found)
        }
    }
}
