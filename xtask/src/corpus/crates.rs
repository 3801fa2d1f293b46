//! The workspace that the crates are compiled in.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;
use serde::{Deserialize, Serialize};

use super::examples::Tried;
use super::find::Spec;
use super::process::{self, Taken};
use crate::cargo;
use crate::disk::{self, Scratch};

/// The crates, beside each other in one workspace so that their dependencies are built once.
pub(super) struct Crates {
    scratch: Scratch,
    /// Where everything is built: where this workspace itself is, since most of the
    /// dependencies are there already.
    target: PathBuf,
}

/// What a compiler, or a linter, has said of a crate.
#[derive(Debug, Default, Serialize)]
pub(super) struct Compiled {
    pub(super) errors: usize,
    pub(super) warnings: usize,
    #[serde(flatten)]
    pub(super) taken: Taken,
    /// All that was said, in the words of the compiler.
    pub(super) messages: Vec<Message>,
    /// Why it has said nothing.
    pub(super) failure: Option<String>,
}

/// One message of a compiler.
#[derive(Debug, Serialize)]
pub(super) struct Message {
    /// The message alone.
    pub(super) text: String,
    /// The message with the lines that it is about.
    pub(super) rendered: String,
}

/// What cargo is asked to do with a crate.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Verb {
    Check,
    Clippy,
}

impl Crates {
    /// Opens the workspace, with the versions of the dependencies that this one is locked to.
    pub(super) fn open(root: PathBuf, target: PathBuf, lock: &Path) -> anyhow::Result<Self> {
        let scratch = Scratch::open(root)?;
        // Cargo adds the crates themselves to its copy, and needs no other versions.
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

    /// Says which crates there are.
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
            // Nobody debugs them. Their dependencies are built as those of this workspace are.
            let profile = format!("[profile.dev.package.{package}]\ndebug = false");
            let _ = writeln!(manifest, "\n{profile}");
        }
        self.scratch.put("Cargo.toml", &manifest)
    }

    /// Tries the examples of a crate that compiles: they are tests of it.
    pub(super) fn try_examples(&self, spec: &Spec) -> anyhow::Result<Tried> {
        let mut cargo = cargo::command();
        cargo
            .args(["test", "--quiet", "--lib", "--all-features"])
            .args(["-p", &spec.package(), "api::examples"])
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_INCREMENTAL", "0")
            .env("RUST_BACKTRACE", "0")
            .current_dir(self.scratch.root());
        let ended = process::run(&mut cargo).context("cannot run cargo")?;
        Ok(Tried::read(&ended))
    }

    /// Compiles a crate with all of its features, from nothing.
    ///
    /// What is taken is taken by this crate alone if its dependencies are built already.
    pub(super) fn compile(&self, spec: &Spec, verb: Verb) -> anyhow::Result<Compiled> {
        self.scratch
            .touch(&format!("crates/{}/src/lib.rs", spec.folder))?;
        let mut cargo = self.cargo(verb);
        cargo.args(["-p", &spec.package(), "--all-features"]);
        let ended = process::run(&mut cargo).context("cannot run cargo")?;
        let mut compiled = Compiled {
            taken: ended.taken,
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
            // What an earlier run knows of the crate would make this one look cheap.
            .env("CARGO_INCREMENTAL", "0")
            .current_dir(self.scratch.root());
        cargo
    }
}

/// A line of what cargo writes.
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
    /// Cargo silences what is to be said of dependencies, so this is about the crate.
    fn add(&mut self, line: Line, verb: Verb) {
        let Some(message) = line.message else { return };
        let is_lint = message
            .code
            .is_some_and(|code| code.code.starts_with("clippy::"));
        // What rustc finds has been counted by then.
        if (verb == Verb::Clippy && !is_lint) || sums_up(&message.message) {
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

/// Whether a message is only about how many others there are.
fn sums_up(message: &str) -> bool {
    message.starts_with("aborting due to ") || message.ends_with(" emitted")
}
