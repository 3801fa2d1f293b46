// Written by hand. Codegen copies it into clients.

//! The description of an API, as a constant of generated code.

use std::ops::RangeInclusive;

use crate::runtime::auth::SecurityRequirement;

/// The description of an API: what its operations share.
#[derive(Debug)]
pub struct Api {
    /// The package of the generated crate: `env!("CARGO_PKG_NAME")`.
    pub package: &'static str,
    /// The version of the generated crate: `env!("CARGO_PKG_VERSION")`.
    pub version: &'static str,
    /// The server of the API: a URL, or a path (`/v2`), which requires a base URL from the program.
    pub server: &'static str,
    /// The environment variable whose value replaces the server.
    pub server_variable: Option<&'static str>,
    /// The response header that identifies a request in the vendor's logs.
    pub request_id_header: Option<&'static str>,
    /// The security requirements of all operations.
    pub security_requirements: &'static [&'static SecurityRequirement],
    /// The security requirements of an operation with
    /// [`Security::Default`](crate::runtime::Security::Default).
    pub default_security: &'static [&'static SecurityRequirement],
    /// The statuses with which the API has not applied a request, besides those of HTTP.
    pub refused: &'static [RangeInclusive<u16>],
    /// The object that responses are wrapped in.
    pub envelope: Option<Envelope>,
}

/// The property names of the object that responses are wrapped in.
#[derive(Debug)]
pub struct Envelope {
    /// The property whose `false` makes a 2xx response an error.
    pub success: &'static str,
    /// The property that holds the value of the operation.
    pub result: &'static str,
    /// The property that lists the errors.
    pub errors: &'static str,
    /// The property that lists further messages.
    pub messages: Option<&'static str>,
    /// The property of an entry in `errors` that holds its code.
    pub error_code: Option<&'static str>,
    /// The property of an entry in `errors` that holds its message.
    pub error_message: Option<&'static str>,
}
