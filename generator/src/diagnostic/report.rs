//! Where the stages put what they find wrong, so that all of it is told at once.

use crate::diagnostic::Diagnostic;
use indexmap::IndexSet;
use std::cell::RefCell;

/// The diagnostics of one run.
#[derive(Debug, Default)]
pub(crate) struct Report {
    found: RefCell<IndexSet<Diagnostic>>,
}

impl Report {
    /// A report that begins with what an earlier stage has found.
    pub(crate) fn with(found: Vec<Diagnostic>) -> Self {
        Self {
            found: RefCell::new(found.into_iter().collect()),
        }
    }

    /// Adds a diagnostic. What is met on several ways is told once.
    pub(crate) fn add(&self, diagnostic: Diagnostic) {
        self.found.borrow_mut().insert(diagnostic);
    }

    /// All that was found so far, which is then forgotten.
    pub(crate) fn take(&self) -> Vec<Diagnostic> {
        self.found.take().into_iter().collect()
    }

    /// All that was found, in the order in which it was.
    pub(crate) fn into_found(self) -> Vec<Diagnostic> {
        self.found.into_inner().into_iter().collect()
    }

    /// All that was found: as a failure if an error is among it.
    pub(crate) fn finish(self) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
        let found = self.into_found();
        if found.iter().any(Diagnostic::is_error) {
            Err(found)
        } else {
            Ok(found)
        }
    }
}
