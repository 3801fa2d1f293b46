//! Where an API is.

use super::EnumVariant;
use crate::rust::names::Name;

/// Where requests go.
#[derive(Clone, Debug)]
pub(crate) struct Server {
    pub(crate) url: String,
    /// The environment variable that replaces it.
    pub(crate) env_var: Option<String>,
}

/// The servers that a caller can choose from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Servers {
    pub(crate) named: Vec<NamedServer>,
    /// The values that variables of them can have.
    pub(crate) enums: Vec<VariableEnum>,
}

/// A server that a caller can choose.
#[derive(Clone, Debug)]
pub(crate) struct NamedServer {
    /// `staging`: a constant, or a type where it has variables.
    pub(crate) name: Name,
    pub(crate) description: Option<String>,
    /// With `{names}` in place of the variables.
    pub(crate) url: String,
    pub(crate) variables: Vec<ServerVariable>,
}

/// A part of a server's address that a caller can choose.
#[derive(Clone, Debug)]
pub(crate) struct ServerVariable {
    pub(crate) name: Name,
    /// The name in the URL.
    pub(crate) key: String,
    pub(crate) description: Option<String>,
    pub(crate) default: String,
    /// The values that it can have, by their place in the servers' choices.
    pub(crate) enum_index: Option<usize>,
}

/// The values that a variable can have.
#[derive(Clone, Debug)]
pub(crate) struct VariableEnum {
    pub(crate) name: Name,
    pub(crate) values: Vec<EnumVariant>,
}
