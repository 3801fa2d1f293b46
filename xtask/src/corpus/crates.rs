//! The workspace of the generated crates.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;
use serde::{Deserialize, Serialize};

use super::examples::ExampleResults;
use super::find::Spec;
use crate::cargo;
use crate::disk::{self, Scratch};
use crate::process::{self, Usage};

/// A workspace of all crates, so that their dependencies are built once.
pub(super) struct Crates {
    scratch: Scratch,
    /// The target folder: that of this workspace, which has most of the dependencies already.
    target: PathBuf,
}

/// The result of rustc or clippy.
#[derive(Debug, Default, Serialize)]
pub(super) struct Compiled {
    pub(super) errors: usize,
    pub(super) warnings: usize,
    #[serde(flatten)]
    pub(super) usage: Usage,
    /// All messages.
    pub(super) messages: Vec<Message>,
    /// Why cargo failed without an error of the compiler.
    pub(super) failure: Option<String>,
}

/// One message of a compiler.
#[derive(Debug, Serialize)]
pub(super) struct Message {
    /// The message alone.
    pub(super) text: String,
    /// The message with source excerpts.
    pub(super) rendered: String,
}

/// A command of cargo.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Verb {
    Check,
    Clippy,
}

impl Crates {
    /// Opens the workspace, with the lock file of this one.
    pub(super) fn open(root: PathBuf, target: PathBuf, lock: &Path) -> anyhow::Result<Self> {
        let scratch = Scratch::open(root)?;
        // Cargo adds the crates to its copy, and keeps the versions of the dependencies.
        if !scratch.root().join("Cargo.lock").exists()
            && let Ok(lock) = disk::read(lock)
        {
            scratch.put("Cargo.lock", &String::from_utf8_lossy(&lock))?;
        }
        Ok(Self { scratch, target })
    }

    /// The folder of a crate.
    pub(super) fn folder(&self, spec: &Spec) -> PathBuf {
        self.scratch.root().join("crates").join(&spec.folder)
    }

    /// Writes the manifest of the workspace.
    pub(super) fn set_members<'a>(
        &self,
        specs: impl Iterator<Item = &'a Spec>,
    ) -> anyhow::Result<()> {
        let specs: Vec<&Spec> = specs.collect();
        let packages = specs.iter().map(|spec| spec.package());
        let members = specs.iter();
        let members = members.map(|spec| format!("    \"crates/{}\",", spec.folder));
        let members = members.collect::<Vec<_>>().join("\n");
        let mut manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [\n{members}\n]\n");
        for package in packages {
            // No debug information, since nobody debugs them. The profile of dependencies stays the same, so
            // that they are not rebuilt.
            let profile = format!("[profile.dev.package.{package}]\ndebug = false");
            let _ = writeln!(manifest, "\n{profile}");
        }
        self.scratch.put("Cargo.toml", &manifest)
    }

    /// Runs the tests of the examples.
    pub(super) fn test_examples(&self, spec: &Spec) -> anyhow::Result<ExampleResults> {
        let mut cargo = cargo::command();
        cargo
            .args(["test", "--quiet", "--lib", "--all-features"])
            .args(["-p", &spec.package(), "api::examples"])
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_INCREMENTAL", "0")
            .env("RUST_BACKTRACE", "0")
            .current_dir(self.scratch.root());
        let ended = process::run(&mut cargo).context("cannot run cargo")?;
        Ok(ExampleResults::read(&ended))
    }

    /// Compiles a crate with all features, without incremental compilation.
    ///
    /// If the dependencies are built already, the resource usage is that of this crate alone.
    pub(super) fn compile(&self, spec: &Spec, verb: Verb) -> anyhow::Result<Compiled> {
        self.scratch
            .touch(&format!("crates/{}/src/lib.rs", spec.folder))?;
        let mut cargo = self.cargo(verb);
        cargo.args(["-p", &spec.package(), "--all-features"]);
        let ended = process::run(&mut cargo).context("cannot run cargo")?;
        let mut compiled = Compiled {
            usage: ended.usage,
            ..Compiled::default()
        };
        for line in ended.stdout.split(|byte| *byte == b'\n') {
            if let Ok(line) = serde_json::from_slice::<Line>(line) {
                compiled.add(line, verb);
            }
        }
        if !ended.status.success() && compiled.errors == 0 {
            compiled.failure = Some(ended.stderr.trim_end().to_owned());
        }
        Ok(compiled)
    }

    fn cargo(&self, verb: Verb) -> Command {
        let mut cargo = cargo::command();
        cargo
            .arg(match verb {
                Verb::Check => "check",
                Verb::Clippy => "clippy",
            })
            .args(["--quiet", "--message-format=json"])
            .env("CARGO_TARGET_DIR", &self.target)
            // Incremental compilation would distort the measurement.
            .env("CARGO_INCREMENTAL", "0")
            .current_dir(self.scratch.root());
        cargo
    }
}

/// A line of the output of cargo.
#[derive(Deserialize)]
struct Line {
    message: Option<CompilerMessage>,
}

#[derive(Deserialize)]
struct CompilerMessage {
    level: String,
    message: String,
    rendered: Option<String>,
    code: Option<Code>,
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

impl Compiled {
    /// Adds a message. Cargo suppresses those about dependencies.
    fn add(&mut self, line: Line, verb: Verb) {
        let Some(message) = line.message else { return };
        let is_lint = message
            .code
            .is_some_and(|code| code.code.starts_with("clippy::"));
        // Messages of rustc are counted by `cargo check`.
        if (verb == Verb::Clippy && !is_lint) || is_summary(&message.message) {
            return;
        }
        match &*message.level {
            "error" | "error: internal compiler error" => self.errors += 1,
            "warning" => self.warnings += 1,
            _ => return,
        }
        self.messages.push(Message {
            rendered: message.rendered.unwrap_or_default(),
            text: message.message,
        });
    }
}

/// Whether a message only counts others.
fn is_summary(message: &str) -> bool {
    message.starts_with("aborting due to ") || message.ends_with(" emitted")
}
