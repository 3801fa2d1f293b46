//! References: what a `$ref` stands for.

use crate::code;
use crate::diagnostic::Diagnostic;
use crate::document::{
    Document, Example, OrReference, Parameter, Reference, RequestBody, Response, Schema,
    SecurityScheme, Server,
};
use crate::pointer::Pointer;
use crate::report::Report;
use indexmap::IndexMap;

/// Finds what references stand for, and tells of those that stand for nothing.
#[derive(Clone, Copy)]
pub(crate) struct Resolver<'d> {
    document: &'d Document,
    report: &'d Report,
}

impl<'d> Resolver<'d> {
    pub(crate) fn new(document: &'d Document, report: &'d Report) -> Self {
        Self { document, report }
    }

    /// The servers of the whole document.
    pub(crate) fn servers(&self) -> &'d [Server] {
        &self.document.servers
    }

    /// The component schema behind a reference, and its name.
    pub(crate) fn schema(&self, reference: &Reference) -> Option<(&'d str, &'d Schema)> {
        let schemas = &self.document.components.schemas;
        let found = self.component(reference, "schemas", schemas)?;
        let mut next = found.1;
        for _ in 0..=schemas.len() {
            let Some(reference) = &next.reference else {
                return Some(found);
            };
            next = self.component(reference, "schemas", schemas)?.1;
        }
        self.report.add(circle(&found.1.reference.clone()?));
        None
    }

    pub(crate) fn parameter(&self, parameter: &'d OrReference<Parameter>) -> Option<&'d Parameter> {
        self.follow(
            parameter,
            "parameters",
            &self.document.components.parameters,
        )
    }

    pub(crate) fn request_body(
        &self,
        body: &'d OrReference<RequestBody>,
    ) -> Option<&'d RequestBody> {
        self.follow(
            body,
            "requestBodies",
            &self.document.components.request_bodies,
        )
    }

    pub(crate) fn response(&self, response: &'d OrReference<Response>) -> Option<&'d Response> {
        self.follow(response, "responses", &self.document.components.responses)
    }

    pub(crate) fn example(&self, example: &'d OrReference<Example>) -> Option<&'d Example> {
        self.follow(example, "examples", &self.document.components.examples)
    }

    pub(crate) fn security_scheme(&self, name: &str, at: &Pointer) -> Option<&'d SecurityScheme> {
        let schemes = &self.document.components.security_schemes;
        let Some(scheme) = schemes.get(name) else {
            let message = format!("there is no security scheme `{name}`");
            let diagnostic = code::NO_SECURITY_SCHEME
                .at(at, message)
                .help(suggestion(name, schemes.keys()));
            self.report.add(diagnostic);
            return None;
        };
        self.follow(scheme, "securitySchemes", schemes)
    }

    fn follow<T>(
        &self,
        item: &'d OrReference<T>,
        section: &'static str,
        components: &'d IndexMap<String, OrReference<T>>,
    ) -> Option<&'d T> {
        let mut item = item;
        for _ in 0..=components.len() {
            match item {
                OrReference::Item(item) => return Some(item),
                OrReference::Reference(reference) => {
                    item = self.component(reference, section, components)?.1;
                }
            }
        }
        if let OrReference::Reference(reference) = item {
            self.report.add(circle(reference));
        }
        None
    }

    fn component<T>(
        &self,
        reference: &Reference,
        section: &'static str,
        components: &'d IndexMap<String, T>,
    ) -> Option<(&'d str, &'d T)> {
        let name = self.name(reference, section)?;
        let found = components.get_key_value(&name);
        if found.is_none() {
            let message = format!("`{}` stands for nothing", reference.target);
            let help = suggestion(&name, components.keys());
            self.report
                .add(code::DANGLING.at(&reference.at, message).help(help));
        }
        found.map(|(name, item)| (name.as_str(), item))
    }

    /// The name in a reference of the form `#/components/section/name`.
    fn name(&self, reference: &Reference, section: &str) -> Option<String> {
        let target = reference.target.as_str();
        let (code, message) = match target.strip_prefix('#') {
            None if target.contains("://") => (
                code::NETWORK,
                format!("`{target}` is a URL, and nothing is ever fetched"),
            ),
            None => (
                code::OUTSIDE,
                format!("`{target}` lies in another file, which is not supported yet"),
            ),
            Some(fragment) => {
                let pointer = percent_decoded(fragment).and_then(|text| Pointer::parse(&text));
                let tokens: Vec<String> = pointer
                    .iter()
                    .flat_map(Pointer::tokens)
                    .map(str::to_owned)
                    .collect();
                match tokens.as_slice() {
                    [components, found, name] if components == "components" && found == section => {
                        return Some(name.clone());
                    }
                    _ => (
                        code::WRONG_TARGET,
                        format!(
                            "`{target}` does not lie in `#/components/{section}`, which is not supported yet"
                        ),
                    ),
                }
            }
        };
        self.report.add(code.at(&reference.at, message));
        None
    }
}

fn circle(reference: &Reference) -> Diagnostic {
    let message = "references that lead only to each other stand for nothing";
    code::CIRCLE.at(&reference.at, message)
}

/// What the name was meant to be, or what there is.
pub(crate) fn suggestion<'a>(name: &str, known: impl Iterator<Item = &'a String>) -> String {
    let known: Vec<&String> = known.collect();
    match nearest(name, known.iter().copied()) {
        _ if known.is_empty() => "none is declared".to_owned(),
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => format!("declared are {}", listed(&known)),
    }
}

/// The name that is most like another, if they are much alike.
pub(crate) fn nearest<'a>(
    name: &str,
    known: impl Iterator<Item = &'a String>,
) -> Option<&'a String> {
    let likeness = |known: &str| strsim::jaro_winkler(known, name);
    let nearest = known.max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    nearest.filter(|nearest| likeness(nearest) > 0.7)
}

/// A few names, and how many more there are.
fn listed(names: &[&String]) -> String {
    const SHOWN: usize = 5;
    let shown: Vec<String> = names
        .iter()
        .take(SHOWN)
        .map(|name| format!("`{name}`"))
        .collect();
    let more = names.len().saturating_sub(SHOWN);
    match more {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// The text behind the percent-encoding of a URI fragment.
pub(crate) fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let hex = (*first == b'%').then(|| tail.get(..2)).flatten();
        let decoded =
            hex.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        bytes.push(decoded.unwrap_or(*first));
        rest = if decoded.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8(bytes).ok()
}
