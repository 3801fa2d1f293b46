// Written by hand. Codegen copies it into clients.

//! Parameters of operations that are set once, on the client.

use crate::runtime::api::Api;
use crate::runtime::error::Error;
use crate::runtime::parameter_set::ParameterSet;
use crate::runtime::path;
use crate::runtime::string_newtype::path_segment_problem;

/// A parameter that the builder of the client sets for all operations that have it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct ClientParameter {
    pub(crate) location: Location,
    /// The name on the wire.
    pub(crate) name: &'static str,
    /// The method of the builder of the client that sets it.
    pub(crate) setter: &'static str,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Location {
    Path,
    Query,
    Header,
}

impl ClientParameter {
    /// A path parameter, by its name on the wire and the method that sets it.
    #[must_use]
    pub const fn path(name: &'static str, setter: &'static str) -> Self {
        Self::new(Location::Path, name, setter)
    }

    /// A query parameter, by its name on the wire and the method that sets it.
    #[must_use]
    pub const fn query(name: &'static str, setter: &'static str) -> Self {
        Self::new(Location::Query, name, setter)
    }

    /// A header, by its name on the wire and the method that sets it.
    #[must_use]
    pub const fn header(name: &'static str, setter: &'static str) -> Self {
        Self::new(Location::Header, name, setter)
    }

    const fn new(location: Location, name: &'static str, setter: &'static str) -> Self {
        Self {
            location,
            name,
            setter,
        }
    }

    /// Checks that the value can be sent.
    pub(crate) fn check(self, api: &Api, value: &str) -> Result<(), Error> {
        match self.location {
            Location::Path => match path_segment_problem(&path::encode_segment(value.to_owned())) {
                Some(problem) => {
                    let why = format!("the path parameter `{}` {problem}", self.name);
                    Err(Error::config(why))
                }
                None => Ok(()),
            },
            Location::Query => Ok(()),
            Location::Header => ParameterSet::default().header(api, self.name, Some(value)),
        }
    }
}

/// The values of client parameters.
#[derive(Clone, Default)]
pub(crate) struct ClientParameters(Vec<(ClientParameter, String)>);

impl ClientParameters {
    /// Sets a parameter; `None` unsets it.
    pub(crate) fn set(&mut self, parameter: ClientParameter, value: Option<String>) {
        self.0.retain(|(known, _)| *known != parameter);
        self.0.extend(value.map(|value| (parameter, value)));
    }

    pub(crate) fn get(&self, parameter: ClientParameter) -> Option<&str> {
        let (_, value) = self.0.iter().find(|(known, _)| *known == parameter)?;
        Some(value)
    }
}
