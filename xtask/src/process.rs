//! Runs programs, and measures time and memory.

use std::io::{self, Read};
use std::process::{Command, ExitStatus, Stdio};
use std::thread;
use std::time::Instant;

use serde::Serialize;
use wait4::Wait4 as _;

/// The resource usage of a program and its child processes.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(crate) struct Usage {
    /// CPU time.
    pub(crate) cpu_seconds: f64,
    /// Wall-clock time.
    pub(crate) seconds: f64,
    /// The peak memory of the largest process.
    ///
    /// Between fork and exec, a child counts with the peak memory of its parent. That is little as long as
    /// this process parses no specification.
    pub(crate) peak_bytes: u64,
}

/// The result of a program.
pub(crate) struct Completed {
    pub(crate) status: ExitStatus,
    pub(crate) stdout: Vec<u8>,
    pub(crate) stderr: String,
    pub(crate) usage: Usage,
}

/// Runs a program and waits for it.
pub(crate) fn run(command: &mut Command) -> io::Result<Completed> {
    let start = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    // A program blocks when a pipe is full, so both are read concurrently.
    let (stdout, stderr) = thread::scope(|scope| {
        let stderr = scope.spawn(|| read(stderr));
        (read(stdout), stderr.join().unwrap_or_default())
    });
    let ended = child.wait4()?;
    let usage = Usage {
        cpu_seconds: (ended.rusage.utime + ended.rusage.stime).as_secs_f64(),
        seconds: start.elapsed().as_secs_f64(),
        peak_bytes: ended.rusage.maxrss,
    };
    Ok(Completed {
        status: ended.status,
        stdout,
        stderr: String::from_utf8_lossy(&stderr).into_owned(),
        usage,
    })
}

fn read(pipe: Option<impl Read>) -> Vec<u8> {
    let mut bytes = Vec::new();
    // A read error truncates the output; the exit status shows whether the program failed.
    let _ = pipe.map(|mut pipe| pipe.read_to_end(&mut bytes));
    bytes
}
