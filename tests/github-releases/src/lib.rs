// Written by hand, unlike `src/api` and `src/runtime`.

//! A typed client for GitHub's releases, generated from the fragment `spec/github-releases.yaml`.
//!
//! ```no_run
//! # #[cfg(feature = "async")]
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use github_releases::{Auth, Client, ReleasesAssetsDownloadAnswer};
//!
//! // Releases of public repositories need no token.
//! let client = Client::builder().build()?;
//! let releases = client.releases();
//! for release in releases.list("octocat", "Hello-World").send().await? {
//!     println!("{} {:?}", release.tag_name, release.name);
//! }
//!
//! // The client does not follow the redirect to a file, so the token stays at GitHub's API.
//! let client = Client::builder().auth(Auth::token("ghp_…")).build()?;
//! let download = client.releases().assets().download("octocat", "Hello-World", 1);
//! match download.send().await? {
//!     ReleasesAssetsDownloadAnswer::Ok(file) => println!("{} bytes", file.len()),
//!     ReleasesAssetsDownloadAnswer::Found(redirect) => println!("{}", redirect.location()),
//!     _ => {}
//! }
//! # Ok(()) }
//! ```
//!
//! The base URL of a client replaces the server for uploads, too. For GitHub Enterprise Server,
//! which has them at different paths, make two clients: `https://HOST/api/v3` for all operations but
//! uploads, and `https://HOST/api/uploads` for these.
//!
//! Features: `async` (default) for `send`; `blocking` for `send_blocking`; `bundled-roots`
//! for the CA certificates of Mozilla; `mock` for replies without a server, for tests;
//! `tracing` for a span per call; `round-trip` (default) for `Serialize` and `Deserialize` on all JSON types. Without it, response-only
//! types implement `Deserialize` alone and request-only types `Serialize` alone, which
//! compiles faster.
#![allow(
    missing_docs,
    reason = "what the specification does not describe has no documentation"
)]

#[rustfmt::skip]
mod api;
#[rustfmt::skip]
mod runtime;

pub use crate::api::*;

pub use bytes;
pub use http;
