//! `cargo xtask mutate`: breaks small specifications in all ways, and sees what comes of it.
//!
//! A case is known by its number alone: the same number always makes the same text, on any
//! machine and however many run at once.

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
use crate::Status;
use crate::context::Context;
use crate::report::{self, count};

/// Break small specifications in all ways, and see what comes of it
///
/// Nodes are deleted, doubled, renamed, swapped and replaced, references are bent, bytes
/// flipped and lines moved, in YAML and in JSON. Each case has to give an error with its
/// place, or code that parses: never a panic, an endless run, or an error without a place.
///
/// The cases are the same in every run. CI runs the first 2,000.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  cargo run --release -p xtask -- mutate --cases 100000
      Tries many; the tests run the first 2,000.
  cargo xtask mutate --show 1234
      Prints the text of one case.

Exit status: 0 all went well, 1 a case did not, 2 a wrong call.")]
pub struct Args {
    /// How many cases are tried
    #[arg(long, value_name = "NUMBER", default_value_t = 2_000)]
    cases: u64,

    /// The number of the first case
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    from: u64,

    /// Print the text of this case, and try none
    #[arg(long, value_name = "CASE", conflicts_with_all = ["cases", "from"])]
    show: Option<u64>,
}

/// The specifications that are broken.
const SEEDS: &[&str] = &[
    include_str!("mutate/seeds/schemas.yaml"),
    include_str!("mutate/seeds/calls.yaml"),
    include_str!("mutate/seeds/older.yaml"),
];

/// No case takes a tenth of this, unless it takes forever.
const PATIENCE: Duration = Duration::from_secs(60);

/// What the main thread of a program has; the others have less.
const STACK: usize = 8 << 20;

/// Of what goes wrong, as much is told.
const TOLD: usize = 20;

/// Tries cases, or shows one.
///
/// # Errors
///
/// Fails if nothing can be printed, or no thread can be started.
pub fn run(args: &Args, context: &mut Context<'_>) -> anyhow::Result<Status> {
    if let Some(case) = args.show {
        context.stdout.write_all(&mutant(case).1)?;
        return Ok(Status::Success);
    }
    let start = Instant::now();
    let shared = Arc::new(Shared::new(args.from, args.from.saturating_add(args.cases)));
    let stuck = work(&shared)?;
    let results = shared.results();
    for (case, flaw) in results.flaws.iter().take(TOLD) {
        report::error(context.stderr, format_args!("case {case}: {flaw}"))?;
    }
    for case in &stuck {
        let limit = PATIENCE.as_secs();
        report::error(
            context.stderr,
            format_args!("case {case}: no end after {limit} s"),
        )?;
    }
    let flaws = results.flaws.len() + stuck.len();
    let told = format!(
        "{} in {:.1} s: {} refused, {} generated, {}",
        count(usize::try_from(args.cases)?, "case"),
        start.elapsed().as_secs_f64(),
        results.refused,
        results.generated,
        count(flaws, "flaw"),
    );
    if flaws > 0 {
        report::error(context.stderr, told)?;
        report::help(
            context.stderr,
            "`cargo xtask mutate --show CASE` prints the text of one",
        )?;
        return Ok(Status::Failure);
    }
    report::status(context.stderr, "Finished", told)?;
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
        tree::broken(seed, json, &mut random)
    };
    let is_whole = text != seed;
    // What is broken as a tree is mostly left alone as a text.
    let bytes = if is_whole && !random.chance(8) {
        text.into_bytes()
    } else {
        text::broken(text.into_bytes(), &mut random)
    };
    (name, bytes)
}

/// What the threads have in common.
struct Shared {
    next: AtomicU64,
    end: u64,
    results: Mutex<Results>,
    /// What each thread is at, and since when.
    busy: Mutex<Vec<Option<(u64, Instant)>>>,
}

#[derive(Clone, Default)]
struct Results {
    refused: usize,
    generated: usize,
    flaws: Vec<(u64, String)>,
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
        results.flaws.sort();
        results
    }

    fn set_busy(&self, thread: usize, case: Option<u64>) {
        let mut busy = self.busy.lock().unwrap_or_else(PoisonError::into_inner);
        busy[thread] = case.map(|case| (case, Instant::now()));
    }

    /// The cases that have taken too long, and whether any case is left.
    fn look(&self) -> (Vec<u64>, bool) {
        let busy = self.busy.lock().unwrap_or_else(PoisonError::into_inner);
        let working = busy.iter().flatten();
        let stuck = working
            .clone()
            .filter(|(_, since)| since.elapsed() > PATIENCE);
        let is_done = working.count() == 0 && self.next.load(Ordering::Relaxed) >= self.end;
        (stuck.map(|(case, _)| *case).collect(), is_done)
    }

    /// Tries one case after the other.
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
                Verdict::Flawed(flaw) => results.flaws.push((case, flaw)),
            }
        }
        self.set_busy(thread, None);
    }
}

/// Tries all cases, and gives those that do not end.
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
        let (stuck, is_done) = shared.look();
        if !stuck.is_empty() {
            // A thread cannot be stopped; it ends with the program.
            return Ok(stuck);
        }
        if is_done && started.iter().all(thread::JoinHandle::is_finished) {
            return Ok(Vec::new());
        }
        thread::sleep(Duration::from_millis(20));
    }
}
