//! How this program calls cargo.

use std::env;
use std::ffi::OsString;
use std::process::Command;

/// The cargo that this program was started by, or else the one on the path.
///
/// Cargo describes this package to the program it runs. Build scripts that watch
/// these variables would build their crates again, once here and once without.
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
