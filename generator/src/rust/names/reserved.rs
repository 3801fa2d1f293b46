//! Names that names of the specification must not have.
//!
//! A missing name breaks `codegen::names` of the tests, which uses all identifiers in the runtime and
//! in generated code as names of everything.

/// Modules that every client has, the crate and the tool that generated code names, and file names
/// that have a meaning to Rust or to Windows.
pub(super) const MODULES: &[&str] = &[
    "api",
    "auth",
    "base_url",
    "client_builder",
    "examples",
    "mock",
    "mod",
    "runtime",
    "rustfmt",
    "std",
    "types",
    "aux",
    "con",
    "conin",
    "conout",
    "nul",
    "prn",
    "com0",
    "com1",
    "com2",
    "com3",
    "com4",
    "com5",
    "com6",
    "com7",
    "com8",
    "com9",
    "lpt0",
    "lpt1",
    "lpt2",
    "lpt3",
    "lpt4",
    "lpt5",
    "lpt6",
    "lpt7",
    "lpt8",
    "lpt9",
];

/// Methods of the client, and the conventional name of a constructor.
pub(super) const CLIENT: &[&str] = &[
    "builder",
    "clone",
    "from_env",
    "new",
    "set_auth",
    "shutdown",
    "shutdown_blocking",
];

/// Methods of the builder of the client.
pub(super) const CLIENT_BUILDER: &[&str] = &[
    "allow_http",
    "anonymous",
    "auth",
    "auth_file",
    "auth_provider",
    "base_url",
    "body_limit",
    "build",
    "ca_certificates",
    "client_identity",
    "clock",
    "connect_timeout",
    "deadline",
    "from_env",
    "from_variables",
    "header",
    "max_concurrent_requests",
    "new",
    "no_proxy",
    "no_retry_budget",
    "observer",
    "proxy",
    "query",
    "rate_limit",
    "remove_header",
    "reqwest",
    "retry",
    "retry_budget",
    "timeout",
    "transport",
    "wrap_transport",
];

/// A method of every resource, and the conventional name of a constructor.
pub(super) const RESOURCE: &[&str] = &["clone", "new"];

/// Methods of every request builder.
pub(super) const BUILDER: &[&str] = &[
    "clone",
    "options",
    "send",
    "send_blocking",
    "send_with_response",
    "send_with_response_blocking",
    "to_request",
];

/// Further methods of a builder whose response can be streamed or has pages.
pub(super) const STREAM_BUILDER: &[&str] = &["send_stream", "send_stream_blocking"];
pub(super) const PAGES_BUILDER: &[&str] = &["items", "items_blocking", "pages", "pages_blocking"];

/// A method of `Auth`, and a constant of its module.
pub(super) const AUTH: &[&str] = &["clone", "security_requirements"];

/// Methods of a server with variables.
pub(super) const SERVER: &[&str] = &["clone", "new"];

/// Fields of structs.
pub(super) const FIELDS: &[&str] = &["additional_properties", "unknown_properties"];

/// The variant for unknown values.
pub(super) const VARIANTS: &[&str] = &["Other"];

/// Cargo features and dependencies of every client: a feature for a resource has another name.
pub(super) const FEATURES: &[&str] = &[
    "async",
    "blocking",
    "bundled_roots",
    "bytes",
    "default",
    "flate2",
    "futures_core",
    "http",
    "http_body",
    "httpdate",
    "jiff",
    "mock",
    "percent_encoding",
    "reqwest",
    "round_trip",
    "secrecy",
    "serde",
    "serde_json",
    "serde_path_to_error",
    "tokio",
    "tracing",
    "url",
    "webpki_root_certs",
];

/// The keywords of Rust, also reserved ones, that can be raw identifiers.
pub(super) const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];
