//! Package names.

use std::fmt;
use std::str::FromStr;

use anyhow::{Context as _, ensure};

/// A name that cargo and crates.io accept for a package, and Rust accepts for its library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackageName(String);

/// The names of crates that come with Rust.
const STANDARD_CRATES: [&str; 5] = ["alloc", "core", "proc_macro", "std", "test"];

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
            !generator::dependencies().contains(&library),
            "`{library}` is a dependency of every client"
        );
        Ok(Self(name.to_owned()))
    }
}

impl fmt::Display for PackageName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
