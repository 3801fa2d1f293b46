//! Formats: those that the Rust type says, and those that are heard of.
//!
//! A format becomes a type only where that cannot lose a value, and where servers keep to it.
//! SUPPORT.md has the type of each, with the reason.

use crate::diagnostic::code;
use crate::diagnostic::report::Report;
use crate::schema::Shape;
use std::collections::HashSet;

/// The formats that say nothing beyond the Rust type.
const SAID: &[&str] = &[
    "date",
    "date-time",
    "double",
    "float",
    "int16",
    "int32",
    "int64",
    "int8",
    "uint",
    "uint16",
    "uint32",
    "uint64",
    "uint8",
];

/// The other formats of OpenAPI's registry and of JSON Schema, and what is often written for them.
const HEARD_OF: &[&str] = &[
    "base64",
    "base64url",
    "binary",
    "byte",
    "char",
    "cidr",
    "commonmark",
    "currency",
    "date-time-local",
    "decimal",
    "decimal128",
    "double-int",
    "duration",
    "email",
    "hostname",
    "html",
    "http-date",
    "idn-email",
    "idn-hostname",
    "ip",
    "ip-address",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "json-pointer",
    "markdown",
    "media-range",
    "password",
    "phone",
    "regex",
    "relative-json-pointer",
    "sf-binary",
    "sf-boolean",
    "sf-decimal",
    "sf-integer",
    "sf-string",
    "sf-token",
    "time",
    "time-local",
    "timestamp",
    "unix-time",
    "unixtime",
    "uri",
    "uri-reference",
    "uri-template",
    "url",
    "uuid",
];

/// Whether the Rust type says all that a format does.
pub(in crate::lower) fn is_said(format: &str) -> bool {
    SAID.contains(&format)
}

/// The formats met so far that nobody has heard of.
#[derive(Default)]
pub(in crate::lower) struct Formats(HashSet<String>);

impl Formats {
    /// Tells of a format when it is met for the first time, if nobody has heard of it.
    pub(in crate::lower) fn check(&mut self, schema: &Shape, report: &Report) {
        let Some(format) = schema.format else { return };
        let known = |formats: &[&str]| formats.contains(&format);
        if known(SAID) || known(HEARD_OF) || !self.0.insert(format.to_owned()) {
            return;
        }
        let message = format!("unknown format `{format}`: it does not affect the type");
        let at = schema.at.child("format");
        let diagnostic = code::UNKNOWN_FORMAT.at(&at, message);
        report.add(diagnostic.help("the documentation mentions it wherever it is used"));
    }
}
