// Written by hand. Codegen copies it into clients.

//! Sets of headers and query parameters: those of the client, of the operation, and of the options.

use http::header::{CONTENT_LENGTH, HeaderName, TRANSFER_ENCODING};
use http::{HeaderMap, HeaderValue};

use crate::runtime::api::Api;
use crate::runtime::error::Error;
use crate::runtime::{auth, path};

/// Headers and query parameters. Of several sets, later ones override earlier ones.
#[derive(Clone, Default)]
pub(crate) struct ParameterSet {
    /// `None` removes a header.
    headers: Vec<(HeaderName, Option<HeaderValue>)>,
    query: Vec<Pair>,
}

/// A name and a value in a query.
#[derive(Clone)]
struct Pair {
    /// The parameter of the pair. A parameter may have several pairs.
    parameter: String,
    /// Not encoded.
    name: String,
    /// Encoded.
    value: String,
}

impl ParameterSet {
    /// Sets a header, or removes it. No message shows the value.
    pub(crate) fn header(
        &mut self,
        api: &Api,
        name: &str,
        value: Option<&str>,
    ) -> Result<(), Error> {
        let refuse = |why: &str| Error::config(format!("the header {name:?} {why}"));
        let name =
            HeaderName::try_from(name).map_err(|_| refuse("has a name that cannot be sent"))?;
        if [CONTENT_LENGTH, TRANSFER_ENCODING].contains(&name) {
            return Err(refuse("is set by the transport"));
        }
        let value = match value {
            None => None,
            // Servers differ in how they decode other characters.
            Some(value) if !value.is_ascii() => {
                return Err(refuse("has a value that is not ASCII"));
            }
            Some(value) => {
                let mut value = HeaderValue::try_from(value)
                    .map_err(|_| refuse("has a value that cannot be sent"))?;
                value.set_sensitive(auth::is_sensitive(api, &name));
                Some(value)
            }
        };
        self.headers.retain(|(known, _)| *known != name);
        self.headers.push((name, value));
        Ok(())
    }

    /// Unsets a header, so that this set neither sets nor removes it.
    pub(crate) fn unset_header(&mut self, name: &(impl PartialEq<HeaderName> + ?Sized)) {
        self.headers.retain(|(known, _)| *name != *known);
    }

    /// Adds a query parameter. A name may occur more than once.
    pub(crate) fn query(&mut self, name: String, value: &str) {
        self.query.push(Pair {
            parameter: name.clone(),
            name,
            value: path::encode_query(value),
        });
    }

    /// Sets all pairs of a parameter, whose values are encoded.
    pub(crate) fn pairs(
        &mut self,
        parameter: &str,
        pairs: impl IntoIterator<Item = (String, String)>,
    ) {
        self.query.retain(|pair| pair.parameter != parameter);
        self.query
            .extend(pairs.into_iter().map(|(name, value)| Pair {
                parameter: parameter.to_owned(),
                name,
                value,
            }));
    }

    /// The encoded value of a query parameter.
    pub(crate) fn query_value(&self, name: &str) -> Option<&str> {
        let pair = self.query.iter().find(|pair| pair.name == name)?;
        Some(&pair.value)
    }

    /// Whether this set has a query parameter.
    pub(crate) fn has_query(&self, name: &str) -> bool {
        let mut pairs = self.query.iter();
        pairs.any(|pair| pair.parameter == name)
    }

    /// Whether this set sets a header.
    pub(crate) fn has_header(&self, name: &str) -> bool {
        let mut headers = self.headers.iter();
        headers.any(|(known, value)| known.as_str().eq_ignore_ascii_case(name) && value.is_some())
    }

    /// The headers that this set sets or removes.
    pub(crate) fn header_names(&self) -> impl Iterator<Item = &HeaderName> {
        self.headers.iter().map(|(name, _)| name)
    }

    /// Sets and removes headers.
    pub(crate) fn apply(&self, headers: &mut HeaderMap) {
        for (name, value) in &self.headers {
            match value {
                Some(value) => drop(headers.insert(name, value.clone())),
                None => drop(headers.remove(name)),
            }
        }
    }
}

/// The pairs of all sets, without those whose name is in a later set, too.
pub(crate) fn merge_query<'l>(sets: &[&'l ParameterSet]) -> Vec<(&'l str, &'l str)> {
    let mut pairs = Vec::new();
    for (at, parameters) in sets.iter().enumerate() {
        for Pair { name, value, .. } in &parameters.query {
            let mut later = sets[at + 1..]
                .iter()
                .flat_map(|parameters| &parameters.query);
            if later.all(|other| other.name != *name) {
                pairs.push((name.as_str(), value.as_str()));
            }
        }
    }
    pairs
}
