//! The page PROMISES.md agrees with the tests and the runtime.

use crate::client::faults::{VARIANTS, connections, table};
use crate::client::harness::Mode;
use crate::client::{behaviours, properties, retry_properties};

const PAGE: &str = include_str!("../../generated/PROMISES.md");
const RUNTIME: &str = include_str!("../../generator/runtime/src/runtime/mod.rs");

fn with_commas(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[test]
fn the_page_has_the_numbers_of_test_cases() {
    let faults = table::CASES * VARIANTS.len();
    let modes = Mode::ALL.len();
    let cases = |cases: u32| usize::try_from(cases).expect("it is small");
    let counts = [
        ("Nothing is applied twice", faults),
        ("No credential is shown", faults),
        (
            "A call is on the wire as it was meant",
            behaviours::ROWS * modes,
        ),
        ("An answer is the caller's own", connections::CALLS * modes),
        (
            "A closed connection is not taken again",
            connections::ROUNDS * connections::PROGRAMS.len() * connections::DISTURBANCES.len(),
        ),
        ("An id is one segment of the path", cases(properties::IDS)),
        ("Any body is a value or an error", cases(properties::BODIES)),
        (
            "Time and the budget are kept",
            cases(retry_properties::CASES),
        ),
    ];
    let (_, counted) = PAGE
        .split_once("| Promise | Cases |")
        .expect("there is a table");
    let rows: Vec<&str> = counted
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .collect();
    let expected: Vec<_> = counts
        .map(|(promise, count)| format!("| {promise} | {} |", with_commas(count)))
        .into();
    let shown: Vec<String> = rows
        .iter()
        .map(|row| row.split('|').take(3).collect::<Vec<_>>().join("|") + "|")
        .collect();
    assert_eq!(shown, expected);
}

#[test]
fn the_page_quotes_the_compile_error_for_web_assembly() {
    let message = RUNTIME.split("compile_error!(\"").nth(1);
    let message = message.and_then(|rest| rest.split('"').next());
    let message = message.expect("WebAssembly is refused");
    assert!(PAGE.contains(message), "{message}");
}
