//! Exit statuses.

use std::process::ExitCode;

/// How a run ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// The verb succeeded, or there was nothing to do.
    Success,
    /// The input, the output or the disk has a problem.
    Failure,
    /// The arguments are invalid.
    WrongCall,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        match status {
            Status::Success => Self::SUCCESS,
            Status::Failure => Self::FAILURE,
            Status::WrongCall => Self::from(2),
        }
    }
}

/// Invalid arguments that clap cannot detect.
#[derive(Debug)]
pub(crate) struct WrongCall(pub(crate) String);

impl std::error::Error for WrongCall {}

impl std::fmt::Display for WrongCall {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
