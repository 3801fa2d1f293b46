//! The programs that are compared.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::disk;

/// A program that generates a client.
#[derive(Debug)]
pub(super) struct Tool {
    pub(super) name: &'static str,
    program: PathBuf,
    /// `{spec}`, `{out}` and `{package}` are replaced. The program runs in the folder `{out}`.
    arguments: &'static str,
    /// The files that its output lacks to be a crate.
    pub(super) rest: Rest,
}

/// The files that the output of a program lacks to be a crate.
#[derive(Clone, Copy, Debug)]
pub(super) enum Rest {
    /// Nothing: the program writes a crate.
    Nothing,
    /// A manifest, and `src/lib.rs`.
    Crate {
        lib: &'static str,
        /// The file with the dependencies, as TOML.
        dependencies: &'static str,
    },
}

/// The name in the results, the program, its arguments, and what its output lacks.
const PEERS: &[(&str, &str, &str, Rest)] = &[
    (
        "openapi-to-rust",
        "openapi-to-rust",
        "generate {spec}",
        Rest::Crate {
            lib: "pub mod generated;\n",
            dependencies: "src/generated/REQUIRED_DEPS.toml",
        },
    ),
    (
        "oas3-gen",
        "oas3-gen",
        "generate client-mod --input {spec} --output {out} --workspace",
        Rest::Nothing,
    ),
    (
        "progenitor",
        "cargo-progenitor",
        "progenitor --input {spec} --output {out} --name {package} --version 0.1.0",
        Rest::Nothing,
    ),
    (
        "ploidy",
        "ploidy",
        "generate rust {spec} --output {out} --name {package}",
        Rest::Nothing,
    ),
    (
        "openapi-generator",
        "openapi-generator",
        "generate --input-spec {spec} --generator-name rust --output {out} --package-name {package}",
        Rest::Nothing,
    ),
];

/// This generator, and the peers on the path.
pub(super) fn find(ours: PathBuf) -> Vec<Tool> {
    let ours = Tool {
        name: "openapi-fragment",
        program: ours,
        arguments: "codegen --lenient --spec {spec} --out {out} --package {package}",
        rest: Rest::Nothing,
    };
    let peers = PEERS
        .iter()
        .filter_map(|&(name, program, arguments, rest)| {
            Some(Tool {
                name,
                program: on_path(program)?,
                arguments,
                rest,
            })
        });
    [ours].into_iter().chain(peers).collect()
}

fn on_path(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| disk::is_file(file))
}

impl Tool {
    /// The call that generates a client.
    pub(super) fn command(&self, spec: &Path, out: &Path, package: &str) -> Command {
        let mut command = Command::new(&self.program);
        for argument in self.arguments.split(' ') {
            match argument {
                "{spec}" => command.arg(spec),
                "{out}" => command.arg(out),
                "{package}" => command.arg(package),
                argument => command.arg(argument),
            };
        }
        command.current_dir(out);
        command
    }

    /// The name and version that the program prints.
    pub(super) fn version(&self) -> String {
        let output = Command::new(&self.program).arg("--version").output();
        let text = output.map(|output| output.stdout).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let line = text.lines().next().unwrap_or_default().trim();
        if line.is_empty() {
            self.name.to_owned()
        } else {
            line.to_owned()
        }
    }
}
