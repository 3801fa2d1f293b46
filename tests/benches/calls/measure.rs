//! Time, instructions, and the ratio of pairs.

use std::fmt;
use std::process::Command;
use std::time::Instant;

/// The seconds that `run` takes.
pub(crate) fn wall_time(run: &mut dyn FnMut()) -> f64 {
    let started = Instant::now();
    run();
    started.elapsed().as_secs_f64()
}

/// The seconds of the processor that all threads of this process use in `run`. Where the system
/// does not count them, it is the time.
pub(crate) fn cpu_time(run: &mut dyn FnMut()) -> f64 {
    let before = used();
    let time = wall_time(run);
    before.zip(used()).map_or(time, |(from, to)| to - from)
}

/// The seconds of the processor that the threads of this process have used.
fn used() -> Option<f64> {
    let mut total = 0.0;
    for thread in std::fs::read_dir("/proc/self/task").ok()? {
        let text = std::fs::read_to_string(thread.ok()?.path().join("schedstat")).ok()?;
        let nanoseconds: f64 = text.split(' ').next()?.parse().ok()?;
        total += nanoseconds / 1e9;
    }
    Some(total)
}

/// The instructions of one run of a case, or of a function in it, by valgrind. Those of the start
/// cancel out.
pub(crate) fn instructions(case: &str, contestant: &str, function: Option<&str>) -> Option<f64> {
    const FEW: u32 = 200;
    const MANY: u32 = 700;
    let collected = |count: u32| -> Option<f64> {
        let output = Command::new("valgrind")
            .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
            .args(function.map(|it| format!("--toggle-collect={it}")))
            .arg(std::env::current_exe().ok()?)
            .args(["run", case, contestant, &count.to_string()])
            .output()
            .ok()?;
        let messages = String::from_utf8(output.stderr).ok()?;
        let (_, number) = messages.split_once("Collected : ")?;
        number.lines().next()?.trim().parse().ok()
    };
    Some((collected(MANY)? - collected(FEW)?) / f64::from(MANY - FEW))
}

/// The ratios of pairs: the median, and the quartiles.
pub(crate) struct Ratio([f64; 3]);

impl Ratio {
    /// How many times the first of a pair is contained in the second.
    pub(crate) fn of(pairs: &[(f64, f64)]) -> Self {
        let ratios = sorted(pairs.iter().map(|(first, second)| second / first));
        let at = |quarter: usize| ratios[(ratios.len() - 1) * quarter / 4];
        Self([at(1), at(2), at(3)])
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, median, third] = self.0;
        write!(f, "{median:.2} ({first:.2}–{third:.2})")
    }
}

pub(crate) fn median(values: impl Iterator<Item = f64>) -> f64 {
    let values = sorted(values);
    values[(values.len() - 1) / 2]
}

fn sorted(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values
}
