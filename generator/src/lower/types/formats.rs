//! Formats: those that determine the Rust type, and those that are only known.
//!
//! A format determines the type only if no value can be lost and servers adhere to the format.
//! SUPPORT.md lists the type of each, with the reason.

use crate::diagnostic::code;
use crate::diagnostic::report::Report;
use crate::schema::Shape;
use std::collections::HashSet;

/// The formats that the Rust type implies.
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

/// The other formats of OpenAPI's format registry and of JSON Schema, and common variants of them.
const HEARD_OF: &[&str] = &[
    "base64",
    "base64url",
    "bigint",
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
    "int128",
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
    "uint128",
    "uri",
    "uri-reference",
    "uri-template",
    "url",
    "uuid",
];

/// Whether the Rust type implies the format.
pub(in crate::lower) fn is_said(format: &str) -> bool {
    SAID.contains(&format)
}

/// The unknown formats that have been reported.
#[derive(Default)]
pub(in crate::lower) struct Formats(HashSet<String>);

impl Formats {
    /// Reports an unknown format at its first use.
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
