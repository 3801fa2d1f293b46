//! Writes a Rust client from an OpenAPI fragment.
//!
//! A stand-in with the shape that the verbs rely on, until the generator is merged.

#![allow(missing_docs, clippy::missing_errors_doc, clippy::format_collect)]

/// How the first line of every file begins that `cargo xtask codegen` owns.
pub const HEADER: &str = "// Written by `cargo xtask codegen`";

#[derive(Clone, Debug)]
pub struct Source {
    pub name: String,
    pub text: String,
}

#[derive(Clone, Debug)]
pub struct NotText {
    pub source: Source,
    pub diagnostics: Vec<Diagnostic>,
}

impl Source {
    pub fn from_bytes(name: impl Into<String>, bytes: Vec<u8>) -> Result<Self, Box<NotText>> {
        let name = name.into();
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Self { name, text }),
            Err(error) => Err(Box::new(NotText {
                source: Self {
                    name,
                    text: String::from_utf8_lossy(error.as_bytes()).into_owned(),
                },
                diagnostics: vec![Diagnostic("the text is not UTF-8".into())],
            })),
        }
    }
}

#[derive(Clone, Debug)]
pub struct Settings {
    pub package: String,
}

#[derive(Clone, Debug)]
pub struct Diagnostic(String);

#[derive(Clone, Copy, Debug)]
pub enum Style {
    Plain,
    Coloured,
}

#[derive(Clone, Debug)]
pub struct Output {
    pub files: Vec<File>,
    pub warnings: Vec<Diagnostic>,
    pub operations: usize,
    pub types: usize,
}

#[derive(Clone, Debug)]
pub struct File {
    pub path: String,
    pub text: String,
    pub kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Api,
    Runtime,
    Scaffold,
}

pub fn generate(source: &Source, settings: &Settings) -> Result<Output, Vec<Diagnostic>> {
    if !source.text.contains("\npaths:") {
        return Err(vec![Diagnostic("there are no paths".into())]);
    }
    let header = format!("{HEADER} from {}.\n", source.name);
    let resource = source
        .text
        .lines()
        .find_map(|line| line.trim().strip_prefix("x-resource: "))
        .unwrap_or("calls")
        .replace('.', "/");
    let file = |path: &str, kind, text: String| File {
        path: path.into(),
        text,
        kind,
    };
    Ok(Output {
        files: vec![
            file(
                "src/api/mod.rs",
                Kind::Api,
                format!("{header}\npub mod {resource};\n"),
            ),
            file(
                &format!("src/api/{resource}.rs"),
                Kind::Api,
                format!("{header}\n// {}\n", source.text.len()),
            ),
            file(
                "src/runtime/mod.rs",
                Kind::Runtime,
                format!("{HEADER}.\n\n//! The runtime.\n"),
            ),
            file(
                "Cargo.toml",
                Kind::Scaffold,
                format!("[package]\nname = \"{}\"\n", settings.package),
            ),
            file("src/lib.rs", Kind::Scaffold, "pub mod api;\n".into()),
        ],
        warnings: Vec::new(),
        operations: 1,
        types: 6,
    })
}

#[must_use]
pub fn render(source: &Source, diagnostics: &[Diagnostic], _style: Style) -> String {
    diagnostics
        .iter()
        .map(|it| format!("error: {}\n --> {}\n", it.0, source.name))
        .collect()
}
