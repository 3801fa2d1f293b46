//! The servers of an API.

use super::EnumVariant;
use crate::rust::names::Name;

/// The server that requests go to by default.
#[derive(Clone, Debug)]
pub(crate) struct Server {
    pub(crate) url: String,
    /// The environment variable that overrides the URL.
    pub(crate) env_var: Option<String>,
}

/// The servers that the client offers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Servers {
    pub(crate) named: Vec<NamedServer>,
    /// The enums of their variables.
    pub(crate) enums: Vec<VariableEnum>,
}

/// A server with a name.
#[derive(Clone, Debug)]
pub(crate) struct NamedServer {
    /// The name of a constant, or of a type if the server has variables: `staging`.
    pub(crate) name: Name,
    pub(crate) description: Option<String>,
    /// With `{name}` for each variable.
    pub(crate) url: String,
    pub(crate) variables: Vec<ServerVariable>,
}

/// A variable in the URL of a server.
#[derive(Clone, Debug)]
pub(crate) struct ServerVariable {
    pub(crate) name: Name,
    /// The name in the URL.
    pub(crate) key: String,
    pub(crate) description: Option<String>,
    pub(crate) default: String,
    /// The index of its enum in [`Servers::enums`].
    pub(crate) enum_index: Option<usize>,
}

/// The `enum` of a server variable.
#[derive(Clone, Debug)]
pub(crate) struct VariableEnum {
    pub(crate) name: Name,
    pub(crate) values: Vec<EnumVariant>,
}
