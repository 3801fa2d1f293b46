//! Runs values and calls with generated crates, without a network.
//!
//! `table` is written by the test that starts this program.

#[macro_use]
mod fake;
mod calls;
mod log;
mod loopback;
mod sink;
mod table;

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A value and its schema.
#[derive(Deserialize)]
struct Case {
    fixture: String,
    number: usize,
    json: String,
}

/// The results for the test.
#[derive(Serialize)]
struct Outcomes {
    /// The result for each value.
    values: Vec<Result<Value, String>>,
    /// The log of the calls of each fixture.
    calls: BTreeMap<&'static str, String>,
}

fn main() {
    let cases: Vec<Case> = serde_json::from_reader(std::io::stdin()).unwrap();
    let through = |case: &Case| table::through(&case.fixture, case.number, &case.json);
    let outcomes = Outcomes {
        values: cases.iter().map(through).collect(),
        calls: table::calls(),
    };
    serde_json::to_writer(std::io::stdout(), &outcomes).unwrap();
}

/// Deserializes a value as an item of the list that a call returns, and serializes it.
fn through<C, F, T, E>(_send: impl Fn(C) -> F, json: &str) -> Result<Value, String>
where
    F: Future<Output = Result<Vec<T>, E>>,
    T: DeserializeOwned + Serialize,
{
    let value: T = serde_json::from_str(json).map_err(|error| error.to_string())?;
    serde_json::to_value(value).map_err(|error| error.to_string())
}
