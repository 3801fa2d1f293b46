//! Security: the alternatives of an API, and which of them a call takes.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::code;
use crate::diagnostic::pointer::Pointer;
use crate::diagnostic::report::Report;
use crate::model::{self, Credential, CredentialLocation, Operation as Call, Security};
use crate::openapi::document::{
    Document, Operation, SecurityKind, SecurityRequirement, SecurityScheme,
};
use crate::openapi::resolve::Resolver;
use crate::openapi::select::Selected;
use crate::rust::names::Name;

/// The alternatives that the selected operations accept.
pub(in crate::lower) struct Alternatives {
    pub(in crate::lower) known: Vec<model::SecurityRequirement>,
    /// The schemes of each.
    schemes: Vec<Vec<String>>,
    global: Vec<Vec<String>>,
}

/// Collects the alternatives: those of the document first, then those that
/// single operations add.
pub(in crate::lower) fn alternatives(
    document: &Document,
    selected: &[Selected],
    resolver: &Resolver,
    report: &Report,
) -> Alternatives {
    let global = document.security.as_deref().unwrap_or_default();
    let own = selected
        .iter()
        .filter_map(|selected| selected.operation.security.as_deref());
    let inherits = selected
        .iter()
        .any(|selected| selected.operation.security.is_none());
    let mut found = Alternatives {
        known: Vec::new(),
        schemes: Vec::new(),
        global: global
            .iter()
            .map(|requirement| requirement.schemes.clone())
            .collect(),
    };
    let inherited = if inherits { global } else { &[] };
    for requirement in inherited.iter().chain(own.flatten()) {
        if !requirement.schemes.is_empty() && found.place(&requirement.schemes).is_none() {
            let Some(known) = alternative(requirement, resolver, report) else {
                continue;
            };
            found.known.push(known);
            found.schemes.push(requirement.schemes.clone());
        }
    }
    found
}

impl Alternatives {
    /// Where the alternative of these schemes stands, in whichever order they are written.
    fn place(&self, schemes: &[String]) -> Option<usize> {
        self.schemes.iter().position(|known| {
            known.len() == schemes.len() && known.iter().all(|scheme| schemes.contains(scheme))
        })
    }

    /// Which of the alternatives an operation takes.
    pub(in crate::lower) fn of(&self, operation: &Operation) -> Security {
        let own = operation.security.as_ref();
        let accepted: Vec<Vec<String>> = match own {
            Some(own) => own
                .iter()
                .map(|requirement| requirement.schemes.clone())
                .collect(),
            None => self.global.clone(),
        };
        let mut places: Vec<usize> = Vec::new();
        for place in accepted.iter().filter_map(|schemes| self.place(schemes)) {
            // Alternatives can come to the same, such as one with other scopes.
            if !places.contains(&place) {
                places.push(place);
            }
        }
        let is_optional = accepted.iter().any(Vec::is_empty);
        match places.as_slice() {
            [] if is_optional || accepted.is_empty() => Security::None,
            [] => Security::Unsupported,
            _ if is_optional => Security::Optional(places),
            all if all.iter().copied().eq(0..self.known.len()) => Security::Any,
            _ => Security::OneOf(places),
        }
    }
}

/// What most of the operations take; of several, what the first one takes.
pub(in crate::lower) fn usual(operations: &[Call]) -> Security {
    let count = |security: &Security| {
        let same = operations
            .iter()
            .filter(|operation| operation.security == *security);
        same.count()
    };
    let mut usual = (Security::None, 0);
    let mut seen: Vec<&Security> = Vec::new();
    for Call { security, .. } in operations {
        if !seen.contains(&security) {
            seen.push(security);
            let count = count(security);
            if count > usual.1 {
                usual = (security.clone(), count);
            }
        }
    }
    usual.0
}

fn alternative(
    requirement: &SecurityRequirement,
    resolver: &Resolver,
    report: &Report,
) -> Option<model::SecurityRequirement> {
    let mut parts = Vec::new();
    for name in &requirement.schemes {
        let scheme = resolver.security_scheme(name, &requirement.at.child(name))?;
        parts.extend(credentials(name, scheme, report)?);
    }
    let titles: Vec<&str> = parts.iter().map(|part| part.title.as_str()).collect();
    Some(model::SecurityRequirement {
        name: Name::new(requirement.schemes.join(" and ")),
        title: titles.join(" + "),
        credentials: parts,
    })
}

/// The secrets of a scheme: `basic` has two. Nothing if the client cannot send them.
fn credentials(name: &str, scheme: &SecurityScheme, report: &Report) -> Option<Vec<Credential>> {
    let title = scheme.title.clone().unwrap_or_else(|| name.to_owned());
    let credential = |name: &str, title: String, placement: CredentialLocation| Credential {
        name: Name::new(name),
        title,
        description: scheme.description.clone(),
        location: placement,
        env_var: scheme.variable.clone(),
        example: scheme.example.clone(),
    };
    let placement = match &scheme.kind {
        SecurityKind::Http(scheme) if scheme == "bearer" => CredentialLocation::Bearer,
        SecurityKind::Http(scheme) if scheme == "basic" => {
            let parts = [
                ("username", CredentialLocation::BasicUsername),
                ("password", CredentialLocation::BasicPassword),
            ];
            let parts = parts.map(|(part, placement)| Credential {
                env_var: None,
                ..credential(part, format!("{title}, {part}"), placement)
            });
            return Some(parts.into());
        }
        SecurityKind::ApiKey { location, name } => match location.as_str() {
            "header" => CredentialLocation::Header(name.clone()),
            "query" => CredentialLocation::Query(name.clone()),
            "cookie" => CredentialLocation::Cookie(name.clone()),
            // It is told already that there is none.
            "" => return None,
            other => {
                let message = format!("unknown location `{other}` of an API key");
                let help = "the locations are `header`, `query` and `cookie`";
                report.add(
                    code::UNKNOWN_VALUE
                        .at(&scheme.at.child("in"), message)
                        .help(help),
                );
                return None;
            }
        },
        SecurityKind::Other(kind) if kind == "oauth2" || kind == "openIdConnect" => {
            CredentialLocation::Bearer
        }
        SecurityKind::Http(other) => {
            report.add(left_out(&scheme.at.child("scheme"), other));
            return None;
        }
        SecurityKind::Other(other) => {
            report.add(unsupported(scheme, other));
            return None;
        }
    };
    Some(vec![credential(name, title, placement)])
}

/// What a client cannot know by itself: a signature, or a certificate.
fn left_out(at: &Pointer, kind: &str) -> Diagnostic {
    code::NOT_GENERATED
        .at(at, format!("authentication by `{kind}` is not generated"))
        .help("set the header, or use a transport with a certificate")
}

fn unsupported(scheme: &SecurityScheme, kind: &str) -> Diagnostic {
    let at = scheme.at.child("type");
    if kind == "mutualTLS" {
        return left_out(&at, kind);
    }
    code::UNKNOWN_VALUE
        .at(&at, format!("unknown security scheme type `{kind}`"))
        .help("the types are `http`, `apiKey`, `oauth2`, `openIdConnect` and `mutualTLS`")
}
