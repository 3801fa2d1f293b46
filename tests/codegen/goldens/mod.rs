//! Compiles all fixtures, and runs their values and calls.

pub(crate) mod workspace;

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use self::workspace::WORKSPACE;
use super::fixtures::{ALL, Fixture, check_snapshot};
use super::harness;

/// The values of one schema.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Values {
    /// Values that a round trip preserves.
    accepts: Vec<Value>,
    /// Values that cannot be deserialized.
    refuses: Vec<Value>,
}

/// A value, and the expected result.
struct Case {
    fixture: &'static str,
    schema: String,
    number: usize,
    value: Value,
    is_valid: bool,
}

/// The output of the program.
#[derive(Deserialize)]
struct Outcomes {
    values: Vec<Result<Value, String>>,
    calls: BTreeMap<String, String>,
}

#[test]
fn fixtures_compile_and_behave_as_expected() {
    let fixtures: Vec<Fixture> = ALL.iter().map(|name| Fixture::read(name)).collect();
    let cases: Vec<Case> = fixtures.iter().flat_map(cases).collect();
    let input: Value = cases.iter().map(Case::input).collect();
    let output = WORKSPACE.cargo(&["run", "--package", "program"], &input.to_string());
    let outcomes: Outcomes = serde_json::from_str(&output).unwrap();
    let values = cases.iter().zip(&outcomes.values);
    let problems: Vec<String> = values.filter_map(|(case, it)| case.problem(it)).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    for fixture in &fixtures {
        let calls = outcomes.calls.get(fixture.name).map(String::as_str);
        check_snapshot(fixture, "calls", calls.unwrap_or_default());
    }
}

/// There are no warnings of rustc and clippy with the default features and the mock.
#[test]
fn fixtures_compile_with_their_mocks() {
    check_fixtures("clippy", &["--features", "mock"]);
}

/// There are no warnings if types have only one direction.
#[test]
fn fixtures_compile_without_round_trip() {
    check_fixtures("check", &["--no-default-features", "--features", "async"]);
}

#[track_caller]
fn check_fixtures(verb: &str, features: &[&str]) {
    let check = [verb, "--workspace", "--exclude", "program", "--keep-going"];
    WORKSPACE.cargo(&[&check, features].concat(), "");
}

/// Compiles the resources of a large client one at a time.
#[test]
fn a_part_of_a_large_client_compiles() {
    for features in [
        "",
        "async",
        "async,cats",
        "blocking,dogs,round-trip",
        "cats,dogs",
    ] {
        let args = ["check", "--package", "large", "--no-default-features"];
        WORKSPACE.cargo(&[&args[..], &["--features", features]].concat(), "");
    }
}

/// Warnings of rustdoc are errors, such as unresolved links and unclosed tags.
#[test]
fn documentation_is_clean() {
    WORKSPACE.cargo(
        &[
            "doc",
            "--workspace",
            "--exclude",
            "program",
            "--no-deps",
            "--keep-going",
        ],
        "",
    );
}

/// Code in descriptions does not become doctests.
#[test]
fn only_our_own_examples_are_tests() {
    let args = ["test", "--doc", "--package", "descriptions"];
    let listed = WORKSPACE.cargo(&[&args[..], &["--", "--list"]].concat(), "");
    let mut tests: Vec<&str> = listed
        .lines()
        .filter_map(|line| line.strip_suffix(": test"))
        .filter_map(|line| line.split(" (line ").next())
        .collect();
    tests.sort_unstable();
    // The examples of the call, of matching its errors, and of the crate.
    assert_eq!(
        tests,
        [
            "crates/descriptions/src/api/pets.rs - api::pets::List",
            "crates/descriptions/src/api/pets.rs - api::pets::List",
            "crates/descriptions/src/lib.rs -"
        ]
    );
}

/// The values of a fixture.
fn cases(fixture: &Fixture) -> Vec<Case> {
    let schemas = harness::schemas(&fixture.spec);
    let values = fixture.values().into_iter();
    let cases = values.flat_map(|(schema, Values { accepts, refuses })| {
        let number = schemas.iter().position(|known| *known == schema);
        let number = number.unwrap_or_else(|| panic!("{}: no {schema}", fixture.name));
        let valid = accepts.into_iter().map(|value| (value, true));
        let wrong = refuses.into_iter().map(|value| (value, false));
        let case = move |(value, is_valid)| Case {
            fixture: fixture.name,
            schema: schema.clone(),
            number,
            value,
            is_valid,
        };
        valid.chain(wrong).map(case)
    });
    cases.collect()
}

impl Fixture {
    fn values(&self) -> BTreeMap<String, Values> {
        let text = std::fs::read_to_string(self.folder.join("values.yaml"));
        assert_eq!(text.is_ok(), self.is_schemas(), "{}", self.name);
        let values = text.map(|text| serde_yaml::from_str(&text).unwrap());
        values.unwrap_or_default()
    }
}

impl Case {
    fn input(&self) -> Value {
        json!({"fixture": self.fixture, "number": self.number, "json": self.value.to_string()})
    }

    /// The error in a result, if any.
    fn problem(&self, outcome: &Result<Value, String>) -> Option<String> {
        let Self {
            fixture,
            schema,
            value,
            ..
        } = self;
        let problem = match (outcome, self.is_valid) {
            (Err(error), true) => format!("is refused: {error}"),
            (Ok(encoded), true) if !is_same(encoded, value) => format!("becomes {encoded}"),
            (Ok(_), false) => "is not refused".to_owned(),
            (Ok(_), true) | (Err(_), false) => return None,
        };
        Some(format!("{fixture}: {schema}: {value} {problem}"))
    }
}

/// Whether two values are equal, where `1` equals `1.0`.
fn is_same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(one), Value::Number(other)) => {
            one == other || (one.is_f64() || other.is_f64()) && one.as_f64() == other.as_f64()
        }
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            let is_same_at = |(key, a)| b.get(key).is_some_and(|b| is_same(a, b));
            a.len() == b.len() && a.iter().all(is_same_at)
        }
        _ => a == b,
    }
}
