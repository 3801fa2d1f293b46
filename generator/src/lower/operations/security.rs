//! Lowers security requirements: those of the API, and which of them each operation accepts.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::code;
use crate::diagnostic::pointer::Pointer;
use crate::diagnostic::report::Report;
use crate::model::{self, Credential, CredentialLocation, Security};
use crate::openapi::document::{
    Document, Operation, SecurityKind, SecurityRequirement, SecurityScheme,
};
use crate::openapi::resolve::Resolver;
use crate::openapi::select::Selected;
use crate::rust::names::Name;

/// The security requirements that the selected operations accept.
pub(in crate::lower) struct Requirements {
    pub(in crate::lower) supported: Vec<model::SecurityRequirement>,
    /// The schemes of each supported requirement.
    schemes: Vec<Vec<String>>,
    /// The schemes of each requirement of the document, supported or not.
    global: Vec<Vec<String>>,
}

/// Collects the requirements: those of the document, then those that only operations have.
pub(in crate::lower) fn requirements(
    document: &Document,
    selected: &[Selected],
    resolver: &Resolver,
    report: &Report,
) -> Requirements {
    let global = document.security.as_deref().unwrap_or_default();
    let own = selected
        .iter()
        .filter_map(|selected| selected.operation.security.as_deref());
    let inherits = selected
        .iter()
        .any(|selected| selected.operation.security.is_none());
    let mut found = Requirements {
        supported: Vec::new(),
        schemes: Vec::new(),
        global: global
            .iter()
            .map(|requirement| requirement.schemes.clone())
            .collect(),
    };
    let inherited = if inherits { global } else { &[] };
    for requirement in inherited.iter().chain(own.flatten()) {
        if !requirement.schemes.is_empty() && found.position(&requirement.schemes).is_none() {
            let Some(supported) = lower_requirement(requirement, resolver, report) else {
                continue;
            };
            found.supported.push(supported);
            found.schemes.push(requirement.schemes.clone());
        }
    }
    found
}

impl Requirements {
    /// The index of the requirement with these schemes, in any order.
    fn position(&self, schemes: &[String]) -> Option<usize> {
        self.schemes.iter().position(|known| {
            known.len() == schemes.len() && known.iter().all(|scheme| schemes.contains(scheme))
        })
    }

    /// The requirements that an operation accepts.
    pub(in crate::lower) fn accepted_by(&self, operation: &Operation) -> Security {
        let own = operation.security.as_ref();
        let accepted: Vec<Vec<String>> = match own {
            Some(own) => own
                .iter()
                .map(|requirement| requirement.schemes.clone())
                .collect(),
            None => self.global.clone(),
        };
        let mut indices: Vec<usize> = Vec::new();
        for index in accepted.iter().filter_map(|schemes| self.position(schemes)) {
            // Requirements that differ only in scopes are the same.
            if !indices.contains(&index) {
                indices.push(index);
            }
        }
        let is_optional = accepted.iter().any(Vec::is_empty);
        match indices.as_slice() {
            [] if is_optional || accepted.is_empty() => Security::None,
            [] => Security::Unsupported,
            _ if is_optional => Security::Optional(indices),
            all if all.iter().copied().eq(0..self.supported.len()) => Security::Any,
            _ => Security::OneOf(indices),
        }
    }
}

/// The security that most operations have; with a tie, that of the first one.
pub(in crate::lower) fn most_common(operations: &[model::Operation]) -> Security {
    let count = |security: &Security| {
        let same = operations
            .iter()
            .filter(|operation| operation.security == *security);
        same.count()
    };
    let mut most_common = (Security::None, 0);
    let mut seen: Vec<&Security> = Vec::new();
    for model::Operation { security, .. } in operations {
        if !seen.contains(&security) {
            seen.push(security);
            let count = count(security);
            if count > most_common.1 {
                most_common = (security.clone(), count);
            }
        }
    }
    most_common.0
}

fn lower_requirement(
    requirement: &SecurityRequirement,
    resolver: &Resolver,
    report: &Report,
) -> Option<model::SecurityRequirement> {
    let mut credentials = Vec::new();
    for name in &requirement.schemes {
        let scheme = resolver.security_scheme(name, &requirement.at.child(name))?;
        credentials.extend(scheme_credentials(name, scheme, report)?);
    }
    let titles: Vec<&str> = credentials.iter().map(|it| it.title.as_str()).collect();
    Some(model::SecurityRequirement {
        name: Name::new(requirement.schemes.join(" and ")),
        title: titles.join(" + "),
        credentials,
    })
}

/// The credentials of a scheme: two for `basic`, otherwise one. `None` if the client does not
/// support the scheme.
fn scheme_credentials(
    name: &str,
    scheme: &SecurityScheme,
    report: &Report,
) -> Option<Vec<Credential>> {
    let title = scheme.title.clone().unwrap_or_else(|| name.to_owned());
    let credential = |name: &str, title: String, location: CredentialLocation| Credential {
        name: Name::new(name),
        title,
        description: scheme.description.clone(),
        location,
        env_var: scheme.variable.clone(),
        example: scheme.example.clone(),
    };
    let location = match &scheme.kind {
        SecurityKind::Http(scheme) if scheme == "bearer" => CredentialLocation::Bearer,
        SecurityKind::Http(scheme) if scheme == "basic" => {
            let parts = [
                ("username", CredentialLocation::BasicUsername),
                ("password", CredentialLocation::BasicPassword),
            ];
            let parts = parts.map(|(part, location)| Credential {
                env_var: None,
                ..credential(part, format!("{title}, {part}"), location)
            });
            return Some(parts.into());
        }
        SecurityKind::ApiKey { location, name } => match location.as_str() {
            "header" => CredentialLocation::Header(name.clone()),
            "query" => CredentialLocation::Query(name.clone()),
            "cookie" => CredentialLocation::Cookie(name.clone()),
            // The missing location is reported already.
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
            report.add(not_generated(&scheme.at.child("scheme"), other));
            return None;
        }
        SecurityKind::Other(other) => {
            report.add(unsupported(scheme, other));
            return None;
        }
    };
    Some(vec![credential(name, title, location)])
}

/// A scheme that the client does not implement, such as a signature or a certificate.
fn not_generated(at: &Pointer, kind: &str) -> Diagnostic {
    code::NOT_GENERATED
        .at(at, format!("authentication by `{kind}` is not generated"))
        .help(
            "set the header, or use `client_identity` (certificates) or `wrap_transport` \
             (signatures) of the client builder",
        )
}

fn unsupported(scheme: &SecurityScheme, kind: &str) -> Diagnostic {
    let at = scheme.at.child("type");
    if kind == "mutualTLS" {
        return not_generated(&at, kind);
    }
    code::UNKNOWN_VALUE
        .at(&at, format!("unknown security scheme type `{kind}`"))
        .help("the types are `http`, `apiKey`, `oauth2`, `openIdConnect` and `mutualTLS`")
}
