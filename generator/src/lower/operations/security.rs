//! Lowers security requirements: those of the API, and which of them each operation accepts.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::code;
use crate::diagnostic::pointer::Pointer;
use crate::diagnostic::report::Report;
use crate::model::{self, Credential, CredentialLocation, Security};
use crate::openapi::document::{
    ApiKeyLocation, Document, Operation, SecurityKind, SecurityRequirement, SecurityScheme,
};
use crate::openapi::resolve::Resolver;
use crate::openapi::select::Selected;
use crate::rust::names::Name;
use std::collections::{BTreeSet, HashMap, HashSet};

/// The security requirements that the selected operations accept.
pub(in crate::lower) struct Requirements {
    pub(in crate::lower) supported: Vec<model::SecurityRequirement>,
    /// The index of each supported requirement by its schemes, whose order has no meaning.
    indices: HashMap<BTreeSet<String>, usize>,
    /// The requirements of operations without `security`.
    inherited: Security,
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
        indices: HashMap::new(),
        inherited: Security::None,
    };
    let inherited = if inherits { global } else { &[] };
    let mut seen = HashSet::new();
    for requirement in inherited.iter().chain(own.flatten()) {
        let schemes = schemes(requirement);
        if schemes.is_empty() || !seen.insert(schemes.clone()) {
            continue;
        }
        if let Some(supported) = lower_requirement(requirement, resolver, report) {
            found.indices.insert(schemes, found.supported.len());
            found.supported.push(supported);
        }
    }
    found.inherited = found.accepted(global);
    if document.components.security_schemes.is_empty() && found.supported.is_empty() {
        found.supported = vec![undeclared_bearer()];
        found.inherited = Security::Optional(vec![0]);
    }
    found
}

/// A token for an API whose specification has no security schemes, which may need one all the same.
fn undeclared_bearer() -> model::SecurityRequirement {
    let bearer = Credential {
        name: Name::new("bearer"),
        title: "Bearer token".to_owned(),
        description: None,
        location: CredentialLocation::Bearer,
        prefix: None,
        env_var: None,
        example: None,
    };
    model::SecurityRequirement {
        name: Name::new("bearer"),
        title: bearer.title.clone(),
        is_declared: false,
        credentials: vec![bearer],
    }
}

fn schemes(requirement: &SecurityRequirement) -> BTreeSet<String> {
    requirement.schemes.iter().cloned().collect()
}

impl Requirements {
    /// The requirements that an operation accepts.
    pub(in crate::lower) fn accepted_by(&self, operation: &Operation) -> Security {
        match &operation.security {
            Some(own) => self.accepted(own),
            None => self.inherited.clone(),
        }
    }

    fn accepted(&self, requirements: &[SecurityRequirement]) -> Security {
        let mut indices: Vec<usize> = Vec::new();
        // Requirements that differ only in scopes are the same.
        let mut seen = HashSet::new();
        for requirement in requirements {
            if let Some(&index) = self.indices.get(&schemes(requirement))
                && seen.insert(index)
            {
                indices.push(index);
            }
        }
        let is_optional = requirements.iter().any(|it| it.schemes.is_empty());
        match indices.as_slice() {
            [] if is_optional || requirements.is_empty() => Security::None,
            [] => Security::Unsupported,
            _ if is_optional => Security::Optional(indices),
            all if all.iter().copied().eq(0..self.supported.len()) => Security::Any,
            _ => Security::OneOf(indices),
        }
    }
}

/// The security that most operations have; with a tie, that of the first one.
pub(in crate::lower) fn most_common(operations: &[model::Operation]) -> Security {
    let mut counts: HashMap<&Security, usize> = HashMap::new();
    for operation in operations {
        *counts.entry(&operation.security).or_default() += 1;
    }
    // `max_by_key` returns the last of several equal ones.
    let securities = operations.iter().rev().map(|operation| &operation.security);
    let most_common = securities.max_by_key(|security| counts[*security]);
    most_common.cloned().unwrap_or(Security::None)
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
        is_declared: true,
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
        prefix: (scheme.prefix.clone())
            .filter(|_| matches!(location, CredentialLocation::Header(_))),
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
        SecurityKind::ApiKey { location, name } => match (*location)? {
            ApiKeyLocation::Header => CredentialLocation::Header(name.clone()),
            ApiKeyLocation::Query => CredentialLocation::Query(name.clone()),
            ApiKeyLocation::Cookie => CredentialLocation::Cookie(name.clone()),
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
