//! The stored figures.

use std::collections::BTreeMap;
use std::env::consts;
use std::fmt::Write as _;
use std::fs;
use std::process::Command;

use serde::Deserialize;

const FILE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/benches/instructions/figures.toml"
);

#[derive(Deserialize)]
pub(crate) struct Figures {
    /// The version of the compiler and the architecture of the machine, which the figures depend on.
    pub(crate) compiler: String,
    /// The instructions of one run of each case.
    pub(crate) instructions: BTreeMap<String, u64>,
}

impl Figures {
    pub(crate) fn stored() -> Self {
        let text = fs::read_to_string(FILE).expect("there is a file of figures");
        toml::from_str(&text).expect("the file of figures is TOML")
    }

    pub(crate) fn of_this_machine(instructions: BTreeMap<String, u64>) -> Self {
        let version = Command::new("rustc").arg("--version").output();
        let version = version.expect("there is a compiler").stdout;
        let version = String::from_utf8_lossy(&version);
        let number = version.split(' ').nth(1).unwrap_or_default();
        Self {
            compiler: format!("rustc {number} on {} {}", consts::ARCH, consts::OS),
            instructions,
        }
    }

    pub(crate) fn store(&self) {
        let mut text = format!(
            "# Written by `{}`.\n\ncompiler = \"{}\"\n\n[instructions]\n",
            crate::UPDATE,
            self.compiler
        );
        for (name, count) in &self.instructions {
            let _ = writeln!(text, "{name} = {count}");
        }
        fs::write(FILE, &text).expect("the file of figures can be written");
        print!("{text}");
    }
}
