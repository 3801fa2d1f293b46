//! Package names.

use std::fmt;
use std::str::FromStr;

use anyhow::{Context as _, anyhow, ensure};
use serde::Deserialize;

/// A name that cargo and crates.io accept for a package, and Rust accepts for its library.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(try_from = "String")]
pub struct PackageName(String);

/// The names of crates that come with Rust.
const STANDARD_CRATES: [&str; 5] = ["alloc", "core", "proc_macro", "std", "test"];

/// Names that code can use without an import. Within the tests and the examples of a package, the name
/// of its library would hide them.
const IN_SCOPE: &str = "bool char f16 f32 f64 f128 i8 i16 i32 i64 i128 isize str u8 u16 u32 u64 u128 \
    usize AsMut AsRef Box Clone Copy Default DoubleEndedIterator Drop Eq Err ExactSizeIterator Extend Fn \
    FnMut FnOnce From FromIterator Future Into IntoFuture IntoIterator Iterator None Ok Option Ord \
    PartialEq PartialOrd Result Send Sized Some String Sync ToOwned ToString TryFrom TryInto Unpin Vec";

/// The maximum of crates.io.
const MAX_LENGTH: usize = 64;

impl PackageName {
    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name of the package in a `Cargo.toml`.
    ///
    /// # Errors
    ///
    /// Fails if the text is not TOML or has no valid `package.name`.
    pub fn of_manifest(text: &str) -> anyhow::Result<Self> {
        let manifest: toml::Table = toml::from_str(text)?;
        manifest
            .get("package")
            .and_then(|package| package.get("name")?.as_str())
            .context("`package.name` is missing")?
            .parse()
    }
}

impl FromStr for PackageName {
    type Err = anyhow::Error;

    fn from_str(name: &str) -> anyhow::Result<Self> {
        ensure!(!name.is_empty(), "it is empty");
        ensure!(
            name.len() <= MAX_LENGTH,
            "it is longer than {MAX_LENGTH} characters"
        );
        ensure!(
            name.starts_with(|first: char| first.is_ascii_alphabetic()),
            "it does not start with a letter (a–z, A–Z)"
        );
        let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if let Some(other) = name.chars().find(|&c| !fits(c)) {
            anyhow::bail!(
                "it contains {other:?}, which is not a letter (a–z, A–Z), digit, `-` or `_`"
            );
        }
        let library = name.replace('-', "_");
        // `syn` does not know that `gen` is a keyword since edition 2024.
        ensure!(
            syn::parse_str::<syn::Ident>(&library).is_ok() && library != "gen",
            "`{library}` is a Rust keyword"
        );
        ensure!(
            !STANDARD_CRATES.contains(&&*library),
            "`{library}` is a crate that comes with Rust"
        );
        ensure!(
            !IN_SCOPE.split_whitespace().any(|it| it == library),
            "`{library}` is a type, a trait or a variant that is always in scope"
        );
        ensure!(
            !is_device(&library),
            "Windows reserves the file name `{library}`"
        );
        ensure!(
            !generator::dependencies().contains(&library),
            "`{library}` is a dependency of every client"
        );
        Ok(Self(name.to_owned()))
    }
}

impl TryFrom<String> for PackageName {
    type Error = anyhow::Error;

    fn try_from(name: String) -> anyhow::Result<Self> {
        name.parse()
            .map_err(|error| anyhow!("{name:?} is not a valid package name: {error}"))
    }
}

/// Whether Windows reserves a file name for a device. Cargo refuses such a package on Windows, and
/// crates.io everywhere.
fn is_device(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let port = name
        .strip_prefix("com")
        .or_else(|| name.strip_prefix("lpt"));
    match port {
        Some(number) => number.len() == 1 && number.starts_with(|it: char| it.is_ascii_digit()),
        None => matches!(&*name, "aux" | "con" | "nul" | "prn"),
    }
}

impl fmt::Display for PackageName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
