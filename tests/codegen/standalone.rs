//! The runtime compiles as a crate of its own, and our API with that crate. A client compiles without
//! the modules of the runtime that its API does not use.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use generator::Output;

use super::fixtures;
use super::goldens::workspace::{LINTS, WORKSPACE};
use super::harness;

/// The crate of the runtime.
const RUNTIME: &str = "runtime-alone";

/// The crate of our API. Its only dependency is the runtime.
const API: &str = "api-alone";

/// A client whose API uses no optional module of the runtime.
pub(super) const MINIMAL: &str = "minimal";

const FEATURES: [&[&str]; 4] = [
    &[],
    &["--all-features"],
    &["--no-default-features"],
    &["--no-default-features", "--features", "blocking"],
];

#[test]
fn our_api_compiles_on_top_of_a_runtime_in_another_crate() {
    for features in FEATURES {
        let check = ["check", "--package", RUNTIME, "--package", API];
        WORKSPACE.cargo(&[&check, features].concat(), "");
    }
}

#[test]
fn a_client_compiles_without_the_modules_that_its_api_does_not_use() {
    for features in FEATURES {
        WORKSPACE.cargo(&[&["check", "--package", MINIMAL], features].concat(), "");
    }
}

/// The modules of the runtime of a client.
fn modules(output: &Output) -> BTreeSet<&str> {
    let paths = output.files.iter().map(|file| file.path.as_str());
    let paths = paths.filter_map(|path| path.strip_prefix("src/runtime/"));
    paths
        .map(|path| path.split(['/', '.']).next().unwrap_or_default())
        .collect()
}

#[test]
fn a_client_has_the_modules_that_its_api_uses() {
    let minimal = minimal();
    let minimal = modules(&minimal);
    let all = files();
    let all = all.iter().filter_map(|(path, _)| {
        let path = path.strip_prefix(RUNTIME)?.strip_prefix("/src/runtime/")?;
        path.split(['/', '.']).next()
    });
    let omitted: Vec<&str> = all
        .collect::<BTreeSet<_>>()
        .difference(&minimal)
        .copied()
        .collect();
    let optional = [
        "date_time",
        "decimal",
        "headers",
        "integer_enum",
        "json_newtype",
        "multipart",
        "nullable",
        "page",
        "raw_value",
        "round_trip",
        "stream",
        "string_enum",
        "style",
        "union",
    ];
    assert_eq!(omitted, optional);
    let ours = harness::ours(&harness::our_spec());
    let added: Vec<&str> = modules(&ours).difference(&minimal).copied().collect();
    assert_eq!(added, ["date_time", "round_trip"]);
}

#[test]
fn a_client_without_dates_does_not_depend_on_jiff() {
    let depends = |output: &Output| {
        harness::file(output, "Cargo.toml")
            .text
            .contains("\njiff = ")
    };
    assert!(!depends(&minimal()));
    assert!(depends(&harness::ours(&harness::our_spec())));
}

/// A client of one operation without parameters and bodies.
pub(super) fn minimal() -> Output {
    harness::generated(
        MINIMAL,
        r#"
paths:
  /ping:
    get:
      operationId: ping
      tags: [pings]
      responses: { "204": { description: Pong. } }
"#,
    )
}

/// The files of both crates, by their paths.
pub(super) fn files() -> Vec<(String, String)> {
    let ours = harness::ours(&harness::our_spec());
    let manifest = &harness::file(&ours, "Cargo.toml").text;
    let name = "name = \"cloudflare-images\"";
    assert!(manifest.contains(name), "{manifest}");
    let of_runtime = manifest.replacen(name, &format!("name = \"{RUNTIME}\""), 1) + LINTS;
    let mut files = vec![
        (format!("{RUNTIME}/Cargo.toml"), of_runtime),
        (
            format!("{RUNTIME}/src/lib.rs"),
            "//! The runtime.\n\npub mod runtime;\n".to_owned(),
        ),
        (format!("{API}/Cargo.toml"), manifest_of_api(manifest)),
        (format!("{API}/src/lib.rs"), library_of_api()),
    ];
    for (krate, folder, of) in [
        (RUNTIME, "runtime", "../generator/runtime/src/runtime"),
        (API, "api", "../generated/src/api"),
    ] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(of);
        let sources = fixtures::files(&path, &format!("{krate}/src/{folder}/"));
        assert!(!sources.is_empty(), "{} has moved", path.display());
        files.extend(sources);
    }
    files
}

/// The manifest of a crate with the features of the runtime, which enable those of the runtime.
fn manifest_of_api(of_runtime: &str) -> String {
    let of_runtime: toml::Table = of_runtime.parse().unwrap();
    let mut manifest =
        format!("[package]\nname = \"{API}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n");
    let _ = writeln!(
        manifest,
        "\n[dependencies]\n{RUNTIME} = {{ path = \"../{RUNTIME}\", default-features = false }}"
    );
    manifest.push_str("\n[features]\n");
    for (feature, enables) in of_runtime["features"].as_table().unwrap() {
        let _ = match feature.as_str() {
            // An array of strings is the same in JSON and TOML.
            "default" => writeln!(
                manifest,
                "default = {}",
                serde_json::to_string(enables).unwrap()
            ),
            _ => writeln!(manifest, "{feature} = [\"{RUNTIME}/{feature}\"]"),
        };
    }
    manifest + LINTS
}

fn library_of_api() -> String {
    let runtime = RUNTIME.replace('-', "_");
    format!(
        "\
//! Our API.

mod api;
mod runtime {{
    pub use {runtime}::runtime::*;
}}

pub use crate::api::*;
"
    )
}
