//! The results, and their statistics.

use serde::Serialize;

use crate::process::Usage;

/// The results of one program for one specification.
#[derive(Debug, Serialize)]
pub(super) struct Measurement {
    pub(super) specification: String,
    pub(super) operations: usize,
    /// Whether the specification is made for the bench.
    pub(super) synthetic: bool,
    pub(super) tool: &'static str,
    pub(super) runs: Vec<Usage>,
    /// The lines of Rust that it wrote.
    pub(super) lines: usize,
    /// `cargo check` of the result alone.
    pub(super) check: Option<Usage>,
    /// Why it failed.
    pub(super) failure: Option<String>,
}

impl Measurement {
    /// The median of the CPU seconds, unless it failed.
    pub(super) fn cpu_seconds(&self) -> Option<f64> {
        self.median(|run| run.cpu_seconds)
    }

    /// The median of the wall-clock seconds, unless it failed.
    pub(super) fn seconds(&self) -> Option<f64> {
        self.median(|run| run.seconds)
    }

    fn median(&self, value: impl Fn(&Usage) -> f64) -> Option<f64> {
        let values = self.sorted(value);
        let middle = values.len() / 2;
        match values.len() {
            0 => None,
            length if length % 2 == 1 => Some(values[middle]),
            _ => Some(f64::midpoint(values[middle - 1], values[middle])),
        }
    }

    /// The least and the most CPU seconds.
    pub(super) fn spread(&self) -> Option<(f64, f64)> {
        let values = self.sorted(|run| run.cpu_seconds);
        Some((*values.first()?, *values.last()?))
    }

    fn sorted(&self, value: impl Fn(&Usage) -> f64) -> Vec<f64> {
        let runs: &[Usage] = if self.failure.is_some() {
            &[]
        } else {
            &self.runs
        };
        let mut values: Vec<f64> = runs.iter().map(value).collect();
        values.sort_by(f64::total_cmp);
        values
    }

    /// The peak memory of all runs.
    pub(super) fn peak_bytes(&self) -> u64 {
        self.runs
            .iter()
            .map(|run| run.peak_bytes)
            .max()
            .unwrap_or(0)
    }
}

/// How the CPU time of a program grows between two sizes: as the number of operations to the power
/// of `exponent`.
#[derive(Debug, Serialize)]
pub(super) struct Growth {
    pub(super) tool: &'static str,
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) exponent: f64,
}

/// The growth between each synthetic specification and the next.
pub(super) fn growth(measurements: &[Measurement]) -> Vec<Growth> {
    let mut growth = Vec::new();
    let synthetic: Vec<_> = measurements.iter().filter(|it| it.synthetic).collect();
    for (index, small) in synthetic.iter().enumerate() {
        let next = synthetic[index + 1..]
            .iter()
            .find(|it| it.tool == small.tool);
        let Some(large) = next else { continue };
        if let Some((less, more)) = small.cpu_seconds().zip(large.cpu_seconds()) {
            growth.push(Growth {
                tool: small.tool,
                from: small.operations,
                to: large.operations,
                exponent: (more / less).ln() / ratio(large.operations, small.operations).ln(),
            });
        }
    }
    growth
}

#[expect(clippy::cast_precision_loss, reason = "specifications are small")]
fn ratio(large: usize, small: usize) -> f64 {
    large as f64 / small as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measurement(operations: usize, seconds: &[f64]) -> Measurement {
        let run = |&cpu_seconds: &f64| Usage {
            cpu_seconds,
            ..Usage::default()
        };
        Measurement {
            specification: String::new(),
            operations,
            synthetic: true,
            tool: "tool",
            runs: seconds.iter().map(run).collect(),
            lines: 0,
            check: None,
            failure: None,
        }
    }

    #[test]
    fn quadratic_time_has_the_exponent_two() {
        let growth = growth(&[
            measurement(100, &[3.0, 1.0, 0.5]),
            measurement(1_000, &[90.0, 110.0]),
        ]);
        assert_eq!(growth.len(), 1);
        assert!((growth[0].exponent - 2.0).abs() < 1e-9, "{growth:?}");
    }

    #[test]
    fn a_program_that_fails_has_no_growth() {
        let mut failed = measurement(1_000, &[1.0]);
        failed.failure = Some("it fails".to_owned());
        assert!(growth(&[measurement(100, &[1.0]), failed]).is_empty());
    }
}
