//! `cargo xtask ci`, without running the steps.

use std::collections::BTreeSet;

use anstream::StripStream;
use clap::Parser;
use openapi_fragment::ci::{Args, STEPS, Step, run_with};
use openapi_fragment::{Context, Status};

#[derive(Parser)]
struct Call {
    #[command(flatten)]
    args: Args,
}

/// Runs the steps that the arguments select. Steps that contain `failing` fail.
fn ci(args: &[&str], failing: &str) -> (Status, Vec<&'static Step>, String) {
    let call = Call::parse_from(["ci"].iter().chain(args));
    let (mut stdout, mut stderr) = (StripStream::new(vec![]), StripStream::new(vec![]));
    let mut context = Context::new("/nowhere".into(), &mut stdout, &mut stderr);
    let mut called = Vec::new();
    let status = run_with(&call.args, &mut context, |step| {
        called.extend(STEPS.iter().find(|it| *it == step));
        Ok(failing.is_empty() || !step.args.contains(failing))
    });
    let stderr = String::from_utf8(stderr.into_inner()).unwrap();
    (status.unwrap(), called, stderr)
}

#[test]
fn every_step_runs_once_and_is_counted() {
    let (status, called, stderr) = ci(&[], "");
    assert_eq!(status, Status::Success);
    assert_eq!(called, STEPS.iter().collect::<Vec<_>>());
    assert_eq!(stderr.matches("Passed").count(), STEPS.len(), "{stderr}");
    assert!(
        stderr.contains(&format!("{} steps in", STEPS.len())),
        "{stderr}"
    );
}

#[test]
fn the_run_ends_at_the_first_failing_step() {
    let (status, called, stderr) = ci(&[], "doc");
    assert_eq!(status, Status::Failure);
    assert_eq!(called.last().unwrap().name, "doc");
    assert!(
        stderr.ends_with(
            "error: the step `doc` failed\n\
             help: run it again with `RUSTDOCFLAGS='-D warnings' cargo doc --workspace --no-deps --all-features`\n"
        ),
        "{stderr}"
    );
}

#[test]
fn steps_are_selected_by_name() {
    let names = |args| -> Vec<_> { ci(args, "").1.iter().map(|step| step.name).collect() };
    assert_eq!(names(&["--only", "test", "--only", "fmt"]), ["fmt", "test"]);
    let remaining = names(&["--skip", "test", "--skip", "features"]);
    assert!(
        !remaining.contains(&"test")
            && !remaining.contains(&"features")
            && remaining.contains(&"fmt")
    );
}

#[test]
fn each_feature_of_the_client_has_a_step_of_its_own() {
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/../generated/Cargo.toml");
    let manifest: toml::Table =
        toml::from_str(&std::fs::read_to_string(manifest).unwrap()).unwrap();
    let features = manifest["features"].as_table().unwrap().keys();
    let expected: BTreeSet<_> = features
        .map(String::as_str)
        .filter(|it| *it != "default")
        .collect();
    let steps: BTreeSet<_> = STEPS
        .iter()
        .filter_map(|step| {
            step.args
                .split(' ')
                .skip_while(|it| *it != "--features")
                .nth(1)
        })
        .collect();
    assert_eq!(steps, expected);
}
