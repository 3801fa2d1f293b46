//! Lowers operations: their parameters, bodies, responses, security, pagination and servers.

pub(in crate::lower) mod body;
pub(in crate::lower) mod body_content;
pub(in crate::lower) mod content;
pub(in crate::lower) mod encoding;
pub(in crate::lower) mod envelope;
pub(in crate::lower) mod error_responses;
pub(in crate::lower) mod examples;
pub(in crate::lower) mod headers;
pub(in crate::lower) mod media;
pub(in crate::lower) mod operation;
mod page_patterns;
pub(in crate::lower) mod page_rules;
pub(in crate::lower) mod paging;
pub(in crate::lower) mod parameters;
mod property_path;
mod redirects;
pub(in crate::lower) mod response;
pub(in crate::lower) mod security;
pub(in crate::lower) mod servers;
pub(in crate::lower) mod shared_prefix;
pub(in crate::lower) mod status;
pub(in crate::lower) mod stream;
pub(in crate::lower) mod style;
pub(in crate::lower) mod tree;
mod unnamed;
mod url;
pub(in crate::lower) mod webhooks;
