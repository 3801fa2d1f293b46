//! Running a program and seeing what it takes.

use std::io::{self, Read};
use std::process::{Command, ExitStatus, Stdio};
use std::thread;
use std::time::Instant;

use serde::Serialize;
use wait4::Wait4 as _;

/// What a program has taken, together with the programs that it ran.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(super) struct Taken {
    /// The time of the processors.
    pub(super) cpu_seconds: f64,
    /// The time on the clock.
    pub(super) seconds: f64,
    /// The most memory that any one of them held at once.
    ///
    /// A system counts a new process as what its parent held until it becomes a program
    /// of its own. This one holds little, since it reads no specification itself.
    pub(super) peak_bytes: u64,
}

/// How a program has ended.
pub(super) struct Ended {
    pub(super) status: ExitStatus,
    pub(super) stdout: Vec<u8>,
    pub(super) stderr: String,
    pub(super) taken: Taken,
}

/// Runs a program to its end.
pub(super) fn run(command: &mut Command) -> io::Result<Ended> {
    let start = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    // A program waits for a reader once a pipe is full, so both are read at once.
    let (stdout, stderr) = thread::scope(|scope| {
        let stderr = scope.spawn(|| read(stderr));
        (read(stdout), stderr.join().unwrap_or_default())
    });
    let ended = child.wait4()?;
    let taken = Taken {
        cpu_seconds: (ended.rusage.utime + ended.rusage.stime).as_secs_f64(),
        seconds: start.elapsed().as_secs_f64(),
        peak_bytes: ended.rusage.maxrss,
    };
    Ok(Ended {
        status: ended.status,
        stdout,
        stderr: String::from_utf8_lossy(&stderr).into_owned(),
        taken,
    })
}

fn read(pipe: Option<impl Read>) -> Vec<u8> {
    let mut bytes = Vec::new();
    // What cannot be read any more is missing; the status of the program tells the rest.
    let _ = pipe.map(|mut pipe| pipe.read_to_end(&mut bytes));
    bytes
}
