//! Checks that the manifest of a crate has the features and dependencies that the code needs.
//! The manifest belongs to the user, so codegen does not change it.

use std::io::{self, Write};

use anyhow::Context as _;
use generator::File;

use super::target::Folder;
use crate::disk;
use crate::report;

/// The tables whose entries the generated code needs.
const TABLES: [&str; 2] = ["features", "dependencies"];

/// The missing lines of a table.
pub(super) struct Missing {
    table: &'static str,
    lines: Vec<String>,
}

impl Missing {
    /// Compares the manifest with that of a new crate.
    ///
    /// # Errors
    ///
    /// Fails if the manifest is not valid TOML.
    pub(super) fn find(folder: &Folder, files: &[File]) -> anyhow::Result<Vec<Self>> {
        let expected = files.iter().find(|file| file.path == "Cargo.toml");
        let existing = disk::read(&folder.path.join("Cargo.toml"));
        let (Some(expected), Ok(existing)) = (expected, existing) else {
            return Ok(Vec::new());
        };
        let shown = &folder.shown;
        let existing: toml::Table = toml::from_str(&String::from_utf8_lossy(&existing))
            .with_context(|| format!("cannot use {shown}/Cargo.toml"))?;
        let missing = TABLES.map(|table| Self {
            table,
            lines: lines(&expected.text, table, &existing),
        });
        Ok(missing
            .into_iter()
            .filter(|missing| !missing.lines.is_empty())
            .collect())
    }

    /// Prints which lines to add to which table.
    pub(super) fn warn(all: &[Self], folder: &Folder, to: &mut dyn Write) -> io::Result<()> {
        let shown = &folder.shown;
        for Self { table, lines } in all {
            report::warning(
                to,
                format_args!("{shown}/Cargo.toml lacks entries that the generated code needs"),
            )?;
            let lines = lines.join("\n    ");
            report::help(to, format_args!("add to `[{table}]`:\n    {lines}"))?;
            if *table == "features" {
                report::help(
                    to,
                    "also add new features to `default`, unless users should have to enable them",
                )?;
            }
        }
        Ok(())
    }
}

/// The lines of a table whose entries are missing in the existing manifest, or enable less there.
fn lines(expected: &str, table: &str, existing: &toml::Table) -> Vec<String> {
    let header = format!("[{table}]");
    let own = expected.lines().skip_while(|line| *line != header).skip(1);
    let own = own.take_while(|line| !line.starts_with('['));
    let is_missing = |line: &&str| {
        let key = line.split_once(" = ").map(|(key, _)| key);
        let is_entry = |key: &&str| !key.starts_with(['#', ' ']) && *key != "default";
        key.filter(is_entry).is_some_and(|key| {
            let entry = existing.get(table).and_then(|table| table.get(key));
            entry.is_none_or(|entry| table == "features" && !enables(entry, line, existing))
        })
    };
    own.filter(is_missing).map(str::to_owned).collect()
}

/// Whether a feature enables all that a line does. A dependency that is not optional needs no feature.
fn enables(feature: &toml::Value, line: &str, existing: &toml::Table) -> bool {
    let feature = feature.as_array().map(Vec::as_slice).unwrap_or_default();
    let is_mandatory = |dependency: &str| {
        let dependency = existing.get("dependencies")?.get(dependency)?;
        let is_optional = dependency.get("optional").and_then(toml::Value::as_bool);
        Some(is_optional != Some(true))
    };
    let mut enabled = line.split('"').skip(1).step_by(2);
    enabled.all(|enabled| {
        let dependency = enabled.strip_prefix("dep:");
        feature.iter().any(|it| it.as_str() == Some(enabled))
            || dependency.and_then(is_mandatory) == Some(true)
    })
}
