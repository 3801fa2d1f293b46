//! The examples of a specification, as the tests of its crate try them.

use std::collections::BTreeSet;

use serde::Serialize;

use super::one::Told;
use super::process::Ended;

/// What a message about an example begins with.
const EXAMPLE: &str = "the example at ";

/// What the tests of a crate have said of its examples.
#[derive(Debug, Serialize)]
pub(super) struct Tried {
    /// The examples that the types do not take, or do not give back.
    pub(super) failures: Vec<Told>,
    /// Why they have not been tried.
    pub(super) failure: Option<String>,
}

impl Tried {
    pub(super) fn is_silent(&self) -> bool {
        self.failures.is_empty() && self.failure.is_none()
    }

    /// Reads what the tests have written.
    pub(super) fn read(ended: &Ended) -> Self {
        let text = String::from_utf8_lossy(&ended.stdout);
        let messages = text
            .lines()
            .filter_map(|line| line.trim().strip_prefix(EXAMPLE));
        let failures: BTreeSet<&str> = messages.collect();
        let failures: Vec<Told> = failures.into_iter().map(told).collect();
        let has_failed = !ended.status.success() && failures.is_empty();
        Self {
            failure: has_failed.then(|| ended.stderr.trim_end().to_owned()),
            failures,
        }
    }
}

/// `/components/…: cannot be read: …`
fn told(message: &str) -> Told {
    let (pointer, message) = message.split_once(' ').unwrap_or(("", message));
    Told {
        pointer: Some(pointer.to_owned()),
        message: format!("an example {message}"),
    }
}
