//! Runs cargo.

use std::env;
use std::ffi::OsString;
use std::process::Command;

/// A command for the cargo that runs this program, or else the one on the path.
///
/// Cargo sets variables that describe this package. They are removed, since build scripts that watch
/// them would rebuild their crates on every change between this cargo and a direct call.
pub(crate) fn command() -> Command {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(cargo);
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(describes_this_package) {
            command.env_remove(name);
        }
    }
    command
}

fn describes_this_package(variable: &str) -> bool {
    ["CARGO_PKG_", "CARGO_MANIFEST_"]
        .iter()
        .any(|prefix| variable.starts_with(prefix))
}
