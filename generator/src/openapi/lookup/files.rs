//! References to other files.

use super::Values;
use super::errors::{self, OpenError};
use crate::diagnostic::pointer::SourceId;
use crate::openapi::document::Reference;

impl Values<'_> {
    /// Opens the file of a reference. Reports an error if that fails.
    pub(super) fn open(&self, reference: &Reference, file: &str) -> Option<SourceId> {
        let from = self.sources.path(reference.at.source());
        let opened = path(from, file)
            .and_then(|path| self.sources.open(&path).map_err(OpenError::Load))
            .map_err(|error| {
                self.report.add(errors::unreadable_file(reference, &error));
            });
        let id = opened.ok()?;
        if let Some(read) = self.sources.read(id) {
            let problems = read.problems.iter().cloned();
            problems.for_each(|problem| self.report.add(problem));
        }
        Some(id)
    }
}

/// Resolves a path relative to the file `from`. The result is relative to the root folder.
fn path(from: &str, file: &str) -> Result<String, OpenError> {
    if file.contains("://") || file.starts_with("//") || has_scheme(file) {
        return Err(OpenError::Url);
    }
    if file.contains('\\') {
        return Err(OpenError::Backslashes);
    }
    if file.starts_with('/') {
        return Err(OpenError::Outside);
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in file.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop().ok_or(OpenError::Outside)?;
            }
            part => parts.push(part),
        }
    }
    Ok(parts.join("/"))
}

/// Whether a path starts with a URI scheme such as `urn:` or `file:`, or with a drive letter.
fn has_scheme(file: &str) -> bool {
    let scheme = file.split_once(':').map_or("", |(scheme, _)| scheme);
    let is_scheme = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(is_scheme)
}
