// Written by `cargo xtask codegen`, the same for every API.

//! Redirects that an operation declares as its result.

use std::fmt;

use http::HeaderMap;
use http::header::LOCATION;
use url::Url;

/// A redirect that the specification declares, which the client does not follow: the credentials of
/// the API do not belong at another host.
#[derive(Clone, Eq, PartialEq)]
pub struct Redirect {
    location: String,
}

impl Redirect {
    /// Creates a value, for tests.
    #[must_use]
    pub fn new(location: impl Into<String>) -> Self {
        Self {
            location: location.into(),
        }
    }

    /// The URL in the header `Location`, made absolute.
    ///
    /// Request it without the credentials of the API. Its query may be a credential itself, such as
    /// a signature.
    #[must_use]
    pub fn location(&self) -> &str {
        &self.location
    }
}

/// Shows the location without its query, which may be a credential.
impl fmt::Debug for Redirect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = self.location.find(['?', '#']);
        let shown = end.map_or(&*self.location, |end| &self.location[..end]);
        f.debug_tuple("Redirect").field(&shown).finish()
    }
}

/// The absolute URL in the header `Location` of the response to a request of `url`.
pub(crate) fn location(url: &str, headers: &HeaderMap) -> Option<String> {
    let location = headers.get(LOCATION)?.to_str().ok()?;
    let mut base = Url::parse(url).ok()?;
    // An empty `Location` must not repeat credentials in the query.
    base.set_query(None);
    Some(base.join(location).ok()?.into())
}
