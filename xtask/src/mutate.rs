//! `cargo xtask mutate`: tests the generator with mutated specifications.
//!
//! The number of a case determines its text, on every machine and with any number of threads.

mod judge;
mod random;
mod text;
mod tree;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Context as _;

use self::judge::Verdict;
use self::random::Random;
use crate::context::Context;
use crate::report::{self, count};
use crate::status::Status;

/// Test the generator with mutated specifications
///
/// Nodes are deleted, duplicated, renamed, swapped and replaced, references are redirected, bytes
/// flipped and lines moved, in YAML and in JSON. Each case has to result in an error with a place,
/// or in code that parses. A panic, a timeout, or an error without a place is a failure.
///
/// The cases are the same in every run. CI runs the first 2,000.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  cargo run --release -p openapi-fragment --features development -- mutate --cases 100000
      Runs many cases; the tests run the first 2,000.
  cargo xtask mutate --show 1234
      Prints the text of one case.

Exit status: 0 all cases passed, 1 a case failed, 2 invalid arguments.")]
pub struct Args {
    /// The number of cases
    #[arg(long, value_name = "NUMBER", default_value_t = 2_000)]
    cases: u64,

    /// The number of the first case
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    from: u64,

    /// Print the text of this case, and run none
    #[arg(long, value_name = "CASE", conflicts_with_all = ["cases", "from"])]
    show: Option<u64>,
}

/// The specifications to mutate.
const SEEDS: &[&str] = &[
    include_str!("mutate/seeds/schemas.yaml"),
    include_str!("mutate/seeds/calls.yaml"),
    include_str!("mutate/seeds/older.yaml"),
];

/// A case that takes longer is a failure. Normal cases take less than a tenth of this.
const TIMEOUT: Duration = Duration::from_secs(60);

/// The stack size of a main thread, which is larger than that of other threads.
const STACK: usize = 8 << 20;

/// The maximum number of failures that are printed.
const MAX_PRINTED: usize = 20;

/// Runs cases, or prints one.
///
/// # Errors
///
/// Fails if output cannot be written, or a thread cannot be started.
pub fn run(args: &Args, context: &mut Context<'_>) -> anyhow::Result<Status> {
    if let Some(case) = args.show {
        context.stdout.write_all(&mutant(case).1)?;
        return Ok(Status::Success);
    }
    let start = Instant::now();
    let shared = Arc::new(Shared::new(args.from, args.from.saturating_add(args.cases)));
    let stuck = work(&shared)?;
    let results = shared.results();
    for (case, failure) in results.failures.iter().take(MAX_PRINTED) {
        report::error(context.stderr, format_args!("case {case}: {failure}"))?;
    }
    for case in &stuck {
        let limit = TIMEOUT.as_secs();
        report::error(
            context.stderr,
            format_args!("case {case}: timeout after {limit} s"),
        )?;
    }
    let failures = results.failures.len() + stuck.len();
    let summary = format!(
        "{} in {:.1} s: {} refused, {} generated, {}",
        count(usize::try_from(args.cases)?, "case"),
        start.elapsed().as_secs_f64(),
        results.refused,
        results.generated,
        count(failures, "failure"),
    );
    if failures > 0 {
        report::error(context.stderr, summary)?;
        report::help(
            context.stderr,
            "`cargo xtask mutate --show CASE` prints the text of a case",
        )?;
        return Ok(Status::Failure);
    }
    report::status(context.stderr, "Finished", summary)?;
    Ok(Status::Success)
}

/// The name and the bytes of a case.
fn mutant(case: u64) -> (&'static str, Vec<u8>) {
    let mut random = Random::new(case);
    let seed = *random.one_of(SEEDS);
    let json = random.chance(3);
    let name = if json { "case.json" } else { "case.yaml" };
    let text = if random.chance(3) {
        seed.to_owned()
    } else {
        tree::mutate(seed, json, &mut random)
    };
    let is_mutated = text != seed;
    // A text that was mutated as a tree is rarely mutated again.
    let bytes = if is_mutated && !random.chance(8) {
        text.into_bytes()
    } else {
        text::mutate(text.into_bytes(), &mut random)
    };
    (name, bytes)
}

/// The state that the threads share.
struct Shared {
    next: AtomicU64,
    end: u64,
    results: Mutex<Results>,
    /// The case of each thread, and its start.
    busy: Mutex<Vec<Option<(u64, Instant)>>>,
}

#[derive(Clone, Default)]
struct Results {
    refused: usize,
    generated: usize,
    failures: Vec<(u64, String)>,
}

impl Shared {
    fn new(from: u64, end: u64) -> Self {
        Self {
            next: AtomicU64::new(from),
            end,
            results: Mutex::default(),
            busy: Mutex::default(),
        }
    }

    fn results(&self) -> Results {
        let mut results = self
            .results
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        results.failures.sort();
        results
    }

    fn set_busy(&self, thread: usize, case: Option<u64>) {
        let mut busy = self.busy.lock().unwrap_or_else(PoisonError::into_inner);
        busy[thread] = case.map(|case| (case, Instant::now()));
    }

    /// The cases that timed out, and whether all cases are done.
    fn poll(&self) -> (Vec<u64>, bool) {
        let busy = self.busy.lock().unwrap_or_else(PoisonError::into_inner);
        let working = busy.iter().flatten();
        let stuck = working
            .clone()
            .filter(|(_, since)| since.elapsed() > TIMEOUT);
        let is_done = working.count() == 0 && self.next.load(Ordering::Relaxed) >= self.end;
        (stuck.map(|(case, _)| *case).collect(), is_done)
    }

    /// Runs cases until none is left.
    fn work(&self, thread: usize) {
        loop {
            let case = self.next.fetch_add(1, Ordering::Relaxed);
            if case >= self.end {
                break;
            }
            self.set_busy(thread, Some(case));
            let (name, bytes) = mutant(case);
            let verdict = judge::judge(name, bytes);
            let mut results = self.results.lock().unwrap_or_else(PoisonError::into_inner);
            match verdict {
                Verdict::Refused => results.refused += 1,
                Verdict::Generated => results.generated += 1,
                Verdict::Failed(reason) => results.failures.push((case, reason)),
            }
        }
        self.set_busy(thread, None);
    }
}

/// Runs all cases. Returns those that timed out.
fn work(shared: &Arc<Shared>) -> anyhow::Result<Vec<u64>> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    *shared.busy.lock().unwrap_or_else(PoisonError::into_inner) = vec![None; threads];
    let mut started = Vec::new();
    for thread in 0..threads {
        let shared = Arc::clone(shared);
        let builder = thread::Builder::new().stack_size(STACK);
        let handle = builder.spawn(move || shared.work(thread));
        started.push(handle.context("cannot start a thread")?);
    }
    loop {
        let (stuck, is_done) = shared.poll();
        if !stuck.is_empty() {
            // A thread cannot be killed; it ends with the process.
            return Ok(stuck);
        }
        if is_done && started.iter().all(thread::JoinHandle::is_finished) {
            return Ok(Vec::new());
        }
        thread::sleep(Duration::from_millis(20));
    }
}
