//! Operations: parameters, bodies, responses, security, pages and servers of the selected
//! operations become calls of the model.

pub(in crate::lower) mod answer;
pub(in crate::lower) mod body;
pub(in crate::lower) mod encoding;
pub(in crate::lower) mod envelope;
pub(in crate::lower) mod failures;
pub(in crate::lower) mod headers;
pub(in crate::lower) mod incoming;
pub(in crate::lower) mod media;
pub(in crate::lower) mod operation;
pub(in crate::lower) mod paging;
pub(in crate::lower) mod parameters;
pub(in crate::lower) mod security;
pub(in crate::lower) mod servers;
pub(in crate::lower) mod status;
pub(in crate::lower) mod stream;
pub(in crate::lower) mod style;
pub(in crate::lower) mod tree;
mod url;
