// Written by `cargo xtask codegen` from spec/cloudflare-images.yaml.
// Edits here are lost: change the specification and run it again.

//! The calls of images.

pub mod v1;

use crate::runtime::resource;

resource! {
    /// The calls of images: `client.images()`.
    pub struct Images;
}

impl<C: Clone> Images<C> {
    /// The calls of images.v1.
    #[must_use]
    pub fn v1(&self) -> v1::V1<C> {
        v1::V1::new(self.client.clone())
    }
}
