//! The name of a package.

use std::fmt;
use std::str::FromStr;

use anyhow::{Context as _, ensure};

/// A name that cargo and crates.io accept for a package, and Rust for its library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackageName(String);

/// Names that are fine identifiers but stand for something else in every crate.
const TAKEN: [&str; 5] = ["alloc", "core", "proc_macro", "std", "test"];

/// The most that crates.io takes.
const MAX_LENGTH: usize = 64;

impl PackageName {
    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name that a `Cargo.toml` gives its package.
    ///
    /// # Errors
    ///
    /// Fails if the text is no TOML or has no `package.name` that will do.
    pub fn of_manifest(text: &str) -> anyhow::Result<Self> {
        let manifest: toml::Table = toml::from_str(text)?;
        manifest
            .get("package")
            .and_then(|package| package.get("name")?.as_str())
            .context("there is no `package.name`")?
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
            anyhow::bail!("it has {other:?}, which is no letter (a–z, A–Z), digit, `-` or `_`");
        }
        let library = name.replace('-', "_");
        ensure!(
            syn::parse_str::<syn::Ident>(&library).is_ok(),
            "`{library}` is a keyword of Rust"
        );
        ensure!(
            !TAKEN.contains(&&*library),
            "`{library}` is a crate that comes with Rust"
        );
        Ok(Self(name.to_owned()))
    }
}

impl fmt::Display for PackageName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
