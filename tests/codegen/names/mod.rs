//! Names that conflict with those of Rust, of the runtime, of generated code, and with each other:
//! the crate compiles, without warnings of rustc and clippy.

mod spec;
mod words;

use super::goldens::workspace::{LINTS, Workspace};
use super::harness;

/// The number of names, variants included, and of crates that they are in.
const NAMES: usize = 10_000;
const CRATES: usize = 2;

/// Warnings about the letters of a specification, which only the root of a crate can allow.
const ALIKE: &str = "confusable_idents = \"allow\"\nuncommon_codepoints = \"allow\"\n";

#[test]
fn crates_with_any_names_compile() {
    let mut workspace = Workspace::new("names");
    let names = words::names();
    let variants = words::variants(&names, NAMES - names.len());
    let slices = names.chunks(names.len().div_ceil(CRATES));
    let slices = slices.zip(variants.chunks(variants.len().div_ceil(CRATES)));
    let mut packages = Vec::new();
    for (number, (names, variants)) in slices.enumerate() {
        let package = format!("names-{number}");
        let spec = spec::spec(names, variants).to_string();
        let output = harness::whole(&package, &spec);
        workspace.put_crate(&package, output, &format!("{LINTS}{ALIKE}"));
        packages.push(package);
    }
    workspace.put_manifest(&["crates/*".to_owned()], &packages);
    workspace.remove_others();
    workspace.cargo(&["clippy", "--workspace", "--keep-going"], "");
}
