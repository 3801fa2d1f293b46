// Written by `cargo xtask codegen` from spec/cloudflare-images.yaml.
// Edits here are lost: change the specification and run it again.

//! The calls of images.

pub mod v1;

use crate::runtime::resource;

resource! {
    /// The calls of images: `client.images()`.
    pub struct Images {
        /// The calls of images.v1.
        pub v1: v1::V1,
    }
}
