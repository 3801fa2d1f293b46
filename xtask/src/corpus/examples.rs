//! The results of the tests of the examples.

use std::collections::BTreeSet;

use serde::Serialize;

use super::one::Finding;
use crate::process::Completed;

/// The start of a message about an example.
const EXAMPLE: &str = "the example at ";

/// The results of the tests of the examples.
#[derive(Debug, Serialize)]
pub(super) struct ExampleResults {
    /// The examples that cannot be deserialized, or that a round trip changes.
    pub(super) failures: Vec<Finding>,
    /// Why the tests did not run.
    pub(super) failure: Option<String>,
}

impl ExampleResults {
    pub(super) fn is_silent(&self) -> bool {
        self.failures.is_empty() && self.failure.is_none()
    }

    /// Parses the output of the tests.
    pub(super) fn read(ended: &Completed) -> Self {
        let text = String::from_utf8_lossy(&ended.stdout);
        let messages = text
            .lines()
            .filter_map(|line| line.trim().strip_prefix(EXAMPLE));
        let failures: BTreeSet<&str> = messages.collect();
        let failures: Vec<Finding> = failures.into_iter().map(finding).collect();
        let has_failed = !ended.status.success() && failures.is_empty();
        Self {
            failure: has_failed.then(|| ended.stderr.trim_end().to_owned()),
            failures,
        }
    }
}

/// `/components/…: cannot be read: …`
fn finding(message: &str) -> Finding {
    let (pointer, message) = message.split_once(' ').unwrap_or(("", message));
    Finding {
        pointer: Some(pointer.to_owned()),
        message: format!("an example {message}"),
    }
}
