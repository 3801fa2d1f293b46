// Written by `cargo xtask codegen`, the same for every API.

//! A file in a form. Its methods are those of forms with files.

use crate::runtime::contents::Contents;

/// A file in a form: its name, its media type and its [`Contents`].
#[derive(Clone, Debug)]
pub struct File {
    pub(crate) name: String,
    pub(crate) media_type: Option<String>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) contents: Contents,
}
