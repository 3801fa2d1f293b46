//! Where the stages put what they find wrong, so that all of it is told at once.

use crate::diagnostic::{Diagnostic, Severity};
use std::cell::RefCell;

/// The diagnostics of one run.
#[derive(Debug, Default)]
pub(crate) struct Report {
    found: RefCell<Vec<Diagnostic>>,
}

impl Report {
    /// A report that begins with what an earlier stage has found.
    pub(crate) fn with(found: Vec<Diagnostic>) -> Self {
        Self {
            found: found.into(),
        }
    }

    /// Adds a diagnostic. What is met on several ways is told once.
    pub(crate) fn add(&self, diagnostic: Diagnostic) {
        let mut found = self.found.borrow_mut();
        if !found.contains(&diagnostic) {
            found.push(diagnostic);
        }
    }

    /// Whether anything found so far forbids to go on.
    pub(crate) fn has_errors(&self) -> bool {
        let found = self.found.borrow();
        found.iter().any(|found| found.severity == Severity::Error)
    }

    /// All that was found: the errors together with the warnings if there is
    /// an error, else `Ok` and the warnings.
    pub(crate) fn finish(self) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
        let failed = self.has_errors();
        let found = self.found.into_inner();
        if failed { Err(found) } else { Ok(found) }
    }
}
