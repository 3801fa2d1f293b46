//! The files that references lead into.

use super::{Resolver, wrong};
use crate::input::source::SourceId;
use crate::input::sources::LoadError;
use crate::openapi::document::Reference;

/// Why the file part of a reference leads into no file of the specification.
pub(super) enum Refused {
    /// It has a scheme or a host.
    Url,
    /// It leads out of the folder.
    Outside,
    /// It is written as on Windows.
    Backslashes,
    Load(LoadError),
}

impl Resolver<'_> {
    /// The source that the file part of a reference means; nothing, and told, where there is none.
    pub(super) fn open(&self, reference: &Reference, file: &str) -> Option<SourceId> {
        let from = self.sources.path(reference.at.source());
        let opened = path(from, file)
            .and_then(|path| self.sources.open(&path).map_err(Refused::Load))
            .map_err(|refused| {
                self.report.add(wrong::no_file(reference, &refused));
            });
        let id = opened.ok()?;
        if let Some(read) = self.sources.read(id) {
            let problems = read.problems.iter().cloned();
            problems.for_each(|problem| self.report.add(problem));
        }
        Some(id)
    }
}

/// The path that a reference in the file `from` means, in the folder of the specification.
fn path(from: &str, file: &str) -> Result<String, Refused> {
    if file.contains("://") || file.starts_with("//") || has_scheme(file) {
        return Err(Refused::Url);
    }
    if file.contains('\\') {
        return Err(Refused::Backslashes);
    }
    if file.starts_with('/') {
        return Err(Refused::Outside);
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in file.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop().ok_or(Refused::Outside)?;
            }
            part => parts.push(part),
        }
    }
    Ok(parts.join("/"))
}

/// Whether a reference begins as a URI does: `urn:`, `file:`, or a drive.
fn has_scheme(file: &str) -> bool {
    let scheme = file.split_once(':').map_or("", |(scheme, _)| scheme);
    let is_scheme = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(is_scheme)
}
