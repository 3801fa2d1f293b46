// Written by `cargo xtask codegen` from spec/cloudflare-images.yaml.
// Edits here are lost: change the specification and run it again.

//! The calls of images.

pub mod v1;

/// The calls of images: `client.images()`.
#[derive(Clone, Debug)]
pub struct Images<C> {
    client: C,
}

impl<C: Clone> Images<C> {
    pub(in crate::api) fn new(client: C) -> Self {
        Self { client }
    }

    /// The calls of images.v1.
    #[must_use]
    pub fn v1(&self) -> v1::V1<C> {
        v1::V1::new(self.client.clone())
    }
}
