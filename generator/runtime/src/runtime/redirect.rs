// Written by hand. Codegen copies it into clients.

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

#[cfg(test)]
mod tests {
    use super::{Redirect, location};
    use http::{HeaderMap, HeaderValue, header};

    fn resolve(value: &'static str) -> Option<String> {
        let headers = HeaderMap::from_iter([(header::LOCATION, HeaderValue::from_static(value))]);
        location("https://api.example.com/v1/files?key=secret", &headers)
    }

    #[test]
    fn a_location_is_relative_to_the_request() {
        let resolved = [
            (
                "https://files.example.com/a?b#c",
                "https://files.example.com/a?b#c",
            ),
            ("//files.example.com/a", "https://files.example.com/a"),
            ("/a?b", "https://api.example.com/a?b"),
            ("a", "https://api.example.com/v1/a"),
            ("", "https://api.example.com/v1/files"),
            ("pets://login", "pets://login"),
        ];
        for (value, expected) in resolved {
            assert_eq!(resolve(value).as_deref(), Some(expected), "{value:?}");
        }
    }

    #[test]
    fn a_location_that_is_missing_or_no_url_is_none() {
        assert_eq!(location("https://api.example.com", &HeaderMap::new()), None);
        assert_eq!(resolve("https://["), None);
    }

    #[test]
    fn debug_omits_the_query() {
        let redirect = Redirect::new("https://files.example.com/a?signature=secret");
        assert_eq!(
            format!("{redirect:?}"),
            r#"Redirect("https://files.example.com/a")"#
        );
    }
}
