//! Names that conflict with those of Rust, of the runtime, of generated code, and with each other:
//! the crate compiles, without warnings of rustc and clippy.

mod spec;
mod unions;
mod words;

use super::goldens::workspace::{LINTS, Workspace};
use super::harness;

/// The number of names, variants included.
const NAMES: usize = 10_000;

/// The packages of the crates that they are in, which are named like modules of a client.
const PACKAGES: [&str; 2] = ["runtime", "api"];

/// A package whose documentation tests are run, named like a variable in them.
const DOCUMENTED: &str = "client";

/// Warnings about the letters of a specification, which only the root of a crate can allow.
const ALIKE: &str = "confusable_idents = \"allow\"\nuncommon_codepoints = \"allow\"\n";

#[test]
fn crates_with_any_names_compile() {
    let mut workspace = Workspace::new("names");
    let names = words::names();
    let variants = words::variants(&names, NAMES - names.len());
    let slices = names.chunks(names.len().div_ceil(PACKAGES.len()));
    let slices = slices.zip(variants.chunks(variants.len().div_ceil(PACKAGES.len())));
    for (package, (names, variants)) in PACKAGES.into_iter().zip(slices) {
        let spec = spec::spec(names, variants).to_string();
        let output = harness::whole(package, &spec);
        workspace.put_crate(package, output, &format!("{LINTS}{ALIKE}"));
    }
    let documented = harness::whole(DOCUMENTED, &harness::our_spec());
    workspace.put_crate(DOCUMENTED, documented, LINTS);
    let packages = PACKAGES.into_iter().chain([DOCUMENTED]).map(str::to_owned);
    workspace.put_manifest(&["crates/*".to_owned()], &packages.collect::<Vec<_>>());
    workspace.remove_others();
    workspace.cargo(&["clippy", "--workspace", "--keep-going"], "");
    workspace.cargo(&["test", "--doc", "--package", DOCUMENTED], "");
}
